//! Satellites and volumes as they are written.

use indexmap::IndexMap;
use serde::Deserialize;

use super::number::RawUncertain;
use super::section::Section;

/// A weighted sum over sectors.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawSatellite {
    pub(super) id: Option<String>,
    pub(super) label: Option<String>,
    pub(super) term: Option<String>,
    pub(super) measure: Option<String>,
    pub(super) prices: Option<String>,
    pub(super) weights: IndexMap<String, RawUncertain>,
    pub(super) drift: IndexMap<String, RawUncertain>,
    pub(super) anchor: Option<Section<RawAnchor>>,
    pub(super) unit: Option<String>,
    source: Option<String>,
    pub(super) standing: Option<String>,
}

/// A physical volume.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawVolume {
    pub(super) id: Option<String>,
    pub(super) label: Option<String>,
    pub(super) term: Option<String>,
    pub(super) sector: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) base: Option<RawUncertain>,
    pub(super) anchor: Option<Section<RawAnchor>>,
    pub(super) share: Option<RawUncertain>,
    pub(super) unit_value: Option<RawUncertain>,
    source: Option<String>,
    pub(super) standing: Option<String>,
}

/// A level known in a year.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawAnchor {
    pub(super) year: Option<i64>,
    pub(super) value: Option<RawUncertain>,
}
