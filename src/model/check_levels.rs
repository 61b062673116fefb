//! Checks that what is measured against a level finds one.

use super::{Form, Indicator, Measure, ModelData, Satellite, Subject, Summed};
use crate::economy::{Accounts, Region, Scope};
use crate::input::Problem;

/// Notes indicators and anchors that would divide by what is nothing in the base year.
pub(super) fn check_levels(data: &ModelData, accounts: &Accounts, found: &mut Vec<Problem>) {
    let asked =
        data.indicators.iter().enumerate().map(|(place, indicator)| (format!("indicators[{place}]"), indicator));
    let targets = data.targets.iter().enumerate();
    let targets = targets.map(|(place, target)| (format!("target[{place}].indicator"), &target.indicator));
    for (path, indicator) in asked.chain(targets) {
        let compares = matches!(indicator.form, Form::Growth | Form::AverageGrowth | Form::Change | Form::Index);
        if compares && base_level(*indicator, data, accounts) == Some(0.0) {
            let id = indicator.id(&data.region);
            found.push(Problem::new(path, format!("{id} has no value: it is nothing in the base year to begin with")));
        }
    }
    for satellite in data.assumptions.satellites.iter().filter(|satellite| satellite.anchor.is_some()) {
        if sum(satellite, data, accounts) == 0.0 {
            let message = "what it sums up is nothing in the base year, so no anchor can hold it";
            found.push(Problem::new(format!("satellite.{}.anchor", satellite.id), message));
        }
    }
}

/// The level of an indicator's measure in the base year, of measures that may be nothing there.
fn base_level(indicator: Indicator, data: &ModelData, accounts: &Accounts) -> Option<f64> {
    match (indicator.measure, indicator.subject) {
        (Measure::Consumption, _) => Some(data.accounts.households.total),
        (Measure::Government, _) => Some(data.accounts.government.total),
        (Measure::Investment, _) => Some(data.accounts.investment.total),
        (Measure::ExternalSales, _) => Some(accounts.external.sum()),
        (Measure::EnergyIntensity, Some(subject)) => {
            let energy = data.energy.as_ref()?;
            Some(members(subject.scope()?, &data.region).iter().map(|&i| energy.intensity[i]).sum())
        }
        (Measure::Satellite, Some(Subject::Satellite(k))) => {
            data.assumptions.satellites.get(k).map(|satellite| sum(satellite, data, accounts))
        }
        _ => None,
    }
}

/// What a satellite sums up in the base year, its weights at their medians.
fn sum(satellite: &Satellite, data: &ModelData, accounts: &Accounts) -> f64 {
    let summed = match satellite.summed {
        Summed::ValueAdded => accounts.value_added.clone(),
        Summed::Output => accounts.output.clone(),
        Summed::ExternalSales => accounts.external.clone(),
        Summed::HouseholdDemand => accounts.households.base_demand(),
        Summed::FinalDemand => {
            accounts.households.base_demand()
                + accounts.government.base_demand()
                + accounts.investment.base_demand()
                + &accounts.external
        }
    };
    let part = |weight: &super::Weight| {
        weight.base.median() * members(weight.of, &data.region).iter().map(|&i| summed[i]).sum::<f64>()
    };
    satellite.weights.iter().map(part).sum()
}

fn members(scope: Scope, region: &Region) -> Vec<usize> {
    match scope {
        Scope::Sector(i) => vec![i],
        Scope::Group(g) => region.groups[g].members.clone(),
    }
}
