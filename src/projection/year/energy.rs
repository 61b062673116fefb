//! Energy per unit of output: ln e_t = ln e_t0 - rho (t - t0) + n_t, n_t = psi n_t-1 + sigma z, less what
//! policies save. Homes: (C_t / C_t0)^elasticity.

use super::{BaseYear, Draws, PathNumbers, Plan, Slot, State, add_shock, fade};
use crate::lanes::{Arithmetic, exp, ln, made, set, update};

#[inline(always)]
pub(super) fn advance<A: Arithmetic>(
    plan: &Plan,
    numbers: &PathNumbers,
    base: &BaseYear,
    draws: &mut Draws,
    state: &mut State,
) {
    if plan.energy.is_none() {
        return;
    }
    let years = state.step as f64;
    for (i, sector) in plan.sectors.iter().enumerate() {
        let noise = &mut state.energy_noise[i];
        fade(noise, plan.energy_persistence, numbers);
        add_shock::<A>(noise, sector.energy_shock.as_ref(), numbers, draws);
        let mut log = made([noise, &numbers.efficiency[i]], |[noise, rho]| A::mul_add(-years, rho, noise));
        if let Some(Slot(slot)) = sector.efficiency_effect {
            update(&mut log, [&state.effects[slot]], |log, [saved]| log - saved);
        }
        set(&mut state.energy_ratio[i], [&log], |[log]| exp::<A>(log));
    }
    if plan.base.consumption > 0.0 {
        let from = [numbers.row(plan.household_energy_elasticity), &state.consumption, &base.consumption];
        let homes = &mut state.household_energy_ratio;
        set(homes, from, |[elasticity, now, base]| exp::<A>(elasticity * ln::<A>(now / base)));
        if let Some(Slot(slot)) = plan.home_efficiency_effect {
            update(homes, [&state.effects[slot]], |ratio, [saved]| ratio * exp::<A>(-saved));
        }
    }
}
