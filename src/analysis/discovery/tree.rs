//! A small classification tree: splits that leave the outcome as unmixed as can be.

use rayon::prelude::*;

use super::binned::{BINS, Binned, Tally};
use super::prim::Bounds;

/// Splits from the root to a leaf at most.
const DEPTH: usize = 3;
/// A leaf holds at least one in so many of all paths.
const LEAST_SUPPORT: u64 = 33;
/// A split has to take away at least this share of the root's impurity.
const WORTH: f64 = 0.005;

/// The leaves of the tree, as bounds.
pub(super) fn leaves(binned: &Binned) -> Vec<Bounds> {
    let root = binned.paths();
    let least = (root.len() as u64).div_ceil(LEAST_SUPPORT);
    let enough = WORTH * impurity(binned.tally(&root));
    let mut open = vec![(Bounds::none(binned.columns.len()), root, 0)];
    let mut leaves = Vec::new();
    while let Some((bounds, paths, depth)) = open.pop() {
        let split = if depth < DEPTH { best_split(binned, &paths, least, enough) } else { None };
        let Some((number, bin)) = split else {
            leaves.push(bounds);
            continue;
        };
        let (below, above): (Vec<u32>, Vec<u32>) =
            paths.iter().partition(|path| binned.columns[number][**path as usize] < bin);
        open.push((bounds.with(number, (bin, u8::MAX)), above, depth + 1));
        open.push((bounds.with(number, (0, bin - 1)), below, depth + 1));
    }
    // A tree that does not split says nothing.
    if leaves.len() > 1 { leaves } else { Vec::new() }
}

/// Gini's impurity times the number of paths: 2 p (1 - p) n.
fn impurity(tally: Tally) -> f64 {
    let p = tally.density();
    2.0 * p * (1.0 - p) * tally.paths as f64
}

/// The number and bin at which a split takes away most impurity.
fn best_split(binned: &Binned, paths: &[u32], least: u64, enough: f64) -> Option<(usize, u8)> {
    let all = binned.tally(paths);
    let best_of = |number: usize| {
        let tallies = binned.by_bin(number, paths);
        let mut below = Tally::default();
        let mut best: Option<(f64, usize, u8)> = None;
        for bin in 1..BINS {
            below.add(tallies[bin - 1]);
            let above = all.less(below);
            if below.paths < least || above.paths < least {
                continue;
            }
            let gain = impurity(all) - impurity(below) - impurity(above);
            if best.is_none_or(|(most, ..)| gain > most) {
                best = Some((gain, number, u8::try_from(bin).unwrap_or(u8::MAX)));
            }
        }
        best
    };
    let all_best: Vec<Option<(f64, usize, u8)>> = (0..binned.columns.len()).into_par_iter().map(best_of).collect();
    let best = all_best.into_iter().flatten().max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    best.filter(|(gain, ..)| *gain >= enough).map(|(_, number, bin)| (number, bin))
}

#[cfg(test)]
mod tests {
    use super::super::prim::tests::planted;
    use super::*;

    #[test]
    fn a_planted_box_is_a_leaf() {
        let (learnt, held) = planted();
        let leaves = leaves(&learnt);
        let densest = leaves.iter().max_by(|a, b| held.fit(a).density.total_cmp(&held.fit(b).density)).unwrap();
        let restricted: Vec<usize> = densest.restricted().collect();
        assert!(restricted.contains(&2) && restricted.contains(&5), "{restricted:?}");
        assert!((densest.probabilities(2).1 - 0.3).abs() < 0.02);
        assert!((densest.probabilities(5).0 - 0.6).abs() < 0.02);
        // Leaves share out all paths.
        let support: f64 = leaves.iter().map(|leaf| held.fit(leaf).support).sum();
        assert!((support - 1.0).abs() < 1e-12);
    }
}
