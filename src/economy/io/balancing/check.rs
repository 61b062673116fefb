//! What tables and totals must be before balancing starts.

use nalgebra::DMatrix;

use super::{BalanceError, BalanceSettings, Side};

/// Whether entries and totals may be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signs {
    NoneNegative,
    Any,
}

/// All faults of a table, its totals and the settings.
pub(super) fn faults_of(
    table: &DMatrix<f64>,
    row_totals: &[f64],
    column_totals: &[f64],
    signs: Signs,
    settings: BalanceSettings,
) -> Vec<BalanceError> {
    let mut faults = Vec::new();
    if !(settings.tolerance > 0.0 && settings.tolerance < 1.0) {
        faults.push(BalanceError::Tolerance { value: settings.tolerance });
    }
    let (rows, columns) = table.shape();
    if rows == 0 || columns == 0 || row_totals.len() != rows || column_totals.len() != columns {
        let (row_totals, column_totals) = (row_totals.len(), column_totals.len());
        faults.push(BalanceError::Shape { rows, columns, row_totals, column_totals });
        return faults;
    }
    check_entries(table, signs, &mut faults);
    check_totals(Side::Row, row_totals, signs, &mut faults);
    check_totals(Side::Column, column_totals, signs, &mut faults);
    // A total below 0 where none may be is told already; all else is told beside it.
    let told = |total: f64| total < 0.0 && signs == Signs::NoneNegative;
    if table.iter().chain(row_totals).chain(column_totals).all(|value| value.is_finite()) {
        let lines = table.row_iter().map(|row| reach(row.iter()));
        check_reach(Side::Row, row_totals, lines, told, &mut faults);
        let lines = table.column_iter().map(|column| reach(column.iter()));
        check_reach(Side::Column, column_totals, lines, told, &mut faults);
        check_sums(row_totals, column_totals, settings.tolerance, &mut faults);
    }
    faults
}

fn check_entries(table: &DMatrix<f64>, signs: Signs, faults: &mut Vec<BalanceError>) {
    for row in 0..table.nrows() {
        for column in 0..table.ncols() {
            let value = table[(row, column)];
            if !value.is_finite() {
                faults.push(BalanceError::Entry { row, column, value });
            } else if value < 0.0 && signs == Signs::NoneNegative {
                faults.push(BalanceError::NegativeEntry { row, column, value });
            }
        }
    }
}

pub(super) fn check_totals(side: Side, totals: &[f64], signs: Signs, faults: &mut Vec<BalanceError>) {
    for (position, &value) in totals.iter().enumerate() {
        if !value.is_finite() {
            faults.push(BalanceError::Total { side, position, value });
        } else if value < 0.0 && signs == Signs::NoneNegative {
            faults.push(BalanceError::NegativeTotal { side, position, value });
        }
    }
}

/// Whether a line has entries above zero, and below.
fn reach<'v>(line: impl Iterator<Item = &'v f64>) -> (bool, bool) {
    line.fold((false, false), |(above, below), v| (above || *v > 0.0, below || *v < 0.0))
}

fn check_reach(
    side: Side,
    totals: &[f64],
    lines: impl Iterator<Item = (bool, bool)>,
    told: impl Fn(f64) -> bool,
    faults: &mut Vec<BalanceError>,
) {
    for (position, (&total, (above, below))) in
        totals.iter().zip(lines).enumerate().filter(|(_, (total, _))| !told(**total))
    {
        if total != 0.0 && !above && !below {
            faults.push(BalanceError::Empty { side, position, total });
        } else if (total > 0.0 && !above) || (total < 0.0 && !below) {
            faults.push(BalanceError::Sign { side, position, total });
        }
    }
}

fn check_sums(row_totals: &[f64], column_totals: &[f64], tolerance: f64, faults: &mut Vec<BalanceError>) {
    let (rows, columns): (f64, f64) = (row_totals.iter().sum(), column_totals.iter().sum());
    let size = |totals: &[f64]| totals.iter().map(|total| total.abs()).sum::<f64>();
    if (rows - columns).abs() > tolerance * size(row_totals).max(size(column_totals)) {
        faults.push(BalanceError::SumsDiffer { rows, columns });
    }
}
