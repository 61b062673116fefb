//! Why a table cannot be balanced.

use std::fmt;

use super::{Gap, Obstacle, Side};

/// Why a table cannot be brought to the totals. Rows and columns are given by position; [`BalanceError::told`] names them.
#[derive(Debug, Clone, PartialEq)]
pub enum BalanceError {
    /// The totals are not those of the rows and columns.
    Shape {
        /// Rows of the table.
        rows: usize,
        /// Columns of the table.
        columns: usize,
        /// Totals of rows found.
        row_totals: usize,
        /// Totals of columns found.
        column_totals: usize,
    },
    /// The tolerance is not above 0 and below 1.
    Tolerance {
        /// What was found.
        value: f64,
    },
    /// An entry is no finite number.
    Entry {
        /// Its row.
        row: usize,
        /// Its column.
        column: usize,
        /// What was found.
        value: f64,
    },
    /// An entry is negative, which only GRAS can handle.
    NegativeEntry {
        /// Its row.
        row: usize,
        /// Its column.
        column: usize,
        /// What was found.
        value: f64,
    },
    /// A total is no finite number.
    Total {
        /// Of a row or a column.
        side: Side,
        /// Which.
        position: usize,
        /// What was found.
        value: f64,
    },
    /// A total is negative, though no entry is.
    NegativeTotal {
        /// Of a row or a column.
        side: Side,
        /// Which.
        position: usize,
        /// What was found.
        value: f64,
    },
    /// The totals of rows and of columns differ in sum.
    SumsDiffer {
        /// Sum over rows.
        rows: f64,
        /// Sum over columns.
        columns: f64,
    },
    /// A row or column of zeros is to reach a total that is not 0.
    Empty {
        /// Row or column.
        side: Side,
        /// Which.
        position: usize,
        /// Its total.
        total: f64,
    },
    /// A row or column has no entry of the sign of its total (GRAS).
    Sign {
        /// Row or column.
        side: Side,
        /// Which.
        position: usize,
        /// Its total.
        total: f64,
    },
    /// The places of zeros leave no solution.
    Impossible(Obstacle),
    /// The totals were not met in the rounds allowed.
    NotReached {
        /// Rounds done.
        rounds: usize,
        /// The largest gap left.
        gap: Gap,
    },
}

impl BalanceError {
    /// The message with rows and columns by name instead of by position.
    ///
    /// ```
    /// use kapok::economy::io::{BalanceError, Side};
    /// let error = BalanceError::Empty { side: Side::Row, position: 0, total: 5.0 };
    /// assert_eq!(
    ///     error.told(&|_, _| "steel".to_owned()),
    ///     "row steel: the total is 5, yet all entries are 0; what is 0 stays 0"
    /// );
    /// ```
    pub fn told(&self, name: &dyn Fn(Side, usize) -> String) -> String {
        let line = |side: Side, position: usize| format!("{side} {}", name(side, position));
        match self {
            Self::Shape { rows, columns, row_totals, column_totals } => format!(
                "found {row_totals} totals for {rows} rows and {column_totals} for {columns} columns; each row and column \
                 needs one, and there must be at least one of each"
            ),
            Self::Tolerance { value } => format!("the tolerance is {value}; it must be above 0 and below 1"),
            Self::Entry { row, column, value } => {
                let place = format!("{}, {}", line(Side::Row, *row), line(Side::Column, *column));
                format!("{place}: found {value}; a finite number is needed")
            }
            Self::NegativeEntry { row, column, value } => {
                let place = format!("{}, {}", line(Side::Row, *row), line(Side::Column, *column));
                format!("{place}: found {value}; this method needs 0 or more, GRAS takes negative entries too")
            }
            Self::Total { side, position, value } => {
                format!("{}: the total is {value}; a finite number is needed", line(*side, *position))
            }
            Self::NegativeTotal { side, position, value } => {
                format!("{}: the total is {value}; it must be 0 or more", line(*side, *position))
            }
            Self::SumsDiffer { rows, columns } => {
                let difference = rows - columns;
                format!(
                    "the totals of rows sum to {rows}, those of columns to {columns}, a difference of {difference:.6}; \
                     the two sums must be the same to within the tolerance"
                )
            }
            Self::Empty { side, position, total } => {
                let line = line(*side, *position);
                format!("{line}: the total is {total}, yet all entries are 0; what is 0 stays 0")
            }
            Self::Sign { side, position, total } => {
                let (line, sign) = (line(*side, *position), if *total > 0.0 { "positive" } else { "negative" });
                format!("{line}: the total is {total}, yet no entry is {sign}; signs stay as they are")
            }
            Self::Impossible(obstacle) => obstacle.told(name),
            Self::NotReached { rounds, gap: Gap { side, position, found, total, relative } } => {
                let line = line(*side, *position);
                format!(
                    "the totals were not met in {rounds} rounds; the largest gap left is {line}: {found} instead of {total} \
                     ({relative:.2e} of it)"
                )
            }
        }
    }
}

impl fmt::Display for BalanceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(&|_, position| position.to_string()))
    }
}

impl std::error::Error for BalanceError {}
