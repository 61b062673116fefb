//! A matrix of correlations, checked.

use nalgebra::DMatrix;

use crate::input::shown;

/// Deviations up to this from a symmetric matrix with ones on its diagonal are rounding.
const ROUNDING: f64 = 1e-12;
/// A least eigenvalue down to this is taken for 0: the matrix is singular, not contradictory.
pub(super) const NEGLIGIBLE: f64 = 1e-10;

/// A symmetric matrix with ones on its diagonal and entries from -1 to 1.
///
/// Its entries may contradict each other (three numbers cannot all move against each other): then its least eigenvalue
/// is below 0 and no numbers have these correlations.
///
/// ```
/// use kapok::sampling::dependence::CorrelationMatrix;
/// let matrix = CorrelationMatrix::of_pairs(3, [(0, 1, 0.6), (1, 2, -0.2)])?;
/// assert_eq!((matrix.get(1, 0), matrix.get(0, 2)), (0.6, 0.0));
/// assert!(matrix.fits_together());
/// let contradictory = CorrelationMatrix::of_pairs(3, [(0, 1, -0.9), (1, 2, -0.9), (0, 2, -0.9)])?;
/// assert!(!contradictory.fits_together());
/// # Ok::<(), kapok::sampling::dependence::CorrelationError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CorrelationMatrix {
    entries: DMatrix<f64>,
}

/// What is wrong with a matrix of correlations. Rows and columns count from 1.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CorrelationError {
    /// Rows and columns differ in number.
    #[error("found {rows} rows and {columns} columns; a matrix of correlations has as many of the one as of the other")]
    NotSquare {
        /// Number of rows.
        rows: usize,
        /// Number of columns.
        columns: usize,
    },
    /// A pair names a row or column that is not there.
    #[error("there is no row {row}; the matrix has {size}")]
    NoSuchRow {
        /// The row asked for.
        row: usize,
        /// Number of rows.
        size: usize,
    },
    /// An entry is no correlation.
    #[error("row {row}, column {column}: found {}; a correlation lies from -1 to 1", shown(*value))]
    Range {
        /// Row.
        row: usize,
        /// Column.
        column: usize,
        /// The entry.
        value: f64,
    },
    /// An entry on the diagonal is not 1.
    #[error("row {row}: found {} on the diagonal; everything is correlated with itself by 1", shown(*value))]
    Diagonal {
        /// Row and column.
        row: usize,
        /// The entry.
        value: f64,
    },
    /// The two entries of a pair differ.
    #[error("row {row}, column {column}: found {}, and {} the other way round; the two are one number", shown(*value), shown(*mirrored))]
    NotSymmetric {
        /// Row.
        row: usize,
        /// Column.
        column: usize,
        /// The entry.
        value: f64,
        /// The entry with row and column exchanged.
        mirrored: f64,
    },
    /// A t copula with degrees of freedom that it is not made for.
    #[error("found {} degrees of freedom; allowed is 2 to 1000", shown(*value))]
    Freedom {
        /// What was asked for.
        value: f64,
    },
    /// The least eigenvalue asked for cannot be had.
    #[error("the least eigenvalue asked for is {}; allowed is 0 to below 1", shown(*value))]
    LeastEigenvalue {
        /// What was asked for.
        value: f64,
    },
}

impl CorrelationMatrix {
    /// Checks a matrix; what rounding left of asymmetry (up to 10^-12) is taken out.
    ///
    /// # Errors
    /// The matrix is not square, not symmetric, not 1 on its diagonal, or has an entry outside -1 to 1.
    pub fn new(entries: &DMatrix<f64>) -> Result<Self, CorrelationError> {
        let (rows, columns) = entries.shape();
        if rows != columns {
            return Err(CorrelationError::NotSquare { rows, columns });
        }
        for i in 0..rows {
            let value = entries[(i, i)];
            if value.is_nan() || (value - 1.0).abs() > ROUNDING {
                return Err(CorrelationError::Diagonal { row: i + 1, value });
            }
            for j in 0..i {
                let (value, mirrored) = (entries[(i, j)], entries[(j, i)]);
                let (row, column) = (i + 1, j + 1);
                if value.is_nan() || value.abs() > 1.0 + ROUNDING {
                    return Err(CorrelationError::Range { row, column, value });
                }
                if mirrored.is_nan() || (value - mirrored).abs() > ROUNDING {
                    return Err(CorrelationError::NotSymmetric { row, column, value, mirrored });
                }
            }
        }
        Ok(Self::symmetrised(entries))
    }

    /// The matrix of the pairs (row, column, correlation), counted from 0; pairs left out are uncorrelated.
    ///
    /// # Errors
    /// A position is not below `size`, or a correlation outside -1 to 1.
    pub fn of_pairs(
        size: usize,
        pairs: impl IntoIterator<Item = (usize, usize, f64)>,
    ) -> Result<Self, CorrelationError> {
        let mut entries = DMatrix::identity(size, size);
        for (i, j, value) in pairs {
            let beyond = i.max(j);
            if beyond >= size {
                return Err(CorrelationError::NoSuchRow { row: beyond + 1, size });
            }
            entries[(i, j)] = value;
            entries[(j, i)] = value;
        }
        Self::new(&entries)
    }

    /// The correlation matrix nearest in form: the mean of both halves, 1 on the diagonal, entries cut off to -1 to 1.
    pub(super) fn symmetrised(entries: &DMatrix<f64>) -> Self {
        let half = |i, j| (0.5 * (entries[(i, j)] + entries[(j, i)])).clamp(-1.0, 1.0);
        let entries = DMatrix::from_fn(entries.nrows(), entries.nrows(), |i, j| if i == j { 1.0 } else { half(i, j) });
        Self { entries }
    }

    /// The matrix with every correlation between two numbers turned into another.
    pub(super) fn map(&self, change: impl Fn(f64) -> f64) -> Self {
        let n = self.size();
        let mut entries = DMatrix::identity(n, n);
        for i in 0..n {
            for j in 0..i {
                let value = change(self.entries[(i, j)]).clamp(-1.0, 1.0);
                entries[(i, j)] = value;
                entries[(j, i)] = value;
            }
        }
        Self { entries }
    }

    /// Number of rows.
    pub fn size(&self) -> usize {
        self.entries.nrows()
    }

    /// The correlation of the numbers at two positions, counted from 0.
    ///
    /// # Panics
    /// A position is not below the size.
    pub fn get(&self, row: usize, column: usize) -> f64 {
        self.entries[(row, column)]
    }

    /// All entries.
    pub fn as_matrix(&self) -> &DMatrix<f64> {
        &self.entries
    }

    /// Its least eigenvalue; 1 of a matrix without rows.
    pub fn least_eigenvalue(&self) -> f64 {
        if self.entries.is_empty() {
            return 1.0;
        }
        self.entries.symmetric_eigenvalues().iter().copied().fold(1.0, f64::min)
    }

    /// Whether there are numbers with these correlations: no eigenvalue is below 0 by more than rounding (10^-10).
    pub fn fits_together(&self) -> bool {
        self.least_eigenvalue() >= -NEGLIGIBLE
    }
}

#[cfg(test)]
mod tests {
    use nalgebra::dmatrix;

    use super::*;

    #[test]
    fn what_is_no_matrix_of_correlations_is_told_in_words() {
        let told = |matrix| CorrelationMatrix::new(&matrix).unwrap_err().to_string();
        assert_eq!(
            told(dmatrix![1.0, 0.5]),
            "found 1 rows and 2 columns; a matrix of correlations has as many of the one as of the other"
        );
        assert_eq!(
            told(dmatrix![1.0, 0.0; 0.0, 0.9]),
            "row 2: found 0.9 on the diagonal; everything is correlated with itself by 1"
        );
        assert_eq!(
            told(dmatrix![1.0, -1.5; -1.5, 1.0]),
            "row 2, column 1: found -1.5; a correlation lies from -1 to 1"
        );
        assert_eq!(
            told(dmatrix![1.0, 0.25; 0.5, 1.0]),
            "row 2, column 1: found 0.5, and 0.25 the other way round; the two are one number"
        );
        assert!(told(dmatrix![1.0, f64::NAN; f64::NAN, 1.0]).starts_with("row 2, column 1: found NaN"));
        let beyond = CorrelationMatrix::of_pairs(2, [(0, 2, 0.1)]).unwrap_err();
        assert_eq!(beyond.to_string(), "there is no row 3; the matrix has 2");
    }

    #[test]
    fn eigenvalues_of_equal_correlations_are_known() {
        // All correlations r among n numbers: 1 - r, n - 1 times, and 1 + (n - 1) r.
        for (r, least) in [(0.3, 0.7), (-0.25, 0.25), (-0.5, -0.5)] {
            let pairs = [(0, 1, r), (0, 2, r), (0, 3, r), (1, 2, r), (1, 3, r), (2, 3, r)];
            let matrix = CorrelationMatrix::of_pairs(4, pairs).unwrap();
            assert!((matrix.least_eigenvalue() - least).abs() < 1e-14);
            assert_eq!(matrix.fits_together(), least >= 0.0);
        }
        assert_eq!(CorrelationMatrix::of_pairs(0, []).unwrap().least_eigenvalue(), 1.0);
    }
}
