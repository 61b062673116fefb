//! What the paths add up to: both values, their difference, and who has more.

use super::cells::{Cell, Cells, TargetCell};
use super::{Carried, ComparedTarget, ComparedYear, Dominance};
use crate::analysis::blocks::around;
use crate::ensemble::bins_around;
use crate::lanes::{LANES, Lanes, made};
use crate::model::Target;
use crate::statistics::{Accumulator, Histogram, Ranks};

/// Everything gathered of two scenarios.
#[derive(Debug, Clone)]
pub(super) struct Gathered {
    pub(super) counted: u64,
    pub(super) failed: u64,
    pub(super) pairs: Vec<Pair>,
    pub(super) targets: Vec<Met>,
}

/// Of one indicator in one year.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    values: [Accumulator; 2],
    /// The values in the same bins, for their distribution functions.
    bins: [Histogram; 2],
    difference: Accumulator,
    greater: [u64; 2],
}

/// Of one target: paths that meet it in both scenarios, only in the first, only in the second.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Met {
    both: u64,
    only: [u64; 2],
}

impl Gathered {
    pub(super) fn empty(pairs: Vec<Pair>, targets: usize) -> Self {
        Self { counted: 0, failed: 0, pairs, targets: vec![Met::default(); targets] }
    }

    /// Adds the lanes of blocks that count.
    #[inline(always)]
    pub(super) fn add(&mut self, cells: &Cells, blocks: &[Carried]) {
        for (cell, pair) in cells.indicators.iter().zip(&mut self.pairs) {
            for Carried { answers: [a, b], counts, .. } in blocks {
                pair.add([&a[cell.of[0]], &b[cell.of[1]]], counts);
            }
        }
        for Carried { answers, counts, wanted } in blocks {
            let counted = counts.iter().filter(|counted| **counted).count() as u64;
            self.counted += counted;
            self.failed += wanted - counted;
            for (cell, met) in cells.targets.iter().zip(&mut self.targets) {
                met.add(cell, answers, counts);
            }
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.counted += other.counted;
        self.failed += other.failed;
        for (mine, theirs) in self.pairs.iter_mut().zip(&other.pairs) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.targets.iter_mut().zip(&other.targets) {
            mine.both += theirs.both;
            (0..2).for_each(|of| mine.only[of] += theirs.only[of]);
        }
    }
}

impl Pair {
    /// Nothing, with bins around what a pilot showed of both.
    pub(super) fn around([mut a, mut b]: [Vec<f64>; 2]) -> Self {
        let mut differences: Vec<f64> = a.iter().zip(&b).map(|(a, b)| b - a).collect();
        let mut all: Vec<f64> = a.iter().chain(&b).copied().collect();
        let shared = bins_around(&mut all);
        Self {
            values: [around(&mut a), around(&mut b)],
            bins: [shared.clone(), shared],
            difference: around(&mut differences),
            greater: [0; 2],
        }
    }

    #[inline(always)]
    fn add(&mut self, values: [&Lanes; 2], counts: &[bool; LANES]) {
        let all_count = counts.iter().all(|counted| *counted);
        let [a, b] = values;
        let difference = made([b, a], |[b, a]| b - a);
        if all_count {
            self.difference.add_all(&difference);
            for of in 0..2 {
                self.values[of].add_all(values[of]);
                self.bins[of].add_all(values[of]);
            }
        } else {
            self.difference.add(&difference, counts);
            for of in 0..2 {
                self.values[of].add(values[of], counts);
                for lane in (0..LANES).filter(|lane| counts[*lane]) {
                    self.bins[of].add(values[of][lane]);
                }
            }
        }
        // As numbers, side by side like the values.
        let more = |of: &Lanes, than: &Lanes| {
            let mut more = 0;
            for lane in 0..LANES {
                more += u64::from(counts[lane]) & u64::from(of[lane] > than[lane]);
            }
            more
        };
        self.greater[0] += more(a, b);
        self.greater[1] += more(b, a);
    }

    fn merge(&mut self, other: &Self) {
        self.difference.merge(&other.difference);
        for of in 0..2 {
            self.values[of].merge(&other.values[of]);
            self.bins[of].merge(&other.bins[of]);
            self.greater[of] += other.greater[of];
        }
    }

    pub(super) fn compared(&self, cell: Cell, ranks: &Ranks) -> ComparedYear {
        let [a, b] = [0, 1].map(|of| self.values[of].summary(ranks));
        let difference = self.difference.summary(ranks);
        let share = |count: u64| count as f64 / self.difference.count().max(1) as f64;
        let paired = difference.sd * difference.sd;
        let ratio = (a.sd * a.sd + b.sd * b.sd) / paired;
        ComparedYear {
            id: cell.id,
            indicator: cell.indicator,
            year: cell.year,
            median_a: a.median(),
            median_b: b.median(),
            mean_a: a.mean,
            mean_b: b.mean,
            mean_difference: difference.mean,
            se: difference.se_mean,
            difference: [difference.quantiles[0], difference.median(), difference.quantiles[6]],
            probability_a_greater: share(self.greater[0]),
            probability_b_greater: share(self.greater[1]),
            variance_ratio: (paired > 0.0 && ratio.is_finite()).then_some(ratio),
            dominance: self.dominance(),
        }
    }

    fn dominance(&self) -> Option<Dominance> {
        let (mut a_is_above, mut b_is_above) = (false, false);
        for (a, b) in self.bins[0].up_to_edges().zip(self.bins[1].up_to_edges()) {
            a_is_above |= a > b;
            b_is_above |= b > a;
        }
        // A distribution function that lies above has the smaller values.
        match (a_is_above, b_is_above) {
            (true, false) => Some(Dominance::B),
            (false, true) => Some(Dominance::A),
            _ => None,
        }
    }
}

impl Met {
    #[inline(always)]
    fn add(&mut self, cell: &TargetCell, answers: &[Vec<Lanes>; 2], counts: &[bool; LANES]) {
        for lane in (0..LANES).filter(|lane| counts[*lane]) {
            let in_a = cell.a.is_met_by(answers[0][cell.of[0]][lane]);
            let in_b = cell.b.is_met_by(answers[1][cell.of[1]][lane]);
            self.both += u64::from(in_a && in_b);
            self.only[0] += u64::from(in_a && !in_b);
            self.only[1] += u64::from(in_b && !in_a);
        }
    }

    pub(super) fn compared(self, target: &Target, counted: u64) -> ComparedTarget {
        let n = counted.max(1) as f64;
        let [only_a, only_b] = self.only.map(|only| only as f64 / n);
        let both = self.both as f64 / n;
        let change = only_b - only_a;
        ComparedTarget {
            id: target.id.clone(),
            label: target.label.clone(),
            probability_a: both + only_a,
            probability_b: both + only_b,
            change,
            se: ((only_a + only_b - change * change).max(0.0) / n).sqrt(),
            only_a,
            only_b,
        }
    }
}
