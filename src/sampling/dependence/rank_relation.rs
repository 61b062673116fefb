//! From the rank correlation asked for to the correlation of a copula's scores, and back.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_6};

use super::copula::Family;

/// 6 / pi.
const SIX_OVER_PI: f64 = 3.0 / FRAC_PI_2;
/// The rank correlation is solved for to this.
const TOLERANCE: f64 = 1e-14;
/// Most steps of Newton's method; it needs about six.
const MOST_STEPS: usize = 60;

/// How the rank correlation of two numbers under a copula depends on the correlation rho of their scores.
///
/// Gaussian copula (Pearson 1907): rho_s = (6 / pi) asin(rho / 2), so rho = 2 sin(pi rho_s / 6).
///
/// Student's t copula with nu degrees of freedom: rho_s = (6 / pi) E[asin(rho sqrt(B_2 B_3))],
/// B_k = G_k / (G_1 + G_k), with independent G_1, G_2, G_3 from a gamma distribution of shape nu / 2. It follows from
/// rho_s = 3 E[sign((X_1 - X_2)(Y_1 - Y_3))] over three independent draws of the pair (Kruskal 1958): given the mixing
/// variables W_k = nu / (2 G_k), both differences are normal, correlated by rho W_1 / sqrt((W_1 + W_2)(W_1 + W_3)), and a
/// normal pair correlated by r has the same sign with probability 1/2 + asin(r) / pi. It rises from -1 at rho = -1 to 1 at
/// rho = 1, so any rank correlation can be reached. (Heinen & Valdesogo 2020 give the same formula for mixtures of normals.)
///
/// The expectation is a sum over fixed nodes, equally spaced in ln G (the trapezoidal rule, which converges geometrically
/// here); its error in rho_s is below 10^-11 for 2 to 1,000 degrees of freedom. At rho = 1 the sum must be 1, which tests it.
///
/// References: Pearson, K. (1907): On further methods of determining correlation. Kruskal, W. H. (1958): Ordinal measures
/// of association. Journal of the American Statistical Association 53.
///
/// ```
/// use kapok::sampling::dependence::{Family, RankRelation};
/// let gaussian = RankRelation::of(Family::Gaussian);
/// assert!((gaussian.correlation(0.5) - 2.0 * (std::f64::consts::PI / 12.0).sin()).abs() < 1e-15);
/// let t = RankRelation::of(Family::T { freedom: 4.0 });
/// assert!(t.correlation(0.5) > gaussian.correlation(0.5));
/// assert!((t.rank(t.correlation(0.5)) - 0.5).abs() < 1e-12);
/// ```
#[derive(Debug, Clone)]
pub struct RankRelation {
    /// Weights and values of sqrt(B_2 B_3); none for the Gaussian copula, for which it is 1/2.
    nodes: Option<Vec<(f64, f64)>>,
}

impl RankRelation {
    /// The relation under a copula. Degrees of freedom outside 2 to 1,000 are taken for the nearer of the two.
    pub fn of(family: Family) -> Self {
        match family {
            Family::Gaussian => Self { nodes: None },
            Family::T { freedom } => {
                let freedom = if freedom < 1e3 { freedom.max(2.0) } else { 1e3 };
                Self { nodes: Some(nodes(freedom / 2.0)) }
            }
        }
    }

    /// The rank correlation of two numbers whose scores are correlated by `correlation`.
    pub fn rank(&self, correlation: f64) -> f64 {
        let Some(nodes) = &self.nodes else { return SIX_OVER_PI * (correlation / 2.0).asin() };
        if correlation.abs() >= 1.0 {
            return correlation.signum();
        }
        SIX_OVER_PI * nodes.iter().map(|(weight, content)| weight * (correlation * content).asin()).sum::<f64>()
    }

    /// The correlation of the scores that brings a rank correlation about (Newton's method for the t copula).
    pub fn correlation(&self, rank: f64) -> f64 {
        let Some(nodes) = &self.nodes else { return 2.0 * (FRAC_PI_6 * rank).sin() };
        if rank.abs() >= 1.0 || rank == 0.0 {
            return rank.clamp(-1.0, 1.0);
        }
        // The relation is odd and, above 0, bends upwards: from the right of the solution the steps come down to it.
        let wanted = rank.abs();
        let mut correlation = 1.0_f64;
        for _ in 0..MOST_STEPS {
            let slope =
                |(weight, content): &(f64, f64)| weight * content / (1.0 - (correlation * content).powi(2)).sqrt();
            let slope = SIX_OVER_PI * nodes.iter().map(slope).sum::<f64>();
            let step = (self.rank(correlation) - wanted) / slope;
            correlation = (correlation - step).clamp(0.0, 1.0);
            if step.abs() <= TOLERANCE {
                break;
            }
        }
        correlation.copysign(rank)
    }
}

/// Nodes of smaller weight than this, relative to the sum of 1, are left out.
const LEAST_WEIGHT: f64 = 1e-15;
/// The density of ln G is followed down to exp(-27) of its peak.
const REACH: f64 = 27.0;

/// The nodes of E[f(sqrt(B_2 B_3))] for gamma variables of the given shape: (weight, sqrt(B_2 B_3)).
fn nodes(shape: f64) -> Vec<(f64, f64)> {
    let gamma = log_gamma_nodes(shape);
    let mut nodes = Vec::new();
    for &(w1, g1) in &gamma {
        let root = |g: f64| (g / (g1 + g)).sqrt();
        for (k, &(w2, g2)) in gamma.iter().enumerate() {
            for (j, &(w3, g3)) in gamma[..=k].iter().enumerate() {
                let weight = w1 * w2 * w3 * if j == k { 1.0 } else { 2.0 };
                if weight > LEAST_WEIGHT {
                    nodes.push((weight, root(g2) * root(g3)));
                }
            }
        }
    }
    nodes
}

/// Nodes equally spaced in s = ln G, whose density is proportional to exp(shape s - e^s): (weight, G), weights summing to 1.
fn log_gamma_nodes(shape: f64) -> Vec<(f64, f64)> {
    let step = (0.85 / shape.sqrt()).min(0.45);
    let peak = shape.ln();
    let below_peak = |s: f64| shape * (s - peak) - (s.exp() - shape);
    let side = |direction: f64, from: usize| {
        let at = move |i: usize| peak + direction * step * i as f64;
        (from..).map(at).take_while(|&s| below_peak(s) > -REACH).map(|s| (below_peak(s).exp(), s.exp()))
    };
    let nodes: Vec<(f64, f64)> = side(-1.0, 0).chain(side(1.0, 1)).collect();
    let sum: f64 = nodes.iter().map(|(weight, _)| weight).sum();
    nodes.into_iter().map(|(weight, g)| (weight / sum, g)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rank_correlation;
    use super::*;
    use crate::sampling::Stream;
    use statrs::distribution::{ContinuousCDF, Gamma};

    const FREEDOMS: [f64; 8] = [2.0, 2.5, 3.0, 4.0, 6.0, 10.0, 50.0, 1_000.0];

    #[test]
    fn the_gaussian_relation_is_pearsons() {
        let gaussian = RankRelation::of(Family::Gaussian);
        // 2 sin(pi / 12) = (sqrt 6 - sqrt 2) / 2 and 2 sin(pi / 10) = (sqrt 5 - 1) / 2.
        let (half, three_fifths) = ((6.0_f64.sqrt() - 2.0_f64.sqrt()) / 2.0, (5.0_f64.sqrt() - 1.0) / 2.0);
        for (rho, rank) in [(1.0, 1.0), (0.0, 0.0), (-1.0, -1.0), (half, 0.5), (-three_fifths, -0.6)] {
            assert!((gaussian.rank(rho) - rank).abs() < 1e-15, "{rho}: {}", gaussian.rank(rho));
            assert!((gaussian.correlation(rank) - rho).abs() < 1e-15);
        }
    }

    /// At rho = 1 the two numbers are one: E[asin(sqrt(B_2 B_3))] is pi / 6 whatever the degrees of freedom.
    #[test]
    fn the_sum_over_nodes_is_exact_where_the_answer_is_known() {
        for freedom in FREEDOMS {
            let nodes = nodes(freedom / 2.0);
            let mass: f64 = nodes.iter().map(|(weight, _)| weight).sum();
            let one: f64 = SIX_OVER_PI * nodes.iter().map(|(weight, content)| weight * content.asin()).sum::<f64>();
            assert!((mass - 1.0).abs() < 1e-11, "{freedom}: {mass}");
            assert!((one - 1.0).abs() < 1e-11, "{freedom}: {one}, {} nodes", nodes.len());
        }
    }

    #[test]
    fn with_many_degrees_of_freedom_it_is_the_gaussian_relation() {
        let (t, gaussian) = (RankRelation::of(Family::T { freedom: 1e3 }), RankRelation::of(Family::Gaussian));
        for rank in [-0.9, -0.3, 0.1, 0.6, 0.95] {
            assert!((t.correlation(rank) - gaussian.correlation(rank)).abs() < 2e-4, "{rank}");
        }
    }

    #[test]
    fn solving_inverts_the_relation() {
        for freedom in FREEDOMS {
            let t = RankRelation::of(Family::T { freedom });
            for rank in [-1.0, -0.999, -0.6, -1e-6, 0.0, 1e-9, 0.3, 0.9, 0.999_999, 1.0] {
                let back = t.rank(t.correlation(rank));
                assert!((back - rank).abs() < 1e-9, "{freedom}: {back} is not {rank}");
            }
        }
    }

    /// Pairs made from their definition, a normal pair over the root of a chi-square: 400,000 of them.
    #[test]
    fn simulated_pairs_have_the_rank_correlation() {
        let draws = 400_000_usize;
        let mut lanes = crate::sampling::Lanes::all(0.0);
        for (freedom, rho) in [(2.0, 0.5), (3.0, -0.8), (6.0, 0.3)] {
            let mut streams = ["a", "b", "mixing"].map(|name| Stream::new(11, name, 0));
            let chi_square = Gamma::new(freedom / 2.0, 0.5).unwrap();
            let (mut x, mut y) = (Vec::with_capacity(draws), Vec::with_capacity(draws));
            for _ in 0..draws / 64 {
                streams[0].normals(&mut lanes);
                let a = lanes;
                streams[1].normals(&mut lanes);
                let b = lanes;
                streams[2].uniforms(&mut lanes);
                for lane in 0..64 {
                    let scale = (freedom / chi_square.inverse_cdf(lanes[lane])).sqrt();
                    x.push(scale * a[lane]);
                    y.push(scale * (rho * a[lane] + (1.0_f64 - rho * rho).sqrt() * b[lane]));
                }
            }
            let found = rank_correlation(&x, &y).unwrap();
            let expected = RankRelation::of(Family::T { freedom }).rank(rho);
            // The standard error of a rank correlation is at most about 1.1 / sqrt(n).
            assert!((found - expected).abs() < 4.0 * 1.1 / (draws as f64).sqrt(), "{freedom}: {found}, not {expected}");
            // The Gaussian relation would be told apart.
            let gaussian = RankRelation::of(Family::Gaussian).rank(rho);
            assert!((found - gaussian).abs() > 0.004, "{freedom}: {found} against {gaussian}");
        }
    }
}
