//! Projects a regional economy: sectors coupled by input-output relations, carried to a horizon by Monte Carlo paths.
//!
//! The answer is a distribution, not a number: bands by year, and the probability of meeting each target of a plan. Regions, sectors, assumptions and targets are TOML files, or built by a program.
//!
//! ```
//! use kapok::{Ensemble, RunSettings, Scenario};
//!
//! let scenario = Scenario::builtin("baseline")?;        // or Scenario::open(path)
//! let model = scenario.build()?;                        // accounts balanced, everything checked
//! let ensemble = Ensemble::run(&model, &RunSettings::new(2_000, 1))?;
//!
//! let gdp = ensemble.indicator("gdp").and_then(|gdp| gdp.at(2035)).ok_or("not reported")?;
//! let (low, high) = gdp.summary.band();
//! println!("real GDP in 2035: {:.0} [{low:.0}, {high:.0}]", gdp.summary.median());
//! let target = ensemble.target("gdp_growth_target_2025").ok_or("no such target")?;
//! println!("the growth target is met with probability {:.2} (se {:.3})", target.probability, target.se);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The way through the crate, each step usable alone: [`Scenario`] (files) -> [`Model`] (checked) -> [`Projection`]
//! (compiled for running) -> [`Ensemble`] (answers); [`analysis`] asks how scenarios differ, which assumption matters, and what it
//! would take. Units, equations and sources stand with each item; money is in
//! 10^8 yuan (亿元), rates and shares are plain fractions.

pub mod analysis;
#[cfg(feature = "cli")]
pub mod cli;
pub mod economy;
pub mod ensemble;
pub mod input;
pub mod lanes;
pub mod model;
pub mod projection;
#[cfg(feature = "cli")]
pub mod report;
pub mod sampling;
pub mod scenario;
pub mod statistics;
pub mod units;

pub use ensemble::{Ensemble, RunError, RunSettings};
pub use input::{Problem, Problems};
pub use lanes::VectorLevel;
pub use model::{Model, ModelData};
pub use projection::Projection;
pub use scenario::Scenario;

/// The examples of the README, compiled and run with the other examples.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
