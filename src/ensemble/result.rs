//! The answers of a run.

use std::ops::Range;
use std::time::Instant;

use rayon::prelude::*;

use super::asked::Asked;
use super::gathered::{Gathered, TargetCounts};
use super::{DrawnAccounts, PrecisionReached, RunError, RunSettings, Shard, TechnologyFailures};
use crate::model::{Indicator, Model, Target};
use crate::projection::Projection;
use crate::sampling::{Design, Layout};
use crate::statistics::{Accumulator, Summary, reported_ranks};
use crate::units::Year;

/// The answers of a run: every indicator by year as a distribution over paths, every target with its probability.
#[derive(Debug, Clone)]
pub struct Ensemble {
    /// The model that was run.
    pub model: Model,
    /// Paths run.
    pub paths: u64,
    /// Their numbers: ranges in order, the last number of each not included.
    pub ranges: Vec<Range<u64>>,
    /// Seed of the run.
    pub seed: u64,
    /// Sampling design.
    pub design: Design,
    /// Replicates of the design that hold paths, 1 for independent paths.
    pub replicates: u64,
    /// Paths the design is laid out for; none for independent paths, which may be any number.
    pub laid_out_for: Option<u64>,
    /// Threads used.
    pub threads: usize,
    /// Whether quantiles are picked from the draws themselves, not read from counts in bins.
    pub exact: bool,
    /// Vector instructions it was run with.
    pub level: String,
    /// Time of the whole run in seconds, statistics included.
    pub elapsed_seconds: f64,
    /// Paths left out because their base-year accounts do not hold, or a number grew beyond 10^150.
    pub failed_paths: u64,
    /// How the drawn base-year accounts came out, where they are drawn.
    pub drawn_accounts: Option<DrawnAccounts>,
    /// How many paths were left out because their technology does not hold, where technology changes.
    pub technology: Option<TechnologyFailures>,
    /// What came of the precision asked for, if one was.
    pub precision: Option<PrecisionReached>,
    /// Every indicator, or those that were asked for ([`RunSettings::only`]).
    pub indicators: Vec<IndicatorResult>,
    /// Every target.
    pub targets: Vec<TargetResult>,
}

/// An indicator by year.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorResult {
    /// Which indicator.
    pub indicator: Indicator,
    /// Its id.
    pub id: String,
    /// One entry a reported year, in order.
    pub years: Vec<YearResult>,
}

/// An indicator in a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearResult {
    /// The year.
    pub year: Year,
    /// Statistics over the paths.
    pub summary: Summary,
    /// Value on the all-median path.
    pub central: f64,
}

/// How a target fares.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetResult {
    /// Which target.
    pub target: Target,
    /// Share of paths that meet it.
    pub probability: f64,
    /// Monte Carlo standard error of the probability: sqrt(p (1 - p) / paths) for independent paths, from replicates for
    /// other designs.
    pub se: f64,
    /// Median of the indicator.
    pub median: f64,
    /// Mean distance to the target over the paths that miss it, in the indicator's unit; 0 if none does.
    pub shortfall: f64,
}

impl Ensemble {
    /// Runs a model's paths and gathers its answers.
    ///
    /// The result is the same, bit for bit, for any number of threads.
    ///
    /// # Errors
    /// No paths asked for, a design or precision that does not fit the run, a model that cannot be projected, no path
    /// that stays finite.
    pub fn run(model: &Model, settings: &RunSettings) -> Result<Self, RunError> {
        Self::of(&Projection::new(model)?, settings)
    }

    /// The same for a model that is compiled already.
    ///
    /// # Errors
    /// As [`Ensemble::run`], but for the model.
    pub fn of(projection: &Projection, settings: &RunSettings) -> Result<Self, RunError> {
        let begun = Instant::now();
        let asked = Asked::of(projection.model(), settings.answers().as_deref());
        let mut ensemble = Shard::of(projection, &asked, settings)?.answer(projection.model(), &asked)?;
        ensemble.elapsed_seconds = begun.elapsed().as_secs_f64();
        Ok(ensemble)
    }

    /// The answers of what was gathered; how it was run is filled in by who ran it.
    pub(super) fn new(model: &Model, layout: &Layout, asked: &Asked, central: &[f64], gathered: &Gathered) -> Self {
        let ranks = reported_ranks(gathered.counted);
        let summary = |(cell, accumulator): (usize, &Accumulator)| {
            let summary = accumulator.summary(&ranks);
            Summary { se_mean: gathered.se_mean(cell).unwrap_or(summary.se_mean), ..summary }
        };
        let summaries: Vec<Summary> = gathered.accumulators.par_iter().enumerate().map(summary).collect();
        let indicators = asked.indicators.iter().map(|(indicator, years)| IndicatorResult {
            indicator: *indicator,
            id: indicator.id(model.region()),
            years: (years.iter())
                .map(|&(year, cell)| YearResult { year, summary: summaries[cell], central: central[cell] })
                .collect(),
        });
        let targets = asked.targets.iter().enumerate().map(|(place, &(target, cell))| {
            let result = gathered.targets[place].result(target, summaries[cell].median());
            TargetResult { se: gathered.se_target(place).unwrap_or(result.se), ..result }
        });
        Self {
            model: model.clone(),
            paths: gathered.counted + gathered.failed,
            ranges: Vec::new(),
            seed: layout.seed(),
            design: layout.design(),
            replicates: gathered.replicates_held().max(1),
            laid_out_for: (layout.design() != Design::Random).then(|| layout.paths()),
            threads: 1,
            exact: false,
            level: String::new(),
            elapsed_seconds: 0.0,
            failed_paths: gathered.failed,
            drawn_accounts: gathered.drawn_accounts.clone(),
            technology: gathered.technology.clone(),
            precision: None,
            indicators: indicators.collect(),
            targets: targets.collect(),
        }
    }

    /// Whether other paths than the first ones, or not all that the design was laid out for, were run.
    pub fn is_part(&self) -> bool {
        let whole = match self.ranges.as_slice() {
            [range] => {
                range.start == 0 && (self.precision.is_some() || self.laid_out_for.is_none_or(|n| n == range.end))
            }
            _ => false,
        };
        !whole
    }

    /// The indicator with this id.
    pub fn indicator(&self, id: &str) -> Option<&IndicatorResult> {
        self.indicators.iter().find(|result| result.id == id)
    }

    /// The target with this id.
    pub fn target(&self, id: &str) -> Option<&TargetResult> {
        self.targets.iter().find(|result| result.target.id == id)
    }

    /// Paths times projected years over the whole time of the run.
    pub fn path_years_per_second(&self) -> f64 {
        self.paths as f64 * self.model.years() as f64 / self.elapsed_seconds.max(f64::MIN_POSITIVE)
    }
}

impl IndicatorResult {
    /// Its statistics in a year, if it is reported for that year.
    pub fn at(&self, year: Year) -> Option<&YearResult> {
        self.years.iter().find(|result| result.year == year)
    }
}

impl TargetCounts {
    pub(super) fn result(&self, target: &Target, median: f64) -> TargetResult {
        let counted = (self.met + self.missed).max(1) as f64;
        let probability = self.met as f64 / counted;
        TargetResult {
            target: target.clone(),
            probability,
            se: (probability * (1.0 - probability) / counted).sqrt(),
            median,
            shortfall: if self.missed == 0 { 0.0 } else { self.shortfall.value() / self.missed as f64 },
        }
    }
}
