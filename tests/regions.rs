//! Regions from files alone: the district, a valley of three sectors, the national economy in 42.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use std::path::Path;

use approx::assert_relative_eq;
use kapok::{Ensemble, RunSettings, Scenario};

fn run(scenario: &Scenario, paths: u64) -> Ensemble {
    let model = scenario.build().unwrap();
    Ensemble::run(&model, &RunSettings::new(paths, 1)).unwrap()
}

fn mean(ensemble: &Ensemble, id: &str, year: i32) -> f64 {
    ensemble.indicator(id).unwrap().at(year).unwrap().summary.mean
}

#[test]
fn the_district_starts_from_the_stated_gdp_and_its_split() {
    let ensemble = run(&Scenario::builtin("baseline").unwrap(), 500);
    // The plan, chapter 1 section 1: 445.39 and 0.5 : 53.3 : 46.2.
    for id in ["gdp", "gdp_nominal"] {
        assert_relative_eq!(mean(&ensemble, id, 2020), 445.39, max_relative = 1e-12);
    }
    for (branch, share) in [("primary", 0.005), ("secondary", 0.533), ("tertiary", 0.462)] {
        assert_relative_eq!(mean(&ensemble, &format!("share.{branch}"), 2020), share, max_relative = 1e-9);
        assert_relative_eq!(mean(&ensemble, &format!("share_nominal.{branch}"), 2020), share, max_relative = 1e-9);
    }
    assert_eq!(ensemble.failed_paths, 0);
}

#[test]
fn groups_of_the_district_are_sums_of_their_members_on_every_path() {
    let model = Scenario::builtin("baseline").unwrap().build().unwrap();
    for seed in 0..50 {
        let ensemble = Ensemble::run(&model, &RunSettings::new(1, seed)).unwrap();
        for group in &model.region().groups {
            for measure in ["value_added", "output", "output_nominal"] {
                let members: f64 = (group.members.iter())
                    .map(|&i| mean(&ensemble, &format!("{measure}.{}", model.region().sectors[i].id), 2035))
                    .sum();
                assert_relative_eq!(
                    members,
                    mean(&ensemble, &format!("{measure}.{}", group.id), 2035),
                    max_relative = 1e-12
                );
            }
        }
    }
}

#[test]
fn a_valley_of_three_sectors_worked_by_hand() {
    let ensemble = run(&Scenario::open(Path::new("tests/regions/valley-scenario.toml")).unwrap(), 64);
    // x = v / w = (20, 100, 40); A x = (2 + 5 + 4, 2 + 10 + 2, 0 + 2 + 2) = (11, 14, 4); f^h = (3, 6, 6);
    // f^e = (20 - 14, 100 - 20, 40 - 10) = (6, 80, 30). Tourism sells 30 * .1 = 3 more outside in 2026 and 3.3 more in
    // 2027; income follows GDP, so households spend more from 2027 on.
    // With l3 the third column of the Leontief inverse, GDP in 2026 is 60 + 3 * (w . l3).
    let a = nalgebra::dmatrix![0.1, 0.05, 0.1; 0.1, 0.1, 0.05; 0.0, 0.02, 0.05];
    let w = nalgebra::dvector![0.5, 0.3, 0.5];
    let column = (nalgebra::DMatrix::identity(3, 3) - a).lu().solve(&nalgebra::dvector![0.0, 0.0, 1.0]).unwrap();
    let content = w.dot(&column);
    let gdp_2026 = 60.0 + 3.0 * content;
    assert_relative_eq!(mean(&ensemble, "gdp", 2026), gdp_2026, max_relative = 1e-12);
    // 2027: outside sales of tourism 36.3; consumption 30 * gdp_2026 / 60 in unchanged proportions.
    let spent = 30.0 * gdp_2026 / 60.0 - 30.0;
    let leontief = (nalgebra::DMatrix::identity(3, 3)
        - nalgebra::dmatrix![0.1, 0.05, 0.1; 0.1, 0.1, 0.05; 0.0, 0.02, 0.05])
    .try_inverse()
    .unwrap();
    let more = nalgebra::dvector![0.1 * spent, 0.2 * spent, 6.3 + 0.2 * spent];
    let gdp_2027 = 60.0 + w.dot(&(leontief * more));
    assert_relative_eq!(mean(&ensemble, "gdp", 2027), gdp_2027, max_relative = 1e-12);
    // Nothing is uncertain here: tourism alone adds more than 2 * .5 * 3, so the target of 61 is met for sure.
    let target = ensemble.target("gdp").unwrap();
    assert_eq!((target.probability, target.se, target.shortfall), (1.0, 0.0, 0.0));
}

/// The valley with national coefficients made regional by Flegg's quotient, its delta between 0.1 and 0.4.
const QUOTIENTS: &str = r#"
[location_quotients]
kind = "flq"
delta = { value = 0.25, low = 0.1, high = 0.4, unit = "1", source = "assumed", standing = "assumed" }
national_gdp = { value = 960, unit = "1e8 CNY", source = "made up for a test", standing = "derived" }

[national_value_added]
unit = "1e8 CNY"
source = "made up for a test"
standing = "derived"
[national_value_added.sectors]
farms = 200
workshops = 400
tourism = 160
"#;

/// The valley's scenario and seeds, with changes, in a folder of their own.
fn valley(seeds: &str, scenario: &str) -> Result<Scenario, kapok::Problems> {
    let folder = tempfile::tempdir().unwrap();
    let region = include_str!("regions/valley.toml").replace("kind = \"regional\"", "kind = \"technical\"");
    std::fs::write(folder.path().join("valley.toml"), region + seeds).unwrap();
    let path = folder.path().join("scenario.toml");
    std::fs::write(&path, include_str!("regions/valley-scenario.toml").replace("[trends]", scenario)).unwrap();
    Scenario::open(&path)
}

#[test]
fn location_quotients_of_a_region_from_files() {
    let scenario = valley(QUOTIENTS, "[base_accounts]\ndrawn = [\"location_quotients\"]\n[trends]").unwrap();
    let model = scenario.build().unwrap();
    // SLQ = (10/60)/(200/960), (30/60)/(400/960), (20/60)/(160/960) = .8, 1.2, 2; lambda = (log2(1 + 1/16))^.25.
    let lambda = (17.0_f64 / 16.0).log2().powf(0.25);
    let a = &model.accounts().coefficients;
    assert_relative_eq!(a[(0, 1)], 0.05 * 0.8 / 1.2 * lambda, max_relative = 1e-12);
    assert_relative_eq!(a[(2, 1)], 0.02 * (2.0 / 1.2 * lambda).min(1.0), max_relative = 1e-12);
    assert_relative_eq!(a[(1, 1)], 0.1 * 1.2 * lambda, max_relative = 1e-12);
    assert_relative_eq!(model.accounts().households.purchase_share[0], 0.8 * lambda, max_relative = 1e-12);
    let ensemble = Ensemble::run(&model, &RunSettings::new(2_000, 1)).unwrap();
    let drawn = ensemble.drawn_accounts.as_ref().unwrap();
    assert_eq!((drawn.paths, drawn.failed(), drawn.scaled.as_slice()), (2_000, 0, [0; 3].as_slice()));
    // Only delta is uncertain, and the smaller the quotients, the less of tourism's growth stays at home.
    let gdp = ensemble.indicator("gdp").unwrap().at(2027).unwrap();
    assert!(gdp.summary.sd > 0.0 && gdp.summary.band().1 < gdp.central * 1.01);
    assert_relative_eq!(gdp.summary.median(), gdp.central, max_relative = 1e-4);
}

#[test]
fn location_quotients_that_make_no_sense_are_told() {
    let told = |seeds: &str| valley(seeds, "[trends]").unwrap_err().to_string();
    let broken =
        QUOTIENTS.replace("flq", "fleg").replace("value = 960", "value = 700").replace("farms = 200", "farms = 0");
    let said = told(&broken);
    for expected in [
        "location_quotients.kind: found \"fleg\", which is no kind of location quotient; did you mean \"flq\"? Allowed: slq, cilq, flq, aflq",
        "national_value_added.sectors.farms: the nation's activity is 0, yet the region's is 10; a sector of the region is one of the nation",
    ] {
        assert!(said.contains(expected), "{said}");
    }
    let said = told(&QUOTIENTS.replace("value = 960", "value = 700"));
    assert!(said.contains("location_quotients.national_gdp: the nation's total is 700; it must be at least the sum over the sectors, 760"), "{said}");
    let alone = &QUOTIENTS[QUOTIENTS.find("[national_value_added]").unwrap()..];
    assert!(
        told(alone).contains("national_value_added: nothing uses it; ask for [location_quotients], or leave it out")
    );
}

#[test]
fn the_national_economy_balances_as_published() {
    let scenario = Scenario::builtin("china-2020").unwrap();
    let model = scenario.build().unwrap();
    let accounts = model.accounts();
    assert_eq!(accounts.sectors(), 42);
    // Sum of the table's value added, 10^8 yuan.
    assert_relative_eq!(accounts.gdp(), 1_016_422.0, max_relative = 1e-8);
    let used = &accounts.coefficients * &accounts.output
        + accounts.households.base_demand()
        + accounts.investment.base_demand()
        + &accounts.external;
    assert!((used - &accounts.output).component_div(&accounts.output).abs().max() < 1e-9);
    assert!(kapok::economy::io::spectral_radius(&accounts.coefficients).unwrap() < 1.0);
    assert!(accounts.local_scale.iter().all(|factor| *factor == 1.0), "no row sells more than it makes");
    let ensemble = run(&scenario, 200);
    assert!(mean(&ensemble, "gdp", 2035) > accounts.gdp());
    assert!(ensemble.indicator("energy").is_none(), "the table holds no energy");
}
