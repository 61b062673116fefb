//! A table for people of any width: in blocks of columns where it is wider than a page.

use super::table::Ink;
use super::table::layout::{Column, Grid};

/// Characters of a line.
pub(super) const PAGE: usize = 120;

/// Most characters of a row's name on a line.
const NAME: usize = 40;

/// Rows of numbers by name.
#[derive(Debug)]
pub(super) struct WideTable {
    /// Names of the rows.
    pub(super) rows: Vec<String>,
    /// The columns: name and cells, which may end before the rows do.
    pub(super) columns: Vec<(String, Vec<String>)>,
    /// How many of the first columns have the names of the first rows; 0 where columns are something else.
    pub(super) shared: usize,
}

impl WideTable {
    /// The lines of the table. Where it is wider than a page, rows that are columns too are numbered and the columns go by
    /// these numbers, as printed input-output tables have it.
    pub(super) fn lines(mut self, ink: Ink) -> Vec<String> {
        if self.shared > 0 && self.first() + self.columns.iter().map(width).sum::<usize>() > PAGE {
            self.number();
        }
        let mut lines = Vec::new();
        let mut rest = self.columns.as_slice();
        while !rest.is_empty() {
            let (block, others) = rest.split_at(self.fitting(rest));
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(self.block(block).render(ink));
            rest = others;
        }
        lines
    }

    fn number(&mut self) {
        let place = self.shared.to_string().len();
        for (i, name) in self.rows.iter_mut().enumerate() {
            let number = if i < self.shared { (i + 1).to_string() } else { String::new() };
            *name = format!("{number:>place$} {name}");
        }
        for (j, (name, _)) in self.columns.iter_mut().take(self.shared).enumerate() {
            *name = (j + 1).to_string();
        }
    }

    /// Places the names of the rows take.
    fn first(&self) -> usize {
        self.rows.iter().map(|name| length(name)).max().unwrap_or(0).clamp(length("Sector"), NAME)
    }

    /// How many of these columns fit on a line, one at least.
    fn fitting(&self, columns: &[(String, Vec<String>)]) -> usize {
        let ends = columns.iter().scan(self.first(), |end, column| {
            *end += width(column);
            Some(*end)
        });
        ends.take_while(|end| *end <= PAGE).count().max(1)
    }

    fn block(&self, columns: &[(String, Vec<String>)]) -> Grid {
        let mut header = vec![Column::text("Sector", u16::try_from(NAME).unwrap_or(u16::MAX))];
        header.extend(columns.iter().map(|(name, _)| Column::number(name.clone(), 2)));
        let row = |(i, name): (usize, &String)| {
            let cells = columns.iter().map(|(_, cells)| cells.get(i).cloned().unwrap_or_default());
            std::iter::once(name.clone()).chain(cells).collect()
        };
        Grid::new(header, self.rows.iter().enumerate().map(row).collect())
    }
}

/// What a column takes of a line.
fn width((name, cells): &(String, Vec<String>)) -> usize {
    2 + cells.iter().map(String::len).fold(length(name), usize::max)
}

/// Places a name takes on a line: Chinese characters take two.
fn length(name: &str) -> usize {
    name.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_columns_beyond_those_shared_keep_their_names() {
        let sectors: Vec<String> = (1..=12).map(|i| format!("a sector with a long name, {i}")).collect();
        let mut columns: Vec<(String, Vec<String>)> =
            sectors.iter().map(|name| (name.clone(), vec!["1.00".to_owned(); 13])).collect();
        columns.push(("output".to_owned(), vec!["13.00".to_owned(); 12]));
        let rows = sectors.iter().cloned().chain(["primary:value_added".to_owned()]).collect();
        let lines = WideTable { rows, columns, shared: 12 }.lines(Ink::Plain);
        assert!(lines[0].starts_with("Sector ") && lines[0].ends_with("    12  output"), "{}", lines[0]);
        assert!(lines[2].starts_with(" 1 a sector with a long name, 1 ") && lines[2].ends_with(" 1.00   13.00"));
        assert!(lines[14].starts_with("   primary:value_added ") && lines[14].ends_with(" 1.00"), "{}", lines[14]);
        assert_eq!(lines.len(), 15);
    }

    #[test]
    fn columns_that_are_no_rows_come_in_blocks_under_their_names() {
        let columns = (0..5).map(|j| (format!("{j}{}", "x".repeat(49)), vec!["7".to_owned()])).collect();
        let lines = WideTable { rows: vec!["a".to_owned()], columns, shared: 0 }.lines(Ink::Plain);
        // 6 + 2 * 52 places; a third column would end beyond 120.
        assert_eq!(lines.iter().filter(|line| line.starts_with("Sector")).count(), 3);
        assert!(lines[0].contains("0xx") && lines[0].contains("1xx") && !lines[0].contains("2xx"));
    }
}
