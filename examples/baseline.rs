//! Projects the built-in baseline and prints what becomes of GDP and of each target.
//!
//! `cargo run --release --example baseline`

use kapok::{Ensemble, RunSettings, Scenario};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = Scenario::builtin("baseline")?.build()?;
    let ensemble = Ensemble::run(&model, &RunSettings::new(100_000, model.default_seed()))?;

    let gdp = ensemble.indicator("gdp").ok_or("the model reports GDP")?;
    for result in &gdp.years {
        let (low, high) = result.summary.band();
        println!("{}  real GDP {:7.1}  [{low:.1}, {high:.1}]", result.year, result.summary.median());
    }
    for result in &ensemble.targets {
        println!("{:45} {:5.1} % +- {:.1}", result.target.id, 100.0 * result.probability, 100.0 * result.se);
    }
    Ok(())
}
