//! Mean, standard deviation and quantiles of draws handed in by blocks.

use serde::{Deserialize, Serialize};

use super::kept::Kept;
use super::{CONFIDENCE, ExactSum, Histogram, quantile_ranks};
use crate::lanes::{LANES, Lanes, made};

/// The probabilities at which quantiles are reported.
pub const QUANTILES: [f64; 7] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95];

/// Ranks of the draws that enclose each reported quantile.
pub type Ranks = [(u64, u64); 7];

/// The ranks that enclose the reported quantiles of so many draws with 95 % confidence ([`quantile_ranks`]).
pub fn reported_ranks(draws: u64) -> Ranks {
    QUANTILES.map(|p| quantile_ranks(draws, p, CONFIDENCE))
}

/// What is gathered of one quantity over the paths.
///
/// A block's sums are formed in the order of its lanes, about a fixed reference value; sums over blocks are exact and
/// counts are integers, and draws that are kept are sorted. So neither threads nor their order can change a bit of the result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Accumulator {
    reference: f64,
    count: u64,
    sum: ExactSum,
    squares: ExactSum,
    kept: Kept,
}

impl Accumulator {
    /// Deviations are taken from `reference` (any value near the middle); `bins` are empty.
    pub fn new(reference: f64, bins: Histogram) -> Self {
        Self { reference, count: 0, sum: ExactSum::default(), squares: ExactSum::default(), kept: Kept::Bins(bins) }
    }

    /// Deviations are taken from `reference`; every draw is kept, 8 bytes each, and quantiles are picked from them.
    ///
    /// ```
    /// use kapok::lanes::Lanes;
    /// use kapok::statistics::{Accumulator, reported_ranks};
    /// let mut growth = Accumulator::exact(0.0);
    /// growth.add_all(&Lanes::from_fn(|lane| lane as f64));
    /// assert_eq!(growth.summary(&reported_ranks(64)).median(), 31.5);
    /// ```
    pub fn exact(reference: f64) -> Self {
        Self { kept: Kept::Draws(Vec::new()), ..Self::new(reference, Histogram::new(0.0, 0.0)) }
    }

    /// Adds a block; returns the sum of its deviations from the reference.
    #[inline(always)]
    pub fn add_all(&mut self, lanes: &Lanes) -> f64 {
        let reference = self.reference;
        self.count += LANES as u64;
        self.kept.add_all(lanes);
        self.add_deviations(&made([lanes], |[value]| value - reference))
    }

    /// Adds those lanes of a block that `counts` marks; returns the sum of their deviations from the reference.
    #[inline(always)]
    pub fn add(&mut self, lanes: &Lanes, counts: &[bool; LANES]) -> f64 {
        let mut deviations = Lanes::all(0.0);
        for lane in (0..LANES).filter(|lane| counts[*lane]) {
            self.count += 1;
            self.kept.add(lanes[lane]);
            deviations[lane] = lanes[lane] - self.reference;
        }
        self.add_deviations(&deviations)
    }

    #[inline(always)]
    fn add_deviations(&mut self, deviations: &Lanes) -> f64 {
        let sum = block_sum(deviations);
        self.sum.add(sum);
        self.squares.add(block_sum(&made([deviations], |[deviation]| deviation * deviation)));
        sum
    }

    /// How many draws were added.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Whether another accumulator counts in the same bins about the same reference.
    pub fn fits(&self, other: &Self) -> bool {
        self.reference.to_bits() == other.reference.to_bits() && self.kept.fits(&other.kept)
    }

    /// Adds what another thread gathered of the same quantity.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.sum.merge(&other.sum);
        self.squares.merge(&other.squares);
        self.kept.merge(&other.kept);
    }

    /// The statistics, with the interval each quantile lies in given its ranks ([`reported_ranks`]); all zero before
    /// anything was added.
    pub fn summary(&self, ranks: &Ranks) -> Summary {
        let n = (self.count as f64).max(1.0);
        let deviation = self.sum.value() / n;
        let order = self.kept.order();
        let (min, max) = order.extremes();
        let variance = if min < max { (self.squares.value() / n - deviation * deviation).max(0.0) } else { 0.0 };
        // Over n - 1 draws; a single path has no spread.
        let sd = (variance * n / (n - 1.0).max(1.0)).sqrt();
        let mean = if min < max {
            self.reference + deviation
        } else if self.count > 0 {
            min
        } else {
            0.0
        };
        let draw = |rank| order.ranked(rank);
        let quantiles = QUANTILES.map(|p| order.quantile(p));
        let intervals = ranks.map(|(low, high)| (draw(low), draw(high)));
        Summary { mean, sd, se_mean: sd / n.sqrt(), quantiles, intervals }
    }
}

/// The sum over a block, always formed in the same order: eight running sums over every eighth lane, then over them.
#[inline(always)]
fn block_sum(lanes: &Lanes) -> f64 {
    let mut sums = [0.0; 8];
    for gang in lanes.chunks_exact(8) {
        for (sum, value) in sums.iter_mut().zip(gang) {
            *sum += value;
        }
    }
    sums.iter().sum()
}

/// Statistics of one quantity over the paths of a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub sd: f64,
    /// Monte Carlo standard error of the mean: sd / sqrt(paths) for independent paths, from replicates for other designs.
    pub se_mean: f64,
    /// Quantiles at [`QUANTILES`].
    pub quantiles: [f64; 7],
    /// The interval in which each true quantile lies with 95 % confidence, between two order statistics; where the draws
    /// are too few for that, an end is the smallest or the largest of them. Ends are read where quantiles are: from counts in
    /// bins, or from the draws themselves.
    pub intervals: [(f64, f64); 7],
}

impl Summary {
    /// The median.
    pub fn median(&self) -> f64 {
        self.quantiles[3]
    }

    /// Monte Carlo standard error of the median: the half-width of its interval over that of a standard normal one.
    pub fn se_median(&self) -> f64 {
        const NORMAL: f64 = 1.959_963_984_540_054;
        let (low, high) = self.intervals[3];
        (high - low) / (2.0 * NORMAL)
    }

    /// The 5 % and 95 % quantiles.
    pub fn band(&self) -> (f64, f64) {
        (self.quantiles[0], self.quantiles[6])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sampling::Stream;

    fn gather(blocks: impl Iterator<Item = u64>) -> Accumulator {
        let mut accumulator = Accumulator::new(1.9, Histogram::new(-6.0, 10.0));
        let mut lanes = Lanes::all(0.0);
        for block in blocks {
            Stream::new(5, "test", block).normals(&mut lanes);
            lanes.iter_mut().for_each(|z| *z += 2.0);
            accumulator.add(&lanes, &[true; LANES]);
        }
        accumulator
    }

    #[test]
    fn moments_and_quantiles_of_normal_draws() {
        let summary = gather(0..2_000).summary(&reported_ranks(128_000)); // 128,000 draws of N(2, 1): standard error of the mean .0028
        assert!((summary.mean - 2.0).abs() < 4.0 * 0.0028);
        assert!((summary.sd - 1.0).abs() < 4.0 * 0.002);
        assert!((summary.se_mean - summary.sd / 128_000f64.sqrt()).abs() < 1e-15);
        for (quantile, z) in summary.quantiles.iter().zip([-1.644_854, -1.281_552, -0.674_490, 0.0]) {
            assert!((quantile - 2.0 - z).abs() < 4.0 * 0.006, "{quantile} against {}", 2.0 + z);
        }
    }

    #[test]
    fn quantiles_agree_with_exact_selection_to_a_bin() {
        let accumulator = gather(0..500);
        let mut all = Vec::new();
        let mut lanes = Lanes::all(0.0);
        for block in 0..500 {
            Stream::new(5, "test", block).normals(&mut lanes);
            all.extend(lanes.map(|z| z + 2.0));
        }
        all.sort_by(f64::total_cmp);
        let width = 16.0 / 1_024.0; // three times from -6 to 10 over the bins
        // 32,000 draws: the ranks at the reported probabilities.
        let ranks = [1_600, 3_200, 8_000, 16_000, 24_000, 28_800, 30_400];
        for ((p, rank), quantile) in
            QUANTILES.iter().zip(ranks).zip(accumulator.summary(&reported_ranks(32_000)).quantiles)
        {
            let exact = all[rank];
            assert!((quantile - exact).abs() <= width, "at {p}: {quantile} against {exact}");
        }
    }

    #[test]
    fn order_and_grouping_of_blocks_change_no_bit() {
        let ranks = reported_ranks(6_400);
        let whole = gather(0..100).summary(&ranks);
        let mut parts = gather((50..100).rev());
        parts.merge(&gather((0..50).rev()));
        assert_eq!(whole, parts.summary(&ranks));
    }

    #[test]
    fn lanes_that_do_not_count_leave_no_trace() {
        let mut counts = [true; LANES];
        counts[3] = false;
        let mut lanes = Lanes::all(1.0);
        lanes[3] = 1e300;
        let mut accumulator = Accumulator::new(1.0, Histogram::new(0.0, 2.0));
        accumulator.add(&lanes, &counts);
        let summary = accumulator.summary(&reported_ranks(63));
        assert_eq!((summary.mean, summary.sd, summary.median()), (1.0, 0.0, 1.0));
    }
}
