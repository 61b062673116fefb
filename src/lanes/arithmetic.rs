//! Products and sums, fused where the machine can.

use std::fmt::Debug;

/// How a b + c is worked out: a vector level hands its own to the [`Work`](super::Work) it does.
pub trait Arithmetic: Copy + Debug {
    /// a b + c.
    fn mul_add(a: f64, b: f64, c: f64) -> f64;
}

/// Rounded once, by one instruction: wherever the vector level has it.
#[derive(Debug, Clone, Copy)]
pub struct Fused;

/// Rounded twice, where there is no such instruction; a call that emulates it would take ten times as long.
#[derive(Debug, Clone, Copy)]
pub struct Separate;

impl Arithmetic for Fused {
    #[inline(always)]
    fn mul_add(a: f64, b: f64, c: f64) -> f64 {
        a.mul_add(b, c)
    }
}

impl Arithmetic for Separate {
    #[inline(always)]
    fn mul_add(a: f64, b: f64, c: f64) -> f64 {
        a * b + c
    }
}

/// c_0 + c_1 x + c_2 x^2 + ...
#[inline(always)]
pub(crate) fn polynomial<A: Arithmetic, const N: usize>(coefficients: &[f64; N], x: f64) -> f64 {
    let mut sum = coefficients[N - 1];
    for k in (0..N - 1).rev() {
        sum = A::mul_add(sum, x, coefficients[k]);
    }
    sum
}
