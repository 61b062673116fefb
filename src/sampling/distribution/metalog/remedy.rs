//! What is said of quantiles through which no metalog goes, and what would do.

use super::bounds::Bounds;
use super::curve::Curve;
use crate::input::shown;
use crate::sampling::distribution::parameters::{ParameterError, percentile};

/// "no metalog distribution goes through these quantiles: ..."
pub(super) fn none_through(quantiles: &[(f64, f64)], bounds: &Bounds) -> ParameterError {
    let transformed: Vec<(f64, f64)> = quantiles.iter().map(|&(p, x)| (p, bounds.transformed(x))).collect();
    let falls = Curve::through(&transformed).and_then(|curve| curve.falls());
    let place = falls.map_or(String::new(), |(from, to)| format!(" {}", stretch(from, to)));
    let remedy = if quantiles.len() == 3 {
        middle(quantiles, &transformed, bounds)
    } else {
        without_one(quantiles, &transformed)
    };
    ParameterError::new(format!(
        "no metalog distribution goes through these quantiles: the value would fall as the percentage rises{place}; {remedy}"
    ))
}

/// "between p62 and p93", "below p3", "above p98".
fn stretch(from: f64, to: f64) -> String {
    let at = |p: f64| percentile((p * 100.0).round() / 100.0);
    match (from < 0.005, to > 0.995) {
        (true, true) => "everywhere".into(),
        (true, false) => format!("below {}", at(to)),
        (false, true) => format!("above {}", at(from)),
        (false, false) => format!("between {} and {}", at(from), at(to)),
    }
}

/// Of three quantiles, the range of the middle one that a metalog takes with the other two as they are.
fn middle(quantiles: &[(f64, f64)], transformed: &[(f64, f64)], bounds: &Bounds) -> String {
    let [(p1, z1), (p2, _), (p3, z3)] = [transformed[0], transformed[1], transformed[2]];
    let goes = |z: f64| Curve::through(&[(p1, z1), (p2, z), (p3, z3)]).is_some_and(|curve| curve.falls().is_none());
    let t = |p: f64| (p / (1.0 - p)).ln();
    // The logistic distribution through the outer two: its third term is 0.
    let logistic = z1 + (z3 - z1) * (t(p2) - t(p1)) / (t(p3) - t(p1));
    let edge = |mut wrong: f64| {
        let mut right = logistic;
        for _ in 0..50 {
            let half = f64::midpoint(right, wrong);
            if goes(half) {
                right = half;
            } else {
                wrong = half;
            }
        }
        bounds.value(right)
    };
    let (from, to) = (edge(z1), edge(z3));
    let [one, two, three] = [0, 1, 2].map(|i| percentile(quantiles[i].0));
    let (from, to) = inwards(from, to);
    format!("with {one} and {three} as they are, {two} from {from} to {to} would do")
}

/// The ends of a range in three digits of its width, moved inwards.
fn inwards(from: f64, to: f64) -> (String, String) {
    let exponent = format!("{:e}", to - from).rsplit_once('e').and_then(|(_, digits)| digits.parse::<i32>().ok());
    let smallest = exponent.unwrap_or(0) - 2;
    let (unit, decimals) = (10.0_f64.powi(smallest), usize::try_from(-smallest).unwrap_or(0));
    let written = |value: f64| shown(format!("{:.decimals$}", value * unit).parse().unwrap_or(value * unit));
    (written((from / unit).ceil()), written((to / unit).floor()))
}

/// Of more, one that may be left out.
fn without_one(quantiles: &[(f64, f64)], transformed: &[(f64, f64)]) -> String {
    let goes_without = |left_out: &usize| {
        let rest: Vec<(f64, f64)> =
            transformed.iter().enumerate().filter(|(i, _)| i != left_out).map(|(_, point)| *point).collect();
        Curve::through(&rest).is_some_and(|curve| curve.falls().is_none())
    };
    let name = |i: usize| percentile(quantiles[i].0);
    let middle_first = {
        let mut order: Vec<usize> = (0..quantiles.len()).collect();
        order.sort_by_key(|&i| (i == 0 || i + 1 == quantiles.len(), i));
        order
    };
    match middle_first.into_iter().find(goes_without) {
        Some(i) => format!("without {} one does", name(i)),
        None => "fewer quantiles, or ones nearer to a smooth curve, would do".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Distribution;

    fn told(quantiles: &[(f64, f64)]) -> String {
        Distribution::metalog(quantiles, None, None).unwrap_err().to_string()
    }

    /// With three terms dM/dt = a_2 + a_3 (h + t dh/dt), h = tanh(t / 2) / 2. Its bracket is largest where t tanh(t / 2) = 2,
    /// at t = 2.399357, where it is 0.599840: a curve goes for |a_3| / a_2 below 1.66711 (Keelin 2016). Of quantiles at p, 1/2
    /// and 1 - p the middle one then lies at k to 1 - k of the way, k = (1 - 1.66711 (1/2 - p)) / 2.
    #[test]
    fn the_range_of_the_middle_quantile_is_the_one_that_goes() {
        let outer = |p50: f64| [(0.05, 0.02), (0.5, p50), (0.95, 0.07)];
        assert_eq!(
            told(&outer(0.021)),
            "no metalog distribution goes through these quantiles: the value would fall as the percentage rises below p24; with p05 and p95 as they are, p50 from 0.0263 to 0.0637 would do"
        );
        let t: f64 = 2.399_357_280_520_547;
        let bracket = (t / 2.0).tanh() / 2.0 + t / 4.0 / (t / 2.0).cosh().powi(2);
        let k = (1.0 - (0.5 - 0.05) / bracket) / 2.0;
        assert!((bracket.recip() - 1.667_11).abs() < 1e-5 && (t * (t / 2.0).tanh() - 2.0).abs() < 1e-9);
        for (share, goes) in [(k + 1e-4, true), (1.0 - k - 1e-4, true), (k - 1e-4, false), (1.0 - k + 1e-4, false)] {
            let found = Distribution::metalog(&outer(0.02 + 0.05 * share), None, None);
            assert_eq!(found.is_ok(), goes, "{share}");
        }
    }

    #[test]
    fn one_of_many_is_named_that_may_go() {
        assert_eq!(
            told(&[(0.05, 1.0), (0.25, 2.0), (0.5, 2.01), (0.75, 4.0), (0.95, 5.0)]),
            "no metalog distribution goes through these quantiles: the value would fall as the percentage rises between p16 and p38; without p50 one does"
        );
    }

    #[test]
    fn the_range_holds_inside_bounds_too() {
        let outer = |p50: f64| Distribution::metalog(&[(0.1, 0.01), (0.5, p50), (0.9, 0.9)], Some(0.0), Some(1.0));
        let message = outer(0.02).unwrap_err().to_string();
        let (from, to) = message.split_once("p50 from ").unwrap().1.split_once(" to ").unwrap();
        let ends = [from, to.trim_end_matches(" would do")].map(|end| end.parse::<f64>().unwrap());
        assert!(outer(ends[0]).is_ok() && outer(ends[1]).is_ok() && 0.02 < ends[0] && ends[1] < 0.9, "{message}");
        assert!(outer(ends[0] * 0.97).is_err());
    }
}
