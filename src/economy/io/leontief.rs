//! The Leontief inverse L = (I - A)^-1: output of each sector per unit of final demand (Leontief 1936).

use nalgebra::DMatrix;

/// Why input coefficients have no meaningful Leontief inverse.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum LeontiefError {
    /// The coefficients are no square table of at least one sector.
    #[error("found {rows} rows and {columns} columns; a table of input coefficients is square")]
    NotSquare {
        /// Rows found.
        rows: usize,
        /// Columns found.
        columns: usize,
    },
    /// A coefficient is below zero, or no number.
    #[error("the input coefficient in row {row}, column {column} is {value}; it must be 0 or more")]
    Negative {
        /// Position of the supplying sector.
        row: usize,
        /// Position of the using sector.
        column: usize,
        /// The coefficient.
        value: f64,
    },
    /// The economy would use up more of its products than it makes (Hawkins & Simon 1949).
    #[error(
        "the spectral radius of the input coefficients is {radius:.4}; it must be below 1, or the economy uses up more than it makes"
    )]
    NotProductive {
        /// Largest absolute eigenvalue of A.
        radius: f64,
    },
}

/// The Leontief inverse of the n x n input coefficients A (rows supply, columns use; all without unit).
///
/// # Errors
/// The table is not square, a coefficient is negative, or the spectral radius of A is 1 or more. (For A without negative
/// entries that is the case exactly when I - A has no inverse, or one with negative entries.)
///
/// ```
/// use nalgebra::dmatrix;
/// // Miller & Blair (2009), chapter 2: two sectors with outputs 1000 and 2000.
/// let a = dmatrix![0.15, 0.25; 0.20, 0.05];
/// let inverse = kapok::economy::io::leontief_inverse(&a)?;
/// assert!((inverse[(0, 0)] - 1.254_125_41).abs() < 1e-8);
/// # Ok::<(), kapok::economy::io::LeontiefError>(())
/// ```
pub fn leontief_inverse(a: &DMatrix<f64>) -> Result<DMatrix<f64>, LeontiefError> {
    let n = a.nrows();
    if n == 0 || n != a.ncols() {
        return Err(LeontiefError::NotSquare { rows: n, columns: a.ncols() });
    }
    for (column, inputs) in a.column_iter().enumerate() {
        let bad = |v: f64| !v.is_finite() || v < 0.0;
        if let Some((row, &value)) = inputs.iter().enumerate().find(|(_, v)| bad(**v)) {
            return Err(LeontiefError::Negative { row, column, value });
        }
    }
    match (DMatrix::identity(n, n) - a).lu().try_inverse() {
        // Where the inverse has a zero, rounding may leave a hair below it.
        Some(inverse) if is_productive(&inverse) => Ok(inverse.map(|value| value.max(0.0))),
        _ => Err(LeontiefError::NotProductive { radius: spectral_radius(a) }),
    }
}

/// Whether the inverse is that of an economy that makes more than it uses up. Its row sums x solve x - A x = 1: if they are
/// above 0 they are output that leaves one unit of everything over, which exists exactly when the spectral radius of A is
/// below 1 (Hawkins & Simon 1949), and then none is less than 1. Single entries tell less: rounding may turn their sign.
fn is_productive(inverse: &DMatrix<f64>) -> bool {
    const ROUNDING: f64 = 1e-9;
    inverse.column_sum().iter().all(|x| x.is_finite() && *x >= 1.0 - ROUNDING)
}

/// The largest absolute eigenvalue of a square matrix of finite numbers; 0 for one that is neither.
pub fn spectral_radius(a: &DMatrix<f64>) -> f64 {
    if a.is_empty() || !a.is_square() || a.iter().any(|v| !v.is_finite()) {
        return 0.0;
    }
    a.complex_eigenvalues().iter().map(|value| value.norm()).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::{dmatrix, dvector};

    #[test]
    fn miller_and_blair_chapter_2() {
        let z = dmatrix![150.0, 500.0; 200.0, 100.0];
        let x = dvector![1000.0, 2000.0];
        let a = DMatrix::from_fn(2, 2, |i, j| z[(i, j)] / x[j]);
        let l = leontief_inverse(&a).unwrap();
        let published = dmatrix![1.254_125_41, 0.330_033; 0.264_026_4, 1.122_112_21];
        assert!((&l - published).abs().max() < 5e-8);
        let new = l * dvector![600.0, 1500.0];
        assert!((new - dvector![1247.5, 1841.6]).abs().max() < 0.05);
    }

    #[test]
    fn tables_that_use_more_than_they_make_are_refused() {
        assert!(matches!(leontief_inverse(&dmatrix![0.5, 0.6; 0.6, 0.5]), Err(LeontiefError::NotProductive { .. })));
        let empty = leontief_inverse(&DMatrix::zeros(0, 0)).unwrap_err();
        assert_eq!(empty, LeontiefError::NotSquare { rows: 0, columns: 0 });
        let negative = leontief_inverse(&dmatrix![0.1, -0.2; 0.3, 0.1]).unwrap_err();
        assert_eq!(negative, LeontiefError::Negative { row: 0, column: 1, value: -0.2 });
    }

    #[test]
    fn zeros_of_the_inverse_are_zeros_whatever_the_rounding() {
        // The first sector buys from itself alone; eliminated with pivots, a zero of its row comes out as -1.6e-16.
        let a = dmatrix![0.9, 0.0, 0.0; 2.8, 0.3, 1.2; 0.0, 0.0, 0.6];
        let raw = (DMatrix::identity(3, 3) - &a).lu().try_inverse().unwrap();
        assert!(raw.iter().any(|v| *v < 0.0), "no longer an example");
        let l = leontief_inverse(&a).unwrap();
        assert!(l.iter().all(|v| *v >= 0.0));
        assert!((l * (DMatrix::identity(3, 3) - a) - DMatrix::identity(3, 3)).amax() < 1e-12);
        // A sector that uses up ten million million times what it makes has an inverse just below zero.
        let runaway = leontief_inverse(&dmatrix![1e13, 0.0; 0.0, 0.5]).unwrap_err();
        assert_eq!(runaway, LeontiefError::NotProductive { radius: 1e13 });
    }

    #[test]
    fn spectral_radius_of_a_known_matrix() {
        // Eigenvalues of [[a, b], [b, a]] are a + b and a - b.
        assert!((spectral_radius(&dmatrix![0.2, 0.3; 0.3, 0.2]) - 0.5).abs() < 1e-12);
    }
}
