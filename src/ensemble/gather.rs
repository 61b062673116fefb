//! The run of many blocks over threads, into accumulators that do not mind the order.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use super::RunSettings;
use super::formula::{Questions, Record};
use super::result::{Ensemble, Gathered, TargetCounts};
use crate::model::{Indicator, Model, Problems, Target};
use crate::projection::{Block, Draw, Projection};
use crate::sampling::{LANES, Lanes};
use crate::statistics::Accumulator;
use crate::units::Year;

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
    /// Every path left the range of numbers a computer can hold.
    #[error("no path of the run stayed finite: some assumption makes demand or prices grow beyond all bounds")]
    AllFailed,
    /// The threads could not be started.
    #[error("the threads could not be started: {0}")]
    Threads(String),
}

/// Most paths of a run: counts are kept in 32 bits.
const MOST_PATHS: u64 = u32::MAX as u64;
/// Blocks run first to see how far each indicator spreads; always the same ones, so that bins do not depend on the run.
const PILOT_BLOCKS: u64 = 16;

/// The indicators a run answers, in order, with the position of the answer for each year.
pub(super) type Asked = Vec<(Indicator, Vec<(Year, usize)>)>;

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
        if settings.paths == 0 || settings.paths > MOST_PATHS {
            return Err(RunError::Paths { paths: settings.paths, most: MOST_PATHS });
        }
        let mut questions = Questions::new(model);
        let asked: Asked = (model.indicators().into_iter())
            .map(|i| (i, model.years_of(i).into_iter().map(|y| (y, questions.ask(i, y))).collect()))
            .collect();
        let target_cells: Vec<usize> =
            model.targets().iter().map(|target| questions.ask(target.indicator, target.year)).collect();

        let run = Run { projection, questions: &questions, target_cells: &target_cells, settings };
        let central = run.central();
        let empty = run.pilot(&central)?;
        let threads = settings.threads.unwrap_or_else(default_threads).max(1);
        let gathered = run.gather(&empty, threads)?;
        let elapsed = begun.elapsed().as_secs_f64();
        Ok(Self::new(model, settings, threads, elapsed, &asked, &target_cells, &central, &gathered))
    }
}

fn default_threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

struct Run<'r> {
    projection: &'r Projection<'r>,
    questions: &'r Questions<'r>,
    target_cells: &'r [usize],
    settings: &'r RunSettings<'r>,
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
        let mut worker = Worker::new(self, Gathered::default());
        let mut extremes = vec![(f64::INFINITY, f64::NEG_INFINITY); self.questions.len()];
        for block in 0..PILOT_BLOCKS {
            worker.answer(Draw::Random { seed: self.settings.seed, block });
            let finite = finite_lanes(&worker.answers);
            for ((low, high), lanes) in extremes.iter_mut().zip(&worker.answers) {
                for (value, _) in lanes.iter().zip(finite).filter(|(_, finite)| *finite) {
                    *low = low.min(*value);
                    *high = high.max(*value);
                }
            }
        }
        if extremes.iter().any(|(low, high)| low > high) || central.iter().any(|value| !value.is_finite()) {
            return Err(RunError::AllFailed);
        }
        let accumulators = (extremes.iter().zip(central))
            .map(|(&(low, high), &reference)| {
                let margin = (high - low) / 4.0;
                Accumulator::new(reference, low - margin, high + margin)
            })
            .collect();
        let targets = vec![TargetCounts::default(); self.target_cells.len()];
        Ok(Gathered { accumulators, targets, failed: 0, counted: 0 })
    }

    /// All blocks, dealt out to threads as they become free.
    fn gather(&self, empty: &Gathered, threads: usize) -> Result<Gathered, RunError> {
        let blocks = self.settings.paths.div_ceil(LANES as u64);
        let next = AtomicU64::new(0);
        let done = AtomicU64::new(0);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .map_err(|error| RunError::Threads(error.to_string()))?;
        let parts = pool.broadcast(|_| {
            let mut worker = Worker::new(self, empty.clone());
            loop {
                let block = next.fetch_add(1, Ordering::Relaxed);
                if block >= blocks {
                    return worker.gathered;
                }
                let paths = worker.gather(block);
                let done = done.fetch_add(paths, Ordering::Relaxed) + paths;
                if let Some(progress) = self.settings.progress {
                    progress(done);
                }
            }
        });
        let mut parts = parts.into_iter();
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

    /// Runs a block and adds its paths; returns how many they were.
    fn gather(&mut self, block: u64) -> u64 {
        let settings = self.run.settings;
        self.answer(Draw::Random { seed: settings.seed, block });
        let paths = (settings.paths - block * LANES as u64).min(LANES as u64);
        let finite = finite_lanes(&self.answers);
        let counts: [bool; LANES] = std::array::from_fn(|lane| finite[lane] && (lane as u64) < paths);
        let counted = counts.iter().filter(|counted| **counted).count() as u64;
        self.gathered.counted += counted;
        self.gathered.failed += paths - counted;
        for (accumulator, lanes) in self.gathered.accumulators.iter_mut().zip(&self.answers) {
            accumulator.add(lanes, &counts);
        }
        let targets = self.run.projection.model().targets();
        for ((target, cell), tally) in targets.iter().zip(self.run.target_cells).zip(&mut self.gathered.targets) {
            tally_target(target, &self.answers[*cell], &counts, tally);
        }
        paths
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

/// Which paths of a block have only finite answers.
fn finite_lanes(answers: &[Lanes]) -> [bool; LANES] {
    // Zero times a number is zero, unless the number is not finite.
    let mut zeros = [0.0; LANES];
    for lanes in answers {
        for (zero, value) in zeros.iter_mut().zip(lanes) {
            *zero += 0.0 * value;
        }
    }
    zeros.map(|zero| zero == 0.0)
}
