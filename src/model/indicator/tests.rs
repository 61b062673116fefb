//! Ids of indicators, and the years they are reported for.

use super::*;
use crate::economy::{AccountsData, Extras, FinalDemandData, Group, GroupKind, Scope, Sector};
use crate::model::ModelData;

fn region() -> Region {
    Region {
        name: "Test".into(),
        term: String::new(),
        base_year: 2020,
        sectors: vec![Sector::new("farms"), Sector::new("shops")],
        groups: vec![Group {
            id: "tertiary".into(),
            label: "Services".into(),
            term: String::new(),
            kind: GroupKind::Branch,
            members: vec![1],
        }],
        industry: None,
        extras: Extras::default(),
    }
}

fn data() -> ModelData {
    let accounts = AccountsData {
        value_added: vec![1.0, 1.0],
        value_added_ratio: vec![0.5, 0.5],
        coefficients: nalgebra::DMatrix::zeros(2, 2),
        purchase_share: vec![1.0, 1.0],
        location_quotients: None,
        households: FinalDemandData::none(2),
        government: FinalDemandData::none(2),
        investment: FinalDemandData::none(2),
        external_floor: 0.0,
    };
    ModelData::new(region(), accounts, 2030)
}

fn period(from: Year, to: Year) -> Period {
    Period { from, to }
}

#[test]
fn ids_are_unique_and_spelled_as_programs_expect() {
    let region = region();
    let standard = Catalogue::with_everything(&region, 2030).standard(&[period(2021, 2025)]);
    let ids: Vec<String> = standard.iter().map(|i| i.id(&region)).collect();
    for expected in [
        "gdp",
        "gdp_growth_2021_2025",
        "investment",
        "deflator",
        "energy_intensity_change_2021_2025",
        "share_nominal.tertiary",
        "growth.shops",
        "growth_contribution.shops",
        "growth_contribution_share_2021_2025.tertiary",
        "energy_intensity.farms",
        "output_share.shops",
    ] {
        assert_eq!(ids.iter().filter(|id| *id == expected).count(), 1, "{expected}");
    }
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), ids.len());
}

#[test]
fn every_indicator_is_found_by_its_id() {
    let region = region();
    let catalogue = Catalogue::with_everything(&region, 2030);
    let mut count = 0;
    for &measure in Measure::ALL {
        for subject in measure.description().places.iter().flat_map(|place| catalogue.subjects(*place)) {
            for form in Form::ALL {
                let period = form.is_over_period().then_some(period(2022, 2024));
                let indicator = Indicator { measure, subject, form, period };
                if catalogue.contains(indicator) {
                    let id = indicator.id(&region);
                    assert_eq!(catalogue.parse(&id), Ok(indicator), "{id}");
                    count += 1;
                }
            }
        }
    }
    assert!(count > 200, "{count}");
}

#[test]
fn forms_are_read_from_ids() {
    let region = region();
    let catalogue = Catalogue::with_everything(&region, 2030);
    let shops = Subject::Sector(1);
    let investment = Indicator::headline(Measure::Investment);
    let of_shops = Indicator::of(Measure::ValueAdded, shops);
    for (id, expected) in [
        ("investment_growth", investment.taken(Form::Growth)),
        ("investment_total_2021_2030", investment.over(Form::Total, period(2021, 2030))),
        ("investment_index", investment.taken(Form::Index)),
        ("investment_share", investment.taken(Form::Share)),
        ("value_added_growth_2026_2030.shops", of_shops.over(Form::AverageGrowth, period(2026, 2030))),
        ("value_added_growth.shops", of_shops.taken(Form::Growth)),
        ("share_rising_2021_2025.shops", Indicator::of(Measure::Share, shops).over(Form::Rising, period(2021, 2025))),
        ("output_share.shops", Indicator::of(Measure::OutputShare, shops)),
    ] {
        assert_eq!(catalogue.parse(id), Ok(expected), "{id}");
    }
    assert_eq!(of_shops.taken(Form::Growth).id(&region), "growth.shops");
    assert_eq!(investment.taken(Form::Growth).unit(&region), Unit::PerYear);
    assert_eq!(investment.over(Form::Total, period(2021, 2022)).unit(&region), Unit::Money);
}

#[test]
fn ids_of_nothing_are_told_with_what_there_is() {
    let data = data();
    let catalogue = Catalogue::of(&data);
    let told = |id: &str| catalogue.parse(id).map_or_else(|error| error.to_string(), |found| format!("{found:?}"));
    for (id, expected) in [
        ("investmnt_growth_2021_2025", "did you mean \"investment_growth_2021_2025\"? Allowed: gdp, gdp_nominal, "),
        ("value_added.farm", "\"farm\" is not a sector or group of this scenario; did you mean \"farms\"?"),
        ("share", "share is of a sector or group, such as share.farms"),
        ("income.farms", "income is of the whole economy and stands alone"),
        ("investment_growth_2020_2025", "its years run forward between 2021 and 2030"),
        ("investment_growth_2025_2031", "its years run forward between 2021 and 2030"),
        ("investment_growth_2025_2024", "its years run forward between 2021 and 2030"),
        ("co2_growth", "the region has no energy data"),
        ("gdp_share", "which is no indicator"),
        ("price_level_total_2021_2025", "which is no indicator"),
        ("gdp_2021_2025", "which is no indicator"),
        ("", "which is no indicator"),
    ] {
        assert!(told(id).contains(expected), "{id}: {}", told(id));
    }
    assert!(!told("x").contains("energy"), "{}", told("x"));
}

#[test]
fn years_follow_the_kind_of_indicator() {
    let region = region();
    let years = |i: Indicator| i.years(&region, 2023, &[2020, 2022]);
    let gdp = Indicator::headline(Measure::Gdp);
    let value_added = Indicator::of(Measure::ValueAdded, Scope::Sector(0));
    assert_eq!(years(gdp), [2020, 2021, 2022, 2023]);
    assert_eq!(years(gdp.taken(Form::Growth)), [2021, 2022, 2023]);
    assert_eq!(years(gdp.taken(Form::Index)), [2020, 2021, 2022, 2023]);
    assert_eq!(years(value_added.taken(Form::Growth)), [2022]);
    assert_eq!(years(value_added.taken(Form::Contribution)), [2022]);
    assert_eq!(years(Indicator::of(Measure::Share, Scope::Sector(0))), [2020, 2022]);
    assert_eq!(years(Indicator::of(Measure::Share, Scope::Group(0))), [2020, 2021, 2022, 2023]);
    assert_eq!(years(Indicator::of(Measure::EnergyIntensity, Scope::Sector(0))), [2020, 2022]);
    assert_eq!(years(gdp.over(Form::AverageGrowth, period(2021, 2022))), [2022]);
    assert!(gdp.taken(Form::Growth).is_defined_in(2021, &region, 2023));
    assert!(!gdp.taken(Form::Growth).is_defined_in(2020, &region, 2023));
}
