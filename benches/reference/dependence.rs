//! Correlated numbers of one path after another: each drawn from its distribution given those before it.

use std::collections::{BTreeMap, BTreeSet};
use std::f64::consts::PI;

use kapok::Model;
use kapok::sampling::dependence::{CorrelationMatrix, Family, RankRelation, nearest_correlation};
use kapok::sampling::{Distribution, LANES, Lanes};
use nalgebra::{DMatrix, DVector};
use statrs::function::beta::beta_reg;

use super::Draws;

/// The uniform numbers of all numbers that are correlated with others, by name.
pub(crate) fn coupled(model: &Model, draws: &Draws) -> BTreeMap<String, Lanes> {
    let mut left: BTreeSet<&String> = model.dependence().correlations.iter().flat_map(|c| &c.between).collect();
    let mut coupled = BTreeMap::new();
    while let Some(first) = left.first().copied() {
        let members = linked_to(first, model);
        left.retain(|name| !members.contains(*name));
        let members: Vec<String> = members.into_iter().collect();
        let uniforms: Vec<Lanes> = members.iter().map(|name| draws.uniforms(name)).collect();
        coupled.extend(members.iter().cloned().zip(couple(model, &members, &uniforms)));
    }
    coupled
}

/// The number and all that pairs lead to from it, in the order of their names.
fn linked_to(first: &str, model: &Model) -> BTreeSet<String> {
    let mut members = BTreeSet::from([first.to_owned()]);
    loop {
        let before = members.len();
        for correlation in &model.dependence().correlations {
            if correlation.between.iter().any(|name| members.contains(name)) {
                members.extend(correlation.between.iter().cloned());
            }
        }
        if members.len() == before {
            return members;
        }
    }
}

/// Score k given those before it: r' R^-1 y on average, with variance 1 - r' R^-1 r, R their correlations and r those with k;
/// under a t copula stretched by (nu + y' R^-1 y) / (nu + k) with k degrees of freedom more.
fn couple(model: &Model, members: &[String], uniforms: &[Lanes]) -> Vec<Lanes> {
    let family = model.dependence().family;
    let scores = score_correlations(model, members);
    let mut coupled = uniforms.to_vec();
    for lane in 0..LANES {
        let mut y: Vec<f64> = Vec::new();
        for k in 0..members.len() {
            let before = DVector::from_column_slice(&y);
            let r = DVector::from_fn(k, |i, _| scores[(k, i)]);
            let inverse =
                scores.view((0, 0), (k, k)).into_owned().try_inverse().expect("no score before the last follows");
            let mean = (&inverse * &r).dot(&before);
            let variance = 1.0 - (&inverse * &r).dot(&r);
            let variance = if variance < 1e-10 { 0.0 } else { variance }; // what follows up to rounding follows altogether
            let u = uniforms[k][lane];
            let (own, stretch) = match family {
                Family::Gaussian => (normal().quantile(u), 1.0),
                Family::T { freedom } => {
                    let more = freedom + k as f64;
                    (t_quantile(u, more), (freedom + (&inverse * &before).dot(&before)) / more)
                }
            };
            let score = mean + (variance * stretch).sqrt() * own;
            coupled[k][lane] = match family {
                // There and back costs digits: the library's normal distribution has ten.
                Family::Gaussian if r.iter().all(|r| *r == 0.0) => u,
                Family::Gaussian => normal().cdf(score),
                Family::T { freedom } => t_cdf(score, freedom),
            };
            y.push(score);
        }
    }
    coupled
}

fn score_correlations(model: &Model, members: &[String]) -> DMatrix<f64> {
    let mut scores = DMatrix::identity(members.len(), members.len());
    let place = |name: &String| members.iter().position(|member| member == name);
    for correlation in &model.dependence().correlations {
        let (Some(i), Some(j)) = (place(&correlation.between[0]), place(&correlation.between[1])) else { continue };
        let score = match model.dependence().family {
            Family::Gaussian => 2.0 * (PI * correlation.rank / 6.0).sin(),
            t @ Family::T { .. } => RankRelation::of(t).correlation(correlation.rank),
        };
        (scores[(i, j)], scores[(j, i)]) = (score, score);
    }
    let scores = CorrelationMatrix::new(&scores).expect("correlations lie from -1 to 1");
    nearest_correlation(&scores, 0.0).expect("a least eigenvalue of 0 is allowed").as_matrix().clone()
}

fn normal() -> Distribution {
    Distribution::normal(0.0, 1.0).expect("a standard normal exists")
}

fn t_cdf(t: f64, freedom: f64) -> f64 {
    0.5 + 0.5 * beta_reg(0.5, freedom / 2.0, t * t / (freedom + t * t)).copysign(t)
}

/// By halving intervals.
fn t_quantile(u: f64, freedom: f64) -> f64 {
    let (mut below, mut above) = (-1e9, 1e9);
    loop {
        let middle: f64 = 0.5 * (below + above);
        if middle <= below || middle >= above {
            return middle;
        }
        if t_cdf(middle, freedom) < u {
            below = middle;
        } else {
            above = middle;
        }
    }
}
