//! `kapok io balance`: a table brought to known row and column totals.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use nalgebra::DMatrix;

use super::balance_faults::Faults;
use super::giving::give_about;
use crate::cli::common::{Common, written};
use crate::cli::ending::{Ending, Failure};
use crate::cli::messages::Messages;
use crate::cli::output::{Format, Output};
use crate::economy::io::{
    BalanceError, BalanceSettings, Balanced, FiguresWanted, FlowTable, SectorFigures, Side, cross_entropy, gras, ras,
};
use crate::input::Problems;
use crate::report::{Fact, MatrixAnswer};

const EXAMPLES: &str = "\
Examples:
  kapok io balance table.csv --rows rows.csv --cols cols.csv
  kapok io balance table.csv --rows rows.csv --cols cols.csv --method gras --tolerance 1e-6
  kapok io balance table.csv --rows rows.csv --cols cols.csv --format csv > balanced.csv

The totals are CSV files with the header `sector,total` and one line for each row (--rows) or
column (--cols) of the table. The table needs no final demand and no output, and its rows need not
be its columns. Rows primary:NAME and columns final_demand or final:NAME take part where the
totals name them and are left out where they do not; `output` and rows satellite:NAME never take
part.

ras            entries and totals 0 or more (Stone 1961, Bacharach 1970)
gras           negative entries and totals too; without such, RAS (Junius & Oosterhaven 2003;
               Lenzen, Wood & Gallego 2007)
cross-entropy  the shares of each column stay close, every column counting alike (Golan, Judge &
               Robinson 1994)

All keep zeros and signs. The gap of a row or column is its distance to its total as a share of
the total, or of the sum of its entries without their signs where that is larger.

In JSON: method, iterations, largest_gap, sectors (the rows), columns, and balanced, a row of
numbers for each row. CSV is the balanced table itself, as other commands read it; with output
where all its final demand took part.

It ends with 2 where the totals cannot be met by any such table, with 1 where --iterations did not
suffice.";

/// A table brought to known row and column totals by RAS, GRAS or cross entropy
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Balance {
    /// The table, a CSV file (see `kapok io --help`)
    #[arg(value_name = "TABLE")]
    table: PathBuf,
    /// The totals of its rows, a CSV file `sector,total`
    #[arg(long, value_name = "FILE")]
    rows: PathBuf,
    /// The totals of its columns, a CSV file `sector,total`
    #[arg(long, value_name = "FILE")]
    cols: PathBuf,
    /// How the table stays close to what it was
    #[arg(long, default_value = "ras")]
    method: Method,
    /// The largest gap to a total that is allowed, as a share of it
    #[arg(long, value_name = "SHARE", default_value = "1e-10")]
    tolerance: f64,
    /// Iterations after which to give up
    #[arg(long, value_name = "COUNT", default_value_t = BalanceSettings::default().most_rounds)]
    iterations: usize,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Method {
    Ras,
    Gras,
    CrossEntropy,
}

/// The part of a table that is balanced, with its totals.
struct Task {
    rows: Vec<String>,
    columns: Vec<String>,
    flows: DMatrix<f64>,
    row_totals: Vec<f64>,
    column_totals: Vec<f64>,
}

impl Balance {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let (table, rows, columns) = self.read()?;
        let task = Task::of(&table, &rows, &columns, messages);
        let settings = BalanceSettings { tolerance: self.tolerance, most_rounds: self.iterations };
        let balanced = task.balance(self.method, settings).map_err(|errors| {
            let faults = Faults { method: self.method, table: &table, rows: &rows, columns: &columns };
            faults.told(&errors, &task.rows, &task.columns)
        })?;
        let reached = format!("{} iterations; {}", balanced.rounds, task.largest_gap(&balanced));
        if self.output.format == Format::Csv {
            messages.note(&reached);
        }
        let finals = |names: &[String]| names.iter().filter(|name| FlowTable::is_final_demand(name)).count();
        let answer = MatrixAnswer {
            command: "io balance",
            key: "balanced",
            with_output: finals(&task.columns) > 0 && finals(&task.columns) == finals(table.columns()),
            sectors: task.rows,
            columns: Some(task.columns),
            matrix: balanced.matrix,
            beside: Vec::new(),
            facts: vec![
                ("method", Fact::Text(written(&self.method))),
                ("iterations", Fact::Count(balanced.rounds as u64)),
                ("largest_gap", Fact::Number(balanced.largest_gap.relative)),
            ],
            list: None,
            notes: vec![reached],
        };
        give_about(&self.table, &answer, &self.output, common, messages)
    }

    /// The three files, or everything wrong with them.
    fn read(&self) -> Result<(FlowTable, SectorFigures, SectorFigures), Failure> {
        let table = FlowTable::open(&self.table);
        let labels = |of: fn(&FlowTable) -> &[String], optional: fn(&String) -> bool| {
            let (others, needed): (Vec<String>, Vec<String>) =
                of(table.as_ref().ok()?).iter().cloned().partition(optional);
            Some((needed, others))
        };
        let totals = |path, labels: Option<(Vec<String>, Vec<String>)>| {
            let labels = labels.as_ref().map(|(needed, others)| (needed.as_slice(), others.as_slice()));
            SectorFigures::open(path, FiguresWanted { columns: &["total"], labels })
        };
        let rows = totals(&self.rows, labels(FlowTable::rows, |name| FlowTable::is_primary_input(name)));
        let columns = totals(&self.cols, labels(FlowTable::columns, |name| FlowTable::is_final_demand(name)));
        match (table, rows, columns) {
            (Ok(table), Ok(rows), Ok(columns)) => Ok((table, rows, columns)),
            (table, rows, columns) => {
                let found = [table.err(), rows.err(), columns.err()];
                let problems = found.into_iter().flatten().flat_map(Problems::into_vec);
                let messages = problems.map(|problem| problem.to_string()).collect();
                Err(Failure { ending: Ending::BadInput, messages })
            }
        }
    }
}

impl Task {
    fn of(table: &FlowTable, rows: &SectorFigures, columns: &SectorFigures, messages: &Messages) -> Self {
        let chosen = |names: &[String], totals: &SectorFigures| -> Vec<usize> {
            let (inside, outside): (Vec<usize>, Vec<usize>) = (0..names.len()).partition(|&i| totals.has(&names[i]));
            if !outside.is_empty() {
                let names: Vec<&str> = outside.iter().map(|&i| names[i].as_str()).collect();
                let (file, names) = (totals.file().display(), names.join(", "));
                messages.note(&format!("left out, for {file} has no total for it: {names}"));
            }
            inside
        };
        let (inside, across) = (chosen(table.rows(), rows), chosen(table.columns(), columns));
        let pick = |names: &[String], chosen: &[usize]| chosen.iter().map(|&i| names[i].clone()).collect::<Vec<_>>();
        let (row_names, column_names) = (pick(table.rows(), &inside), pick(table.columns(), &across));
        Self {
            row_totals: rows.column("total", &row_names).unwrap_or_default(),
            column_totals: columns.column("total", &column_names).unwrap_or_default(),
            flows: table.flows().select_rows(&inside).select_columns(&across),
            rows: row_names,
            columns: column_names,
        }
    }

    fn balance(&self, method: Method, settings: BalanceSettings) -> Result<Balanced, Vec<BalanceError>> {
        let (flows, u, v) = (&self.flows, &self.row_totals, &self.column_totals);
        match method {
            Method::Ras => ras(flows, u, v, settings),
            Method::Gras => gras(flows, u, v, settings),
            Method::CrossEntropy => {
                // The shares of each column's spending; signs stay, so that negative flows are told as such.
                let spent = flows.map(f64::abs).row_sum();
                let shares = DMatrix::from_fn(flows.nrows(), flows.ncols(), |i, j| {
                    if spent[j] == 0.0 { 0.0 } else { flows[(i, j)] / spent[j] }
                });
                let sums: Vec<f64> = v.iter().map(|total| if *total == 0.0 { 0.0 } else { 1.0 }).collect();
                let mut balanced = cross_entropy(&shares, v, u, &sums, settings)?;
                balanced.matrix.column_iter_mut().zip(v).for_each(|(mut column, total)| column *= *total);
                Ok(balanced)
            }
        }
    }

    fn largest_gap(&self, balanced: &Balanced) -> String {
        let gap = balanced.largest_gap;
        if gap.relative == 0.0 {
            return "all totals are met".to_owned();
        }
        let names = if gap.side == Side::Row { &self.rows } else { &self.columns };
        let name = &names[gap.position];
        format!(
            "the largest gap left is that of {} {name}: {} instead of {} ({:.1e} of it)",
            gap.side, gap.found, gap.total, gap.relative
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tolerance_in_the_help_is_that_of_the_library() {
        #[derive(clap::Parser)]
        struct Line {
            #[command(flatten)]
            balance: Balance,
        }
        let words = ["kapok", "table.csv", "--rows", "rows.csv", "--cols", "cols.csv"];
        let line = <Line as clap::Parser>::try_parse_from(words).unwrap();
        assert_eq!(line.balance.tolerance, BalanceSettings::default().tolerance);
    }
}
