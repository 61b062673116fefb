//! Investment: dln I_t = g_t + alpha (dln V_t-1 - tau_t-1) - lambda [ln(I_t-1 / V_t-1) - E_t-1 - ln(I_t0 / V_t0)]
//! + sum_k beta_k F_k + shock + E_t - E_t-1, E the effect of policies and events: the share they aim at is not pulled back.

use super::{BaseYear, Draws, PathNumbers, Plan, Production, State, add_change_of_effect, add_loadings, add_shock};
use crate::sampling::{LANES, Lanes};

pub(super) fn advance(
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
    let start = numbers.row(plan.investment_trend.start);
    let long_run = numbers.row(plan.investment_trend.long_run);
    let alpha = numbers.row(plan.accelerator);
    let lambda = numbers.row(plan.share_correction);
    let weight = plan.path_weight[state.step];
    let tau = plan.expected_growth[state.step - 1];

    let mut growth: Lanes = std::array::from_fn(|lane| {
        let trend = long_run[lane] + (start[lane] - long_run[lane]) * weight;
        let share = state.investment[lane] / state.gdp[lane];
        let base_share = base.investment[lane] / plan.base.gdp;
        trend + alpha[lane] * (state.gdp_growth[lane] - tau) - lambda[lane] * (share / base_share).ln()
    });
    if let Some(slot) = plan.investment_effect {
        let before = &state.effects_before[slot.0];
        for lane in 0..LANES {
            growth[lane] += lambda[lane] * before[lane];
        }
        add_change_of_effect(&mut growth, plan.investment_effect, state);
    }
    add_loadings(&mut growth, &plan.investment_loadings, numbers, &state.factors);
    add_shock(&mut growth, plan.investment_shock.as_ref(), numbers, draws);
    for (investment, growth) in state.investment.iter_mut().zip(&growth) {
        *investment *= growth.exp();
    }
    let bought = state.investment_demand.iter_mut().zip(&production.investment_share);
    for (demand, (bought, share)) in state.demand.iter_mut().zip(bought) {
        for lane in 0..LANES {
            bought[lane] = share[lane] * state.investment[lane];
            demand[lane] += bought[lane];
        }
    }
}
