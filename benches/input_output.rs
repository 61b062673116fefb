//! The Leontief inverse beside nalgebra's own inverse by LU, and what one column of the field of influence costs.
//!
//! `cargo bench --bench input_output`; compare the lines of one group: they ran on one machine within one run. In the group
//! `field_of_influence` elements are the n^2 entries of the result: what an entry costs does not grow with n until tables
//! outgrow the processor's cache, and then by the cost of memory; what an entry costs by inverting anew grows with n.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use kapok::economy::io::{field_of_influence, leontief_inverse, spectral_radius, updated_inverse};
use nalgebra::{DMatrix, DVector};

/// Input coefficients of n sectors, a third of them 0, each column summing to between .4 and .8.
fn coefficients(n: usize) -> DMatrix<f64> {
    let raw = DMatrix::from_fn(n, n, |i, j| {
        let number = (i * 7919 + j * 104_729 + i * j) % 1009;
        if number % 3 == 0 { 0.0 } else { number as f64 }
    });
    let sums = raw.row_sum();
    DMatrix::from_fn(n, n, |i, j| raw[(i, j)] / sums[j] * (0.4 + 0.4 * (j % 5) as f64 / 4.0))
}

fn inverses(c: &mut Criterion) {
    let mut group = c.benchmark_group("leontief_inverse");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(5));
    for n in [42, 153, 1000, 2000] {
        let a = coefficients(n);
        group.bench_function(BenchmarkId::new("kapok", n), |b| b.iter(|| leontief_inverse(black_box(&a))));
        group.bench_function(BenchmarkId::new("nalgebra", n), |b| {
            b.iter(|| (DMatrix::identity(n, n) - black_box(&a)).lu().try_inverse());
        });
    }
    group.finish();
}

fn influence(c: &mut Criterion) {
    let mut group = c.benchmark_group("field_of_influence");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    for n in [500, 1000, 2000] {
        let a = coefficients(n);
        let leontief = leontief_inverse(&a).unwrap_or_else(|error| panic!("{error}"));
        let change = DVector::from_element(n, 1e-5);
        let column = DVector::from_fn(n, |j, _| if j == 1 { 1.0 } else { 0.0 });
        group.throughput(Throughput::Elements((n * n) as u64));
        group.bench_function(BenchmarkId::new("one coefficient", n), |b| {
            b.iter(|| field_of_influence(black_box(&leontief), 0, 1));
        });
        group.bench_function(BenchmarkId::new("one column", n), |b| {
            b.iter(|| updated_inverse(black_box(&leontief), &change, &column));
        });
        group.bench_function(BenchmarkId::new("inverted anew", n), |b| b.iter(|| leontief_inverse(black_box(&a))));
    }
    group.finish();
}

fn radius(c: &mut Criterion) {
    let mut group = c.benchmark_group("spectral_radius");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    for n in [153, 2000] {
        let a = coefficients(n);
        group.bench_function(BenchmarkId::from_parameter(n), |b| b.iter(|| spectral_radius(black_box(&a))));
    }
    group.finish();
}

criterion_group!(benches, inverses, influence, radius);
criterion_main!(benches);
