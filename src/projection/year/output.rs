//! Output and value added: x = L f, v = w x, V = sum of v.

use super::{BaseYear, Plan, State};
use crate::sampling::LANES;

pub(super) fn advance(plan: &Plan, base: &BaseYear, state: &mut State) {
    base.output_for(plan, &state.demand, &mut state.output);
    let before = state.gdp;
    state.gdp = [0.0; LANES];
    for ((value_added, output), w) in state.value_added.iter_mut().zip(&state.output).zip(&base.value_added_ratio) {
        for lane in 0..LANES {
            value_added[lane] = w[lane] * output[lane];
            state.gdp[lane] += value_added[lane];
        }
    }
    for lane in 0..LANES {
        state.gdp_growth[lane] = (state.gdp[lane] / before[lane]).ln();
    }
}
