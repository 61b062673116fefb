//! A CSV file as rows of cells that remember their lines.

use std::path::{Path, PathBuf};

use super::number::{DecimalMark, is_ambiguous, read};
use crate::input::{Location, Problem, Problems};

/// Sums and products of larger numbers may grow beyond all bounds.
const LARGEST: f64 = 1e100;

/// The rows of a file, comments and blank lines left out.
#[derive(Debug)]
pub(super) struct Sheet {
    file: PathBuf,
    mark: DecimalMark,
    pub(super) rows: Vec<Row>,
}

/// A row and the line it stands on.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) cells: Vec<String>,
}

impl Sheet {
    /// Splits a text into cells, numbers in all columns but the first. Cells are parted by tabs, semicolons or commas,
    /// whichever the first row has outside quotes, in this order; lines that start with # are comments.
    pub(super) fn parse(file: &Path, text: &str) -> Result<Self, Problems> {
        Self::parse_labelled(file, text, 1)
    }

    /// The same with names, not numbers, in the first `labels` columns.
    pub(super) fn parse_labelled(file: &Path, text: &str, labels: usize) -> Result<Self, Problems> {
        let place = |line| Some(Location { file: file.to_owned(), line });
        let is_row = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
        let first = text.lines().find(is_row).unwrap_or_default();
        let unquoted: String = first.split('"').step_by(2).collect();
        let separator = [b'\t', b';'].into_iter().find(|s| unquoted.as_bytes().contains(s)).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .comment(Some(b'#'))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| {
                let line = error.position().and_then(|p| usize::try_from(p.line()).ok());
                Problem { path: String::new(), message: format!("this is no table: {error}"), location: place(line) }
            })?;
            let start = record.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0));
            // Blank lines and comments before a row count to its start for the reader, not for a person.
            let line = line_of(text, start);
            let cells: Vec<String> = record.iter().map(str::to_owned).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                rows.push(Row { line, cells });
            }
        }
        let cells = rows.iter().skip(1).flat_map(|row| row.cells.iter().skip(labels)).map(String::as_str);
        let mark = if separator == b',' { Some(DecimalMark::Point) } else { DecimalMark::of(&cells) };
        let sheet = Self { file: file.to_owned(), mark: mark.unwrap_or(DecimalMark::Point), rows };
        if mark.is_none() { Err(sheet.undecided()) } else { Ok(sheet) }
    }

    /// A line of the file.
    pub(super) fn location(&self, line: usize) -> Location {
        Location { file: self.file.clone(), line: Some(line) }
    }

    /// A problem with what stands at `path` (row.column) on `line`.
    pub(super) fn problem(&self, line: usize, path: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem { path: path.into(), message: message.into(), location: Some(self.location(line)) }
    }

    /// The number in a cell, `what` being the cell's row and column.
    pub(super) fn number(&self, row: &Row, column: usize, what: &str) -> Result<f64, Problem> {
        let cell = row.cells.get(column).map_or("", String::as_str);
        let message = match read(cell, self.mark) {
            Some(value) if value.abs() <= LARGEST => return Ok(value),
            Some(_) => format!("found \"{cell}\"; numbers beyond {LARGEST:e} are too large to reckon with"),
            None if is_endless(cell) => {
                format!("found \"{cell}\"; numbers beyond {LARGEST:e} are too large to reckon with")
            }
            None if cell.is_empty() => "the cell is empty; write 0 where nothing flows".to_owned(),
            None => format!("found \"{cell}\"; a number is needed"),
        };
        Err(self.problem(row.line, what, message))
    }

    /// The file shows no cell that tells decimal commas from groups of thousands.
    fn undecided(&self) -> Problems {
        let problem = |row: &Row| {
            let cell = row.cells.iter().skip(1).find(|cell| is_ambiguous(cell))?;
            let message = format!(
                "found \"{cell}\", which may be decimals or thousands, and no other number of the file tells which; write thousands without a mark between them"
            );
            Some(self.problem(row.line, row.cells[0].clone(), message))
        };
        Problems::from(self.rows.iter().skip(1).find_map(problem).unwrap_or_else(|| {
            self.problem(1, "", "the file's way of writing decimals cannot be told; write them with a point")
        }))
    }
}

/// Whether a cell holds a number too large to be held at all, such as 1e400.
fn is_endless(cell: &str) -> bool {
    cell.contains(|c: char| c.is_ascii_digit()) && cell.parse::<f64>().is_ok_and(f64::is_infinite)
}

/// The line of the first row that starts at or after `offset`.
fn line_of(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).map_or(0, |before| before.matches('\n').count());
    let rest = text.get(offset..).unwrap_or_default();
    let skipped = rest.lines().take_while(|line| line.trim().is_empty() || line.starts_with('#')).count();
    before + skipped + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_their_lines() {
        let text = "# source\n\nsector;a;b\r\n\n# more\na;\"1,5\";2\nb;\"3\n4\";5\nc;1;2\n";
        let sheet = Sheet::parse(Path::new("t.csv"), text).unwrap();
        let lines: Vec<usize> = sheet.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [3, 6, 7, 9]);
        assert_eq!(sheet.number(&sheet.rows[1], 1, "a.a"), Ok(1.5));
    }

    #[test]
    fn what_may_be_read_two_ways_is_not_guessed() {
        let error = Sheet::parse(Path::new("t.csv"), "sector;a\na;1,234\n").unwrap_err().to_string();
        assert!(error.starts_with("t.csv:2: a: found \"1,234\""), "{error}");
        let sheet = Sheet::parse(Path::new("t.csv"), "sector,a\na,\"1,234\"\n").unwrap();
        assert_eq!(sheet.number(&sheet.rows[1], 1, "a.a"), Ok(1234.0));
    }

    #[test]
    fn thousands_with_points_are_not_taken_for_decimals() {
        let told = Sheet::parse(Path::new("t.csv"), "sector;a;output\na;1.000;6.000\n").unwrap_err().to_string();
        let why = "which may be decimals or thousands, and no other number of the file tells which; write thousands without a mark between them";
        assert_eq!(told, format!("t.csv:2: a: found \"1.000\", {why}"));
    }

    #[test]
    fn numbers_too_large_to_reckon_with_are_told() {
        let sheet = Sheet::parse(Path::new("t.csv"), "sector,a\na,-2e100\n").unwrap();
        let problem = sheet.number(&sheet.rows[1], 1, "a.a").unwrap_err().to_string();
        assert_eq!(problem, "t.csv:2: a.a: found \"-2e100\"; numbers beyond 1e100 are too large to reckon with");
        let sheet = Sheet::parse(Path::new("t.csv"), "sector,a\na,1e400\n").unwrap();
        let problem = sheet.number(&sheet.rows[1], 1, "a.a").unwrap_err().to_string();
        assert_eq!(problem, "t.csv:2: a.a: found \"1e400\"; numbers beyond 1e100 are too large to reckon with");
    }
}
