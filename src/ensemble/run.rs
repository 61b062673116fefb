//! The run of many blocks over threads, into accumulators that do not mind the order.

use std::ops::Range;

use rayon::prelude::*;

use super::answering::Answering;
use super::asked::Asked;
use super::dealing::Dealing;
use super::gathered::{Gathered, sound_lanes, within_bounds};
use super::precision::{PrecisionError, PrecisionReached, StandardError};
use super::worker::Worker;
use super::{DrawnAccounts, Estimate, Precision, RunSettings, TechnologyFailures};
use crate::input::Problems;
use crate::lanes::VectorLevel;
use crate::model::MOST_PATHS;
use crate::projection::{Draw, Projection};
use crate::sampling::{DesignError, LANES, Layout};
use crate::statistics::{Accumulator, Histogram, reported_ranks};

/// Why a run gave no results.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RunError {
    /// The model cannot be projected.
    #[error(transparent)]
    Model(#[from] Problems),
    /// A run of no paths, or of more than the draws can number.
    #[error("a run needs at least 1 path and at most {most}; {paths} were asked for")]
    Paths {
        /// Paths asked for.
        paths: u64,
        /// Most paths of a run.
        most: u64,
    },
    /// A part of a run that lies outside it.
    #[error("there are no paths {}..{}: the whole run has the paths 0..{most}, the last number not included", .range.start, .range.end)]
    Range {
        /// The paths asked for.
        range: Range<u64>,
        /// One more than the number of the last path there is.
        most: u64,
    },
    /// The sampling design does not fit the run.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// The precision asked for makes no sense.
    #[error(transparent)]
    Precision(#[from] PrecisionError),
    /// What was gathered belongs to another model.
    #[error("these paths were run with another model{}", in_brackets(.differences))]
    AnotherModel {
        /// How it differs, in words.
        differences: Vec<String>,
    },
    /// Every path left the range that can be reckoned with.
    #[error(
        "no path of the run stayed within bounds: some assumption makes demand or prices grow or vanish without end"
    )]
    AllFailed,
    /// The all-median path left the range that can be reckoned with.
    #[error(
        "even with every assumption at its median and no shocks, an indicator grows beyond all bounds or cannot be computed"
    )]
    MedianFailed,
    /// The draws to be kept do not fit into memory.
    #[error("keeping the draws of {paths} paths takes {} of memory, and this machine has {} left: run fewer paths, or keep less of each", gibibytes(*.needed), gibibytes(*.available))]
    Memory {
        /// Paths of the run.
        paths: u64,
        /// Bytes that the draws take.
        needed: u64,
        /// Bytes that are left.
        available: u64,
    },
    /// The threads could not be started.
    #[error("the threads could not be started: {0}")]
    Threads(String),
}

fn gibibytes(bytes: u64) -> String {
    format!("{:.1} GiB", bytes as f64 / f64::from(1 << 30))
}

/// Whether so many bytes can be had, as far as the machine tells.
pub(crate) fn enough_memory(paths: u64, needed: u64) -> Result<(), RunError> {
    let told = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("MemAvailable:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    let available = kibibytes.map_or(u64::MAX, |kibibytes| kibibytes.saturating_mul(1024));
    // Lists that grow, and those of threads while they are joined, take up to twice as much.
    if needed.saturating_mul(2) > available { Err(RunError::Memory { paths, needed, available }) } else { Ok(()) }
}

fn in_brackets(differences: &[String]) -> String {
    if differences.is_empty() { String::new() } else { format!(" ({})", differences.join("; ")) }
}

/// Blocks run first to see how far each indicator spreads; always the same ones, so that bins do not depend on the run.
const PILOT_BLOCKS: usize = 4;

/// A run about to be made.
pub(super) struct Run<'r> {
    projection: &'r Projection<'r>,
    asked: &'r Asked<'r>,
    settings: &'r RunSettings<'r>,
    layout: Layout,
    threads: rayon::ThreadPool,
}

impl<'r> Run<'r> {
    /// Checks the settings and starts the threads.
    pub(super) fn new(
        projection: &'r Projection<'r>,
        asked: &'r Asked<'r>,
        settings: &'r RunSettings<'r>,
    ) -> Result<Self, RunError> {
        if let Some(precision) = &settings.until {
            precision.check(settings.design, MOST_PATHS)?;
        }
        let layout = settings.layout(projection)?;
        let range = range_of(settings);
        let most = layout.paths().min(MOST_PATHS);
        if range.is_empty() || range.end > most {
            return Err(RunError::Range { range, most });
        }
        if settings.exact {
            let paths = range.end - range.start;
            enough_memory(paths, 8 * paths * asked.questions.len() as u64)?;
        }
        let blocks = range.end.div_ceil(LANES as u64) - range.start / LANES as u64;
        let wanted = settings.threads.unwrap_or_else(default_threads).max(1);
        let threads = rayon::ThreadPoolBuilder::new()
            .num_threads(wanted.min(usize::try_from(blocks).unwrap_or(usize::MAX)))
            .build()
            .map_err(|error| RunError::Threads(error.to_string()))?;
        Ok(Self { projection, asked, settings, layout, threads })
    }

    /// Threads that work on it.
    pub(super) fn threads(&self) -> usize {
        self.threads.current_num_threads()
    }

    pub(super) fn layout(&self) -> Layout {
        self.layout
    }

    /// The paths run, what they add up to about the answers of the all-median path, and how precise they came out where a precision was asked for.
    pub(super) fn gather(&self, central: &[f64]) -> Result<(Range<u64>, Gathered, Option<PrecisionReached>), RunError> {
        let empty = self.nothing(central)?;
        let range = range_of(self.settings);
        let Some(precision) = &self.settings.until else {
            let gathered = self.gather_paths(empty, &range);
            let nothing = gathered.counted == 0 && self.asked.whole(gathered.clone()).counted == 0;
            return if nothing { Err(RunError::AllFailed) } else { Ok((range, gathered, None)) };
        };
        let mut gathered = empty.clone();
        let mut done = 0;
        let mut next = precision.first(&self.layout);
        loop {
            gathered.merge(&self.gather_paths(empty.clone(), &(done..next)));
            done = next;
            let errors = self.standard_errors(&gathered, precision)?;
            if precision.is_met(&errors) || done >= precision.max_paths {
                return Ok((0..done, gathered, Some(precision.outcome(done, &errors))));
            }
            next = precision.next(&self.layout, done, &errors);
        }
    }

    /// The standard errors a precision looks at.
    fn standard_errors(&self, gathered: &Gathered, precision: &Precision) -> Result<Vec<StandardError>, RunError> {
        let whole = self.asked.whole(gathered.clone());
        if whole.counted == 0 {
            return Err(RunError::AllFailed);
        }
        let ranks = reported_ranks(whole.counted);
        let error = |estimate: &Estimate| {
            let summary = |indicator, year| {
                let cell = self.asked.cell(indicator, year)?;
                Some((cell, whole.accumulators[cell].summary(&ranks)))
            };
            let value = match *estimate {
                Estimate::Mean(indicator, year) => {
                    summary(indicator, year).map(|(cell, summary)| whole.se_mean(cell).unwrap_or(summary.se_mean))
                }
                Estimate::Median(indicator, year) => summary(indicator, year).map(|(_, summary)| summary.se_median()),
                Estimate::Target(place) => return whole.cautious_se_target(place),
            };
            value.map(|value| StandardError { value, fast: false })
        };
        let errors: Option<Vec<StandardError>> = precision.on.iter().map(error).collect();
        errors.ok_or_else(|| PrecisionError::unknown().into())
    }

    /// Every answer on the all-median path.
    pub(super) fn central(projection: &Projection, asked: &Asked, level: VectorLevel) -> Result<Vec<f64>, RunError> {
        let mut answering = Answering::new(projection, &asked.questions, level);
        answering.carry(Draw::Median);
        let central: Vec<f64> = answering.answers.iter().map(|lanes| lanes[0]).collect();
        if central.iter().all(|value| within_bounds(*value)) { Ok(central) } else { Err(RunError::MedianFailed) }
    }

    /// Nothing, ready to be added to.
    fn nothing(&self, central: &[f64]) -> Result<Gathered, RunError> {
        let accumulators = if self.settings.exact {
            central.iter().map(|reference| Accumulator::exact(*reference)).collect()
        } else {
            self.pilot(central)?
        };
        let mut empty = Gathered::empty(accumulators, self.asked.targets.len(), self.layout.replicates());
        let model = self.projection.model();
        if !model.drawn_accounts().is_empty() {
            empty.drawn_accounts = Some(DrawnAccounts::none(model.accounts().sectors()));
        }
        empty.technology = (!model.assumptions().technology.is_empty()).then(TechnologyFailures::default);
        Ok(empty)
    }

    /// Empty accumulators with bins around what the pilot blocks show.
    fn pilot(&self, central: &[f64]) -> Result<Vec<Accumulator>, RunError> {
        let mut answering = Answering::new(self.projection, &self.asked.questions, self.settings.level);
        let all = PILOT_BLOCKS * LANES;
        let mut draws: Vec<Vec<f64>> = (0..self.asked.questions.len()).map(|_| Vec::with_capacity(all)).collect();
        for block in 0..PILOT_BLOCKS as u64 {
            answering.carry(Draw::Paths { layout: self.layout, block });
            let sound = sound_lanes(&answering.answers);
            for (draws, lanes) in draws.iter_mut().zip(&answering.answers) {
                draws.extend(lanes.iter().zip(sound).filter(|(_, sound)| *sound).map(|(value, _)| *value));
            }
        }
        if draws.iter().any(Vec::is_empty) {
            return Err(RunError::AllFailed);
        }
        let empty = |(draws, reference): (&mut Vec<f64>, &f64)| Accumulator::new(*reference, bins_around(draws));
        Ok(draws.iter_mut().zip(central).map(empty).collect())
    }

    /// The paths of a range, added up: to nothing, of which each thread takes a copy and the last the thing itself.
    fn gather_paths(&self, empty: Gathered, paths: &Range<u64>) -> Gathered {
        let nothing = vec![empty; self.threads()];
        let (projection, asked, layout, level) = (self.projection, self.asked, self.layout, self.settings.level);
        let work = |nothing, blocks: &Dealing| Worker::new(projection, asked, layout, level, nothing).gather(blocks);
        let mut parts = self.over_blocks(paths, nothing, work).into_iter();
        let mut whole = parts.next().unwrap_or_default(); // there is a thread
        parts.for_each(|part| whole.merge(&part));
        whole
    }

    /// Deals the blocks of a range of paths out to threads, one for each of `from`; what they have made of them.
    pub(super) fn over_blocks<F: Send, W: Send>(
        &self,
        paths: &Range<u64>,
        from: Vec<F>,
        work: impl Fn(F, &Dealing) -> W + Sync,
    ) -> Vec<W> {
        let done = paths.start - range_of(self.settings).start;
        let dealing = Dealing::of(paths.clone(), done, self.settings.progress);
        self.threads.install(|| from.into_par_iter().with_max_len(1).map(|from| work(from, &dealing)).collect())
    }
}

/// The numbers of the paths asked for.
pub(super) fn range_of(settings: &RunSettings) -> Range<u64> {
    match (&settings.range, &settings.until) {
        (Some(range), None) => range.clone(),
        _ => 0..settings.most_paths(),
    }
}

pub(crate) fn default_threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Draws that spread over more than this factor are counted in logarithmic bins.
const WIDE: f64 = 5.0;

/// Empty bins laid from the 2 % to the 98 % quantile of the pilot draws and as far again on both sides. Quantiles and not
/// extremes, so that one wild draw does not stretch the bins; extremes only where nearly all draws are one number, and where
/// all are, bins around it.
pub(crate) fn bins_around(draws: &mut [f64]) -> Histogram {
    let tail = draws.len() / 50;
    let last = draws.len() - 1 - tail;
    let mut quantile = |rank: usize| *draws.select_nth_unstable_by(rank, f64::total_cmp).1;
    let (mut low, mut high) = (quantile(tail), quantile(last));
    if low >= high {
        (low, high) = (quantile(0), quantile(last + tail));
    }
    if low >= high {
        return Histogram::around(low);
    }
    if low > 0.0 && high / low > WIDE {
        let spread = high / low;
        Histogram::logarithmic(low / spread, high * spread)
    } else {
        Histogram::new(low - (high - low), high + (high - low))
    }
}
