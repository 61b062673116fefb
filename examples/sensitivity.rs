//! Which assumption does GDP in 2035 hang on? Ranks of one run, then shares of variance by Sobol indices.
//!
//! `cargo run --release --example sensitivity`

use kapok::analysis::{Method, Sensitivity};
use kapok::{Projection, RunSettings, Scenario};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = Scenario::builtin("baseline")?.build()?;
    let projection = Projection::new(&model)?;
    let gdp = (model.indicator("gdp")?, 2035);

    let ranks = Sensitivity::of(&projection, &RunSettings::new(20_000, 1), gdp, Method::Rank, &[])?;
    println!("Standardised rank regression, the five most important of {} numbers", ranks.influences.len());
    for influence in &ranks.influences[..5] {
        let (_, srrc) = influence.measures[0];
        println!("  {:+.3} [{:+.3}, {:+.3}]  {}", srrc.value, srrc.low, srrc.high, influence.label);
    }
    if let (Some(explained), Some(epistemic)) = (ranks.explained, ranks.epistemic) {
        println!("R^2 {:.2}; what is not known makes {:.2} of the variance", explained.value, epistemic.value);
    }

    let shares = Sensitivity::of(&projection, &RunSettings::new(1_024, 1), gdp, Method::Sobol, &[])?;
    println!("Shares of variance, alone and in all");
    for influence in &shares.influences[..5] {
        let [(_, alone), (_, in_all)] = influence.measures[..] else { continue };
        println!("  {:5.1} % {:5.1} %  {}", 100.0 * alone.value, 100.0 * in_all.value, influence.label);
    }
    Ok(())
}
