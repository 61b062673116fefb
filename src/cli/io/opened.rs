//! What every analysis of a table takes: the table, and how its faults are told.

use std::path::{Path, PathBuf};

use clap::Args;
use nalgebra::DMatrix;

use super::giving::give_about;
use crate::cli::common::Common;
use crate::cli::ending::{Ending, Failure};
use crate::cli::messages::Messages;
use crate::cli::output::Output;
use crate::economy::io::{LeontiefError, Table, line_of_row};
use crate::report::Answer;

/// Gaps up to this share of output come from the rounding of published figures.
const ROUNDING: f64 = 1e-6;

#[derive(Debug, Args)]
pub(super) struct Opened {
    /// The table, a CSV or TOML file (see `kapok io --help`)
    #[arg(value_name = "TABLE")]
    pub(super) table: PathBuf,
    /// Take rows or columns that do not balance, and negative primary inputs, as errors instead of warnings
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    output: Output,
}

impl Opened {
    /// Reads the table and says where it does not balance.
    pub(super) fn open(&self, messages: &Messages) -> Result<Table, Failure> {
        self.open_another(&self.table, messages)
    }

    /// The same for a table beside it.
    pub(super) fn open_another(&self, path: &Path, messages: &Messages) -> Result<Table, Failure> {
        let table = Table::open(path)?;
        let faults: Vec<String> =
            faults_of(&table).into_iter().map(|(row, fault)| format!("{}: {fault}", place(path, &row))).collect();
        if self.strict && !faults.is_empty() {
            return Err(Failure { ending: Ending::BadInput, messages: faults });
        }
        faults.iter().for_each(|fault| messages.warning(fault));
        Ok(table)
    }

    /// The same with its sectors in the order of another table, which has the same.
    pub(super) fn open_matching(&self, path: &Path, like: &Table, messages: &Messages) -> Result<Table, Failure> {
        let table = self.open_another(path, messages)?;
        table.in_order_of(like.sectors()).map_err(|problems| {
            let told = problems.iter().map(|problem| format!("{}: {problem}", path.display()));
            Failure { ending: Ending::BadInput, messages: told.collect() }
        })
    }

    /// The inverse, or why there is none, in the table's own names.
    pub(super) fn inverse(
        &self,
        table: &Table,
        inverse: Result<DMatrix<f64>, LeontiefError>,
    ) -> Result<DMatrix<f64>, Failure> {
        inverse.map_err(|error| self.no_inverse(table, &error))
    }

    /// Why the table has no inverse.
    pub(super) fn no_inverse(&self, table: &Table, error: &LeontiefError) -> Failure {
        Self::no_inverse_of(&self.table, table, error)
    }

    /// The same for a table beside it.
    pub(super) fn no_inverse_of(path: &Path, table: &Table, error: &LeontiefError) -> Failure {
        Failure::bad_input(match error {
            LeontiefError::Negative { row, column, .. } => {
                let sectors = table.sectors();
                let value = table.flows()[(*row, *column)];
                let (row, column) = (&sectors[*row], &sectors[*column]);
                format!("{}: {row}.{column}: found {value}; a flow must be 0 or more", place(path, row))
            }
            other => format!("{}: {other}{}", place(path, "sector"), used_up(table)),
        })
    }

    /// Prints or writes the answer.
    pub(super) fn give(&self, answer: &impl Answer, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        give_about(&self.table, answer, &self.output, common, messages)
    }
}

/// The columns whose inputs take the whole output or more: where too much is used up, there is at least one.
fn used_up(table: &Table) -> String {
    const MOST_NAMED: usize = 5;
    let sums = table.coefficients().row_sum();
    let columns = table.sectors().iter().zip(sums.iter()).filter(|(_, sum)| **sum >= 1.0);
    let named: Vec<String> = columns.map(|(name, sum)| format!("{name} ({sum:.4} of it)")).collect();
    let more = if named.len() > MOST_NAMED { format!(" and {} more", named.len() - MOST_NAMED) } else { String::new() };
    match named.len() {
        0 => String::new(),
        _ => format!(
            "; inputs take all output or more in column {}{more}",
            named[..named.len().min(MOST_NAMED)].join(", ")
        ),
    }
}

/// A row of a file, as messages name it: the file, and the line where it has one.
pub(super) fn place(file: &Path, row: &str) -> String {
    let line = line_of_row(file, row).map_or(String::new(), |line| format!(":{line}"));
    format!("{}{line}", file.display())
}

/// What is odd about a table: the row it is about, and what.
fn faults_of(table: &Table) -> Vec<(String, String)> {
    let gaps = table.gaps();
    let rows = gaps.rows.iter().copied().enumerate();
    let columns = gaps.columns.iter().enumerate().filter_map(|(j, gap)| gap.map(|gap| (j, gap)));
    let mut faults: Vec<(String, String)> = [
        largest_gap(table, rows, "row", "what is sold of it"),
        largest_gap(table, columns, "column", "what inputs and primary inputs add up to"),
    ]
    .into_iter()
    .flatten()
    .collect();
    for (name, row) in &table.data().primary {
        let negative = row.iter().zip(table.sectors()).filter(|(value, _)| value.is_some_and(|value| value < 0.0));
        let label = format!("primary:{name}");
        faults.extend(
            negative.map(|(value, sector)| (label.clone(), format!("{label}.{sector} is {}", value.unwrap_or(0.0)))),
        );
    }
    faults
}

/// The largest of the gaps beyond rounding, in words.
fn largest_gap(
    table: &Table,
    gaps: impl Iterator<Item = (usize, f64)>,
    line: &str,
    other: &str,
) -> Option<(String, String)> {
    let relative =
        |(sector, gap): (usize, f64)| (sector, gap, gap.abs() / table.output()[sector].max(f64::MIN_POSITIVE));
    let beyond: Vec<(usize, f64, f64)> = gaps.map(relative).filter(|(.., share)| *share > ROUNDING).collect();
    let (sector, gap, share) = beyond.iter().copied().max_by(|a, b| a.2.total_cmp(&b.2))?;
    let how = if gap > 0.0 { "more" } else { "less" };
    let rest = if beyond.len() == 1 { String::new() } else { format!("; {} {line}s do not balance", beyond.len()) };
    let name = &table.sectors()[sector];
    // A column stands in the header.
    let row = if line == "row" { name.clone() } else { "sector".to_owned() };
    let gap = gap.abs();
    Some((row, format!("{line} {name}: output is {gap} ({:.2} %) {how} than {other}{rest}", 100.0 * share)))
}
