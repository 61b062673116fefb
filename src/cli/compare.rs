//! `kapok compare`: scenarios held against each other on the same draws.

use clap::Args;

use super::common::Common;
use super::draws::Draws;
use super::ending::{Ending, Failure};
use super::findings;
use super::interrupt::Watch;
use super::messages::Messages;
use super::output::{Output, give};
use super::progress;
use crate::analysis::Comparison;
use crate::ensemble::RunSettings;
use crate::model::Model;
use crate::projection::Projection;
use crate::report::ComparedAnswer;
use crate::scenario::Scenario;

const AFTER_HELP: &str = "\
Examples:
  kapok compare baseline plan                       what the plan's measures change, path by path
  kapok compare baseline plan steel-downturn        each against the first
  kapok compare baseline plan green-transition --all-pairs
                                                    every two of them
  kapok compare old.toml new.toml -v                every indicator in every year
  kapok compare baseline plan --format csv > compared.csv

All are carried along the same paths: a number or shock that two scenarios share by name has the
same draw in both, so what differs on a path is what their assumptions make of it. Paths and seed
are those of the first scenario unless said otherwise. Sectors and years that only one has are left
out and named.

In JSON and CSV each result has: indicator, year, a and b (the scenarios), median_a, median_b,
mean_difference (b less a, on the same path) and its standard error se, p05, p50 and p95 of the
difference, probability_a_greater, probability_b_greater, variance_ratio (variance of the difference
of unpaired paths over that of paired ones; none where the difference is the same on every path),
unpaired_paths (what two separate runs would need) and dominates (the scenario whose distribution
lies to the right of the other's at every value, empty where neither does). Beside the results in
JSON: failed_paths, targets (probability_a, probability_b, change, se, only_a and only_b, the shares
of paths that meet it in one scenario alone), and not_compared, in words.";

/// Hold scenarios against each other, path by path on the same draws
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Compare {
    /// Scenarios that come with the program (see `kapok list`) or scenario files: two or more
    #[arg(value_name = "SCENARIO", num_args = 2.., required = true)]
    scenarios: Vec<String>,
    /// Compare every two of them, not each with the first
    #[arg(long)]
    all_pairs: bool,
    #[command(flatten)]
    draws: Draws,
    #[command(flatten)]
    output: Output,
}

impl Compare {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let scenarios = self.scenarios.iter().map(|name| Scenario::load(name)).collect::<Result<Vec<_>, _>>()?;
        let models = scenarios.iter().map(Scenario::build).collect::<Result<Vec<_>, _>>()?;
        let names: Vec<&str> = models.iter().map(Model::name).collect();
        let destination = self.output.destination(&format!("{}-compared", names.join("-")))?;
        let mut projections = Vec::new();
        for (scenario, model) in scenarios.iter().zip(&models) {
            let projection = Projection::new(model).map_err(|problems| scenario.locate(problems))?;
            for warning in findings::warnings(scenario, &projection) {
                messages.warning(&format!("{}: {warning}", model.name()));
            }
            projections.push(projection);
        }
        let settings = self.draws.settings(&models[0]);
        let pairs = self.pairs();
        let progress = progress::line(settings.paths * pairs.len() as u64, common.quiet);
        let watch = Watch::over(&progress, self.output.to_a_file());
        let mut found = Vec::new();
        for (place, (a, b)) in pairs.into_iter().enumerate() {
            let before = place as u64 * settings.paths;
            let report = |done: u64| progress.set_position(before + done);
            let settings = RunSettings { progress: Some(&report), ..settings.clone() };
            found.push((a, Comparison::run(&projections[a], &projections[b], &settings)?));
        }
        progress.finish_and_clear();
        watch.answer_is_coming();
        let answer = ComparedAnswer {
            models: models.iter().collect(),
            pairs: found,
            seed: settings.seed,
            paths: settings.paths,
            design: settings.design.name(),
            every_line: common.verbose,
        };
        give(&destination, &self.output.text(&answer, common)?, messages)
    }

    /// Places of the scenarios of each pair.
    fn pairs(&self) -> Vec<(usize, usize)> {
        let firsts = if self.all_pairs { 0..self.scenarios.len() } else { 0..1 };
        firsts.flat_map(|a| (a + 1..self.scenarios.len()).map(move |b| (a, b))).collect()
    }
}
