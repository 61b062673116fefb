//! The answers of a run.

use super::{DrawnAccounts, RunSettings};
use crate::model::{Indicator, Model, Target};
use crate::statistics::{Accumulator, ExactSum, Summary};
use crate::units::Year;

/// The indicators a run answers, in order, with the position of the answer for each year.
pub(super) type Asked = Vec<(Indicator, Vec<(Year, usize)>)>;

/// What threads gather.
#[derive(Debug, Clone, Default)]
pub(super) struct Gathered {
    pub(super) accumulators: Vec<Accumulator>,
    pub(super) targets: Vec<TargetCounts>,
    pub(super) counted: u64,
    pub(super) failed: u64,
    pub(super) drawn_accounts: Option<DrawnAccounts>,
}

/// How many paths met a target, and by how much the others missed it together.
#[derive(Debug, Clone, Default)]
pub(super) struct TargetCounts {
    pub(super) met: u64,
    pub(super) missed: u64,
    pub(super) shortfall: ExactSum,
}

impl Gathered {
    pub(super) fn merge(&mut self, other: &Self) {
        self.counted += other.counted;
        self.failed += other.failed;
        if let (Some(mine), Some(theirs)) = (&mut self.drawn_accounts, &other.drawn_accounts) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.accumulators.iter_mut().zip(&other.accumulators) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.targets.iter_mut().zip(&other.targets) {
            mine.met += theirs.met;
            mine.missed += theirs.missed;
            mine.shortfall.merge(&theirs.shortfall);
        }
    }
}

/// The answers of a run: every indicator by year as a distribution over paths, every target with its probability.
#[derive(Debug, Clone)]
pub struct Ensemble {
    /// The model that was run.
    pub model: Model,
    /// Paths run.
    pub paths: u64,
    /// Seed of the run.
    pub seed: u64,
    /// Threads used.
    pub threads: usize,
    /// Time of the whole run in seconds, statistics included.
    pub elapsed_seconds: f64,
    /// Paths left out because their base-year accounts do not hold, or a number grew beyond 10^150.
    pub failed_paths: u64,
    /// How the drawn base-year accounts came out, where they are drawn.
    pub drawn_accounts: Option<DrawnAccounts>,
    /// Every indicator.
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
    /// Monte Carlo standard error of the probability, sqrt(p (1 - p) / paths).
    pub se: f64,
    /// Median of the indicator.
    pub median: f64,
    /// Mean distance to the target over the paths that miss it, in the indicator's unit; 0 if none does.
    pub shortfall: f64,
}

impl Ensemble {
    #[allow(clippy::too_many_arguments)] // the parts of a finished run, put together once
    pub(super) fn new(
        model: &Model,
        settings: &RunSettings,
        threads: usize,
        elapsed_seconds: f64,
        asked: &Asked,
        target_cells: &[usize],
        central: &[f64],
        gathered: &Gathered,
    ) -> Self {
        let summaries: Vec<Summary> = gathered.accumulators.iter().map(Accumulator::summary).collect();
        let indicators = asked.iter().map(|(indicator, years)| IndicatorResult {
            indicator: *indicator,
            id: indicator.id(model.region()),
            years: (years.iter())
                .map(|&(year, cell)| YearResult { year, summary: summaries[cell], central: central[cell] })
                .collect(),
        });
        let targets = model.targets().iter().zip(target_cells).zip(&gathered.targets);
        Self {
            model: model.clone(),
            paths: settings.paths,
            seed: settings.seed,
            threads,
            elapsed_seconds,
            failed_paths: gathered.failed,
            drawn_accounts: gathered.drawn_accounts.clone(),
            indicators: indicators.collect(),
            targets: targets.map(|((target, cell), tally)| tally.result(target, summaries[*cell].median())).collect(),
        }
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
    fn result(&self, target: &Target, median: f64) -> TargetResult {
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
