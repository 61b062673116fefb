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

/// f(a, b, ...) on every lane.
#[inline(always)]
pub(crate) fn made<const N: usize>(from: [&Lanes; N], f: impl Fn([f64; N]) -> f64) -> Lanes {
    let mut x = [0.0; LANES];
    set(&mut x, from, f);
    x
}
