//! Value added drawn as Dirichlet shares of its branches.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

use kapok::economy::GroupKind;
use kapok::model::Model;
use kapok::projection::{Draw, Projection};
use kapok::sampling::LANES;
use kapok::{Scenario, model::BaseNumber};

const CONCENTRATION: f64 = 400.0;

fn model() -> Model {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shares.toml");
    let section = format!("[base_accounts]\nvalue_added_concentration = {CONCENTRATION}\n\n[base_year_growth]");
    std::fs::write(&path, include_str!("../scenarios/baseline.toml").replace("[base_year_growth]", &section)).unwrap();
    Scenario::open(&path).unwrap().build().unwrap()
}

/// Output of every year on the all-median path.
fn median_output(model: &Model) -> Vec<f64> {
    let projection = Projection::new(model).unwrap();
    let mut output = Vec::new();
    projection.block().run(Draw::Median, |state| output.extend(state.output.iter().map(|x| x[0])));
    output
}

#[test]
fn the_all_median_path_starts_from_the_accounts_as_they_are() {
    let central = Scenario::builtin("baseline").unwrap().build().unwrap();
    for (drawn, known) in median_output(&model()).into_iter().zip(median_output(&central)) {
        assert!((drawn / known - 1.0).abs() < 1e-12, "{drawn} against {known}");
    }
}

/// Shares have mean m and standard deviation sqrt(m (1 - m) / (c + 1)); their sample values over n paths have standard errors
/// sd / sqrt(n) and, for the shapes here, less than sd sqrt(3 / n).
#[test]
fn shares_of_a_branch_have_the_mean_and_spread_asked_for() {
    let model = model();
    let projection = Projection::new(&model).unwrap();
    let (mut block, blocks) = (projection.block(), 250_u32);
    let n = f64::from(blocks) * LANES as f64;
    let central = &model.accounts_data().value_added;
    let (mut sums, mut squares) = (vec![0.0; central.len()], vec![0.0; central.len()]);
    let branches: Vec<_> = model.region().groups.iter().filter(|group| group.kind == GroupKind::Branch).collect();
    let whole = |members: &[usize]| members.iter().map(|&i| central[i]).sum::<f64>();
    for number in 0..u64::from(blocks) {
        block.run(Draw::random(5, number), |_| {});
        let base = block.base();
        for branch in &branches {
            for lane in 0..LANES {
                let of = |i: usize| base.value_added_ratio[i][lane] * base.output[i][lane];
                let sum: f64 = branch.members.iter().map(|&i| of(i)).sum();
                assert!((sum / whole(&branch.members) - 1.0).abs() < 1e-9);
                for &i in &branch.members {
                    let share = of(i) / sum - central[i] / whole(&branch.members);
                    sums[i] += share;
                    squares[i] += share * share;
                }
            }
        }
    }
    let mut checked = 0;
    for branch in branches.iter().filter(|branch| branch.members.len() > 1) {
        for &i in &branch.members {
            let mean = central[i] / whole(&branch.members);
            let sd = (mean * (1.0 - mean) / (CONCENTRATION + 1.0)).sqrt();
            assert!((sums[i] / n).abs() < 4.0 * sd / n.sqrt(), "share {i}");
            assert!(((squares[i] / n).sqrt() / sd - 1.0).abs() < 4.0 * (3.0 / n).sqrt(), "share {i}");
            checked += 1;
        }
    }
    assert_eq!(
        checked,
        model.drawn_accounts().iter().filter(|d| matches!(d.number, BaseNumber::ValueAdded(_))).count()
    );
    assert!(checked > 10);
}
