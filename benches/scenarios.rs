//! Every shipped scenario: how long its paths take, what comes of them, and how pairs of scenarios differ on the same draws.
//!
//! `cargo bench --bench scenarios`; compare the lines of one group: they ran on one machine within one run. Afterwards outcomes stand
//! beside the time they took, printed and in `scenarios.txt` and `scenarios.csv` of the target folder.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group};
use kapok::projection::Draw;
use kapok::sampling::{LANES, Lanes};
use kapok::scenario::BUILTIN;
use kapok::{Ensemble, Model, Projection, RunSettings, Scenario};

mod outcomes;

/// Pairs whose difference says something: a scenario against the baseline, and two answers to one question.
const PAIRS: [(&str, &str); 5] = [
    ("plan", "baseline"),
    ("steel-downturn", "baseline"),
    ("steel-cap", "steel-downturn"),
    ("wellness-led", "vanadium-titanium-upgrade"),
    ("green-transition", "plan"),
];

fn model(name: &str) -> Model {
    let built = Scenario::builtin(name).and_then(|scenario| scenario.build());
    built.unwrap_or_else(|problems| panic!("{problems}"))
}

/// Whole runs on one thread, with all indicators and their statistics.
fn scenarios(c: &mut Criterion) {
    const PATHS: u64 = 4_096;
    let mut group = c.benchmark_group("scenarios");
    group.sample_size(10).warm_up_time(Duration::from_secs(1));
    for builtin in BUILTIN {
        let model = model(builtin.name);
        let projection = Projection::new(&model).unwrap_or_else(|problems| panic!("{problems}"));
        let settings = RunSettings { threads: Some(1), ..RunSettings::new(PATHS, 1) };
        group.throughput(Throughput::Elements(PATHS * model.years() as u64));
        group.bench_function(builtin.name, |b| b.iter(|| Ensemble::of(&projection, &settings)));
    }
    group.finish();
}

/// The same 64 paths under two scenarios, and the difference of real GDP at the horizon on each.
fn pairs(c: &mut Criterion) {
    let mut group = c.benchmark_group("pairs");
    for (one, other) in PAIRS {
        let (one_model, other_model) = (model(one), model(other));
        let compiled = [&one_model, &other_model].map(|model| {
            let projection = Projection::new(model);
            projection.unwrap_or_else(|problems| panic!("{problems}"))
        });
        let [mut first, mut second] = [&compiled[0], &compiled[1]].map(Projection::block);
        let mut number = 0;
        group.throughput(Throughput::Elements((LANES * (one_model.years() + other_model.years())) as u64));
        group.bench_function(BenchmarkId::new(one, other), |b| {
            b.iter(|| {
                number += 1;
                let mut difference = Lanes::all(0.0);
                first.run(Draw::random(1, number), |state| difference = state.gdp);
                let mut gdp = Lanes::all(0.0);
                second.run(Draw::random(1, number), |state| gdp = state.gdp);
                difference.iter_mut().zip(gdp).for_each(|(lane, gdp)| *lane -= gdp);
                black_box(difference)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, scenarios, pairs);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    // Run as a test (`-- --test`, or by `cargo test --benches`) the outcomes are made as well, of fewer paths, and left unwritten.
    let arguments: Vec<String> = std::env::args().collect();
    let given = |flag: &str| arguments.iter().any(|argument| argument == flag);
    if given("--list") {
        return;
    }
    let measured = given("--bench") && !given("--test");
    let outcomes = outcomes::Outcomes::of(&PAIRS, if measured { 20_000 } else { 256 });
    let text = outcomes.text();
    print!("{text}");
    if measured {
        let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), std::path::PathBuf::from);
        for (name, content) in [("scenarios.txt", text), ("scenarios.csv", outcomes.csv())] {
            let path = folder.join(name);
            std::fs::write(&path, content).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            println!("{} is written", path.display());
        }
    }
}
