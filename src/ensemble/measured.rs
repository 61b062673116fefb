//! Satellites and volumes of a year, from the state of the economy and the numbers a path drew for them.

use super::series::{Quantity, Series};
use crate::lanes::{Lanes, made, update};
use crate::model::{Model, Satellite, Summed};
use crate::projection::State;
use crate::units::{Basis, YUAN, log_growth};

/// What a satellite sums up.
#[inline(always)]
fn summed(satellite: &Satellite) -> Quantity {
    match (satellite.summed, satellite.prices == Basis::Nominal) {
        (Summed::ValueAdded, false) => Quantity::ValueAdded,
        (Summed::ValueAdded, true) => Quantity::ValueAddedNominal,
        (Summed::Output, false) => Quantity::Output,
        (Summed::Output, true) => Quantity::OutputNominal,
        (Summed::ExternalSales, false) => Quantity::ExternalSales,
        (Summed::ExternalSales, true) => Quantity::ExternalSalesNominal,
        (Summed::HouseholdDemand, false) => Quantity::HouseholdDemand,
        (Summed::HouseholdDemand, true) => Quantity::HouseholdDemandNominal,
        (Summed::FinalDemand, false) => Quantity::FinalDemand,
        (Summed::FinalDemand, true) => Quantity::FinalDemandNominal,
    }
}

/// S_t = sum of w_i,t z_i,t
#[inline(always)]
pub(super) fn satellite(k: usize, state: &State, model: &Model) -> Lanes {
    let satellite = &model.assumptions().satellites[k];
    let quantity = summed(satellite);
    let mut sum = Lanes::all(0.0);
    for (place, part) in satellite.weights.iter().enumerate() {
        let weight = state.measured.satellites[k].weight(place, state.step);
        let of = Series { quantity, scope: Some(part.of) }.value(state, model);
        update(&mut sum, [&weight, &of], |sum, [weight, of]| sum + weight * of);
    }
    sum
}

/// share * x_t * 10^8 / unit value
#[inline(always)]
pub(super) fn volume_by_value(k: usize, state: &State, model: &Model) -> Lanes {
    let output = &state.output[model.assumptions().volumes[k].sector];
    let numbers = &state.measured.volumes[k];
    let unit_value = numbers.unit_value.unwrap_or(Lanes::all(f64::NAN));
    made([&numbers.size, output, &unit_value], |[share, x, unit_value]| share * x * YUAN / unit_value)
}

/// Product over the years since the base year of 1 + g: what is known of a year, and the path's own growth in all others.
pub(super) fn reference(k: usize, state: &State, model: &Model) -> Lanes {
    let reference = &model.assumptions().references[k];
    let (mut log, mut drawn) = (0.0, 0.0);
    for year in (model.base_year() + 1..).take(state.step) {
        match reference.known_in(year) {
            Some(growth) => log += log_growth(growth),
            None => drawn += 1.0,
        }
    }
    state.measured.references[k].map(|growth| (log + drawn * growth).exp())
}
