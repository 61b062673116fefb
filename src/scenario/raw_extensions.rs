//! What seed files hold beside the accounts, as it is written.

use indexmap::IndexMap;
use serde::Deserialize;

use super::raw_seed::{RawQuantity, RawSeries};

/// Residents.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawPopulationSeed {
    pub(super) total: Option<RawQuantity>,
}

/// Research and development per unit of value added: one share for all sectors, or one a sector.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawRndShare {
    pub(super) unit: Option<String>,
    source: Option<String>,
    pub(super) standing: Option<String>,
    note: Option<String>,
    pub(super) total: Option<RawQuantity>,
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
