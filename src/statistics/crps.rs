//! The continuous ranked probability score: how good a forecast distribution was, once the outcome is known.

use std::f64::consts::PI;

use statrs::function::erf::erf;

/// The score of a normal forecast N(`mean`, `sd`^2) at the outcome y.
///
/// CRPS(F, y) = integral of (F(x) - 1{x >= y})^2 dx, in the unit of the outcome; less is better, and a forecast without
/// spread scores its absolute error. For a normal distribution, with z = (y - mean) / sd,
/// CRPS = sd [z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt(pi)].
///
/// `sd` must not be below 0; at 0 the score is the absolute error.
///
/// Reference: Gneiting, T. and Raftery, A. E. (2007): Strictly proper scoring rules, prediction, and estimation. Journal of
/// the American Statistical Association 102.
///
/// ```
/// let score = kapok::statistics::crps_normal(0.0, 1.0, 0.0);
/// assert!((score - 0.233_694_977).abs() < 1e-9);
/// ```
pub fn crps_normal(mean: f64, sd: f64, outcome: f64) -> f64 {
    if sd == 0.0 {
        return (outcome - mean).abs();
    }
    let z = (outcome - mean) / sd;
    let density = (-0.5 * z * z).exp() / (2.0 * PI).sqrt();
    sd * (z * erf(z / 2.0_f64.sqrt()) + 2.0 * density - 1.0 / PI.sqrt())
}

/// The score of an ensemble's own distribution, that of its n draws with equal weights, at the outcome y; nothing where
/// there are no draws.
///
/// CRPS = sum |x_i - y| / n - sum_ij |x_i - x_j| / (2 n^2), the second sum from the sorted draws as
/// sum_ij |x_i - x_j| = 2 sum_i (2 i - n - 1) x_(i) (Gneiting & Raftery 2007; Jordan, Krüger & Lerch 2019).
///
/// ```
/// let score = kapok::statistics::crps_ensemble(&[1.0, 2.0, 4.0], 2.0); // (1 + 0 + 2) / 3 - 2 (1 + 3 + 2) / 18
/// assert!((score.ok_or("no draws")? - 1.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), &str>(())
/// ```
pub fn crps_ensemble(draws: &[f64], outcome: f64) -> Option<f64> {
    let n = draws.len() as f64;
    score(draws, outcome, n * n)
}

/// The score that draws from the same distribution would have if there were infinitely many, on average: the fair score, which
/// does not favour ensembles for their size. Nothing where there are fewer than two draws.
///
/// CRPS = sum |x_i - y| / n - sum_ij |x_i - x_j| / (2 n (n - 1)); its mean over samples is the score of what they are drawn
/// from (Ferro 2014). It can be below 0.
///
/// Reference: Ferro, C. A. T. (2014): Fair scores for ensemble forecasts. Quarterly Journal of the Royal Meteorological
/// Society 140.
pub fn crps_ensemble_fair(draws: &[f64], outcome: f64) -> Option<f64> {
    let n = draws.len() as f64;
    if draws.len() < 2 { None } else { score(draws, outcome, n * (n - 1.0)) }
}

/// Mean distance to the outcome less half the mean distance of draws, the latter over so many `pairs`.
fn score(draws: &[f64], outcome: f64, pairs: f64) -> Option<f64> {
    if draws.is_empty() {
        return None;
    }
    let n = draws.len() as f64;
    // Distances do not move with the origin; from the outcome the sums lose the fewest digits.
    let mut distances: Vec<f64> = draws.iter().map(|draw| draw - outcome).collect();
    distances.sort_by(f64::total_cmp);
    let away: f64 = distances.iter().map(|distance| distance.abs()).sum();
    let weighted = distances.iter().enumerate().map(|(i, distance)| (2.0 * i as f64 + 1.0 - n) * distance);
    Some(away / n - weighted.sum::<f64>() / pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sampling::{Lanes, Stream};

    #[test]
    fn a_normal_forecast_has_the_closed_score() {
        // At the mean: sd (sqrt(2) - 1) / sqrt(pi).
        assert!((crps_normal(0.0, 1.0, 0.0) - 0.233_694_977).abs() < 1e-9);
        assert!((crps_normal(5.0, 3.0, 5.0) - 3.0 * (2.0_f64.sqrt() - 1.0) / PI.sqrt()).abs() < 1e-9);
        assert_eq!(crps_normal(1.0, 0.0, 3.5), 2.5);
        // The integral of (Phi(x) - 1{x >= y})^2 by the midpoint rule.
        for outcome in [-2.0, 0.3, 1.7] {
            let step = 1e-4;
            let square = |i: i32| {
                let x = (f64::from(i) + 0.5) * step;
                (0.5 + 0.5 * erf(x / 2.0_f64.sqrt()) - f64::from(x >= outcome)).powi(2)
            };
            let integral: f64 = (-100_000..100_000).map(square).sum::<f64>() * step;
            assert!((crps_normal(0.0, 1.0, outcome) - integral).abs() < 1e-6, "{outcome}: {integral}");
        }
    }

    #[test]
    fn an_ensemble_has_the_score_of_its_steps() {
        let draws = [3.1, -0.4, 0.7, 0.7, 2.25];
        for outcome in [-1.0, 0.7, 1.3, 4.0] {
            // Between the draws and the outcome the integrand is constant: the integral piece by piece.
            let mut ends: Vec<f64> = draws.iter().copied().chain([outcome]).collect();
            ends.sort_by(f64::total_cmp);
            let below = |x: f64| draws.iter().filter(|draw| **draw <= x).count() as f64 / draws.len() as f64;
            let piece = |ends: &[f64]| {
                let middle = 0.5 * (ends[0] + ends[1]);
                (below(middle) - f64::from(middle >= outcome)).powi(2) * (ends[1] - ends[0])
            };
            let integral: f64 = ends.windows(2).map(piece).sum();
            let found = crps_ensemble(&draws, outcome).unwrap();
            assert!((found - integral).abs() < 1e-14, "{outcome}: {found} is not {integral}");
        }
        assert_eq!(crps_ensemble(&[2.0], 5.0), Some(3.0));
        assert_eq!((crps_ensemble(&[], 5.0), crps_ensemble_fair(&[2.0], 5.0)), (None, None));
    }

    /// Small ensembles of normal draws: fair scores are on average those of the normal distribution, others 1 / (n sqrt(pi)) more.
    #[test]
    fn the_fair_score_does_not_know_the_size() {
        let outcome = 0.8;
        let (mut fair, mut own, mut squares) = (0.0, 0.0, 0.0);
        let ensembles = 40_000;
        let mut stream = Stream::new(2, "crps", 0);
        let mut lanes = Lanes::all(0.0);
        for place in 0..ensembles {
            let first = 4 * (place % 16);
            if first == 0 {
                stream.normals(&mut lanes);
            }
            let draws = &lanes[first..first + 4];
            let score = crps_ensemble_fair(draws, outcome).unwrap();
            fair += score;
            squares += score * score;
            own += crps_ensemble(draws, outcome).unwrap();
        }
        let n = ensembles as f64;
        let (fair, own) = (fair / n, own / n);
        let error = ((squares / n - fair * fair) / n).sqrt();
        assert!((fair - crps_normal(0.0, 1.0, outcome)).abs() < 4.0 * error, "{fair} +- {error}");
        // E|X - X'| is 2 / sqrt(pi), of which the ensemble's own pairs miss the share 1 / n.
        assert!((own - fair - 0.25 / PI.sqrt()).abs() < 4.0 * error, "{own} against {fair}");
    }
}
