//! A run made in parts: whatever the parts, together they are the whole run, to the last bit.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

mod common;

use std::ops::Range;

use common::{answer, failed, kapok, refused};
use kapok::ensemble::{Shard, ShardError};
use kapok::sampling::Design;
use kapok::sampling::dependence::Family;
use kapok::{Ensemble, Model, Projection, RunSettings, Scenario};
use proptest::prelude::*;

fn baseline() -> Model {
    Scenario::builtin("baseline").unwrap().build().unwrap()
}

/// The small region of the tests with its value added drawn, so that some of what is counted hangs on drawn accounts.
fn valley() -> Model {
    Scenario::open("tests/regions/valley-scenario.toml").unwrap().build().unwrap()
}

fn part(projection: &Projection, settings: &RunSettings, range: Range<u64>) -> Shard {
    Shard::run(projection, &RunSettings { range: Some(range), ..settings.clone() }).unwrap()
}

fn assert_same(one: &Ensemble, other: &Ensemble) {
    assert_eq!((one.paths, one.failed_paths, &one.ranges), (other.paths, other.failed_paths, &other.ranges));
    assert_eq!(one.indicators, other.indicators);
    assert_eq!(one.targets, other.targets);
    assert_eq!(one.drawn_accounts, other.drawn_accounts);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_parts_in_any_order_are_the_whole_run(
        paths in 130u64..700,
        cuts in prop::collection::vec(0u64..1_000_000, 0..5),
        turn in 0usize..6,
        threads in 1usize..4,
        designed in any::<bool>(),
    ) {
        let model = valley();
        let projection = Projection::new(&model).unwrap();
        let design = if designed { Design::Antithetic } else { Design::Random };
        let settings = RunSettings { design, replicates: 3, threads: Some(threads), ..RunSettings::new(paths, 11) };
        let mut ends: Vec<u64> = cuts.iter().map(|cut| 1 + cut % (paths - 1)).collect();
        ends.extend([0, paths]);
        ends.sort_unstable();
        ends.dedup();
        let mut parts: Vec<Shard> = ends.windows(2).map(|ends| part(&projection, &settings, ends[0]..ends[1])).collect();
        let places = parts.len();
        parts.rotate_left(turn % places);
        let merged = Shard::merge(&parts).unwrap().ensemble(&projection).unwrap();
        assert_same(&merged, &Ensemble::of(&projection, &settings).unwrap());
    }
}

#[test]
fn parts_survive_being_written_down() {
    let model = baseline();
    let projection = Projection::new(&model).unwrap();
    let settings = RunSettings::new(500, 3);
    let written = |range| {
        let mut text = Vec::new();
        ciborium::into_writer(&part(&projection, &settings, range), &mut text).unwrap();
        ciborium::from_reader::<Shard, _>(text.as_slice()).unwrap()
    };
    let merged = Shard::merge(&[written(0..99), written(99..500)]).unwrap();
    assert_same(&merged.ensemble(&projection).unwrap(), &Ensemble::of(&projection, &settings).unwrap());
}

#[test]
fn parts_may_leave_gaps_and_say_so() {
    let model = valley();
    let projection = Projection::new(&model).unwrap();
    let settings = RunSettings::new(1_000, 3);
    let some = [part(&projection, &settings, 640..1_000), part(&projection, &settings, 0..64)];
    let ensemble = Shard::merge(&some).unwrap().ensemble(&projection).unwrap();
    assert_eq!((ensemble.paths, ensemble.ranges), (424, vec![0..64, 640..1_000]));
}

#[test]
fn the_first_paths_of_a_design_are_a_part_of_it() {
    let model = valley();
    let projection = Projection::new(&model).unwrap();
    let settings = RunSettings { design: Design::LatinHypercube, ..RunSettings::new(3_001, 3) };
    let first = part(&projection, &settings, 0..100).ensemble(&projection).unwrap();
    assert!(first.is_part() && first.replicates == 2);
    let rest = Shard::merge(&[part(&projection, &settings, 0..100), part(&projection, &settings, 100..3_001)]).unwrap();
    let whole = rest.ensemble(&projection).unwrap();
    assert!(!whole.is_part() && whole.replicates == 32);
    // Independent paths may be any number: the first ones are a run of their own.
    assert!(!part(&projection, &RunSettings::new(3_001, 3), 0..100).ensemble(&projection).unwrap().is_part());
}

#[test]
fn what_does_not_belong_together_is_told_apart() {
    let model = valley();
    let projection = Projection::new(&model).unwrap();
    let settings = RunSettings::new(1_000, 3);
    let first = part(&projection, &settings, 0..100);
    let merged = |other: Shard| Shard::merge(&[first.clone(), other]).unwrap_err();

    let error = merged(part(&projection, &settings, 99..300));
    assert_eq!(error, ShardError::Overlap { first: 0, second: 1, paths: 99..100 });

    let error = merged(part(&projection, &RunSettings { seed: 4, ..settings.clone() }, 100..200));
    assert_eq!(error, ShardError::Differs { place: 1, differences: vec!["seed 4 against 3".into()] });

    let mut data = Scenario::open("tests/regions/valley-scenario.toml").unwrap().data().clone();
    data.assumptions.sectors[0].long_run_growth = 0.0123.into();
    data.horizon += 1;
    data.dependence.family = Family::T { freedom: 5.0 };
    let other = Model::new(data).unwrap();
    let id = &other.region().sectors[0].id;
    let error = merged(part(&Projection::new(&other).unwrap(), &settings, 100..200));
    let differences =
        vec![format!("not the same: years and periods, dependence and correlations, sector.{id}.long_run_growth")];
    assert_eq!(error, ShardError::Differs { place: 1, differences });
    assert!(first.ensemble(&Projection::new(&other).unwrap()).is_err());
    assert_eq!(Shard::merge(&[]).unwrap_err(), ShardError::Nothing);
}

#[test]
fn the_program_merges_what_it_saved() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (one, two) = (file("one.kapok"), file("two.kapok"));
    let run = |range: &str, to: &str| {
        let output = kapok(&["run", "--paths-range", range, "--save", to, "--format", "csv", "-q"]);
        assert!(output.status.success());
    };
    run("0..130", &one);
    run("130..400", &two);
    let whole = answer(&["run", "--paths", "400", "--format", "csv"]);
    assert_eq!(answer(&["merge", &two, &one, "--format", "csv"]), whole);

    // Parts with a gap between them are no whole run.
    run("400..410", &file("four.kapok"));
    let output = kapok(&["merge", &one, &file("four.kapok"), "--format", "csv"]);
    let warned = String::from_utf8(output.stderr).unwrap();
    assert_eq!(warned, "warning: the parts are not a whole run: they hold the paths 0..130, 400..410\n");

    // What was put together can be kept and added to.
    let (both, three) = (file("both.kapok"), file("three.kapok"));
    assert!(kapok(&["merge", &one, &two, "--save", &both, "-q"]).status.success());
    run("400..500", &three);
    let whole = answer(&["run", "--paths", "500", "--format", "csv"]);
    assert_eq!(answer(&["merge", &both, &three, "--format", "csv"]), whole);
    assert_eq!(
        refused(&["merge", &both, "--save", &one]),
        format!("error: {one} exists already; --force replaces it\n")
    );

    assert_eq!(
        refused(&["merge", &one, &both]),
        format!("error: {one} and {both} both hold the paths 0..130; a path may count once\n")
    );
    assert_eq!(refused(&["merge", &one, &one]), format!("error: {one} stands here twice (paths 0..130)\n"));
}

#[test]
fn damaged_files_are_known_by_their_check_number() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let part = file("part.kapok");
    assert!(kapok(&["run", "--paths-range", "0..64", "--save", &part, "-q", "--format", "csv"]).status.success());
    let bytes = std::fs::read(&part).unwrap();
    let head = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let damaged = "the file is damaged or cut short: its check number does not fit; run the part again";
    let refuses = |bytes: &[u8], why: &str| {
        let other = file("other.kapok");
        std::fs::write(&other, bytes).unwrap();
        assert_eq!(refused(&["merge", &other]), format!("error: {other}: {why}\n"));
    };
    for place in [head, head + 9, bytes.len() / 2, bytes.len() - 1] {
        let mut changed = bytes.clone();
        changed[place] ^= 4;
        refuses(&changed, damaged);
    }
    for length in [head, head + 5, head + 8, bytes.len() / 3, bytes.len() - 1] {
        refuses(&bytes[..length], damaged);
    }
    let no_part = "this is no part of a run; `kapok run --paths-range A..B --save FILE` writes one";
    refuses(b"", no_part);
    refuses(b"title = \"x\"\n", no_part);
    refuses(&bytes[..head - 1], no_part);
    let older = String::from_utf8_lossy(&bytes[..head]).replace(env!("CARGO_PKG_VERSION"), "0.0.1");
    let this = env!("CARGO_PKG_VERSION");
    refuses(
        older.as_bytes(),
        &format!("this part was run by kapok 0.0.1, this is kapok {this}: their draws may differ; run the part again"),
    );
}

#[test]
fn ranges_that_make_no_sense_are_refused() {
    let cases = [
        ("5..5", "--paths-range: found \"5..5\"; the first number must lie below the second"),
        ("9..5", "--paths-range: found \"9..5\"; the first number must lie below the second"),
        ("5-9", "--paths-range: found \"5-9\"; two whole numbers are needed, such as 0..250000"),
        ("a..9", "--paths-range: found \"a..9\"; two whole numbers are needed, such as 0..250000"),
        (
            "0..5000000000",
            "there are no paths 0..5000000000: the whole run has the paths 0..4294967295, the last number not included",
        ),
    ];
    for (range, message) in cases {
        assert_eq!(refused(&["run", "--paths-range", range]), format!("error: {message}\n"));
    }
    let designed = refused(&["run", "--design", "antithetic", "--paths", "5000", "--paths-range", "0..6000"]);
    let message = "there are no paths 0..6000: the whole run has the paths 0..5000, the last number not included";
    assert_eq!(designed, format!("error: {message}\n"));
    let failed = failed(2, &["run", "--paths-range", "0..5", "--save", "no/such/folder/x.kapok"]);
    assert_eq!(failed, "error: no/such/folder/x.kapok: there is no folder no/such/folder\n");
}
