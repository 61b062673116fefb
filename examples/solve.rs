//! How fast would steel have to grow for the growth target to be met as likely as not?
//!
//! `cargo run --release --example solve`

use kapok::analysis::{Lever, Solution};
use kapok::{RunSettings, Scenario};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = Scenario::builtin("baseline")?.build()?;
    let steel = Lever::named("sector.steel.output_growth", &model)?.within(0.0, 0.12)?;
    let found = Solution::of(&model, &RunSettings::new(10_000, 1), "gdp_growth_target_2025", 0.5, &steel)?;

    println!("as things stand: {:.1} %", 100.0 * found.present);
    for point in &found.solved.curve {
        println!("{:5.1} % a year: {:5.1} %", 100.0 * point.value, 100.0 * point.probability);
    }
    match found.solved.at {
        Some(at) => println!("at least {:.2} % a year", 100.0 * at.value),
        None => println!("not reached in this range"),
    }
    Ok(())
}
