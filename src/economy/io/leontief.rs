//! The Leontief inverse L = (I - A)^-1: output of each sector per unit of final demand (Leontief 1936).

use nalgebra::DMatrix;

use super::elimination::inverse_of_remainder;
use super::spectral_radius::radius;

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
    /// The inverse exceeds what a computer can hold; coefficients of 10^150 and more are needed for that.
    #[error("the input coefficients are so large that their Leontief inverse exceeds what a computer can hold")]
    TooLarge,
}

/// The Leontief inverse of the n x n input coefficients A (rows supply, columns use; all without unit).
///
/// No entry is below 0, and 0 where a sector's product goes into another neither directly nor through others. O(n^3); the
/// elimination exchanges no rows (Funderlic & Plemmons 1981).
///
/// # Errors
/// The table is not square, a coefficient is negative, the spectral radius of A is 1 or more (up to rounding: the inverse
/// then exists with negative entries or not at all; Hawkins & Simon 1949), or the inverse is too large.
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
    check(a)?;
    if let Some(inverse) = inverse_of_remainder(a).filter(|inverse| inverse.iter().all(|v| v.is_finite())) {
        return Ok(inverse);
    }
    let radius = radius(a);
    Err(if radius < 1.0 - ROUNDING { LeontiefError::TooLarge } else { LeontiefError::NotProductive { radius } })
}

/// A radius this near to 1 may be that of a table whose elimination came to a pivot of 0.
const ROUNDING: f64 = 1e-9;

/// That a table is one of input coefficients: square, of at least one sector, no number negative.
pub(super) fn check(a: &DMatrix<f64>) -> Result<(), LeontiefError> {
    if a.is_empty() || !a.is_square() {
        return Err(LeontiefError::NotSquare { rows: a.nrows(), columns: a.ncols() });
    }
    for (column, inputs) in a.column_iter().enumerate() {
        let bad = |v: f64| !v.is_finite() || v < 0.0;
        if let Some((row, &value)) = inputs.iter().enumerate().find(|(_, v)| bad(**v)) {
            return Err(LeontiefError::Negative { row, column, value });
        }
    }
    Ok(())
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
        assert!((0..3).all(|i| (0..3).all(|j| l[(i, j)] >= 0.0 && (l[(i, j)] == 0.0) == ((i != 1) && i != j))));
        assert!((l * (DMatrix::identity(3, 3) - a) - DMatrix::identity(3, 3)).amax() < 1e-12);
    }

    #[test]
    fn the_edge_of_what_is_productive() {
        // A sector that uses up ten million million times what it makes has an inverse just below zero.
        let runaway = leontief_inverse(&dmatrix![1e13, 0.0; 0.0, 0.5]).unwrap_err();
        assert_eq!(runaway, LeontiefError::NotProductive { radius: 1e13 });
        // Everything that is made is used up: singular, though rounding may leave a hair.
        for (p, q) in [(0.1, 0.3), (0.25, 0.7), (0.9, 0.4), (1.0 / 3.0, 1.0 / 7.0)] {
            let found = leontief_inverse(&dmatrix![p, 1.0 - p; 1.0 - q, q]);
            assert!(matches!(found, Err(LeontiefError::NotProductive { .. })), "{p} {q}: {found:?}");
        }
        // One part in 10^12 less is enough: row sums are then 10^12, as precisely as 1 - 10^-12 can be written.
        let a = dmatrix![0.1, 0.9; 0.7, 0.3] * (1.0 - 1e-12);
        let sums = leontief_inverse(&a).unwrap().column_sum();
        assert!(sums.iter().all(|sum| (sum * 1e-12 - 1.0).abs() < 1e-3), "{sums}");
        let large = leontief_inverse(&dmatrix![0.5, 1e308; 0.0, 0.5]);
        assert_eq!(large, Err(LeontiefError::TooLarge));
    }

    /// Residual and entries beside an inverse by LU, for tables of all sizes around the blocks of the elimination.
    #[test]
    fn inverses_of_many_sizes_equal_those_by_lu() {
        for n in [1, 2, 3, 42, 63, 64, 65, 128, 150, 200] {
            let raw = DMatrix::from_fn(n, n, |i, j| ((i * 37 + j * 101 + i * j) % 23) as f64);
            let used = raw.row_sum();
            // Each sector spends up to 95 % on inputs.
            let a = DMatrix::from_fn(n, n, |i, j| raw[(i, j)] / used[j].max(1.0) * (0.5 + 0.45 * (j % 2) as f64));
            let remainder = DMatrix::identity(n, n) - &a;
            let (l, by_lu) = (leontief_inverse(&a).unwrap(), remainder.clone().lu().try_inverse().unwrap());
            assert!((&l - &by_lu).amax() <= 1e-12 * l.amax(), "{n}");
            assert!((&remainder * &l - DMatrix::identity(n, n)).amax() < 1e-12, "{n}");
            assert!((&l * &remainder - DMatrix::identity(n, n)).amax() < 1e-12, "{n}");
            assert!(l.iter().all(|v| *v >= 0.0), "{n}");
        }
    }

    /// Sector i uses .5 of sector i + 1: L = sum of .5^k over the distance k, and exactly 0 against the stream.
    #[test]
    fn a_chain_of_many_sectors() {
        let n = 150;
        let l = leontief_inverse(&DMatrix::from_fn(n, n, |i, j| if i == j + 1 { 0.5 } else { 0.0 })).unwrap();
        for (i, j) in (0..n).flat_map(|i| (0..n).map(move |j| (i, j))) {
            let expected = if i >= j { 0.5_f64.powi(i32::try_from(i - j).unwrap()) } else { 0.0 };
            assert_eq!(l[(i, j)], expected, "{i} {j}");
        }
    }

    #[test]
    fn groups_without_trade_between_them_stay_apart() {
        let n = 130;
        let a = DMatrix::from_fn(n, n, |i, j| if i % 2 == j % 2 { 0.8 / 65.0 } else { 0.0 });
        let l = leontief_inverse(&a).unwrap();
        // (I - a J)^-1 = I + a J / (1 - 65 a) within each group of 65.
        for (i, j) in (0..n).flat_map(|i| (0..n).map(move |j| (i, j))) {
            let expected = if i % 2 == j % 2 { 0.8 / 65.0 / 0.2 } else { 0.0 } + if i == j { 1.0 } else { 0.0 };
            assert!((l[(i, j)] - expected).abs() <= 1e-13 && (expected != 0.0 || l[(i, j)] == 0.0), "{i} {j}");
        }
    }
}
