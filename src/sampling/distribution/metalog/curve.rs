//! The quantile function of a metalog before its bounds: M as a function of t = ln(p / (1 - p)).

use nalgebra::{DMatrix, DVector};

use crate::sampling::distribution::incomplete_beta::share;

/// M = A(h) + t B(h) with polynomials A and B in h = p - 1/2.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Curve {
    plain: Vec<f64>,
    times_t: Vec<f64>,
    /// The least slope dM/dt that counts as rising.
    least_slope: f64,
}

/// t of the smallest and the largest probability that is looked at: no uniform number lies farther out.
const ENDS: f64 = 40.0;
/// The slope is looked at in steps of this size in t; it hardly bends within one.
const STEP: f64 = 2.0 * ENDS / STEPS as f64;
const STEPS: u32 = 5120;
/// The slope has to be more than this share of the mean slope between the outer quantiles: the density then stays finite.
const LEAST_SLOPE: f64 = 1e-4;

/// Where term k of Keelin's order goes: whether it is multiplied by t, and its power of h.
fn place(k: usize) -> (bool, usize) {
    match k {
        0 => (false, 0),
        1 => (true, 0),
        2 => (true, 1),
        3 => (false, 1),
        k => (k % 2 == 1, k / 2),
    }
}

/// t of a probability.
fn log_odds(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}

/// h = p - 1/2 at t, exact in the middle.
fn centred(t: f64) -> f64 {
    (t / 2.0).tanh() / 2.0
}

/// A polynomial and its derivative.
fn horner(coefficients: &[f64], h: f64) -> (f64, f64) {
    coefficients.iter().rev().fold((0.0, 0.0), |(value, slope), c| (value * h + c, slope * h + value))
}

impl Curve {
    /// The curve with as many terms as there are quantiles (probability, z); nothing where they determine none.
    pub(super) fn through(quantiles: &[(f64, f64)]) -> Option<Self> {
        let n = quantiles.len();
        let terms = DMatrix::from_fn(n, n, |row, k| {
            let p = quantiles[row].0;
            let (times_t, power) = place(k);
            let power = (p - 0.5).powi(i32::try_from(power).unwrap_or(i32::MAX));
            if times_t { log_odds(p) * power } else { power }
        });
        let wanted = DVector::from_iterator(n, quantiles.iter().map(|(_, z)| *z));
        let solved = terms.full_piv_lu().solve(&wanted)?;
        let mut curve = Self { plain: vec![0.0; n], times_t: vec![0.0; n], least_slope: 0.0 };
        for (k, coefficient) in solved.iter().enumerate() {
            let (times_t, power) = place(k);
            let part = if times_t { &mut curve.times_t } else { &mut curve.plain };
            part[power] = *coefficient;
        }
        let (first, last) = (quantiles.first()?, quantiles.last()?);
        curve.least_slope = LEAST_SLOPE * (last.1 - first.1) / (log_odds(last.0) - log_odds(first.0));
        Some(curve)
    }

    pub(super) fn at(&self, t: f64) -> f64 {
        let h = centred(t);
        horner(&self.plain, h).0 + t * horner(&self.times_t, h).0
    }

    /// dM/dt = B + (A' + t B') dh/dt, dh/dt = p (1 - p).
    pub(super) fn slope(&self, t: f64) -> f64 {
        let h = centred(t);
        let ((_, plain), (times_t, times_t_slope)) = (horner(&self.plain, h), horner(&self.times_t, h));
        times_t + (plain + t * times_t_slope) * share(t) * share(-t)
    }

    /// The slopes dM/dt far out: on the lower side and on the upper.
    pub(super) fn growth(&self) -> (f64, f64) {
        (horner(&self.times_t, -0.5).0, horner(&self.times_t, 0.5).0)
    }

    /// The first stretch of probabilities over which the curve does not rise.
    pub(super) fn falls(&self) -> Option<(f64, f64)> {
        let places = (0..=STEPS).map(|i| -ENDS + STEP * f64::from(i));
        let falling = |t: &f64| self.slope(*t).partial_cmp(&self.least_slope) != Some(std::cmp::Ordering::Greater);
        let from = places.clone().find(falling)?;
        let to = places.skip_while(|t| *t < from).take_while(falling).last()?;
        Some((share(from), share(to)))
    }

    /// t with M(t) = z, by Newton's method kept between two points that enclose it.
    pub(super) fn inverse(&self, z: f64) -> f64 {
        let (mut low, mut high) = (-1.0, 1.0);
        while self.at(low) > z && low > -1e300 {
            low *= 2.0;
        }
        while self.at(high) < z && high < 1e300 {
            high *= 2.0;
        }
        let mut t = f64::midpoint(low, high);
        for _ in 0..200 {
            let excess = self.at(t) - z;
            if excess > 0.0 {
                high = t;
            } else {
                low = t;
            }
            let newton = t - excess / self.slope(t);
            let next = if low < newton && newton < high { newton } else { f64::midpoint(low, high) };
            let change = (next - t).abs();
            t = next;
            if change <= 4.0 * f64::EPSILON * t.abs().max(1.0) {
                break;
            }
        }
        t
    }
}
