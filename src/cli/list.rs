//! `kapok list`: the scenarios that come with the program, or the targets of one.

use clap::Args;
use serde::Serialize;

use super::common::{Common, Format};
use super::destination::print;
use super::ending::{Ending, Failure};
use crate::input::Problems;
use crate::report::{ReportError, targets_to_json, targets_to_table};
use crate::scenario::{BUILTIN, Scenario};

const AFTER_HELP: &str = "\
Examples:
  kapok list                         scenarios by name and title
  kapok list --targets               the targets of the baseline: the plan's figure, how it is read, where it stands
  kapok list --targets my-region.toml

With --format json each scenario has name and title; each target id, label, term, indicator, year, comparator, value
(value_high too where it is a range), unit, reading and source.";

/// List the scenarios that come with the program, or the targets of a scenario
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct List {
    /// List the targets of this scenario [without a name: baseline]
    #[arg(long, value_name = "SCENARIO", num_args = 0..=1, default_missing_value = "baseline")]
    targets: Option<String>,
    /// Lines for people, or one object for programs
    #[arg(long, default_value = "table")]
    format: Format,
}

impl List {
    pub(super) fn obey(&self, common: &Common) -> Result<Ending, Failure> {
        let text = match (&self.targets, self.format) {
            (None, Format::Table) => scenarios_as_text(&scenarios()?),
            (None, Format::Json) => scenarios_as_json(&scenarios()?)?,
            (Some(name), Format::Table) => targets_to_table(&Scenario::load(name)?.build()?, common.ink()),
            (Some(name), Format::Json) => targets_to_json(&Scenario::load(name)?.build()?)?,
        };
        print(&text)
    }
}

#[derive(Serialize)]
struct Document<'s> {
    command: &'static str,
    scenarios: Vec<&'s str>,
    /// Seed and paths of the scenario that runs by default.
    seed: u64,
    paths: u64,
    results: Vec<Entry<'s>>,
}

#[derive(Serialize)]
struct Entry<'s> {
    name: &'s str,
    title: &'s str,
    seed: u64,
    paths: u64,
}

fn scenarios() -> Result<Vec<Scenario>, Problems> {
    BUILTIN.iter().map(|builtin| Scenario::builtin(builtin.name)).collect()
}

fn scenarios_as_text(scenarios: &[Scenario]) -> String {
    let width = scenarios.iter().map(|scenario| scenario.name().chars().count()).max().unwrap_or(0);
    let line = |scenario: &Scenario| format!("{:width$}  {}", scenario.name(), scenario.title());
    scenarios.iter().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

fn scenarios_as_json(scenarios: &[Scenario]) -> Result<String, Failure> {
    let results: Vec<Entry> = scenarios
        .iter()
        .map(|s| Entry { name: s.name(), title: s.title(), seed: s.data().seed, paths: s.data().paths })
        .collect();
    let list = Document {
        command: "list",
        scenarios: results.iter().map(|entry| entry.name).collect(),
        seed: results.first().map_or(0, |entry| entry.seed),
        paths: results.first().map_or(0, |entry| entry.paths),
        results,
    };
    Ok(serde_json::to_string_pretty(&list).map_err(ReportError::from)? + "\n")
}
