//! Household consumption: C_t = C_t-1 (Y_t-1 / Y_t-2)^eta exp(shock + E_t - E_t-1), spent on products in proportions that move with income:
//! f^h_i = s_i C z_i / sum z, z_j = b_j (Y_t-1 / Y_t0)^(eta_j - 1), over the sectors and one outside good.

use super::{BaseYear, Draws, PathNumbers, Plan, Production, State, add_change_of_effect, add_moves};
use crate::lanes::{Arithmetic, Lanes, exp, ln, made, set, update};
use crate::model::LEAST_OUTSIDE_SHARE;

#[inline(always)]
pub(super) fn advance<A: Arithmetic>(
    plan: &Plan,
    numbers: &PathNumbers,
    base: &BaseYear,
    production: &Production,
    draws: &mut Draws,
    state: &mut State,
) {
    if plan.base.consumption == 0.0 {
        return;
    }
    let elasticity = numbers.row(plan.consumption_elasticity);
    let mut growth = made([elasticity, &state.income_growth], |[elasticity, income]| elasticity * income);
    add_moves::<A>(&mut growth, &[], plan.consumption_shock.as_ref(), numbers, &state.factors, draws);
    add_change_of_effect(&mut growth, plan.consumption_effect, state);
    update(&mut state.consumption, [&growth], |consumption, [growth]| consumption * exp::<A>(growth));

    let income = made([&state.income, &base.income], |[income, base]| ln::<A>(income / base));
    let composition = &plan.base.household_composition;
    let outside = 1.0 - composition.iter().sum::<f64>();
    let mut sum = if outside < LEAST_OUTSIDE_SHARE {
        Lanes::all(0.0)
    } else {
        made([&numbers.outside_elasticity, &income], |[eta, income]| outside * exp::<A>((eta - 1.0) * income))
    };
    for ((sector, b), z) in plan.sectors.iter().zip(composition).zip(&mut state.household_demand) {
        let eta = numbers.row(sector.income_elasticity);
        set(z, [eta, &income], |[eta, income]| b * exp::<A>((eta - 1.0) * income));
        update(&mut sum, [z], |sum, [z]| sum + z);
    }
    let per_weight = made([&state.consumption, &sum], |[consumption, sum]| consumption / sum);
    let spent = state.household_demand.iter_mut().zip(&production.purchase_share);
    for ((spent, share), demand) in spent.zip(&mut state.demand) {
        update(spent, [share, &per_weight], |z, [share, per_weight]| z * (share * per_weight));
        update(demand, [spent], |demand, [spent]| demand + spent);
    }
}
