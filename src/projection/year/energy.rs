//! Energy per unit of output: ln e_t = ln e_t0 - rho (t - t0) + n_t, n_t = psi n_t-1 + sigma z, less what
//! policies save. Homes: (C_t / C_t0)^elasticity.

use super::{BaseYear, Draws, PathNumbers, Plan, Slot, State, carry_on};
use crate::lanes::{Arithmetic, exp, ln, set, update};

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
        let shock = sector.energy_shock.as_ref();
        carry_on::<A>(noise, plan.energy_persistence, &[], shock, numbers, &state.factors, draws);
        let (ratio, rho) = (&mut state.energy_ratio[i], &numbers.efficiency[i]);
        match sector.efficiency_effect {
            None => set(ratio, [noise, rho], |[noise, rho]| exp::<A>(A::mul_add(-years, rho, noise))),
            Some(Slot(slot)) => set(ratio, [noise, rho, &state.effects[slot]], |[noise, rho, saved]| {
                exp::<A>(A::mul_add(-years, rho, noise) - saved)
            }),
        }
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
