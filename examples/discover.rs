//! Where is the growth target met? A few conditions on the assumptions, found on half of the paths and judged on the rest.
//!
//! `cargo run --release --example discover`

use kapok::analysis::{Discovery, Outcome};
use kapok::{Projection, RunSettings, Scenario};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = Scenario::builtin("baseline")?.build()?;
    let projection = Projection::new(&model)?;
    let settings = RunSettings::new(50_000, 1);
    let target = "gdp_growth_target_2025";
    let found = Discovery::of(&projection, &settings, target, Outcome::Met)?.ok_or("no such target")?;

    println!("{target} is met on {:.1} % of the paths", 100.0 * found.share);
    for (place, region) in found.boxes.iter().enumerate() {
        let (density, coverage) = (region.held_back.density, region.held_back.coverage);
        println!(
            "box {}: met on {:.1} % of its paths, {:.0} % of those that meet it",
            place + 1,
            100.0 * density,
            100.0 * coverage
        );
        for condition in &region.conditions {
            let end = |end: Option<f64>| end.map_or("any".to_owned(), |end| format!("{end:.4}"));
            println!("    {} from {} to {}", condition.label, end(condition.low), end(condition.high));
        }
    }
    Ok(())
}
