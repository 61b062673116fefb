//! Nominal value added by double deflation: p_i x_i - sum_j p_j a_ji x_i - P m_i x_i. What is bought outside the accounts moves with
//! the general price level. Single deflation needs nothing: it is p_i v_i.

use super::{BaseYear, Plan, Production, State};
use crate::projection::production::Common;
use crate::sampling::LANES;

pub(super) fn advance(plan: &Plan, base: &BaseYear, production: &Production, state: &mut State) {
    let Some(nominal) = &mut state.doubly_deflated else { return };
    for (i, nominal) in nominal.iter_mut().enumerate() {
        let mut left = state.price[i];
        for (left, (level, imports)) in left.iter_mut().zip(state.price_level.iter().zip(&production.imports[i])) {
            *left -= level * imports;
        }
        for (j, price) in state.price.iter().enumerate() {
            match production.coefficient(plan, base, state.step, j, i) {
                Common::All(a) => left.iter_mut().zip(price).for_each(|(left, p)| *left -= p * a),
                Common::Each(a) => (0..LANES).for_each(|lane| left[lane] -= price[lane] * a[lane]),
            }
        }
        *nominal = std::array::from_fn(|lane| left[lane] * state.output[i][lane]);
    }
}
