//! `kapok decompose`: what a change is made of.

use clap::{Args, ValueEnum};

use super::common::Common;
use super::draws::Draws;
use super::ending::{Ending, Failure};
use super::findings;
use super::interrupt::Watch;
use super::messages::Messages;
use super::output::{Output, give};
use super::progress;
use crate::analysis::{Decomposed, Decomposition};
use crate::ensemble::RunSettings;
use crate::model::Model;
use crate::projection::Projection;
use crate::report::DecompositionAnswer;
use crate::scenario::Scenario;

const AFTER_HELP: &str = "\
Examples:
  kapok decompose --what energy                     energy use from the base year to the horizon
  kapok decompose plan --what energy-intensity --from 2020 --to 2025
  kapok decompose --what gdp-growth --to 2025       contributions of sectors
  kapok decompose baseline --what co2 --versus plan --to 2035
                                                    from one scenario to another, on the same draws
  kapok decompose vanadium-titanium-upgrade --what output

Energy, energy intensity and CO2: activity, structure, intensity, carriers (logarithmic mean Divisia
index, LMDI-I), and homes. Output: technology and the categories of final demand (structural
decomposition, mean of the two polar forms). Every path is taken apart by itself and without a rest;
what is told are medians, bands and means over the paths.

In JSON and CSV each result has: effect (total for the whole change), sector (empty for all
together), p05, p50, p95 and mean, in the unit of what is decomposed (growth: a fraction). Beside
the results in JSON: what, unit, largest_residual (share of the change, over all paths) and
failed_paths.";

/// Take a change of energy, CO2, output or GDP apart into what brings it about
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Decompose {
    /// A scenario that comes with the program (see `kapok list`) or a scenario file
    #[arg(value_name = "SCENARIO", default_value = "baseline")]
    scenario: String,
    /// What is taken apart
    #[arg(long, value_name = "WHAT", default_value = "energy")]
    what: What,
    /// First year; without it, the base year
    #[arg(long, value_name = "YEAR", allow_negative_numbers = true, conflicts_with = "versus")]
    from: Option<i32>,
    /// Last year, or the year in which scenarios are held against each other; without it, the horizon
    #[arg(long, value_name = "YEAR", allow_negative_numbers = true)]
    to: Option<i32>,
    /// Take apart what this scenario has more or less, in the last year
    #[arg(long, value_name = "SCENARIO")]
    versus: Option<String>,
    #[command(flatten)]
    draws: Draws,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    Energy,
    EnergyIntensity,
    Co2,
    Output,
    GdpGrowth,
}

impl From<What> for Decomposed {
    fn from(what: What) -> Self {
        match what {
            What::Energy => Self::Energy,
            What::EnergyIntensity => Self::EnergyIntensity,
            What::Co2 => Self::Co2,
            What::Output => Self::Output,
            What::GdpGrowth => Self::GdpGrowth,
        }
    }
}

impl Decompose {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let scenario = Scenario::load(&self.scenario)?;
        let model = scenario.build()?;
        let other = self.versus.as_ref().map(|name| Scenario::load(name)).transpose()?;
        let other_model = other.as_ref().map(Scenario::build).transpose()?;
        let destination = self.output.destination(&format!("{}-decompose", model.name()))?;
        let projection = compiled(&scenario, &model, messages)?;
        let versus = other.as_ref().zip(other_model.as_ref());
        let versus = versus.map(|(scenario, model)| compiled(scenario, model, messages)).transpose()?;
        let (from, to) = (self.from.unwrap_or(model.base_year()), self.to.unwrap_or(model.horizon()));
        let settings = self.draws.settings(&model);
        let progress = progress::line(settings.paths, common.quiet);
        let watch = Watch::over(&progress, self.output.to_a_file());
        let report = |done: u64| progress.set_position(done);
        let reported = RunSettings { progress: Some(&report), ..settings.clone() };
        let what = self.what.into();
        let found = match &versus {
            None => Decomposition::over_years(&projection, &reported, what, from, to),
            Some(versus) => Decomposition::between(&projection, versus, &reported, what, to),
        };
        progress.finish_and_clear();
        watch.answer_is_coming();
        let answer = DecompositionAnswer {
            model: &model,
            versus: other_model.as_ref(),
            span: if versus.is_some() { format!("in {to}") } else { format!("from {from} to {to}") },
            found: &found?,
            seed: settings.seed,
        };
        give(&destination, &self.output.text(&answer, common)?, messages)
    }
}

fn compiled<'m>(scenario: &Scenario, model: &'m Model, messages: &Messages) -> Result<Projection<'m>, Failure> {
    let projection = Projection::new(model).map_err(|problems| scenario.locate(problems))?;
    for warning in findings::warnings(scenario, &projection) {
        messages.warning(&format!("{}: {warning}", model.name()));
    }
    Ok(projection)
}
