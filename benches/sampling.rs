//! Time for the uniform numbers of each sampling design, beside that of the quantiles taken at them.
//!
//! `cargo bench --bench sampling`; compare the lines of one group: they ran on one machine within one run.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use kapok::sampling::{Design, Distribution, LANES, Lanes, Layout};

const VARIABLES: usize = 100;
const PATHS: u64 = 100_000;

fn names() -> Vec<String> {
    (0..VARIABLES).map(|i| format!("sector.number_{i}.demand_growth")).collect()
}

/// A block of 64 paths of 100 variables, from a run of 100,000 paths.
fn uniforms(c: &mut Criterion) {
    let names = names();
    let mut group = c.benchmark_group("uniforms");
    group.throughput(Throughput::Elements((VARIABLES * LANES) as u64));
    for design in Design::ALL {
        let layout = Layout::new(design, 1, PATHS, Layout::REPLICATES).unwrap_or_else(|error| panic!("{error}"));
        let blocks = PATHS / LANES as u64;
        let mut block = 0;
        group.bench_function(BenchmarkId::from_parameter(design.name()), |b| {
            let mut lanes = Lanes::all(0.0);
            b.iter(|| {
                block = (block + 1) % blocks;
                for (dimension, name) in names.iter().enumerate() {
                    layout.uniforms(name, dimension, block, &mut lanes);
                    black_box(&lanes);
                }
            });
        });
    }
    group.finish();
}

/// What is done with the uniform numbers of a block: quantiles of the distributions scenarios use most.
fn quantiles(c: &mut Criterion) {
    let mut group = c.benchmark_group("quantiles");
    group.throughput(Throughput::Elements((VARIABLES * LANES) as u64));
    let distributions = [
        ("normal", Distribution::normal(0.04, 0.015)),
        ("triangular", Distribution::triangular(0.06, 0.12, 0.20)),
        ("two-piece", Distribution::two_piece(0.06, 0.12, 0.20)),
    ];
    for (name, distribution) in distributions {
        let distribution = distribution.unwrap_or_else(|error| panic!("{error}"));
        let mut uniforms = Lanes::all(0.0);
        Layout::random(1).uniforms("quantiles", 0, 0, &mut uniforms);
        group.bench_function(name, |b| {
            b.iter(|| {
                for _ in 0..VARIABLES {
                    black_box(black_box(&uniforms).map(|u| distribution.quantile(u)));
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, uniforms, quantiles);
criterion_main!(benches);
