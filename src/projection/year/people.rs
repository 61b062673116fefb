//! Labour and population: N_i = l_i x_i, l_i,t = l_i,t-1 / (1 + g_i) less what policies add to output per worker;
//! dln Pop_t = n_t + E_t - E_t-1, E the effect of policies and events.

use super::{PathNumbers, Plan, Slot, State, add_change_of_effect, declared};
use crate::lanes::{Arithmetic, exp, update};

#[inline(always)]
pub(super) fn advance<A: Arithmetic>(plan: &Plan, numbers: &PathNumbers, state: &mut State) {
    if let Some(labour) = &plan.extensions.labour {
        let rows = labour.saved.iter().zip(&labour.effects);
        for ((saved, effect), workers) in rows.zip(&mut state.workers_per_output) {
            update(workers, [numbers.row(*saved)], |workers, [saved]| workers * saved);
            if let Some(Slot(slot)) = effect {
                let effects = [&state.effects[*slot], &state.effects_before[*slot]];
                update(workers, effects, |workers, [now, before]| workers * exp::<A>(before - now));
            }
        }
    }
    if let Some(population) = &plan.extensions.population {
        let mut growth = declared(&population.growth, numbers, plan.path_weight[state.step]);
        add_change_of_effect(&mut growth, population.effect, state);
        update(&mut state.population, [&growth], |people, [growth]| people * exp::<A>(growth));
    }
}
