//! The answers of a run as tables for people.

mod also;
mod economy;
pub(super) mod layout;
pub(super) mod opening;
mod precision;
pub(super) mod sectors;
mod targets;

use std::collections::BTreeSet;

use super::error::{ReportError, check_finite};
use crate::ensemble::{Ensemble, YearResult};
use crate::model::{Indicator, Model};
use crate::units::Year;

/// Whether text may be set off by the means of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Plain text, for files and other programs.
    Plain,
    /// Headings in bold.
    Bold,
}

impl Ink {
    /// The text as a heading.
    pub fn bold(self, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Bold => format!("\x1b[1m{text}\x1b[0m"),
        }
    }
}

/// The answers of a run as tables for people: the economy, its sectors, the targets.
///
/// # Errors
/// A number is not finite.
pub fn to_table(ensemble: &Ensemble, ink: Ink) -> Result<String, ReportError> {
    check_finite(ensemble)?;
    let years = shown_years(&ensemble.model);
    let mut lines = opening::lines(ensemble, ink);
    lines.extend(economy::lines(ensemble, &years, ink));
    lines.extend(also::lines(ensemble, &years, ink));
    lines.extend(sectors::lines(ensemble, &years, ink));
    lines.extend(targets::lines(ensemble, ink));
    lines.extend(opening::closing(ensemble));
    Ok(lines.join("\n") + "\n")
}

/// Every indicator and year that the table of a run of this model shows: what such a run has to answer ([`RunSettings::only`]).
///
/// [`RunSettings::only`]: crate::RunSettings::only
///
/// ```
/// use kapok::report::{Ink, shown_in_table, to_table};
/// use kapok::{Ensemble, RunSettings, Scenario};
/// let model = Scenario::builtin("baseline")?.build()?;
/// let settings = RunSettings { only: Some(shown_in_table(&model)), ..RunSettings::new(500, 1) };
/// let table = to_table(&Ensemble::run(&model, &settings)?, Ink::Plain)?;
/// assert!(table.contains("Energy intensity"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn shown_in_table(model: &Model) -> Vec<(Indicator, Year)> {
    let years = shown_years(model);
    [economy::shown(model, &years), also::shown(model, &years), sectors::shown(model, &years)].concat()
}

/// The base year, the end of the first period and the horizon, as far as they are reported.
pub(super) fn shown_years(model: &Model) -> Vec<Year> {
    let first_end = model.periods().iter().map(|period| period.to).min();
    let wanted: BTreeSet<Year> = [model.base_year(), model.horizon()].into_iter().chain(first_end).collect();
    let shown: Vec<Year> = wanted.into_iter().filter(|year| model.report_years().contains(year)).collect();
    if shown.is_empty() { model.report_years().iter().copied().take(3).collect() } else { shown }
}

/// An indicator in a year, if it is reported.
fn at(ensemble: &Ensemble, indicator: Indicator, year: Year) -> Option<&YearResult> {
    ensemble.indicators.iter().find(|result| result.indicator == indicator)?.at(year)
}

fn median(ensemble: &Ensemble, indicator: Indicator, year: Year) -> Option<f64> {
    at(ensemble, indicator, year).map(|result| result.summary.median())
}
