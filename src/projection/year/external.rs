//! External demand: ln f^e_t = ln f^e_t0 + sum of g*_s + u_t + E_t - E_t0.
//!
//! g*_s = long run + (start - long run) exp(-kappa (s - t0 - 1)) is the trend, u_t = psi u_t-1 + sum_k beta_k F_k +
//! sigma eps the deviation from it, and E_t = gap * 2^(-(t - t0) / half-life) what is left of the base year's gap.

use super::{BaseYear, Draws, PathNumbers, Plan, Slot, State, add_loadings, add_shock, fade};
use crate::lanes::{Arithmetic, exp, made, set, update};

#[inline(always)]
pub(super) fn advance<A: Arithmetic>(
    plan: &Plan,
    numbers: &PathNumbers,
    base: &BaseYear,
    draws: &mut Draws,
    state: &mut State,
) {
    if state.step > 1 {
        update(&mut state.decay, [&numbers.decay], |decay, [factor]| decay * factor);
    }
    let gap_closed = (-(state.step as f64) / plan.gap_half_life).exp2() - 1.0;
    for (i, sector) in plan.sectors.iter().enumerate() {
        let trend = &mut state.trend[i];
        let growth = [&numbers.long_run[i], &numbers.start_excess[i], &state.decay];
        update(trend, growth, |trend, [long_run, excess, decay]| trend + A::mul_add(excess, decay, long_run));
        let u = &mut state.shock[i];
        fade(u, plan.shock_persistence, numbers);
        add_loadings::<A>(u, &sector.loadings, numbers, &state.factors);
        add_shock::<A>(u, sector.shock.as_ref(), numbers, draws);

        let mut log = made([trend, u], |[trend, u]| trend + u);
        if let Some(gap) = sector.gap {
            update(&mut log, [numbers.row(gap)], |log, [gap]| log + gap * gap_closed);
        }
        if let Some(Slot(slot)) = sector.demand_effect {
            update(&mut log, [&state.effects[slot]], |log, [effect]| log + effect);
        }
        let external = &mut state.external[i];
        set(external, [&base.external[i], &log], |[base, log]| base * exp::<A>(log));
        state.demand[i] = *external;
    }
}
