//! Sampling designs: even spread, uniformity, honest standard errors, and what must not change a path's numbers.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use kapok::ensemble::Shard;
use kapok::sampling::{Design, LANES, Lanes, Layout};
use kapok::{Ensemble, Projection, RunSettings, Scenario};
use proptest::prelude::*;

const LATIN: [Design; 2] = [Design::LatinHypercube, Design::CentredLatinHypercube];

/// A variable's numbers on the paths of each replicate.
fn by_replicate(layout: &Layout, variable: &str, dimension: usize) -> Vec<Vec<f64>> {
    let mut replicates = vec![Vec::new(); usize::try_from(layout.replicates()).unwrap()];
    let mut lanes = Lanes::all(0.0);
    for block in 0..layout.paths().div_ceil(LANES as u64) {
        layout.uniforms(variable, dimension, block, &mut lanes);
        let paths = usize::try_from(layout.paths() - block * LANES as u64).unwrap().min(LANES);
        replicates[usize::try_from(layout.replicate(block)).unwrap()].extend(&lanes[..paths]);
    }
    replicates
}

/// Which of `ranges` equal ranges a number lies in.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // from 0 to less than `ranges`
fn range_of(u: f64, ranges: usize) -> usize {
    (u * ranges as f64) as usize
}

/// Whether `ranges` equal ranges hold `each` numbers apiece.
fn evenly_spread(numbers: &[f64], ranges: usize, each: usize) -> bool {
    let mut counts = vec![0; ranges];
    numbers.iter().for_each(|u| counts[range_of(*u, ranges)] += 1);
    counts.iter().all(|count| *count == each)
}

fn chi_square(counts: &[u32]) -> f64 {
    let expected = f64::from(counts.iter().sum::<u32>()) / counts.len() as f64;
    counts.iter().map(|&count| (f64::from(count) - expected).powi(2) / expected).sum()
}

#[test]
fn a_latin_hypercube_has_one_path_in_each_stratum() {
    for design in LATIN {
        for (paths, replicates) in [(128, 2), (129, 2), (1_009, 2), (3_000, 7), (10_007, 32), (100_000, 32)] {
            let layout = Layout::new(design, 5, paths, replicates).unwrap();
            for numbers in by_replicate(&layout, "a", 0) {
                let n = numbers.len();
                assert!(evenly_spread(&numbers, n, 1), "{design:?}, {paths} paths, {n} in a replicate");
                if design == Design::CentredLatinHypercube {
                    let centred = |u: f64| ((u * n as f64).fract() - 0.5).abs() < 1e-9;
                    assert!(numbers.into_iter().all(centred));
                }
            }
        }
    }
}

#[test]
fn strata_of_other_variables_and_replicates_are_unrelated() {
    let layout = Layout::new(Design::LatinHypercube, 5, 8_192, 2).unwrap();
    let [a, b] = ["a", "b"].map(|name| by_replicate(&layout, name, 0));
    for (x, y) in [(&a[0], &a[1]), (&a[0], &b[0]), (&b[0], &b[1])] {
        let products = x.iter().zip(y).map(|(x, y)| 12.0 * (x - 0.5) * (y - 0.5));
        let correlation = products.sum::<f64>() / x.len() as f64;
        assert!(correlation.abs() < 3.5 / (x.len() as f64).sqrt(), "{correlation}");
    }
}

#[test]
fn every_dimension_of_sobol_points_is_spread_evenly() {
    let layout = Layout::new(Design::Sobol, 2, 2 * 256, 2).unwrap();
    for dimension in 0..Design::Sobol.most_variables().unwrap() {
        for numbers in by_replicate(&layout, "a", dimension) {
            assert!(evenly_spread(&numbers, 256, 1), "dimension {dimension}");
        }
    }
    let layout = Layout::new(Design::Sobol, 2, 3 << 16, 3).unwrap();
    for numbers in by_replicate(&layout, "a", 777) {
        assert!(evenly_spread(&numbers, 1 << 16, 1) && numbers.iter().all(|u| *u > 0.0 && *u < 1.0));
    }
}

/// A (t, m, s)-net in base 2: every elementary interval of volume 2^(t - m) holds 2^t of 2^m points. t is 0 for the first
/// two dimensions of a Sobol sequence and 1 for the first three: the sum of the degrees less one of their polynomials,
/// 0 for the first dimension (Sobol 1967; Niederreiter 1992, chapter 4).
#[test]
fn scrambled_points_are_still_a_net() {
    let layout = Layout::new(Design::Sobol, 9, 4 << 10, 4).unwrap();
    let numbers = ["x", "y", "z"].iter().enumerate().map(|(dimension, name)| by_replicate(&layout, name, dimension));
    let numbers: Vec<Vec<Vec<f64>>> = numbers.collect();
    for replicate in 0..4 {
        let [x, y, z] = [&numbers[0][replicate], &numbers[1][replicate], &numbers[2][replicate]];
        for m in [2, 5, 8, 10] {
            let points = 1 << m;
            for a in 0..=m {
                let cell = |i: usize| (range_of(x[i], 1 << a) << (m - a)) + range_of(y[i], 1 << (m - a));
                assert!(each_holds((0..points).map(cell), points, 1), "2^{a} by 2^{} intervals", m - a);
                for b in 0..m - a {
                    let c = m - 1 - a - b;
                    let cell = |i: usize| {
                        let row = (range_of(x[i], 1 << a) << b) + range_of(y[i], 1 << b);
                        (row << c) + range_of(z[i], 1 << c)
                    };
                    assert!(each_holds((0..points).map(cell), points / 2, 2), "2^{a} by 2^{b} by 2^{c} intervals");
                }
            }
        }
    }
}

fn each_holds(cells: impl Iterator<Item = usize>, number: usize, each: u32) -> bool {
    let mut counts = vec![0; number];
    cells.for_each(|cell| counts[cell] += 1);
    counts.into_iter().all(|count| count == each)
}

#[test]
fn each_path_alone_is_uniform() {
    for design in [Design::Antithetic, Design::LatinHypercube, Design::Sobol] {
        for (block, lane) in [(0, 0), (1, 5), (6, 63)] {
            let mut counts = [0; 64];
            let mut lanes = Lanes::all(0.0);
            for seed in 0..20_000 {
                let layout = Layout::new(design, seed, 500, 3).unwrap();
                layout.uniforms("a", 2, block, &mut lanes);
                counts[range_of(lanes[lane], 64)] += 1;
            }
            // 63 degrees of freedom: the 99.99 % point, for one of 9 tests.
            let chi = chi_square(&counts);
            assert!(chi < 113.5, "{design:?}, block {block}: chi-square {chi}");
        }
    }
}

const NAMES: [&str; 3] = ["a", "b", "c"];

/// A smooth function of three variables that do not act apart; its mean is 1.
fn smooth(u: [f64; 3]) -> f64 {
    u.into_iter().map(|u| u.exp() / 1f64.exp_m1()).product()
}

/// Mean of a function in each replicate of a layout.
fn means(layout: &Layout, function: impl Fn([f64; 3]) -> f64) -> Vec<f64> {
    let mut dimensions = 0..;
    let [a, b, c] = NAMES.map(|name| by_replicate(layout, name, dimensions.next().unwrap()));
    let paths = a.iter().zip(&b).zip(&c);
    let mean = |((a, b), c): ((&Vec<f64>, &Vec<f64>), &Vec<f64>)| {
        let sum: f64 = a.iter().zip(b).zip(c).map(|((a, b), c)| function([*a, *b, *c])).sum();
        sum / a.len() as f64
    };
    paths.map(mean).collect()
}

/// Variance of the mean of n paths, from 200 replicates about the true mean 1.
fn variance(design: Design, n: u64) -> f64 {
    let layout = Layout::new(design, 11, 200 * n, 200).unwrap();
    means(&layout, smooth).iter().map(|mean| (mean - 1.0).powi(2)).sum::<f64>() / 200.0
}

/// Owen (1997): n^-3 (log n)^(s-1) for smooth functions of s variables. Over a factor of 64 paths a slope of -3 less what
/// the logarithms take off, about 0.5 here, and what 200 replicates leave open: sd 0.1 of the ratio's logarithm,
/// 0.03 of the slope.
#[test]
fn the_variance_under_sobol_points_falls_about_as_the_cube_of_the_paths() {
    let slope = (variance(Design::Sobol, 8_192) / variance(Design::Sobol, 128)).ln() / 64f64.ln();
    assert!((-3.3..-2.4).contains(&slope), "slope {slope}");
}

/// Stein (1987): what the variables bring about one by one adds nothing to the variance. Of the variance of the product,
/// q^3 - 1 with q = E[g^2], 3 (q - 1) is theirs; what is left falls as 1/n.
#[test]
fn the_variance_under_latin_hypercubes_is_that_of_interactions() {
    let q = 0.5 * 2f64.exp_m1() / 1f64.exp_m1().powi(2);
    let interactions = q.powi(3) - 1.0 - 3.0 * (q - 1.0);
    for n in [128, 1_024] {
        let measured = variance(Design::LatinHypercube, n) * n as f64 / interactions;
        // A variance from 200 replicates has a relative sd of 0.1.
        assert!((0.65..1.35).contains(&measured), "{n}: {measured}");
    }
}

#[test]
fn standard_errors_from_replicates_are_honest() {
    // 97.5 % point of Student's t with 31 degrees of freedom.
    const T: f64 = 2.0395;
    for design in Design::ALL.into_iter().filter(|design| *design != Design::Random) {
        let functions: [fn([f64; 3]) -> f64; 2] = [smooth, |u| f64::from(u.iter().sum::<f64>() > 2.0) * 6.0];
        for (which, function) in functions.into_iter().enumerate() {
            let covers = |seed: &u64| {
                let means = means(&Layout::new(design, *seed, 32 * 128, 32).unwrap(), function);
                let mean = means.iter().sum::<f64>() / 32.0;
                let variance = means.iter().map(|m| (m - mean).powi(2)).sum::<f64>() / 31.0;
                (mean - 1.0).abs() <= T * (variance / 32.0).sqrt()
            };
            let covered = (0..200).filter(covers).count();
            // 95 % intervals: 190 of 200, sd 3.1.
            assert!((180..=198).contains(&covered), "{design:?}, function {which}: {covered} of 200");
        }
    }
}

#[test]
fn more_numbers_than_dimensions_are_refused_in_words() {
    let layout = Layout::new(Design::Sobol, 1, 1_000, 2).unwrap();
    assert!(layout.for_variables(3_667).is_ok());
    assert_eq!(
        layout.for_variables(4_000).unwrap_err().to_string(),
        "the design sobol has 3667 dimensions at most; the scenario draws 4000 numbers once a path: use latin_hypercube \
         or random"
    );
    assert!(Layout::new(Design::LatinHypercube, 1, 1_000, 2).unwrap().for_variables(4_000).is_ok());
}

fn any_design() -> impl Strategy<Value = Design> {
    proptest::sample::select(Design::ALL.to_vec())
}

proptest! {
    /// A variable's numbers in a block are a function of its name, dimension and the block: whatever else is drawn before
    /// or after, in whatever order.
    #[test]
    fn other_variables_and_the_order_of_blocks_change_nothing(
        design in any_design(), seed in any::<u64>(), paths in 129u64..100_000, replicates in 2u64..40,
        mut order in proptest::collection::vec((0u64..2_000, 0usize..5), 1..20),
    ) {
        let layout = Layout::new(design, seed, paths, replicates).unwrap();
        let blocks = paths.div_ceil(LANES as u64);
        let draw = |(block, variable): (u64, usize)| {
            let mut lanes = Lanes::all(f64::NAN);
            layout.uniforms(["steel", "mining", "farms", "hotels", "homes"][variable], variable, block % blocks, &mut lanes);
            lanes
        };
        let forwards: Vec<_> = order.iter().map(|which| draw(*which)).collect();
        order.reverse();
        let mut backwards: Vec<_> = order.iter().map(|which| draw(*which)).collect();
        backwards.reverse();
        prop_assert!(forwards.iter().flatten().all(|u| *u > 0.0 && *u < 1.0));
        prop_assert_eq!(forwards, backwards);
    }

    /// Only Latin hypercubes rest on the number of paths, and only Sobol points on the dimension.
    #[test]
    fn what_a_draw_rests_on(
        design in any_design(), seed in any::<u64>(), paths in 10_000u64..100_000, block in 0u64..100, other in 1usize..3_667,
    ) {
        let draw = |paths, dimension| {
            let mut lanes = Lanes::all(0.0);
            Layout::new(design, seed, paths, 32).unwrap().uniforms("a", dimension, block, &mut lanes);
            lanes
        };
        prop_assert_eq!(draw(paths, 0) != draw(paths + 10_000, 0), design.is_laid_for_its_paths());
        prop_assert_eq!(draw(paths, 0) != draw(paths, other), design == Design::Sobol);
    }
}

#[test]
fn threads_and_parts_change_no_bit_of_a_run() {
    let model = Scenario::builtin("baseline").unwrap().build().unwrap();
    let projection = Projection::new(&model).unwrap();
    for design in Design::ALL {
        let settings = |threads| RunSettings { design, threads: Some(threads), ..RunSettings::new(2_500, 9) };
        let one = Ensemble::of(&projection, &settings(1)).unwrap();
        for threads in [2, 8] {
            let many = Ensemble::of(&projection, &settings(threads)).unwrap();
            assert_eq!((&one.indicators, &one.targets), (&many.indicators, &many.targets), "{design:?}, {threads}");
        }
        let part = |range| Shard::run(&projection, &RunSettings { range: Some(range), ..settings(2) }).unwrap();
        let parts = Shard::merge(&[part(2_100..2_500), part(0..100), part(100..2_100)]).unwrap();
        let parts = parts.ensemble(&projection).unwrap();
        assert_eq!((&one.indicators, &one.targets), (&parts.indicators, &parts.targets), "{design:?}");
    }
}
