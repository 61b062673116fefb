//! Parts of a run that are made apart, kept, and put together.

use std::ops::Range;
use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::asked::Asked;
use super::gathered::Gathered;
use super::identity::Identity;
use super::run::Run;
use super::{Ensemble, PrecisionReached, RunError, RunSettings};
use crate::lanes::VectorLevel;
use crate::model::Model;
use crate::projection::Projection;
use crate::sampling::Layout;

/// A run, or a part of one, as it adds up: what answers are made from.
///
/// Sums are exact and counts are integers, and a path's draws depend on its number alone; so parts that make up a whole
/// run give its answers to the last bit, whatever the parts and the order in which they are put together.
///
/// ```
/// use kapok::ensemble::Shard;
/// use kapok::{Ensemble, Projection, RunSettings, Scenario};
/// let model = Scenario::builtin("baseline")?.build()?;
/// let projection = Projection::new(&model)?;
/// let part = |range| Shard::run(&projection, &RunSettings { range: Some(range), ..RunSettings::new(500, 1) });
/// let whole = Shard::merge(&[part(100..500)?, part(0..100)?])?.ensemble(&projection)?;
/// assert_eq!(whole.indicators, Ensemble::of(&projection, &RunSettings::new(500, 1))?.indicators);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Shard {
    identity: Identity,
    layout: Layout,
    /// Paths run, in order, none touching the next.
    ranges: Vec<Range<u64>>,
    gathered: Gathered,
    threads: usize,
    /// Whether every draw is kept.
    exact: bool,
    /// Vector instructions it was run with.
    level: String,
    elapsed_seconds: f64,
    #[serde(skip)]
    precision: Option<PrecisionReached>,
    /// The answers on the all-median path, where they are known from the run.
    #[serde(skip)]
    central: Vec<f64>,
}

/// Why parts of runs cannot be put together. Parts are told by their position.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShardError {
    /// There is no part.
    #[error("there is nothing to put together")]
    Nothing,
    /// A part belongs to another run than the first.
    #[error("part {place} belongs to another run than the first: {}", .differences.join("; "))]
    Differs {
        /// Its position.
        place: usize,
        /// How the run differs, in words.
        differences: Vec<String>,
    },
    /// Two parts hold the same paths.
    #[error("parts {first} and {second} both hold the paths {}..{}", .paths.start, .paths.end)]
    Overlap {
        /// Position of the one.
        first: usize,
        /// Position of the other.
        second: usize,
        /// Paths in both.
        paths: Range<u64>,
    },
    /// A part does not hold what its head says.
    #[error("part {place} is damaged: its numbers do not fit together")]
    Damaged {
        /// Its position.
        place: usize,
    },
}

impl Shard {
    /// Runs the paths asked for. A part of a run holds all answers, also where `settings` want only some.
    ///
    /// # Errors
    /// As [`Ensemble::run`].
    pub fn run(projection: &Projection, settings: &RunSettings) -> Result<Self, RunError> {
        Self::of(projection, &Asked::of(projection.model(), None), settings)
    }

    /// The same for what is asked.
    pub(super) fn of(projection: &Projection, asked: &Asked, settings: &RunSettings) -> Result<Self, RunError> {
        let begun = Instant::now();
        let run = Run::new(projection, asked, settings)?;
        let central = Run::central(projection, asked, settings.level)?;
        let (range, gathered, precision) = run.gather(&central)?;
        Ok(Self {
            identity: Identity::of(projection.model(), &run.layout()),
            layout: run.layout(),
            ranges: vec![range],
            gathered,
            threads: run.threads(),
            exact: settings.exact,
            level: settings.level.name().to_owned(),
            elapsed_seconds: begun.elapsed().as_secs_f64(),
            precision,
            central,
        })
    }

    /// Paths run: ranges in order, the last number of each not included.
    pub fn ranges(&self) -> &[Range<u64>] {
        &self.ranges
    }

    /// Puts parts of one run together.
    ///
    /// # Errors
    /// No part; parts of different scenarios, seeds, designs or versions; paths that stand in two parts.
    pub fn merge(shards: &[Self]) -> Result<Self, ShardError> {
        let (first, others) = shards.split_first().ok_or(ShardError::Nothing)?;
        for (place, shard) in (1..).zip(others) {
            let mut differences = first.identity.differences(&shard.identity);
            if first.exact != shard.exact {
                let kept = |exact| if exact { "every draw" } else { "counts in bins" };
                differences.push(format!("{} kept against {}", kept(shard.exact), kept(first.exact)));
            }
            if !differences.is_empty() {
                return Err(ShardError::Differs { place, differences });
            }
        }
        if let Some(place) = shards.iter().position(|shard| !first.gathered.fits(&shard.gathered)) {
            return Err(ShardError::Damaged { place });
        }
        let ranges = joined(shards)?;
        let mut whole = Self { ranges, precision: None, ..first.clone() };
        for shard in others {
            whole.gathered.merge(&shard.gathered);
            whole.elapsed_seconds += shard.elapsed_seconds;
            whole.threads = whole.threads.max(shard.threads);
        }
        Ok(whole)
    }

    /// The answers.
    ///
    /// # Errors
    /// The model is not the one that was run, or every path failed.
    pub fn ensemble(mut self, projection: &Projection) -> Result<Ensemble, RunError> {
        let model = projection.model();
        let differences = self.identity.differences(&Identity::of(model, &self.layout));
        let asked = Asked::of(model, None);
        // The level it was run with, where this machine has it.
        let level = VectorLevel::named(&self.level).unwrap_or_else(|_| VectorLevel::best());
        let fits = self.gathered.accumulators.len() == asked.questions.len()
            && self.gathered.targets.len() == asked.targets.len()
            && self.gathered.fits(&self.gathered);
        if !differences.is_empty() || !fits {
            return Err(RunError::AnotherModel { differences });
        }
        if self.central.is_empty() {
            self.central = Run::central(projection, &asked, level)?;
        }
        self.answer(model, &asked)
    }

    /// The answers to what was asked when it was run.
    pub(super) fn answer(self, model: &Model, asked: &Asked) -> Result<Ensemble, RunError> {
        let whole = asked.whole(self.gathered);
        if whole.counted == 0 {
            return Err(RunError::AllFailed);
        }
        let mut ensemble = Ensemble::new(model, &self.layout, asked, &self.central, &whole);
        ensemble.paths = self.ranges.iter().map(|range| range.end - range.start).sum();
        ensemble.ranges = self.ranges;
        ensemble.threads = self.threads;
        ensemble.exact = self.exact;
        ensemble.level = self.level;
        ensemble.elapsed_seconds = self.elapsed_seconds;
        ensemble.precision = self.precision;
        Ok(ensemble)
    }
}

/// All ranges of paths in order, those that touch joined.
fn joined(shards: &[Shard]) -> Result<Vec<Range<u64>>, ShardError> {
    let all = shards.iter().enumerate().flat_map(|(place, shard)| shard.ranges.iter().map(move |r| (r.clone(), place)));
    let mut all: Vec<(Range<u64>, usize)> = all.collect();
    all.sort_by_key(|(range, place)| (range.start, range.end, *place));
    let mut joined: Vec<Range<u64>> = Vec::new();
    for (at, (range, place)) in all.iter().enumerate() {
        match joined.last_mut() {
            Some(last) if range.start < last.end => {
                let before = all[..at].iter().find(|(other, _)| other.end > range.start);
                let first = before.map_or(0, |(_, place)| *place);
                let paths = range.start..range.end.min(last.end);
                return Err(ShardError::Overlap { first: first.min(*place), second: first.max(*place), paths });
            }
            Some(last) if range.start == last.end => last.end = range.end,
            _ => joined.push(range.clone()),
        }
    }
    Ok(joined)
}
