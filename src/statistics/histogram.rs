//! Counts of draws in equal bins, from which quantiles are read.

use serde::{Deserialize, Serialize};

use crate::sampling::{LANES, Lanes};

/// Equal bins between two ends, and the exact extremes.
///
/// Between the ends a quantile is interpolated inside its bin, so it errs by at most the width of a bin; beyond them
/// it is interpolated towards the extreme.
///
/// ```
/// use kapok::statistics::Histogram;
/// let mut draws = Histogram::new(0.0, 100.0);
/// (0..1000).for_each(|i| draws.add(f64::from(i) / 10.0));
/// assert!((draws.quantile(0.25) - 25.0).abs() <= 1.001 * draws.bin_width());
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Histogram {
    /// Whether bins are equal in the logarithm of what is counted.
    logarithmic: bool,
    low: f64,
    scale: f64,
    counts: Box<[u32]>,
    min: f64,
    max: f64,
}

/// Numbers whose extremes are taken side by side.
const GANG: usize = 8;
/// Bins between the ends; one more on each side holds what lies beyond.
const BINS: usize = 1024;

impl Histogram {
    /// Bins between `low` and `high`; with `low == high` only the extremes count.
    pub fn new(low: f64, high: f64) -> Self {
        let scale = if high > low { BINS as f64 / (high - low) } else { 0.0 };
        let scale = if scale.is_finite() { scale } else { 0.0 };
        let counts = vec![0; BINS + 2].into_boxed_slice();
        Self { logarithmic: false, low, scale, counts, min: f64::INFINITY, max: f64::NEG_INFINITY }
    }

    /// Bins equal in the logarithm between `low` and `high`, both above 0: for draws that spread over orders of
    /// magnitude. What is not above 0 is counted below the first bin.
    pub fn logarithmic(low: f64, high: f64) -> Self {
        Self { logarithmic: true, ..Self::new(low.ln(), high.ln()) }
    }

    /// Bins around a number that nearly all draws are expected to be: quantiles are this number itself as far as it reaches.
    pub fn around(number: f64) -> Self {
        // A power of 2, so that the edge in the middle is the number to the last bit.
        let scale = if number.abs() > f64::MIN_POSITIVE { number.abs().log2().floor() } else { -980.0 };
        let reach = (scale - 30.0).max(-1000.0).exp2();
        Self::new(number - reach, number + reach)
    }

    /// Width of a bin, in the logarithm where bins are equal in it.
    pub fn bin_width(&self) -> f64 {
        if self.scale > 0.0 { 1.0 / self.scale } else { 0.0 }
    }

    /// Counts a finite number.
    #[inline(always)]
    pub fn add(&mut self, value: f64) {
        self.min = self.min.min(value);
        self.max = self.max.max(value);
        self.counts[self.bin(value)] += 1;
    }

    /// Counts a whole block of finite numbers.
    #[inline(always)]
    pub fn add_all(&mut self, lanes: &Lanes) {
        if self.logarithmic {
            lanes.iter().for_each(|value| self.add(*value));
            return;
        }
        // Extremes and places first, side by side; then the counts, one by one.
        let mut ends = [(f64::INFINITY, f64::NEG_INFINITY); GANG];
        for gang in lanes.chunks_exact(GANG) {
            for (end, &value) in ends.iter_mut().zip(gang) {
                *end = (if value < end.0 { value } else { end.0 }, if value > end.1 { value } else { end.1 });
            }
        }
        for (min, max) in ends {
            self.min = self.min.min(min);
            self.max = self.max.max(max);
        }
        let (low, scale) = (self.low, self.scale);
        let mut bins = [0; LANES];
        for (bin, value) in bins.iter_mut().zip(lanes) {
            *bin = bin_at(*value, low, scale);
        }
        let counts = &mut self.counts[..BINS + 2];
        for bin in bins {
            counts[bin.min(BINS + 1)] += 1;
        }
    }

    fn bin(&self, value: f64) -> usize {
        let value = if self.logarithmic { value.max(0.0).ln() } else { value };
        bin_at(value, self.low, self.scale)
    }

    /// Whether another histogram has the same bins, so that their counts can be added.
    pub fn has_bins_of(&self, other: &Self) -> bool {
        let bins = |h: &Self| (h.logarithmic, h.low.to_bits(), h.scale.to_bits(), h.counts.len());
        bins(self) == bins(other)
    }

    /// Adds the counts of another histogram with the same bins.
    pub fn merge(&mut self, other: &Self) {
        debug_assert!(self.has_bins_of(other));
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
    }

    /// The smallest and the largest number counted.
    pub fn extremes(&self) -> (f64, f64) {
        (self.min, self.max)
    }

    /// How many numbers were counted.
    pub fn count(&self) -> u64 {
        self.counts.iter().map(|&c| u64::from(c)).sum()
    }

    /// The quantile at probability `p`, 0 before anything was counted.
    pub fn quantile(&self, p: f64) -> f64 {
        self.reading().quantile(p)
    }

    /// The number of this rank, counted from 1 for the smallest; beyond the ranks there are, the extremes.
    pub fn ranked(&self, rank: u64) -> f64 {
        self.reading().ranked(rank)
    }

    /// How many numbers lie up to the end of each bin, the bins in order: the distribution function times the count.
    pub fn up_to_edges(&self) -> impl Iterator<Item = u64> + '_ {
        self.counts.iter().scan(0, |sum, &count| {
            *sum += u64::from(count);
            Some(*sum)
        })
    }

    /// The counts added up once, to read many quantiles from.
    pub(super) fn reading(&self) -> Reading<'_> {
        let up_to: Vec<u64> = self.up_to_edges().collect();
        Reading { histogram: self, total: up_to.last().copied().unwrap_or(0), up_to }
    }

    fn bin_ends(&self, bin: usize) -> (f64, f64) {
        let edge = |index: usize| {
            let edge = self.low + index as f64 / self.scale;
            if self.logarithmic { edge.exp() } else { edge }
        };
        match bin {
            0 => (self.min, edge(0)),
            b if b > BINS => (edge(BINS), self.max),
            b => (edge(b - 1), edge(b)),
        }
    }
}

/// A histogram with its counts added up from the smallest on.
pub(super) struct Reading<'h> {
    histogram: &'h Histogram,
    /// Numbers in each bin and those before it.
    up_to: Vec<u64>,
    total: u64,
}

/// A bin narrower than this share of the whole range holds one number, its lower end.
const ONE_NUMBER: f64 = 1e-6;

impl Reading<'_> {
    pub(super) fn extremes(&self) -> (f64, f64) {
        self.histogram.extremes()
    }

    /// The quantile at probability `p`.
    pub(super) fn quantile(&self, p: f64) -> f64 {
        self.at(p * self.total as f64)
    }

    /// The number of this rank.
    pub(super) fn ranked(&self, rank: u64) -> f64 {
        let (min, max) = self.histogram.extremes();
        match rank {
            _ if self.total == 0 => 0.0,
            0 => min,
            _ if rank > self.total => max,
            _ => self.at(rank as f64 - 0.5),
        }
    }

    /// The number below which lie `target` of all numbers.
    fn at(&self, target: f64) -> f64 {
        let (min, max) = self.histogram.extremes();
        if self.total == 0 {
            return 0.0;
        }
        if self.histogram.scale == 0.0 || min >= max {
            return min + target / self.total as f64 * (max - min);
        }
        let bin = self.up_to.partition_point(|&up_to| up_to == 0 || (up_to as f64) < target);
        let below = if bin == 0 { 0 } else { self.up_to[bin - 1] };
        let count = self.up_to.get(bin).map_or(0, |up_to| up_to - below);
        if count == 0 {
            return max;
        }
        let (from, to) = self.histogram.bin_ends(bin);
        if to - from < ONE_NUMBER * (max - min) {
            return from.clamp(min, max);
        }
        (from + (to - from) * ((target - below as f64) / count as f64).clamp(0.0, 1.0)).clamp(min, max)
    }
}

/// The bin of a value: 0 below `low`, anything far out in the outer bins.
///
/// Places from 0 to 4096 are moved between 1 and 2, where the first 12 bits of a number's fraction count them; compilers
/// make vectors of that and not of a cast.
#[inline(always)]
#[allow(clippy::cast_possible_truncation)] // 12 bits
fn bin_at(value: f64, low: f64, scale: f64) -> usize {
    const PLACES: f64 = 4096.0;
    const LAST: f64 = 1.0 + (BINS + 1) as f64 / PLACES;
    let place = (value - low) * (scale / PLACES) + (1.0 + 1.0 / PLACES);
    let place = if place > 1.0 { place } else { 1.0 };
    let place = if place < LAST { place } else { LAST };
    (place.to_bits() >> 40) as usize & 0xfff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_known_counts() {
        let mut histogram = Histogram::new(0.0, 10.0);
        for i in 0..10_000 {
            histogram.add((f64::from(i) + 0.5) / 1000.0);
        }
        for p in [0.0, 0.05, 0.5, 0.95, 1.0] {
            assert!((histogram.quantile(p) - 10.0 * p).abs() <= histogram.bin_width());
        }
    }

    #[test]
    fn logarithmic_bins_hold_draws_over_many_orders_of_magnitude() {
        let mut histogram = Histogram::logarithmic(1e-3, 1e9);
        let mut draws: Vec<f64> =
            (0..10_000).map(|i| (f64::from(i) * 0.618_033_988_75).fract() * 25.0 - 5.0).map(f64::exp).collect();
        draws.iter().for_each(|draw| histogram.add(*draw));
        draws.sort_by(f64::total_cmp);
        for (p, rank) in [(0.05, 500), (0.5, 5_000), (0.95, 9_500)] {
            let error = (histogram.quantile(p) / draws[rank]).ln().abs();
            assert!(error <= histogram.bin_width(), "at {p}: off by {error} in the logarithm");
        }
    }

    #[test]
    fn values_beyond_the_ends_are_counted_and_bounded_by_the_extremes() {
        let mut histogram = Histogram::new(0.0, 1.0);
        for value in [-5.0, -4.0, 0.5, 7.0, 9.0] {
            histogram.add(value);
        }
        assert_eq!(histogram.extremes(), (-5.0, 9.0));
        assert_eq!(histogram.quantile(0.0), -5.0);
        assert_eq!(histogram.quantile(1.0), 9.0);
        assert!((0.0..=1.0).contains(&histogram.quantile(0.5)));
    }

    #[test]
    fn ranks_pick_the_numbers_themselves() {
        let mut histogram = Histogram::new(0.0, 10.0);
        (0..1_000).for_each(|i| histogram.add(f64::from(i) / 100.0));
        for rank in [1, 250, 777, 1_000] {
            assert!((histogram.ranked(rank) - (rank - 1) as f64 / 100.0).abs() <= histogram.bin_width());
        }
        assert_eq!((histogram.ranked(0), histogram.ranked(1_001)), (0.0, 9.99));
        assert_eq!(Histogram::new(0.0, 1.0).ranked(3), 0.0);
    }

    #[test]
    fn what_is_rare_leaves_the_quantiles_of_the_rest_alone() {
        for number in [0.0, 1.0, -3.7, 1e-9, 123_456.789] {
            let mut histogram = Histogram::around(number);
            (0..97).for_each(|_| histogram.add(number));
            [number + 5.0, number + 7.0, number - 2.0].into_iter().for_each(|other| histogram.add(other));
            for p in [0.05, 0.5, 0.95] {
                assert_eq!(histogram.quantile(p).to_bits(), number.to_bits(), "{number} at {p}");
            }
            assert_eq!((histogram.quantile(0.0), histogram.quantile(1.0)), (number - 2.0, number + 7.0));
        }
    }

    #[test]
    fn a_constant_has_itself_for_every_quantile() {
        let mut histogram = Histogram::new(3.0, 3.0);
        histogram.add(3.0);
        histogram.add(3.0);
        assert_eq!(histogram.quantile(0.05), 3.0);
        assert_eq!(histogram.quantile(0.95), 3.0);
    }

    #[test]
    fn merged_halves_equal_the_whole() {
        let (mut whole, mut left, mut right) =
            (Histogram::new(0.0, 1.0), Histogram::new(0.0, 1.0), Histogram::new(0.0, 1.0));
        for i in 0..1000 {
            let value = (f64::from(i) * 0.618_033_988_75).fract() * 1.2 - 0.1;
            whole.add(value);
            if i % 3 == 0 { left.add(value) } else { right.add(value) }
        }
        left.merge(&right);
        assert_eq!(whole, left);
    }
}
