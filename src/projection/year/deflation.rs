//! Nominal value added by double deflation: p_i x_i - sum_j [(1 - r_j) p_j + r_j P] a_ji x_i - P m_i x_i. What is bought outside the
//! accounts moves with the general price level, the share r_j of a product that its ceiling leaves to be bought there as well.
//! Single deflation needs nothing: it is p_i v_i.

use super::{BaseYear, Plan, Production, State};
use crate::lanes::{Lanes, made, set, update};
use crate::projection::production::Common;

#[inline(always)]
pub(super) fn advance(plan: &Plan, base: &BaseYear, production: &Production, state: &mut State) {
    let Some(mut nominal) = state.doubly_deflated.take() else { return };
    for (i, nominal) in nominal.iter_mut().enumerate() {
        let mut left = state.price[i];
        update(&mut left, [&state.price_level, &production.imports[i]], |left, [level, m]| left - level * m);
        for j in 0..state.price.len() {
            let price = price_paid(j, state);
            match production.coefficient(plan, base, state.step, j, i) {
                Common::All(a) => update(&mut left, [&price], |left, [p]| left - p * a),
                Common::Each(a) => update(&mut left, [&price, a], |left, [p, a]| left - p * a),
            }
        }
        set(nominal, [&left, &state.output[i]], |[left, x]| left * x);
    }
    state.doubly_deflated = Some(nominal);
}

/// What users pay for a product: its price, but for the part that they buy outside.
#[inline(always)]
fn price_paid(product: usize, state: &State) -> Lanes {
    let price = &state.price[product];
    let Some(outside) = state.imported_use.get(product) else { return *price };
    made([price, outside, &state.price_level], |[price, outside, level]| price + outside * (level - price))
}
