//! Seed files as they are written: a region's base-year data, each number with source and standing.

use indexmap::IndexMap;
use serde::Deserialize;

use super::number::{Described, Number, NumberOr};
use super::raw_extensions::{RawPopulationSeed, RawRndShare};
use super::section::Section;

/// A number with its source.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawQuantityTable {
    /// The number.
    pub(super) value: Option<Number>,
    /// The lower end of its range.
    pub(super) low: Option<Number>,
    /// The upper end of its range.
    pub(super) high: Option<Number>,
    /// Its unit.
    pub(super) unit: Option<String>,
    /// Where it comes from.
    pub(super) source: Option<String>,
    /// Whether it is stated, derived or assumed.
    pub(super) standing: Option<String>,
    /// A remark.
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
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawSeries {
    /// The unit of all numbers.
    pub(super) unit: Option<String>,
    /// Where they come from.
    pub(super) source: Option<String>,
    /// Whether they are stated, derived or assumed.
    pub(super) standing: Option<String>,
    /// A remark.
    pub(super) note: Option<String>,
    /// The number of each sector.
    pub(super) sectors: IndexMap<String, RawQuantity>,
}

/// The region.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawRegion {
    /// Its name in files.
    pub(super) id: Option<String>,
    /// Its name for people.
    pub(super) name: Option<String>,
    /// Its name in its own language.
    pub(super) term: Option<String>,
    /// The year of the accounts.
    pub(super) base_year: Option<i64>,
    /// The sectors' names, in the order of reports.
    pub(super) sectors: Option<Vec<String>>,
    /// The group that is industry.
    pub(super) industry: Option<String>,
    /// GDP of the base year as published, 1e8 CNY.
    pub(super) gdp: Option<RawQuantity>,
}

/// A sector.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawSector {
    /// Its name for people.
    pub(super) label: Option<String>,
    /// Its name in the region's language.
    pub(super) term: Option<String>,
    /// The branch it belongs to.
    pub(super) branch: Option<String>,
}

/// A branch: primary, secondary, tertiary.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawBranch {
    /// Its name for people.
    pub(super) label: Option<String>,
    /// Its name in the region's language.
    pub(super) term: Option<String>,
    /// Its share of GDP as published.
    pub(super) share_of_gdp: Option<RawQuantity>,
}

/// A group of sectors.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawGroup {
    /// Its name for people.
    pub(super) label: Option<String>,
    /// Its name in the region's language.
    pub(super) term: Option<String>,
    /// Its sectors.
    pub(super) members: Option<Vec<String>>,
    /// Whether the plan speaks of it.
    pub(super) plan: Option<bool>,
}

/// Input coefficients: inputs per unit of output.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawCoefficients {
    /// "technical" (wherever bought) or "regional" (bought inside the region).
    pub(super) kind: Option<String>,
    /// "1".
    pub(super) unit: Option<String>,
    /// Where they come from.
    pub(super) source: Option<String>,
    /// Whether they are stated, derived or assumed.
    pub(super) standing: Option<String>,
    /// A remark.
    pub(super) note: Option<String>,
    /// The using sectors, in the order of each row.
    pub(super) columns: Option<Vec<String>>,
    /// Of each supplying sector, its inputs into every using sector.
    pub(super) rows: IndexMap<String, Vec<Number>>,
    /// Single coefficients with a source of their own.
    pub(super) pin: Vec<Section<RawPin>>,
}

/// A single coefficient that rests on a source of its own.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawPin {
    /// The supplying sector.
    pub(super) row: Option<String>,
    /// The using sector.
    pub(super) column: Option<String>,
    /// The coefficient.
    pub(super) value: Option<Number>,
    /// The lower end of its range.
    pub(super) low: Option<Number>,
    /// The upper end of its range.
    pub(super) high: Option<Number>,
    /// "1".
    pub(super) unit: Option<String>,
    /// Where it comes from.
    pub(super) source: Option<String>,
    /// Whether it is stated, derived or assumed.
    pub(super) standing: Option<String>,
    /// A remark.
    pub(super) note: Option<String>,
}

/// How regional coefficients follow from national ones by location quotients.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawQuotients {
    /// Kind of location quotient.
    pub(super) kind: Option<String>,
    /// Exponent delta of the FLQ.
    pub(super) delta: Option<RawQuantity>,
    /// The nation's GDP, 1e8 CNY.
    pub(super) national_gdp: Option<RawQuantity>,
}

/// Totals of final demand in the base year, 1e8 CNY.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawFinalDemand {
    /// Household consumption.
    pub(super) household_consumption: Option<RawQuantity>,
    /// Government demand.
    pub(super) government: Option<RawQuantity>,
    /// Investment.
    pub(super) investment: Option<RawQuantity>,
    /// Least share of output sold outside the region.
    pub(super) external_floor: Option<RawQuantity>,
}

/// Where household income comes from.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawIncome {
    /// Household income per unit of labour income.
    pub(super) labour_income_scale: Option<RawQuantity>,
    /// Share of household income that is transferred from outside.
    pub(super) transfers_share: Option<RawQuantity>,
}

/// Energy of the base year.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawEnergy {
    /// The energy carriers.
    pub(super) carriers: Option<Vec<String>>,
    /// The carrier that is electricity.
    pub(super) electricity: Option<String>,
    /// Heat content of a kWh, kgce.
    pub(super) electricity_calorific: Option<RawQuantity>,
    /// Coal burned to make a kWh, kgce.
    pub(super) electricity_coal_equivalent: Option<RawQuantity>,
    /// CO2 of a kWh from the grid, kg.
    pub(super) grid_co2: Option<RawQuantity>,
    /// Each carrier.
    pub(super) carrier: IndexMap<String, Section<RawCarrier>>,
    /// Energy used in homes.
    pub(super) household: Option<Section<RawHouseholdEnergy>>,
}

/// An energy carrier.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawCarrier {
    /// Its name for people.
    pub(super) label: Option<String>,
    /// Its name in the region's language.
    pub(super) term: Option<String>,
    /// Tonnes of CO2 per tce.
    pub(super) co2: Option<RawQuantity>,
}

/// Energy used in homes.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawHouseholdEnergy {
    /// In the base year, 1e4 tce.
    pub(super) total: Option<RawQuantity>,
    /// Share of each carrier.
    pub(super) shares: IndexMap<String, RawQuantity>,
    /// Where it comes from.
    pub(super) source: Option<String>,
    /// Whether it is stated, derived or assumed.
    pub(super) standing: Option<String>,
}

/// Shares of the carriers in each sector's energy, in the order of `energy.carriers`.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawCarrierShares {
    /// "1".
    pub(super) unit: Option<String>,
    /// Where they come from.
    pub(super) source: Option<String>,
    /// Whether they are stated, derived or assumed.
    pub(super) standing: Option<String>,
    /// A remark.
    pub(super) note: Option<String>,
    /// Of each sector, the shares of the carriers in their order.
    pub(super) sectors: IndexMap<String, Vec<Number>>,
}

/// A figure of the plan, as stated there.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawFact {
    /// Its name.
    pub(super) id: Option<String>,
    /// Its name for people.
    pub(super) label: Option<String>,
    /// Its name in the region's language.
    pub(super) term: Option<String>,
    /// The figure.
    pub(super) value: Option<Number>,
    /// The lower end of a range.
    pub(super) value_low: Option<Number>,
    /// The upper end of a range.
    pub(super) value_high: Option<Number>,
    /// Its unit.
    pub(super) unit: Option<String>,
    /// Its sign in the plan.
    pub(super) comparator: Option<String>,
    /// The year or period it is for.
    pub(super) period: Option<String>,
    /// Whether it is a target or a figure of the past.
    pub(super) kind: Option<String>,
    /// Whether at current prices or constant ones.
    pub(super) price_basis: Option<String>,
    /// What it is about.
    pub(super) sector: Option<String>,
    /// Chapter of the plan.
    pub(super) chapter: Option<i64>,
    /// Section of the chapter.
    pub(super) section: Option<i64>,
    /// Where it stands.
    pub(super) citation: Option<String>,
    /// Whether it is stated, derived or assumed.
    pub(super) standing: Option<String>,
    /// A remark.
    pub(super) remark: Option<String>,
}

/// A seed file, or all seed files of a region together.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawSeed {
    /// The region.
    pub(super) region: Option<Section<RawRegion>>,
    /// The sectors.
    pub(super) sector: Option<IndexMap<String, Section<RawSector>>>,
    /// The branches of the economy.
    pub(super) branch: Option<IndexMap<String, Section<RawBranch>>>,
    /// Groups of sectors.
    pub(super) group: Option<IndexMap<String, Section<RawGroup>>>,
    /// Value added of each sector, 1e8 CNY.
    pub(super) value_added: Option<Section<RawSeries>>,
    /// Value added per unit of output.
    pub(super) value_added_ratio: Option<Section<RawSeries>>,
    /// Share of a product used in the region that is bought there.
    pub(super) purchase_share: Option<Section<RawSeries>>,
    /// Input coefficients.
    pub(super) coefficients: Option<Section<RawCoefficients>>,
    /// How regional coefficients follow from national ones.
    pub(super) location_quotients: Option<Section<RawQuotients>>,
    /// The nation's value added by sector.
    pub(super) national_value_added: Option<Section<RawSeries>>,
    /// Totals of final demand.
    pub(super) final_demand: Option<Section<RawFinalDemand>>,
    /// Composition of household consumption.
    pub(super) household_composition: Option<Section<RawSeries>>,
    /// Composition of government demand.
    pub(super) government_composition: Option<Section<RawSeries>>,
    /// Composition of investment.
    pub(super) investment_composition: Option<Section<RawSeries>>,
    /// Where household income comes from.
    pub(super) income: Option<Section<RawIncome>>,
    /// Labour income per unit of value added.
    pub(super) labour_share: Option<Section<RawSeries>>,
    /// Public revenue per unit of nominal value added.
    pub(super) tax_share: Option<Section<RawSeries>>,
    /// Research and development per unit of nominal value added.
    pub(super) rnd_share: Option<Section<RawRndShare>>,
    /// Persons employed, 1e4.
    pub(super) employment: Option<Section<RawSeries>>,
    /// Residents.
    pub(super) population: Option<Section<RawPopulationSeed>>,
    /// Energy of the base year.
    pub(super) energy: Option<Section<RawEnergy>>,
    /// Energy per unit of output, tce per 1e4 CNY.
    pub(super) energy_intensity: Option<Section<RawSeries>>,
    /// Shares of the carriers in each sector's energy.
    pub(super) energy_carriers: Option<Section<RawCarrierShares>>,
    /// CO2 of fuel burned per unit of output, t per 1e4 CNY.
    pub(super) co2_combustion: Option<Section<RawSeries>>,
    /// CO2 of processes per unit of output, t per 1e4 CNY.
    pub(super) co2_process: Option<Section<RawSeries>>,
    /// Standard deviation of each sector's yearly output growth on record.
    pub(super) output_volatility: Option<Section<RawSeries>>,
    /// Figures of the plan.
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
