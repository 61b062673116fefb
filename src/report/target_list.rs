//! The targets of a model, before any run: what the plan says and how it is read.

use serde::Serialize;

use super::error::ReportError;
use super::number::{figure, unit_name};
use super::table::Ink;
use super::table::layout::{Column, Grid};
use super::target_entry::TargetEntry;
use crate::model::Model;

#[derive(Serialize)]
struct List<'m> {
    command: &'static str,
    scenario: &'m str,
    seed: u64,
    paths: u64,
    results: Vec<TargetEntry<'m>>,
}

/// The targets of a model as one JSON object, `{ "command", "scenario", "seed", "paths", "results" }`, one result a target;
/// seed and paths are those of a run that does not say otherwise.
///
/// # Errors
/// None for a model that was checked.
pub fn targets_to_json(model: &Model) -> Result<String, ReportError> {
    let results = model.targets().iter().map(|target| TargetEntry::stated(target, model));
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
