//! External demand: ln f^e_t = ln f^e_t0 + sum of g*_s + u_t + E_t - E_t0.
//!
//! g*_s = long run + (start - long run) exp(-kappa (s - t0 - 1)) is the trend, whose sum is (t - t0) long run + D_t (start -
//! long run), D the sum of the exponentials; u_t = psi u_t-1 + sum_k beta_k F_k + sigma eps is the deviation from it, and
//! E_t = gap * 2^(-(t - t0) / half-life) what is left of the base year's gap.

use super::{BaseYear, Draws, NOTHING, PathNumbers, Plan, State, carry_on};
use crate::lanes::{Arithmetic, exp, set, update};

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
    update(&mut state.decay_sum, [&state.decay], |sum, [decay]| sum + decay);
    let years = state.step as f64;
    let gap_closed = (-years / plan.gap_half_life).exp2() - 1.0;
    for (i, sector) in plan.sectors.iter().enumerate() {
        let u = &mut state.shock[i];
        let shock = sector.shock.as_ref();
        carry_on::<A>(u, plan.shock_persistence, &sector.loadings, shock, numbers, &state.factors, draws);

        let (external, base) = (&mut state.external[i], &base.external[i]);
        let (long_run, excess) = (&numbers.long_run[i], &numbers.start_excess[i]);
        let from = [base, long_run, excess, &state.decay_sum, u];
        if sector.gap.is_none() && sector.demand_effect.is_none() {
            set(external, from, |[base, long_run, excess, decay_sum, u]| {
                base * exp::<A>(A::mul_add(excess, decay_sum, A::mul_add(long_run, years, u)))
            });
        } else {
            let gap = sector.gap.map_or(NOTHING, |gap| numbers.row(gap));
            let effect = sector.demand_effect.map_or(NOTHING, |slot| &state.effects[slot.0]);
            let [base, long_run, excess, decay_sum, u] = from;
            let from = [base, long_run, excess, decay_sum, u, gap, effect];
            set(external, from, |[base, long_run, excess, decay_sum, u, gap, effect]| {
                let log = A::mul_add(excess, decay_sum, A::mul_add(long_run, years, u));
                base * exp::<A>(log + gap * gap_closed + effect)
            });
        }
        state.demand[i] = *external;
    }
}
