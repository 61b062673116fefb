//! I - A = (lower triangle with ones) (upper triangle), for the 64 paths of a block side by side.
//!
//! Elimination needs no exchange of rows here: I - A of a productive economy is an M-matrix, whose pivots are all above 0,
//! and they are so only if the economy is productive (Hawkins & Simon 1949).

use crate::lanes::{Arithmetic, LANES, Lanes, apply, update};

/// One n x n matrix a path, row by row; first the coefficients A, then the factors of I - A.
#[derive(Debug)]
pub(in crate::projection) struct Factors {
    n: usize,
    entries: Vec<Lanes>,
}

impl Factors {
    pub(in crate::projection) fn new(n: usize) -> Self {
        Self { n, entries: vec![Lanes::all(0.0); n * n] }
    }

    /// The entry in row i, column j.
    #[inline(always)]
    pub(super) fn at(&mut self, i: usize, j: usize) -> &mut Lanes {
        &mut self.entries[i * self.n + j]
    }

    /// The entries of row i.
    #[inline(always)]
    pub(in crate::projection) fn row(&mut self, i: usize) -> &mut [Lanes] {
        &mut self.entries[i * self.n..(i + 1) * self.n]
    }

    /// From the coefficients A to the factors of I - A, with reciprocal pivots on the diagonal. Which paths have a productive economy.
    #[inline(always)]
    pub(in crate::projection) fn factorise<A: Arithmetic>(&mut self) -> [bool; LANES] {
        let n = self.n;
        for (place, entry) in self.entries.iter_mut().enumerate() {
            let one = if place % (n + 1) == 0 { 1.0 } else { 0.0 };
            apply(entry, |a| one - a);
        }
        let mut productive = [true; LANES];
        for k in 0..n {
            let (above, below) = self.entries.split_at_mut((k + 1) * n);
            let pivots = &mut above[k * n..];
            for (pivot, productive) in pivots[k].iter_mut().zip(&mut productive) {
                *productive &= *pivot > 0.0;
                *pivot = 1.0 / *pivot;
            }
            for row in below.chunks_exact_mut(n) {
                let (left, right) = row.split_at_mut(k + 1);
                let factor = &mut left[k];
                update(factor, [&pivots[k]], |factor, [reciprocal]| factor * reciprocal);
                for (entry, pivot) in right.iter_mut().zip(&pivots[k + 1..]) {
                    update(entry, [factor, pivot], |entry, [factor, pivot]| A::mul_add(-factor, pivot, entry));
                }
            }
        }
        productive
    }

    /// A column of the inverse of I - A: output behind a unit of final demand for one sector.
    #[inline(always)]
    pub(in crate::projection) fn column<A: Arithmetic>(&self, sector: usize, x: &mut [Lanes]) {
        x.fill(Lanes::all(0.0));
        x[sector] = Lanes::all(1.0);
        self.substitute::<A>(x);
    }

    /// x of (I - A) x = f, by substitution forwards and backwards.
    #[inline(always)]
    pub(in crate::projection) fn solve<A: Arithmetic>(&self, f: &[Lanes], x: &mut [Lanes]) {
        x.copy_from_slice(f);
        self.substitute::<A>(x);
    }

    /// Forwards and backwards; `x` holds f and takes the solution.
    #[inline(always)]
    fn substitute<A: Arithmetic>(&self, x: &mut [Lanes]) {
        let n = self.n;
        for i in 0..n {
            let (before, rest) = x.split_at_mut(i);
            let sum = &mut rest[0];
            for (factor, x) in self.entries[i * n..i * n + i].iter().zip(before.iter()) {
                update(sum, [factor, x], |sum, [factor, x]| A::mul_add(-factor, x, sum));
            }
        }
        for i in (0..n).rev() {
            let row = &self.entries[i * n..(i + 1) * n];
            let (before, after) = x.split_at_mut(i + 1);
            let sum = &mut before[i];
            for (factor, x) in row[i + 1..].iter().zip(after.iter()) {
                update(sum, [factor, x], |sum, [factor, x]| A::mul_add(-factor, x, sum));
            }
            update(sum, [&row[i]], |sum, [reciprocal]| sum * reciprocal);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lanes::Fused;

    #[test]
    fn two_sectors_of_miller_and_blair() {
        // Miller & Blair (2009), chapter 2: new demand (600, 1500) takes output (1247.5, 1841.6).
        let mut factors = Factors::new(2);
        for (place, a) in [0.15, 0.25, 0.20, 0.05].into_iter().enumerate() {
            *factors.at(place / 2, place % 2) = Lanes::all(a);
        }
        assert_eq!(factors.factorise::<Fused>(), [true; LANES]);
        let mut output = [Lanes::all(0.0); 2];
        factors.solve::<Fused>(&[Lanes::all(600.0), Lanes::all(1500.0)], &mut output);
        assert!((output[0][5] - 1247.5).abs() < 0.05 && (output[1][63] - 1841.6).abs() < 0.05);
    }

    #[test]
    fn an_economy_that_uses_up_what_it_makes_is_found_out() {
        let mut factors = Factors::new(2);
        for lane in 0..LANES {
            let heavy = if lane == 7 { 0.9 } else { 0.3 };
            (factors.at(0, 1)[lane], factors.at(1, 0)[lane]) = (heavy, 1.2);
        }
        let productive = factors.factorise::<Fused>();
        assert!(!productive[7] && productive.iter().filter(|ok| **ok).count() == LANES - 1);
    }
}
