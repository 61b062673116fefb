//! Paths per second of the shipped scenarios, beside the plain reference that carries one path at a time.
//!
//! `cargo bench --bench projection`; compare the lines of one group: they ran on one machine within one run.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use kapok::projection::Draw;
use kapok::sampling::LANES;
use kapok::{Ensemble, Model, Projection, RunSettings, Scenario};

mod drawn_accounts;
mod reference;

/// The shipped scenarios, and the baseline with its base-year accounts drawn.
const MODELS: [&str; 3] = ["baseline", "china-2020", "baseline, accounts drawn"];

fn model(name: &str) -> Model {
    let built = if name == MODELS[2] {
        Model::new(drawn_accounts::baseline())
    } else {
        Scenario::builtin(name).and_then(|scenario| scenario.build())
    };
    match built {
        Ok(model) => model,
        Err(problems) => panic!("{problems}"),
    }
}

/// The same block of 64 paths, carried by the engine and by the reference, drawing included.
fn paths(c: &mut Criterion) {
    let mut group = c.benchmark_group("paths");
    group.throughput(Throughput::Elements(LANES as u64));
    for name in MODELS {
        let model = model(name);
        let projection = Projection::new(&model).unwrap_or_else(|problems| panic!("{problems}"));
        let mut block = projection.block();
        let mut number = 0;
        group.bench_function(BenchmarkId::new("engine", name), |b| {
            b.iter(|| {
                number += 1;
                block.run(Draw::random(1, number), |state| {
                    black_box(state.gdp[0]);
                });
            });
        });
        let implied = reference::implied_growth(&projection);
        group.bench_function(BenchmarkId::new("reference", name), |b| {
            b.iter(|| {
                number += 1;
                black_box(reference::run_block(&model, &implied, &reference::Draws::new(1, number)))
            });
        });
    }
    group.finish();
}

/// Whole runs with all indicators and their statistics, on one thread and on two.
fn runs(c: &mut Criterion) {
    const PATHS: u64 = 20_000;
    let mut group = c.benchmark_group("runs");
    group.throughput(Throughput::Elements(PATHS)).sample_size(10);
    for name in MODELS {
        let model = model(name);
        for threads in [1, 2] {
            let settings = RunSettings { threads: Some(threads), ..RunSettings::new(PATHS, 1) };
            group.bench_function(BenchmarkId::new(format!("{threads} threads"), name), |b| {
                b.iter(|| Ensemble::run(&model, &settings));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, paths, runs);
criterion_main!(benches);
