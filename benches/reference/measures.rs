//! Satellites and volumes of one path.

use kapok::Model;
use kapok::economy::Scope;
use kapok::model::{Satellite, Summed, Volume, VolumeSize};
use kapok::sampling::Lanes;
use kapok::units::Basis;

use super::{Draws, YearOfPath};

/// A satellite by year, the first year after the base year first.
pub(crate) fn satellite(
    model: &Model,
    draws: &Draws,
    satellite: &Satellite,
    years: &[YearOfPath],
    p: usize,
) -> Vec<f64> {
    let region = model.region();
    let place = format!("satellite.{}", satellite.id);
    let weights: Vec<(Vec<usize>, Lanes, Lanes)> = (satellite.weights.iter())
        .map(|weight| {
            let (of, members) = match weight.of {
                Scope::Sector(i) => (&region.sectors[i].id, vec![i]),
                Scope::Group(g) => (&region.groups[g].id, region.groups[g].members.clone()),
            };
            let base = draws.number(&format!("{place}.weights.{of}"), &weight.base);
            (members, base, draws.number(&format!("{place}.drift.{of}"), &weight.drift))
        })
        .collect();
    let sum = |(k, year): (usize, &YearOfPath)| -> f64 {
        let of = |(members, base, drift): &(Vec<usize>, Lanes, Lanes)| -> f64 {
            let weight = (base[p] + drift[p] * (k + 1) as f64).clamp(0.0, 1.0);
            weight * members.iter().map(|&i| summed(satellite, year, i)).sum::<f64>()
        };
        weights.iter().map(of).sum()
    };
    let sums: Vec<f64> = years.iter().enumerate().map(sum).collect();
    let Some(anchor) = &satellite.anchor else { return sums };
    let level = draws.number(&format!("{place}.anchor.value"), &anchor.value)[p];
    let then = sums[(anchor.year - model.base_year() - 1) as usize];
    sums.iter().map(|sum| level * sum / then).collect()
}

fn summed(satellite: &Satellite, year: &YearOfPath, i: usize) -> f64 {
    let real = match satellite.summed {
        Summed::ValueAdded if satellite.prices == Basis::Nominal => return year.nominal[i],
        Summed::ValueAdded => year.value_added[i],
        Summed::Output => year.output[i],
        Summed::ExternalSales => year.external[i],
        Summed::HouseholdDemand => year.household_demand[i],
        Summed::FinalDemand => year.final_demand[i],
    };
    if satellite.prices == Basis::Nominal { year.price[i] * real } else { real }
}

/// A volume by year; `base_output` is its sector's output in the base year.
pub(crate) fn volume(
    model: &Model,
    draws: &Draws,
    volume: &Volume,
    years: &[YearOfPath],
    base_output: f64,
    p: usize,
) -> Vec<f64> {
    let output =
        |year: i32| if year == model.base_year() { base_output } else { of(years, model, year)[volume.sector] };
    let number = |field: &str, value| draws.number(&format!("volume.{}.{field}", volume.id), value)[p];
    let per_output = match &volume.size {
        VolumeSize::Anchored(anchor) if anchor.year == model.base_year() => number("base", &anchor.value) / base_output,
        VolumeSize::Anchored(anchor) => number("anchor.value", &anchor.value) / output(anchor.year),
        VolumeSize::ByValue { share, unit_value } => number("share", share) * 1e8 / number("unit_value", unit_value),
    };
    years.iter().map(|year| per_output * year.output[volume.sector]).collect()
}

fn of<'y>(years: &'y [YearOfPath], model: &Model, year: i32) -> &'y [f64] {
    &years[(year - model.base_year() - 1) as usize].output
}
