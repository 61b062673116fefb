//! Energy per unit of output: ln e_t = ln e_t0 - rho (t - t0) + n_t, n_t = psi n_t-1 + sigma z, less what
//! policies save. Homes: (C_t / C_t0)^elasticity.

use super::{BaseYear, Draws, PathNumbers, Plan, State, add_shock, fade};
use crate::sampling::LANES;

pub(super) fn advance(plan: &Plan, numbers: &PathNumbers, base: &BaseYear, draws: &mut Draws, state: &mut State) {
    if plan.energy.is_none() {
        return;
    }
    let years = state.step as f64;
    for (i, sector) in plan.sectors.iter().enumerate() {
        let noise = &mut state.energy_noise[i];
        fade(noise, plan.energy_persistence, numbers);
        add_shock(noise, sector.energy_shock.as_ref(), numbers, draws);
        for lane in 0..LANES {
            state.energy_ratio[i][lane] = noise[lane] - numbers.efficiency[i][lane] * years;
        }
        let ratio = &mut state.energy_ratio[i];
        if let Some(slot) = sector.efficiency_effect {
            ratio.iter_mut().zip(&state.effects[slot.0]).for_each(|(log, saved)| *log -= saved);
        }
        ratio.iter_mut().for_each(|log| *log = log.exp());
    }
    if plan.base.consumption > 0.0 {
        let elasticity = numbers.row(plan.household_energy_elasticity);
        for lane in 0..LANES {
            let consumption = state.consumption[lane] / base.consumption[lane];
            state.household_energy_ratio[lane] = (elasticity[lane] * consumption.ln()).exp();
        }
        if let Some(slot) = plan.home_efficiency_effect {
            let homes = &mut state.household_energy_ratio;
            homes.iter_mut().zip(&state.effects[slot.0]).for_each(|(ratio, saved)| *ratio *= (-saved).exp());
        }
    }
}
