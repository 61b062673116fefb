//! What was run, and what its numbers are.

use super::Ink;
use crate::ensemble::Ensemble;
use crate::report::number::{count, fixed};

/// Scenario, region, years, and how the run was made.
pub(super) fn lines(ensemble: &Ensemble, ink: Ink) -> Vec<String> {
    let model = &ensemble.model;
    let region = model.region();
    let place = if region.term.is_empty() || region.term == region.name {
        region.name.clone()
    } else {
        format!("{} {}", region.name, region.term)
    };
    let threads = if ensemble.threads == 1 { "1 thread".to_owned() } else { format!("{} threads", ensemble.threads) };
    let speed = fixed(ensemble.path_years_per_second(), 0);
    let mut lines = vec![
        ink.bold(model.title()),
        format!(
            "Scenario {}: {place}, {} to {}, {} sectors",
            model.name(),
            model.base_year(),
            model.horizon(),
            region.sectors.len()
        ),
        format!(
            "{} paths, seed {}, {threads}, {:.2} seconds, {speed} path-years a second",
            count(ensemble.paths),
            ensemble.seed,
            ensemble.elapsed_seconds
        ),
    ];
    if !model.drawn_accounts().is_empty() {
        let drawn = count(model.drawn_accounts().len() as u64);
        lines.push(format!("{drawn} numbers of the base-year accounts are drawn within their ranges"));
    }
    if ensemble.failed_paths > 0 {
        let failed = count(ensemble.failed_paths);
        lines.push(format!("{failed} paths are left out: their accounts do not hold, or they grew beyond all bounds"));
    }
    lines.push(String::new());
    lines
}

/// What the numbers are and are not.
pub(super) fn closing(ensemble: &Ensemble) -> Vec<String> {
    vec![
        format!(
            "These numbers follow from the assumptions of the scenario {}; they are no forecast of what will happen.",
            ensemble.model.name()
        ),
        "Each assumption, with the reason for it, stands in the scenario's file and in the base-year data it names."
            .into(),
        "All indicators, years and bands: --format json or csv.".into(),
    ]
}
