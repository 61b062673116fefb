//! `kapok discover`: under which assumptions a target is missed.

use clap::Args;

use super::common::Common;
use super::draws::Draws;
use super::ending::{Ending, Failure};
use super::findings;
use super::interrupt::Watch;
use super::messages::Messages;
use super::output::{Output, give};
use super::progress;
use crate::analysis::{Discovery, Outcome};
use crate::ensemble::{Estimate, RunSettings};
use crate::projection::Projection;
use crate::report::DiscoveryAnswer;
use crate::scenario::Scenario;

const AFTER_HELP: &str = "\
Examples:
  kapok discover --target services_share_target_2025_real
                                         where the target is missed
  kapok discover plan --target gdp_growth_target_2025 --met
                                         where it is met: shorter to tell of a target mostly missed

Two pictures of the same paths. Boxes: a few conditions that hold together, where the outcome is
densest (patient rule induction), each found on what the ones before leave. Tree: all paths, split
by one number at a time. Both are found on every other path and judged on the paths held back.

In JSON and CSV each result is a condition: kind (box or leaf), region (its number), variable
(dotted name), low and high (its ends in the unit of the files, absent where it has none),
low_probability and high_probability (where these lie among the draws), and of the whole region
support, density and coverage on the paths it was found on, held_support, held_density and
held_coverage on those held back. Beside the results in JSON: target, outcome, share (of the paths
that have the outcome) and failed_paths. A target met, or missed, on every path leaves nothing to
discover, and it says so.";

/// Find the conditions under which a target is missed, or met
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Discover {
    /// A scenario that comes with the program (see `kapok list`) or a scenario file
    #[arg(value_name = "SCENARIO", default_value = "baseline")]
    scenario: String,
    /// The target (see `kapok list --targets`)
    #[arg(long, value_name = "ID", required = true)]
    target: String,
    /// Look for where it is met, not where it is missed
    #[arg(long)]
    met: bool,
    #[command(flatten)]
    draws: Draws,
    #[command(flatten)]
    output: Output,
}

impl Discover {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let scenario = Scenario::load(&self.scenario)?;
        let model = scenario.build()?;
        let id = self.target.strip_prefix("target:").unwrap_or(&self.target);
        Estimate::named(&format!("target:{id}"), &model)
            .map_err(|error| Failure::bad_input(format!("--target: {error}")))?;
        let destination = self.output.destination(&format!("{}-discover-{id}", model.name()))?;
        let projection = Projection::new(&model).map_err(|problems| scenario.locate(problems))?;
        for warning in findings::warnings(&scenario, &projection) {
            messages.warning(&warning.to_string());
        }
        let settings = self.draws.settings(&model);
        let progress = progress::line(settings.paths, common.quiet);
        let watch = Watch::over(&progress, self.output.to_a_file());
        let report = |done: u64| progress.set_position(done);
        let reported = RunSettings { progress: Some(&report), ..settings.clone() };
        let outcome = if self.met { Outcome::Met } else { Outcome::Missed };
        let found = Discovery::of(&projection, &reported, id, outcome);
        progress.finish_and_clear();
        watch.answer_is_coming();
        let Some(found) = found? else { return Err(Failure::bad_input(format!("there is no target \"{id}\""))) };
        let answer = DiscoveryAnswer { model: &model, found: &found, seed: settings.seed };
        give(&destination, &self.output.text(&answer, common)?, messages)
    }
}
