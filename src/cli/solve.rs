//! `kapok solve`: what it takes to meet a target.

use clap::Args;

use super::common::Common;
use super::draws::Draws;
use super::ending::{Ending, Failure};
use super::interrupt::Watch;
use super::messages::Messages;
use super::output::{Output, give};
use super::progress;
use crate::analysis::{Frontier, Lever, LeverError, Solution};
use crate::ensemble::{Estimate, RunSettings};
use crate::model::Model;
use crate::report::{SolutionAnswer, Solving};
use crate::scenario::Scenario;

/// Paths of each run, unless told otherwise: a probability of one half is then known to 0.4 points.
const PATHS: u64 = 20_000;

const AFTER_HELP: &str = "\
Examples:
  kapok solve --target gdp_growth_target_2025 --lever sector.steel.output_growth
                                         the least growth of steel that meets the target
  kapok solve plan --target rd_share_target_2025_general --lever policy.rd_subsidy.size
  kapok solve --target gdp_growth_target_2025 --probability 0.5 \\
      --lever sector.vanadium.output_growth --range 0..0.25 \\
      --lever sector.steel.output_growth --range 0..0.12
                                         the first lever needed for values of the second

A lever is a number of the scenario by its dotted name (`kapok show`); it stands at one value on
every path, whatever it was drawn from. Everything else is drawn as ever, the same at each value,
so that the probability is a plain function of the lever. Sectors with a given output growth keep
the growth of outside sales behind it, as in a scenario that extends this one. The range is looked
over in 13 values; where the probability crosses the one asked for, the value is closed in on to a
ten thousandth of the range. 20,000 paths are carried at each value unless --paths says otherwise.

In JSON and CSV each result has: kind (answer, curve or frontier), lever, value, probability, its
standard error se, and reached; of a frontier other and other_value, the second lever. Where nothing
in the range reaches it, the answer has no value, and probability is the most there is. Beside the
results in JSON: target, wanted, and of one lever present (the probability as the scenario stands)
and shape (rising, falling, flat or not_monotone).";

/// Find the least change of a lever that meets a target with a given probability
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Solve {
    /// A scenario that comes with the program (see `kapok list`) or a scenario file
    #[arg(value_name = "SCENARIO", default_value = "baseline")]
    scenario: String,
    /// The target (see `kapok list --targets`)
    #[arg(long, value_name = "ID", required = true)]
    target: String,
    /// The probability with which it is to be met
    #[arg(long, value_name = "P", default_value_t = 0.8, allow_negative_numbers = true)]
    probability: f64,
    /// The number to move, by its dotted name; a second one gives a frontier
    #[arg(long, value_name = "PATH", required = true)]
    lever: Vec<String>,
    /// Between which values, one range a lever in the same order
    #[arg(long, value_name = "LOW..HIGH", value_parser = range, allow_hyphen_values = true)]
    range: Vec<(f64, f64)>,
    #[command(flatten)]
    draws: Draws,
    #[command(flatten)]
    output: Output,
}

impl Solve {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let scenario = Scenario::load(&self.scenario)?;
        let model = scenario.build()?;
        let id = self.target.strip_prefix("target:").unwrap_or(&self.target);
        Estimate::named(&format!("target:{id}"), &model)
            .map_err(|error| Failure::bad_input(format!("--target: {error}")))?;
        let levers = self.levers(&model)?;
        let destination = self.output.destination(&format!("{}-solve-{id}", model.name()))?;
        let paths = self.draws.written_paths().unwrap_or(PATHS);
        let settings = RunSettings { paths, ..self.draws.settings(&model) };
        let progress = progress::line(settings.paths, common.quiet);
        let watch = Watch::over(&progress, self.output.to_a_file());
        let text = match &levers[..] {
            [lever] => {
                let found = Solution::of(&model, &settings, id, self.probability, lever)?;
                self.text(&model, Solving::One(&found), &settings, common)
            }
            [first, second, ..] => {
                let found = Frontier::of(&model, &settings, id, self.probability, [first, second])?;
                self.text(&model, Solving::Two(&found), &settings, common)
            }
            [] => Err(Failure::bad_input("--lever: a lever is needed")), // clap asks for one
        };
        progress.finish_and_clear();
        watch.answer_is_coming();
        give(&destination, &text?, messages)
    }

    fn text(&self, model: &Model, found: Solving, settings: &RunSettings, common: &Common) -> Result<String, Failure> {
        let answer = SolutionAnswer { model, found, seed: settings.seed, paths: settings.paths };
        self.output.text(&answer, common)
    }

    fn levers(&self, model: &Model) -> Result<Vec<Lever>, Failure> {
        if self.lever.len() > 2 {
            return Err(Failure::bad_input("--lever: one or two levers can be solved for"));
        }
        if self.range.len() > self.lever.len() {
            return Err(Failure::bad_input("--range: there are more ranges than levers"));
        }
        let lever = |(place, path): (usize, &String)| -> Result<Lever, Failure> {
            let told = |option: &'static str| move |error: LeverError| Failure::bad_input(format!("{option}: {error}"));
            let lever = Lever::named(path, model).map_err(told("--lever"))?;
            let lever = match self.range.get(place) {
                Some((low, high)) => lever.within(*low, *high).map_err(told("--range"))?,
                None if lever.low < lever.high => lever,
                None => {
                    return Err(Failure::bad_input(format!(
                        "--range: {path} is 0; say between which values it is to be moved, such as --range 0..0.1"
                    )));
                }
            };
            if self.lever[..place].contains(path) {
                return Err(Failure::bad_input(format!("--lever: {path} is named twice")));
            }
            Ok(lever)
        };
        self.lever.iter().enumerate().map(lever).collect()
    }
}

fn range(text: &str) -> Result<(f64, f64), String> {
    let ends = text.split_once("..").and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?)));
    ends.ok_or_else(|| "a range is written LOW..HIGH, such as 0.02..0.12".into())
}
