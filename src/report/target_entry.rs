//! A target as programs read it: what the plan says, and after a run how it fares.

use crate::ensemble::TargetResult;
use crate::model::{Model, Target};
use crate::units::Year;

/// What only a run can tell is left out before one.
#[derive(serde::Serialize)]
pub(super) struct TargetEntry<'t> {
    id: &'t str,
    label: &'t str,
    term: &'t str,
    indicator: String,
    year: Year,
    comparator: &'static str,
    value: f64,
    /// The upper end of a range; the value again where the target is no range.
    value_high: f64,
    unit: &'t str,
    reading: &'t str,
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    se: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    median: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shortfall: Option<f64>,
    source: &'t str,
}

impl<'t> TargetEntry<'t> {
    /// What the plan says.
    pub(super) fn stated(target: &'t Target, model: &'t Model) -> Self {
        Self {
            id: &target.id,
            label: &target.label,
            term: &target.term,
            indicator: target.indicator.id(model.region()),
            year: target.year,
            comparator: target.comparator.sign(),
            value: target.value,
            value_high: target.value_high.unwrap_or(target.value),
            unit: target.indicator.unit(model.region()).symbol(),
            reading: &target.reading,
            probability: None,
            se: None,
            median: None,
            shortfall: None,
            source: &target.source,
        }
    }

    /// The same, and how it fares.
    pub(super) fn of(result: &'t TargetResult, model: &'t Model) -> Self {
        Self {
            probability: Some(result.probability),
            se: Some(result.se),
            median: Some(result.median),
            shortfall: Some(result.shortfall),
            ..Self::stated(&result.target, model)
        }
    }
}
