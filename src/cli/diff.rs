//! `kapok diff`: in what two scenarios differ, in economic terms.

use clap::Args;

use super::common::Common;
use super::ending::{Ending, Failure};
use super::messages::Messages;
use super::output::{Format, Output, give};
use crate::report::{DIFFERENCE_FIELDS, DifferenceEntry, Records, differences_to_table};
use crate::scenario::Scenario;

const AFTER_HELP: &str = "\
Examples:
  kapok diff baseline my-region.toml                what the second assumes otherwise
  kapok diff old.toml new.toml --format csv         one difference a line

Titles, labels, sources, readings of targets and [run] are left out: they move no result. It ends
with 0 when nothing else differs, with 3 when something does.

In JSON and CSV each result has: path (the dotted name), name (for people), change (changed, added,
removed), base and new where there are any, and unit. What is not written has its default. seed
and paths are those of a run of the first scenario.";

/// Tell in what two scenarios differ: numbers, targets, policies and events
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Diff {
    /// A scenario that comes with the program (see `kapok list`) or a scenario file
    #[arg(value_name = "A")]
    base: String,
    /// The one to hold against it
    #[arg(value_name = "B")]
    new: String,
    #[command(flatten)]
    output: Output,
}

impl Diff {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let (base, new) = (Scenario::load(&self.base)?, Scenario::load(&self.new)?);
        let destination = self.output.destination(&format!("{}-{}-diff", base.name(), new.name()))?;
        let differences = base.differences(&new);
        let names = [base.name(), new.name()];
        let records = || Records {
            command: "diff",
            scenario: None,
            scenarios: Some(names.to_vec()),
            seed: base.data().seed,
            paths: base.data().paths,
            design: None,
            results: differences.iter().map(DifferenceEntry::of).collect(),
        };
        let answer = match self.output.format {
            Format::Table if differences.is_empty() => format!("{} and {} do not differ.\n", self.base, self.new),
            Format::Table => differences_to_table(&differences, names, self.output.ink(common)),
            Format::Json => records().to_json()?,
            Format::Csv => records().to_csv(&DIFFERENCE_FIELDS)?,
        };
        give(&destination, &answer, messages)?;
        Ok(if differences.is_empty() { Ending::Done } else { Ending::AnswerIsNo })
    }
}
