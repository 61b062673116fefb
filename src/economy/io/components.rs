//! Groups of sectors that depend on each other.

use nalgebra::DMatrix;

/// The strongly connected components of the sectors of `a`, square: in each, every sector uses every other's product,
/// directly or through others. A sector outside such a group stands alone. Tarjan (1972), in O(n^2).
pub(super) fn components(a: &DMatrix<f64>) -> Vec<Vec<usize>> {
    let mut search = Search::new(a.nrows());
    for root in 0..a.nrows() {
        if search.number[root] == 0 {
            search.from(root, a);
        }
    }
    search.found
}

struct Search {
    /// When a sector was first seen, from 1; 0 where it was not yet.
    number: Vec<usize>,
    /// The earliest sector known to be reached from it, among those whose group is open.
    reached: Vec<usize>,
    /// Sectors whose group is open, and whether a sector is one.
    open: Vec<usize>,
    is_open: Vec<bool>,
    seen: usize,
    found: Vec<Vec<usize>>,
}

impl Search {
    fn new(n: usize) -> Self {
        let (number, reached, is_open) = (vec![0; n], vec![0; n], vec![false; n]);
        Self { number, reached, open: Vec::new(), is_open, seen: 0, found: Vec::new() }
    }

    /// Follows the suppliers of a sector, theirs and so on, with the way back in a list: a chain may be as long as the table.
    fn from(&mut self, root: usize, a: &DMatrix<f64>) {
        let mut way = vec![(root, 0)];
        self.enter(root);
        while let Some((sector, next)) = way.last_mut() {
            let sector = *sector;
            if let Some(supplier) = (*next..a.nrows()).find(|&supplier| a[(supplier, sector)] > 0.0) {
                *next = supplier + 1;
                if self.number[supplier] == 0 {
                    self.enter(supplier);
                    way.push((supplier, 0));
                } else if self.is_open[supplier] {
                    self.reached[sector] = self.reached[sector].min(self.number[supplier]);
                }
            } else {
                way.pop();
                if let Some(&(user, _)) = way.last() {
                    self.reached[user] = self.reached[user].min(self.reached[sector]);
                }
                if self.reached[sector] == self.number[sector] {
                    self.close(sector);
                }
            }
        }
    }

    fn enter(&mut self, sector: usize) {
        self.seen += 1;
        self.number[sector] = self.seen;
        self.reached[sector] = self.seen;
        self.open.push(sector);
        self.is_open[sector] = true;
    }

    /// The sectors seen since `sector` are its group.
    fn close(&mut self, sector: usize) {
        let first = self.open.iter().rposition(|&open| open == sector).unwrap_or(0);
        let mut group = self.open.split_off(first);
        group.iter().for_each(|&member| self.is_open[member] = false);
        group.sort_unstable();
        self.found.push(group);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::dmatrix;

    fn groups(a: &DMatrix<f64>) -> Vec<Vec<usize>> {
        let mut found = components(a);
        found.sort();
        found
    }

    #[test]
    fn groups_are_those_that_reach_each_other() {
        // 0 and 2 use each other; 1 uses 0; 3 uses 1 and itself; 4 stands alone.
        let mut a = DMatrix::zeros(5, 5);
        [(0, 2), (2, 0), (0, 1), (1, 3), (3, 3)].into_iter().for_each(|at| a[at] = 0.1);
        assert_eq!(groups(&a), [vec![0, 2], vec![1], vec![3], vec![4]]);
        assert_eq!(groups(&DMatrix::zeros(2, 2)), [[0], [1]]);
        assert_eq!(groups(&dmatrix![0.0, 1.0, 0.0; 0.0, 0.0, 1.0; 1.0, 0.0, 0.0]), [[0, 1, 2]]);
    }

    #[test]
    fn long_chains_and_cycles() {
        let n = 2000;
        let chain = DMatrix::from_fn(n, n, |i, j| if i == j + 1 { 1.0 } else { 0.0 });
        assert_eq!(groups(&chain).len(), n);
        let cycle = DMatrix::from_fn(n, n, |i, j| if i == (j + 1) % n { 1.0 } else { 0.0 });
        assert_eq!(groups(&cycle), [(0..n).collect::<Vec<_>>()]);
    }

    /// Against reachability found by multiplying the table with itself.
    #[test]
    fn groups_equal_mutual_reachability() {
        let n = 9;
        for case in 0_usize..200 {
            let a = DMatrix::from_fn(n, n, |i, j| f64::from((i * 7 + j * 13 + case * (i + 3 * j + 1)) % 11 < 2));
            let mut reach = DMatrix::identity(n, n) + &a;
            (0..4).for_each(|_| reach = (&reach * &reach).map(|v| f64::from(v > 0.0)));
            let mut expected: Vec<Vec<usize>> =
                (0..n).map(|i| (0..n).filter(|&j| reach[(i, j)] > 0.0 && reach[(j, i)] > 0.0).collect()).collect();
            expected.sort();
            expected.dedup();
            assert_eq!(groups(&a), expected, "{a}");
        }
    }
}
