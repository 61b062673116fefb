//! Government demand and transfers to households: both grow with transfers from above, G_t = G_t-1 exp(g^tr_t).

use super::{BaseYear, PathNumbers, Plan, State};
use crate::sampling::LANES;

pub(super) fn advance(plan: &Plan, numbers: &PathNumbers, base: &BaseYear, state: &mut State) {
    let start = numbers.row(plan.transfers_growth.start);
    let long_run = numbers.row(plan.transfers_growth.long_run);
    let weight = plan.path_weight[state.step];
    for lane in 0..LANES {
        let growth = (long_run[lane] + (start[lane] - long_run[lane]) * weight).exp();
        state.government[lane] *= growth;
        state.transfers[lane] *= growth;
    }
    for (demand, share) in state.demand.iter_mut().zip(&base.government_share) {
        for lane in 0..LANES {
            demand[lane] += share[lane] * state.government[lane];
        }
    }
}
