//! Real household income: Y = sum_i omega_i v_i (p_i / P)^zeta_i + transfers, so that terms of trade reach income.

use super::{PathNumbers, Plan, State};
use crate::lanes::{Arithmetic, exp, ln, set, update};

#[inline(always)]
pub(super) fn advance<A: Arithmetic>(plan: &Plan, numbers: &PathNumbers, state: &mut State) {
    let mut income = state.transfers;
    for (i, sector) in plan.sectors.iter().enumerate() {
        let omega = plan.base.income_share[i];
        let value_added = &state.value_added[i];
        if let Some(zeta) = sector.terms_of_trade {
            let from = [value_added, numbers.row(zeta), &state.relative_price[i]];
            update(&mut income, from, |income, [v, zeta, q]| income + omega * v * exp::<A>(zeta * q));
        } else {
            update(&mut income, [value_added], |income, [v]| income + omega * v);
        }
    }
    set(&mut state.income_growth, [&income, &state.income], |[income, before]| ln::<A>(income / before));
    state.income = income;
}
