//! Each shipped scenario moves the economy the way its question supposes, on the path with every assumption at its median.
//!
//! Each direction follows from what the scenario changes; a run that contradicts one has a scenario or an engine to explain.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

use std::cmp::Ordering::{self, Equal, Greater, Less};

use kapok::{Ensemble, RunSettings, Scenario, units::Year};

fn run(name: &str) -> Ensemble {
    let model = Scenario::builtin(name).and_then(|scenario| scenario.build());
    let model = model.unwrap_or_else(|problems| panic!("{problems}"));
    // The all-median path comes with any run; how many paths are drawn beside it does not matter.
    Ensemble::run(&model, &RunSettings::new(64, 1)).unwrap()
}

fn central(ensemble: &Ensemble, id: &str, year: Year) -> f64 {
    let result = ensemble.indicator(id).unwrap_or_else(|| panic!("{id}"));
    result.at(year).unwrap_or_else(|| panic!("{id}@{year}")).central
}

/// Scenario, indicator, year, and on which side of the baseline it lies.
const DIRECTIONS: &[(&str, &str, Year, Ordering)] = &[
    // Levers of the plan add sales and investment; energy saving adds none.
    ("plan", "gdp", 2025, Greater),
    ("plan", "investment", 2025, Greater),
    ("plan", "rnd_share", 2025, Greater),
    ("plan", "energy_intensity", 2025, Less),
    // Prices fall first of all: nominal GDP falls further than real, the deflator and metal towns' revenue with it; then it is got over.
    ("steel-downturn", "gdp", 2025, Less),
    ("steel-downturn", "deflator", 2025, Less),
    ("steel-downturn", "revenue", 2025, Less),
    ("steel-downturn", "share_nominal.tertiary", 2025, Greater),
    ("steel-downturn", "income", 2025, Less),
    // Less steel: less ore and energy, and vanadium, which needs its slag; shares of services rise by arithmetic. Titanium comes from ore.
    ("steel-cap", "output.steel", 2035, Less),
    ("steel-cap", "output.vanadium", 2035, Less),
    ("steel-cap", "output.resource_utilisation", 2035, Less),
    ("steel-cap", "energy_intensity", 2035, Less),
    ("steel-cap", "share.tertiary", 2035, Greater),
    ("vanadium-titanium-upgrade", "output_share.vanadium_titanium", 2035, Greater),
    ("vanadium-titanium-upgrade", "revenue", 2035, Greater),
    ("vanadium-titanium-upgrade", "share.secondary", 2035, Greater),
    // Services use little energy and pay little tax: revenue rises less than GDP.
    ("wellness-led", "share.tertiary", 2035, Greater),
    ("wellness-led", "energy_intensity", 2035, Less),
    ("wellness-led", "employment", 2035, Greater),
    ("wellness-led", "population", 2035, Greater),
    ("green-transition", "energy", 2035, Less),
    ("green-transition", "energy_intensity", 2035, Less),
    ("green-transition", "co2_intensity", 2035, Less),
    ("green-transition", "population", 2035, Equal),
    // Value added changes its place.
    ("two-industry-integration", "share.tertiary", 2035, Greater),
    ("two-industry-integration", "value_added.sci_tech_information", 2035, Greater),
    ("two-industry-integration", "value_added.steel", 2035, Less),
    ("pandemic", "gdp", 2022, Less),
    ("pandemic", "gdp_growth", 2022, Less),
    ("pandemic", "gdp_growth", 2023, Greater),
    ("pandemic", "value_added.culture_tourism", 2025, Less),
    ("fiscal-squeeze", "government", 2025, Less),
    ("fiscal-squeeze", "revenue", 2025, Less),
    ("fiscal-squeeze", "gdp", 2025, Less),
    ("fiscal-squeeze", "share.tertiary", 2025, Less),
    ("population-outflow", "population", 2035, Less),
    ("population-outflow", "consumption", 2035, Less),
    ("population-outflow", "gdp", 2035, Less),
    ("population-outflow", "value_added.healthcare", 2035, Greater),
];

#[test]
fn scenarios_move_the_economy_the_way_they_should() {
    let baseline = run("baseline");
    let mut wrong = Vec::new();
    let mut scenario = (String::new(), None);
    for &(name, id, year, direction) in DIRECTIONS {
        if scenario.0 != name {
            scenario = (name.to_string(), Some(run(name)));
        }
        let (with, without) = (central(scenario.1.as_ref().unwrap(), id, year), central(&baseline, id, year));
        if with.partial_cmp(&without) != Some(direction) {
            wrong.push(format!("{name}: {id}@{year} is {with}, in the baseline {without}; {direction:?} was expected"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A slump falls harder on nominal than on real GDP, and most of it is gone ten years later.
#[test]
fn a_slump_of_prices_is_mostly_a_slump_of_nominal_gdp() {
    let (baseline, slump) = (run("baseline"), run("steel-downturn"));
    let ratio = |id: &str, year| central(&slump, id, year) / central(&baseline, id, year);
    assert!(ratio("gdp_nominal", 2025) < ratio("gdp", 2025));
    assert!(1.0 - ratio("gdp", 2035) < 0.5 * (1.0 - ratio("gdp", 2025)));
}

/// Visitors' money reaches public revenue less than industry's does.
#[test]
fn revenue_follows_industry_more_than_services() {
    let (baseline, wellness, metals) = (run("baseline"), run("wellness-led"), run("vanadium-titanium-upgrade"));
    let rise = |with: &Ensemble, id: &str| central(with, id, 2035) / central(&baseline, id, 2035) - 1.0;
    assert!(rise(&wellness, "revenue") < rise(&wellness, "gdp_nominal"));
    assert!(rise(&metals, "revenue") > rise(&metals, "gdp_nominal"));
}
