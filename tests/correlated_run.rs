//! What correlated numbers do to the answers of a run.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use kapok::model::{Dependence, Growth, ModelData, RankCorrelation};
use kapok::sampling::dependence::Family;
use kapok::{Ensemble, Model, RunSettings, Scenario};

fn baseline() -> ModelData {
    Scenario::builtin("baseline").unwrap().data().clone()
}

/// Variance of the logarithm of GDP in 2025, near enough: that of GDP over its squared mean. And GDP on the all-median path.
fn gdp(data: ModelData) -> (f64, f64) {
    let model = Model::new(data).unwrap();
    let ensemble = Ensemble::run(&model, &RunSettings::new(40_000, 2)).unwrap();
    let gdp = ensemble.indicator("gdp").unwrap().at(2025).unwrap();
    ((gdp.summary.sd / gdp.summary.mean).powi(2), gdp.central)
}

fn correlated(family: Family, rank: f64) -> ModelData {
    let pair = RankCorrelation::new("sector.vanadium.output_growth", "sector.steel.output_growth", rank);
    ModelData { dependence: Dependence { family, correlations: vec![pair] }, ..baseline() }
}

/// The growth of a sector known, at its median.
fn known(id: &str) -> ModelData {
    let mut data = baseline();
    let place = data.region.sectors.iter().position(|sector| sector.id == id).unwrap();
    let growth = &mut data.assumptions.sectors[place].growth;
    *growth = Growth::Output(growth.rate().median().into());
    data
}

/// ln GDP is nearly a sum of what each number adds: two of them that are normal, with standard deviations s_1 and s_2 in
/// it and correlated by r = 2 sin(pi rho_s / 6), add 2 r s_1 s_2 to its variance; s^2 is what is missing where one is known.
#[test]
fn correlated_growth_widens_gdp_by_its_covariance() {
    let (independent, central) = gdp(baseline());
    let spread = ["steel", "vanadium"].map(|id| (independent - gdp(known(id)).0).sqrt());
    let r = 2.0 * (std::f64::consts::PI * 0.8 / 6.0).sin();
    let expected = 2.0 * r * spread[0] * spread[1];
    let (together, same) = gdp(correlated(Family::Gaussian, 0.8));
    let (against, _) = gdp(correlated(Family::Gaussian, -0.8));
    assert!(expected > 0.02 * independent, "{expected} of {independent}: large enough to be seen");
    assert!((together - independent - expected).abs() < 0.2 * expected, "{} is not {expected}", together - independent);
    assert!((independent - against - expected).abs() < 0.2 * expected, "{} is not {expected}", independent - against);
    assert_eq!(same.to_bits(), central.to_bits(), "the all-median path does not move");
    let (t, _) = gdp(correlated(Family::T { freedom: 3.0 }, 0.8));
    assert!((t - independent - expected).abs() < 0.3 * expected, "{} is not about {expected}", t - independent);
}
