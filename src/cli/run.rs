//! `kapok run`: projects a scenario and prints what comes of it.

use std::path::PathBuf;

use clap::Args;

use super::common::{AnswerFormat, Common};
use super::destination::Destination;
use super::ending::{Ending, Failure};
use super::findings;
use super::interrupt::Watch;
use super::messages::Messages;
use super::progress;
use crate::ensemble::{Ensemble, MOST_PATHS, RunSettings};
use crate::projection::Projection;
use crate::report::{self, Ink};
use crate::scenario::Scenario;

const EXAMPLES: &str = "\
Examples:
  kapok run                                     the baseline, as it ships
  kapok run --paths 1000                        a quick look: wider errors, the same seed
  kapok run my-region.toml --seed 7             a scenario of your own under another seed
  kapok run --format csv > baseline.csv         every indicator and year, one number a line, for a spreadsheet or R
  kapok run china-2020 --format json --out DIR  every number, into the file DIR/china-2020.json

In JSON and CSV ratios, shares, growth rates and probabilities are fractions (0.077 is 7.7 %).";

/// Project a scenario: the economy, its sectors and the targets of the plan (what kapok does without a command)
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Run {
    /// A scenario that comes with the program (see `kapok list`) or a scenario file
    #[arg(value_name = "SCENARIO", default_value = "baseline")]
    scenario: String,
    /// Number of paths; without it, what the scenario says
    #[arg(long, value_name = "N", value_parser = paths, allow_negative_numbers = true)]
    paths: Option<u64>,
    /// Seed of the random numbers; without it, what the scenario says
    #[arg(long, value_name = "S", value_parser = seed, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// Number of processor threads to use; the answer does not depend on it [default: one a processor]
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    threads: Option<usize>,
    /// Tables for people, one object with every number, or one number a line
    #[arg(long, default_value = "table")]
    format: AnswerFormat,
    /// Write the answer into this folder, as SCENARIO.txt (or .json, .csv), instead of printing it
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long, requires = "out")]
    force: bool,
}

fn paths(text: &str) -> Result<u64, String> {
    match text.parse::<u64>() {
        Ok(0) => Err("a run needs at least 1 path".into()),
        Ok(paths) if paths <= MOST_PATHS => Ok(paths),
        Ok(_) => Err(format!("a run has at most {MOST_PATHS} paths")),
        Err(_) => Err("a whole number is needed, written in digits".into()),
    }
}

fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("a whole number from 0 to {} is needed", u64::MAX))
}

fn threads(text: &str) -> Result<usize, String> {
    match text.parse::<usize>() {
        Ok(0) => Err("a run needs at least 1 thread".into()),
        Ok(threads) if threads <= 1024 => Ok(threads),
        Ok(_) => Err("more than 1024 threads are of no use".into()),
        Err(_) => Err("a whole number is needed, written in digits".into()),
    }
}

impl Run {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let scenario = Scenario::load(&self.scenario)?;
        let model = scenario.build()?;
        let destination = self.destination(scenario.name())?;
        let projection = Projection::new(&model).map_err(|problems| scenario.locate(problems))?;
        remark(&scenario, &projection, common, messages);

        let paths = self.paths.unwrap_or(model.default_paths());
        let progress = progress::line(paths, common.quiet);
        let watch = Watch::over(&progress, self.out.is_some());
        let settings = RunSettings {
            paths,
            seed: self.seed.unwrap_or(model.default_seed()),
            threads: self.threads,
            progress: Some(&|done| progress.set_position(done)),
        };
        let ensemble = Ensemble::of(&projection, &settings);
        progress.finish_and_clear();
        let ensemble = ensemble?;
        watch.answer_is_coming();
        if ensemble.failed_paths > 0 {
            let (failed, paths) = (ensemble.failed_paths, ensemble.paths);
            messages.warning(&format!("{failed} of {paths} paths grew beyond all bounds and are left out"));
        }

        let answer = self.answer(&ensemble, common)?;
        if let Some(file) = destination.give(&answer)? {
            messages.note(&format!("{} was written", file.display()));
        }
        Ok(Ending::Done)
    }

    fn destination(&self, name: &str) -> Result<Destination, Failure> {
        let Some(folder) = &self.out else { return Ok(Destination::StandardOutput) };
        Destination::file(folder, name, self.format.extension(), self.force)
    }

    fn answer(&self, ensemble: &Ensemble, common: &Common) -> Result<String, Failure> {
        let ink = if self.out.is_some() { Ink::Plain } else { common.ink() };
        Ok(match self.format {
            AnswerFormat::Table => report::to_table(ensemble, ink)?,
            AnswerFormat::Json => report::to_json(ensemble)?,
            AnswerFormat::Csv => report::to_csv(ensemble)?,
        })
    }
}

/// Says on standard error what is worth knowing of the model before its answer.
fn remark(scenario: &Scenario, projection: &Projection, common: &Common, messages: &Messages) {
    for warning in findings::warnings(scenario, projection) {
        messages.warning(&warning.to_string());
    }
    if common.verbose {
        for note in findings::notes(projection) {
            messages.note(&note.message);
        }
    }
}
