//! Prices: dln P = pi + sum_k gamma_k F_k + shock; p_i = P exp(q_i), q_i,t - E_i,t = psi (q_i,t-1 - E_i,t-1) +
//! sum_k gamma_ik F_k + shock, E the effect of policies and events.

use super::{Draws, PathNumbers, Plan, State, add_loadings, add_shock, fade};
use crate::sampling::LANES;

pub(super) fn advance(plan: &Plan, numbers: &PathNumbers, draws: &mut Draws, state: &mut State) {
    let mut inflation = *numbers.row(plan.inflation);
    add_loadings(&mut inflation, &plan.inflation_loadings, numbers, &state.factors);
    add_shock(&mut inflation, plan.inflation_shock.as_ref(), numbers, draws);
    for (level, inflation) in state.price_level.iter_mut().zip(&inflation) {
        *level *= inflation.exp();
    }
    for (i, sector) in plan.sectors.iter().enumerate() {
        let price = &mut state.price[i];
        if sector.price_shock.is_none() && sector.price_loadings.is_empty() && sector.price_effect.is_none() {
            *price = state.price_level;
            continue;
        }
        let q = &mut state.relative_price[i];
        if let Some(slot) = sector.price_effect {
            q.iter_mut().zip(&state.effects_before[slot.0]).for_each(|(q, effect)| *q -= effect);
        }
        fade(q, plan.relative_persistence, numbers);
        if let Some(slot) = sector.price_effect {
            q.iter_mut().zip(&state.effects[slot.0]).for_each(|(q, effect)| *q += effect);
        }
        add_loadings(q, &sector.price_loadings, numbers, &state.factors);
        add_shock(q, sector.price_shock.as_ref(), numbers, draws);
        for lane in 0..LANES {
            price[lane] = state.price_level[lane] * q[lane].exp();
        }
    }
}
