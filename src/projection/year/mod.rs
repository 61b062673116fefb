//! One year of the projection, equation by equation.
//!
//! Every function works on 64 paths at once. The order matters: local demand reacts to last year's income and GDP, so
//! within a year nothing has to be solved for but the input-output system.

mod carriers;
mod deflation;
mod effects;
mod energy;
mod external;
mod factors;
mod government;
mod households;
mod income;
mod investment;
mod output;
mod people;
mod prices;

use super::base::BaseYear;
use super::draws::Draws;
use super::effects::Slot;
use super::numbers::PathNumbers;
use super::plan::{Loadings, Plan, Row, ShockPlan};
use super::production::Production;
use super::state::State;
use crate::sampling::{LANES, Lanes};

/// What the base year itself draws: where the factors stand.
pub(super) fn begin(plan: &Plan, draws: &mut Draws, state: &mut State) {
    factors::begin(plan, draws, state);
}

/// One year on. `state` holds last year's values and takes this year's.
pub(super) fn advance(
    plan: &Plan,
    numbers: &PathNumbers,
    base: &BaseYear,
    production: &mut Production,
    draws: &mut Draws,
    state: &mut State,
) {
    factors::advance(plan, numbers, draws, state);
    effects::advance(plan, numbers, draws, state);
    production.advance(plan, numbers, base, state.step);
    external::advance(plan, numbers, base, draws, state);
    households::advance(plan, numbers, base, production, draws, state);
    government::advance(plan, numbers, production, state);
    investment::advance(plan, numbers, base, production, draws, state);
    output::advance(plan, numbers, base, production, state);
    prices::advance(plan, numbers, draws, state);
    deflation::advance(plan, base, production, state);
    income::advance(plan, numbers, state);
    plan.extensions.take(state);
    people::advance(plan, numbers, state);
    energy::advance(plan, numbers, base, draws, state);
    carriers::advance(plan, state);
}

/// Adds sum over k of loading_k F_k.
fn add_loadings(to: &mut Lanes, loadings: &Loadings, numbers: &PathNumbers, factors: &[Lanes]) {
    for &(k, row) in loadings {
        for ((to, loading), factor) in to.iter_mut().zip(numbers.row(row)).zip(&factors[k]) {
            *to += loading * factor;
        }
    }
}

/// Adds what the effect of policies and events on a quantity changed by since last year.
fn add_change_of_effect(to: &mut Lanes, slot: Option<Slot>, state: &State) {
    if let Some(slot) = slot {
        let (now, before) = (&state.effects[slot.0], &state.effects_before[slot.0]);
        for lane in 0..LANES {
            to[lane] += now[lane] - before[lane];
        }
    }
}

/// Adds the year's shock times its standard deviation.
fn add_shock(to: &mut Lanes, shock: Option<&ShockPlan>, numbers: &PathNumbers, draws: &mut Draws) {
    if let Some(plan) = shock {
        let z = draws.next(plan.shock);
        for ((to, sd), z) in to.iter_mut().zip(numbers.row(plan.sd)).zip(z) {
            *to += sd * z;
        }
    }
}

/// value = persistence * value, the memory of an autoregressive deviation.
fn fade(values: &mut Lanes, persistence: Row, numbers: &PathNumbers) {
    for (value, persistence) in values.iter_mut().zip(numbers.row(persistence)) {
        *value *= persistence;
    }
}
