//! Real household income: Y = sum_i omega_i v_i (p_i / P)^zeta_i + transfers, so that terms of trade reach income.

use super::{PathNumbers, Plan, State};
use crate::sampling::LANES;

pub(super) fn advance(plan: &Plan, numbers: &PathNumbers, state: &mut State) {
    let mut income = state.transfers;
    for (i, sector) in plan.sectors.iter().enumerate() {
        let omega = plan.base.income_share[i];
        let value_added = &state.value_added[i];
        if let Some(zeta) = sector.terms_of_trade {
            let (zeta, q) = (numbers.row(zeta), &state.relative_price[i]);
            for lane in 0..LANES {
                income[lane] += omega * value_added[lane] * (zeta[lane] * q[lane]).exp();
            }
        } else {
            for lane in 0..LANES {
                income[lane] += omega * value_added[lane];
            }
        }
    }
    for lane in 0..LANES {
        state.income_growth[lane] = (income[lane] / state.income[lane]).ln();
    }
    state.income = income;
}
