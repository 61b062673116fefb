//! Nominal value added by double deflation: p_i x_i - sum_j [(1 - r_j) p_j + r_j P] a_ji x_i - P m_i x_i. What is bought outside the
//! accounts moves with the general price level, the share r_j of a product that its ceiling leaves to be bought there as well.
//! Single deflation needs nothing: it is p_i v_i.

use super::{BaseYear, Plan, Production, State};
use crate::projection::production::Common;
use crate::sampling::{LANES, Lanes};

pub(super) fn advance(plan: &Plan, base: &BaseYear, production: &Production, state: &mut State) {
    let Some(mut nominal) = state.doubly_deflated.take() else { return };
    for (i, nominal) in nominal.iter_mut().enumerate() {
        let mut left = state.price[i];
        for (left, (level, imports)) in left.iter_mut().zip(state.price_level.iter().zip(&production.imports[i])) {
            *left -= level * imports;
        }
        for j in 0..state.price.len() {
            let price = price_paid(j, state);
            match production.coefficient(plan, base, state.step, j, i) {
                Common::All(a) => left.iter_mut().zip(&price).for_each(|(left, p)| *left -= p * a),
                Common::Each(a) => (0..LANES).for_each(|lane| left[lane] -= price[lane] * a[lane]),
            }
        }
        *nominal = std::array::from_fn(|lane| left[lane] * state.output[i][lane]);
    }
    state.doubly_deflated = Some(nominal);
}

/// What users pay for a product: its price, but for the part that they buy outside.
fn price_paid(product: usize, state: &State) -> Lanes {
    let price = &state.price[product];
    let Some(outside) = state.imported_use.get(product) else { return *price };
    std::array::from_fn(|lane| price[lane] + outside[lane] * (state.price_level[lane] - price[lane]))
}
