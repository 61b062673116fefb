//! `kapok schema`: the JSON Schema by which editors complete and check scenario and seed files.

use clap::{Args, ValueEnum};

use super::destination::print;
use super::ending::{Ending, Failure};
use crate::report::ReportError;
use crate::scenario::{scenario_schema, seeds_schema};

const AFTER_HELP: &str = "\
Examples:
  kapok schema > scenario.schema.json        keys of scenarios, each with what it means
  kapok schema seeds > seeds.schema.json     keys of a region's base-year data

An editor that knows TOML completes and checks a file whose first line names its schema:
  #:schema scenario.schema.json
It finds misspelt keys and wrong types while they are written; `kapok check` finds the rest.";

/// Print the JSON Schema of scenario or seed files, for editors that complete and check them
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Schema {
    /// Which files
    #[arg(default_value = "scenario")]
    of: Files,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Files {
    Scenario,
    Seeds,
}

impl Schema {
    pub(super) fn obey(&self) -> Result<Ending, Failure> {
        let schema = match self.of {
            Files::Scenario => scenario_schema(),
            Files::Seeds => seeds_schema(),
        };
        let text = serde_json::to_string_pretty(&schema).map_err(ReportError::from)?;
        print(format!("{text}\n").as_bytes())
    }
}
