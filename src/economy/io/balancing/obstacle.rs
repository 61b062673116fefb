//! Why the places of zeros leave no balanced table: a few rows need more than all their buyers take.

use nalgebra::DMatrix;

use super::Side;

/// A set of rows (or columns) whose totals exceed those of all columns (or rows) they deal with.
///
/// With S the rows and T the columns where they have positive entries, every table with the same zeros and signs has
/// sum over S of u_i <= sum over T of v_j; so totals that break it cannot be met. That such a set exists whenever the
/// totals cannot be met is the theorem of supply and demand of Gale (1957).
#[derive(Debug, Clone, PartialEq)]
pub struct Obstacle {
    /// Rows or columns.
    pub side: Side,
    /// The set S, by position.
    pub lines: Vec<usize>,
    /// The sum of its totals.
    pub needed: f64,
    /// The set T, on the other side.
    pub others: Vec<usize>,
    /// The sum of its totals: less than what is needed, or the same where other entries in T would have to vanish.
    pub available: f64,
}

impl Obstacle {
    pub(super) fn told(&self, name: &dyn Fn(Side, usize) -> String) -> String {
        let (other, deals) = match self.side {
            Side::Row => (Side::Column, "sold to"),
            Side::Column => (Side::Row, "bought from"),
        };
        let many = |side: Side, lines: &[usize]| match lines {
            [] => format!("no {side}"),
            [one] => format!("{side} {}", name(side, *one)),
            lines => format!("{side}s {}", listed(lines, &|line| name(side, line))),
        };
        let (lines, others) = (many(self.side, &self.lines), many(other, &self.others));
        let Self { needed, available, .. } = self;
        if self.is_exact() {
            return format!(
                "{lines}: a total of {needed} is all there is in what is {deals} ({others}); the entries that others have \
                 there would have to become 0, so no table with the same zeros meets the totals"
            );
        }
        format!(
            "{lines}: a total of {needed} is needed, yet all that is {deals} ({others}) has {available}; what is 0 stays 0, \
             so no table meets the totals"
        )
    }

    fn is_exact(&self) -> bool {
        self.needed <= self.available + ROUNDING * self.available.abs()
    }
}

/// The first few of a list by name, and how many more there are.
fn listed(lines: &[usize], name: &dyn Fn(usize) -> String) -> String {
    const MOST: usize = 8;
    let names: Vec<String> = lines.iter().take(MOST).map(|line| name(*line)).collect();
    let more = lines.len().saturating_sub(MOST);
    if more == 0 { names.join(", ") } else { format!("{} and {more} more", names.join(", ")) }
}

/// Sums closer than this are the same.
const ROUNDING: f64 = 1e-9;

/// Looks for an obstacle among the sets of rows that hold the largest entries of `pressure`.
///
/// Where there is no solution, the factors of the rows that cannot place their total grow beyond those of all others, so
/// that they come first in this order. Any other order finds true obstacles only, too, but may miss one.
pub(super) fn obstacle(
    table: &DMatrix<f64>,
    row_totals: &[f64],
    column_totals: &[f64],
    pressure: &[f64],
) -> Option<Obstacle> {
    let mut order: Vec<usize> = (0..table.nrows()).collect();
    order.sort_by(|a, b| pressure[*b].total_cmp(&pressure[*a]));
    let search = Search { table, row_totals, column_totals, order };
    search.find(|needed, available, size| needed > available + ROUNDING * size, false).or_else(|| {
        // No room to spare, where others have entries: they could only tend to 0.
        search.find(|needed, available, size| (needed - available).abs() <= ROUNDING * size, true)
    })
}

struct Search<'a> {
    table: &'a DMatrix<f64>,
    row_totals: &'a [f64],
    column_totals: &'a [f64],
    order: Vec<usize>,
}

impl Search<'_> {
    /// The first set of rows in the order that `breaks` the rule of needed, available and the size of totals.
    fn find(&self, breaks: impl Fn(f64, f64, f64) -> bool, shared: bool) -> Option<Obstacle> {
        let size = self.row_totals.iter().map(|total| total.abs()).sum();
        let mut inside = vec![false; self.table.nrows()];
        let mut reached = vec![false; self.table.ncols()];
        let (mut needed, mut available) = (0.0, 0.0);
        for &row in &self.order {
            inside[row] = true;
            needed += self.row_totals[row];
            for column in 0..reached.len() {
                if self.table[(row, column)] > 0.0 && !reached[column] {
                    reached[column] = true;
                    available += self.column_totals[column];
                }
            }
            if breaks(needed, available, size) && self.holds(&inside, &reached, shared) {
                return Some(self.told_briefly(&inside, &reached));
            }
        }
        None
    }

    /// Rows outside must have nothing negative in the columns reached, or these could take more. Where others must share
    /// them, some row that sells at all does.
    fn holds(&self, inside: &[bool], reached: &[bool], shared: bool) -> bool {
        let mut found = false;
        for row in (0..inside.len()).filter(|row| !inside[*row]) {
            for column in (0..reached.len()).filter(|column| reached[*column]) {
                let value = self.table[(row, column)];
                if value < 0.0 {
                    return false;
                }
                found |= value > 0.0 && self.row_totals[row] != 0.0 && self.column_totals[column] != 0.0;
            }
        }
        found || !shared
    }

    /// Rows S that need more than columns T have, or the columns outside T that need more than the rows outside S have,
    /// whichever are fewer: with equal sums the two say the same.
    fn told_briefly(&self, inside: &[bool], reached: &[bool]) -> Obstacle {
        let pick = |totals: &[f64], of: &[bool], wanted: bool| -> (Vec<usize>, f64) {
            let chosen: Vec<usize> = (0..of.len()).filter(|line| of[*line] == wanted).collect();
            let sum = chosen.iter().map(|line| totals[*line]).sum();
            (chosen, sum)
        };
        let with_totals = |lines: Vec<usize>, totals: &[f64]| -> Vec<usize> {
            lines.into_iter().filter(|line| totals[*line] != 0.0).collect()
        };
        let (rows, row_sum) = pick(self.row_totals, inside, true);
        let (columns, column_sum) = pick(self.column_totals, reached, false);
        let (rows, columns) = (with_totals(rows, self.row_totals), with_totals(columns, self.column_totals));
        if columns.is_empty() || rows.len() <= columns.len() {
            let (others, available) = pick(self.column_totals, reached, true);
            return Obstacle { side: Side::Row, lines: rows, needed: row_sum, others, available };
        }
        let (others, available) = pick(self.row_totals, inside, false);
        Obstacle { side: Side::Column, lines: columns, needed: column_sum, others, available }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::dmatrix;

    #[test]
    fn two_rows_that_sell_to_one_small_column() {
        let table = dmatrix![1.0, 0.0, 0.0; 2.0, 0.0, 0.0; 1.0, 1.0, 1.0];
        let found = obstacle(&table, &[3.0, 4.0, 5.0], &[5.0, 4.0, 3.0], &[9.0, 8.0, 1.0]).unwrap();
        assert_eq!((found.side, found.lines.as_slice(), found.needed), (Side::Row, [0, 1].as_slice(), 7.0));
        assert_eq!((found.others.as_slice(), found.available), ([0].as_slice(), 5.0));
        let told = found.told(&|side, line| format!("{}{line}", if side == Side::Row { "r" } else { "c" }));
        assert!(
            told.starts_with("rows r0, r1: a total of 7 is needed, yet all that is sold to (column c0) has 5;"),
            "{told}"
        );
    }

    #[test]
    fn no_room_for_what_others_have() {
        let table = dmatrix![1.0, 0.0; 1.0, 1.0];
        let found = obstacle(&table, &[5.0, 5.0], &[5.0, 5.0], &[2.0, 1.0]).unwrap();
        assert_eq!((found.lines.as_slice(), found.needed, found.available), ([0].as_slice(), 5.0, 5.0));
        let apart = dmatrix![1.0, 0.0; 0.0, 1.0];
        assert_eq!(obstacle(&apart, &[5.0, 5.0], &[5.0, 5.0], &[2.0, 1.0]), None);
    }
}
