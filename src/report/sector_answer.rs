//! Answers of input-output analysis: a few numbers for each sector of a table.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::answer::Answer;
use super::csv_text::csv_text;
use super::error::ReportError;
use super::number::{decimals, fixed, largest};
use super::table::Ink;
use super::table::layout::{Column, Grid};

/// One number, or one yes or no, a sector.
#[derive(Debug, Clone, PartialEq)]
pub enum SectorValues {
    /// Numbers.
    Numbers(Vec<f64>),
    /// Yes or no.
    Flags(Vec<bool>),
}

/// A column of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct SectorColumn {
    /// Its name for programs.
    pub key: String,
    /// Its name for people.
    pub title: String,
    /// One entry a sector.
    pub values: SectorValues,
}

/// An answer of input-output analysis.
#[derive(Debug, Clone, PartialEq)]
pub struct SectorAnswer {
    /// The command that gave it, such as `io multipliers`.
    pub command: &'static str,
    /// Names of the sectors.
    pub sectors: Vec<String>,
    /// What is said of each.
    pub columns: Vec<SectorColumn>,
    /// What the columns are, in sentences for people.
    pub notes: Vec<String>,
}

impl SectorColumn {
    /// A column of numbers.
    pub fn numbers(key: impl Into<String>, title: impl Into<String>, values: &[f64]) -> Self {
        Self { key: key.into(), title: title.into(), values: SectorValues::Numbers(values.to_vec()) }
    }
}

impl Answer for SectorAnswer {
    fn command(&self) -> &'static str {
        self.command
    }

    /// One line a sector.
    fn to_table(&self, ink: Ink) -> Result<String, ReportError> {
        self.check()?;
        let mut lines = self.lines(ink);
        lines.extend(self.notes.iter().cloned());
        Ok(lines.join("\n") + "\n")
    }

    /// `command`, `sectors`, and an array a column.
    fn to_json(&self) -> Result<String, ReportError> {
        self.check()?;
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// One line a sector, one column a key.
    fn to_csv(&self) -> Result<String, ReportError> {
        self.check()?;
        let mut header = vec!["sector".to_owned()];
        header.extend(self.columns.iter().map(|column| column.key.clone()));
        let row = |(i, sector): (usize, &String)| {
            std::iter::once(sector.clone()).chain(self.columns.iter().map(|column| column.cell(i))).collect()
        };
        csv_text(std::iter::once(header).chain(self.sectors.iter().enumerate().map(row)))
    }
}

impl SectorAnswer {
    /// The lines of the table, without the notes.
    pub(super) fn lines(&self, ink: Ink) -> Vec<String> {
        let mut columns = vec![Column::text("Sector", 40)];
        columns.extend(self.columns.iter().map(|column| Column::number(column.title.clone(), 2)));
        let mut rows: Vec<Vec<String>> = self.sectors.iter().map(|name| vec![name.clone()]).collect();
        for column in &self.columns {
            rows.iter_mut().zip(column.shown()).for_each(|(row, cell)| row.push(cell));
        }
        Grid::new(columns, rows).render(ink)
    }

    pub(super) fn check(&self) -> Result<(), ReportError> {
        for column in &self.columns {
            if let SectorValues::Numbers(values) = &column.values
                && let Some(place) = values.iter().position(|value| !value.is_finite())
            {
                let message = format!("{} of {} cannot be computed", column.title, self.sectors[place]);
                return Err(ReportError::Text(message));
            }
        }
        Ok(())
    }
}

impl SectorColumn {
    /// Its cells for people, with the digits that show the largest of them.
    fn shown(&self) -> Vec<String> {
        match &self.values {
            SectorValues::Numbers(values) => {
                let places = decimals(largest(values), 4);
                values.iter().map(|value| fixed(*value, places)).collect()
            }
            SectorValues::Flags(values) => values.iter().map(|yes| if *yes { "yes" } else { "" }.to_owned()).collect(),
        }
    }

    /// The cell of a sector for programs.
    pub(super) fn cell(&self, sector: usize) -> String {
        match &self.values {
            SectorValues::Numbers(values) => values[sector].to_string(),
            SectorValues::Flags(values) => values[sector].to_string(),
        }
    }

    /// The column as an entry of a JSON object.
    pub(super) fn serialize_into<S: Serializer>(&self, map: &mut S::SerializeMap) -> Result<(), S::Error> {
        match &self.values {
            SectorValues::Numbers(values) => map.serialize_entry(&self.key, values),
            SectorValues::Flags(values) => map.serialize_entry(&self.key, values),
        }
    }
}

impl Serialize for SectorAnswer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2 + self.columns.len()))?;
        map.serialize_entry("command", self.command)?;
        map.serialize_entry("sectors", &self.sectors)?;
        for column in &self.columns {
            column.serialize_into::<S>(&mut map)?;
        }
        map.end()
    }
}
