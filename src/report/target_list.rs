//! The targets of a model, before any run: what the plan says and how it is read.

use serde::Serialize;

use super::error::ReportError;
use super::number::{figure, unit_name};
use super::table::Ink;
use super::table::layout::{Column, Grid};
use crate::model::Model;
use crate::units::Year;

#[derive(Serialize)]
struct List<'m> {
    command: &'static str,
    scenario: &'m str,
    seed: u64,
    paths: u64,
    results: Vec<Entry<'m>>,
}

#[derive(Serialize)]
struct Entry<'m> {
    id: &'m str,
    label: &'m str,
    term: &'m str,
    indicator: String,
    year: Year,
    comparator: &'static str,
    value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    value_high: Option<f64>,
    unit: &'static str,
    reading: &'m str,
    source: &'m str,
}

/// The targets of a model as one JSON object, `{ "command", "scenario", "seed", "paths", "results" }`, one result a target;
/// seed and paths are those of a run that does not say otherwise.
///
/// # Errors
/// None for a model that was checked.
pub fn targets_to_json(model: &Model) -> Result<String, ReportError> {
    let results = model.targets().iter().map(|target| Entry {
        id: &target.id,
        label: &target.label,
        term: &target.term,
        indicator: target.indicator.id(model.region()),
        year: target.year,
        comparator: target.comparator.sign(),
        value: target.value,
        value_high: target.value_high,
        unit: target.indicator.unit().symbol(),
        reading: &target.reading,
        source: &target.source,
    });
    let list = List {
        command: "list",
        scenario: model.name(),
        seed: model.default_seed(),
        paths: model.default_paths(),
        results: results.collect(),
    };
    Ok(serde_json::to_string_pretty(&list)? + "\n")
}

/// The targets of a model as a table for people.
pub fn targets_to_table(model: &Model, ink: Ink) -> String {
    if model.targets().is_empty() {
        return format!("The scenario {} has no targets.\n", model.name());
    }
    let columns = vec![
        Column::text("Target", 44),
        Column::number("The plan says", 2),
        Column::text("Unit", 12),
        Column::number("Year", 2),
        Column::text("How it is read", 40),
        Column::text("Where the plan says it", 24),
    ];
    let rows = model.targets().iter().map(|target| {
        vec![
            target.id.clone(),
            figure(target),
            unit_name(target.indicator.unit()).to_owned(),
            target.year.to_string(),
            target.reading.clone(),
            target.source.clone(),
        ]
    });
    Grid::new(columns, rows.collect()).render(ink).join("\n") + "\n"
}
