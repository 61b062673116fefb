//! Output and value added: x = L f, v = w x, V = sum of v.

use super::{Plan, State};
use crate::sampling::{LANES, Lanes};

pub(super) fn advance(plan: &Plan, state: &mut State) {
    let base = &plan.base;
    for (i, output) in state.output.iter_mut().enumerate() {
        let mut x: Lanes = [0.0; LANES];
        for (j, demand) in state.demand.iter().enumerate() {
            let content = base.leontief[(i, j)];
            for (x, f) in x.iter_mut().zip(demand) {
                *x += content * f;
            }
        }
        *output = x;
    }
    let before = state.gdp;
    state.gdp = [0.0; LANES];
    for ((value_added, output), w) in state.value_added.iter_mut().zip(&state.output).zip(&base.value_added_ratio) {
        for lane in 0..LANES {
            value_added[lane] = w * output[lane];
            state.gdp[lane] += value_added[lane];
        }
    }
    for lane in 0..LANES {
        state.gdp_growth[lane] = (state.gdp[lane] / before[lane]).ln();
    }
}
