//! Why does energy use rise while energy intensity falls? The change from 2020 to 2035 taken apart on every path.
//!
//! `cargo run --release --example decompose`

use kapok::analysis::{Decomposed, Decomposition};
use kapok::{Projection, RunSettings, Scenario};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = Scenario::builtin("baseline")?.build()?;
    let projection = Projection::new(&model)?;
    let settings = RunSettings::new(10_000, 1);
    for what in [Decomposed::Energy, Decomposed::EnergyIntensity] {
        let found = Decomposition::over_years(&projection, &settings, what, 2020, 2035)?;
        println!("{what:?}; effects add up to {:.0e} of the change", found.largest_residual);
        for effect in found.effects.iter().filter(|effect| effect.sector.is_none()) {
            let (low, high) = effect.summary.band();
            println!("  {:10} {:9.3} [{low:.3}, {high:.3}]", effect.name, effect.summary.median());
        }
    }
    Ok(())
}
