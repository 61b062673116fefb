//! Ceilings and by-products as they are written.

use serde::Deserialize;

use super::number::RawUncertain;
use super::section::Section;

/// A ceiling on the output of a sector.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawCeiling {
    pub(super) id: Option<String>,
    pub(super) label: Option<String>,
    pub(super) sector: Option<String>,
    pub(super) limit: Option<RawUncertain>,
    pub(super) unit: Option<String>,
    pub(super) from: Option<i64>,
    pub(super) capacity: Option<Section<RawCapacity>>,
    source: Option<String>,
    pub(super) standing: Option<String>,
}

/// How a ceiling follows investment.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawCapacity {
    pub(super) investment_share: Option<RawUncertain>,
    #[serde(rename = "yield")]
    pub(super) output_per_investment: Option<RawUncertain>,
    pub(super) depreciation: Option<RawUncertain>,
}

/// A by-product.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawLink {
    pub(super) id: Option<String>,
    pub(super) label: Option<String>,
    pub(super) sector: Option<String>,
    pub(super) follows: Option<String>,
    pub(super) ratio: Option<RawUncertain>,
    source: Option<String>,
    pub(super) standing: Option<String>,
}
