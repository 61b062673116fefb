//! One year of the projection, equation by equation.
//!
//! Every function works on 64 paths at once. The order matters: local demand reacts to last year's income and GDP, so
//! within a year nothing has to be solved for but the input-output system.

mod carriers;
mod deflation;
mod deviation;
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
use super::numbers::{Number, PathNumbers};
use super::plan::{Coefficient, PathPlan, Plan, ShockPlan};
use super::production::Production;
use super::state::State;
use crate::lanes::{Arithmetic, Lanes, exp, made, set, update};
use deviation::{add_moves, carry_on};

/// What is added where nothing is.
const NOTHING: &Lanes = &Lanes::all(0.0);

/// What the base year itself draws: where the factors stand.
#[inline(always)]
pub(super) fn begin<A: Arithmetic>(plan: &Plan, draws: &mut Draws, state: &mut State) {
    factors::begin::<A>(plan, draws, state);
}

/// One year on. `state` holds last year's values and takes this year's.
#[inline(always)]
pub(super) fn advance<A: Arithmetic>(
    plan: &Plan,
    numbers: &PathNumbers,
    base: &BaseYear,
    production: &mut Production,
    draws: &mut Draws,
    state: &mut State,
) {
    factors::advance::<A>(plan, numbers, draws, state);
    effects::advance::<A>(plan, numbers, draws, state);
    production.advance::<A>(plan, numbers, base, state.step);
    external::advance::<A>(plan, numbers, base, draws, state);
    households::advance::<A>(plan, numbers, base, production, draws, state);
    government::advance::<A>(plan, numbers, production, state);
    investment::advance::<A>(plan, numbers, base, production, draws, state);
    output::advance::<A>(plan, numbers, base, production, state);
    prices::advance::<A>(plan, numbers, draws, state);
    deflation::advance(plan, base, production, state);
    income::advance::<A>(plan, numbers, state);
    plan.extensions.take::<A>(state);
    people::advance::<A>(plan, numbers, state);
    energy::advance::<A>(plan, numbers, base, draws, state);
    carriers::advance::<A>(plan, state);
}

/// Adds what the effect of policies and events on a quantity changed by since last year.
#[inline(always)]
fn add_change_of_effect(to: &mut Lanes, slot: Option<Slot>, state: &State) {
    if let Some(Slot(slot)) = slot {
        let effects = [&state.effects[slot], &state.effects_before[slot]];
        update(to, effects, |to, [now, before]| to + (now - before));
    }
}

/// The rate of a declared path in a year: long run + (start - long run) times the weight of the start.
#[inline(always)]
fn declared(path: &PathPlan, numbers: &PathNumbers, weight: f64) -> Lanes {
    made([numbers.row(path.start), numbers.row(path.long_run)], |[start, long_run]| {
        long_run + (start - long_run) * weight
    })
}

/// total = total * exp(growth), demand_i += f_i with f_i = share_i total: what a category buys inside the region.
#[inline(always)]
fn buy<A: Arithmetic>(total: &mut Lanes, growth: &Lanes, shares: &[Lanes], bought: &mut [Lanes], demand: &mut [Lanes]) {
    update(total, [growth], |total, [growth]| total * exp::<A>(growth));
    for ((bought, share), demand) in bought.iter_mut().zip(shares).zip(demand) {
        set(bought, [share, total], |[share, total]| share * total);
        update(demand, [bought], |demand, [bought]| demand + bought);
    }
}
