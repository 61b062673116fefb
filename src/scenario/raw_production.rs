//! Ceilings and by-products as they are written.

use serde::Deserialize;

use super::number::RawUncertain;
use super::section::Section;

/// A ceiling on the output of a sector.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawCeiling {
    /// Its name.
    pub(super) id: Option<String>,
    /// Its name for people.
    pub(super) label: Option<String>,
    /// The sector whose output it limits.
    pub(super) sector: Option<String>,
    /// The most, in its unit: a number or a distribution.
    pub(super) limit: Option<RawUncertain>,
    /// "base year" (multiples of the base year's output), "1e8 CNY" (base-year prices), or the name of a volume of the sector.
    pub(super) unit: Option<String>,
    /// First year in which it holds; left out: all projected years.
    pub(super) from: Option<i64>,
    /// How it follows investment.
    pub(super) capacity: Option<Section<RawCapacity>>,
    /// Where it comes from.
    source: Option<String>,
    /// Whether it is stated, derived or assumed.
    pub(super) standing: Option<String>,
}

/// How a ceiling follows investment.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawCapacity {
    /// Share of investment that goes into it, 0 to 1: a number or a distribution.
    pub(super) investment_share: Option<RawUncertain>,
    /// Yearly output for a unit invested: a number or a distribution.
    #[serde(rename = "yield")]
    pub(super) output_per_investment: Option<RawUncertain>,
    /// Share of it that is lost in a year, 0 to 1: a number or a distribution.
    pub(super) depreciation: Option<RawUncertain>,
}

/// A by-product.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawLink {
    /// Its name.
    pub(super) id: Option<String>,
    /// Its name for people.
    pub(super) label: Option<String>,
    /// The sector that makes the by-product.
    pub(super) sector: Option<String>,
    /// The sector it comes with.
    pub(super) follows: Option<String>,
    /// The most, in multiples of the base year's ratio: a number or a distribution.
    pub(super) ratio: Option<RawUncertain>,
    /// Where it comes from.
    source: Option<String>,
    /// Whether it is stated, derived or assumed.
    pub(super) standing: Option<String>,
}
