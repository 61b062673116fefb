//! `kapok io compare`: how far two tables are from each other.

use std::path::PathBuf;

use clap::Args;

use super::opened::Opened;
use crate::cli::common::Common;
use crate::cli::ending::{Ending, Failure};
use crate::cli::messages::Messages;
use crate::economy::io::{ComparisonError, TableComparison};
use crate::report::ComparisonAnswer;

const EXAMPLES: &str = "\
Examples:
  kapok io compare survey.csv estimate.csv
  kapok io compare survey.csv estimate.csv --largest 25 --format csv > differences.csv

With a the entries of the first table, the reference, and b those of the second, over all n
entries of the input coefficients and of the Leontief inverse:
  mean_absolute_deviation       sum |b - a| / n
  weighted_absolute_deviation   sum |a| |b - a| / sum |a|
  stpe                          sum |b - a| / sum |a|, the standardised total percentage error
  theil_u                       sqrt(sum (b - a)^2 / sum a^2)
  correlation                   Pearson's, of a and b
In JSON: measures, one object a matrix (coefficients, leontief) with these, stpe as a fraction;
largest, one object an entry with matrix, supplier, user, reference, other and difference (other
less reference). In CSV: one number a line, with the columns matrix, measure, supplier, user and
value. Sectors are matched by name, in any order.";

/// Distances between two tables: of input coefficients and Leontief inverses, with the entries that differ most
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Compare {
    #[command(flatten)]
    opened: Opened,
    /// The table compared with the first, of the same sectors
    #[arg(value_name = "OTHER")]
    other: PathBuf,
    /// List up to so many entries of each matrix that differ
    #[arg(long, value_name = "N", default_value_t = 10)]
    largest: usize,
}

impl Compare {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let reference = self.opened.open(messages)?;
        let other = self.opened.open_matching(&self.other, &reference, messages)?;
        let comparison = TableComparison::new(&reference, &other, self.largest).map_err(|error| match error {
            ComparisonError::Sectors(problems) => problems.into(),
            ComparisonError::Reference(error) => self.opened.no_inverse(&reference, &error),
            ComparisonError::Other(error) => Opened::no_inverse_of(&self.other, &other, &error),
        })?;
        let answer = ComparisonAnswer { command: "io compare", sectors: reference.sectors(), comparison: &comparison };
        let without = answer.without_value();
        if !without.is_empty() {
            messages.warning(&format!("no value has {}: the entries are 0 or all the same", without.join(", ")));
        }
        self.opened.give(&answer, common, messages)
    }
}
