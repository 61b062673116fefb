//! Answers of input-output analysis that are a matrix, perhaps with a few numbers for each of its rows beside it.

use nalgebra::DMatrix;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::answer::Answer;
use super::csv_text::csv_text;
use super::error::ReportError;
use super::matrix_table::matrix_lines;
use super::number::{decimals, fixed, largest};
use super::sector_answer::{SectorAnswer, SectorColumn};
use super::table::Ink;
use super::table::layout::{Column, Grid};

/// A matrix by rows and columns.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixAnswer {
    /// The command that gave it, such as `io balance`.
    pub command: &'static str,
    /// The name of the matrix for programs.
    pub key: &'static str,
    /// Names of the rows.
    pub sectors: Vec<String>,
    /// Names of the columns, where they are not those of the rows.
    pub columns: Option<Vec<String>>,
    /// The matrix.
    pub matrix: DMatrix<f64>,
    /// What else is said of each row.
    pub beside: Vec<SectorColumn>,
    /// What is said of the whole.
    pub facts: Vec<(&'static str, Fact)>,
    /// Whether rows are closed with their sums as `output` in CSV, as a whole input-output table has it (its rows
    /// `primary:NAME` end with what they hold).
    pub with_output: bool,
    /// Entries that people are shown instead of the whole matrix.
    pub list: Option<EntryList>,
    /// What the numbers are, in sentences for people.
    pub notes: Vec<String>,
}

/// Something said of an answer as a whole.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Fact {
    /// A number.
    Number(f64),
    /// A count.
    Count(u64),
    /// A word.
    Text(String),
}

/// Entries of a matrix in the order they are shown, with what is said of each.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryList {
    /// What rows and columns are to each other.
    pub titles: [&'static str; 2],
    /// Rows and columns of the entries.
    pub entries: Vec<(usize, usize)>,
    /// Title, digits that show the largest, and one number an entry.
    pub values: Vec<(&'static str, usize, Vec<f64>)>,
}

impl MatrixAnswer {
    fn column_names(&self) -> &[String] {
        self.columns.as_ref().unwrap_or(&self.sectors)
    }

    /// What is said of each row, as an answer of its own.
    fn by_row(&self) -> SectorAnswer {
        let (sectors, columns) = (self.sectors.clone(), self.beside.clone());
        SectorAnswer { command: self.command, sectors, columns, notes: Vec::new() }
    }

    fn check(&self) -> Result<(), ReportError> {
        self.by_row().check()?;
        let bad = |(_, fact): &&(&str, Fact)| matches!(fact, Fact::Number(value) if !value.is_finite());
        if let Some((key, _)) = self.facts.iter().find(bad) {
            return Err(ReportError::Text(format!("{key} cannot be computed")));
        }
        let entries = (0..self.matrix.nrows()).flat_map(|i| (0..self.matrix.ncols()).map(move |j| (i, j)));
        match entries.into_iter().find(|place| !self.matrix[*place].is_finite()) {
            Some((i, j)) => {
                let (row, column) = (&self.sectors[i], &self.column_names()[j]);
                Err(ReportError::Text(format!("{} of {row} and {column} cannot be computed", self.key)))
            }
            None => Ok(()),
        }
    }

    /// A line of CSV: the row's name, its entries, what is said beside it.
    fn csv_row(&self, i: usize) -> Vec<String> {
        let name = &self.sectors[i];
        let mut cells = vec![name.clone()];
        cells.extend(self.matrix.row(i).iter().map(ToString::to_string));
        cells.extend(self.beside.iter().map(|column| column.cell(i)));
        if self.with_output {
            if name.starts_with("primary:") {
                let ends = |(cell, column): (&String, &String)| cell == "0" && column.starts_with("final");
                while cells.last().zip(self.column_names().get(cells.len() - 2)).is_some_and(ends) {
                    cells.pop();
                }
            } else {
                cells.push(self.matrix.row(i).sum().to_string());
            }
        }
        cells
    }
}

impl Answer for MatrixAnswer {
    fn command(&self) -> &'static str {
        self.command
    }

    fn to_table(&self, ink: Ink) -> Result<String, ReportError> {
        self.check()?;
        let mut lines = match &self.list {
            Some(list) => list.lines(&self.sectors, self.column_names(), ink),
            None => matrix_lines(&self.sectors, self.columns.as_deref(), &self.matrix, ink),
        };
        if !self.beside.is_empty() {
            lines.push(String::new());
            lines.extend(self.by_row().lines(ink));
        }
        lines.extend(self.notes.iter().cloned());
        Ok(lines.join("\n") + "\n")
    }

    fn to_json(&self) -> Result<String, ReportError> {
        self.check()?;
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    fn to_csv(&self) -> Result<String, ReportError> {
        self.check()?;
        let mut header = vec!["sector".to_owned()];
        header.extend(self.column_names().iter().cloned());
        header.extend(self.beside.iter().map(|column| column.key.clone()));
        header.extend(self.with_output.then(|| "output".to_owned()));
        csv_text(std::iter::once(header).chain((0..self.sectors.len()).map(|i| self.csv_row(i))))
    }
}

impl EntryList {
    fn lines(&self, rows: &[String], columns: &[String], ink: Ink) -> Vec<String> {
        let mut header = vec![Column::number("", 0)];
        header.extend(self.titles.map(|title| Column::text(title, 40)));
        header.extend(self.values.iter().map(|(title, ..)| Column::number(*title, 2)));
        let cells = |(place, (i, j)): (usize, &(usize, usize))| {
            let mut row = vec![(place + 1).to_string(), rows[*i].clone(), columns[*j].clone()];
            row.extend(
                self.values.iter().map(|(_, digits, values)| fixed(values[place], decimals(largest(values), *digits))),
            );
            row
        };
        Grid::new(header, self.entries.iter().enumerate().map(cells).collect()).render(ink)
    }
}

impl Serialize for MatrixAnswer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("command", self.command)?;
        for (key, fact) in &self.facts {
            map.serialize_entry(key, fact)?;
        }
        map.serialize_entry("sectors", &self.sectors)?;
        if let Some(columns) = &self.columns {
            map.serialize_entry("columns", columns)?;
        }
        for column in &self.beside {
            column.serialize_into::<S>(&mut map)?;
        }
        let rows: Vec<Vec<f64>> = self.matrix.row_iter().map(|row| row.iter().copied().collect()).collect();
        map.serialize_entry(self.key, &rows)?;
        map.end()
    }
}
