//! What is written in a scenario, value by value, and in what two scenarios differ.

use serde::Serialize;

use super::table::Ink;
use super::table::layout::{Column, Grid};
use crate::input::Location;
use crate::scenario::{Difference, Written, WrittenValue};

/// The fields of a value, in the order of a table's columns.
pub const WRITTEN_FIELDS: [&str; 7] = ["path", "value", "unit", "standing", "source", "file", "line"];
/// The fields of a difference, in the order of a table's columns.
pub const DIFFERENCE_FIELDS: [&str; 6] = ["path", "name", "change", "base", "new", "unit"];

/// A value as programs read it.
#[derive(Debug, Serialize)]
pub struct WrittenEntry<'w> {
    path: &'w str,
    value: Scalar<'w>,
    unit: &'w str,
    standing: &'w str,
    source: &'w str,
    file: String,
    line: Option<usize>,
}

impl<'w> WrittenEntry<'w> {
    /// A value as a flat result.
    pub fn of(written: &'w Written) -> Self {
        let Written { path, value, unit, standing, source, location } = written;
        Self {
            path,
            value: Scalar(value),
            unit,
            standing: standing.as_deref().unwrap_or_default(),
            source: source.as_deref().unwrap_or_default(),
            file: location.file.display().to_string(),
            line: location.line,
        }
    }
}

/// A difference as programs read it.
#[derive(Debug, Serialize)]
pub struct DifferenceEntry<'d> {
    path: &'d str,
    name: &'d str,
    change: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<Scalar<'d>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<Scalar<'d>>,
    unit: &'d str,
}

impl<'d> DifferenceEntry<'d> {
    /// A difference as a flat result.
    pub fn of(difference: &'d Difference) -> Self {
        let Difference { path, name, base, new, unit } = difference;
        let change = match (base, new) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        };
        Self { path, name, change, base: base.as_ref().map(Scalar), new: new.as_ref().map(Scalar), unit }
    }
}

#[derive(Debug)]
struct Scalar<'v>(&'v WrittenValue);

impl Serialize for Scalar<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            WrittenValue::Number(number) => serializer.serialize_f64(*number),
            WrittenValue::Words(words) => serializer.serialize_str(words),
        }
    }
}

/// Values as tables for people, one for each section.
pub fn written_to_table(values: &[Written], ink: Ink) -> String {
    let mut lines: Vec<String> = Vec::new();
    for values in values.chunk_by(|a, b| group(a) == group(b)) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let columns = vec![
            Column::text(values.first().map_or("", group), 60),
            Column::text("value", 40),
            Column::text("unit", 12),
            Column::text("standing, source", 30),
            Column::text("written in", 60),
        ];
        let mut rows: Vec<Vec<String>> = values.iter().map(row).collect();
        say_once(&mut rows, SOURCE);
        lines.extend(Grid::new(columns, rows).render(ink));
    }
    lines.join("\n") + "\n"
}

/// The place of standing and source among the columns.
const SOURCE: usize = 3;

/// Leaves out in a column what the row above says already.
fn say_once(rows: &mut [Vec<String>], column: usize) {
    for place in (1..rows.len()).rev() {
        if rows[place][column] == rows[place - 1][column] {
            rows[place][column].clear();
        }
    }
}

/// The section a value stands in, of sectors the sector; what stands in none has one together.
fn group(value: &Written) -> &str {
    let mut ends = value.path.match_indices(['.', '[']).map(|(end, _)| end);
    let end =
        ends.next().map(|first| if value.path.starts_with("sector.") { ends.next().unwrap_or(first) } else { first });
    end.map_or("scenario", |end| &value.path[..end])
}

fn row(value: &Written) -> Vec<String> {
    let Location { file, line } = &value.location;
    let line = line.map_or_else(String::new, |line| format!(":{line}"));
    let file = format!("{}{line}", file.display());
    let known: Vec<&str> = [&value.standing, &value.source].into_iter().flatten().map(String::as_str).collect();
    vec![value.path.clone(), value.value.to_string(), unit(&value.unit).to_owned(), known.join("; "), file]
}

/// A plain number needs no unit before people's eyes.
fn unit(unit: &str) -> &str {
    if unit == "1" { "" } else { unit }
}

/// Differences as a table for people, under the names of the two scenarios.
pub fn differences_to_table(differences: &[Difference], names: [&str; 2], ink: Ink) -> String {
    let columns =
        vec![Column::text("", 46), Column::text(names[0], 30), Column::text(names[1], 30), Column::text("unit", 8)];
    let value = |value: &Option<WrittenValue>| value.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string);
    let row = |d: &Difference| vec![d.name.clone(), value(&d.base), value(&d.new), unit(&d.unit).to_owned()];
    Grid::new(columns, differences.iter().map(row).collect()).render(ink).join("\n") + "\n"
}
