//! Two triangles that meet at the median: what is known is a best figure and how far it may be out on either side.

use super::family::Family;
use super::parameters::{ParameterError, ordered};
use super::{Distribution, Shape};
use crate::lanes::{Lanes, apply};

/// With the median in the middle it is the symmetric triangular distribution. Where an end is the median itself, half of
/// the probability is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TwoPiece {
    low: f64,
    median: f64,
    high: f64,
}

impl Distribution {
    /// Half of the probability on each side of `median`, falling off linearly to `low` and to `high`: a best figure and how
    /// far it may be out on either side. F(x) = (x - low)^2 / (2 (median - low)^2) below the median,
    /// 1 - (high - x)^2 / (2 (high - median)^2) above it.
    ///
    /// # Errors
    /// The three numbers are not in order, or `low` is not below `high`.
    pub fn two_piece(low: f64, median: f64, high: f64) -> Result<Self, ParameterError> {
        ordered(low, ("median", median), high)?;
        Ok(Self(Shape::TwoPiece(TwoPiece { low, median, high })))
    }
}

impl TwoPiece {
    #[inline(always)]
    pub(super) fn quantiles(&self, lanes: &mut Lanes) {
        apply(lanes, |p| self.quantile(p));
    }

    /// Width of the triangle below the median.
    fn width_below(&self) -> f64 {
        self.median - self.low
    }

    /// Width of the triangle above the median.
    fn width_above(&self) -> f64 {
        self.high - self.median
    }
}

impl Family for TwoPiece {
    /// At the median, where the two densities differ, that of the upper triangle.
    fn density(&self, x: f64) -> f64 {
        if x < self.low || x > self.high {
            0.0
        } else if x < self.median {
            (x - self.low) / self.width_below().powi(2)
        } else if self.width_above() > 0.0 {
            (self.high - x) / self.width_above().powi(2)
        } else {
            0.0
        }
    }

    fn mass(&self, x: f64) -> f64 {
        let one_sided = self.width_below() == 0.0 || self.width_above() == 0.0;
        if one_sided && x == self.median { 0.5 } else { 0.0 }
    }

    fn below(&self, x: f64) -> f64 {
        if x < self.low {
            0.0
        } else if x < self.median {
            ((x - self.low) / self.width_below()).powi(2) / 2.0
        } else if x < self.high {
            1.0 - ((self.high - x) / self.width_above()).powi(2) / 2.0
        } else {
            1.0
        }
    }

    fn above(&self, x: f64) -> f64 {
        if x >= self.high {
            0.0
        } else if x >= self.median {
            ((self.high - x) / self.width_above()).powi(2) / 2.0
        } else {
            1.0 - self.below(x)
        }
    }

    #[inline(always)]
    fn quantile(&self, p: f64) -> f64 {
        let root = (2.0 * if p < 0.5 { p } else { 1.0 - p }).sqrt();
        if p < 0.5 { self.low + self.width_below() * root } else { self.high - self.width_above() * root }
    }

    fn upper_quantile(&self, q: f64) -> f64 {
        self.high - self.width_above() * (2.0 * q).sqrt()
    }

    /// Each side is a triangle with its peak at the median: it lies a third of its width from there on average.
    fn mean(&self) -> f64 {
        self.median + (self.width_above() - self.width_below()) / 6.0
    }

    /// The mean square from the median is a sixth of the width squared on each side.
    fn sd(&self) -> f64 {
        let square = (self.width_above().powi(2) + self.width_below().powi(2)) / 12.0;
        (square - (self.mean() - self.median).powi(2)).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Distribution;

    #[test]
    fn in_the_middle_it_is_triangular() {
        let (two, one) =
            (Distribution::two_piece(1.0, 3.0, 5.0).unwrap(), Distribution::triangular(1.0, 3.0, 5.0).unwrap());
        for p in [1e-6, 0.1, 0.5, 0.7, 0.999] {
            assert!((two.quantile(p) - one.quantile(p)).abs() < 1e-12);
        }
        assert!((two.sd() - one.sd()).abs() < 1e-14 && (two.mean() - 3.0).abs() < 1e-14);
    }

    #[test]
    fn half_lies_on_each_side_however_uneven() {
        let uneven = Distribution::two_piece(0.0, 1.0, 9.0).unwrap();
        assert_eq!((uneven.quantile(0.5), uneven.cdf(1.0)), (1.0, 0.5));
        // A quarter of the lower triangle's mass: x = sqrt(1/4); three quarters of the upper one above 9 - 8 sqrt(3/4).
        assert!((uneven.quantile(0.125) - 0.5).abs() < 1e-15);
        assert!((uneven.quantile(0.625) - (9.0 - 8.0 * 0.75f64.sqrt())).abs() < 1e-14);
        let steps = 100_000;
        let at = |i: i32| uneven.quantile((f64::from(i) + 0.5) / f64::from(steps));
        let mean = (0..steps).map(at).sum::<f64>() / f64::from(steps);
        let variance = (0..steps).map(|i| (at(i) - mean).powi(2)).sum::<f64>() / f64::from(steps);
        assert!((mean - uneven.mean()).abs() < 1e-5 && (variance.sqrt() - uneven.sd()).abs() < 1e-4);
    }

    #[test]
    fn an_end_at_the_median_holds_half() {
        let one_sided = Distribution::two_piece(0.0, 0.0, 1.0).unwrap();
        assert_eq!((one_sided.quantile(0.3), one_sided.cdf(0.0), one_sided.cdf(-1e-9)), (0.0, 0.5, 0.0));
    }
}
