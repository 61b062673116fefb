//! What ranks say of a distribution nobody knows: intervals for quantiles, and tolerance intervals.
//!
//! Of n independent draws the number at or below the true quantile of probability p is binomial (n, p), whatever the
//! distribution; so two of the draws, picked by their ranks, enclose the quantile with a known probability (David &
//! Nagaraja 2003, Order statistics, chapter 7).

use statrs::distribution::{Binomial, DiscreteCDF};
use statrs::function::beta::beta_reg;

/// Confidence of the intervals that are reported.
pub const CONFIDENCE: f64 = 0.95;

/// Ranks l and u, counted from 1, such that the l-th and the u-th smallest of `n` draws enclose the quantile of
/// probability `p` with at least this confidence; where the draws are too few for that, rank 0 or n + 1.
///
/// P(x_(l) <= q < x_(u)) = F(u - 1) - F(l - 1), F the binomial (n, p) distribution; each side is left out with at most
/// half of what the confidence leaves.
///
/// ```
/// use kapok::statistics::quantile_ranks;
/// // Printed tables give the 40th and the 61st of 100 draws for the median.
/// assert_eq!(quantile_ranks(100, 0.5, 0.95), (40, 61));
/// ```
pub fn quantile_ranks(n: u64, p: f64, confidence: f64) -> (u64, u64) {
    let tail = (1.0 - confidence) / 2.0;
    match Binomial::new(p, n) {
        Ok(below) if n > 0 => (below.inverse_cdf(tail), below.inverse_cdf(1.0 - tail) + 1),
        _ => (0, n + 1),
    }
}

/// Least number of draws of which the k-th smallest and the k-th largest enclose at least the share `content` of the
/// distribution with this confidence (Wilks 1941).
///
/// What the two enclose is beta (n - 2k + 1, 2k) distributed. Nothing where `k` is 0, or a probability is not strictly
/// between 0 and 1, or it would take more than 2^52 draws.
///
/// ```
/// use kapok::statistics::tolerance_sample_size;
/// assert_eq!(tolerance_sample_size(1, 0.95, 0.95), Some(93));
/// ```
pub fn tolerance_sample_size(k: u64, content: f64, confidence: f64) -> Option<u64> {
    const MOST: u64 = 1 << 52;
    let open = |p: f64| p > 0.0 && p < 1.0;
    if k == 0 || k > MOST / 4 || !open(content) || !open(confidence) {
        return None;
    }
    let enough = |n: u64| 1.0 - beta_reg((n - 2 * k + 1) as f64, 2.0 * k as f64, content) >= confidence;
    let (mut low, mut high) = (2 * k - 1, 2 * k);
    while !enough(high) {
        (low, high) = (high, high * 2);
        if high > MOST {
            return None;
        }
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if enough(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Binomial probabilities summed term by term.
    fn binomial_cdf(k: u64, n: u64, p: f64) -> f64 {
        let mut term = (1.0 - p).powi(i32::try_from(n).unwrap());
        let mut sum = term;
        for i in 1..=k {
            term *= (n - i + 1) as f64 / i as f64 * p / (1.0 - p);
            sum += term;
        }
        sum
    }

    #[test]
    fn ranks_enclose_with_the_confidence_and_not_much_more() {
        for (n, p) in [(100, 0.5), (200, 0.05), (200, 0.95), (777, 0.25), (200, 0.9)] {
            let (low, high) = quantile_ranks(n, p, 0.95);
            assert!(low >= 1 && high <= n);
            let covers = |low: u64, high: u64| binomial_cdf(high - 1, n, p) - binomial_cdf(low - 1, n, p);
            assert!(covers(low, high) >= 0.95, "{n} {p}");
            // A rank less on either side leaves out more than a fortieth there.
            let (below, above) = (binomial_cdf(low, n, p), 1.0 - binomial_cdf(high - 2, n, p));
            assert!(below > 0.025 && above > 0.025, "{n} {p}: {low} {high} {below} {above}");
        }
    }

    #[test]
    fn ranks_of_many_draws_are_those_of_the_normal_curve() {
        let n = 4_000_000_000u64;
        let (low, high) = quantile_ranks(n, 0.05, 0.95);
        let half = 1.959_964 * (n as f64 * 0.05 * 0.95).sqrt();
        assert!((low as f64 - (n as f64 * 0.05 - half)).abs() < 10.0);
        assert!((high as f64 - (n as f64 * 0.05 + half)).abs() < 10.0);
    }

    #[test]
    fn too_few_draws_leave_an_end_open() {
        assert_eq!(quantile_ranks(10, 0.05, 0.95).0, 0);
        assert_eq!(quantile_ranks(10, 0.95, 0.95).1, 11);
        assert_eq!(quantile_ranks(0, 0.5, 0.95), (0, 1));
    }

    #[test]
    fn published_sample_sizes() {
        // Two-sided tolerance intervals: 95/95 needs 93 draws for the extremes (Wilks), and 153 one rank further in;
        // content .99 with confidence .90 needs 388 and 667.
        let sizes = [(1, 0.95, 0.95, 93), (2, 0.95, 0.95, 153), (1, 0.99, 0.90, 388), (2, 0.99, 0.90, 667)];
        for (k, content, confidence, n) in sizes {
            assert_eq!(tolerance_sample_size(k, content, confidence), Some(n));
            // Directly: at least 2k of n draws fall outside a share 1 - content.
            let missed = |n| binomial_cdf(2 * k - 1, n, 1.0 - content);
            assert!(1.0 - missed(n) >= confidence && 1.0 - missed(n - 1) < confidence);
        }
        assert_eq!(tolerance_sample_size(0, 0.9, 0.9), None);
        assert_eq!(tolerance_sample_size(1, 1.0, 0.9), None);
        assert_eq!(tolerance_sample_size(1, 0.9, f64::NAN), None);
    }
}
