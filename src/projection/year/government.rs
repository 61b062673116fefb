//! Government demand and transfers to households: dln Tr_t = g^tr_t, the growth of transfers from above; dln G_t =
//! theta dln R_t-1 + (1 - theta) g^tr_t, R real public revenue and theta the share that is financed locally; beside what
//! policies change of both.

use super::{PathNumbers, Plan, Production, State, add_change_of_effect, buy, declared};
use crate::lanes::{Arithmetic, exp, update};

#[inline(always)]
pub(super) fn advance<A: Arithmetic>(plan: &Plan, numbers: &PathNumbers, production: &Production, state: &mut State) {
    if plan.base.government == 0.0 && plan.base.transfers_share == 0.0 {
        return;
    }
    let growth = declared(&plan.transfers_growth, numbers, plan.path_weight[state.step]);
    let (mut of_government, mut of_transfers) = (growth, growth);
    if let Some(theta) = plan.extensions.locally_financed {
        let from = [numbers.row(theta), &state.revenue_growth];
        update(&mut of_government, from, |growth, [theta, revenue]| theta * revenue + (1.0 - theta) * growth);
    }
    add_change_of_effect(&mut of_government, plan.government_effect, state);
    add_change_of_effect(&mut of_transfers, plan.transfers_effect, state);
    update(&mut state.transfers, [&of_transfers], |transfers, [growth]| transfers * exp::<A>(growth));
    let State { government, government_demand, demand, .. } = state;
    buy::<A>(government, &of_government, &production.government_share, government_demand, demand);
}
