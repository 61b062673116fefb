//! What seed files hold beside the accounts, as it is written.

use indexmap::IndexMap;
use serde::Deserialize;

use super::raw_seed::{RawQuantity, RawSeries};

/// Residents.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawPopulationSeed {
    /// Residents of the base year, 1e4 persons.
    pub(super) total: Option<RawQuantity>,
}

/// Research and development per unit of value added: one share for all sectors, or one a sector.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawRndShare {
    /// "1".
    pub(super) unit: Option<String>,
    /// Where it comes from.
    source: Option<String>,
    /// Whether it is stated, derived or assumed.
    pub(super) standing: Option<String>,
    /// A remark.
    note: Option<String>,
    /// One share for all sectors.
    pub(super) total: Option<RawQuantity>,
    /// One share a sector.
    sectors: Option<IndexMap<String, RawQuantity>>,
}

impl RawRndShare {
    /// The shares of the sectors as a series.
    pub(super) fn series(&self) -> Option<RawSeries> {
        self.sectors.as_ref().map(|sectors| RawSeries {
            unit: self.unit.clone(),
            source: self.source.clone(),
            standing: self.standing.clone(),
            note: self.note.clone(),
            sectors: sectors.clone(),
        })
    }
}
