//! `kapok io aggregate`: a table in coarser sectors.

use std::path::PathBuf;

use clap::Args;

use super::opened::Opened;
use crate::cli::common::Common;
use crate::cli::ending::{Ending, Failure};
use crate::cli::messages::Messages;
use crate::economy::io::Concordance;
use crate::report::TableAnswer;

const EXAMPLES: &str = "\
Examples:
  kapok io aggregate table.csv --by groups.csv > grouped.csv
  kapok io aggregate table.csv --by groups.csv --format table
  kapok io aggregate table.csv --by groups.csv --out grouped      into grouped/table-aggregate.csv

A concordance is a CSV file with one line for each group a sector goes to:
  sector,group,weight
  coal,energy,1
  oil,energy,0.9
  oil,chemicals,0.1
Without the third column every weight is 1. Weights of a sector sum to 1; a sector of several
groups is split by them, as seller and as buyer alike, so that a concordance can also split
sectors. Groups stand in the order in which they are first named. Flows, final demand, output,
primary inputs and satellites are added up; totals stay as they are.

The answer is a table again, as CSV unless --format says otherwise. In JSON: flows, one array a
row; the other rows and columns under the names they have in a table's file (final_demand or
final:NAME, output, primary:NAME, satellite:NAME), a row that lacks numbers as an object with
those it has, by sector.";

/// Aggregation: the table of groups of sectors by a concordance, with weights where sectors are split
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, mut_arg("format", |format| format.default_value("csv").help("A table to read back, a table for people, or one object")))]
pub(super) struct Aggregate {
    #[command(flatten)]
    opened: Opened,
    /// Which sectors go to which groups: a CSV file with the columns sector,group or sector,group,weight
    #[arg(long, value_name = "CONCORDANCE")]
    by: PathBuf,
}

impl Aggregate {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let table = self.opened.open(messages)?;
        let groups = table.aggregated(&Concordance::open(&self.by)?)?;
        let answer = TableAnswer { command: "io aggregate", table: &groups };
        self.opened.give(&answer, common, messages)
    }
}
