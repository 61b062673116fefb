//! `kapok show`: a scenario as it is resolved, each value with the file and line it came from.

use clap::Args;

use super::common::Common;
use super::ending::{Ending, Failure};
use super::messages::Messages;
use super::output::{Format, Output, give};
use crate::input::hint;
use crate::report::{Records, WRITTEN_FIELDS, WrittenEntry, written_to_table};
use crate::scenario::{Scenario, Written};

const AFTER_HELP: &str = "\
Examples:
  kapok show baseline                        every value of the baseline, section by section
  kapok show my-region.toml sector.steel     what is assumed of one sector, and where it is written
  kapok show my-region.toml target           its targets, those it inherits too
  kapok show baseline value_added --seeds    numbers of the base year with their sources
  kapok show baseline --format csv           one value a line, for a spreadsheet

A value that a scenario inherits is shown with the file of the scenario it extends. What sectors
share ([sector_defaults]) is shown sector by sector. What is written nowhere is not shown.

In JSON and CSV each result has: path (the dotted name), value (a number, or words where it is a
distribution, a list or a name), unit, standing, source, file and line. seed and paths are those
of a run.";

/// Show a scenario as it is resolved: every value with the file and line it came from
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Show {
    /// A scenario that comes with the program (see `kapok list`) or a scenario file
    #[arg(value_name = "SCENARIO", default_value = "baseline")]
    scenario: String,
    /// Show only what lies under this dotted name
    #[arg(value_name = "PATH-PREFIX")]
    prefix: Option<String>,
    /// Show the region's seeds, the base year's numbers, instead
    #[arg(long)]
    seeds: bool,
    #[command(flatten)]
    output: Output,
}

impl Show {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let scenario = Scenario::load(&self.scenario)?;
        let destination = self.output.destination(&format!("{}-show", scenario.name()))?;
        let values = self.values(&scenario)?;
        let answer = match self.output.format {
            Format::Table => written_to_table(&values, self.output.ink(common)),
            Format::Json => records(&scenario, &values).to_json()?,
            Format::Csv => records(&scenario, &values).to_csv(&WRITTEN_FIELDS)?,
        };
        give(&destination, &answer, messages)
    }

    fn values(&self, scenario: &Scenario) -> Result<Vec<Written>, Failure> {
        let all = if self.seeds { scenario.written_seeds() } else { scenario.written() };
        let Some(prefix) = &self.prefix else { return Ok(all) };
        let lies_under = |value: &Written| {
            value.path.strip_prefix(prefix.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let chosen: Vec<Written> = all.iter().filter(|value| lies_under(value)).cloned().collect();
        if chosen.is_empty() {
            let known = all.iter().flat_map(|value| ends(&value.path));
            let what = if self.seeds { "in the seeds of" } else { "in" };
            let hint = hint(prefix, known, "");
            return Err(Failure::bad_input(format!(
                "nothing is written under \"{prefix}\" {what} {}{hint}",
                self.scenario
            )));
        }
        Ok(chosen)
    }
}

/// A path and all that it lies under.
fn ends(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('.').map(|(end, _)| &path[..end]).chain([path])
}

fn records<'v>(scenario: &'v Scenario, values: &'v [Written]) -> Records<'v, WrittenEntry<'v>> {
    Records {
        command: "show",
        scenario: Some(scenario.name()),
        scenarios: None,
        seed: scenario.data().seed,
        paths: scenario.data().paths,
        design: None,
        results: values.iter().map(WrittenEntry::of).collect(),
    }
}
