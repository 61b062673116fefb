//! How far the engine is from what the machine allows.
//!
//! `cargo bench --bench floor` prints, for every vector level of this machine, all measured in turn on one thread, the fastest of
//! several rounds:
//! - workload W1 (`benches/w1.toml`) with all its statistics, beside its floor: only the normal deviates, exponentials and
//!   products it cannot do without, at the best rate they reach in a loop of their own;
//! - the time of a path for 20, 42, 153 and 500 sectors, over the number of sectors squared, and the products with sums it makes
//!   a second as a share of the most the machine makes.

use std::hint::black_box;
use std::time::Instant;

use kapok::economy::{AccountsData, Extras, FinalDemandData, Region, Sector};
use kapok::lanes::{Arithmetic, LANES, Lanes, Work, exp};
use kapok::projection::Draw;
use kapok::sampling::{Distribution, Stream};
use kapok::{Ensemble, Model, ModelData, Projection, RunSettings, Scenario, VectorLevel};
use nalgebra::DMatrix;

/// Workload W1: sectors, years, yearly shocks (three factors, demand and energy of each sector), numbers drawn once a path.
const SECTORS: usize = 20;
const YEARS: usize = 15;
const HORIZON: i32 = 2035;
const SHOCKS: usize = 3 + 2 * SECTORS;
const DRAWN: usize = SECTORS;

/// Seconds of each of several things, the fastest of several rounds in turn.
fn fastest<const N: usize>(rounds: usize, mut things: [&mut dyn FnMut(); N]) -> [f64; N] {
    let mut least = [f64::INFINITY; N];
    for _ in 0..rounds {
        for (least, thing) in least.iter_mut().zip(&mut things) {
            let begun = Instant::now();
            thing();
            *least = least.min(begun.elapsed().as_secs_f64());
        }
    }
    least
}

/// Normal deviates of as many streams as W1 has shocks, so many years.
struct Normals<'w>(&'w mut [Stream], &'w mut Lanes, usize);

impl Work for Normals<'_> {
    type Output = ();

    #[inline(always)]
    fn work<A: Arithmetic>(self) {
        let Self(streams, lanes, years) = self;
        for _ in 0..years {
            for stream in streams.iter_mut() {
                stream.normals_at::<A>(lanes);
                black_box(&*lanes);
            }
        }
    }
}

/// Exponentials of rows of lanes, so many years.
struct Exponentials<'w>(&'w mut [Lanes], usize);

impl Work for Exponentials<'_> {
    type Output = ();

    #[inline(always)]
    fn work<A: Arithmetic>(self) {
        let Self(rows, years) = self;
        for _ in 0..years {
            for row in rows.iter_mut() {
                for value in row.iter_mut() {
                    *value = 1e-3 * exp::<A>(*value);
                }
                black_box(&*row);
            }
        }
    }
}

/// x = L f, so many years: two rows of L and a quarter of the lanes at a time, as they fit the registers.
struct Products<'w>(&'w [f64], &'w [Lanes], &'w mut [Lanes], usize);

impl Work for Products<'_> {
    type Output = ();

    #[inline(always)]
    fn work<A: Arithmetic>(self) {
        const PART: usize = 16;
        let Self(inverse, demand, output, years) = self;
        let n = demand.len();
        for _ in 0..years {
            for i in (0..n).step_by(2) {
                for from in (0..LANES).step_by(PART) {
                    let mut x = [[0.0; PART]; 2];
                    for (j, f) in demand.iter().enumerate() {
                        let f = &f[from..from + PART];
                        for (r, x) in x.iter_mut().enumerate() {
                            let content = inverse[(i + r) * n + j];
                            for lane in 0..PART {
                                x[lane] = A::mul_add(content, f[lane], x[lane]);
                            }
                        }
                    }
                    output[i][from..from + PART].copy_from_slice(&x[0]);
                    output[i + 1][from..from + PART].copy_from_slice(&x[1]);
                }
            }
            black_box(&*output);
        }
    }
}

/// Products with sums that need nothing but registers, `GANGS` times eight side by side, so many times.
struct Peak<const GANGS: usize>(usize);

impl<const GANGS: usize> Work for Peak<GANGS> {
    type Output = ();

    #[inline(always)]
    fn work<A: Arithmetic>(self) {
        let (factor, summand) = (black_box(0.999), black_box(1e-3));
        let mut sums = [[1.0; 8]; GANGS];
        for _ in 0..self.0 {
            for gang in &mut sums {
                for sum in gang.iter_mut() {
                    *sum = A::mul_add(*sum, factor, summand);
                }
            }
        }
        black_box(sums);
    }
}

/// The most products with sums a second. How many are needed side by side depends on the machine, and how many fit its
/// registers too, so several numbers are tried.
fn most_products(level: VectorLevel) -> f64 {
    const TIMES: usize = 1_000_000;
    let seconds = fastest(
        5,
        [&mut || level.run(Peak::<2>(5 * TIMES)), &mut || level.run(Peak::<5>(2 * TIMES)), &mut || {
            level.run(Peak::<10>(TIMES));
        }],
    );
    (80 * TIMES) as f64 / seconds.into_iter().fold(f64::INFINITY, f64::min)
}

/// W1 beside its floor.
fn workload(level: VectorLevel) {
    const PATHS: u64 = 64 * 4096; // enough for what a run does once to count for little
    const BLOCKS: usize = 512;
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/w1.toml");
    let built = Scenario::load(file).and_then(|scenario| scenario.build());
    let model = built.unwrap_or_else(|problems| panic!("{problems}"));
    let projection = Projection::new(&model).unwrap_or_else(|problems| panic!("{problems}"));
    let settings = RunSettings { threads: Some(1), level, ..RunSettings::new(PATHS, 1) };
    let mut streams: Vec<Stream> = (0..SHOCKS).map(|k| Stream::new(1, &format!("shock {k}"), 0)).collect();
    let mut lanes = Lanes::all(0.0);
    let mut rows = vec![Lanes::all(0.01); 2 * SECTORS];
    let inverse = vec![0.05; SECTORS * SECTORS];
    let (demand, mut output) = (vec![Lanes::all(1.0); SECTORS], vec![Lanes::all(0.0); SECTORS]);
    let [engine, normals, exponentials, products] = fastest(
        5,
        [
            &mut || drop(black_box(Ensemble::of(&projection, &settings))),
            &mut || level.run(Normals(&mut streams, &mut lanes, BLOCKS)),
            &mut || level.run(Exponentials(&mut rows, BLOCKS)),
            &mut || level.run(Products(&inverse, &demand, &mut output, BLOCKS)),
        ],
    );
    // Nanoseconds of a path: what was measured for a year of 64 paths, as often as W1 has it.
    let a_path = |seconds: f64, times: f64| 1e9 * seconds * times / (BLOCKS * LANES) as f64;
    let draws = (YEARS * SHOCKS + DRAWN) as f64 / SHOCKS as f64;
    let parts = [a_path(normals, draws), a_path(exponentials, YEARS as f64), a_path(products, YEARS as f64)];
    let floor: f64 = parts.iter().sum();
    let engine = 1e9 * engine / PATHS as f64;
    println!(
        "{:9} W1 {engine:6.0} ns a path; floor {floor:6.0}: draws {:4.0}, exponentials {:4.0}, products {:4.0}; distance {:.2}",
        level.name(),
        parts[0],
        parts[1],
        parts[2],
        engine / floor
    );
}

/// A region of so many sectors that all buy from each other, with uncertain growth and yearly shocks.
fn region_of(sectors: usize) -> Model {
    let region = Region {
        name: "Ring".into(),
        term: String::new(),
        base_year: 2020,
        sectors: (0..sectors).map(|i| Sector::new(&format!("s{i:03}"))).collect(),
        groups: Vec::new(),
        industry: None,
        extras: Extras::default(),
    };
    let accounts = AccountsData {
        value_added: vec![1.0; sectors],
        value_added_ratio: vec![0.5; sectors],
        coefficients: DMatrix::from_element(sectors, sectors, 0.4 / sectors as f64),
        purchase_share: vec![1.0; sectors],
        location_quotients: None,
        households: FinalDemandData::none(sectors),
        government: FinalDemandData::none(sectors),
        investment: FinalDemandData::none(sectors),
        external_floor: 0.0,
    };
    let mut data = ModelData::new(region, accounts, HORIZON);
    let growth = Distribution::normal(0.04, 0.01).unwrap_or_else(|error| panic!("{error}"));
    for sector in &mut data.assumptions.sectors {
        sector.growth = kapok::model::Growth::Demand(growth.clone().into());
        sector.shock_sd = 0.03.into();
    }
    Model::new(data).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A path for more and more sectors.
fn sizes(level: VectorLevel) {
    let most = most_products(level);
    println!("{:9} most products with sums a second: {:.1} thousand million", level.name(), most / 1e9);
    for n in [20, 42, 153, 500] {
        let model = region_of(n);
        let projection = Projection::new(&model).unwrap_or_else(|problems| panic!("{problems}"));
        let mut block = projection.block().at(level);
        let blocks = (20_000 / (n * n)).max(1) as u64 * 4;
        let mut run = || {
            (0..blocks).for_each(|number| {
                block.run(Draw::random(1, number), |state| {
                    black_box(state.gdp[0]);
                });
            });
        };
        let [seconds] = fastest(5, [&mut run]);
        let path = seconds / (blocks * LANES as u64) as f64;
        let products = (n * n * YEARS) as f64;
        println!(
            "{:9} {n:3} sectors {:10.2} microseconds a path, {:.3} ns a year over sectors squared, {:3.0} % of the most products",
            level.name(),
            1e6 * path,
            1e9 * path / products,
            100.0 * products / path / most
        );
    }
}

fn main() {
    for level in VectorLevel::available() {
        workload(level);
    }
    for level in VectorLevel::available() {
        sizes(level);
    }
}
