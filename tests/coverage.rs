//! Do intervals hold what they promise? 1,000 runs of 2,000 paths, against one run of 10,000,000.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use kapok::sampling::Design;
use kapok::statistics::Summary;
use kapok::{Ensemble, Projection, RunSettings, Scenario};

const RUNS: u64 = 1_000;
const PATHS: u64 = 2_000;
const TRUTH_PATHS: u64 = 10_000_000;
/// No run has this seed.
const TRUTH_SEED: u64 = 987_654_321;
const INDICATORS: [(&str, i32); 3] = [("gdp", 2035), ("share.tertiary", 2025), ("energy_intensity", 2035)];
const TARGET: &str = "services_share_target_2025_real";
/// Half-width of a 95 % interval in standard errors.
const WIDTH: f64 = 1.959_963_984_540_054;

fn summary(ensemble: &Ensemble, (id, year): (&str, i32)) -> Summary {
    ensemble.indicator(id).unwrap().at(year).unwrap().summary
}

/// For each indicator whether the intervals of its mean, 5 %, 50 % and 95 % quantile hold the truth; then the target's.
fn held(run: &Ensemble, truth: &Ensemble) -> Vec<bool> {
    let mut held = Vec::new();
    for indicator in INDICATORS {
        let (mine, truth) = (summary(run, indicator), summary(truth, indicator));
        held.push((mine.mean - truth.mean).abs() <= WIDTH * mine.se_mean);
        for place in [0, 3, 6] {
            let (low, high) = mine.intervals[place];
            held.push(low <= truth.quantiles[place] && truth.quantiles[place] <= high);
        }
    }
    let (mine, truth) = (run.target(TARGET).unwrap(), truth.target(TARGET).unwrap());
    held.push((mine.probability - truth.probability).abs() <= WIDTH * mine.se);
    held
}

#[test]
#[ignore = "takes minutes: .ci/long runs it"]
fn intervals_hold_the_truth_as_often_as_they_say() {
    let model = Scenario::builtin("baseline").unwrap().build().unwrap();
    let projection = Projection::new(&model).unwrap();
    let truth = Ensemble::of(&projection, &RunSettings::new(TRUTH_PATHS, TRUTH_SEED)).unwrap();
    println!(
        "95 % intervals of {RUNS} runs (seeds 1 to {RUNS}) of {PATHS} paths of the baseline, in per cent of the runs"
    );
    println!(
        "that hold the value of a run of {TRUTH_PATHS} paths (seed {TRUTH_SEED}); standard error of each share 0.7"
    );
    let mut all = Vec::new();
    for design in Design::ALL {
        let mut counts = vec![0u64; 4 * INDICATORS.len() + 1];
        let mut squares = [0.0; INDICATORS.len()];
        for seed in 1..=RUNS {
            let run = Ensemble::of(&projection, &RunSettings { design, ..RunSettings::new(PATHS, seed) }).unwrap();
            for (square, indicator) in squares.iter_mut().zip(INDICATORS) {
                let (mine, truth) = (summary(&run, indicator), summary(&truth, indicator));
                *square += ((mine.mean - truth.mean) / mine.se_mean).powi(2) / RUNS as f64;
            }
            for (count, held) in counts.iter_mut().zip(held(&run, &truth)) {
                *count += u64::from(held);
            }
        }
        let shares: Vec<f64> = counts.iter().map(|count| 100.0 * *count as f64 / RUNS as f64).collect();
        println!(
            "\n{:<36} mean    p05    p50    p95   error of the mean in standard errors, root mean square",
            design.name()
        );
        for (((id, year), shares), square) in INDICATORS.iter().zip(shares.chunks(4)).zip(squares) {
            let shares: Vec<String> = shares.iter().map(|share| format!("{share:>7.1}")).collect();
            println!("{:<33}{}{:>8.2}", format!("  {id}@{year}"), shares.join(""), square.sqrt());
        }
        println!("{:<33}{:>7.1}", format!("  {TARGET}"), shares[12]);
        all.push((design, shares));
    }
    // The promise is made for independent paths; how the intervals of other designs do is printed.
    let (design, random) = &all[0];
    assert_eq!(*design, Design::Random);
    assert!(random.iter().all(|share| (93.0..=97.0).contains(share)), "{random:?}");
}
