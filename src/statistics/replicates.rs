//! The standard error of a mean over independent replicates.

/// Standard error of the mean over all draws of several independent replicates, each given as its number of draws and
/// its mean; nothing where fewer than two hold draws.
///
/// SE^2 = R / (R - 1) sum over r of (n_r / n)^2 (m_r - m)^2. With replicates of one size it is the variance of their
/// means over R (Owen 2013, chapter 17). R replicates give it to 1 / sqrt(2 (R - 1)) of itself.
///
/// ```
/// use kapok::statistics::replicate_se;
/// assert_eq!(replicate_se(&[(64, 1.0), (64, 3.0)]), Some(1.0));
/// assert_eq!(replicate_se(&[(64, 1.0), (0, 0.0)]), None);
/// ```
pub fn replicate_se(replicates: &[(u64, f64)]) -> Option<f64> {
    let held: Vec<(f64, f64)> = replicates.iter().filter(|(n, _)| *n > 0).map(|&(n, mean)| (n as f64, mean)).collect();
    if held.len() < 2 {
        return None;
    }
    let n: f64 = held.iter().map(|(n, _)| n).sum();
    let mean = held.iter().map(|(n_r, m)| n_r / n * m).sum::<f64>();
    let count = held.len() as f64;
    let spread: f64 = held.iter().map(|(n_r, m)| ((n_r / n) * (m - mean)).powi(2)).sum();
    Some((count / (count - 1.0) * spread).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sampling::{LANES, Lanes, Stream};

    #[test]
    fn of_random_draws_it_is_the_standard_error_of_their_mean() {
        // 64 replicates of uneven size; 400 runs. Standard error of the mean of N(0,1): 1 / sqrt(n).
        let sizes: Vec<u64> = (0..64).map(|r| 1 + r % 3).collect();
        let n = (LANES as u64 * sizes.iter().sum::<u64>()) as f64;
        let runs = 400;
        let mut squares = 0.0;
        for run in 0..runs {
            let mut stream = Stream::new(run, "replicates", 0);
            let mut lanes = Lanes::all(0.0);
            let mut replicates = Vec::new();
            for &size in &sizes {
                let mut sum = 0.0;
                for _ in 0..size {
                    stream.normals(&mut lanes);
                    sum += lanes.iter().sum::<f64>();
                }
                let count = LANES as u64 * size;
                replicates.push((count, sum / count as f64));
            }
            squares += replicate_se(&replicates).unwrap().powi(2);
        }
        // The mean of 400 estimates, each good to 2/sqrt(2 * 63) of the variance: standard error 0.9 %.
        assert!((squares / runs as f64 * n - 1.0).abs() < 0.036);
    }
}
