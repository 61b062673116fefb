//! The standard normal and Student's t distribution between uniform numbers and scores, sound in both tails.
//!
//! There and back a uniform number keeps eight digits and more, a small one of its own size as well as one in the middle. The upper tail is read as the lower one mirrored, so that no digits are lost where a uniform number comes near 1.

use std::f64::consts::SQRT_2;

use statrs::distribution::{Continuous, ContinuousCDF, StudentsT};
use statrs::function::beta::beta_reg;
use statrs::function::erf::{erfc, erfc_inv};

/// The outermost numbers a stream can give: half a step of 2^-53 from 0, and the last number before 1.
const LEAST: f64 = 1.0 / (1u64 << 54) as f64;
const MOST: f64 = 1.0 - f64::EPSILON / 2.0;

/// Brings a probability strictly inside 0 to 1.
pub(super) fn inside(u: f64) -> f64 {
    u.clamp(LEAST, MOST)
}

/// Phi(z).
pub(super) fn normal_cdf(z: f64) -> f64 {
    0.5 * erfc(-z / SQRT_2)
}

/// Phi(z), strictly inside 0 to 1.
pub(in crate::sampling) fn normal_probability(z: f64) -> f64 {
    inside(normal_cdf(z))
}

/// Phi^-1(u).
pub(super) fn normal_quantile(u: f64) -> f64 {
    -SQRT_2 * erfc_inv(2.0 * u)
}

/// Student's t with given degrees of freedom.
#[derive(Debug, Clone)]
pub(super) struct Student {
    freedom: f64,
    shape: StudentsT,
}

impl Student {
    /// Nothing unless `freedom` is above 0 and finite.
    pub(super) fn new(freedom: f64) -> Option<Self> {
        let shape = StudentsT::new(0.0, 1.0, freedom).ok().filter(|_| freedom.is_finite())?;
        Some(Self { freedom, shape })
    }

    pub(super) fn freedom(&self) -> f64 {
        self.freedom
    }

    /// T(t), from the incomplete beta function of nu / (nu + t^2) in the tails and of t^2 / (nu + t^2) about the middle.
    pub(super) fn cdf(&self, t: f64) -> f64 {
        let square = t * t;
        let half = self.freedom / 2.0;
        if square > 0.5 {
            let tail = 0.5 * beta_reg(half, 0.5, self.freedom / (self.freedom + square));
            if t < 0.0 { tail } else { 1.0 - tail }
        } else {
            0.5 + 0.5 * beta_reg(0.5, half, square / (self.freedom + square)).copysign(t)
        }
    }

    /// T^-1(u): the library's quantile, its last digits restored by one step of Newton's method.
    pub(super) fn quantile(&self, u: f64) -> f64 {
        if u >= 0.5 {
            return if u > 0.5 { -self.quantile(1.0 - u) } else { 0.0 };
        }
        let t = self.shape.inverse_cdf(u);
        t - (self.cdf(t) - u) / self.shape.pdf(t)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_digits_are_lost_in_either_tail() {
        for u in [LEAST, 1e-15, 1e-9, 1e-3, 0.3, 0.5] {
            let z = normal_quantile(u);
            assert!((normal_cdf(z) / u - 1.0).abs() < 1e-10, "{u}");
            // 1 - u is exact for multiples of 2^-53 only; there the two tails mirror each other.
            let step = (u * (1u64 << 53) as f64).round().max(1.0) / (1u64 << 53) as f64;
            assert!((normal_quantile(step) + normal_quantile(1.0 - step)).abs() < 1e-14);
        }
        assert_eq!(inside(1.0), 0.999_999_999_999_999_9);
        assert!(normal_quantile(inside(1.0)).is_finite() && normal_quantile(inside(0.0)).is_finite());
    }

    #[test]
    fn students_t_matches_its_closed_forms() {
        // nu = 1: T = 1/2 + atan(t) / pi; nu = 2: T(-t) = 1 / (s (s + t)), s = sqrt(2 + t^2).
        let (one, two) = (Student::new(1.0).unwrap(), Student::new(2.0).unwrap());
        for t in [1e-9, 1e-3, 0.2, 0.7, 0.71, 1.0, 3.0, 30.0, 1e6] {
            let s = (2.0_f64 + t * t).sqrt();
            let exact = 1.0 / (s * (s + t));
            assert!((two.cdf(-t) / exact - 1.0).abs() < 1e-14, "{t}");
            assert!((two.cdf(t) + exact - 1.0).abs() < 1e-15, "{t}");
            assert!((two.quantile(exact) / -t - 1.0).abs() < 1e-13 + 4e-16 / t, "{t}: {}", two.quantile(exact));
            let exact = (1.0 / t).atan() / std::f64::consts::PI;
            assert!((one.cdf(-t) / exact - 1.0).abs() < 1e-13, "{t}");
        }
        assert_eq!((two.quantile(0.5), two.cdf(0.0)), (0.0, 0.5));
        assert!(Student::new(0.0).is_none() && Student::new(f64::INFINITY).is_none());
    }

    #[test]
    fn quantiles_invert_students_t() {
        for freedom in [2.0, 2.1, 2.5, 4.0, 30.0, 300.0, 1_000.0, 1_100.0] {
            let t = Student::new(freedom).unwrap();
            let mut last = f64::NEG_INFINITY;
            for step in 0..3_740 {
                let u = (f64::from(step) / 100.0 - 37.4).exp().min(0.5);
                let quantile = t.quantile(u);
                assert!((t.cdf(quantile) / u - 1.0).abs() < 1e-8, "{freedom}: {quantile} at {u:e}");
                assert!(quantile > last || u == 0.5, "{freedom}: not rising at {u}");
                let mirrored = (t.quantile(1.0 - u) / quantile + 1.0).abs() < 1e-6;
                assert!(mirrored || !(1e-9..=0.499).contains(&u), "{freedom}: not mirrored at {u}");
                last = quantile;
            }
        }
    }
}
