//! Measures of sectors add up to those of the whole economy, and are what a hand computation says.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use kapok::ensemble::{PathOutcome, PathRecord};
use kapok::model::{Indicator, Measure, Subject};
use kapok::{Model, Projection, RunSettings, Scenario};

const CATEGORIES: [Measure; 4] =
    [Measure::HouseholdDemand, Measure::GovernmentDemand, Measure::InvestmentDemand, Measure::ExternalSales];
const OF_SECTORS: [Measure; 12] = [
    Measure::ValueAdded,
    Measure::ValueAddedNominal,
    Measure::Employment,
    Measure::EmploymentShare,
    Measure::FinalDemand,
    Measure::EnergyUse,
    Measure::EnergyPerOutput,
    Measure::EnergyCalorific,
    Measure::Co2,
    Measure::Price,
    Measure::Output,
    Measure::OutputNominal,
];

/// A path of a shipped scenario that reports what is asked here.
fn path_of(scenario: &str) -> (Model, PathOutcome) {
    let mut model = Scenario::builtin(scenario).unwrap().build().unwrap();
    let scopes: Vec<Subject> = model.region().scopes().map(Subject::from).collect();
    for measure in CATEGORIES.into_iter().chain(OF_SECTORS) {
        scopes.iter().for_each(|&of| model.also_report(Indicator::of(measure, of)));
    }
    for measure in CATEGORIES.into_iter().chain([Measure::FinalDemand, Measure::IncomeNominal]) {
        model.also_report(Indicator::headline(measure));
    }
    for carrier in 0..model.region().extras.carriers.len() {
        model.also_report(Indicator::of(Measure::EnergyShare, Subject::Carrier(carrier)));
    }
    let projection = Projection::new(&model).unwrap();
    let layout = RunSettings::new(128, 5).layout(&projection).unwrap();
    let outcome = PathRecord::of(&projection, &layout, 77).unwrap().outcome.unwrap();
    drop(projection);
    (model, outcome)
}

fn value(outcome: &PathOutcome, indicator: Indicator, year: i32) -> f64 {
    let found = outcome.indicators.iter().find(|found| found.indicator == indicator);
    found.and_then(|found| found.at(year)).unwrap_or_else(|| panic!("{indicator:?} has a value in {year}"))
}

fn near(value: f64, expected: f64, what: &str) {
    assert!((value - expected).abs() <= 1e-10 * expected.abs().max(1.0), "{what}: {value} is not {expected}");
}

#[test]
fn sectors_add_up() {
    for scenario in ["baseline", "green-transition", "steel-cap"] {
        let (model, outcome) = path_of(scenario);
        let n = model.region().sectors.len();
        let sum = |measure: Measure, year: i32| -> f64 {
            (0..n).map(|i| value(&outcome, Indicator::of(measure, Subject::Sector(i)), year)).sum()
        };
        let whole = |measure: Measure, year: i32| value(&outcome, Indicator::headline(measure), year);
        for &year in model.report_years() {
            for measure in CATEGORIES.into_iter().chain([Measure::FinalDemand]) {
                near(sum(measure, year), whole(measure, year), &format!("{scenario}: {measure:?} {year}"));
            }
            // What homes use is in the total alone.
            for (of, total) in [(Measure::EnergyUse, Measure::Energy), (Measure::Co2, Measure::Co2)] {
                let homes = whole(total, year) - sum(of, year);
                assert!(homes > 0.0 && homes < 0.2 * whole(total, year), "{scenario}: homes' {total:?} is {homes}");
            }
            near(sum(Measure::ValueAddedNominal, year), whole(Measure::GdpNominal, year), "nominal GDP");
            near(sum(Measure::EmploymentShare, year), 1.0, "all persons employed");
            let income = whole(Measure::Income, year) * whole(Measure::PriceLevel, year);
            near(whole(Measure::IncomeNominal, year), income, "nominal income");
            let carriers = 0..model.region().extras.carriers.len();
            let shares =
                carriers.map(|c| value(&outcome, Indicator::of(Measure::EnergyShare, Subject::Carrier(c)), year));
            near(shares.sum(), 1.0, "all carriers");
            for group in (0..model.region().groups.len()).map(Subject::Group).chain((0..n).map(Subject::Sector)) {
                let of = |measure: Measure| value(&outcome, Indicator::of(measure, group), year);
                near(of(Measure::EnergyPerOutput), of(Measure::EnergyUse) / of(Measure::Output), "energy per output");
                near(of(Measure::Price), of(Measure::OutputNominal) / of(Measure::Output), "price");
                near(
                    of(Measure::EmploymentShare),
                    of(Measure::Employment) / whole(Measure::Employment, year),
                    "persons",
                );
            }
        }
    }
}

#[test]
fn homes_of_the_base_year_are_those_on_record() {
    let (model, outcome) = path_of("baseline");
    let energy = model.energy().expect("the district has energy data");
    let sum = |measure: Measure| -> f64 {
        let sectors = 0..model.region().sectors.len();
        sectors.map(|i| value(&outcome, Indicator::of(measure, Subject::Sector(i)), model.base_year())).sum()
    };
    let whole = |measure: Measure| value(&outcome, Indicator::headline(measure), model.base_year());
    near(whole(Measure::Energy) - sum(Measure::EnergyUse), energy.household.coal_equivalent, "energy of homes");
    near(whole(Measure::EnergyCalorific) - sum(Measure::EnergyCalorific), energy.household.calorific, "calorific");
    near(whole(Measure::Co2) - sum(Measure::Co2), energy.household.co2, "CO2 of homes");
}

#[test]
fn final_demand_is_what_its_categories_ask_for_and_makes_output() {
    for scenario in ["plan", "steel-cap"] {
        let (model, outcome) = path_of(scenario);
        for i in 0..model.region().sectors.len() {
            let of = |measure: Measure| value(&outcome, Indicator::of(measure, Subject::Sector(i)), 2035);
            let bought: f64 = CATEGORIES.iter().map(|&category| of(category)).sum();
            near(of(Measure::FinalDemand), bought, "what buyers are left with is what is met");
        }
    }
    let (model, outcome) = path_of("plan");
    let accounts = model.accounts();
    let n = model.region().sectors.len();
    let of = |measure: Measure, i: usize, year: i32| value(&outcome, Indicator::of(measure, Subject::Sector(i)), year);
    // x = A x + f with the base year's coefficients, before any policy on technology is in force.
    let year = model.base_year();
    for i in 0..n {
        let used: f64 = (0..n).map(|j| accounts.coefficients[(i, j)] * of(Measure::Output, j, year)).sum();
        near(of(Measure::Output, i, year), used + of(Measure::FinalDemand, i, year), "the row of the accounts");
    }
}
