//! Common factors: F_t = phi F_t-1 + sqrt(1 - phi^2) z.

use super::{Draws, PathNumbers, Plan, State};

/// In the base year the factors are somewhere in their cycle: standard normal, so that every year has standard deviation 1.
pub(super) fn begin(plan: &Plan, draws: &mut Draws, state: &mut State) {
    for (factor, plan) in state.factors.iter_mut().zip(&plan.factors) {
        *factor = *draws.next(plan.shock);
    }
}

pub(super) fn advance(plan: &Plan, numbers: &PathNumbers, draws: &mut Draws, state: &mut State) {
    for (factor, plan) in state.factors.iter_mut().zip(&plan.factors) {
        let z = draws.next(plan.shock);
        for ((f, phi), z) in factor.iter_mut().zip(numbers.row(plan.persistence)).zip(z) {
            *f = phi * *f + (1.0 - phi * phi).sqrt() * z;
        }
    }
}
