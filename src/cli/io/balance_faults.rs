//! Why a table could not be balanced, told with file, line, row and column, and with what would work.

use super::balance::Method;
use super::giving::written;
use crate::cli::ending::{Ending, Failure};
use crate::economy::io::{BalanceError, FlowTable, Gap, SectorFigures, Side};
use crate::input::{Location, Problem};

/// Where the numbers came from that could not be balanced.
pub(super) struct Faults<'a> {
    pub(super) method: Method,
    pub(super) table: &'a FlowTable,
    pub(super) rows: &'a SectorFigures,
    pub(super) columns: &'a SectorFigures,
}

impl Faults<'_> {
    /// All faults; `rows` and `columns` are the names of what was balanced.
    pub(super) fn told(&self, errors: &[BalanceError], rows: &[String], columns: &[String]) -> Failure {
        let name = |side: Side, position: usize| match side {
            Side::Row => rows.get(position).cloned().unwrap_or_default(),
            Side::Column => columns.get(position).cloned().unwrap_or_default(),
        };
        let failed = errors.iter().any(|error| matches!(error, BalanceError::NotReached { .. }));
        let ending = if failed { Ending::RunFailed } else { Ending::BadInput };
        Failure { ending, messages: errors.iter().map(|error| self.message(error, &name)).collect() }
    }

    fn message(&self, error: &BalanceError, name: &dyn Fn(Side, usize) -> String) -> String {
        let file = self.table.file().display();
        match error {
            BalanceError::NegativeEntry { row, column, .. } => {
                let (row, column) = (name(Side::Row, *row), name(Side::Column, *column));
                self.negative_entry(&row, &column).to_string()
            }
            BalanceError::NegativeTotal { side, position, value } => {
                let message = format!(
                    "found {value}; --method {} needs 0 or more, gras takes negative totals",
                    written(&self.method)
                );
                self.total(*side, &name(*side, *position), message)
            }
            BalanceError::Empty { side, position, total } => {
                let name = name(*side, *position);
                let message = format!(
                    "found {total}, yet all entries of {} are 0, and what is 0 stays 0; only 0 can be met, or the table needs \
                     an entry there, however small",
                    self.line(*side, &name)
                );
                self.total(*side, &name, message)
            }
            BalanceError::Sign { side, position, total } => {
                let name = name(*side, *position);
                let sign = if *total > 0.0 { "positive" } else { "negative" };
                let message = format!(
                    "found {total}, yet no entry of {} is {sign}, and signs stay as they are; the table needs such an entry there",
                    self.line(*side, &name)
                );
                self.total(*side, &name, message)
            }
            BalanceError::SumsDiffer { rows, columns } => self.sums_differ(*rows, *columns),
            BalanceError::NotReached { rounds, gap } => self.not_reached(*rounds, gap, name),
            BalanceError::Tolerance { value } => format!("--tolerance: found {value}; it must be above 0 and below 1"),
            other => format!("{file}: {}", other.told(name)),
        }
    }

    fn negative_entry(&self, row: &str, column: &str) -> Problem {
        let place = |names: &[String], name: &str| names.iter().position(|other| other == name).unwrap_or(0);
        let (i, j) = (place(self.table.rows(), row), place(self.table.columns(), column));
        let method = written(&self.method);
        Problem {
            path: format!("{row}.{column}"),
            message: format!(
                "found {}; --method {method} needs 0 or more, gras takes negative entries",
                self.table.flows()[(i, j)]
            ),
            location: Some(Location { file: self.table.file().to_owned(), line: Some(self.table.line_of_row(i)) }),
        }
    }

    /// A fault of the total of a row or column.
    fn total(&self, side: Side, name: &str, message: String) -> String {
        let totals = if side == Side::Row { self.rows } else { self.columns };
        totals.problem(name, "total", message).to_string()
    }

    /// A row or column, and where it stands in the table.
    fn line(&self, side: Side, name: &str) -> String {
        let file = self.table.file().display();
        let place = self.table.rows().iter().position(|row| row == name).filter(|_| side == Side::Row);
        let line = place.map_or(self.table.header_line(), |row| self.table.line_of_row(row));
        format!("{side} {name} ({file}:{line})")
    }

    fn sums_differ(&self, rows: f64, columns: f64) -> String {
        let share = (rows - columns).abs() / rows.abs().max(columns.abs());
        let mut remedies = Vec::new();
        if rows > 0.0 && columns > 0.0 {
            remedies.push(format!("multiply the totals of columns by {:.9}", rows / columns));
        }
        if share < 0.01 {
            remedies.push(format!("allow for the difference with --tolerance {:.1e}", 1.1 * share));
        }
        let remedies = if remedies.is_empty() { "correct one of them".to_owned() } else { remedies.join(", or ") };
        format!(
            "{}: the totals sum to {rows}, those of {} to {columns}; the two sums must be the same: {remedies}",
            self.rows.file().display(),
            self.columns.file().display(),
        )
    }

    fn not_reached(&self, rounds: usize, gap: &Gap, name: &dyn Fn(Side, usize) -> String) -> String {
        let Gap { side, position, found, total, relative } = *gap;
        format!(
            "{}: the totals were not met in {rounds} iterations; the largest gap left is that of {side} {}: {found} instead of \
             {total} ({relative:.1e} of it); allow for more with --iterations, or for a gap with --tolerance",
            self.table.file().display(),
            name(side, position),
        )
    }
}
