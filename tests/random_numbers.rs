//! Normal deviates and uniform numbers held to what theory says of so many: moments, tails, neighbours, streams, distribution.
//!
//! Ten million draws in every test run; a thousand million by `.ci/long/random_numbers`, whose result is committed beside it.
//! Limits are five standard errors: of some 60 figures, one in a million runs should miss one by chance.

#![allow(clippy::unwrap_used)] // a test stops at the first surprise
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // bins and standard deviations are counted from 0

use kapok::sampling::{LANES, Lanes, Stream};
use statrs::function::erf::erfc;

const LIMIT: f64 = 5.0;
/// Bins of equal probability in which the distribution is compared.
const BINS: usize = 1_024;
/// Years drawn from each stream.
const YEARS: usize = 16;

fn phi(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// What is summed up over the draws.
#[derive(Default)]
struct Tally {
    draws: f64,
    powers: [f64; 7],
    beyond: [f64; 7],
    /// Products with the draw a year before, in the next lane, in the lane that shares a pair, in the other stream.
    neighbours: [f64; 4],
    /// The same of squares less 1.
    squares: [f64; 4],
}

/// Deviates of two variables in many blocks: the tally of the first, and counts of it in bins between -8 and 8.
fn tally(draws: usize) -> (Tally, Vec<u64>) {
    let mut tally = Tally::default();
    let mut counts = vec![0u64; 16 * BINS];
    let blocks = draws / (LANES * YEARS);
    let (mut now, mut before, mut other) = (Lanes::all(0.0), Lanes::all(0.0), Lanes::all(0.0));
    for block in 0..blocks as u64 {
        let (mut stream, mut second) = (Stream::new(11, "one", block), Stream::new(11, "two", block));
        for year in 0..YEARS {
            std::mem::swap(&mut now, &mut before);
            stream.normals(&mut now);
            second.normals(&mut other);
            for lane in 0..LANES {
                let z = now[lane];
                let mut power = 1.0;
                for sum in &mut tally.powers {
                    *sum += power;
                    power *= z;
                }
                let out = z.abs().min(6.0) as usize;
                (1..=out).for_each(|sigma| tally.beyond[sigma] += 1.0);
                counts[((z + 8.0).clamp(0.0, 15.999) * BINS as f64) as usize] += 1;
                let yesterday = if year > 0 { before[lane] } else { 0.0 };
                let of = [yesterday, now[(lane + 1) % LANES], now[(lane + LANES / 2) % LANES], other[lane]];
                for (k, neighbour) in of.into_iter().enumerate() {
                    tally.neighbours[k] += z * neighbour;
                    let square = if k == 0 && year == 0 { 0.0 } else { neighbour * neighbour - 1.0 };
                    tally.squares[k] += (z * z - 1.0) * square;
                }
            }
            tally.draws += LANES as f64;
        }
    }
    (tally, counts)
}

/// Each figure in standard errors, with its name.
fn figures(draws: usize) -> Vec<(String, f64)> {
    let (tally, counts) = tally(draws);
    let n = tally.draws;
    // E z^k = (k - 1)!! for even k; the variance of z^k is E z^2k - (E z^k)^2.
    let moment = |k: i32| if k % 2 == 1 { 0.0 } else { (1..=k / 2).map(|i| f64::from(2 * i - 1)).product::<f64>() };
    let mut found: Vec<(String, f64)> = (1..=6)
        .map(|k| {
            let power = usize::try_from(k).unwrap();
            let variance = moment(2 * k) - moment(k).powi(2);
            (format!("moment {k}"), (tally.powers[power] / n - moment(k)) / (variance / n).sqrt())
        })
        .collect();
    for sigma in 1..=6 {
        let p = 2.0 * phi(-(sigma as f64));
        found.push((format!("beyond {sigma} sigma"), (tally.beyond[sigma] - n * p) / (n * p).sqrt().max(1.0)));
    }
    for (k, name) in ["a year before", "the next lane", "the other of the pair", "another stream"].iter().enumerate() {
        let pairs = if k == 0 { n * (YEARS - 1) as f64 / YEARS as f64 } else { n };
        // Products of pairs are counted from both ends where lanes are compared within a year.
        let twice = if k == 2 { 2.0 } else { 1.0 };
        found.push((format!("correlation with {name}"), tally.neighbours[k] / (twice * pairs).sqrt()));
        found.push((format!("correlation of squares with {name}"), tally.squares[k] / (4.0 * twice * pairs).sqrt()));
    }
    // Kolmogorov-Smirnov at the edges of the bins: sqrt(n) D exceeds 2.6 with probability 3 10^-6, as 5 standard errors hardly do.
    let mut below = 0.0;
    let mut distance: f64 = 0.0;
    for (bin, count) in counts.iter().enumerate() {
        below += *count as f64;
        let edge = (bin + 1) as f64 / BINS as f64 - 8.0;
        distance = distance.max((below / n - phi(edge)).abs());
    }
    found.push(("Kolmogorov-Smirnov, as standard errors".into(), distance * n.sqrt() / 2.6 * LIMIT));
    found
}

fn hold(draws: usize) {
    let figures = figures(draws);
    for (name, errors) in &figures {
        println!("{name:45} {errors:7.2}");
    }
    let wrong: Vec<_> = figures.iter().filter(|(_, errors)| errors.abs() > LIMIT).collect();
    assert!(wrong.is_empty(), "of {draws} draws: {wrong:?}");
}

#[test]
fn ten_million_deviates_are_what_theory_says() {
    hold(10_000_000);
}

#[test]
#[ignore = "minutes: run by .ci/long/random_numbers"]
fn a_thousand_million_deviates_are_what_theory_says() {
    hold(1_000_000_000);
}
