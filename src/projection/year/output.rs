//! Output and value added: x = L (f - d), d the least cut that keeps output below its ceilings, v = w x, V = sum of v.

use super::{BaseYear, PathNumbers, Plan, Production, State};
use crate::lanes::{Arithmetic, LANES, ln, set};

#[inline(always)]
pub(super) fn advance<A: Arithmetic>(
    plan: &Plan,
    numbers: &PathNumbers,
    base: &BaseYear,
    production: &mut Production,
    state: &mut State,
) {
    production.output_for::<A>(plan, base, state.step, &state.demand, &mut state.output);
    production.keep_below_ceilings::<A>(plan, numbers, base, state);
    let before = state.gdp;
    state.gdp = [0.0; LANES];
    let sectors = state.value_added.iter_mut().zip(&state.output).zip(&production.value_added_ratio);
    for ((value_added, output), w) in sectors {
        for lane in 0..LANES {
            value_added[lane] = w[lane] * output[lane];
            state.gdp[lane] += value_added[lane];
        }
    }
    set(&mut state.gdp_growth, [&state.gdp, &before], |[gdp, before]| ln::<A>(gdp / before));
}
