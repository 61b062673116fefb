//! `kapok path`: one path of a run told whole, or the paths that miss a target most.

use clap::{ArgGroup, Args};

use super::common::Common;
use super::draws::Draws;
use super::ending::{Ending, Failure};
use super::findings;
use super::interrupt::Watch;
use super::messages::Messages;
use super::output::{Format, Output, give};
use super::progress;
use crate::ensemble::{Estimate, PathRecord, RunSettings, WorstPath, WorstPaths};
use crate::model::Model;
use crate::projection::Projection;
use crate::report::{PathAnswer, WorstAnswer};
use crate::scenario::Scenario;

const AFTER_HELP: &str = "\
Examples:
  kapok path --id 8731                          one path of the baseline, its drawn numbers first
  kapok path --id 8731 -v                       all numbers drawn, and sectors in every year
  kapok path my-region.toml --id 0 --seed 7     the first path under another seed
  kapok path --worst target:gdp_growth_target_2025 --count 3
                                                the three paths that miss the target most
  kapok path --id 8731 --format csv > path.csv  every number of a path, one a line

A path is numbered from 0. Its numbers are those of the run with the same seed and design. Random
paths are the same whatever the number of paths, so any number may be asked for; in other designs
a path is one of --paths.

With --id, each result in JSON has: path, kind, name, year where it has one, and value. Kinds:
  drawn      drawn once a path: name is the dotted name in the files, value as files write it,
             median that of its distribution, probability the one at which the value lies
  force      by year, in standard deviations: factor.NAME, a common factor; sector.ID.shock (sales
             outside the region), sector.ID.price_shock, sector.ID.energy_shock, households.shock,
             investment.shock and prices.shock, the yearly shocks
  indicator  by year, every indicator in every year in which it has a value: gdp, output.ID ...
             (the price of a sector's output is output_nominal.ID over output.ID)
  failed     in place of indicators, where runs leave the path out: message says why
In CSV: path,indicator,year,value, with the name of every kind as indicator.

With --worst, each result has: rank, path, value (of the target's indicator), shortfall (distance
to the nearest value that meets the target), and for the three numbers drawn farthest from their
medians drawn_1 (dotted name), drawn_1_value, drawn_1_median, drawn_1_probability, drawn_2 ...;
beside results in JSON: target, missed_paths and failed_paths. Paths that miss it by the same stand
in the order of their numbers.";

/// Tell one path of a run whole, or find the paths that miss a target most
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP, group = ArgGroup::new("which").required(true).args(["id", "worst"]))]
pub(super) struct Path {
    /// A scenario that comes with the program (see `kapok list`) or a scenario file
    #[arg(value_name = "SCENARIO", default_value = "baseline")]
    scenario: String,
    /// The number of the path to tell
    #[arg(long, value_name = "PATH", value_parser = id, allow_negative_numbers = true)]
    id: Option<u64>,
    /// Find the paths that miss this target most (see `kapok list --targets`)
    #[arg(long, value_name = "target:ID", value_parser = target)]
    worst: Option<String>,
    /// How many of them to list at most
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = count, conflicts_with = "id", allow_negative_numbers = true)]
    count: usize,
    #[command(flatten)]
    draws: Draws,
    #[command(flatten)]
    output: Output,
}

impl Path {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let scenario = Scenario::load(&self.scenario)?;
        let model = scenario.build()?;
        if let Some(target) = &self.worst {
            let named = Estimate::named(&format!("target:{target}"), &model);
            named.map_err(|error| Failure::bad_input(format!("--worst: {error}")))?;
        }
        let destination = self.output.destination(&self.name(&model))?;
        let projection = Projection::new(&model).map_err(|problems| scenario.locate(problems))?;
        for warning in findings::warnings(&scenario, &projection) {
            messages.warning(&warning.to_string());
        }
        let settings = self.draws.settings(&model);
        let answer = match &self.worst {
            Some(target) => self.find(&projection, &settings, target, common, messages)?,
            None => self.tell(&projection, &settings, common, messages)?,
        };
        give(&destination, &answer, messages)
    }

    /// The name of a file that holds the answer.
    fn name(&self, model: &Model) -> String {
        let of =
            self.worst.as_ref().map_or_else(|| self.id.unwrap_or_default().to_string(), |id| format!("worst-{id}"));
        format!("{}-path-{of}", model.name())
    }

    /// One path whole.
    fn tell(
        &self,
        projection: &Projection,
        settings: &RunSettings,
        common: &Common,
        messages: &Messages,
    ) -> Result<String, Failure> {
        let layout = settings.layout(projection)?;
        let path = self.id.unwrap_or_default(); // given wherever no target is
        let record =
            PathRecord::of(projection, &layout, path).map_err(|error| Failure::bad_input(error.to_string()))?;
        if let (Err(failure), Format::Json | Format::Csv) = (&record.outcome, self.output.format) {
            messages.warning(&format!("path {path} comes to nothing, and runs leave it out: {failure}"));
        }
        let (model, paths, every_line) = (projection.model(), settings.paths, common.verbose);
        self.output.text(&PathAnswer { model, record: &record, layout, paths, every_line }, common)
    }

    /// The paths that miss a target most.
    fn find(
        &self,
        projection: &Projection,
        settings: &RunSettings,
        target: &str,
        common: &Common,
        messages: &Messages,
    ) -> Result<String, Failure> {
        let layout = settings.layout(projection)?;
        let progress = progress::line(settings.paths, common.quiet);
        let watch = Watch::over(&progress, self.output.to_a_file());
        let settings = RunSettings { progress: Some(&|done| progress.set_position(done)), ..settings.clone() };
        let found = WorstPaths::of(projection, &settings, target, self.count);
        progress.finish_and_clear();
        let Some(found) = found? else { return Err(Failure::bad_input(format!("there is no target \"{target}\""))) };
        watch.answer_is_coming();
        if found.missed == 0 && self.output.format != Format::Table {
            messages.note(&format!("no path misses the target {target}"));
        }
        let farthest = |path: &WorstPath| path.farthest_drawn(projection, &layout, WorstAnswer::DRAWN);
        let drawn = found.worst.iter().map(farthest).collect();
        self.output.text(&WorstAnswer { model: projection.model(), layout, found: &found, drawn }, common)
    }
}

fn id(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "a path is a whole number from 0 on, written in digits".into())
}

fn target(text: &str) -> Result<String, String> {
    match text.strip_prefix("target:") {
        Some(id) if !id.is_empty() => Ok(id.to_owned()),
        _ => Err("it must be target: and a target's name, such as target:gdp_growth_target_2025".into()),
    }
}

/// Most paths that are listed.
const MOST_LISTED: usize = 10_000;

fn count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(count) if (1..=MOST_LISTED).contains(&count) => Ok(count),
        _ => Err(format!("a whole number from 1 to {MOST_LISTED} is needed")),
    }
}
