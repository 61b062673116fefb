//! Policies and events: the effect on a quantity is the sum of ln(1 + size) times strength over all that move it.
//!
//! A random event starts where Phi(z) < p, z its draw of the year: strength 1 for its duration, then x_t = x_t-1 2^(-1 / half-life).

use super::{Draws, PathNumbers, Plan, State};
use crate::lanes::{Arithmetic, LANES, Lanes, update};
use crate::projection::effects::StrengthPlan;

#[inline(always)]
pub(super) fn advance<A: Arithmetic>(plan: &Plan, numbers: &PathNumbers, draws: &mut Draws, state: &mut State) {
    if plan.effects.effects.is_empty() {
        return;
    }
    happen::<A>(plan, numbers, draws, state);
    std::mem::swap(&mut state.effects, &mut state.effects_before);
    state.effects.fill(Lanes::all(0.0));
    for effect in &plan.effects.effects {
        let size = numbers.row(effect.size);
        for slot in &effect.slots {
            let sum = &mut state.effects[slot.0];
            match &effect.strength {
                StrengthPlan::Known(weights) => {
                    let weight = weights[state.step];
                    update(sum, [size], |sum, [size]| sum + size * weight);
                }
                StrengthPlan::Event(event) => {
                    let strength = &state.event_strength[*event];
                    update(sum, [size, strength], |sum, [size, strength]| sum + size * strength);
                }
            }
        }
    }
}

/// Which events start, go on and are got over this year.
#[inline(always)]
fn happen<A: Arithmetic>(plan: &Plan, numbers: &PathNumbers, draws: &mut Draws, state: &mut State) {
    let drawn = draws.are_open();
    for (k, event) in plan.effects.events.iter().enumerate() {
        let z = draws.next::<A>(event.shock);
        let threshold = numbers.row(event.probability);
        let may_start = drawn && (event.from..=event.until).contains(&state.step);
        let (strength, left) = (&mut state.event_strength[k], &mut state.event_years_left[k]);
        for lane in 0..LANES {
            if may_start && z[lane] < threshold[lane] {
                left[lane] = event.duration;
            }
            if left[lane] > 0.0 {
                left[lane] -= 1.0;
                strength[lane] = 1.0;
            } else {
                strength[lane] *= event.left_a_year_later;
            }
        }
    }
}
