//! One row of lanes worked out from others.

use super::{LANES, Lanes};

/// x = f(a, b, ...) on every lane.
#[inline(always)]
pub(crate) fn set<const N: usize>(x: &mut Lanes, from: [&Lanes; N], f: impl Fn([f64; N]) -> f64) {
    // `x` is a parameter of its own, so that the compiler knows it apart from what is read.
    for lane in 0..LANES {
        x[lane] = f(std::array::from_fn(|k| from[k][lane]));
    }
}

/// x = f(x, a, b, ...) on every lane.
#[inline(always)]
pub(crate) fn update<const N: usize>(x: &mut Lanes, from: [&Lanes; N], f: impl Fn(f64, [f64; N]) -> f64) {
    for lane in 0..LANES {
        x[lane] = f(x[lane], std::array::from_fn(|k| from[k][lane]));
    }
}

/// x = f(x) on every lane.
#[inline(always)]
pub(crate) fn apply(x: &mut Lanes, f: impl Fn(f64) -> f64) {
    for lane in x {
        *lane = f(*lane);
    }
}

/// sum = (sum + w_0 x_0) + w_1 x_1 ... on every lane, the terms (w, x) being `term(0)`, `term(1)` ...: four in each pass over
/// the lanes, which rounds as one in each does.
#[inline(always)]
pub(crate) fn add_terms<'x>(sum: &mut Lanes, terms: usize, term: impl Fn(usize) -> (f64, &'x Lanes)) {
    const TOGETHER: usize = 4;
    let whole = terms - terms % TOGETHER;
    for first in (0..whole).step_by(TOGETHER) {
        let [(a, w), (b, x), (c, y), (d, z)] = [0, 1, 2, 3].map(|k| term(first + k));
        for lane in 0..LANES {
            sum[lane] = sum[lane] + a * w[lane] + b * x[lane] + c * y[lane] + d * z[lane];
        }
    }
    for last in whole..terms {
        let (a, x) = term(last);
        update(sum, [x], |sum, [x]| sum + a * x);
    }
}

/// f(a, b, ...) on every lane.
#[inline(always)]
pub(crate) fn made<const N: usize>(from: [&Lanes; N], f: impl Fn([f64; N]) -> f64) -> Lanes {
    let mut x = Lanes::all(0.0);
    set(&mut x, from, f);
    x
}
