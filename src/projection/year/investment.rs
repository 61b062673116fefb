//! Investment: dln I_t = g_t + alpha (dln V_t-1 - tau_t-1) - lambda [ln(I_t-1 / V_t-1) - E_t-1 - ln(I_t0 / V_t0)]
//! + sum_k beta_k F_k + shock + E_t - E_t-1, E the effect of policies and events: the share they aim at is not pulled back.

use super::{
    BaseYear, Draws, PathNumbers, Plan, Production, Slot, State, add_change_of_effect, add_moves, buy, declared,
};
use crate::lanes::{Arithmetic, ln, update};

#[inline(always)]
pub(super) fn advance<A: Arithmetic>(
    plan: &Plan,
    numbers: &PathNumbers,
    base: &BaseYear,
    production: &Production,
    draws: &mut Draws,
    state: &mut State,
) {
    if plan.base.investment == 0.0 {
        return;
    }
    let lambda = numbers.row(plan.share_correction);
    let tau = plan.expected_growth[state.step - 1];
    let mut growth = declared(&plan.investment_trend, numbers, plan.path_weight[state.step]);
    update(&mut growth, [numbers.row(plan.accelerator), &state.gdp_growth], |growth, [alpha, gdp]| {
        growth + alpha * (gdp - tau)
    });
    let shares = [lambda, &state.investment, &state.gdp, &base.investment];
    update(&mut growth, shares, |growth, [lambda, investment, gdp, base]| {
        growth - lambda * ln::<A>((investment / gdp) / (base / plan.base.gdp))
    });
    if let Some(Slot(slot)) = plan.investment_effect {
        update(&mut growth, [lambda, &state.effects_before[slot]], |growth, [lambda, before]| growth + lambda * before);
        add_change_of_effect(&mut growth, plan.investment_effect, state);
    }
    let shock = plan.investment_shock.as_ref();
    add_moves::<A>(&mut growth, &plan.investment_loadings, shock, numbers, &state.factors, draws);
    let State { investment, investment_demand, demand, .. } = state;
    buy::<A>(investment, &growth, &production.investment_share, investment_demand, demand);
}
