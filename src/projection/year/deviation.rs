//! What factors and shocks move: u_t = psi u_t-1 + sum_k beta_k F_k + sigma eps.

use super::{Coefficient, Draws, NOTHING, Number, PathNumbers, ShockPlan};
use crate::lanes::{Arithmetic, Lanes, update};

/// One year on: what is left of last year's deviation, and what the year's factors and shock add to it.
#[inline(always)]
pub(super) fn carry_on<A: Arithmetic>(
    u: &mut Lanes,
    persistence: Coefficient,
    loadings: &[(usize, Coefficient)],
    shock: Option<&ShockPlan>,
    numbers: &PathNumbers,
    factors: &[Lanes],
    draws: &mut Draws,
) {
    let mut terms = Terms::none();
    match numbers.number(persistence) {
        Number::Known(psi) => terms.persistence = psi,
        Number::Drawn(psi) => update(u, [psi], |u, [psi]| psi * u),
    }
    terms.add_all::<A>(u, loadings, shock, numbers, factors, draws);
}

/// Adds what the year's factors and shock move.
#[inline(always)]
pub(super) fn add_moves<A: Arithmetic>(
    to: &mut Lanes,
    loadings: &[(usize, Coefficient)],
    shock: Option<&ShockPlan>,
    numbers: &PathNumbers,
    factors: &[Lanes],
    draws: &mut Draws,
) {
    Terms::none().add_all::<A>(to, loadings, shock, numbers, factors, draws);
}

/// Terms that one pass over the lanes adds at most.
const MOST: usize = 4;

/// Terms with known coefficients, gathered to be added in one pass.
struct Terms<'t> {
    /// What last year's value is multiplied by before they are added.
    persistence: f64,
    coefficients: [f64; MOST],
    moved: [&'t Lanes; MOST],
    number: usize,
}

impl<'t> Terms<'t> {
    #[inline(always)]
    fn none() -> Self {
        Self { persistence: 1.0, coefficients: [0.0; MOST], moved: [NOTHING; MOST], number: 0 }
    }

    #[inline(always)]
    fn add_all<A: Arithmetic>(
        mut self,
        to: &mut Lanes,
        loadings: &[(usize, Coefficient)],
        shock: Option<&ShockPlan>,
        numbers: &'t PathNumbers,
        factors: &'t [Lanes],
        draws: &'t mut Draws,
    ) {
        for &(k, loading) in loadings {
            self.take::<A>(to, numbers.number(loading), &factors[k]);
        }
        if let Some(shock) = shock {
            self.take::<A>(to, numbers.number(shock.sd), draws.next::<A>(shock.shock));
        }
        self.add::<A>(to);
    }

    #[inline(always)]
    fn take<A: Arithmetic>(&mut self, to: &mut Lanes, coefficient: Number, moved: &'t Lanes) {
        match coefficient {
            Number::Known(a) => {
                if self.number == MOST {
                    self.add::<A>(to);
                }
                self.coefficients[self.number] = a;
                self.moved[self.number] = moved;
                self.number += 1;
            }
            Number::Drawn(a) => {
                self.add::<A>(to);
                update(to, [a, moved], |to, [a, x]| A::mul_add(a, x, to));
            }
        }
    }

    /// Adds what was gathered.
    #[inline(always)]
    fn add<A: Arithmetic>(&mut self, to: &mut Lanes) {
        match self.number {
            0 if self.persistence == 1.0 => {}
            0 => self.pass::<A, 0>(to),
            1 => self.pass::<A, 1>(to),
            2 => self.pass::<A, 2>(to),
            3 => self.pass::<A, 3>(to),
            _ => self.pass::<A, MOST>(to),
        }
        (self.persistence, self.number) = (1.0, 0);
    }

    #[inline(always)]
    fn pass<A: Arithmetic, const N: usize>(&self, to: &mut Lanes) {
        let coefficients: [f64; N] = std::array::from_fn(|k| self.coefficients[k]);
        let psi = self.persistence;
        update(to, std::array::from_fn::<_, N, _>(|k| self.moved[k]), |to, moved| {
            let mut sum = psi * to;
            for k in 0..N {
                sum = A::mul_add(coefficients[k], moved[k], sum);
            }
            sum
        });
    }
}
