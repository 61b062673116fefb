//! Ranks and Spearman's rank correlation.

/// The rank of each value, from 1; equal values share the mean of their ranks.
pub(super) fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    for equal in order.chunk_by(|&a, &b| values[a] == values[b]) {
        let mean = f64::midpoint((first + 1) as f64, (first + equal.len()) as f64);
        equal.iter().for_each(|&place| ranks[place] = mean);
        first += equal.len();
    }
    ranks
}

/// Spearman's rank correlation of two samples: Pearson's correlation of their ranks, equal values sharing the mean of
/// theirs. Without ties it is 1 - 6 sum d^2 / (n (n^2 - 1)), d the differences of ranks (Spearman 1904).
///
/// Nothing where the two differ in length, or one of them has fewer than two different values.
///
/// ```
/// use kapok::sampling::dependence::rank_correlation;
/// let height = [1.62, 1.75, 1.80, 1.68, 1.91];
/// let weight = [55.0, 80.0, 72.0, 60.0, 88.0]; // ranks differ by one for two of five: 1 - 6 * 2 / (5 * 24)
/// assert!((rank_correlation(&height, &weight).ok_or("no correlation")? - 0.9).abs() < 1e-15);
/// # Ok::<(), &str>(())
/// ```
pub fn rank_correlation(x: &[f64], y: &[f64]) -> Option<f64> {
    if x.len() == y.len() { correlation(&ranks(x), &ranks(y)) } else { None }
}

/// Pearson's correlation; nothing where one of the two does not vary.
pub(super) fn correlation(x: &[f64], y: &[f64]) -> Option<f64> {
    let n = x.len() as f64;
    let (mean_x, mean_y) = (x.iter().sum::<f64>() / n, y.iter().sum::<f64>() / n);
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in x.iter().zip(y) {
        let (x, y) = (x - mean_x, y - mean_y);
        xx += x * x;
        yy += y * y;
        xy += x * y;
    }
    let scale = (xx * yy).sqrt();
    (scale > 0.0).then(|| (xy / scale).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_their_ranks() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0, 3.0]), [4.0, 1.0, 4.0, 2.0, 4.0]);
        assert_eq!(ranks(&[0.0, -0.0, 1.0]), [1.5, 1.5, 3.0]);
    }

    #[test]
    fn it_is_the_formula_of_rank_differences() {
        // The sum of squared differences of ranks is 8: 1 - 6 * 8 / (6 * 35).
        let (x, y) = ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [2.0, 1.0, 5.0, 4.0, 3.0, 6.0]);
        let squares: f64 = x.iter().zip(&y).map(|(x, y): (&f64, &f64)| (x - y).powi(2)).sum();
        assert_eq!(squares, 10.0);
        let expected = 1.0 - 6.0 * squares / (6.0 * 35.0);
        assert!((rank_correlation(&x, &y).unwrap() - expected).abs() < 1e-15);
        // Any rising transformation of either leaves it as it is.
        let cubed = y.map(|y| y.powi(3));
        assert_eq!(rank_correlation(&x, &cubed), rank_correlation(&x, &y));
    }

    #[test]
    fn samples_without_an_order_have_none() {
        assert_eq!(rank_correlation(&[1.0, 2.0], &[1.0]), None);
        assert_eq!(rank_correlation(&[1.0, 1.0], &[1.0, 2.0]), None);
        assert_eq!(rank_correlation(&[], &[]), None);
    }
}
