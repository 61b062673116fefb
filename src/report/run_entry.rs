//! How a run was made, as programs read it: design, precision, part of a run.

use crate::ensemble::{Ensemble, PrecisionReached};
use crate::model::Model;

/// The parts of a run that were run, where they are not all of its first paths: [first, last not included].
pub(super) fn ranges(ensemble: &Ensemble) -> Option<Vec<[u64; 2]>> {
    ensemble.is_part().then(|| ensemble.ranges.iter().map(|range| [range.start, range.end]).collect())
}

/// The precision asked for and what came of it.
#[derive(serde::Serialize)]
pub(super) struct PrecisionEntry {
    until_se: f64,
    reached: bool,
    max_paths: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    paths_needed: Option<f64>,
    on: Vec<EstimateEntry>,
}

#[derive(serde::Serialize)]
struct EstimateEntry {
    estimate: String,
    se: f64,
}

impl PrecisionEntry {
    pub(super) fn of(reached: &PrecisionReached, model: &Model) -> Self {
        let estimates = reached.estimates.iter();
        Self {
            until_se: reached.se,
            reached: reached.reached,
            max_paths: reached.max_paths,
            paths_needed: reached.paths_needed,
            on: estimates.map(|(estimate, se)| EstimateEntry { estimate: estimate.name(model), se: *se }).collect(),
        }
    }
}
