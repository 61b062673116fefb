//! The run of many blocks over threads, into accumulators that do not mind the order.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use super::answering::Answering;
use super::asked::Asked;
use super::gathered::{BlockAnswers, Gathered, TargetCells, sound_lanes, within_bounds};
use super::precision::{PrecisionError, PrecisionReached, StandardError};
use super::{DrawnAccounts, Estimate, Precision, RunSettings, TechnologyFailures};
use crate::input::Problems;
use crate::lanes::{Arithmetic, VectorLevel, Work};
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
    /// The threads could not be started.
    #[error("the threads could not be started: {0}")]
    Threads(String),
}

fn in_brackets(differences: &[String]) -> String {
    if differences.is_empty() { String::new() } else { format!(" ({})", differences.join("; ")) }
}

/// Blocks run first to see how far each indicator spreads; always the same ones, so that bins do not depend on the run.
const PILOT_BLOCKS: u64 = 16;

/// A run about to be made.
pub(super) struct Run<'r> {
    projection: &'r Projection<'r>,
    asked: &'r Asked<'r>,
    settings: &'r RunSettings<'r>,
    layout: Layout,
    threads: rayon::ThreadPool,
}

/// What one thread works with.
struct Worker<'r> {
    run: &'r Run<'r>,
    answering: Answering<'r>,
    gathered: Gathered,
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

    /// The paths run, what they add up to, and how precise they came out where a precision was asked for.
    pub(super) fn gather(&self) -> Result<(Range<u64>, Gathered, Option<PrecisionReached>), RunError> {
        let empty = self.pilot()?;
        let range = range_of(self.settings);
        let Some(precision) = &self.settings.until else {
            let gathered = self.gather_paths(&empty, &range);
            return if self.asked.whole(&gathered).counted == 0 {
                Err(RunError::AllFailed)
            } else {
                Ok((range, gathered, None))
            };
        };
        let mut gathered = empty.clone();
        let mut done = 0;
        let mut next = precision.first(&self.layout);
        loop {
            gathered.merge(&self.gather_paths(&empty, &(done..next)));
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
        let whole = self.asked.whole(gathered);
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

    /// Empty accumulators with bins around what the pilot blocks show.
    fn pilot(&self) -> Result<Gathered, RunError> {
        let central = Self::central(self.projection, self.asked, self.settings.level)?;
        let mut answering = Answering::new(self.projection, &self.asked.questions, self.settings.level);
        let mut draws = vec![Vec::new(); self.asked.questions.len()];
        for block in 0..PILOT_BLOCKS {
            answering.carry(Draw::Paths { layout: self.layout, block });
            let sound = sound_lanes(&answering.answers);
            for (draws, lanes) in draws.iter_mut().zip(&answering.answers) {
                draws.extend(lanes.iter().zip(sound).filter(|(_, sound)| *sound).map(|(value, _)| *value));
            }
        }
        if draws.iter().any(Vec::is_empty) {
            return Err(RunError::AllFailed);
        }
        let accumulators =
            draws.iter_mut().zip(central).map(|(draws, reference)| Accumulator::new(reference, bins_around(draws)));
        let mut empty = Gathered::empty(accumulators.collect(), self.asked.targets.len(), self.layout.replicates());
        let model = self.projection.model();
        if !model.drawn_accounts().is_empty() {
            empty.drawn_accounts = Some(DrawnAccounts::none(model.accounts().sectors()));
        }
        empty.technology = (!model.assumptions().technology.is_empty()).then(TechnologyFailures::default);
        Ok(empty)
    }

    /// The paths of a range, added up.
    fn gather_paths(&self, empty: &Gathered, paths: &Range<u64>) -> Gathered {
        let parts = self.over_blocks(paths, || Worker::new(self, empty.clone()), Worker::gather);
        let mut whole = empty.clone();
        parts.iter().for_each(|part| whole.merge(&part.gathered));
        whole
    }

    /// Deals the blocks of a range of paths out to threads as they become free; what each thread's worker has become.
    ///
    /// `work` takes the number of a block and the range, and returns how many of the paths of the block lie in it.
    pub(super) fn over_blocks<W: Send>(
        &self,
        paths: &Range<u64>,
        worker: impl Fn() -> W + Sync,
        work: impl Fn(&mut W, u64, &Range<u64>) -> u64 + Sync,
    ) -> Vec<W> {
        let last = paths.end.div_ceil(LANES as u64);
        let next = AtomicU64::new(paths.start / LANES as u64);
        let done = AtomicU64::new(paths.start - range_of(self.settings).start);
        self.threads.broadcast(|_| {
            let mut worker = worker();
            loop {
                let block = next.fetch_add(1, Ordering::Relaxed);
                if block >= last {
                    return worker;
                }
                let paths = work(&mut worker, block, paths);
                let done = done.fetch_add(paths, Ordering::Relaxed) + paths;
                if let Some(progress) = self.settings.progress {
                    progress(done);
                }
            }
        })
    }
}

/// The numbers of the paths asked for.
pub(super) fn range_of(settings: &RunSettings) -> Range<u64> {
    match (&settings.range, &settings.until) {
        (Some(range), None) => range.clone(),
        _ => 0..settings.most_paths(),
    }
}

fn default_threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

impl<'r> Worker<'r> {
    fn new(run: &'r Run<'r>, gathered: Gathered) -> Self {
        Self { run, answering: Answering::new(run.projection, &run.asked.questions, run.settings.level), gathered }
    }

    /// Runs a block and adds those of its paths that are asked for; returns how many they were.
    fn gather(&mut self, block: u64, paths: &Range<u64>) -> u64 {
        self.answering.carry(Draw::Paths { layout: self.run.layout, block });
        let wanted: [bool; LANES] = std::array::from_fn(|lane| paths.contains(&(block * LANES as u64 + lane as u64)));
        if let Some(drawn) = &mut self.gathered.drawn_accounts {
            drawn.add(self.answering.block.base(), &wanted);
        }
        if let Some(technology) = &mut self.gathered.technology {
            technology.add(self.answering.block.production(), &wanted);
        }
        let replicate = usize::try_from(self.run.layout.replicate(block)).unwrap_or(0);
        let answers = BlockAnswers { block, replicate, wanted, answers: &self.answering.answers };
        self.run.settings.level.run(Take {
            gathered: &mut self.gathered,
            answers: &answers,
            targets: &self.run.asked.targets,
        });
        wanted.iter().filter(|wanted| **wanted).count() as u64
    }
}

/// The answers of a block taken in.
struct Take<'a> {
    gathered: &'a mut Gathered,
    answers: &'a BlockAnswers<'a>,
    targets: &'a TargetCells<'a>,
}

impl Work for Take<'_> {
    type Output = ();

    #[inline(always)]
    fn work<A: Arithmetic>(self) {
        self.gathered.take(self.answers, self.targets);
    }
}

/// Draws that spread over more than this factor are counted in logarithmic bins.
const WIDE: f64 = 5.0;

/// Empty bins laid from the 2 % to the 98 % quantile of the pilot draws and as far again on both sides. Quantiles and not
/// extremes, so that one wild draw does not stretch the bins; extremes only where nearly all draws are one number.
fn bins_around(draws: &mut [f64]) -> Histogram {
    let tail = draws.len() / 50;
    let last = draws.len() - 1 - tail;
    let mut quantile = |rank: usize| *draws.select_nth_unstable_by(rank, f64::total_cmp).1;
    let (mut low, mut high) = (quantile(tail), quantile(last));
    if low >= high {
        (low, high) = (quantile(0), quantile(last + tail));
    }
    if low > 0.0 && high / low > WIDE {
        let spread = high / low;
        Histogram::logarithmic(low / spread, high * spread)
    } else {
        Histogram::new(low - (high - low), high + (high - low))
    }
}
