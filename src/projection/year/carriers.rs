//! Carriers: a share moved from one to another moves energy per output, as `energy` counts it, by e (r_to - r_from) and its CO2
//! by e (g_to - g_from), r the coal equivalent and g the CO2 of a carrier per calorific tce. Electricity's CO2 follows the grid's.

use super::{Plan, State};
use crate::lanes::{Arithmetic, LANES, Lanes, exp, made, update};

#[inline(always)]
pub(super) fn advance<A: Arithmetic>(plan: &Plan, state: &mut State) {
    let (Some(carriers), Some(energy), Some(shift)) = (&plan.carriers, &plan.energy, &mut state.carrier_shift) else {
        return;
    };
    shift.clear();
    let used = |user: usize| energy.calorific.get(user).copied().unwrap_or(energy.household.calorific);
    let grid: Lanes =
        carriers.grid.map_or(Lanes::all(1.0), |slot| made([&state.effects[slot.0]], |[effect]| exp::<A>(effect)));
    if let (Some(_), Some(electricity)) = (carriers.grid, energy.electricity) {
        for (user, co2) in shift.co2.iter_mut().enumerate() {
            let of_grid = used(user) * energy.shares[user][electricity] * energy.co2_of_carriers[user][electricity];
            update(co2, [&grid], |co2, [grid]| co2 + of_grid * (grid - 1.0));
        }
    }
    for moved in &carriers.moves {
        let (user, from, to) = (moved.user, moved.from, moved.to);
        let coal = energy.coal_per_calorific[to] - energy.coal_per_calorific[from];
        let factors = &energy.co2_of_carriers[user];
        let by_grid = |carrier: usize, lane: usize| {
            if energy.electricity == Some(carrier) { factors[carrier] * grid[lane] } else { factors[carrier] }
        };
        for lane in 0..LANES {
            let share = state.effects[moved.slot.0][lane];
            shift.coal_equivalent[user][lane] += used(user) * share * coal;
            shift.co2[user][lane] += used(user) * share * (by_grid(to, lane) - by_grid(from, lane));
            shift.shares[user][from][lane] -= share;
            shift.shares[user][to][lane] += share;
        }
    }
}
