//! The least cut of final demand that keeps outputs at or below their ceilings.
//!
//! With x = x0 - L d, d >= 0 of the sectors with ceilings alone: start with all of them at their ceilings, solve, release all
//! whose cut is negative, repeat. None that was released has to return, so there are at most as many rounds as ceilings
//! (Chandrasekaran 1970: I - A is an M-matrix, and L has what it takes).

/// Working memory for a number of ceilings.
#[derive(Debug)]
pub(super) struct LeastCut {
    /// The cut d of each.
    pub(super) cut: Vec<f64>,
    active: Vec<usize>,
    matrix: Vec<f64>,
    right: Vec<f64>,
}

impl LeastCut {
    pub(super) fn new(ceilings: usize) -> Self {
        Self {
            cut: vec![0.0; ceilings],
            active: Vec::with_capacity(ceilings),
            matrix: vec![0.0; ceilings * ceilings],
            right: vec![0.0; ceilings],
        }
    }

    /// Solves for the cut. `content(r, c)`: output of capped sector r behind a unit of final demand for c; `excess(r)`: output of
    /// r without any cut, less its ceiling; minus infinity where none holds.
    pub(super) fn solve(&mut self, content: impl Fn(usize, usize) -> f64, excess: impl Fn(usize) -> f64) {
        self.cut.fill(0.0);
        self.active.clear();
        self.active.extend((0..self.cut.len()).filter(|&r| excess(r) > f64::NEG_INFINITY));
        while !self.active.is_empty() {
            self.solve_active(&content, &excess);
            let right = &self.right;
            let before = self.active.len();
            // Positions in `right` follow those in `active`, which `retain` visits in order.
            let mut place = 0;
            self.active.retain(|_| {
                place += 1;
                right[place - 1] >= 0.0
            });
            if self.active.len() == before {
                self.active.iter().zip(&self.right).for_each(|(&r, cut)| self.cut[r] = *cut);
                return;
            }
        }
    }

    /// Gaussian elimination without exchange of rows: principal parts of a Leontief inverse have positive pivots.
    fn solve_active(&mut self, content: &impl Fn(usize, usize) -> f64, excess: &impl Fn(usize) -> f64) {
        let k = self.active.len();
        for (row, &r) in self.active.iter().enumerate() {
            self.right[row] = excess(r);
            for (column, &c) in self.active.iter().enumerate() {
                self.matrix[row * k + column] = content(r, c);
            }
        }
        for pivot in 0..k {
            for row in pivot + 1..k {
                let factor = self.matrix[row * k + pivot] / self.matrix[pivot * k + pivot];
                if factor == 0.0 {
                    continue;
                }
                for column in pivot..k {
                    self.matrix[row * k + column] -= factor * self.matrix[pivot * k + column];
                }
                self.right[row] -= factor * self.right[pivot];
            }
        }
        for row in (0..k).rev() {
            let known: f64 = (row + 1..k).map(|c| self.matrix[row * k + c] * self.right[c]).sum();
            self.right[row] = (self.right[row] - known) / self.matrix[row * k + row];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::{DMatrix, DVector};
    use proptest::prelude::*;

    /// Every choice of sectors at their ceilings: the one whose cut is nowhere negative and whose outputs fit.
    fn by_brute_force(leontief: &DMatrix<f64>, output: &[f64], ceilings: &[f64]) -> Vec<Vec<f64>> {
        let n = output.len();
        let mut found = Vec::new();
        for chosen in 0..1_usize << n {
            let active: Vec<usize> = (0..n).filter(|i| chosen >> i & 1 == 1).collect();
            let part = DMatrix::from_fn(active.len(), active.len(), |r, c| leontief[(active[r], active[c])]);
            let excess = DVector::from_fn(active.len(), |r, _| output[active[r]] - ceilings[active[r]]);
            let Some(inverse) = part.try_inverse() else { continue };
            let cut = inverse * excess;
            let mut whole = DVector::zeros(n);
            active.iter().zip(cut.iter()).for_each(|(&i, d)| whole[i] = *d);
            let left = DVector::from_column_slice(output) - leontief * &whole;
            let fits = (0..n).all(|i| left[i] <= ceilings[i] + 1e-9);
            if whole.iter().all(|d| *d >= -1e-9) && fits {
                found.push(whole.as_slice().to_vec());
            }
        }
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn it_is_the_only_cut_that_brute_force_finds(
            n in 1_usize..=6,
            coefficients in prop::collection::vec(0.0_f64..1.0, 36),
            demand in prop::collection::vec(0.1_f64..10.0, 6),
            slack in prop::collection::vec(0.5_f64..1.3, 6),
        ) {
            let inputs = DMatrix::from_fn(n, n, |i, j| coefficients[i * 6 + j]);
            let columns: Vec<f64> = (0..n).map(|j| inputs.column(j).sum()).collect();
            let inputs = DMatrix::from_fn(n, n, |i, j| inputs[(i, j)] * 0.9 / columns[j].max(0.9));
            let leontief = (DMatrix::identity(n, n) - inputs).try_inverse().unwrap();
            let output: Vec<f64> = (&leontief * DVector::from_column_slice(&demand[..n])).as_slice().to_vec();
            let ceilings: Vec<f64> = (0..n).map(|i| output[i] * slack[i]).collect();
            let mut least = LeastCut::new(n);
            least.solve(|r, c| leontief[(r, c)], |r| output[r] - ceilings[r]);
            let all = by_brute_force(&leontief, &output, &ceilings);
            prop_assert!(!all.is_empty());
            for found in all {
                for i in 0..n {
                    prop_assert!((least.cut[i] - found[i]).abs() < 1e-7, "{:?} is not {found:?}", least.cut);
                }
            }
        }
    }

    #[test]
    fn clamping_one_by_one_would_cut_too_much() {
        // Each needs half a unit of the other: x = (4/3) (f1 + f2 / 2). Demand (3, 3) makes 6 of each; at most 5 and 5.6.
        // Holding the first at 5 leaves 2.5 + 3 = 5.5 of the second, which fits: only the first is cut.
        let content = |r: usize, c: usize| if r == c { 4.0 / 3.0 } else { 2.0 / 3.0 };
        let mut least = LeastCut::new(2);
        least.solve(content, |r| 6.0 - [5.0, 5.6][r]);
        assert!((least.cut[0] - 0.75).abs() < 1e-12 && least.cut[1] == 0.0, "{:?}", least.cut);
    }
}
