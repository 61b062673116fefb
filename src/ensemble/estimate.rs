//! Single results of a run whose precision can be asked for.

use crate::input::hint;
use crate::model::{Indicator, Model};
use crate::units::Year;

/// A result of a run that has a Monte Carlo standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Estimate {
    /// The mean of an indicator in a year.
    Mean(Indicator, Year),
    /// Its median.
    Median(Indicator, Year),
    /// The probability of meeting a target, by its position.
    Target(usize),
}

/// Why a text names no result of a model, in words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct EstimateError(String);

const FORMS: &str =
    "a result is written mean:INDICATOR@YEAR, p50:INDICATOR@YEAR or target:TARGET, such as mean:gdp@2035";

impl Estimate {
    /// The result a text names: `mean:gdp@2035`, `p50:share.tertiary@2025`, `target:services_share_target_2025_real`.
    ///
    /// # Errors
    /// No such form, indicator, year or target; the nearest that there is.
    ///
    /// ```
    /// use kapok::{Scenario, ensemble::Estimate};
    /// let model = Scenario::builtin("baseline")?.build()?;
    /// let estimate = Estimate::named("p50:gdp@2035", &model)?;
    /// assert_eq!(estimate.name(&model), "p50:gdp@2035");
    /// assert!(Estimate::named("p50:gpd@2035", &model).unwrap_err().to_string().contains("did you mean \"gdp\"?"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn named(text: &str, model: &Model) -> Result<Self, EstimateError> {
        let refused = |message: String| Err(EstimateError(message));
        let Some((kind, rest)) = text.split_once(':') else { return refused(format!("found \"{text}\"; {FORMS}")) };
        match kind {
            "target" => target(rest, model).map(Self::Target),
            "mean" => at_year(rest, model).map(|(indicator, year)| Self::Mean(indicator, year)),
            "p50" => at_year(rest, model).map(|(indicator, year)| Self::Median(indicator, year)),
            _ => refused(format!("found \"{text}\"; {FORMS}")),
        }
    }

    /// The text that names it.
    pub fn name(self, model: &Model) -> String {
        let at = |indicator: Indicator, year| format!("{}@{year}", indicator.id(model.region()));
        match self {
            Self::Mean(indicator, year) => format!("mean:{}", at(indicator, year)),
            Self::Median(indicator, year) => format!("p50:{}", at(indicator, year)),
            Self::Target(place) => {
                format!("target:{}", model.targets().get(place).map_or("", |target| target.id.as_str()))
            }
        }
    }
}

/// The indicator and the year that `gdp@2035` names.
///
/// # Errors
/// No such form, indicator or year; the nearest that there is.
///
/// ```
/// use kapok::{Scenario, ensemble::indicator_at};
/// let model = Scenario::builtin("baseline")?.build()?;
/// assert_eq!(indicator_at("gdp@2035", &model)?, (model.indicator("gdp")?, 2035));
/// assert!(indicator_at("gdp@2040", &model).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn indicator_at(text: &str, model: &Model) -> Result<(Indicator, Year), EstimateError> {
    if text.contains('@') {
        return at_year(text, model);
    }
    Err(EstimateError(format!("found \"{text}\", which names no year; write INDICATOR@YEAR, such as gdp@2035")))
}

/// The position of the target with this id.
pub(crate) fn target(id: &str, model: &Model) -> Result<usize, EstimateError> {
    let ids = || model.targets().iter().map(|target| target.id.as_str());
    ids().position(|known| known == id).ok_or_else(|| {
        if let Some(outside) = model.outside().iter().find(|target| target.id == id) {
            return EstimateError(format!("the model cannot answer the target \"{id}\": {}", outside.reason));
        }
        if model.targets().is_empty() {
            return EstimateError(format!("the scenario {} has no targets", model.name()));
        }
        let hint = hint(id, ids(), ".");
        EstimateError(format!("\"{id}\" is no target of the scenario{hint} `kapok list --targets` shows them"))
    })
}

/// INDICATOR@YEAR.
fn at_year(text: &str, model: &Model) -> Result<(Indicator, Year), EstimateError> {
    let refused = |message: String| Err(EstimateError(message));
    let Some((id, year)) = text.split_once('@') else {
        return refused(format!("found \"{text}\", which names no year; {FORMS}"));
    };
    let indicator = model.indicator(id).map_err(|error| EstimateError(error.to_string()))?;
    let years = model.years_of(indicator);
    if let Some(year) = year.parse().ok().filter(|year| years.contains(year)) {
        return Ok((indicator, year));
    }
    let years: Vec<String> = years.iter().map(ToString::to_string).collect();
    refused(format!("{id} is not reported for \"{year}\"; it is for {}", years.join(", ")))
}
