//! Labour and population: N_i = l_i x_i, l_i,t = l_i,t-1 / (1 + g_i) less what policies add to output per worker;
//! dln Pop_t = n_t + E_t - E_t-1, E the effect of policies and events.

use super::{PathNumbers, Plan, State, add_change_of_effect};
use crate::sampling::{LANES, Lanes};

pub(super) fn advance(plan: &Plan, numbers: &PathNumbers, state: &mut State) {
    if let Some(labour) = &plan.extensions.labour {
        for (i, (saved, effect)) in labour.saved.iter().zip(&labour.effects).enumerate() {
            let workers = &mut state.workers_per_output[i];
            workers.iter_mut().zip(numbers.row(*saved)).for_each(|(workers, saved)| *workers *= saved);
            if effect.is_some() {
                let mut more = [0.0; LANES];
                add_change_of_effect(&mut more, *effect, state);
                state.workers_per_output[i].iter_mut().zip(&more).for_each(|(workers, more)| *workers *= (-more).exp());
            }
        }
    }
    if let Some(population) = &plan.extensions.population {
        let (start, long_run) = (numbers.row(population.growth.start), numbers.row(population.growth.long_run));
        let weight = plan.path_weight[state.step];
        let mut growth: Lanes = std::array::from_fn(|lane| long_run[lane] + (start[lane] - long_run[lane]) * weight);
        add_change_of_effect(&mut growth, population.effect, state);
        state.population.iter_mut().zip(&growth).for_each(|(people, growth)| *people *= growth.exp());
    }
}
