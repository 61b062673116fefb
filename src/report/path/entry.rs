//! A path as programs read it: one flat result a number.

use std::borrow::Cow;

use serde::Serialize;

use crate::ensemble::PathRecord;
use crate::model::Model;
use crate::units::Year;

/// One number of a path; what it has nothing to say about is left out.
#[derive(Debug, Serialize)]
pub(super) struct Entry<'p> {
    pub(super) path: u64,
    pub(super) kind: &'static str,
    pub(super) name: Cow<'p, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) year: Option<Year>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) median: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) probability: Option<f64>,
    /// Why the path came to nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<String>,
}

/// Numbers drawn once, then factors and shocks by year, then indicators by year or why there are none.
pub(super) fn entries<'p>(model: &'p Model, record: &'p PathRecord) -> Vec<Entry<'p>> {
    let path = record.path;
    let blank = move |kind: &'static str, name: Cow<'p, str>| Entry {
        path,
        kind,
        name,
        year: None,
        value: None,
        median: None,
        probability: None,
        message: None,
    };
    let of_year = move |kind, name: Cow<'p, str>, year, value| Entry {
        year: Some(year),
        value: Some(value),
        ..blank(kind, name)
    };
    let drawn = record.drawn.iter().map(move |number| Entry {
        value: Some(number.value),
        median: Some(number.median),
        probability: Some(number.probability),
        ..blank("drawn", number.name.as_str().into())
    });
    let mut entries: Vec<Entry> = drawn.collect();
    for (factor, values) in model.assumptions().factors.iter().zip(&record.factors) {
        let years = (model.base_year()..).zip(values);
        entries
            .extend(years.map(|(year, value)| of_year("force", format!("factor.{}", factor.id).into(), year, *value)));
    }
    for shock in &record.shocks {
        entries.extend(shock.years.iter().map(|(year, z)| of_year("force", shock.name.as_str().into(), *year, *z)));
    }
    match &record.outcome {
        Ok(outcome) => entries.extend(outcome.indicators.iter().flat_map(|indicator| {
            let years = indicator.years.iter();
            years.map(move |(year, value)| of_year("indicator", indicator.id.as_str().into(), *year, *value))
        })),
        Err(failure) => entries
            .push(Entry { message: Some(failure.to_string()), ..blank("failed", super::failure_name(failure).into()) }),
    }
    entries
}
