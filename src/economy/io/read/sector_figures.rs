//! Figures by sector that belong to a table: totals to be met, a region's output.

use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use super::sheet::{Row, Sheet};
use super::table::MOST_BYTES;
use crate::input::{Location, Problem, Problems, hint, read_text};

/// Some columns of numbers, with one line a sector (or another row or column of a table).
#[derive(Debug, Clone, PartialEq)]
pub struct SectorFigures {
    file: PathBuf,
    header_line: usize,
    columns: Vec<String>,
    lines: IndexMap<String, (usize, Vec<f64>)>,
}

/// What a file of figures may hold.
#[derive(Debug, Clone, Copy)]
pub struct FiguresWanted<'a> {
    /// Columns it may have.
    pub columns: &'a [&'a str],
    /// Labels that need a line each, and others that may have one; nothing where the table they belong to is not known.
    pub labels: Option<(&'a [String], &'a [String])>,
}

impl SectorFigures {
    /// Reads figures from a CSV file: the header is `sector` and the names of columns, in any order; then follows one line
    /// a sector, in any order. Numbers are written as in tables ([`Table::open`](super::super::Table::open)).
    ///
    /// # Errors
    /// Everything wrong with the file together, each with line, row and column: columns that are not known, sectors that
    /// are not known, stand twice or are missing, text where a number belongs.
    pub fn open(path: impl AsRef<Path>, wanted: FiguresWanted<'_>) -> Result<Self, Problems> {
        let path = path.as_ref();
        Self::from_csv(path, &read_text(path, "a CSV file with one line a sector", MOST_BYTES)?, wanted)
    }

    /// Reads figures from the text of a CSV file; problems name `file`. See [`SectorFigures::open`].
    ///
    /// # Errors
    /// Those of [`SectorFigures::open`].
    ///
    /// ```
    /// use kapok::economy::io::{FiguresWanted, SectorFigures};
    /// let sectors = ["mines".to_owned(), "mills".to_owned()];
    /// let wanted = FiguresWanted { columns: &["total"], labels: Some((&sectors, &[])) };
    /// let totals = SectorFigures::from_csv("rows.csv", "sector,total\nmills,7\nmines,5\n", wanted)?;
    /// assert_eq!(totals.column("total", &sectors), Some(vec![5.0, 7.0]));
    /// # Ok::<(), kapok::Problems>(())
    /// ```
    pub fn from_csv(file: impl AsRef<Path>, text: &str, wanted: FiguresWanted<'_>) -> Result<Self, Problems> {
        let sheet = Sheet::parse(file.as_ref(), text)?;
        let Some(header) = sheet.rows.first() else {
            return Err(sheet.problem(1, "", "the file holds no rows").into());
        };
        let mut problems = Vec::new();
        check_header(&sheet, header, wanted.columns, &mut problems);
        let lines = lines(&sheet, header, wanted, &mut problems);
        for name in wanted.labels.map_or(&[][..], |(needed, _)| needed).iter().filter(|name| !lines.contains_key(*name))
        {
            problems.push(sheet.problem(header.line, name, "there is no line for it"));
        }
        if problems.is_empty() {
            let columns = header.cells[1..].to_vec();
            Ok(Self { file: file.as_ref().to_owned(), header_line: header.line, columns, lines })
        } else {
            Err(Problems::new(problems))
        }
    }

    /// A column, for these labels in this order; nothing where the file lacks the column or one of the labels.
    pub fn column(&self, name: &str, labels: &[String]) -> Option<Vec<f64>> {
        let place = self.columns.iter().position(|column| column == name)?;
        labels.iter().map(|label| self.lines.get(label)?.1.get(place).copied()).collect()
    }

    /// Whether there is a line with this label.
    pub fn has(&self, label: &str) -> bool {
        self.lines.contains_key(label)
    }

    /// The file they were read from.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// A problem with the number of `column` in the line of `label`, or with the file as a whole where there is none.
    pub fn problem(&self, label: &str, column: &str, message: impl Into<String>) -> Problem {
        let found = self.lines.get(label);
        let line = found.map_or(self.header_line, |(line, _)| *line);
        let path = if found.is_some() { format!("{label}.{column}") } else { column.to_owned() };
        Problem {
            path,
            message: message.into(),
            location: Some(Location { file: self.file.clone(), line: Some(line) }),
        }
    }
}

fn check_header(sheet: &Sheet, header: &Row, allowed: &[&str], problems: &mut Vec<Problem>) {
    let mut note = |path: &str, message: String| problems.push(sheet.problem(header.line, path, message));
    if header.cells[0] != "sector" {
        note("", format!("found \"{}\" at the start of the header; it must be \"sector\"", header.cells[0]));
    }
    for (place, cell) in header.cells.iter().enumerate().skip(1) {
        if header.cells[1..place].contains(cell) {
            note(cell, "this column stands here twice".into());
        } else if !allowed.contains(&cell.as_str()) {
            let hint = hint(cell, allowed.iter().copied(), ".");
            note(
                "",
                format!("column {}, \"{cell}\", is not known here{hint} Allowed: {}", place + 1, allowed.join(", ")),
            );
        }
    }
    if header.cells.len() == 1 {
        note("", format!("there is no column of numbers. Allowed: {}", allowed.join(", ")));
    }
}

fn lines(
    sheet: &Sheet,
    header: &Row,
    wanted: FiguresWanted<'_>,
    problems: &mut Vec<Problem>,
) -> IndexMap<String, (usize, Vec<f64>)> {
    let mut found: IndexMap<String, (usize, Vec<f64>)> = IndexMap::new();
    for row in &sheet.rows[1..] {
        let (name, whole) = (&row.cells[0], header.cells.len());
        if let Some((line, _)) = found.get(name) {
            problems.push(sheet.problem(row.line, name, format!("this line stands in line {line} already")));
            continue;
        }
        if let Some((needed, others)) = wanted.labels
            && !needed.contains(name)
            && !others.contains(name)
        {
            let hint = hint(name, needed.iter().chain(others).map(String::as_str), "");
            problems.push(sheet.problem(row.line, name, format!("the table has nothing of this name{hint}")));
        }
        if row.cells.len() != whole {
            let message = format!("the line has {} cells; the header has {whole}", row.cells.len());
            problems.push(sheet.problem(row.line, name, message));
        }
        let known = 1..whole.min(row.cells.len());
        let values = known.map(|place| {
            sheet.number(row, place, &format!("{name}.{}", header.cells[place])).unwrap_or_else(|problem| {
                problems.push(problem);
                0.0
            })
        });
        let values = values.collect();
        found.insert(name.clone(), (row.line, values));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let needed = ["mines".to_owned(), "mills".to_owned()];
        let others = ["final_demand".to_owned()];
        let wanted = FiguresWanted { columns: &["output", "value_added"], labels: Some((&needed, &others)) };
        SectorFigures::from_csv("f.csv", text, wanted).unwrap_err().to_string()
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let text = "sector,outputs\nmine,5\nmills,x\nmills,7,8\nsteel,\n";
        let lines = [
            "f.csv:1: column 2, \"outputs\", is not known here; did you mean \"output\"? Allowed: output, value_added",
            "f.csv:2: mine: the table has nothing of this name; did you mean \"mines\"?",
            "f.csv:3: mills.outputs: found \"x\"; a number is needed",
            "f.csv:4: mills: this line stands in line 3 already",
            "f.csv:5: steel: the table has nothing of this name",
            "f.csv:5: steel.outputs: the cell is empty; write 0 where nothing flows",
            "f.csv:1: mines: there is no line for it",
        ];
        assert_eq!(told(text), lines.join("\n"));
        assert_eq!(
            told("name\nmines\nmills\n"),
            "f.csv:1: found \"name\" at the start of the header; it must be \"sector\"\nf.csv:1: there is no column of numbers. Allowed: output, value_added"
        );
        assert_eq!(told("sector,output\nmines,1\nmills\n"), "f.csv:3: mills: the line has 1 cells; the header has 2");
    }
}
