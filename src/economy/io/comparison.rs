//! How far two tables of the same sectors are from each other.

use nalgebra::DMatrix;

use super::{LeontiefError, Table};
use crate::input::Problems;

/// Two tables of the same sectors compared, by their input coefficients and by their Leontief inverses.
#[derive(Debug, Clone, PartialEq)]
pub struct TableComparison {
    /// Input coefficients A.
    pub coefficients: MatrixComparison,
    /// Leontief inverses L.
    pub leontief: MatrixComparison,
}

/// A matrix B compared with a reference A of the same size, entry by entry; n entries each.
///
/// Distances are 0 for equal matrices. Those that are ratios have no value where A is 0 everywhere, the correlation none
/// where one of the two has the same number everywhere.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixComparison {
    /// sum |b - a| / n, in the unit of the entries.
    pub mean_absolute_deviation: f64,
    /// sum |a| |b - a| / sum |a|: the same with large entries counting more, in the unit of the entries.
    pub weighted_absolute_deviation: Option<f64>,
    /// sum |b - a| / sum |a|: the standardised total percentage error (STPE), here as a fraction.
    pub total_percentage_error: Option<f64>,
    /// sqrt(sum (b - a)^2 / sum a^2): Theil's U (Theil 1966).
    pub theil_u: Option<f64>,
    /// Pearson's correlation of the entries.
    pub correlation: Option<f64>,
    /// The entries that differ most, the largest |b - a| first.
    pub largest: Vec<EntryDifference>,
}

/// An entry that differs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EntryDifference {
    /// Position of the row, the supplying sector.
    pub row: usize,
    /// Position of the column, the using sector.
    pub column: usize,
    /// The reference's entry.
    pub reference: f64,
    /// The other's.
    pub other: f64,
}

impl EntryDifference {
    /// The other's entry less the reference's.
    pub fn difference(&self) -> f64 {
        self.other - self.reference
    }
}

/// Why two tables cannot be compared.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ComparisonError {
    /// Their sectors are not the same.
    #[error(transparent)]
    Sectors(#[from] Problems),
    /// The reference has no Leontief inverse.
    #[error("the reference: {0}")]
    Reference(LeontiefError),
    /// The other table has none.
    #[error("the other table: {0}")]
    Other(LeontiefError),
}

impl TableComparison {
    /// Compares `other` with `reference`, sectors matched by name, and lists up to `most` entries of each matrix that differ.
    ///
    /// Jackson & Murray (2004) judge updated tables by such measures. Coefficients have no unit; tables may be in different
    /// units of money.
    ///
    /// # Errors
    /// The sectors are not the same; one of the tables has no Leontief inverse.
    ///
    /// ```
    /// use kapok::economy::io::{Table, TableComparison};
    /// let reference = Table::from_csv("a.csv", "sector,x,y,final_demand,output\nx,1,2,7,10\ny,3,4,13,20\n")?;
    /// let other = Table::from_csv("b.csv", "sector,y,x,final_demand,output\ny,4,3,13,20\nx,4,1,5,10\n")?;
    /// let comparison = TableComparison::new(&reference, &other, 5)?;
    /// // a_xy is 4 / 20 instead of 2 / 20; all others are the same.
    /// assert_eq!(comparison.coefficients.largest.len(), 1);
    /// assert!((comparison.coefficients.mean_absolute_deviation - 0.1 / 4.0).abs() < 1e-15);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(reference: &Table, other: &Table, most: usize) -> Result<Self, ComparisonError> {
        let other = other.in_order_of(reference.sectors())?;
        let first = reference.leontief().map_err(ComparisonError::Reference)?;
        let second = other.leontief().map_err(ComparisonError::Other)?;
        Ok(Self {
            coefficients: MatrixComparison::new(&reference.coefficients(), &other.coefficients(), most),
            leontief: MatrixComparison::new(&first, &second, most),
        })
    }
}

impl MatrixComparison {
    /// Both have the same size.
    fn new(reference: &DMatrix<f64>, other: &DMatrix<f64>, most: usize) -> Self {
        let pairs = || reference.iter().zip(other.iter());
        let sum = |of: fn(f64, f64) -> f64| pairs().map(|(a, b)| of(*a, *b)).sum::<f64>();
        let size = sum(|a, _| a.abs());
        let per_size = |sum: f64| (size > 0.0).then(|| sum / size);
        let deviation = sum(|a, b| (b - a).abs());
        Self {
            mean_absolute_deviation: deviation / reference.len() as f64,
            weighted_absolute_deviation: per_size(sum(|a, b| a.abs() * (b - a).abs())),
            total_percentage_error: per_size(deviation),
            theil_u: (size > 0.0).then(|| (sum(|a, b| (b - a).powi(2)) / sum(|a, _| a * a)).sqrt()),
            correlation: correlation(reference, other),
            largest: largest(reference, other, most),
        }
    }
}

/// Pearson's correlation; none where one of the two does not vary beyond rounding.
fn correlation(a: &DMatrix<f64>, b: &DMatrix<f64>) -> Option<f64> {
    const ROUNDING: f64 = 1e-12;
    let varies = |m: &DMatrix<f64>| m.max() - m.min() > ROUNDING * m.amax();
    if !(varies(a) && varies(b)) {
        return None;
    }
    let (a, b) = (a.add_scalar(-a.mean()), b.add_scalar(-b.mean()));
    Some((a.dot(&b) / (a.norm() * b.norm())).clamp(-1.0, 1.0))
}

fn largest(reference: &DMatrix<f64>, other: &DMatrix<f64>, most: usize) -> Vec<EntryDifference> {
    let entry = |(row, column)| EntryDifference {
        row,
        column,
        reference: reference[(row, column)],
        other: other[(row, column)],
    };
    let places = (0..reference.nrows()).flat_map(|row| (0..reference.ncols()).map(move |column| (row, column)));
    let mut entries: Vec<EntryDifference> = places.map(entry).filter(|entry| entry.difference() != 0.0).collect();
    entries.sort_by(|a, b| b.difference().abs().total_cmp(&a.difference().abs()));
    entries.truncate(most);
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::dmatrix;

    #[test]
    fn measures_worked_by_hand() {
        // Differences 1, -1, 0, 2; sum |a| = 10, sum a^2 = 30.
        let (a, b) = (dmatrix![1.0, 2.0; 3.0, 4.0], dmatrix![2.0, 1.0; 3.0, 6.0]);
        let found = MatrixComparison::new(&a, &b, 2);
        assert_eq!(found.mean_absolute_deviation, 1.0);
        assert_eq!(found.weighted_absolute_deviation, Some((1.0 + 2.0 + 8.0) / 10.0));
        assert_eq!(found.total_percentage_error, Some(0.4));
        assert!((found.theil_u.unwrap() - (6.0_f64 / 30.0).sqrt()).abs() < 1e-15);
        // Deviations from means 2.5 and 3: (-1.5, -.5, .5, 1.5) and (-1, -2, 0, 3).
        assert!((found.correlation.unwrap() - 7.0 / (5.0_f64 * 14.0).sqrt()).abs() < 1e-15);
        let places: Vec<(usize, usize, f64)> =
            found.largest.iter().map(|entry| (entry.row, entry.column, entry.difference())).collect();
        assert_eq!(places, [(1, 1, 2.0), (0, 0, 1.0)]);
    }

    #[test]
    fn measures_without_value_are_none() {
        let found = MatrixComparison::new(&dmatrix![0.0, 0.0], &dmatrix![1.0, 2.0], 9);
        assert_eq!((found.mean_absolute_deviation, found.total_percentage_error, found.theil_u), (1.5, None, None));
        assert_eq!((found.weighted_absolute_deviation, found.correlation), (None, None));
        let same = MatrixComparison::new(&dmatrix![1.0, 2.0], &dmatrix![1.0, 2.0], 9);
        assert_eq!((same.theil_u, same.largest.len()), (Some(0.0), 0));
        assert!((same.correlation.unwrap() - 1.0).abs() < 1e-15);
    }

    #[test]
    fn tables_that_cannot_be_compared_are_told() {
        let table = |text| Table::from_csv("t.csv", text).unwrap();
        let good = table("sector,mines,mills,final_demand,output\nmines,1,2,7,10\nmills,3,4,13,20\n");
        let runaway = table("sector,mines,mills,final_demand,output\nmines,10,2,7,10\nmills,3,4,13,20\n");
        let other = table("sector,mines,mill,final_demand,output\nmines,1,2,7,10\nmill,3,4,13,20\n");
        assert!(matches!(TableComparison::new(&good, &runaway, 1), Err(ComparisonError::Other(_))));
        assert!(matches!(TableComparison::new(&runaway, &good, 1), Err(ComparisonError::Reference(_))));
        assert_eq!(
            TableComparison::new(&good, &other, 1).unwrap_err().to_string(),
            "there is no sector \"mills\", as the other table has; did you mean \"mill\"?\nthe sector \"mill\" is not in the other table"
        );
    }
}
