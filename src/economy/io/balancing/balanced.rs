//! A balanced table and how well it meets its totals.

use std::fmt;

use nalgebra::{DMatrix, DVector};

/// Rows or columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Rows, which sell.
    Row,
    /// Columns, which buy.
    Column,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Row => "row",
            Self::Column => "column",
        })
    }
}

/// What is missing between a row or column and its total.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// Row or column.
    pub side: Side,
    /// Its position.
    pub position: usize,
    /// What its entries sum to.
    pub found: f64,
    /// What they should sum to.
    pub total: f64,
    /// |found - total| as a share of the total, or of the sum of its entries' absolute values where that is larger.
    pub relative: f64,
}

/// A table that meets its totals.
#[derive(Debug, Clone, PartialEq)]
pub struct Balanced {
    /// The table, in the unit of the one it was made from.
    pub matrix: DMatrix<f64>,
    /// Rounds it took.
    pub rounds: usize,
    /// The largest of the gaps that remain.
    pub largest_gap: Gap,
    /// Factor of each row, determined up to one constant; 0 where a total of 0 empties the row.
    pub row_factors: DVector<f64>,
    /// Factor of each column, likewise.
    pub column_factors: DVector<f64>,
}

/// The largest gap of a table, rows before columns; it has at least one row.
pub(super) fn largest_gap(matrix: &DMatrix<f64>, row_totals: &[f64], column_totals: &[f64]) -> Gap {
    let rows = matrix.row_iter().zip(row_totals).enumerate().map(|(position, (row, total))| {
        let (found, size) = row.iter().fold((0.0, 0.0), |(sum, size), v| (sum + v, size + v.abs()));
        gap(Side::Row, position, found, *total, size)
    });
    let columns = matrix.column_iter().zip(column_totals).enumerate().map(|(position, (column, total))| {
        let (found, size) = column.iter().fold((0.0, 0.0), |(sum, size), v| (sum + v, size + v.abs()));
        gap(Side::Column, position, found, *total, size)
    });
    let none = Gap { side: Side::Row, position: 0, found: 0.0, total: 0.0, relative: 0.0 };
    rows.chain(columns).fold(none, |worst, gap| if gap.relative > worst.relative { gap } else { worst })
}

/// `size`: the sum of the absolute values of the entries.
fn gap(side: Side, position: usize, found: f64, total: f64, size: f64) -> Gap {
    let scale = size.max(total.abs());
    let relative = if scale == 0.0 { 0.0 } else { (found - total).abs() / scale };
    Gap { side, position, found, total, relative }
}
