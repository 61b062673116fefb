//! Satellites and volumes as they are written.

use indexmap::IndexMap;
use serde::Deserialize;

use super::number::RawUncertain;
use super::section::Section;

/// A weighted sum over sectors.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawSatellite {
    /// Its name.
    pub(super) id: Option<String>,
    /// Its name for people.
    pub(super) label: Option<String>,
    /// Its name in the region's language.
    pub(super) term: Option<String>,
    /// What is summed up.
    pub(super) measure: Option<String>,
    /// Whether at current prices or those of the base year.
    pub(super) prices: Option<String>,
    /// Weight of each sector or group, 0 to 1: a number or a distribution.
    pub(super) weights: IndexMap<String, RawUncertain>,
    /// Points of weight a year: a number or a distribution.
    pub(super) drift: IndexMap<String, RawUncertain>,
    /// Its level in a year.
    pub(super) anchor: Option<Section<RawAnchor>>,
    /// The unit of the anchor's value.
    pub(super) unit: Option<String>,
    /// Where it comes from.
    source: Option<String>,
    /// Whether it is stated, derived or assumed.
    pub(super) standing: Option<String>,
}

/// A physical volume.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawVolume {
    /// Its name.
    pub(super) id: Option<String>,
    /// Its name for people.
    pub(super) label: Option<String>,
    /// Its name in the region's language.
    pub(super) term: Option<String>,
    /// The sector whose output it follows.
    pub(super) sector: Option<String>,
    /// Its unit, such as "Mt".
    pub(super) unit: Option<String>,
    /// Its value in the base year: a number or a distribution.
    pub(super) base: Option<RawUncertain>,
    /// Its level in another year, in place of base.
    pub(super) anchor: Option<Section<RawAnchor>>,
    /// Share of the sector's output it is sold in, 0 to 1, in place of base: a number or a distribution.
    pub(super) share: Option<RawUncertain>,
    /// Yuan for a unit, beside share: a number or a distribution.
    pub(super) unit_value: Option<RawUncertain>,
    /// Where it comes from.
    source: Option<String>,
    /// Whether it is stated, derived or assumed.
    pub(super) standing: Option<String>,
}

/// How something goes on elsewhere, against which an indicator is held.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawReference {
    /// Its name.
    pub(super) id: Option<String>,
    /// Its name for people: who or what it is, such as "the province".
    pub(super) label: Option<String>,
    /// Its name in the region's language.
    pub(super) term: Option<String>,
    /// The indicator that is held against it: a measure as it is, such as gdp or value_added.steel.
    pub(super) of: Option<String>,
    /// Its yearly growth, in the prices of that indicator: a number or a distribution, drawn once a path.
    pub(super) growth: Option<RawUncertain>,
    /// Growth of single years that is known, by year.
    pub(super) known: IndexMap<String, f64>,
    /// Where it comes from.
    source: Option<String>,
    /// Whether it is stated, derived or assumed.
    pub(super) standing: Option<String>,
}

/// A level known in a year.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawAnchor {
    /// The year.
    pub(super) year: Option<i64>,
    /// The level in that year: a number or a distribution.
    pub(super) value: Option<RawUncertain>,
}
