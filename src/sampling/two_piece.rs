//! Two triangles that meet at the median: what is known is a best figure and how far it may be out on either side.

/// Density rising linearly from `low` to the median and falling linearly to `high`, half of the probability on each side:
/// F(x) = (x - low)^2 / (2 (median - low)^2) below the median, 1 - (high - x)^2 / (2 (high - median)^2) above it.
///
/// With the median in the middle it is the symmetric triangular distribution. Where an end is the median itself, half of
/// the probability is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TwoPiece {
    pub(super) low: f64,
    pub(super) median: f64,
    pub(super) high: f64,
}

impl TwoPiece {
    pub(super) fn cdf(self, x: f64) -> f64 {
        let Self { low, median, high } = self;
        if x < low {
            0.0
        } else if x < median {
            ((x - low) / (median - low)).powi(2) / 2.0
        } else if x < high {
            1.0 - ((high - x) / (high - median)).powi(2) / 2.0
        } else {
            1.0
        }
    }

    pub(super) fn quantile(self, p: f64) -> f64 {
        let Self { low, median, high } = self;
        if p < 0.5 {
            low + (median - low) * (2.0 * p).sqrt()
        } else {
            high - (high - median) * (2.0 * (1.0 - p)).sqrt()
        }
    }

    /// Each side is a triangle with its peak at the median: it lies a third of its width from there on average.
    pub(super) fn mean(self) -> f64 {
        self.median + (self.above() - self.below()) / 6.0
    }

    /// The mean square from the median is a sixth of the width squared on each side.
    pub(super) fn sd(self) -> f64 {
        let square = (self.above().powi(2) + self.below().powi(2)) / 12.0;
        (square - (self.mean() - self.median).powi(2)).sqrt()
    }

    fn below(self) -> f64 {
        self.median - self.low
    }

    fn above(self) -> f64 {
        self.high - self.median
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
