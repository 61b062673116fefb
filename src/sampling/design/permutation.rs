//! Random permutations of many numbers, place by place, without holding them in memory.
//!
//! A number x in 0 .. ab is written as x = l + a r with l < a and r < b, a and b near the root of n. Each round adds to one
//! half a random number that depends on the other half,
//!
//! l <- l + F_1(r) mod a, r <- r + F_2(l) mod b, l <- l + F_3(r) mod a, and so on:
//!
//! a generalised Feistel network, which is a permutation of 0 .. ab whatever the F (Luby & Rackoff 1988; Black & Rogaway
//! 2002). ab exceeds n by less than a; what falls there is sent through again until it falls below n (cycle walking,
//! Black & Rogaway 2002), so that 0 .. n is permuted.
//!
//! With F drawn at random, eight rounds leave no pattern that matters among many strata. Among few, every order should
//! come up alike, which takes more rounds: with ideal F the orders of 5 numbers lie within 6 % of equal probability
//! (total variation) after 8 rounds, and within 0.03 % after 24.

use super::key::Key;
use crate::sampling::LANES;

/// Most rounds of any permutation.
const MOST_ROUNDS: usize = 24;
/// Rounds where there are many numbers.
const ROUNDS: usize = 8;
/// From so many numbers on, [`ROUNDS`] are enough.
const MANY: u64 = 1 << 10;

/// A permutation of 0 .. n.
#[derive(Debug, Clone)]
pub(super) struct Permutation {
    n: u64,
    /// Size of the left half, a, and of the right one, b.
    left: u64,
    right: u64,
    keys: [u64; MOST_ROUNDS],
    rounds: usize,
}

impl Permutation {
    /// The permutation of 0 .. `n` under a key, for n from 1 to 2^32.
    pub(super) fn new(key: Key, n: u64) -> Self {
        let left = n.isqrt() + u64::from(n.isqrt().pow(2) < n);
        let right = n.div_ceil(left.max(1));
        let rounds = if n < MANY { MOST_ROUNDS } else { ROUNDS };
        let mut keys = [0; MOST_ROUNDS];
        for (number, round) in (0..).zip(&mut keys[..rounds]) {
            *round = key.word(number);
        }
        Self { n, left, right, keys, rounds }
    }

    /// How many numbers are permuted.
    pub(super) fn len(&self) -> u64 {
        self.n
    }

    /// Where the numbers `first`, `first` + 1 and so on go; all must be below n.
    pub(super) fn run(&self, first: u64, places: &mut [u64]) {
        let mut halves = [(0, 0); LANES];
        let halves = &mut halves[..places.len()];
        let (mut l, mut r) = (first % self.left, first / self.left);
        for half in halves.iter_mut() {
            *half = (l, r);
            l += 1;
            if l == self.left {
                (l, r) = (0, r + 1);
            }
        }
        self.mix(halves);
        for (place, (l, r)) in places.iter_mut().zip(halves) {
            *place = *l + self.left * *r;
            while *place >= self.n {
                let mut again = [(*place % self.left, *place / self.left)];
                self.mix(&mut again);
                *place = again[0].0 + self.left * again[0].1;
            }
        }
    }

    /// Sends numbers through all rounds, side by side.
    fn mix(&self, halves: &mut [(u64, u64)]) {
        for pair in self.keys[..self.rounds].chunks_exact(2) {
            for (l, r) in halves.iter_mut() {
                *l = add(*l, below(*r ^ pair[0], self.left), self.left);
                *r = add(*r, below(*l ^ pair[1], self.right), self.right);
            }
        }
    }
}

/// (x + y) mod `size`, for both below `size`.
fn add(x: u64, y: u64, size: u64) -> u64 {
    let sum = x + y;
    if sum >= size { sum - size } else { sum }
}

/// A number below `size`, at most 2^16, that depends on every bit of `word`.
fn below(word: u64, size: u64) -> u64 {
    let mut word = word.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 32)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((word >> 32) * size) >> 32
}

#[cfg(test)]
mod tests {
    use super::super::key::Purpose;
    use super::*;

    fn permutation(name: &str, replicate: u64, n: u64) -> Permutation {
        Permutation::new(Key::new(Purpose::Permutation, 7, name, replicate), n)
    }

    fn places(permutation: &Permutation) -> Vec<u64> {
        let mut places = vec![0; usize::try_from(permutation.len()).unwrap()];
        for (first, run) in (0..).step_by(LANES).zip(places.chunks_mut(LANES)) {
            permutation.run(first, run);
        }
        places
    }

    fn chi_square(counts: &[u32]) -> f64 {
        let expected = f64::from(counts.iter().sum::<u32>()) / counts.len() as f64;
        counts.iter().map(|&count| (f64::from(count) - expected).powi(2) / expected).sum()
    }

    fn correlation(x: &[u64], y: &[u64]) -> f64 {
        let n = x.len() as f64;
        let mean = (n - 1.0) / 2.0;
        let product: f64 = x.iter().zip(y).map(|(x, y)| (*x as f64 - mean) * (*y as f64 - mean)).sum();
        product / (n * (n * n - 1.0) / 12.0)
    }

    #[test]
    fn every_number_comes_up_once() {
        for n in (1..300).chain([1_009, 1_024, 1_025, 4_099, 65_537, 100_000]) {
            let mut places = places(&permutation("a", 0, n));
            places.sort_unstable();
            assert!(places.into_iter().eq(0..n), "{n}");
        }
    }

    #[test]
    fn the_largest_permutations_stay_in_range_and_do_not_repeat() {
        for n in [u64::from(u32::MAX), 1 << 32] {
            let mut run = [0; LANES];
            permutation("a", 0, n).run(n - LANES as u64, &mut run);
            run.sort_unstable();
            assert!(run.windows(2).all(|pair| pair[0] < pair[1]) && run[LANES - 1] < n);
        }
    }

    /// All orders of n numbers over many names.
    fn orders(n: u64, factorial: usize) -> Vec<u32> {
        let mut counts = vec![0; factorial];
        for name in 0..factorial * 500 {
            let places = places(&permutation(&name.to_string(), 0, n));
            let smaller_after = |i: usize| places[i + 1..].iter().filter(|later| **later < places[i]).count();
            let number = (0..places.len()).fold(0, |number, i| number * (places.len() - i) + smaller_after(i));
            counts[number] += 1;
        }
        counts
    }

    #[test]
    fn all_orders_of_few_numbers_are_equally_likely() {
        // 99.9 % points of chi-square with 5, 23 and 119 degrees of freedom.
        for (n, factorial, limit) in [(3, 6, 20.5), (4, 24, 49.7), (5, 120, 172.4)] {
            let chi = chi_square(&orders(n, factorial));
            assert!(chi < limit, "{n}: chi-square {chi}");
        }
    }

    #[test]
    fn a_number_goes_anywhere_with_equal_probability() {
        for (n, number) in [(100, 0), (3_150, 0), (3_150, 63), (1_000_003, 500_000)] {
            let mut counts = [0; 50];
            for name in 0..20_000 {
                let mut place = [0];
                permutation(&name.to_string(), 0, n).run(number, &mut place);
                counts[usize::try_from(place[0] * 50 / n).unwrap()] += 1;
            }
            // The 99.9 % point of chi-square with 49 degrees of freedom.
            let chi = chi_square(&counts);
            assert!(chi < 85.4, "{n}, {number}: chi-square {chi}");
        }
    }

    #[test]
    fn permutations_of_other_names_and_replicates_are_unrelated() {
        // The rank correlation of two random orders has the standard deviation 1 / sqrt(n - 1).
        for n in [64, 1_000, 3_125, 65_536] {
            let base = places(&permutation("a", 0, n));
            let identity: Vec<u64> = (0..n).collect();
            let others = [("a", 1), ("b", 0), ("sector.steel.demand_growth", 0)];
            let others = others.map(|(name, replicate)| places(&permutation(name, replicate, n)));
            for (i, other) in others.iter().chain([&identity]).enumerate() {
                let rho = correlation(&base, other);
                assert!(rho.abs() < 3.5 / ((n - 1) as f64).sqrt(), "{n}, {i}: rank correlation {rho}");
            }
        }
    }

    #[test]
    fn neighbours_go_to_unrelated_places() {
        // Pairs (pi(i), pi(i + lag)) over a grid of 8 by 8 fields, pooled over names.
        for n in [1_024, 3_125, 10_007] {
            for lag in [1, 2, 8, 56, 64] {
                let mut counts = [0; 64];
                for name in 0..100 {
                    let places = places(&permutation(&name.to_string(), 1, n));
                    let field = |place: u64| usize::try_from(place * 8 / n).unwrap();
                    for (here, there) in places.iter().zip(&places[lag..]) {
                        counts[8 * field(*here) + field(*there)] += 1;
                    }
                }
                // Margins are fixed, so 49 degrees of freedom: the 99.99 % point, for one of 15 tests.
                let chi = chi_square(&counts);
                assert!(chi < 94.6, "{n}, lag {lag}: chi-square {chi}");
            }
        }
    }
}
