//! Government demand and transfers to households: both grow with transfers from above, G_t = G_t-1 exp(g^tr_t), beside
//! what policies change of them.

use super::{BaseYear, PathNumbers, Plan, State, add_change_of_effect};
use crate::sampling::{LANES, Lanes};

pub(super) fn advance(plan: &Plan, numbers: &PathNumbers, base: &BaseYear, state: &mut State) {
    let start = numbers.row(plan.transfers_growth.start);
    let long_run = numbers.row(plan.transfers_growth.long_run);
    let weight = plan.path_weight[state.step];
    let growth: Lanes = std::array::from_fn(|lane| long_run[lane] + (start[lane] - long_run[lane]) * weight);
    let (mut of_government, mut of_transfers) = (growth, growth);
    add_change_of_effect(&mut of_government, plan.government_effect, state);
    add_change_of_effect(&mut of_transfers, plan.transfers_effect, state);
    for lane in 0..LANES {
        state.government[lane] *= of_government[lane].exp();
        state.transfers[lane] *= of_transfers[lane].exp();
    }
    for (demand, share) in state.demand.iter_mut().zip(&base.government_share) {
        for lane in 0..LANES {
            demand[lane] += share[lane] * state.government[lane];
        }
    }
}
