//! The baseline with every base-year number drawn that has a range in the seeds.

#![allow(clippy::expect_used)] // a test or bench stops at the first surprise

use kapok::{ModelData, Scenario};

const DRAWN: &str = "[base_accounts]
drawn = [\"value_added\", \"value_added_ratio\", \"purchase_share\", \"coefficients\", \"final_demand\"]

[base_year_growth]";

pub(crate) fn baseline() -> ModelData {
    let text = include_str!("../../scenarios/baseline.toml").replace("[base_year_growth]", DRAWN);
    let file = tempfile::Builder::new().suffix(".toml").tempfile().expect("a temporary file");
    std::fs::write(file.path(), text).expect("the scenario is written");
    match Scenario::open(file.path()) {
        Ok(scenario) => scenario.data().clone(),
        Err(problems) => panic!("{problems}"),
    }
}
