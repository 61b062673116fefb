//! External demand: ln f^e_t = ln f^e_t0 + sum of g*_s + u_t + E_t - E_t0.
//!
//! g*_s = long run + (start - long run) exp(-kappa (s - t0 - 1)) is the trend, u_t = psi u_t-1 + sum_k beta_k F_k +
//! sigma eps the deviation from it, and E_t = gap * 2^(-(t - t0) / half-life) what is left of the base year's gap.

use super::{BaseYear, Draws, PathNumbers, Plan, State, add_loadings, add_shock, fade};
use crate::sampling::LANES;

pub(super) fn advance(plan: &Plan, numbers: &PathNumbers, base: &BaseYear, draws: &mut Draws, state: &mut State) {
    if state.step > 1 {
        for (decay, factor) in state.decay.iter_mut().zip(&numbers.decay) {
            *decay *= factor;
        }
    }
    let gap_closed = (-(state.step as f64) / plan.gap_half_life).exp2() - 1.0;
    for (i, sector) in plan.sectors.iter().enumerate() {
        let trend = &mut state.trend[i];
        for lane in 0..LANES {
            trend[lane] += numbers.long_run[i][lane] + numbers.start_excess[i][lane] * state.decay[lane];
        }
        let u = &mut state.shock[i];
        fade(u, plan.shock_persistence, numbers);
        add_loadings(u, &sector.loadings, numbers, &state.factors);
        add_shock(u, sector.shock.as_ref(), numbers, draws);

        let external = &mut state.external[i];
        for lane in 0..LANES {
            external[lane] = trend[lane] + u[lane];
        }
        if let Some(gap) = sector.gap {
            for (log, gap) in external.iter_mut().zip(numbers.row(gap)) {
                *log += gap * gap_closed;
            }
        }
        if let Some(slot) = sector.demand_effect {
            external.iter_mut().zip(&state.effects[slot.0]).for_each(|(log, effect)| *log += effect);
        }
        for lane in 0..LANES {
            external[lane] = base.external[i][lane] * external[lane].exp();
        }
        state.demand[i] = *external;
    }
}
