//! Draws stay what they were: a change here is a change of results, and told as such in the changelog.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod cases;

use std::fmt::Write as _;

use kapok::sampling::{Distribution, LANES, Lanes, Stream, Uncertain};

/// By `tests/independent/streams.py`.
const UNIFORMS: &str = include_str!("draws/uniforms.csv");
const FROZEN: &str = include_str!("draws/frozen.csv");
const EXPECTED: &str = include_str!("independent/quantiles_expected.csv");

#[test]
fn uniform_numbers_are_those_of_the_published_algorithms() {
    let mut count = 0;
    for row in cases::rows(UNIFORMS) {
        let [seed, name, block, draw, bits] = row[..] else { panic!("{row:?}") };
        let (draw, mut lanes): (usize, Lanes) = (draw.parse().unwrap(), Lanes::all(0.0));
        let mut stream = Stream::new(seed.parse().unwrap(), name, block.parse().unwrap());
        (0..=draw / LANES).for_each(|_| stream.uniforms(&mut lanes));
        assert_eq!(lanes[draw % LANES].to_bits(), u64::from_str_radix(bits, 16).unwrap(), "{row:?}");
        count += 1;
    }
    assert_eq!(count, 100);
}

/// The table as it is drawn now: kind, parameters, truncate, block, lane, and the bits of the draw.
fn drawn() -> String {
    let mut table = String::from(
        "# Draws frozen bit by bit on x86_64 Linux; elsewhere held to 1e-12. A change of this table is a change of results:\n\
         # it is told under \"Results change\" in the changelog. KAPOK_FREEZE=1 cargo test --test frozen_draws writes it anew.\n\
         kind,parameters,truncate,block,lane,bits\n",
    );
    let mut lanes: Lanes = Lanes::all(0.0);
    let mut row = |kind: &str, parameters: &str, truncate: &str, block: u64, lanes: &Lanes, of: &[usize]| {
        for &lane in of {
            writeln!(table, "{kind},{parameters},{truncate},{block},{lane},{:016x}", lanes[lane].to_bits()).unwrap();
        }
    };
    for (seed, block) in [(1, 0), (1, 1), (1, 1562), (20_201_231, 0)] {
        let mut stream = Stream::new(seed, "factor.macro", block);
        for year in 0..3 {
            stream.normals(&mut lanes);
            row("normals of factor.macro", &format!("{seed}"), &format!("{year}"), block, &lanes, &[0, 1, 31, 63]);
        }
    }
    let mut of_lists = vec![
        ("discrete", Distribution::discrete(&[-1.0, 0.5, 2.0, 7.0], &[2.0, 1.0, 0.5, 0.01]).unwrap().into()),
        ("empirical", Distribution::empirical(&[3.0, 1.0, 1.0, 4.0, 1.0, 3.0]).unwrap().into()),
    ];
    let mut all: Vec<(&str, &str, &str, Uncertain)> =
        of_lists.drain(..).map(|(kind, number): (&str, Uncertain)| (kind, "", "", number)).collect();
    for case in cases::rows(EXPECTED).filter(|row| row[3] == "mean") {
        all.push((case[0], case[1], case[2], cases::made(case[0], case[1], case[2])));
    }
    for (kind, parameters, truncate, number) in all {
        for block in [0, 9] {
            number.sample(&mut Stream::new(1, &format!("{kind} {parameters} {truncate}"), block), &mut lanes);
            row(kind, parameters, truncate, block, &lanes, &[0, 1, 31, 63]);
        }
    }
    table
}

#[test]
fn draws_of_every_distribution_stay_what_they_were() {
    let now = drawn();
    if std::env::var_os("KAPOK_FREEZE").is_some() {
        std::fs::write("tests/draws/frozen.csv", &now).unwrap();
        return;
    }
    let (now, frozen): (Vec<&str>, Vec<&str>) = (now.lines().collect(), FROZEN.lines().collect());
    assert!(frozen.len() > 400 && now.len() == frozen.len());
    for (now, frozen) in now.iter().zip(frozen).skip(3) {
        let split = |line: &'static str| line.rsplit_once(',').unwrap();
        let ((of, bits), (was_of, was)) = (now.rsplit_once(',').unwrap(), split(frozen));
        assert_eq!(of, was_of);
        let value = |bits: &str| f64::from_bits(u64::from_str_radix(bits, 16).unwrap());
        let near = (value(bits) - value(was)).abs() <= 1e-12 * value(was).abs();
        let exact = cfg!(all(target_arch = "x86_64", target_os = "linux"));
        assert!(bits == was || (near && !exact), "{of}: {} was {}", value(bits), value(was));
    }
}
