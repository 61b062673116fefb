//! Which sampling design buys the most precision? Standard errors of mean GDP and of the probability of a target, by design
//! and number of paths, for the built-in baseline and for the same without its yearly shocks.
//!
//! `cargo run --release --example designs`; a number after `--` says how many runs stand behind each figure (4 if none
//! does; the standard error of one run is itself known to about an eighth).

use std::num::NonZeroU64;

use kapok::projection::Draw;
use kapok::sampling::Design;
use kapok::{Ensemble, Model, Projection, RunSettings, Scenario};

const PATHS: [u64; 4] = [2_048, 8_192, 32_768, 131_072];
const YEAR: i32 = 2035;
const TARGET: &str = "services_share_target_2025_real";

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let runs = std::env::args().nth(1).map_or(Ok(4), |text| text.parse::<NonZeroU64>().map(NonZeroU64::get))?;
    let baseline = Scenario::builtin("baseline")?.build()?;
    let still = without_yearly_shocks()?;

    let share = share_drawn_once(&baseline, &still)?;
    println!(
        "Numbers drawn once a path bring {:.0} % of the variance of GDP in {YEAR} in the baseline. A design that removed\n\
         all they bring would be worth {:.1} times the paths.",
        100.0 * share,
        1.0 / (1.0 - share)
    );
    for (title, model) in [("Baseline", &baseline), ("Baseline without yearly shocks", &still)] {
        println!("\n{title}: standard error, and how many times the random paths it is worth");
        let projection = Projection::new(model)?;
        let mut table = Vec::new();
        for paths in PATHS {
            let row: Result<Vec<Errors>, _> =
                Design::ALL.into_iter().map(|design| errors(&projection, design, paths, runs)).collect();
            table.push(row?);
        }
        show(&format!("Mean GDP {YEAR}, 10^8 yuan"), &table, |errors| errors.gdp);
        show(&format!("Probability of {TARGET}, percentage points"), &table, |errors| 100.0 * errors.target);
    }
    Ok(())
}

/// The baseline with every yearly shock at 0 and nothing that loads on the yearly factors.
fn without_yearly_shocks() -> Outcome<Model> {
    let mut data = Scenario::builtin("baseline")?.data().clone();
    let a = &mut data.assumptions;
    for shock in
        [&mut a.households.shock_sd, &mut a.investment.shock_sd, &mut a.prices.shock_sd, &mut a.energy.shock_sd]
    {
        *shock = 0.0.into();
    }
    let mut loadings = vec![&mut a.investment.loadings, &mut a.prices.loadings];
    for sector in &mut a.sectors {
        sector.shock_sd = 0.0.into();
        sector.price_shock_sd = 0.0.into();
        loadings.extend([&mut sector.loadings, &mut sector.price_loadings]);
    }
    for loading in loadings.into_iter().flatten() {
        *loading = 0.0.into();
    }
    Ok(Model::new(data)?)
}

/// Squared correlation of GDP in the last year on paths with and without yearly shocks, which draw the same numbers once a
/// path.
fn share_drawn_once(with: &Model, without: &Model) -> Outcome<f64> {
    let last_gdp = |model: &Model| -> Outcome<Vec<f64>> {
        let projection = Projection::new(model)?;
        let mut block = projection.block();
        let mut all = Vec::new();
        for number in 0..1_000 {
            let mut last = kapok::sampling::Lanes::all(0.0);
            block.run(Draw::random(model.default_seed(), number), |state| last = state.gdp);
            all.extend(last);
        }
        Ok(all)
    };
    let (x, y) = (last_gdp(with)?, last_gdp(without)?);
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mean_x, mean_y) = (mean(&x), mean(&y));
    let moment = |a: &[f64], mean_a: f64, b: &[f64], mean_b: f64| -> f64 {
        a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)).sum()
    };
    let covariance = moment(&x, mean_x, &y, mean_y);
    Ok(covariance * covariance / (moment(&x, mean_x, &x, mean_x) * moment(&y, mean_y, &y, mean_y)))
}

/// Standard errors as a run reports them.
struct Errors {
    gdp: f64,
    target: f64,
}

/// Root mean squares over runs with different seeds.
fn errors(projection: &Projection, design: Design, paths: u64, runs: u64) -> Outcome<Errors> {
    let (mut gdp, mut target) = (0.0, 0.0);
    for seed in 0..runs {
        let ensemble = Ensemble::of(projection, &RunSettings { design, ..RunSettings::new(paths, seed) })?;
        let result = ensemble.indicator("gdp").and_then(|gdp| gdp.at(YEAR)).ok_or("GDP is reported")?;
        gdp += result.summary.se_mean.powi(2);
        target += ensemble.target(TARGET).ok_or("the target is in the baseline")?.se.powi(2);
    }
    Ok(Errors { gdp: (gdp / runs as f64).sqrt(), target: (target / runs as f64).sqrt() })
}

fn show(title: &str, table: &[Vec<Errors>], of: impl Fn(&Errors) -> f64) {
    println!("  {title}");
    print!("  {:>9}", "paths");
    Design::ALL.iter().for_each(|design| print!("{:>25}", design.name()));
    println!();
    for (paths, row) in PATHS.iter().zip(table) {
        print!("  {paths:>9}");
        let random = row.first().map_or(f64::NAN, &of); // the first of all designs
        for error in row.iter().map(&of) {
            print!("{:>25}", format!("{} ({})", digits(error), digits((random / error).powi(2))));
        }
        println!();
    }
}

/// A number with about three digits that count.
fn digits(value: f64) -> String {
    let decimals = [100.0, 10.0, 1.0, 0.1, 0.01].iter().filter(|limit| value < **limit).count();
    format!("{value:.decimals$}")
}
