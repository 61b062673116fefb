//! Government demand and transfers to households: dln Tr_t = g^tr_t, the growth of transfers from above; dln G_t =
//! theta dln R_t-1 + (1 - theta) g^tr_t, R real public revenue and theta the share that is financed locally; beside what
//! policies change of both.

use super::{PathNumbers, Plan, Production, State, add_change_of_effect};
use crate::sampling::{LANES, Lanes};

pub(super) fn advance(plan: &Plan, numbers: &PathNumbers, production: &Production, state: &mut State) {
    let start = numbers.row(plan.transfers_growth.start);
    let long_run = numbers.row(plan.transfers_growth.long_run);
    let weight = plan.path_weight[state.step];
    let growth: Lanes = std::array::from_fn(|lane| long_run[lane] + (start[lane] - long_run[lane]) * weight);
    let (mut of_government, mut of_transfers) = (growth, growth);
    if let Some(theta) = plan.extensions.locally_financed {
        let theta = numbers.row(theta);
        for lane in 0..LANES {
            of_government[lane] = theta[lane] * state.revenue_growth[lane] + (1.0 - theta[lane]) * growth[lane];
        }
    }
    add_change_of_effect(&mut of_government, plan.government_effect, state);
    add_change_of_effect(&mut of_transfers, plan.transfers_effect, state);
    for lane in 0..LANES {
        state.government[lane] *= of_government[lane].exp();
        state.transfers[lane] *= of_transfers[lane].exp();
    }
    let bought = state.government_demand.iter_mut().zip(&production.government_share);
    for (demand, (bought, share)) in state.demand.iter_mut().zip(bought) {
        for lane in 0..LANES {
            bought[lane] = share[lane] * state.government[lane];
            demand[lane] += bought[lane];
        }
    }
}
