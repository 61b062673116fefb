//! `kapok sensitivity`: which assumption an indicator depends on.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};

use super::common::Common;
use super::draws::Draws;
use super::ending::{Ending, Failure};
use super::findings;
use super::interrupt::Watch;
use super::messages::Messages;
use super::output::{Output, give};
use super::progress;
use crate::analysis::{self, Group, Method, SOBOL_SAMPLE};
use crate::ensemble::{RunSettings, indicator_at};
use crate::model::Model;
use crate::projection::{DrawnName, Projection};
use crate::report::SensitivityAnswer;
use crate::scenario::{Scenario, Written};

const AFTER_HELP: &str = "\
Examples:
  kapok sensitivity --of gdp@2035                     what real GDP in 2035 depends on, from ranks
  kapok sensitivity plan --of energy_intensity@2025 --method sobol
                                                      shares of variance, interplay included
  kapok sensitivity --of gdp@2035 --method sobol --group sector
  kapok sensitivity --of share.tertiary@2025 --method tornado
                                                      what each number alone moves

Methods:
  rank     rank correlations and standardised rank regression of one run: quick, and right where
           the indicator rises or falls steadily with each number
  sobol    first-order and total indices, from runs in which numbers are exchanged one by one; the
           base sample has 4,096 paths unless --paths says otherwise, and as many are carried again
           for every number
  tornado  each number from its 5 % to its 95 % quantile on the all-median path

Groups: by standing (stated, derived, assumed; a number of a scenario that says nothing is assumed),
by sector, or by the file that states the number.

In JSON and CSV each result has: variable (dotted name, or the group's), standing, measure, value
and the ends low and high of its 95 % interval. Measures: srrc and spearman, lost_without of
groups; first_order and total; swing, with the indicator at the number's 5 % and 95 % quantiles as
low and high. Beside the results in JSON: of, method, carried_paths, failed_paths, explained (R^2
of ranks, or the sum of first-order indices) and epistemic (share of variance due to numbers drawn
once a path), each with low and high.";

/// Find out which assumption an indicator depends on
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Sensitivity {
    /// A scenario that comes with the program (see `kapok list`) or a scenario file
    #[arg(value_name = "SCENARIO", default_value = "baseline")]
    scenario: String,
    /// The indicator and the year it is about
    #[arg(long, value_name = "INDICATOR@YEAR", required = true)]
    of: String,
    /// How to find out
    #[arg(long, value_name = "METHOD", default_value = "rank")]
    method: MethodChoice,
    /// Take numbers together by where they come from or what they are about
    #[arg(long, value_name = "BY")]
    group: Option<Grouping>,
    #[command(flatten)]
    draws: Draws,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum MethodChoice {
    Rank,
    Sobol,
    Tornado,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Grouping {
    Standing,
    Sector,
    File,
}

impl Sensitivity {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let scenario = Scenario::load(&self.scenario)?;
        let model = scenario.build()?;
        let of = indicator_at(&self.of, &model).map_err(|error| Failure::bad_input(format!("--of: {error}")))?;
        let method = match (self.method, self.group) {
            (MethodChoice::Rank, _) => Method::Rank,
            (MethodChoice::Sobol, _) => Method::Sobol,
            (MethodChoice::Tornado, None) => Method::Tornado,
            (MethodChoice::Tornado, Some(_)) => {
                return Err(Failure::bad_input("--group: a tornado moves one number at a time and has no groups"));
            }
        };
        let destination = self.output.destination(&format!("{}-sensitivity", model.name()))?;
        let projection = Projection::new(&model).map_err(|problems| scenario.locate(problems))?;
        for warning in findings::warnings(&scenario, &projection) {
            messages.warning(&warning.to_string());
        }
        let settings = self.settings(&model, method);
        let names = projection.drawn_names();
        let written = scenario.written();
        let groups = groups(&names, self.group.unwrap_or(Grouping::Standing), &written, &model);
        let progress = progress::line(settings.paths, common.quiet);
        let watch = Watch::over(&progress, self.output.to_a_file());
        let report = |done: u64| progress.set_position(done);
        let reported = RunSettings { progress: Some(&report), ..settings.clone() };
        let found = if self.group.is_some() {
            analysis::Sensitivity::of_groups(&projection, &reported, of, method, &groups)
        } else {
            analysis::Sensitivity::of(&projection, &reported, of, method, &groups)
        };
        progress.finish_and_clear();
        watch.answer_is_coming();
        let answer = SensitivityAnswer {
            model: &model,
            found: &found?,
            standing: &names.iter().map(|name| (name.name.clone(), standing(name, &written))).collect(),
            by_group: self.group.is_some(),
            seed: settings.seed,
            paths: settings.paths,
            every_line: common.verbose,
        };
        give(&destination, &self.output.text(&answer, common)?, messages)
    }

    /// The run: for Sobol indices the base sample, which is not that of the scenario's runs.
    fn settings(&self, model: &Model, method: Method) -> RunSettings<'static> {
        let settings = self.draws.settings(model);
        let paths = self.draws.written_paths().unwrap_or(SOBOL_SAMPLE);
        if method == Method::Sobol { RunSettings { paths, ..settings } } else { settings }
    }
}

/// Where a number is written: its own entry, or the first of its parts.
fn place<'w>(name: &DrawnName, written: &'w [Written]) -> Option<&'w Written> {
    let own = |value: &&Written| {
        value.path == name.name || value.path.strip_prefix(&name.name).is_some_and(|rest| rest.starts_with(['.', '[']))
    };
    written.iter().find(own)
}

/// Whether a number is stated, derived or assumed: assumed where nothing is said.
fn standing(name: &DrawnName, written: &[Written]) -> String {
    place(name, written).and_then(|value| value.standing.clone()).unwrap_or_else(|| "assumed".to_owned())
}

/// The numbers drawn, put into groups.
fn groups(names: &[DrawnName], by: Grouping, written: &[Written], model: &Model) -> Vec<Group> {
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in names {
        let group = match by {
            Grouping::Standing => standing(name, written),
            Grouping::File => place(name, written).map_or_else(
                || "the region's base-year data".to_owned(),
                |value| value.location.file.display().to_string(),
            ),
            Grouping::Sector => {
                let id = name.name.strip_prefix("sector.").and_then(|rest| rest.split('.').next());
                let sector = model.region().sectors.iter().find(|sector| Some(sector.id.as_str()) == id);
                sector.map_or_else(|| "the economy as a whole".to_owned(), |sector| sector.label.clone())
            }
        };
        groups.entry(group).or_default().push(name.name.clone());
    }
    groups.into_iter().map(|(name, numbers)| Group { name, numbers }).collect()
}
