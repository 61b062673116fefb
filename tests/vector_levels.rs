//! Vector instructions change the speed and not the answer.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use kapok::{Ensemble, Projection, RunSettings, Scenario, VectorLevel};

/// Means at the baseline level, which rounds products and sums apart, lie this close to the others', relative to their size.
const TOLERANCE: f64 = 1e-11;

fn at_each_level(scenario: &str) -> Vec<(VectorLevel, Ensemble)> {
    let model = Scenario::builtin(scenario).unwrap().build().unwrap();
    let projection = Projection::new(&model).unwrap();
    let run = |level| Ensemble::of(&projection, &RunSettings { level, ..RunSettings::new(700, 3) }).unwrap();
    VectorLevel::available().into_iter().map(|level| (level, run(level))).collect()
}

#[test]
fn levels_with_fused_products_give_the_same_bits_and_the_baseline_the_same_numbers() {
    // Limits, technology by path, events, carriers: all that the year may have to do.
    for scenario in ["baseline", "steel-cap", "two-industry-integration", "pandemic", "green-transition"] {
        let ensembles = at_each_level(scenario);
        let (best, first) = &ensembles[0];
        for (level, ensemble) in &ensembles[1..] {
            if *level != VectorLevel::BASELINE {
                assert_eq!(first.indicators, ensemble.indicators, "{scenario}: {} and {}", best.name(), level.name());
                assert_eq!(first.targets, ensemble.targets);
                continue;
            }
            for (ours, theirs) in first.indicators.iter().zip(&ensemble.indicators) {
                for (ours_at, theirs_at) in ours.years.iter().zip(&theirs.years) {
                    let (a, b) = (ours_at.summary.mean, theirs_at.summary.mean);
                    // A ratio of two differences loses digits with them; what it is a share of is near 1.
                    let scale = a.abs().max(1.0);
                    assert!(
                        (a - b).abs() <= TOLERANCE * scale,
                        "{scenario}: {} in {}: {a} and {b}",
                        ours.id,
                        ours_at.year
                    );
                }
            }
        }
    }
}

#[test]
fn a_level_is_found_by_its_name() {
    for level in VectorLevel::available() {
        assert_eq!(VectorLevel::named(level.name()).unwrap(), level);
    }
    assert_eq!(VectorLevel::named("auto").unwrap(), VectorLevel::best());
    let error = VectorLevel::named("avx1024").unwrap_err();
    assert!(error.to_string().starts_with("this machine has auto, ") && error.to_string().ends_with("baseline"));
}
