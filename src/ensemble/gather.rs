//! The run of many blocks over threads, into accumulators that do not mind the order.

use std::time::Instant;

use super::blocks::over_blocks;
use super::formula::{Questions, Record};
use super::result::{Ensemble, Gathered, TargetCounts};
use super::{DrawnAccounts, RunSettings};
use crate::input::Problems;
use crate::model::{Model, Target};
use crate::projection::{Block, Draw, Projection};
use crate::sampling::{DesignError, LANES, Lanes, Layout};
use crate::statistics::{Accumulator, Histogram};

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
    /// The sampling design does not fit the run.
    #[error(transparent)]
    Design(#[from] DesignError),
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

/// Blocks run first to see how far each indicator spreads; always the same ones, so that bins do not depend on the run.
const PILOT_BLOCKS: u64 = 16;

impl Ensemble {
    /// Runs a model's paths and gathers its answers.
    ///
    /// The result is the same, bit for bit, for any number of threads.
    ///
    /// # Errors
    /// No paths asked for, a model that cannot be projected, no path that stays finite.
    pub fn run(model: &Model, settings: &RunSettings) -> Result<Self, RunError> {
        Self::of(&Projection::new(model)?, settings)
    }

    /// The same for a model that is compiled already.
    ///
    /// # Errors
    /// No paths asked for, or no path that stays finite.
    pub fn of(projection: &Projection, settings: &RunSettings) -> Result<Self, RunError> {
        let begun = Instant::now();
        let model = projection.model();
        let layout = settings.layout()?;
        let mut questions = Questions::new(model);
        let (asked, target_cells) = questions.ask_reported();
        let run = Run { projection, questions: &questions, target_cells: &target_cells, settings, layout };
        let central = run.central();
        let empty = run.pilot(&central)?;
        let threads = settings.thread_count();
        let gathered = run.gather(&empty)?;
        let elapsed = begun.elapsed().as_secs_f64();
        Ok(Self::new(model, settings, threads, elapsed, &asked, &target_cells, &central, &gathered))
    }
}

struct Run<'r> {
    projection: &'r Projection<'r>,
    questions: &'r Questions<'r>,
    target_cells: &'r [usize],
    settings: &'r RunSettings<'r>,
    layout: Layout,
}

/// What one thread works with.
struct Worker<'r> {
    run: &'r Run<'r>,
    block: Block<'r>,
    record: Record,
    answers: Vec<Lanes>,
    gathered: Gathered,
}

impl Run<'_> {
    /// Every answer on the all-median path.
    fn central(&self) -> Vec<f64> {
        let mut worker = Worker::new(self, Gathered::default());
        worker.answer(Draw::Median);
        worker.answers.iter().map(|lanes| lanes[0]).collect()
    }

    /// Empty accumulators with bins around what the pilot blocks show.
    fn pilot(&self, central: &[f64]) -> Result<Gathered, RunError> {
        if !central.iter().all(|value| within_bounds(*value)) {
            return Err(RunError::MedianFailed);
        }
        let mut worker = Worker::new(self, Gathered::default());
        let mut draws = vec![Vec::new(); self.questions.len()];
        for block in 0..PILOT_BLOCKS {
            worker.answer(Draw::Paths { layout: self.layout, block });
            let sound = sound_lanes(&worker.answers);
            for (draws, lanes) in draws.iter_mut().zip(&worker.answers) {
                draws.extend(lanes.iter().zip(sound).filter(|(_, sound)| *sound).map(|(value, _)| *value));
            }
        }
        if draws.iter().any(Vec::is_empty) {
            return Err(RunError::AllFailed);
        }
        let accumulators =
            draws.iter_mut().zip(central).map(|(draws, &reference)| Accumulator::new(reference, bins_around(draws)));
        let targets = vec![TargetCounts::default(); self.target_cells.len()];
        let model = self.projection.model();
        let drawn = !model.drawn_accounts().is_empty();
        let drawn_accounts = drawn.then(|| DrawnAccounts::none(model.accounts().sectors()));
        Ok(Gathered { accumulators: accumulators.collect(), targets, failed: 0, counted: 0, drawn_accounts })
    }

    /// All blocks, on all threads.
    fn gather(&self, empty: &Gathered) -> Result<Gathered, RunError> {
        let worker = || Worker::new(self, empty.clone());
        let parts = over_blocks(self.settings, worker, Worker::gather)?;
        let mut parts = parts.into_iter().map(|worker| worker.gathered);
        let mut whole = parts.next().unwrap_or_else(|| empty.clone());
        parts.for_each(|part| whole.merge(&part));
        if whole.counted == 0 { Err(RunError::AllFailed) } else { Ok(whole) }
    }
}

impl<'r> Worker<'r> {
    fn new(run: &'r Run<'r>, gathered: Gathered) -> Self {
        Self {
            run,
            block: run.projection.block(),
            record: run.questions.record(),
            answers: vec![[0.0; LANES]; run.questions.len()],
            gathered,
        }
    }

    fn answer(&mut self, draw: Draw) {
        let (questions, record) = (self.run.questions, &mut self.record);
        self.block.run(draw, |state| questions.keep(state, record));
        questions.answer(record, &mut self.answers);
    }

    /// Runs a block and adds its first `paths` paths.
    fn gather(&mut self, block: u64, paths: usize) {
        self.answer(Draw::Paths { layout: self.run.layout, block });
        if let Some(drawn) = &mut self.gathered.drawn_accounts {
            drawn.add(self.block.base(), paths);
        }
        let sound = sound_lanes(&self.answers);
        let counts: [bool; LANES] = std::array::from_fn(|lane| sound[lane] && lane < paths);
        let counted = counts.iter().filter(|counted| **counted).count() as u64;
        self.gathered.counted += counted;
        self.gathered.failed += paths as u64 - counted;
        for (accumulator, lanes) in self.gathered.accumulators.iter_mut().zip(&self.answers) {
            accumulator.add(lanes, &counts);
        }
        let targets = self.run.projection.model().targets();
        for ((target, cell), tally) in targets.iter().zip(self.run.target_cells).zip(&mut self.gathered.targets) {
            tally_target(target, &self.answers[*cell], &counts, tally);
        }
    }
}

fn tally_target(target: &Target, lanes: &Lanes, counts: &[bool; LANES], tally: &mut TargetCounts) {
    let mut shortfall = 0.0;
    for (&value, _) in lanes.iter().zip(counts).filter(|(_, counted)| **counted) {
        if target.is_met_by(value) {
            tally.met += 1;
        } else {
            tally.missed += 1;
            shortfall += target.shortfall(value);
        }
    }
    tally.shortfall.add(shortfall);
}

/// Numbers beyond this cannot be squared; a path that reaches it has failed.
const BOUND: f64 = 1e150;

pub(super) fn within_bounds(value: f64) -> bool {
    value.abs() < BOUND // false for what is no number
}

/// Which paths of a block have only answers that can be reckoned with.
pub(super) fn sound_lanes(answers: &[Lanes]) -> [bool; LANES] {
    let mut sound = [true; LANES];
    for lanes in answers {
        for (sound, value) in sound.iter_mut().zip(lanes) {
            *sound &= within_bounds(*value);
        }
    }
    sound
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
