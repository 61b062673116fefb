//! A matrix as a table for people.

use nalgebra::DMatrix;

use super::number::{decimals, fixed, largest};
use super::table::Ink;
use super::wide_table::WideTable;

/// The lines of the table; columns without names of their own are those of the rows.
pub(super) fn matrix_lines(
    rows: &[String],
    columns: Option<&[String]>,
    matrix: &DMatrix<f64>,
    ink: Ink,
) -> Vec<String> {
    let decimals = decimals(largest(matrix), 5);
    let names = columns.unwrap_or(rows);
    let shared = if names == rows { rows.len() } else { 0 };
    let cells = matrix.column_iter().map(|column| column.iter().map(|value| fixed(*value, decimals)).collect());
    WideTable { rows: rows.to_vec(), columns: names.iter().cloned().zip(cells).collect(), shared }.lines(ink)
}

#[cfg(test)]
mod tests {
    use super::super::wide_table::PAGE;
    use super::*;

    #[test]
    fn a_wide_table_comes_in_blocks_with_numbers_for_names() {
        let names: Vec<String> = (0..30).map(|i| format!("sector number {i}")).collect();
        let matrix = DMatrix::from_fn(30, 30, |i, j| (i * 30 + j) as f64);
        let lines = matrix_lines(&names, None, &matrix, Ink::Plain);
        assert!(lines.iter().all(|line| line.chars().count() <= PAGE), "{}", lines.join("\n"));
        assert_eq!(lines.iter().filter(|line| line.starts_with(" 1 sector number 0 ")).count(), 3);
        assert!(lines[0].starts_with("Sector") && lines[0].trim_end().ends_with("12"), "{}", lines[0]);
        assert!(lines.last().is_some_and(|line| line.ends_with("899.00")), "{lines:?}");
    }

    #[test]
    fn a_small_table_has_its_names() {
        let names = ["a".to_owned(), "b".to_owned()];
        let lines = matrix_lines(&names, None, &DMatrix::from_row_slice(2, 2, &[0.5, 0.25, 0.0, 1.0]), Ink::Plain);
        assert_eq!(
            lines,
            ["Sector       a       b", "──────────────────────", "a       0.5000  0.2500", "b       0.0000  1.0000"]
        );
    }
}
