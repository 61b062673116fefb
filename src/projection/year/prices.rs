//! Prices: dln P = pi + sum_k gamma_k F_k + shock; p_i = P exp(q_i), q_i,t - E_i,t = psi (q_i,t-1 - E_i,t-1) +
//! sum_k gamma_ik F_k + shock, E the effect of policies and events.

use super::{Draws, PathNumbers, Plan, Slot, State, add_moves, carry_on};
use crate::lanes::{Arithmetic, exp, set, update};

#[inline(always)]
pub(super) fn advance<A: Arithmetic>(plan: &Plan, numbers: &PathNumbers, draws: &mut Draws, state: &mut State) {
    if !plan.prices_move {
        return;
    }
    let mut inflation = *numbers.row(plan.inflation);
    let shock = plan.inflation_shock.as_ref();
    add_moves::<A>(&mut inflation, &plan.inflation_loadings, shock, numbers, &state.factors, draws);
    update(&mut state.price_level, [&inflation], |level, [inflation]| level * exp::<A>(inflation));
    for (i, sector) in plan.sectors.iter().enumerate() {
        let price = &mut state.price[i];
        if !sector.has_own_price() {
            *price = state.price_level;
            continue;
        }
        let q = &mut state.relative_price[i];
        if let Some(Slot(slot)) = sector.price_effect {
            update(q, [&state.effects_before[slot]], |q, [effect]| q - effect);
        }
        let (loadings, shock) = (&sector.price_loadings, sector.price_shock.as_ref());
        carry_on::<A>(q, plan.relative_persistence, loadings, shock, numbers, &state.factors, draws);
        if let Some(Slot(slot)) = sector.price_effect {
            update(q, [&state.effects[slot]], |q, [effect]| q + effect);
        }
        set(price, [&state.price_level, q], |[level, q]| level * exp::<A>(q));
    }
}
