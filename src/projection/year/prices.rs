//! Prices: dln P = pi + sum_k gamma_k F_k + shock; p_i = P exp(q_i), q_i,t - E_i,t = psi (q_i,t-1 - E_i,t-1) +
//! sum_k gamma_ik F_k + shock, E the effect of policies and events.

use super::{Draws, PathNumbers, Plan, Slot, State, add_loadings, add_shock, fade};
use crate::lanes::{Arithmetic, exp, set, update};

#[inline(always)]
pub(super) fn advance<A: Arithmetic>(plan: &Plan, numbers: &PathNumbers, draws: &mut Draws, state: &mut State) {
    let mut inflation = *numbers.row(plan.inflation);
    add_loadings::<A>(&mut inflation, &plan.inflation_loadings, numbers, &state.factors);
    add_shock::<A>(&mut inflation, plan.inflation_shock.as_ref(), numbers, draws);
    update(&mut state.price_level, [&inflation], |level, [inflation]| level * exp::<A>(inflation));
    for (i, sector) in plan.sectors.iter().enumerate() {
        let price = &mut state.price[i];
        if sector.price_shock.is_none() && sector.price_loadings.is_empty() && sector.price_effect.is_none() {
            *price = state.price_level;
            continue;
        }
        let q = &mut state.relative_price[i];
        if let Some(Slot(slot)) = sector.price_effect {
            update(q, [&state.effects_before[slot]], |q, [effect]| q - effect);
        }
        fade(q, plan.relative_persistence, numbers);
        if let Some(Slot(slot)) = sector.price_effect {
            update(q, [&state.effects[slot]], |q, [effect]| q + effect);
        }
        add_loadings::<A>(q, &sector.price_loadings, numbers, &state.factors);
        add_shock::<A>(q, sector.price_shock.as_ref(), numbers, draws);
        set(price, [&state.price_level, q], |[level, q]| level * exp::<A>(q));
    }
}
