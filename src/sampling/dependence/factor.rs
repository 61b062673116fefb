//! The triangular factor of a correlation matrix that may be singular.

use nalgebra::DMatrix;

use super::correlation::{CorrelationMatrix, NEGLIGIBLE};

/// The lower triangular L with L L' = C (Cholesky), for matrices without a negative eigenvalue.
///
/// A pivot below 10^-10 is taken for 0: the number then follows from those before it, and its column of L is 0. Every
/// row is brought to length 1, so that each score keeps a variance of exactly 1.
pub(super) fn lower_factor(correlations: &CorrelationMatrix) -> DMatrix<f64> {
    let n = correlations.size();
    let mut lower = DMatrix::<f64>::zeros(n, n);
    for j in 0..n {
        let pivot = 1.0 - (0..j).map(|k| lower[(j, k)].powi(2)).sum::<f64>();
        if pivot <= NEGLIGIBLE {
            continue;
        }
        lower[(j, j)] = pivot.sqrt();
        for i in j + 1..n {
            let known: f64 = (0..j).map(|k| lower[(i, k)] * lower[(j, k)]).sum();
            lower[(i, j)] = (correlations.get(i, j) - known) / lower[(j, j)];
        }
    }
    for mut row in lower.row_iter_mut() {
        let length = row.norm();
        row /= length;
    }
    lower
}

#[cfg(test)]
mod tests {
    use super::super::nearest_correlation;
    use super::*;

    #[test]
    fn the_factor_gives_the_matrix_back() {
        let regular = CorrelationMatrix::of_pairs(3, [(0, 1, 0.6), (1, 2, -0.3), (0, 2, 0.1)]).unwrap();
        let lower = lower_factor(&regular);
        assert!((&lower * lower.transpose() - regular.as_matrix()).amax() < 1e-15);
        assert!((lower[(1, 1)] - 0.8).abs() < 1e-15 && lower[(0, 1)] == 0.0);
    }

    #[test]
    fn singular_matrices_have_a_factor() {
        // The second moves with the first, the third against it, the fourth by half.
        let pairs = [(0, 1, 1.0), (0, 2, -1.0), (1, 2, -1.0), (0, 3, 0.5), (1, 3, 0.5), (2, 3, -0.5)];
        let lower = lower_factor(&CorrelationMatrix::of_pairs(4, pairs).unwrap());
        assert!((lower.column(0) - nalgebra::dvector![1.0, 1.0, -1.0, 0.5]).amax() < 1e-15);
        assert_eq!((lower[(1, 1)], lower[(2, 2)]), (0.0, 0.0));
        assert!((lower[(3, 3)] - 0.75f64.sqrt()).abs() < 1e-15);
        // What the nearest matrix to a contradictory one leaves singular.
        let mended = nearest_correlation(&CorrelationMatrix::of_pairs(3, [(0, 1, 1.0), (1, 2, 1.0)]).unwrap(), 0.0);
        let mended = mended.unwrap();
        let lower = lower_factor(&mended);
        assert!((&lower * lower.transpose() - mended.as_matrix()).amax() < 1e-9);
    }
}
