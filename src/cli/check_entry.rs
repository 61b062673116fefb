//! What `kapok check` finds, as programs read it.

use serde::Serialize;

use super::findings::Note;
use crate::input::Problem;
use crate::units::Year;

/// The fields of a finding, in the order of a table's columns.
pub(super) const FIELDS: [&str; 11] =
    ["scenario", "kind", "field", "file", "line", "message", "value", "sectors", "base_year", "horizon", "targets"];

/// One finding; what it has nothing to say about is left out.
#[derive(Debug, Default, Serialize)]
pub(super) struct Entry<'c> {
    pub(super) scenario: &'c str,
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) field: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sectors: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) base_year: Option<Year>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) horizon: Option<Year>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) targets: Option<usize>,
}

impl<'c> Entry<'c> {
    /// Nothing but a kind of finding about a scenario.
    pub(super) fn new(kind: &'static str, scenario: &'c str) -> Self {
        Self { scenario, kind, ..Self::default() }
    }

    /// A problem, as an error or a warning.
    pub(super) fn of(kind: &'static str, scenario: &'c str, problem: &'c Problem) -> Self {
        let location = problem.location.as_ref();
        Self {
            field: Some(problem.path.as_str()).filter(|path| !path.is_empty()),
            file: location.map(|location| location.file.to_string_lossy().into_owned()),
            line: location.and_then(|location| location.line),
            message: Some(&problem.message),
            ..Self::new(kind, scenario)
        }
    }

    /// A note; a value that is not finite is left out.
    pub(super) fn noting(scenario: &'c str, note: &'c Note) -> Self {
        Self {
            field: Some(&note.field),
            message: Some(&note.message),
            value: Some(note.value).filter(|value| value.is_finite()),
            ..Self::new("note", scenario)
        }
    }
}
