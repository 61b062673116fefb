//! Draws counted in bins of equal probability, which is all that peeling and splitting look at.

use super::Fit;
use super::prim::Bounds;

/// Bins of a number: equal in probability, so that each holds as many paths.
pub(super) const BINS: usize = 256;

/// Paths with the bin of every number, and whether they have the outcome.
pub(super) struct Binned {
    /// For each number, its bin on each path.
    pub(super) columns: Vec<Vec<u8>>,
    pub(super) hits: Vec<bool>,
}

/// Paths and, among them, those with the outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) paths: u64,
    pub(super) hits: u64,
}

impl Tally {
    pub(super) fn density(self) -> f64 {
        if self.paths == 0 { 0.0 } else { self.hits as f64 / self.paths as f64 }
    }

    pub(super) fn less(self, other: Self) -> Self {
        Self { paths: self.paths - other.paths, hits: self.hits - other.hits }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.paths += other.paths;
        self.hits += other.hits;
    }
}

impl Binned {
    /// Every other path to learn from, and those held back.
    pub(super) fn halves(probabilities: &[Vec<f64>], hits: &[bool]) -> (Self, Self) {
        let half = |from: usize| Self {
            columns: (probabilities.iter())
                .map(|column| column.iter().skip(from).step_by(2).map(|p| bin(*p)).collect())
                .collect(),
            hits: hits.iter().skip(from).step_by(2).copied().collect(),
        };
        (half(0), half(1))
    }

    /// All of some paths.
    pub(super) fn tally(&self, paths: &[u32]) -> Tally {
        let hits = paths.iter().filter(|path| self.hits[**path as usize]).count() as u64;
        Tally { paths: paths.len() as u64, hits }
    }

    /// Some paths by the bin of a number.
    pub(super) fn by_bin(&self, number: usize, paths: &[u32]) -> [Tally; BINS] {
        let mut tallies = [Tally::default(); BINS];
        let column = &self.columns[number];
        for &path in paths {
            let tally = &mut tallies[usize::from(column[path as usize])];
            tally.paths += 1;
            tally.hits += u64::from(self.hits[path as usize]);
        }
        tallies
    }

    /// The numbers of all paths.
    pub(super) fn paths(&self) -> Vec<u32> {
        (0..u32::try_from(self.hits.len()).unwrap_or(u32::MAX)).collect()
    }

    /// Those of some paths that lie within bounds.
    pub(super) fn within(&self, bounds: &Bounds, paths: &[u32]) -> Vec<u32> {
        let numbers: Vec<usize> = bounds.restricted().collect();
        let inside =
            |path: &&u32| numbers.iter().all(|&number| bounds.holds(number, self.columns[number][**path as usize]));
        paths.iter().filter(inside).copied().collect()
    }

    /// How well bounds fit all paths.
    pub(super) fn fit(&self, bounds: &Bounds) -> Fit {
        let all = self.tally(&self.paths());
        let inside = self.tally(&self.within(bounds, &self.paths()));
        Fit {
            support: inside.paths as f64 / all.paths.max(1) as f64,
            density: inside.density(),
            coverage: inside.hits as f64 / all.hits.max(1) as f64,
        }
    }
}

/// The bin of a probability.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and 255
fn bin(probability: f64) -> u8 {
    (probability * BINS as f64).clamp(0.0, (BINS - 1) as f64) as u8
}
