//! The paths of a run that miss a target most.

use super::answering::Answering;
use super::asked::Asked;
use super::dealing::Dealing;
use super::formula::Questions;
use super::gathered::sound_lanes;
use super::run::{Run, range_of};
use super::{RunError, RunSettings};
use crate::lanes::VectorLevel;
use crate::model::Target;
use crate::projection::{Draw, DrawnValue, Projection};
use crate::sampling::{LANES, Layout};

/// The paths of a run that miss a target most, and how many miss it at all.
///
/// ```
/// use kapok::ensemble::WorstPaths;
/// use kapok::{Projection, RunSettings, Scenario};
/// let model = Scenario::builtin("baseline")?.build()?;
/// let projection = Projection::new(&model)?;
/// let settings = RunSettings::new(2_000, 1);
/// let found = WorstPaths::of(&projection, &settings, "gdp_growth_target_2025", 3)?.ok_or("no such target")?;
/// let [first, second, _] = found.worst[..] else { return Err("fewer than three paths miss it".into()) };
/// assert!(first.shortfall >= second.shortfall && found.missed > 1_500);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct WorstPaths {
    /// The target.
    pub target: Target,
    /// Paths run.
    pub paths: u64,
    /// Of these, paths left out as failed.
    pub failed: u64,
    /// Paths that miss the target.
    pub missed: u64,
    /// The path that misses it most first; of those that miss it by the same, the one with the lower number.
    pub worst: Vec<WorstPath>,
}

/// A path that misses a target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WorstPath {
    /// Number of the path.
    pub path: u64,
    /// Value of the target's indicator.
    pub value: f64,
    /// Distance to the nearest value that meets the target, in the indicator's unit.
    pub shortfall: f64,
}

impl WorstPaths {
    /// Runs the paths and keeps the `count` that miss the target `id` most; nothing where the model has no such target.
    /// A precision among the settings is not looked at.
    ///
    /// The answer is the same, bit for bit, for any number of threads.
    ///
    /// # Errors
    /// No paths asked for, a design that does not fit them, or no path that stays finite.
    pub fn of(
        projection: &Projection,
        settings: &RunSettings,
        id: &str,
        count: usize,
    ) -> Result<Option<Self>, RunError> {
        let settings = RunSettings { until: None, ..settings.clone() };
        let asked = Asked::of(projection.model(), None);
        let Some(&(target, cell)) = asked.targets.iter().find(|(target, _)| target.id == id) else { return Ok(None) };
        let run = Run::new(projection, &asked, &settings)?;
        let search = Search { projection, questions: &asked.questions, layout: run.layout(), target, cell, count };
        let range = range_of(&settings);
        let parts =
            run.over_blocks(&range, vec![(); run.threads()], |(), blocks| Worker::new(&search).search_all(blocks));
        let paths = range.end - range.start;
        let empty = Self { target: target.clone(), paths, failed: 0, missed: 0, worst: Vec::new() };
        let mut whole = parts.into_iter().fold(empty, Self::with);
        if whole.failed == whole.paths {
            return Err(RunError::AllFailed);
        }
        keep_worst(&mut whole.worst, count);
        Ok(Some(whole))
    }

    fn with(mut self, part: Worker) -> Self {
        self.failed += part.failed;
        self.missed += part.missed;
        self.worst.extend(part.worst);
        self
    }
}

impl WorstPath {
    /// The `count` numbers the path drew farthest from their medians, the farthest first.
    ///
    /// They are what is unusual about the path, which need not be why it misses the target.
    pub fn farthest_drawn(&self, projection: &Projection, layout: &Layout, count: usize) -> Vec<DrawnValue> {
        let drawn = projection.drawn_on(layout, self.path);
        DrawnValue::farthest_first(&drawn).into_iter().take(count).cloned().collect()
    }
}

/// Keeps the first `count` of the paths, sorted from the worst on.
fn keep_worst(paths: &mut Vec<WorstPath>, count: usize) {
    paths.sort_by(|a, b| b.shortfall.total_cmp(&a.shortfall).then(a.path.cmp(&b.path)));
    paths.truncate(count);
}

struct Search<'s> {
    projection: &'s Projection<'s>,
    questions: &'s Questions<'s>,
    layout: Layout,
    target: &'s Target,
    /// Position of the answer the target is about.
    cell: usize,
    count: usize,
}

/// What one thread works with and has found.
struct Worker<'s> {
    search: &'s Search<'s>,
    answering: Answering<'s>,
    failed: u64,
    missed: u64,
    worst: Vec<WorstPath>,
}

impl<'s> Worker<'s> {
    fn new(search: &'s Search<'s>) -> Self {
        Self {
            search,
            answering: Answering::new(search.projection, search.questions, VectorLevel::best()),
            failed: 0,
            missed: 0,
            worst: Vec::new(),
        }
    }

    fn search_all(mut self, blocks: &Dealing) -> Self {
        while let Some((block, wanted)) = blocks.next() {
            self.search(block, &wanted);
            blocks.report(&wanted);
        }
        self
    }

    /// Runs a block and looks through those of its paths that are wanted.
    fn search(&mut self, block: u64, wanted: &[bool; LANES]) {
        let Search { layout, target, cell, count, .. } = *self.search;
        self.answering.carry(Draw::Paths { layout, block });
        let sound = sound_lanes(&self.answering.answers);
        let first = block * LANES as u64;
        for (lane, path) in (first..first + LANES as u64).enumerate().filter(|(lane, _)| wanted[*lane]) {
            let value = self.answering.answers[cell][lane];
            if !sound[lane] {
                self.failed += 1;
            } else if !target.is_met_by(value) {
                self.missed += 1;
                self.worst.push(WorstPath { path, value, shortfall: target.shortfall(value) });
            }
        }
        // Sorted now and then, so that what is kept stays small and sorting is rare.
        if self.worst.len() > count.saturating_mul(2).max(1 << 12) {
            keep_worst(&mut self.worst, count);
        }
    }
}
