//! The patient rule induction method: a box is peeled, a little at a time, to where the outcome is densest.

use rayon::prelude::*;

use super::binned::{BINS, Binned, Tally};

/// A step peels off one in so many of the paths in a box.
const PEELED: u64 = 20;
/// A box keeps at least one in so many of all paths.
const LEAST_SUPPORT: u64 = 50;
/// And at least so many.
const LEAST_PATHS: u64 = 50;
/// Most boxes that are looked for.
const MOST_BOXES: usize = 3;
/// Most conditions of a box.
const MOST_CONDITIONS: usize = 4;
/// A condition that raises density by fewer standard errors than this says nothing.
const CLEAR: f64 = 4.0;
/// A further box is worth telling where it is so many times as dense as what it was cut from.
const WORTH: f64 = 1.25;

/// For each number the first and the last bin that lie inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bounds(Vec<(u8, u8)>);

const LAST: u8 = u8::MAX; // of as many bins as a byte counts

impl Bounds {
    /// Everything lies inside.
    pub(super) fn none(numbers: usize) -> Self {
        Self(vec![(0, LAST); numbers])
    }

    pub(super) fn holds(&self, number: usize, bin: u8) -> bool {
        (self.0[number].0..=self.0[number].1).contains(&bin)
    }

    /// The same, a number within these bins besides.
    pub(super) fn with(&self, number: usize, (first, last): (u8, u8)) -> Self {
        let mut bounds = self.clone();
        let (low, high) = &mut bounds.0[number];
        (*low, *high) = (first.max(*low), last.min(*high));
        bounds
    }

    fn without(&self, number: usize) -> Self {
        let mut bounds = self.clone();
        bounds.0[number] = (0, LAST);
        bounds
    }

    /// The numbers that do not lie inside everywhere.
    pub(super) fn restricted(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.0.len()).filter(|number| self.0[*number] != (0, LAST))
    }

    /// The probabilities between which a number lies.
    pub(super) fn probabilities(&self, number: usize) -> (f64, f64) {
        let (first, last) = self.0[number];
        (f64::from(first) / BINS as f64, (f64::from(last) + 1.0) / BINS as f64)
    }
}

/// Boxes, each found on the paths that the ones before leave out.
pub(super) fn boxes(binned: &Binned) -> Vec<Bounds> {
    let mut left = binned.paths();
    let mut found = Vec::new();
    let least = LEAST_PATHS.max((left.len() as u64).div_ceil(LEAST_SUPPORT));
    while found.len() < MOST_BOXES {
        let before = binned.tally(&left);
        if before.hits == 0 || before.hits == before.paths {
            break;
        }
        let bounds = simplified(binned, &left, densest(binned, &left, least));
        let inside = binned.within(&bounds, &left);
        let dense = binned.tally(&inside).density();
        let worth = dense >= WORTH * before.density() || (1.0 - dense) * WORTH <= 1.0 - before.density();
        if bounds.restricted().next().is_none() || !worth {
            break;
        }
        left.retain(|path| inside.binary_search(path).is_err());
        found.push(bounds);
    }
    found
}

/// Peels to the end and goes back to the box with the largest density times coverage: neither a few sure paths nor all.
fn densest(binned: &Binned, paths: &[u32], least: u64) -> Bounds {
    let all = binned.tally(paths);
    let mut bounds = Bounds::none(binned.columns.len());
    let mut inside = paths.to_vec();
    let mut best = (0.0, bounds.clone());
    while let Some((number, bins)) = peel(binned, &bounds, &inside, least) {
        bounds = bounds.with(number, bins);
        inside.retain(|path| bounds.holds(number, binned.columns[number][*path as usize]));
        let worth = worth(binned.tally(&inside), all);
        if worth > best.0 {
            best = (worth, bounds.clone());
        }
    }
    settled(binned, paths, all, best.1)
}

/// (Density - density of all) times coverage: over what the whole has, so that a box must be denser than it to count.
fn worth(inside: Tally, all: Tally) -> f64 {
    (inside.density() - all.density()) * inside.hits as f64 / all.hits as f64
}

/// Moves the ends of a box, one number after the other, to where it is worth most: peeling goes in steps and only inwards. An
/// end that is open stays so.
fn settled(binned: &Binned, paths: &[u32], all: Tally, mut bounds: Bounds) -> Bounds {
    const ROUNDS: usize = 3;
    for _ in 0..ROUNDS {
        let before = bounds.clone();
        for number in before.restricted() {
            let free = bounds.without(number);
            let tallies = binned.by_bin(number, &binned.within(&free, paths));
            bounds = free.with(number, best_ends(&tallies, all, bounds.0[number]));
        }
        if bounds == before {
            break;
        }
    }
    bounds
}

/// The first and last bin between which a number is worth most; of those it has, open ends stay.
fn best_ends(tallies: &[Tally; BINS], all: Tally, (low, high): (u8, u8)) -> (u8, u8) {
    let mut best = (0.0, (0, LAST));
    for first in 0..=(if low == 0 { 0 } else { LAST }) {
        let mut inside = Tally::default();
        for last in first..=LAST {
            inside.add(tallies[usize::from(last)]);
            let worth = worth(inside, all);
            if worth > best.0 && (high < LAST || last == LAST) {
                best = (worth, (first, last));
            }
        }
    }
    best.1
}

/// Density of the rest, the number peeled, and the bins it keeps.
type Peeling = (f64, usize, (u8, u8));

/// The end of a number whose peeling leaves the densest rest: the number, and the bins it keeps.
fn peel(binned: &Binned, bounds: &Bounds, inside: &[u32], least: u64) -> Option<(usize, (u8, u8))> {
    let all = binned.tally(inside);
    let ends = |number: usize| {
        let tallies = binned.by_bin(number, inside);
        let (first, last) = bounds.0[number];
        let from_below =
            peeled(all, &tallies, &(first..=last).collect::<Vec<u8>>(), least).map(|to| (to.0, (to.1, last)));
        let from_above =
            peeled(all, &tallies, &(first..=last).rev().collect::<Vec<u8>>(), least).map(|to| (to.0, (first, to.1)));
        [from_below, from_above].into_iter().flatten().map(move |(density, bins)| (density, number, bins)).collect()
    };
    let candidates: Vec<Vec<Peeling>> = (0..binned.columns.len()).into_par_iter().map(ends).collect();
    let densest = candidates.into_iter().flatten().max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    densest.filter(|(density, ..)| *density > all.density()).map(|(_, number, bins)| (number, bins))
}

/// Peels bins in this order until enough paths are gone: the density of the rest, and the first bin that stays.
fn peeled(all: Tally, tallies: &[Tally; BINS], order: &[u8], least: u64) -> Option<(f64, u8)> {
    let mut gone = Tally::default();
    for pair in order.windows(2) {
        gone.add(tallies[usize::from(pair[0])]);
        if gone.paths * PEELED >= all.paths {
            let rest = all.less(gone);
            return (rest.paths >= least).then(|| (rest.density(), pair[1]));
        }
    }
    None
}

/// Conditions taken away one by one, that which raises density least first, until those that are left are few and clear.
fn simplified(binned: &Binned, paths: &[u32], mut bounds: Bounds) -> Bounds {
    loop {
        let inside = binned.tally(&binned.within(&bounds, paths));
        let clearness = |number: usize| {
            let without = binned.tally(&binned.within(&bounds.without(number), paths));
            let p = without.density();
            let se = (p * (1.0 - p) / inside.paths.max(1) as f64).sqrt();
            ((inside.density() - p) / se.max(f64::MIN_POSITIVE), number)
        };
        let weakest = bounds.restricted().map(clearness).min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((clear, number)) = weakest else { return bounds };
        if clear >= CLEAR && bounds.restricted().count() <= MOST_CONDITIONS {
            return bounds;
        }
        bounds = bounds.without(number);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::sampling::{Lanes, Stream};

    /// Ten numbers without pattern; the outcome where the third is below .3 and the sixth above .6, with some disorder.
    pub(crate) fn planted() -> (Binned, Binned) {
        let column = |name: String| -> Vec<f64> {
            (0..400)
                .flat_map(|block| {
                    let mut lanes = Lanes::all(0.0);
                    Stream::new(3, &name, block).uniforms(&mut lanes);
                    lanes
                })
                .collect()
        };
        let columns: Vec<Vec<f64>> = (0..10).map(|number| column(format!("number {number}"))).collect();
        let disorder = column("disorder".into());
        let hit = |path: usize| (columns[2][path] < 0.3 && columns[5][path] > 0.6) != (disorder[path] < 0.05);
        let hits: Vec<bool> = (0..disorder.len()).map(hit).collect();
        Binned::halves(&columns, &hits)
    }

    #[test]
    fn a_planted_box_is_found() {
        let (learnt, held) = planted();
        let found = boxes(&learnt);
        assert_eq!(found[0].restricted().collect::<Vec<_>>(), [2, 5]);
        let (low, high) = (found[0].probabilities(2), found[0].probabilities(5));
        assert!(low.0 == 0.0 && (low.1 - 0.3).abs() < 0.02, "{low:?}");
        assert!((high.0 - 0.6).abs() < 0.02 && high.1 == 1.0, "{high:?}");
        // .12 of the paths lie in the box, 95 % of them with the outcome; 5 % of the others have it too.
        let fit = held.fit(&found[0]);
        assert!((fit.density - 0.95).abs() < 0.02, "{fit:?}");
        assert!((fit.coverage - 0.114 / (0.114 + 0.044)).abs() < 0.04, "{fit:?}");
    }

    #[test]
    fn where_there_is_no_pattern_nothing_is_found() {
        let (mut learnt, _) = planted();
        let disorder: Vec<bool> =
            learnt.columns[0].iter().zip(&learnt.columns[1]).map(|(a, b)| (a ^ b) & 1 == 1).collect();
        learnt.hits = disorder;
        assert!(boxes(&learnt).is_empty());
    }
}
