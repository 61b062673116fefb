//! What was run, and what its numbers are.

use super::{Ink, precision};
use crate::ensemble::Ensemble;
use crate::model::Model;
use crate::report::number::{count, fixed};
use crate::sampling::Design;

/// Scenario, region, years, and how the run was made.
pub(super) fn lines(ensemble: &Ensemble, ink: Ink) -> Vec<String> {
    let model = &ensemble.model;
    let threads = if ensemble.threads == 1 { "1 thread".to_owned() } else { format!("{} threads", ensemble.threads) };
    let speed = fixed(ensemble.path_years_per_second(), 0);
    let mut lines = scenario(model, ink).to_vec();
    lines.push(format!(
        "{} paths{}, seed {}, {threads}, {:.2} seconds, {speed} path-years a second",
        count(ensemble.paths),
        design(ensemble),
        ensemble.seed,
        ensemble.elapsed_seconds
    ));
    lines.extend(ranges(ensemble));
    lines.extend(ensemble.precision.iter().flat_map(|reached| precision::lines(reached, ensemble)));
    if ensemble.exact {
        lines.push("Quantiles are picked from the draws themselves".into());
    }
    if !model.drawn_accounts().is_empty() {
        let drawn = count(model.drawn_accounts().len() as u64);
        lines.push(format!("{drawn} numbers of the base-year accounts are drawn"));
        lines.extend(scaled(ensemble));
    }
    if ensemble.failed_paths > 0 {
        let failed = count(ensemble.failed_paths);
        lines.push(format!("{failed} paths are left out: their accounts do not hold, or they grew beyond all bounds"));
    }
    lines.push(String::new());
    lines
}

/// What the scenario is, and which region, years and sectors it is about.
pub(in crate::report) fn scenario(model: &Model, ink: Ink) -> [String; 2] {
    let region = model.region();
    let place = if region.term.is_empty() || region.term == region.name {
        region.name.clone()
    } else {
        format!("{} {}", region.name, region.term)
    };
    [
        ink.bold(model.title()),
        format!(
            "Scenario {}: {place}, {} to {}, {} sectors",
            model.name(),
            model.base_year(),
            model.horizon(),
            region.sectors.len()
        ),
    ]
}

/// The design, where paths are not independent.
fn design(ensemble: &Ensemble) -> String {
    if ensemble.design == Design::Random {
        return String::new();
    }
    format!(" ({}, {} replicates)", ensemble.design.name(), ensemble.replicates)
}

/// The paths, where other than the first ones were run.
fn ranges(ensemble: &Ensemble) -> Option<String> {
    let ranges: Vec<String> = ensemble.ranges.iter().map(|range| format!("{}..{}", range.start, range.end)).collect();
    ensemble
        .is_part()
        .then(|| format!("Only a part of a run: the paths {}, the last number not included", ranges.join(", ")))
}

/// The sectors whose local sales were scaled down on some paths, the most often scaled first.
fn scaled(ensemble: &Ensemble) -> Option<String> {
    let drawn = ensemble.drawn_accounts.as_ref()?;
    let sectors = ensemble.model.region().sectors.iter().zip(drawn.scaled_shares());
    let mut scaled: Vec<(&str, f64)> =
        sectors.map(|(sector, share)| (sector.id.as_str(), share)).filter(|(_, share)| *share >= 0.0005).collect();
    scaled.sort_by(|a, b| b.1.total_cmp(&a.1));
    let shares: Vec<String> = scaled.iter().map(|(id, share)| format!("{id} {} %", fixed(100.0 * share, 1))).collect();
    (!shares.is_empty())
        .then(|| format!("Paths on which local sales exceed output and are scaled down: {}", shares.join(", ")))
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
