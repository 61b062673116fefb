//! `kapok run`: projects a scenario and prints what comes of it.

use std::time::Instant;

use clap::Args;

use super::common::Common;
use super::draws::Draws;
use super::ending::{Ending, Failure};
use super::findings;
use super::interrupt::Watch;
use super::messages::Messages;
use super::output::{Format, Output};
use super::part::PartOfARun;
use super::shard_file::Part;
use super::until::Until;
use super::{answer, progress};
use crate::ensemble::{Ensemble, Precision, RunSettings, Shard};
use crate::model::MOST_PATHS;
use crate::projection::Projection;
use crate::report::{self, significant};
use crate::scenario::Scenario;

const EXAMPLES: &str = "\
Examples:
  kapok run                                     the baseline, as it ships
  kapok run --paths 1000                        a quick look: wider errors, the same seed
  kapok run my-region.toml --seed 7             a scenario of your own under another seed
  kapok run --format csv > baseline.csv         every indicator and year, one number a line, for a
                                                spreadsheet or R
  kapok run china-2020 --format json --out DIR  every number, into the file DIR/china-2020.json
  kapok run --until-se 0.002 --on target:services_share_target_2025_real
                                                as many paths as that precision takes
  kapok run --design sobol                      paths spread more evenly than chance does

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
    #[command(flatten)]
    until: Until,
    #[command(flatten)]
    part: PartOfARun,
}

impl Run {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let scenario = Scenario::load(&self.scenario)?;
        let mut model = scenario.build()?;
        let until = self.until.precision(&mut model, self.part.is_kept())?;
        let destination = self.output.destination(scenario.name())?;
        let kept = self.part.destination(&destination, self.output.force)?;
        let projection = Projection::new(&model).map_err(|problems| scenario.locate(problems))?;
        remark(&scenario, &projection, common, messages);

        let (shard, ensemble) = self.project(&projection, until, common)?;
        findings::after_run(&scenario, &ensemble).iter().for_each(|found| messages.warning(&found.to_string()));
        // Tables and JSON hold it themselves.
        if common.verbose && self.output.format == Format::Csv {
            findings::about_drawn_accounts(&ensemble).iter().for_each(|line| messages.note(line));
        }

        say_if_stopped(&ensemble, messages);
        if let Some((kept, shard)) = kept.zip(shard) {
            answer::keep(&kept, &Part::new(&scenario, shard), messages)?;
        }
        answer::give_run(&ensemble, &self.output, &destination, common, messages)
    }
}

impl Run {
    /// The paths asked for where they are to be kept, and what they answer.
    fn project(
        &self,
        projection: &Projection,
        until: Option<Precision>,
        common: &Common,
    ) -> Result<(Option<Shard>, Ensemble), Failure> {
        let begun = Instant::now();
        let model = projection.model();
        let range = self.part.range()?;
        let kept = self.part.is_kept();
        // A table shows a few of the numbers; parts that are kept answer every format.
        let only = (self.output.format == Format::Table && !kept).then(|| report::shown_in_table(model));
        let settings = RunSettings { range, until, only, ..self.draws.settings(model) };
        let most = match (&settings.until, &settings.range) {
            (Some(precision), _) => precision.max_paths,
            (None, Some(range)) => range.end.saturating_sub(range.start),
            (None, None) => settings.paths,
        };
        let progress = progress::line(most, common.quiet);
        let watch = Watch::over(&progress, self.output.to_a_file() || kept);
        let settings = RunSettings { progress: Some(&|done| progress.set_position(done)), ..settings };
        let outcome = if kept {
            let answered = |shard: Shard| Ok((Some(shard.clone()), shard.ensemble(projection)?));
            Shard::run(projection, &settings).and_then(answered)
        } else {
            Ensemble::of(projection, &settings).map(|ensemble| (None, ensemble))
        };
        progress.finish_and_clear();
        let (shard, mut ensemble) = outcome?;
        ensemble.elapsed_seconds = begun.elapsed().as_secs_f64();
        watch.answer_is_coming();
        Ok((shard, ensemble))
    }
}

/// Warns where the paths allowed did not bring the precision asked for.
fn say_if_stopped(ensemble: &Ensemble, messages: &Messages) {
    let Some(reached) = ensemble.precision.as_ref().filter(|reached| !reached.reached) else { return };
    let needed = reached.paths_needed.unwrap_or_default();
    let advice = if needed <= MOST_PATHS as f64 {
        format!("it would take about {} (--max-paths)", significant(needed, 2))
    } else {
        format!(
            "no run has as many paths as that takes; {} is the least within reach",
            significant(reached.least_se, 2)
        )
    };
    messages.warning(&format!(
        "--until-se: {} paths did not bring the standard error down to {}; {advice}",
        ensemble.paths, reached.se
    ));
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
