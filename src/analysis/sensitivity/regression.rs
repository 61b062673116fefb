//! Linear regression of one standardised variable on others, and what groups of them explain.

use nalgebra::{Cholesky, DMatrix, DVector, Dyn};
use rayon::prelude::*;

/// A regression of standardised variables: y = sum of b_j x_j + rest.
#[derive(Debug, Clone)]
pub(super) struct Regression {
    /// Correlations of the inputs with each other and with y.
    between: DMatrix<f64>,
    with_y: DVector<f64>,
    /// Standardised coefficients.
    pub(super) coefficients: Vec<f64>,
    /// Standard errors of the coefficients.
    pub(super) errors: Vec<f64>,
    /// Share of the variance of y that the inputs explain.
    pub(super) r_squared: f64,
}

impl Regression {
    /// Least squares on columns of the same length; nothing where inputs determine each other or nothing varies.
    pub(super) fn of(inputs: &[Vec<f64>], y: &[f64]) -> Option<Self> {
        let n = y.len();
        if n < inputs.len() + 2 {
            return None;
        }
        let columns: Vec<Vec<f64>> = inputs.par_iter().map(|input| standardised(input)).collect::<Option<_>>()?;
        let y = standardised(y)?;
        let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>() / n as f64;
        let k = columns.len();
        let rows: Vec<Vec<f64>> =
            (0..k).into_par_iter().map(|i| (0..=i).map(|j| product(&columns[i], &columns[j])).collect()).collect();
        let between = DMatrix::from_fn(k, k, |i, j| if j <= i { rows[i][j] } else { rows[j][i] });
        let with_y = DVector::from_fn(k, |i, _| product(&columns[i], &y));
        let factor = Cholesky::new(between.clone())?;
        let coefficients = factor.solve(&with_y);
        let r_squared = coefficients.dot(&with_y).clamp(0.0, 1.0);
        let rest = (1.0 - r_squared) / (n - k - 1) as f64;
        let errors = inverse_diagonal(&factor).into_iter().map(|d| (rest * d).sqrt()).collect();
        let coefficients: Vec<f64> = coefficients.iter().copied().collect();
        // Columns that all but determine each other leave no digits.
        coefficients.iter().all(|b| b.is_finite()).then_some(Self { between, with_y, coefficients, errors, r_squared })
    }

    /// Share of the variance that is not explained any more without some of the inputs.
    pub(super) fn lost_without(&self, left_out: &[usize]) -> f64 {
        let kept: Vec<usize> = (0..self.with_y.len()).filter(|input| !left_out.contains(input)).collect();
        if kept.is_empty() {
            return self.r_squared;
        }
        let between = DMatrix::from_fn(kept.len(), kept.len(), |i, j| self.between[(kept[i], kept[j])]);
        let with_y = DVector::from_fn(kept.len(), |i, _| self.with_y[kept[i]]);
        let explained = Cholesky::new(between).map_or(self.r_squared, |factor| factor.solve(&with_y).dot(&with_y));
        (self.r_squared - explained).max(0.0)
    }

    /// Correlation of an input with y.
    pub(super) fn correlation(&self, input: usize) -> f64 {
        self.with_y[input].clamp(-1.0, 1.0)
    }
}

fn inverse_diagonal(factor: &Cholesky<f64, Dyn>) -> Vec<f64> {
    factor.inverse().diagonal().iter().copied().collect()
}

/// (x - mean) / standard deviation; nothing where x does not vary.
fn standardised(x: &[f64]) -> Option<Vec<f64>> {
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    let sd = (x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt();
    (sd > 0.0 && sd.is_finite()).then(|| x.iter().map(|x| (x - mean) / sd).collect())
}

/// Ranks from 1 on; equal values share the mean of theirs.
pub(super) fn ranks(x: &[f64]) -> Vec<f64> {
    let mut order: Vec<u32> = (0..u32::try_from(x.len()).unwrap_or(u32::MAX)).collect();
    order.sort_unstable_by(|a, b| x[*a as usize].total_cmp(&x[*b as usize]));
    let mut ranks = vec![0.0; x.len()];
    let mut from = 0;
    while from < order.len() {
        let value = x[order[from] as usize];
        let to = from + order[from..].iter().take_while(|place| x[**place as usize] == value).count().max(1);
        let rank = f64::midpoint((from + 1) as f64, to as f64);
        order[from..to].iter().for_each(|place| ranks[*place as usize] = rank);
        from = to;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without pattern, of mean 0 and variance 1.
    fn column(seed: u64, n: usize) -> Vec<f64> {
        let mut lanes = crate::sampling::Lanes::all(0.0);
        let mut stream = crate::sampling::Stream::new(seed, "x", 0);
        let mut values = Vec::new();
        while values.len() < n {
            stream.normals(&mut lanes);
            values.extend(lanes);
        }
        values.truncate(n);
        values
    }

    fn sd(x: &[f64]) -> f64 {
        let n = x.len() as f64;
        let mean = x.iter().sum::<f64>() / n;
        (x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt()
    }

    #[test]
    fn a_linear_model_is_found_exactly() {
        // y = 3 x_1 - 2 x_2 + 0 x_3: standardised coefficients b_j sd(x_j) / sd(y), whatever the draws.
        let x: Vec<Vec<f64>> = (0..3).map(|seed| column(seed, 500)).collect();
        let y: Vec<f64> = (0..500).map(|i| 3.0 * x[0][i] - 2.0 * x[1][i]).collect();
        let found = Regression::of(&x, &y).unwrap();
        for (found, b) in found.coefficients.iter().zip([3.0 * sd(&x[0]), -2.0 * sd(&x[1]), 0.0]) {
            assert!((found - b / sd(&y)).abs() < 1e-12, "{found} {}", b / sd(&y));
        }
        assert!((found.r_squared - 1.0).abs() < 1e-12);
        assert!(found.errors.iter().all(|error| *error < 1e-6));
    }

    #[test]
    fn inputs_that_go_together_are_told_apart() {
        // x_2 = .8 x_1 + .6 z, y = x_1 + x_2: both have coefficient 1 / sd(y) times their sd, though x_1 alone explains more.
        let (x1, z) = (column(1, 2_000), column(2, 2_000));
        let x2: Vec<f64> = x1.iter().zip(&z).map(|(x, z)| 0.8 * x + 0.6 * z).collect();
        let y: Vec<f64> = x1.iter().zip(&x2).map(|(a, b)| a + b).collect();
        let found = Regression::of(&[x1.clone(), x2.clone()], &y).unwrap();
        assert!((found.coefficients[0] - sd(&x1) / sd(&y)).abs() < 1e-12);
        assert!((found.coefficients[1] - sd(&x2) / sd(&y)).abs() < 1e-12);
        // Without x_2, what z brings is lost: Var(.6 z) / Var(y) = .36 / 3.6 in the limit.
        assert!((found.lost_without(&[1]) - 0.1).abs() < 0.01, "{}", found.lost_without(&[1]));
        assert!((found.lost_without(&[0, 1]) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn inputs_that_determine_each_other_have_no_regression() {
        let x = column(1, 100);
        assert!(Regression::of(&[x.clone(), x.clone()], &column(2, 100)).is_none());
        assert!(Regression::of(&[vec![1.0; 100]], &x).is_none());
    }

    #[test]
    fn equal_values_share_a_rank() {
        assert_eq!(ranks(&[0.3, -1.0, 0.3, 7.0]), [2.5, 1.0, 2.5, 4.0]);
    }
}
