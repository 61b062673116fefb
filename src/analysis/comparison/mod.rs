//! Two scenarios on the same draws.
//!
//! Both are carried along the same paths (common random numbers; Kahn & Marshall 1953): every number and every shock that they
//! share by name has the same draw in both. What chance does to both alike falls out of the difference,
//!
//! Var(B - A) = Var A + Var B - 2 Cov(A, B),
//!
//! so that far fewer paths tell it as precisely as two runs apart would.

mod cells;
mod gathered;

use cells::Cells;
use gathered::{Gathered, Pair};

use super::blocks::{PILOT_BLOCKS, over_blocks};
use crate::ensemble::{Answering, Questions, RunError, RunSettings, sound_lanes};
use crate::lanes::{Arithmetic, LANES, Lanes, VectorLevel, Work};
use crate::model::Indicator;
use crate::projection::{Draw, Projection};
use crate::sampling::Layout;
use crate::statistics::{Ranks, reported_ranks};
use crate::units::Year;

/// Two scenarios held against each other, path by path. Differences are those of the second, B, from the first, A.
///
/// ```
/// use kapok::analysis::Comparison;
/// use kapok::{Projection, RunSettings, Scenario};
/// let models = [Scenario::builtin("baseline")?.build()?, Scenario::builtin("plan")?.build()?];
/// let [baseline, plan] = [Projection::new(&models[0])?, Projection::new(&models[1])?];
/// let found = Comparison::run(&baseline, &plan, &RunSettings::new(2_000, 1))?;
/// let gdp = found.at("gdp", 2035).ok_or("both report it")?;
/// assert!(gdp.probability_b_greater > 0.5);
/// assert!((gdp.mean_difference - (gdp.mean_b - gdp.mean_a)).abs() < 1e-9 * gdp.mean_b);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Name of the first scenario.
    pub a: String,
    /// Name of the second.
    pub b: String,
    /// Paths carried through both.
    pub paths: u64,
    /// Of these, paths left out because one of the two failed on them.
    pub failed: u64,
    /// Every indicator in every year that both report.
    pub indicators: Vec<ComparedYear>,
    /// Every target of the same name.
    pub targets: Vec<ComparedTarget>,
    /// What only one of them has and so is not compared, in words.
    pub not_compared: Vec<String>,
}

/// An indicator in a year, in both scenarios.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedYear {
    /// Its id.
    pub id: String,
    /// The indicator, as the first scenario has it.
    pub indicator: Indicator,
    /// The year.
    pub year: Year,
    /// Median in the first scenario.
    pub median_a: f64,
    /// Median in the second.
    pub median_b: f64,
    /// Mean in the first scenario.
    pub mean_a: f64,
    /// Mean in the second.
    pub mean_b: f64,
    /// Mean of the difference on each path, B - A.
    pub mean_difference: f64,
    /// Its Monte Carlo standard error.
    pub se: f64,
    /// The 5 %, 50 % and 95 % quantiles of the difference.
    pub difference: [f64; 3],
    /// Share of paths on which A has more.
    pub probability_a_greater: f64,
    /// Share of paths on which B has more.
    pub probability_b_greater: f64,
    /// Variance of the difference of unpaired paths over that of paired ones, (Var A + Var B) / Var(B - A): so many times
    /// the paths two separate runs would take for the same precision. Nothing where the difference is the same on every path.
    pub variance_ratio: Option<f64>,
    /// Whether one of them has the larger value at every probability.
    pub dominance: Option<Dominance>,
}

/// Which of two scenarios stochastically dominates the other in the first order: its distribution function lies nowhere
/// above the other's and somewhere below, at the edges of 1,024 bins. It says that its values are larger, not that they are
/// better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dominance {
    /// The first scenario.
    A,
    /// The second.
    B,
}

/// A target in both scenarios.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedTarget {
    /// Its name.
    pub id: String,
    /// The name shown to people.
    pub label: String,
    /// Probability of meeting it in the first scenario.
    pub probability_a: f64,
    /// In the second.
    pub probability_b: f64,
    /// What the second adds.
    pub change: f64,
    /// Monte Carlo standard error of the change.
    pub se: f64,
    /// Share of paths that meet it only in the first scenario.
    pub only_a: f64,
    /// Share of paths that meet it only in the second.
    pub only_b: f64,
}

/// Why two scenarios could not be compared.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ComparisonError {
    /// The run failed.
    #[error(transparent)]
    Run(#[from] RunError),
    /// No indicator is reported by both for the same year.
    #[error("{a} and {b} report nothing in common: {why}")]
    NothingInCommon {
        /// Name of the first scenario.
        a: String,
        /// Name of the second.
        b: String,
        /// What each has, in words.
        why: String,
    },
}

impl Comparison {
    /// Carries the paths of the settings through both models. Range, precision and exactness among them are not looked at.
    ///
    /// The result is the same, bit for bit, for any number of threads.
    ///
    /// # Errors
    /// No paths asked for, a design that does not fit them, nothing that both report, no path on which both stay finite.
    pub fn run(a: &Projection, b: &Projection, settings: &RunSettings) -> Result<Self, ComparisonError> {
        let settings = &settings.whole();
        let layouts = [settings.layout(a)?, settings.layout(b)?];
        let cells = Cells::of(a.model(), b.model());
        if cells.indicators.is_empty() {
            let (a, b) = (a.model().name().to_owned(), b.model().name().to_owned());
            return Err(ComparisonError::NothingInCommon { a, b, why: cells.not_compared.join("; ") });
        }
        let both = Both { projections: [a, b], questions: &cells.questions, layouts, settings };
        let empty = both.pilot(&cells)?;
        let worker = || Worker { answering: both.answering(), gathered: empty.clone(), waiting: Vec::new() };
        let work = |worker: &mut Worker, block: u64, wanted: &[bool; LANES]| {
            worker.carry(&both, block, wanted);
            if worker.waiting.len() == TOGETHER {
                worker.add_up(&cells, settings.level);
            }
        };
        let mut whole = empty.clone();
        for mut worker in over_blocks(settings, worker, work)? {
            worker.add_up(&cells, settings.level);
            whole.merge(&worker.gathered);
        }
        if whole.counted == 0 {
            return Err(RunError::AllFailed.into());
        }
        Ok(whole.comparison(a.model(), b.model(), cells))
    }

    /// An indicator in a year.
    pub fn at(&self, id: &str, year: Year) -> Option<&ComparedYear> {
        self.indicators.iter().find(|compared| compared.id == id && compared.year == year)
    }

    /// The target with this id.
    pub fn target(&self, id: &str) -> Option<&ComparedTarget> {
        self.targets.iter().find(|compared| compared.id == id)
    }
}

/// Both models, to be carried along the same paths.
struct Both<'r> {
    projections: [&'r Projection<'r>; 2],
    questions: &'r [Questions<'r>; 2],
    layouts: [Layout; 2],
    settings: &'r RunSettings<'r>,
}

impl<'r> Both<'r> {
    fn answering(&self) -> [Answering<'r>; 2] {
        [0, 1].map(|of| Answering::new(self.projections[of], &self.questions[of], self.settings.level))
    }

    /// Carries a block through both; on which lanes both stayed within bounds.
    fn carry(&self, answering: &mut [Answering; 2], block: u64) -> [bool; LANES] {
        let mut sound = [true; LANES];
        for (answering, layout) in answering.iter_mut().zip(self.layouts) {
            answering.carry(Draw::Paths { layout, block });
            let of_one = sound_lanes(&answering.answers);
            sound.iter_mut().zip(of_one).for_each(|(sound, of_one)| *sound &= of_one);
        }
        sound
    }

    /// Nothing, with bins laid by what some blocks show.
    fn pilot(&self, cells: &Cells) -> Result<Gathered, RunError> {
        let mut answering = self.answering();
        let mut draws = vec![[const { Vec::new() }; 2]; cells.indicators.len()];
        for block in 0..PILOT_BLOCKS {
            let sound = self.carry(&mut answering, block);
            for (cell, draws) in cells.indicators.iter().zip(&mut draws) {
                let [a, b] = [&answering[0].answers[cell.of[0]], &answering[1].answers[cell.of[1]]];
                for lane in (0..LANES).filter(|lane| sound[*lane]) {
                    draws[0].push(a[lane]);
                    draws[1].push(b[lane]);
                }
            }
        }
        if draws.iter().any(|[a, _]| a.is_empty()) {
            return Err(RunError::AllFailed);
        }
        Ok(Gathered::empty(draws.into_iter().map(Pair::around).collect(), cells.targets.len()))
    }
}

/// Blocks added up at a time: what is gathered is larger than a cache, so it is gone through seldom.
const TOGETHER: usize = 4;

/// What a thread works with.
struct Worker<'r> {
    answering: [Answering<'r>; 2],
    gathered: Gathered,
    /// Blocks that are not added up yet.
    waiting: Vec<Carried>,
}

/// A block carried through both scenarios.
struct Carried {
    answers: [Vec<Lanes>; 2],
    counts: [bool; LANES],
    wanted: u64,
}

impl Worker<'_> {
    fn carry(&mut self, both: &Both, block: u64, wanted: &[bool; LANES]) {
        let sound = both.carry(&mut self.answering, block);
        self.waiting.push(Carried {
            answers: [self.answering[0].answers.clone(), self.answering[1].answers.clone()],
            counts: std::array::from_fn(|lane| sound[lane] && wanted[lane]),
            wanted: wanted.iter().filter(|wanted| **wanted).count() as u64,
        });
    }

    fn add_up(&mut self, cells: &Cells, level: VectorLevel) {
        level.run(Add { gathered: &mut self.gathered, cells, blocks: &self.waiting });
        self.waiting.clear();
    }
}

/// Blocks added.
struct Add<'a, 'm> {
    gathered: &'a mut Gathered,
    cells: &'a Cells<'m>,
    blocks: &'a [Carried],
}

impl Work for Add<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn work<A: Arithmetic>(self) {
        self.gathered.add(self.cells, self.blocks);
    }
}

impl Gathered {
    fn comparison(self, a: &crate::Model, b: &crate::Model, cells: Cells) -> Comparison {
        let ranks: Ranks = reported_ranks(self.counted);
        let indicators = cells.indicators.into_iter().zip(&self.pairs).map(|(cell, pair)| pair.compared(cell, &ranks));
        let targets = cells.targets.iter().zip(&self.targets).map(|(cell, met)| met.compared(cell.a, self.counted));
        Comparison {
            a: a.name().to_owned(),
            b: b.name().to_owned(),
            paths: self.counted + self.failed,
            failed: self.failed,
            indicators: indicators.collect(),
            targets: targets.collect(),
            not_compared: cells.not_compared,
        }
    }
}
