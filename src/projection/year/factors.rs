//! Common factors: F_t = phi F_t-1 + sqrt(1 - phi^2) z.

use super::{Draws, PathNumbers, Plan, State};
use crate::lanes::{Arithmetic, update};

/// In the base year the factors are somewhere in their cycle: standard normal, so that every year has standard deviation 1.
#[inline(always)]
pub(super) fn begin<A: Arithmetic>(plan: &Plan, draws: &mut Draws, state: &mut State) {
    for (factor, plan) in state.factors.iter_mut().zip(&plan.factors) {
        *factor = *draws.next::<A>(plan.shock);
    }
}

#[inline(always)]
pub(super) fn advance<A: Arithmetic>(plan: &Plan, numbers: &PathNumbers, draws: &mut Draws, state: &mut State) {
    for ((factor, plan), innovation) in state.factors.iter_mut().zip(&plan.factors).zip(&numbers.innovation) {
        let z = draws.next::<A>(plan.shock);
        update(factor, [numbers.row(plan.persistence), innovation, z], |f, [phi, of_z, z]| phi * f + of_z * z);
    }
}
