//! Shapes of JSON and CSV on a region of two sectors that stands still.

use nalgebra::DMatrix;

use super::*;
use crate::economy::{AccountsData, Extras, FinalDemandData, Group, GroupKind, Region, Scope, Sector};
use crate::ensemble::{Ensemble, RunSettings};
use crate::model::{Better, Comparator, Indicator, Measure, Model, ModelData, Target};

/// Farms of 20 and shops of 80, nothing sold locally, 2020 to 2022, reported for 2020 and 2022.
fn ensemble() -> Ensemble {
    let shops = Group {
        id: "tertiary".into(),
        label: "Services".into(),
        term: "第三产业".into(),
        kind: GroupKind::Branch,
        members: vec![1],
    };
    let region = Region {
        name: "Tiny".into(),
        term: "小区".into(),
        base_year: 2020,
        sectors: vec![Sector::new("farms"), Sector::new("shops")],
        groups: vec![shops],
        industry: None,
        extras: Extras::default(),
    };
    let accounts = AccountsData {
        value_added: vec![20.0, 80.0],
        value_added_ratio: vec![0.5, 0.5],
        coefficients: DMatrix::zeros(2, 2),
        purchase_share: vec![1.0, 1.0],
        location_quotients: None,
        households: FinalDemandData::none(2),
        government: FinalDemandData::none(2),
        investment: FinalDemandData::none(2),
        external_floor: 0.0,
    };
    let mut data = ModelData::new(region, accounts, 2022);
    data.targets = vec![target("met", Comparator::AtLeast, 0.75), target("missed", Comparator::Between, 0.85)];
    let model = Model::new(data).unwrap();
    Ensemble::run(&model, &RunSettings::new(200, 5)).unwrap()
}

/// About the share of shops, which is .8 for ever.
fn target(id: &str, comparator: Comparator, value: f64) -> Target {
    Target {
        id: id.into(),
        label: "Services, share".into(),
        term: "服务业占比".into(),
        indicator: Indicator::of(Measure::Share, Scope::Group(0)),
        year: 2022,
        comparator,
        value,
        value_high: (comparator == Comparator::Between).then_some(0.9),
        better: Better::More,
        tolerance: 0.0,
        reading: "as written".into(),
        source: "page 1".into(),
    }
}

fn json() -> serde_json::Value {
    serde_json::from_str(&to_json(&ensemble()).unwrap()).unwrap()
}

fn keys(value: &serde_json::Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

fn sorted(names: &str) -> Vec<&str> {
    let mut names: Vec<&str> = names.split(',').collect();
    names.sort_unstable();
    names
}

#[test]
fn json_has_the_promised_keys() {
    let json = json();
    let top = "command,scenario,title,base_year,horizon,seed,paths,design,threads,elapsed_seconds,path_years_per_second,failed_paths,simd,sectors,groups,indicators,targets";
    assert_eq!(keys(&json), sorted(top));
    assert_eq!(keys(&json["sectors"][0]), sorted("id,label,term,group"));
    assert_eq!(keys(&json["groups"][0]), sorted("id,label,term,members"));
    assert_eq!(keys(&json["indicators"][0]), sorted("id,label,term,unit,basis,years"));
    let year = "year,mean,sd,se_mean,p05,p10,p25,p50,p75,p90,p95,central,intervals";
    assert_eq!(keys(&json["indicators"][0]["years"][0]), sorted(year));
    let target =
        "id,label,term,indicator,year,comparator,value,value_high,unit,reading,probability,se,median,shortfall,source";
    assert_eq!(keys(&json["targets"][0]), sorted(target));
    assert_eq!(keys(&json["targets"][1]), sorted(target));
}

#[test]
fn json_holds_the_run() {
    let json = json();
    assert_eq!(
        (json["command"].as_str(), json["seed"].as_u64(), json["paths"].as_u64()),
        (Some("run"), Some(5), Some(200))
    );
    assert_eq!((json["base_year"].as_i64(), json["horizon"].as_i64()), (Some(2020), Some(2022)));
    assert_eq!(
        (json["sectors"][0]["group"].as_str(), json["sectors"][1]["group"].as_str()),
        (Some(""), Some("tertiary"))
    );
    assert_eq!(json["groups"][0]["members"], serde_json::json!(["shops"]));
    let gdp = json["indicators"].as_array().unwrap().iter().find(|indicator| indicator["id"] == "gdp").unwrap();
    assert_eq!((gdp["unit"].as_str(), gdp["basis"].as_str()), (Some("1e8 CNY"), Some("real")));
    assert_eq!(gdp["years"].as_array().unwrap().len(), 3);
    assert!((gdp["years"][2]["p50"].as_f64().unwrap() - 100.0).abs() < 1e-9);
    let [met, missed] = [&json["targets"][0], &json["targets"][1]];
    assert_eq!((met["probability"].as_f64(), missed["probability"].as_f64()), (Some(1.0), Some(0.0)));
    assert_eq!((met["indicator"].as_str(), missed["comparator"].as_str()), (Some("share.tertiary"), Some("between")));
    assert!((missed["shortfall"].as_f64().unwrap() - 0.05).abs() < 1e-9);
}

#[test]
fn a_number_beyond_bounds_is_an_error() {
    let mut ensemble = ensemble();
    ensemble.indicators[0].years[1].summary.sd = f64::INFINITY;
    let error = ReportError::NotFinite { id: "gdp".into(), year: 2021, statistic: "sd" };
    assert_eq!(to_json(&ensemble), Err(error.clone()));
    assert_eq!(to_csv(&ensemble), Err(error.clone()));
    assert_eq!(to_table(&ensemble, Ink::Plain), Err(error));
}

#[test]
fn csv_has_a_number_a_line() {
    let csv = to_csv(&ensemble()).unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "scenario,indicator,unit,basis,year,statistic,value");
    // Years reported. Headline: gdp (real, nominal), income, three totals of demand, outside sales, two price levels 3 each,
    // gdp_growth 2, its average 1: 30.
    // Each of 2 sectors and 1 group: value added, output (real, nominal), output share (real, nominal) 2 each, growth
    // and contribution 1 each, share of the increment 1: 13. Shares (real, nominal): sectors 2 each, branch 3 each.
    let years = 30 + 3 * 13 + 2 * (2 + 2 + 3);
    assert_eq!(lines.len(), 1 + (11 + 2 * 7) * years);
    assert!(lines.contains(&"Tiny,gdp,1e8 CNY,real,2020,p05,100"));
    assert!(lines.iter().all(|line| line.split(',').count() == 7));
}

#[test]
fn table_leaves_out_what_the_region_does_not_have() {
    let table = to_table(&ensemble(), Ink::Plain).unwrap();
    for shown in
        ["Real GDP", "第三产业", "≥ 75", "85 to 90", "> 98 %", "< 2 %", "farms", "服务业占比 (page 1): as written"]
    {
        assert!(table.contains(shown), "{shown} is missing in\n{table}");
    }
    for absent in ["Energy", "CO2", "\x1b"] {
        assert!(!table.contains(absent), "{absent} stands in\n{table}");
    }
    assert!(to_table(&ensemble(), Ink::Bold).unwrap().contains("\x1b[1m"));
}
