//! Real household income: Y = sum_i omega_i v_i (p_i / P)^zeta_i + transfers, so that terms of trade reach income.

use super::{NOTHING, PathNumbers, Plan, State};
use crate::lanes::{Arithmetic, add_terms, exp, ln, set, update};

#[inline(always)]
pub(super) fn advance<A: Arithmetic>(plan: &Plan, numbers: &PathNumbers, state: &mut State) {
    let mut income = state.transfers;
    let (omega, value_added) = (&plan.base.income_share[..], &state.value_added[..]);
    if plan.sectors.iter().all(|sector| sector.terms_of_trade.is_none()) {
        add_terms(&mut income, omega.len(), |i| (omega[i], &value_added[i]));
    } else {
        for (i, sector) in plan.sectors.iter().enumerate() {
            let zeta = sector.terms_of_trade.map_or(NOTHING, |zeta| numbers.row(zeta));
            update(&mut income, [&value_added[i], zeta, &state.relative_price[i]], |income, [v, zeta, q]| {
                income + omega[i] * v * exp::<A>(zeta * q)
            });
        }
    }
    set(&mut state.income_growth, [&income, &state.income], |[income, before]| ln::<A>(income / before));
    state.income = income;
}
