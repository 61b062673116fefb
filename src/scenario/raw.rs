//! Scenario files as they are written. Everything is optional here; what is needed is checked later.

use indexmap::IndexMap;
use serde::Deserialize;

use super::number::{Number, RawUncertain};
use super::raw_effects::{RawEvent, RawPolicy};
use super::raw_measured::{RawSatellite, RawVolume};
use super::raw_production::{RawCeiling, RawLink};
use super::section::Section;

/// A scenario file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawScenario {
    pub(super) extends: Option<String>,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) seeds: Option<String>,
    pub(super) horizon: Option<i64>,
    pub(super) report_years: Option<Vec<i64>>,
    pub(super) periods: Option<Vec<Vec<i64>>>,
    pub(super) indicators: Option<Vec<String>>,
    pub(super) run: Section<RawRun>,
    pub(super) base_accounts: Section<RawBaseAccounts>,
    pub(super) base_year_growth: Section<RawBaseGrowth>,
    pub(super) trends: Section<RawTrends>,
    pub(super) base_year_gap: Section<RawGap>,
    pub(super) factor: IndexMap<String, Section<RawFactor>>,
    pub(super) households: Section<RawHouseholds>,
    pub(super) government: Section<RawGovernment>,
    pub(super) population: Section<RawPopulation>,
    pub(super) labour: Section<RawLabour>,
    pub(super) investment: Section<RawInvestment>,
    pub(super) prices: Section<RawPrices>,
    pub(super) energy: Section<RawEnergyAssumptions>,
    pub(super) sector_defaults: Section<RawSectorAssumptions>,
    pub(super) sector: IndexMap<String, Section<RawSectorAssumptions>>,
    pub(super) policy: Vec<Section<RawPolicy>>,
    pub(super) event: Vec<Section<RawEvent>>,
    pub(super) drift: Vec<Section<RawPolicy>>,
    pub(super) ceiling: Vec<Section<RawCeiling>>,
    pub(super) link: Vec<Section<RawLink>>,
    pub(super) dependence: Option<Section<RawDependence>>,
    pub(super) correlation: Vec<Section<RawCorrelation>>,
    pub(super) satellite: Vec<Section<RawSatellite>>,
    pub(super) volume: Vec<Section<RawVolume>>,
    pub(super) target: Vec<Section<RawTarget>>,
    pub(super) outside: Vec<Section<RawOutside>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawRun {
    pub(super) paths: Option<i64>,
    pub(super) seed: Option<i64>,
    pub(super) design: Option<String>,
    pub(super) replicates: Option<i64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawBaseAccounts {
    pub(super) drawn: Option<Vec<String>>,
    pub(super) value_added_concentration: Option<Number>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawBaseGrowth {
    pub(super) income: Option<Number>,
    pub(super) gdp: Option<Number>,
    pub(super) revenue: Option<Number>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawTrends {
    pub(super) convergence: Option<RawUncertain>,
    pub(super) output_growth_until: Option<i64>,
    pub(super) shock_persistence: Option<RawUncertain>,
    pub(super) common_deviation: Section<RawCommonDeviation>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawCommonDeviation {
    pub(super) start_sd: Option<Number>,
    pub(super) long_run_sd: Option<Number>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawGap {
    pub(super) half_life: Option<Number>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawFactor {
    pub(super) label: Option<String>,
    pub(super) term: Option<String>,
    pub(super) persistence: Option<RawUncertain>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawHouseholds {
    pub(super) income_elasticity: Option<RawUncertain>,
    pub(super) shock_sd: Option<RawUncertain>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawGovernment {
    pub(super) transfers_growth: Section<RawRatePath>,
    pub(super) locally_financed: Option<RawUncertain>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawPopulation {
    pub(super) growth: Section<RawRatePath>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawLabour {
    pub(super) productivity_growth: Option<RawUncertain>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawRatePath {
    pub(super) start: Option<RawUncertain>,
    pub(super) long_run: Option<RawUncertain>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawExpectedGrowth {
    pub(super) start: Option<Number>,
    pub(super) long_run: Option<Number>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawInvestment {
    pub(super) trend: Section<RawRatePath>,
    pub(super) accelerator: Option<RawUncertain>,
    pub(super) share_correction: Option<RawUncertain>,
    pub(super) expected_growth: Section<RawExpectedGrowth>,
    pub(super) loadings: IndexMap<String, RawUncertain>,
    pub(super) shock_sd: Option<RawUncertain>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawPrices {
    pub(super) inflation: Option<RawUncertain>,
    pub(super) loadings: IndexMap<String, RawUncertain>,
    pub(super) shock_sd: Option<RawUncertain>,
    pub(super) relative_persistence: Option<RawUncertain>,
    pub(super) deflation: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawEnergyAssumptions {
    pub(super) efficiency_common_sd: Option<Number>,
    pub(super) shock_sd: Option<RawUncertain>,
    pub(super) shock_persistence: Option<RawUncertain>,
    pub(super) household_elasticity: Option<RawUncertain>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawSectorAssumptions {
    pub(super) output_growth: Option<RawUncertain>,
    pub(super) demand_growth: Option<RawUncertain>,
    pub(super) long_run_growth: Option<RawUncertain>,
    pub(super) income_elasticity: Option<RawUncertain>,
    pub(super) base_year_gap: Option<RawUncertain>,
    pub(super) loadings: Option<IndexMap<String, RawUncertain>>,
    pub(super) shock_sd: Option<RawUncertain>,
    pub(super) price_shock_sd: Option<RawUncertain>,
    pub(super) price_loadings: Option<IndexMap<String, RawUncertain>>,
    pub(super) efficiency: Option<RawUncertain>,
    pub(super) terms_of_trade: Option<RawUncertain>,
    pub(super) productivity: Option<RawUncertain>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawDependence {
    pub(super) copula: Option<String>,
    pub(super) freedom: Option<Number>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawCorrelation {
    pub(super) between: Option<Vec<String>>,
    pub(super) rank: Option<Number>,
    pub(super) standing: Option<String>,
    source: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawTarget {
    pub(super) id: Option<String>,
    pub(super) label: Option<String>,
    pub(super) term: Option<String>,
    pub(super) fact: Option<String>,
    pub(super) indicator: Option<String>,
    pub(super) year: Option<i64>,
    pub(super) comparator: Option<String>,
    pub(super) value: Option<Number>,
    pub(super) value_high: Option<Number>,
    pub(super) better: Option<String>,
    pub(super) tolerance: Option<Number>,
    pub(super) reading: Option<String>,
    pub(super) source: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawOutside {
    pub(super) reason: Option<String>,
    pub(super) facts: Option<Vec<String>>,
}
