//! Targets: what the plan says, what the model gives, and how likely the one is under the other.

use super::Ink;
use super::layout::{Column, Grid};
use crate::ensemble::{Ensemble, TargetResult};
use crate::model::Model;
use crate::report::number::{decimals, figure, fixed, probability, shown_scale, unit_name};
use crate::units::Basis;

/// Most characters of a line of notes.
const NOTE: u16 = 112;

pub(super) fn lines(ensemble: &Ensemble, ink: Ink) -> Vec<String> {
    if ensemble.targets.is_empty() {
        return Vec::new();
    }
    let counted = ensemble.paths - ensemble.failed_paths;
    let columns = vec![
        Column::number("", 0),
        Column::text("Target", 46),
        Column::text("Prices", 7),
        Column::number("Year", 2),
        Column::number("Wanted", 2),
        Column::number("Median", 2),
        Column::text("Unit", 12),
        Column::number("Probability", 2),
        Column::beside("± s.e."),
        Column::number("Missed by", 2),
    ];
    let rows = ensemble.targets.iter().enumerate();
    let rows = rows.map(|(place, result)| row(place + 1, result, &ensemble.model, counted)).collect();
    let mut lines = Grid::new(columns, rows).render(ink);
    lines.push("Probability: the share of paths that meet the target, with its standard error; a bound where none or all of them do.".into());
    lines.push(
        "Missed by: the average distance on the paths that miss it, in the unit shown (points where that is %).".into(),
    );
    lines.push(String::new());
    lines.push(ink.bold("How the plan's words are read, and where they stand"));
    lines.extend(notes(&ensemble.targets, ink));
    lines.push(String::new());
    lines
}

fn row(number: usize, result: &TargetResult, model: &Model, counted: u64) -> Vec<String> {
    let target = &result.target;
    let region = model.region();
    let unit = target.indicator.unit(region);
    let scale = shown_scale(unit);
    let largest = result.median.abs().max(target.value.abs());
    let decimals = if unit_name(unit) == "%" { 1 } else { decimals(largest, 4) };
    let (probability, error) = probability(result.probability, result.se, counted);
    let missed = if result.probability < 1.0 { fixed(result.shortfall * scale, decimals) } else { String::new() };
    let prices = match target.indicator.basis(region) {
        Basis::Real => region.base_year.to_string(),
        Basis::Nominal => "current".into(),
        Basis::Physical => String::new(),
    };
    let label = if target.label.is_empty() { &target.id } else { &target.label };
    vec![
        number.to_string(),
        label.clone(),
        prices,
        target.year.to_string(),
        figure(target, unit),
        fixed(result.median * scale, decimals),
        unit_name(unit).to_owned(),
        probability,
        error,
        missed,
    ]
}

fn notes(targets: &[TargetResult], ink: Ink) -> Vec<String> {
    let columns = vec![Column::number("", 0), Column::text("", NOTE)];
    let rows = targets.iter().enumerate().map(|(place, result)| {
        let target = &result.target;
        let name = if target.term.is_empty() { &target.label } else { &target.term };
        let source = if target.source.is_empty() { String::new() } else { format!(" ({})", target.source) };
        vec![(place + 1).to_string(), format!("{name}{source}: {}", target.reading)]
    });
    Grid::new(columns, rows.collect()).render(ink)
}
