//! What do the plan's measures change? The plan against the baseline, on the same draws.
//!
//! `cargo run --release --example compare`

use kapok::analysis::Comparison;
use kapok::{Projection, RunSettings, Scenario};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (baseline, plan) = (Scenario::builtin("baseline")?.build()?, Scenario::builtin("plan")?.build()?);
    let (baseline, plan) = (Projection::new(&baseline)?, Projection::new(&plan)?);
    let found = Comparison::run(&baseline, &plan, &RunSettings::new(10_000, 1))?;

    for (id, year) in [("gdp", 2035), ("energy_intensity", 2025), ("employment", 2025)] {
        let compared = found.at(id, year).ok_or("not reported")?;
        let [low, median, high] = compared.difference;
        println!(
            "{id} in {year}: {median:+.3} [{low:+.3}, {high:+.3}], more with the plan on {:.0} % of paths",
            100.0 * compared.probability_b_greater
        );
        if let Some(ratio) = compared.variance_ratio {
            println!("    two separate runs would need {ratio:.0} times the paths");
        }
    }
    for target in found.targets.iter().filter(|target| target.change.abs() > 0.1) {
        println!("{}: {:+.1} points (se {:.1})", target.id, 100.0 * target.change, 100.0 * target.se);
    }
    Ok(())
}
