//! Two input-output tables compared, as an answer.

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::Value;

use super::answer::Answer;
use super::csv_text::csv_text;
use super::error::ReportError;
use super::number::{decimals, fixed};
use super::table::Ink;
use super::table::layout::{Column, Grid};
use crate::economy::io::{MatrixComparison, TableComparison};

/// The comparison of two tables, with the names of their sectors.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonAnswer<'c> {
    /// The command that gave it.
    pub command: &'static str,
    /// Names of the sectors, in the order of the reference.
    pub sectors: &'c [String],
    /// What was found.
    pub comparison: &'c TableComparison,
}

/// A measure: its key, its name for people, its value where it has one.
type Measure = (&'static str, &'static str, Option<f64>);

/// An entry that differs, for programs.
#[derive(Serialize)]
struct Entry<'c> {
    matrix: &'static str,
    supplier: &'c str,
    user: &'c str,
    reference: f64,
    other: f64,
    difference: f64,
}

fn measures(found: &MatrixComparison) -> [Measure; 5] {
    [
        ("mean_absolute_deviation", "Mean absolute deviation", Some(found.mean_absolute_deviation)),
        ("weighted_absolute_deviation", "Weighted absolute deviation", found.weighted_absolute_deviation),
        ("stpe", "Standardised total percentage error", found.total_percentage_error),
        ("theil_u", "Theil's U", found.theil_u),
        ("correlation", "Correlation", found.correlation),
    ]
}

impl Answer for ComparisonAnswer<'_> {
    fn command(&self) -> &'static str {
        self.command
    }

    /// For people: the measures of both matrices, then the entries that differ most.
    fn to_table(&self, ink: Ink) -> Result<String, ReportError> {
        self.check()?;
        let (coefficients, leontief) = (measures(&self.comparison.coefficients), measures(&self.comparison.leontief));
        let shown = |(key, _, value): &Measure| match value {
            None => "none".to_owned(),
            Some(value) if *key == "stpe" => format!("{} %", fixed(100.0 * value, 3)),
            Some(value) => fixed(*value, 6),
        };
        let row = |(a, l): (&Measure, &Measure)| vec![a.1.to_owned(), shown(a), shown(l)];
        let rows = coefficients.iter().zip(&leontief).map(row).collect();
        let header = [
            Column::text("Measure", 40),
            Column::number("Input coefficients", 2),
            Column::number("Leontief inverse", 2),
        ];
        let mut lines = Grid::new(header.to_vec(), rows).render(ink);
        for (matrix, title) in [("coefficients", "Input coefficients"), ("leontief", "Entries of the Leontief inverse")]
        {
            let entries: Vec<Entry> = self.entries().filter(|entry| entry.matrix == matrix).collect();
            if entries.is_empty() {
                continue;
            }
            lines.push(String::new());
            lines.push(format!("{title} that differ most"));
            lines.extend(differences(&entries).render(ink));
        }
        lines.push(String::new());
        lines.push("Deviations are those of the second table from the first, which the ratios are taken to. Difference: second less first.".to_owned());
        Ok(lines.join("\n") + "\n")
    }

    /// One object: `command`, `sectors`, `measures` (one object a matrix) and `largest` (one object an entry).
    fn to_json(&self) -> Result<String, ReportError> {
        self.check()?;
        let of_matrix = |(matrix, found)| {
            let known = measures(found).into_iter().filter_map(|(key, _, value)| Some((key, Value::from(value?))));
            std::iter::once(("matrix", Value::from(matrix))).chain(known).collect()
        };
        let document = Document {
            command: self.command,
            sectors: self.sectors,
            measures: self.matrices().map(of_matrix).to_vec(),
            largest: self.entries().collect(),
        };
        Ok(serde_json::to_string_pretty(&document)? + "\n")
    }

    /// One number a line: `matrix,measure,supplier,user,value`, the latter two names only where it is about one entry.
    fn to_csv(&self) -> Result<String, ReportError> {
        self.check()?;
        let row = |cells: [&str; 5]| cells.map(str::to_owned).to_vec();
        let mut rows = vec![row(["matrix", "measure", "supplier", "user", "value"])];
        for (matrix, found) in self.matrices() {
            let known = measures(found).into_iter().filter_map(|(key, _, value)| value.map(|value| (key, value)));
            rows.extend(known.map(|(key, value)| row([matrix, key, "", "", &value.to_string()])));
        }
        for entry in self.entries() {
            let values = [("reference", entry.reference), ("other", entry.other), ("difference", entry.difference)];
            rows.extend(
                values.map(|(key, value)| row([entry.matrix, key, entry.supplier, entry.user, &value.to_string()])),
            );
        }
        csv_text(rows.into_iter())
    }
}

impl ComparisonAnswer<'_> {
    /// Measures without a value, by matrix and key.
    pub fn without_value(&self) -> Vec<String> {
        let missing = |(matrix, found)| {
            let without = measures(found).into_iter().filter(|(.., value)| value.is_none());
            without.map(move |(key, ..)| format!("{key} of {matrix}"))
        };
        self.matrices().into_iter().flat_map(missing).collect()
    }

    fn matrices(&self) -> [(&'static str, &MatrixComparison); 2] {
        [("coefficients", &self.comparison.coefficients), ("leontief", &self.comparison.leontief)]
    }

    fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.matrices().into_iter().flat_map(move |(matrix, found)| {
            found.largest.iter().map(move |entry| Entry {
                matrix,
                supplier: &self.sectors[entry.row],
                user: &self.sectors[entry.column],
                reference: entry.reference,
                other: entry.other,
                difference: entry.difference(),
            })
        })
    }

    fn check(&self) -> Result<(), ReportError> {
        for (matrix, found) in self.matrices() {
            for (_, name, value) in measures(found) {
                if value.is_some_and(|value| !value.is_finite()) {
                    return Err(ReportError::Text(format!("{name} of {matrix} cannot be computed")));
                }
            }
        }
        Ok(())
    }
}

#[derive(Serialize)]
struct Document<'c> {
    command: &'static str,
    sectors: &'c [String],
    measures: Vec<IndexMap<&'static str, Value>>,
    largest: Vec<Entry<'c>>,
}

fn differences(entries: &[Entry]) -> Grid {
    let columns = vec![
        Column::text("Supplier", 40),
        Column::text("User", 40),
        Column::number("First", 2),
        Column::number("Second", 2),
        Column::number("Difference", 2),
    ];
    let largest = entries.iter().fold(0.0_f64, |most, entry| most.max(entry.reference.abs()).max(entry.other.abs()));
    let places = decimals(largest, 5);
    let number = |value| fixed(value, places);
    let row = |entry: &Entry| {
        let names = [entry.supplier.to_owned(), entry.user.to_owned()];
        names.into_iter().chain([entry.reference, entry.other, entry.difference].map(number)).collect()
    };
    Grid::new(columns, entries.iter().map(row).collect())
}
