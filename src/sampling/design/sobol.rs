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
    let points = points(columns, first);
    let turned = turned_digits(scrambling, points[0]);
    for (lane, point) in lanes.iter_mut().zip(points) {
        let start = (point >> (DIGITS - BLOCK_DIGITS)) as usize;
        let digits = (u64::from(point) << (64 - DIGITS)) ^ turned[start];
        *lane = ((digits >> (64 - SCRAMBLED)) as f64 + 0.5) * STEP;
    }
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
