//! Seed files as they are written: a region's base-year data, each number with source and standing.

use indexmap::IndexMap;
use serde::Deserialize;

use super::number::{Described, Number, NumberOr};
use super::raw_extensions::{RawPopulationSeed, RawRndShare};
use super::section::Section;

/// A number with its source.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawQuantityTable {
    pub(super) value: Option<Number>,
    pub(super) low: Option<Number>,
    pub(super) high: Option<Number>,
    pub(super) unit: Option<String>,
    pub(super) source: Option<String>,
    pub(super) standing: Option<String>,
    pub(super) note: Option<String>,
}

impl Described for RawQuantityTable {
    const EXPECTED: &'static str = "a number or { value = ..., unit = ..., source = ..., standing = ... }";
}

pub(super) type RawQuantity = NumberOr<RawQuantityTable>;

impl RawQuantity {
    /// The number alone, where there is one.
    pub(super) fn value(&self) -> Option<f64> {
        match self {
            Self::Number(value) => Some(*value),
            Self::Table(table) => table.value.map(|number| number.0),
        }
    }

    /// Its low and high, where it has both.
    pub(super) fn range(&self) -> Option<(f64, f64)> {
        match self {
            Self::Number(_) => None,
            Self::Table(table) => table.low.zip(table.high).map(|(low, high)| (low.0, high.0)),
        }
    }
}

/// One number a sector.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawSeries {
    pub(super) unit: Option<String>,
    pub(super) source: Option<String>,
    pub(super) standing: Option<String>,
    pub(super) note: Option<String>,
    pub(super) sectors: IndexMap<String, RawQuantity>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawRegion {
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) term: Option<String>,
    pub(super) base_year: Option<i64>,
    pub(super) sectors: Option<Vec<String>>,
    pub(super) industry: Option<String>,
    pub(super) gdp: Option<RawQuantity>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawSector {
    pub(super) label: Option<String>,
    pub(super) term: Option<String>,
    pub(super) branch: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawBranch {
    pub(super) label: Option<String>,
    pub(super) term: Option<String>,
    pub(super) share_of_gdp: Option<RawQuantity>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawGroup {
    pub(super) label: Option<String>,
    pub(super) term: Option<String>,
    pub(super) members: Option<Vec<String>>,
    pub(super) plan: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawCoefficients {
    pub(super) kind: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) source: Option<String>,
    pub(super) standing: Option<String>,
    pub(super) note: Option<String>,
    pub(super) columns: Option<Vec<String>>,
    pub(super) rows: IndexMap<String, Vec<Number>>,
    pub(super) pin: Vec<Section<RawPin>>,
}

/// A single coefficient that rests on a source of its own.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawPin {
    pub(super) row: Option<String>,
    pub(super) column: Option<String>,
    pub(super) value: Option<Number>,
    pub(super) low: Option<Number>,
    pub(super) high: Option<Number>,
    pub(super) unit: Option<String>,
    pub(super) source: Option<String>,
    pub(super) standing: Option<String>,
    pub(super) note: Option<String>,
}

/// How regional coefficients follow from national ones by location quotients.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawQuotients {
    pub(super) kind: Option<String>,
    pub(super) delta: Option<RawQuantity>,
    pub(super) national_gdp: Option<RawQuantity>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawFinalDemand {
    pub(super) household_consumption: Option<RawQuantity>,
    pub(super) government: Option<RawQuantity>,
    pub(super) investment: Option<RawQuantity>,
    pub(super) external_floor: Option<RawQuantity>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawIncome {
    pub(super) labour_income_scale: Option<RawQuantity>,
    pub(super) transfers_share: Option<RawQuantity>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawEnergy {
    pub(super) carriers: Option<Vec<String>>,
    pub(super) electricity: Option<String>,
    pub(super) electricity_calorific: Option<RawQuantity>,
    pub(super) electricity_coal_equivalent: Option<RawQuantity>,
    pub(super) grid_co2: Option<RawQuantity>,
    pub(super) carrier: IndexMap<String, Section<RawCarrier>>,
    pub(super) household: Option<Section<RawHouseholdEnergy>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawCarrier {
    pub(super) label: Option<String>,
    pub(super) term: Option<String>,
    pub(super) co2: Option<RawQuantity>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawHouseholdEnergy {
    pub(super) total: Option<RawQuantity>,
    pub(super) shares: IndexMap<String, RawQuantity>,
    pub(super) source: Option<String>,
    pub(super) standing: Option<String>,
}

/// Shares of the carriers in each sector's energy, in the order of `energy.carriers`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawCarrierShares {
    pub(super) unit: Option<String>,
    pub(super) source: Option<String>,
    pub(super) standing: Option<String>,
    pub(super) note: Option<String>,
    pub(super) sectors: IndexMap<String, Vec<Number>>,
}

/// A figure of the plan, as stated there.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawFact {
    pub(super) id: Option<String>,
    pub(super) label: Option<String>,
    pub(super) term: Option<String>,
    pub(super) value: Option<Number>,
    pub(super) value_low: Option<Number>,
    pub(super) value_high: Option<Number>,
    pub(super) unit: Option<String>,
    pub(super) comparator: Option<String>,
    pub(super) period: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) price_basis: Option<String>,
    pub(super) sector: Option<String>,
    pub(super) chapter: Option<i64>,
    pub(super) section: Option<i64>,
    pub(super) citation: Option<String>,
    pub(super) standing: Option<String>,
    pub(super) remark: Option<String>,
}

/// A seed file, or all seed files of a region together.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawSeed {
    pub(super) region: Option<Section<RawRegion>>,
    pub(super) sector: Option<IndexMap<String, Section<RawSector>>>,
    pub(super) branch: Option<IndexMap<String, Section<RawBranch>>>,
    pub(super) group: Option<IndexMap<String, Section<RawGroup>>>,
    pub(super) value_added: Option<Section<RawSeries>>,
    pub(super) value_added_ratio: Option<Section<RawSeries>>,
    pub(super) purchase_share: Option<Section<RawSeries>>,
    pub(super) coefficients: Option<Section<RawCoefficients>>,
    pub(super) location_quotients: Option<Section<RawQuotients>>,
    pub(super) national_value_added: Option<Section<RawSeries>>,
    pub(super) final_demand: Option<Section<RawFinalDemand>>,
    pub(super) household_composition: Option<Section<RawSeries>>,
    pub(super) government_composition: Option<Section<RawSeries>>,
    pub(super) investment_composition: Option<Section<RawSeries>>,
    pub(super) income: Option<Section<RawIncome>>,
    pub(super) labour_share: Option<Section<RawSeries>>,
    pub(super) tax_share: Option<Section<RawSeries>>,
    pub(super) rnd_share: Option<Section<RawRndShare>>,
    pub(super) employment: Option<Section<RawSeries>>,
    pub(super) population: Option<Section<RawPopulationSeed>>,
    pub(super) energy: Option<Section<RawEnergy>>,
    pub(super) energy_intensity: Option<Section<RawSeries>>,
    pub(super) energy_carriers: Option<Section<RawCarrierShares>>,
    pub(super) co2_combustion: Option<Section<RawSeries>>,
    pub(super) co2_process: Option<Section<RawSeries>>,
    pub(super) output_volatility: Option<Section<RawSeries>>,
    pub(super) fact: Option<Vec<RawFact>>,
}

impl RawSeed {
    /// Takes in the sections of another file; the names of those that were there already.
    pub(super) fn merge(&mut self, other: Self) -> Vec<&'static str> {
        let mut twice = Vec::new();
        macro_rules! take {
            ($($section:ident),*) => {
                $(if other.$section.is_some() {
                    if self.$section.is_some() {
                        twice.push(stringify!($section));
                    } else {
                        self.$section = other.$section;
                    }
                })*
            };
        }
        take!(
            region,
            sector,
            branch,
            group,
            value_added,
            value_added_ratio,
            purchase_share,
            coefficients,
            location_quotients,
            national_value_added,
            final_demand,
            household_composition,
            government_composition,
            investment_composition,
            income,
            labour_share,
            tax_share,
            rnd_share,
            employment,
            population,
            energy,
            energy_intensity,
            energy_carriers,
            co2_combustion,
            co2_process,
            output_volatility,
            fact
        );
        twice
    }
}
