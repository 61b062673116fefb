//! Scrambled Sobol points (Sobol 1967; Owen 1995).
//!
//! Point number i of the sequence has in each dimension the coordinate
//!
//! x(i) = i_0 v_0 + i_1 v_1 + .. , added digit by digit without carrying, i = i_0 + 2 i_1 + 4 i_2 + ..
//!
//! v_k the direction numbers of Joe & Kuo (2008): plain binary order, not the Gray-code order of Antonov & Saleev (1979),
//! which has the same points in another order inside every aligned run of 2^m points.
//!
//! Nested uniform scrambling turns every binary digit of x over or not, at random and independently for every string of
//! digits before it. Every scrambled point is uniform on (0, 1), and any 2^m points of an aligned run keep one point in
//! each of 2^m equal intervals of every dimension, and their even spread in all dimensions together; the variance of the
//! mean of a smooth function falls almost as n^-3 (Owen 1997).
//!
//! Here the scrambling is the nested uniform one itself, with a word of a key for each node of the tree of digits, not a
//! hash that resembles it (Laine & Karras 2011; Burley 2020). It need not be slow: v_k has no digit beyond its k-th, so the 64 points of
//! an aligned block take each value of their first six digits once and share all other digits. Below the sixth digit a
//! block therefore meets 64 nodes a level that differ in the first six digits only, and one word of 64 bits turns the
//! digits of the whole block over.

use super::joe_kuo::{Columns, DIGITS};
use super::key::Key;
use crate::sampling::{LANES, Lanes};

/// Digits in which the points of a block differ.
const BLOCK_DIGITS: usize = LANES.ilog2() as usize;
/// Digits of the numbers made: with half a step added they are the most that a number below 1 holds exactly.
const SCRAMBLED: usize = 52;

/// Fills `lanes` with the scrambled coordinates of the points `first`, `first` + 1 and so on, `first` a multiple of 64.
pub(super) fn uniforms(columns: &Columns, scrambling: Key, first: u64, lanes: &mut Lanes) {
    const STEP: f64 = 1.0 / (1u64 << SCRAMBLED) as f64;
    for (lane, numerator) in lanes.iter_mut().zip(scrambled(columns, scrambling, first)) {
        *lane = (numerator as f64 + 0.5) * STEP;
    }
}

/// The scrambled points of a block, as numerators over 2^52.
fn scrambled(columns: &Columns, scrambling: Key, first: u64) -> [u64; LANES] {
    let points = points(columns, first);
    let turned = turned_digits(scrambling, points[0]);
    points.map(|point| {
        let start = (point >> (DIGITS - BLOCK_DIGITS)) as usize;
        let digits = (u64::from(point) << (64 - DIGITS)) ^ turned[start];
        digits >> (64 - SCRAMBLED)
    })
}

/// The unscrambled points of a block, as numerators over 2^32.
fn points(columns: &Columns, first: u64) -> [u32; LANES] {
    let mut points = [0; LANES];
    for (k, column) in columns.iter().enumerate().skip(BLOCK_DIGITS) {
        if first >> k & 1 == 1 {
            points[0] ^= column;
        }
    }
    for (k, column) in columns[..BLOCK_DIGITS].iter().enumerate() {
        let (done, next) = points.split_at_mut(1 << k);
        for (point, before) in next.iter_mut().zip(done) {
            *point = *before ^ column;
        }
    }
    points
}

/// For each value of a point's first six digits, the digits to turn over, the first digit in the highest bit; `point` is
/// any point of the block.
fn turned_digits(scrambling: Key, point: u32) -> [u64; LANES] {
    let mut levels = [0; LANES];
    let root = scrambling.word(0);
    for (level, nodes) in levels[..BLOCK_DIGITS].iter_mut().enumerate() {
        *nodes = upper_level(root, level);
    }
    let shared = u64::from(point << BLOCK_DIGITS >> BLOCK_DIGITS);
    for (level, nodes) in levels.iter_mut().enumerate().take(SCRAMBLED).skip(BLOCK_DIGITS) {
        let before = shared >> DIGITS.saturating_sub(level);
        *nodes = scrambling.word((level as u64) << DIGITS | before);
    }
    transposed(levels)
}

/// The nodes of a level above the sixth digit, each as often as there are values of the first six digits below it.
/// Node p of a level takes bit 2^level + p of the root's word.
fn upper_level(root: u64, level: usize) -> u64 {
    let width = LANES >> level;
    let run = u64::MAX >> (64 - width);
    (0..1 << level).fold(0, |nodes, node| {
        let turns = root >> ((1 << level) + node) & 1;
        nodes | (run * turns) << (64 - width * (node + 1))
    })
}

/// The bit matrix with rows and columns exchanged, the highest bit of a row being its first column.
fn transposed(mut rows: [u64; LANES]) -> [u64; LANES] {
    // Exchange the off-diagonal quarters, then the same inside each quarter.
    let mut width = LANES / 2;
    let mut right = u64::MAX >> width; // the right half of every square, width columns wide
    while width > 0 {
        for square in rows.chunks_exact_mut(2 * width) {
            let (upper, lower) = square.split_at_mut(width);
            for (above, below) in upper.iter_mut().zip(lower) {
                let differing = (*above ^ (*below >> width)) & right;
                *above ^= differing;
                *below ^= differing << width;
            }
        }
        width /= 2;
        right ^= right << width;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::super::joe_kuo::{DIMENSIONS, directions};
    use super::super::key::Purpose;
    use super::*;

    /// Point number `number` without scrambling, as numerator over 2^32.
    fn point(dimension: usize, number: u64) -> u32 {
        let block = number / LANES as u64 * LANES as u64;
        points(directions(dimension), block)[usize::try_from(number - block).unwrap()]
    }

    fn gray(number: u64) -> u64 {
        number ^ (number >> 1)
    }

    fn scrambling(number: u64) -> Key {
        Key::new(Purpose::Scrambling, number, "a", 0)
    }

    #[test]
    fn first_points_are_those_of_joe_and_kuo() {
        // The points after the first, in Gray-code order, in three dimensions, as the manual of SciLua's qrng prints them.
        let published = [
            [0.5, 0.5, 0.5],
            [0.75, 0.25, 0.25],
            [0.25, 0.75, 0.75],
            [0.375, 0.375, 0.625],
            [0.875, 0.875, 0.125],
            [0.625, 0.125, 0.875],
            [0.125, 0.625, 0.375],
            [0.1875, 0.3125, 0.9375],
            [0.6875, 0.8125, 0.4375],
            [0.9375, 0.0625, 0.6875],
        ];
        for (number, coordinates) in (1..).zip(published) {
            for (dimension, coordinate) in coordinates.into_iter().enumerate() {
                assert_eq!(f64::from(point(dimension, gray(number))) / 2f64.powi(32), coordinate, "{number}");
            }
        }
    }

    #[test]
    fn points_are_those_of_scipy() {
        let table = include_str!("../../../tests/independent/sobol_points_expected.csv");
        let mut checked = 0;
        for line in table.lines().skip(1) {
            let [dimension, number, numerator] =
                line.split(',').map(|cell| cell.parse().unwrap()).collect::<Vec<u64>>()[..].try_into().unwrap();
            let dimension = usize::try_from(dimension).unwrap() - 1;
            assert_eq!(u64::from(point(dimension, gray(number))), numerator, "{line}");
            checked += 1;
        }
        assert_eq!(checked, 1_160);
    }

    #[test]
    fn a_transposed_matrix_has_rows_for_columns() {
        let rows: [u64; LANES] = std::array::from_fn(|row| scrambling(1).word(row as u64));
        let columns = transposed(rows);
        for i in 0..LANES {
            for j in 0..LANES {
                assert_eq!(rows[i] >> (63 - j) & 1, columns[j] >> (63 - i) & 1);
            }
        }
    }

    /// The scrambled coordinate of any point, digit by digit as the definition says: digit d turns over by a bit that
    /// depends on the digits before it.
    fn by_definition(key: Key, point: u32) -> u64 {
        let digits = u64::from(point) << 20;
        (0..SCRAMBLED).fold(0, |scrambled, level| {
            let digit = digits >> (51 - level) & 1;
            let before = (digits >> 20 >> (32 - level.min(32))) & ((1 << level.min(32)) - 1);
            let turns = if level < 6 {
                key.word(0) >> ((1 << level) + before) & 1
            } else {
                let (start, rest) = (u64::from(point >> 26), u64::from(point) & ((1 << 26) - 1));
                key.word((level as u64) << 32 | rest >> (32 - level.min(32))) >> (63 - start) & 1
            };
            scrambled << 1 | (digit ^ turns)
        })
    }

    #[test]
    fn blocks_are_scrambled_as_the_definition_says() {
        for (dimension, first) in [(0, 0), (0, 64), (5, 6_400), (999, 1 << 31), (DIMENSIONS - 1, (1 << 32) - 64)] {
            for (number, numerator) in (first..).zip(scrambled(directions(dimension), scrambling(3), first)) {
                assert_eq!(numerator, by_definition(scrambling(3), point(dimension, number)));
            }
        }
    }

    /// Two points that share their first digits share as many after scrambling, differ in the next, and what follows is
    /// random and independent between the two (Owen 1995).
    #[test]
    fn two_points_share_their_first_digits_and_nothing_else() {
        for (one, other) in [(0, 1), (0, 2), (3, 5), (0, 64), (7, 64 + 7), (1, 4_097)] {
            let shared = (point(4, one) ^ point(4, other)).leading_zeros();
            let mut after = [0u32; 64];
            let mut first = [0u32; 64];
            for key in 0..20_000 {
                let of = |number: u64| {
                    let block = scrambled(directions(4), scrambling(key), number / 64 * 64);
                    block[usize::try_from(number % 64).unwrap()]
                };
                let (a, b) = (of(one), of(other));
                assert_eq!((a ^ b).leading_zeros() - 12, shared);
                let three = |digits: u64| usize::try_from(digits >> (52 - shared - 4) & 7).unwrap();
                after[8 * three(a) + three(b)] += 1;
                first[usize::try_from(a >> 46).unwrap()] += 1;
            }
            for counts in [after, first] {
                let expected = 20_000.0 / 64.0;
                let chi: f64 = counts.iter().map(|&count| (f64::from(count) - expected).powi(2) / expected).sum();
                // 63 degrees of freedom: the 99.99 % point, for one of 12 tests.
                assert!(chi < 113.5, "points {one} and {other}: chi-square {chi}");
            }
        }
    }
}
