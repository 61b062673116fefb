//! A matrix as a table for people, in blocks of columns where it is wider than a page.

use nalgebra::DMatrix;

use super::number::{decimals, fixed};
use super::table::Ink;
use super::table::layout::{Column, Grid};

/// Characters of a line.
const PAGE: usize = 120;

/// Most characters of a row's name on a line.
const NAME: usize = 40;

/// The largest of some numbers, without sign.
pub(super) fn largest<'v>(values: impl IntoIterator<Item = &'v f64>) -> f64 {
    values.into_iter().fold(0.0_f64, |most, value| most.max(value.abs()))
}

/// The lines of the table. Where the columns are the rows and the whole is wider than a page, rows are numbered and columns
/// go by these numbers, as printed input-output tables have it.
pub(super) fn matrix_lines(
    rows: &[String],
    columns: Option<&[String]>,
    matrix: &DMatrix<f64>,
    ink: Ink,
) -> Vec<String> {
    let decimals = decimals(largest(matrix), 5);
    let cells: Vec<Vec<String>> =
        matrix.row_iter().map(|row| row.iter().map(|v| fixed(*v, decimals)).collect()).collect();
    let columns = columns.filter(|columns| *columns != rows);
    let names = columns.unwrap_or(rows);
    let first = longest(rows).min(NAME);
    if columns.is_none() && first + widths(names, &cells).iter().sum::<usize>() > PAGE {
        let place = rows.len().to_string().len();
        let numbered: Vec<String> =
            rows.iter().enumerate().map(|(i, name)| format!("{:>place$} {name}", i + 1)).collect();
        let numbers: Vec<String> = (1..=rows.len()).map(|number| number.to_string()).collect();
        return blocks(&numbered, &numbers, &cells, ink);
    }
    blocks(rows, names, &cells, ink)
}

/// The table in blocks that are no wider than a page, one column at least in each.
fn blocks(rows: &[String], columns: &[String], cells: &[Vec<String>], ink: Ink) -> Vec<String> {
    let widths = widths(columns, cells);
    let first = longest(rows).min(NAME);
    let mut lines = Vec::new();
    let mut from = 0;
    while from < columns.len() {
        let mut to = from + 1;
        while to < columns.len() && first + widths[from..=to].iter().sum::<usize>() <= PAGE {
            to += 1;
        }
        let mut header = vec![Column::text("Sector", u16::try_from(NAME).unwrap_or(u16::MAX))];
        header.extend(columns[from..to].iter().map(|name| Column::number(name.clone(), 2)));
        let row = |(name, cells): (&String, &Vec<String>)| [std::slice::from_ref(name), &cells[from..to]].concat();
        if from > 0 {
            lines.push(String::new());
        }
        lines.extend(Grid::new(header, rows.iter().zip(cells).map(row).collect()).render(ink));
        from = to;
    }
    lines
}

/// What each column takes of a line.
fn widths(columns: &[String], cells: &[Vec<String>]) -> Vec<usize> {
    let column = |(j, name): (usize, &String)| 2 + cells.iter().map(|row| row[j].len()).fold(length(name), usize::max);
    columns.iter().enumerate().map(column).collect()
}

fn longest(names: &[String]) -> usize {
    names.iter().map(|name| length(name)).max().unwrap_or(0)
}

/// Places a name takes on a line: Chinese characters take two.
fn length(name: &str) -> usize {
    name.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
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
