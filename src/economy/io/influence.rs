//! Fields of influence: what a change of one input coefficient does to the whole Leontief inverse.

use nalgebra::{DMatrix, DVector};

/// Why a changed table has no meaningful inverse.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error(
    "the change is too large: the economy would use up more than it makes (1 - change in its own use is {remainder:.4})"
)]
pub struct TooLarge {
    /// What the change leaves of 1, v' L u taken from it; it must be above 0.
    pub remainder: f64,
}

/// The Leontief inverse after A changes by u v', in O(n^2) and without inverting again.
///
/// ```text
/// (I - A - u v')^-1 = L + (L u)(v' L) / (1 - v' L u)
/// ```
///
/// Sherman & Morrison (1950). A new column of coefficients is u = change, v = e_j; one coefficient u = change e_i, v = e_j.
/// For changes u v' without negative entries the result is that of a productive economy exactly when it is returned.
///
/// # Errors
/// 1 - v' L u is not above 0.
///
/// ```
/// use kapok::economy::io::{leontief_inverse, updated_inverse};
/// use nalgebra::{dmatrix, dvector};
/// let l = leontief_inverse(&dmatrix![0.15, 0.25; 0.20, 0.05])?;
/// let updated = updated_inverse(&l, &dvector![0.0, 0.1], &dvector![1.0, 0.0]).unwrap();
/// let anew = leontief_inverse(&dmatrix![0.15, 0.25; 0.30, 0.05])?;
/// assert!((updated - anew).abs().max() < 1e-12);
/// # Ok::<(), kapok::economy::io::LeontiefError>(())
/// ```
pub fn updated_inverse(leontief: &DMatrix<f64>, u: &DVector<f64>, v: &DVector<f64>) -> Result<DMatrix<f64>, TooLarge> {
    let column = leontief * u;
    let row = leontief.tr_mul(v);
    let remainder = 1.0 - v.dot(&column);
    if remainder > 0.0 {
        let mut updated = leontief.clone();
        updated.ger(1.0 / remainder, &column, &row, 1.0);
        Ok(updated)
    } else {
        Err(TooLarge { remainder })
    }
}

/// The field of influence of the coefficient in `row` and `column`: the change of L per unit of a small change of it.
///
/// ```text
/// F = L e_row e_column' L
/// ```
///
/// n x n, without unit, O(n^2). Sonis & Hewings (1992).
pub fn field_of_influence(leontief: &DMatrix<f64>, row: usize, column: usize) -> DMatrix<f64> {
    leontief.column(row) * leontief.row(column)
}

/// The intensity of every coefficient's field of influence: the sum of squares of F, for all rows and columns at once.
///
/// ```text
/// S_ij = |L e_i|^2 |e_j' L|^2
/// ```
///
/// n x n, without unit, O(n^2) since F has rank one. Sonis & Hewings (1992).
pub fn influence_intensities(leontief: &DMatrix<f64>) -> DMatrix<f64> {
    let columns = leontief.map(|value| value * value).row_sum_tr();
    let rows = leontief.map(|value| value * value).column_sum();
    columns * rows.transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::io::leontief_inverse;
    use nalgebra::{dmatrix, dvector};

    fn coefficients() -> DMatrix<f64> {
        dmatrix![0.10, 0.20, 0.05; 0.25, 0.15, 0.10; 0.05, 0.30, 0.20]
    }

    #[test]
    fn a_new_column_equals_a_new_inverse() {
        let mut a = coefficients();
        let l = leontief_inverse(&a).unwrap();
        let change = dvector![0.05, -0.10, 0.02];
        let updated = updated_inverse(&l, &change, &dvector![0.0, 1.0, 0.0]).unwrap();
        a.column_mut(1).zip_apply(&change, |a, change| *a += change);
        assert!((updated - leontief_inverse(&a).unwrap()).abs().max() < 1e-12);
    }

    #[test]
    fn fields_are_derivatives_and_intensities_their_squares() {
        let l = leontief_inverse(&coefficients()).unwrap();
        let intensities = influence_intensities(&l);
        for (i, j) in [(0, 0), (0, 2), (2, 1)] {
            let moved = |step: f64| {
                let mut a = coefficients();
                a[(i, j)] += step;
                leontief_inverse(&a).unwrap()
            };
            let derivative = (moved(1e-5) - moved(-1e-5)) / 2e-5;
            let field = field_of_influence(&l, i, j);
            assert!((&field - derivative).abs().max() < 1e-8);
            assert!((intensities[(i, j)] - field.norm_squared()).abs() < 1e-12);
        }
    }

    #[test]
    fn a_change_that_uses_up_more_than_is_made_is_refused() {
        let l = leontief_inverse(&coefficients()).unwrap();
        assert!(updated_inverse(&l, &dvector![0.0, 0.9, 0.0], &dvector![0.0, 1.0, 0.0]).is_err());
    }
}
