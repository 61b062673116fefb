//! A million draws of every distribution through the named streams, against quantiles computed independently.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod cases;

use kapok::sampling::{Dirichlet, Distribution, Lanes, Stream, Uncertain};

/// Quantiles that part each distribution into equally likely parts, by `tests/independent/quantiles.py --bins`.
const BINS: &str = include_str!("independent/quantile_bins.csv");
const EXPECTED: &str = include_str!("independent/quantiles_expected.csv");

/// 15 625 blocks of 64.
const DRAWS: usize = 1_000_000;

/// Some 60 distributions are each held to several statistics at fixed seeds; a level of 10^-5 for each keeps that of all of
/// them below one in a thousand. Points exceeded with 10^-5: of chi-square with 39 degrees of freedom 88.6, of the
/// Kolmogorov-Smirnov statistic sqrt(n) D 2.47 (2 exp(-2 x^2) = 10^-5), of a standard normal on two sides 4.42.
const CHI_SQUARE_39: f64 = 88.6;
const KOLMOGOROV: f64 = 2.47;
const NORMAL: f64 = 4.42;

fn draws(name: &str, number: &Uncertain, n: usize) -> Vec<f64> {
    let mut stream = Stream::new(20_260_101, name, 0);
    let mut lanes: Lanes = Lanes::all(0.0);
    let mut drawn = Vec::with_capacity(n);
    while drawn.len() < n {
        number.sample(&mut stream, &mut lanes);
        drawn.extend(lanes);
    }
    drawn
}

fn chi_square(counts: &[usize], shares: &[f64]) -> f64 {
    let n: usize = counts.iter().sum();
    let terms = counts.iter().zip(shares).map(|(count, share)| {
        let expected = share * n as f64;
        (*count as f64 - expected).powi(2) / expected
    });
    terms.sum()
}

/// Chi-square over 40 equally likely parts, and the largest gap between the empirical distribution function and the true one
/// at their ends and inside them.
#[test]
fn a_million_draws_of_every_distribution_fall_where_they_should() {
    let mut cases = 0;
    for row in cases::rows(BINS) {
        let number = cases::made(row[0], row[1], row[2]);
        let edges = cases::numbers(row[3]);
        if edges.windows(2).any(|pair| pair[0] == pair[1]) {
            continue; // a beta distribution that sits at its ends: the edges near 1 are one double
        }
        let mut drawn = draws(&format!("{} {} {}", row[0], row[1], row[2]), &number, DRAWS);
        drawn.sort_by(f64::total_cmp);
        let below: Vec<usize> = edges.iter().map(|edge| drawn.partition_point(|x| x <= edge)).collect();
        let ends = [&[0], &below[..], &[DRAWS]].concat();
        let counts: Vec<usize> = ends.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let parts = counts.len() as f64;
        let chi = chi_square(&counts, &vec![1.0 / parts; counts.len()]);
        assert!(counts.len() == 40 && chi < CHI_SQUARE_39, "{row:?}: chi-square {chi}");
        let gaps = below.iter().zip(1..).map(|(count, i)| (*count as f64 / DRAWS as f64 - f64::from(i) / parts).abs());
        let at_edges = gaps.fold(0.0, f64::max) * (DRAWS as f64).sqrt();
        assert!(at_edges < KOLMOGOROV, "{row:?}: {at_edges}");
        // Between the edges by the distribution function itself, which the tables hold to nine digits.
        let inside = drawn.iter().enumerate().step_by(499);
        let gap = inside.map(|(i, x)| (number.cdf(*x) - (i as f64 + 0.5) / DRAWS as f64).abs()).fold(0.0, f64::max);
        assert!(gap * (DRAWS as f64).sqrt() < KOLMOGOROV, "{row:?}: {gap}");
        cases += 1;
    }
    assert!(cases > 50, "{cases}");
}

/// The mean has standard error sd / sqrt(n). That of the standard deviation is sd sqrt((kurtosis - 1) / (4 n)), taken with the
/// kurtosis of the draws; heavy tails without a fourth moment are left out.
#[test]
fn means_and_standard_deviations_of_draws_are_the_true_ones() {
    let table: Vec<Vec<&str>> = cases::rows(EXPECTED).collect();
    for mean_row in table.iter().filter(|row| row[3] == "mean") {
        let [kind, parameters, truncate] = [mean_row[0], mean_row[1], mean_row[2]];
        let sd_row = table.iter().find(|row| row[..3] == mean_row[..3] && row[3] == "sd").unwrap();
        let (mean, sd): (f64, f64) = (mean_row[5].parse().unwrap(), sd_row[5].parse().unwrap());
        let n = 100_000.0;
        let drawn = draws(
            &format!("moments {kind} {parameters} {truncate}"),
            &cases::made(kind, parameters, truncate),
            100_000,
        );
        let found = drawn.iter().sum::<f64>() / drawn.len() as f64;
        assert!((found - mean).abs() < NORMAL * sd / f64::sqrt(n), "{mean_row:?}: {found}");
        let moment = |power| drawn.iter().map(|x| (x - mean).powi(power)).sum::<f64>() / drawn.len() as f64;
        let (second, fourth) = (moment(2), moment(4));
        let heavy = ["student_t", "metalog_low", "metalog_high", "lognormal"].contains(&kind) && truncate.is_empty();
        let error = (fourth / second.powi(2) - 1.0).sqrt() / (4.0 * n).sqrt();
        assert!(heavy || (second.sqrt() / sd - 1.0).abs() < NORMAL * error, "{sd_row:?}: {}", second.sqrt());
    }
}

/// Chi-square against the weights themselves; the 10^-5 points of 3 and of 2 degrees of freedom are 25.9 and 23.0.
#[test]
fn lists_of_values_are_drawn_by_their_weights() {
    let share = |drawn: &[f64], values: &[f64], weights: &[f64]| {
        let count = |value: &f64| drawn.iter().filter(|x| *x == value).count();
        let counts: Vec<usize> = values.iter().map(count).collect();
        assert_eq!(counts.iter().sum::<usize>(), drawn.len());
        let whole: f64 = weights.iter().sum();
        chi_square(&counts, &weights.iter().map(|w| w / whole).collect::<Vec<f64>>())
    };
    let values = [-1.0, 0.5, 2.0, 7.0];
    let plants = Uncertain::from(Distribution::discrete(&values, &[2.0, 1.0, 0.5, 0.01]).unwrap());
    assert!(share(&draws("discrete", &plants, DRAWS), &values, &[2.0, 1.0, 0.5, 0.01]) < 25.9);
    let cut = plants.truncated(0.0, f64::INFINITY).unwrap();
    assert!(share(&draws("discrete cut", &cut, DRAWS), &values[1..], &[1.0, 0.5, 0.01]) < 23.0);
    let data = Uncertain::from(Distribution::empirical(&[3.0, 1.0, 1.0, 4.0, 1.0, 3.0]).unwrap());
    assert!(share(&draws("empirical", &data, DRAWS), &[1.0, 3.0, 4.0], &[3.0, 2.0, 1.0]) < 23.0);
}

/// Each share is beta distributed, and shares are correlated by -sqrt(m_i m_j / ((1 - m_i) (1 - m_j))).
#[test]
fn dirichlet_shares_are_beta_and_negatively_correlated() {
    let means = [0.6, 0.3, 0.1];
    let shares = Dirichlet::new(&means, 20.0).unwrap();
    let uniforms = [0, 1, 2]
        .map(|i| draws(&format!("share {i}"), &Uncertain::from(Distribution::uniform(0.0, 1.0).unwrap()), 100_000));
    let drawn: Vec<Vec<f64>> =
        (0..100_000).map(|k| shares.draw(&[uniforms[0][k], uniforms[1][k], uniforms[2][k]])).collect();
    let n = drawn.len() as f64;
    for i in 0..3 {
        let marginal = shares.marginal(i).unwrap();
        let mut counts = [0; 40];
        for w in &drawn {
            let place = marginal.cdf(w[i]);
            counts[(1..40).filter(|part| place * 40.0 >= f64::from(*part)).count()] += 1;
        }
        let chi = chi_square(&counts, &[1.0 / 40.0; 40]);
        assert!(chi < CHI_SQUARE_39, "share {i}: {chi}");
        assert!((shares.sd(i) / marginal.sd() - 1.0).abs() < 1e-12);
    }
    let mean = |of: &dyn Fn(&[f64]) -> f64| drawn.iter().map(|w| of(w)).sum::<f64>() / n;
    let covariance = mean(&|w| (w[0] - means[0]) * (w[1] - means[1]));
    let correlation = covariance / (shares.sd(0) * shares.sd(1));
    let expected = -f64::sqrt(0.6 * 0.3 / (0.4 * 0.7));
    assert!((correlation - expected).abs() < NORMAL * (1.0 - expected * expected) / n.sqrt() * 1.5, "{correlation}");
    // The density by its closed form: Gamma(20) / (Gamma(12) Gamma(6) Gamma(2)) w1^11 w2^5 w3.
    let factorial = |k: u32| (1..=k).map(f64::from).product::<f64>();
    let constant = factorial(19) / (factorial(11) * factorial(5) * factorial(1));
    let exact = constant * 0.5_f64.powi(11) * 0.3_f64.powi(5) * 0.2;
    assert!((shares.density(&[0.5, 0.3, 0.2]) / exact - 1.0).abs() < 1e-11);
    assert_eq!(shares.density(&[0.5, 0.3, 0.1]), 0.0);
}
