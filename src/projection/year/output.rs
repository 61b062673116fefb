//! Output and value added: x = L (f - d), d the least cut that keeps output below its ceilings, v = w x, V = sum of v.

use super::{BaseYear, PathNumbers, Plan, Production, State};
use crate::lanes::{Arithmetic, Lanes, add_terms, ln, set};

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
    state.gdp = Lanes::all(0.0);
    for (i, value_added) in state.value_added.iter_mut().enumerate() {
        set(value_added, [&production.value_added_ratio[i], &state.output[i]], |[w, x]| w * x);
    }
    let value_added = &state.value_added[..];
    add_terms(&mut state.gdp, value_added.len(), |i| (1.0, &value_added[i]));
    set(&mut state.gdp_growth, [&state.gdp, &before], |[gdp, before]| ln::<A>(gdp / before));
}
