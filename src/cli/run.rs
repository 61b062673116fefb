//! `kapok run`: projects a scenario and prints what comes of it.

use clap::Args;

use super::common::Common;
use super::draws::Draws;
use super::ending::{Ending, Failure};
use super::findings;
use super::interrupt::Watch;
use super::messages::Messages;
use super::output::{Format, Output, give};
use super::progress;
use crate::ensemble::{Ensemble, RunSettings};
use crate::projection::Projection;
use crate::report;
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
    #[command(flatten)]
    draws: Draws,
    #[command(flatten)]
    output: Output,
}

impl Run {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let scenario = Scenario::load(&self.scenario)?;
        let model = scenario.build()?;
        let destination = self.output.destination(scenario.name())?;
        let projection = Projection::new(&model).map_err(|problems| scenario.locate(problems))?;
        remark(&scenario, &projection, common, messages);

        let paths = self.draws.paths(&model);
        let progress = progress::line(paths, common.quiet);
        let watch = Watch::over(&progress, self.output.to_a_file());
        let settings = RunSettings {
            paths,
            seed: self.draws.seed(&model),
            design: self.draws.design(&model),
            replicates: model.replicates(),
            range: None,
            until: None,
            threads: self.draws.threads,
            progress: Some(&|done| progress.set_position(done)),
        };
        let ensemble = Ensemble::of(&projection, &settings);
        progress.finish_and_clear();
        let ensemble = ensemble?;
        watch.answer_is_coming();
        findings::after_run(&scenario, &ensemble).iter().for_each(|found| messages.warning(&found.to_string()));
        if common.verbose {
            findings::about_drawn_accounts(&ensemble).iter().for_each(|line| messages.note(line));
        }

        let answer = match self.output.format {
            Format::Table => report::to_table(&ensemble, self.output.ink(common))?,
            Format::Json => report::to_json(&ensemble)?,
            Format::Csv => report::to_csv(&ensemble)?,
        };
        give(&destination, &answer, messages)
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
