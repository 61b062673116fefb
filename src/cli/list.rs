//! `kapok list`: the scenarios that come with the program, or the targets of one.

use clap::Args;
use serde::Serialize;

use super::common::Common;
use super::draws::Draws;
use super::ending::{Ending, Failure};
use super::messages::Messages;
use super::output::{Format, Output, give};
use crate::input::Problems;
use crate::model::Model;
use crate::report::{Records, TARGET_FIELDS, target_entries, targets_to_table};
use crate::scenario::{BUILTIN, Scenario};

const AFTER_HELP: &str = "\
Examples:
  kapok list                 scenarios by name and title
  kapok list --targets       the targets of the baseline: the plan's figure and how it is read, or
                             why the model cannot answer it
  kapok list --targets my-region.toml

In JSON and CSV each scenario has name, title, seed and paths; each target id, label, term,
modelled, source, and then indicator, year, comparator, value, value_high (value again where it is
no range), unit and reading where the model answers it, figure, period and reason where it does
not. seed and paths are those of a run with the same options.";

const SCENARIO_FIELDS: [&str; 4] = ["name", "title", "seed", "paths"];

/// List the scenarios that come with the program, or the targets of a scenario
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct List {
    /// List the targets of this scenario, those outside the model too [without a name: baseline]
    #[arg(long, value_name = "SCENARIO", num_args = 0..=1, default_missing_value = "baseline")]
    targets: Option<String>,
    #[command(flatten)]
    draws: Draws,
    #[command(flatten)]
    output: Output,
}

impl List {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        match &self.targets {
            None => self.scenarios(messages),
            Some(name) => self.targets(name, common, messages),
        }
    }

    fn targets(&self, name: &str, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let model = Scenario::load(name)?.build()?;
        let destination = self.output.destination(&format!("{}-targets", model.name()))?;
        let records = || Records {
            command: "list",
            scenario: Some(model.name()),
            scenarios: None,
            seed: self.draws.seed(&model),
            paths: self.draws.paths(&model),
            design: None,
            results: target_entries(&model),
        };
        let answer = match self.output.format {
            Format::Table => targets_to_table(&model, self.output.ink(common)),
            Format::Json => records().to_json()?,
            Format::Csv => records().to_csv(&TARGET_FIELDS)?,
        };
        give(&destination, &answer, messages)
    }

    fn scenarios(&self, messages: &Messages) -> Result<Ending, Failure> {
        let models = BUILTIN.iter().map(|builtin| Scenario::builtin(builtin.name)?.build());
        let models = models.collect::<Result<Vec<Model>, Problems>>()?;
        let destination = self.output.destination("scenarios")?;
        let entry = |model| Entry::of(model, &self.draws);
        let results: Vec<Entry> = models.iter().map(entry).collect();
        // Seed and paths are those of the scenario that runs by default.
        let (seed, paths) = results.first().map_or((0, 0), |entry| (entry.seed, entry.paths));
        let scenarios = Some(models.iter().map(Model::name).collect());
        let records = Records { command: "list", scenario: None, scenarios, seed, paths, design: None, results };
        let answer = match self.output.format {
            Format::Table => as_text(&models),
            Format::Json => records.to_json()?,
            Format::Csv => records.to_csv(&SCENARIO_FIELDS)?,
        };
        give(&destination, &answer, messages)
    }
}

#[derive(Serialize)]
struct Entry<'m> {
    name: &'m str,
    title: &'m str,
    seed: u64,
    paths: u64,
}

impl<'m> Entry<'m> {
    fn of(model: &'m Model, draws: &Draws) -> Self {
        Self { name: model.name(), title: model.title(), seed: draws.seed(model), paths: draws.paths(model) }
    }
}

fn as_text(models: &[Model]) -> String {
    let width = models.iter().map(|model| model.name().chars().count()).max().unwrap_or(0);
    let line = |model: &Model| format!("{:width$}  {}", model.name(), model.title());
    models.iter().map(line).collect::<Vec<_>>().join("\n") + "\n"
}
