//! `kapok show` and `kapok diff` as a stranger meets them.

#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod common;

use common::{answer, failed, json, kapok, refused, saved};

const VALLEY: &str = "tests/regions/valley-scenario.toml";

/// A child of the valley with a policy, an event and a target of its own.
const FAIR: &str = "tests/regions/valley-fair.toml";

#[test]
fn a_scenario_is_shown_with_the_places_its_values_come_from() {
    insta::assert_snapshot!("shown", answer(&["show", FAIR]));
}

#[test]
fn what_programs_read_is_flat() {
    let answer = json(&["show", FAIR, "investment.trend"]);
    assert_eq!(
        (&answer["command"], &answer["scenario"], &answer["paths"]),
        (&"show".into(), &"valley-fair".into(), &100_000.into())
    );
    let expected = serde_json::json!([
        {"path": "investment.trend.start", "value": 0.05, "unit": "1/yr", "standing": "", "source": "", "file": FAIR, "line": 6},
        {"path": "investment.trend.long_run", "value": "normal, mean 0.02, sd 0.01", "unit": "1/yr", "standing": "assumed", "source": "a guess", "file": FAIR, "line": 6},
    ]);
    assert_eq!(answer["results"], expected);
    // What all sectors share is each sector's.
    let farms = json(&["show", FAIR, "sector.farms.demand_growth"]);
    assert_eq!((&farms["results"][0]["value"], &farms["results"][0]["line"]), (&0.0.into(), &9.into()));
    let policy = json(&["show", FAIR, "policy.fair.size"]);
    assert_eq!(
        (&policy["results"][0]["source"], &policy["results"][0]["standing"]),
        (&"plan, chapter 3".into(), &"assumed".into())
    );
}

#[test]
fn every_number_that_may_be_a_lever_is_called_as_it_is_shown() {
    use kapok::Scenario;
    use kapok::model::Parameter;
    for name in ["baseline", "china-2020"] {
        let scenario = Scenario::builtin(name).unwrap();
        let written = scenario.written();
        let (a, region) = (&scenario.data().assumptions, &scenario.data().region);
        let mut compared = 0;
        for parameter in Parameter::all(a) {
            let path = parameter.path(a, region);
            let Some(shown) = written.iter().find(|value| value.path == path) else {
                assert!(parameter.of(a).is_zero() || parameter.of(a).known() == Some(1.0), "{path} is not shown");
                continue;
            };
            if let (Some(known), kapok::scenario::WrittenValue::Number(number)) =
                (parameter.of(a).known(), &shown.value)
            {
                assert_eq!(known, *number, "{path}");
                compared += 1;
            }
        }
        assert!(compared > 30, "{name}: {compared}");
        // Each line holds the key that is shown.
        for value in &written {
            let text = std::fs::read_to_string(&value.location.file).unwrap();
            let line = text.lines().nth(value.location.line.unwrap() - 1).unwrap();
            let key = value.path.rsplit('.').next().unwrap();
            assert!(line.contains(key), "{}: {line}", value.path);
        }
    }
}

#[test]
fn seeds_are_shown_with_their_sources() {
    let value_added = json(&["show", "baseline", "value_added.sectors.steel", "--seeds"]);
    let steel = &value_added["results"][0];
    assert!(steel["value"].as_f64().unwrap() > 0.0);
    assert_eq!((&steel["unit"], &steel["file"]), (&"1e8 CNY".into(), &"seeds/panzhihua-east/base-year.toml".into()));
    assert!(!steel["source"].as_str().unwrap().is_empty(), "{steel}");
    assert!(["stated", "derived", "assumed"].contains(&steel["standing"].as_str().unwrap()), "{steel}");
}

#[test]
fn a_prefix_that_leads_nowhere_is_told_with_the_nearest() {
    assert_eq!(
        refused(&["show", VALLEY, "sector.turism"]),
        format!("error: nothing is written under \"sector.turism\" in {VALLEY}; did you mean \"sector.tourism\"?\n")
    );
}

#[test]
fn differences_are_told_in_economic_terms() {
    let output = kapok(&["diff", VALLEY, FAIR]);
    assert_eq!(output.status.code(), Some(3));
    insta::assert_snapshot!("different", String::from_utf8(output.stdout).unwrap());
    let output = kapok(&["diff", FAIR, VALLEY, "--format", "csv"]);
    let text = String::from_utf8(output.stdout).unwrap();
    insta::assert_snapshot!("different_csv", text);
    assert_eq!(answer(&["diff", "baseline", "baseline"]), "baseline and baseline do not differ.\n");
    assert_eq!(json(&["diff", "baseline", "baseline"])["results"], serde_json::json!([]));
}

#[test]
fn both_are_refused_where_a_scenario_is_broken() {
    let folder = tempfile::tempdir().unwrap();
    let broken = saved(folder.path(), "broken.toml", "extends = \"baseline\"\nhorizont = 2030\n");
    for arguments in [&["show", &broken][..], &["diff", "baseline", &broken]] {
        assert!(failed(2, arguments).contains("broken.toml:2: horizont: this key is not known here"));
    }
}
