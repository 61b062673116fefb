//! A number of a scenario that may be moved, and the model with it moved.

use std::sync::Arc;

use crate::input::{Problems, hint, shown};
use crate::model::{Growth, InheritedGrowth, Model, Parameter, SectorParameter};

/// A number of the assumptions to be moved, and how far.
#[derive(Debug, Clone, PartialEq)]
pub struct Lever {
    /// Dotted name by which files and reports call it.
    pub path: String,
    /// What it is, for people.
    pub label: String,
    /// Which number.
    pub parameter: Parameter,
    /// What it is now, its median where it is uncertain.
    pub now: f64,
    /// Whether it is drawn now; at a value of the lever it is that value on every path.
    pub uncertain: bool,
    /// Least value looked at.
    pub low: f64,
    /// Largest value looked at.
    pub high: f64,
}

/// Why something is no lever, in words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct LeverError(String);

impl Lever {
    /// The number of this dotted name. Unless told otherwise ([`Lever::within`]) it is moved over the middle 99.8 % of its
    /// distribution and half as far again on both sides; a plain number from 0 to twice itself.
    ///
    /// # Errors
    /// No such number, with the nearest name; a number without a range that could be guessed.
    pub fn named(path: &str, model: &Model) -> Result<Self, LeverError> {
        let (a, region) = (model.assumptions(), model.region());
        let all: Vec<(String, Parameter)> =
            Parameter::all(a).into_iter().map(|parameter| (parameter.path(a, region), parameter)).collect();
        let Some((_, parameter)) = all.iter().find(|(known, _)| known == path) else {
            let hint = hint(path, all.iter().map(|(known, _)| known.as_str()), ".");
            return Err(LeverError(format!(
                "\"{path}\" is no number of this scenario that can be moved{hint} `kapok show` lists them by their names"
            )));
        };
        if parameter.of_mut(&mut a.clone()).is_none() {
            return Err(LeverError(format!("{path} is not written in this scenario, so that it cannot be moved")));
        }
        let number = parameter.of(a);
        let now = number.median();
        let (low, high) = if let Some(value) = number.known() {
            (value.min(0.0) * 2.0, value.max(0.0) * 2.0)
        } else {
            let (low, high) = (number.quantile(0.001), number.quantile(0.999));
            (low - (high - low) / 2.0, high + (high - low) / 2.0)
        };
        let (least, most) = parameter.allowed(a);
        Ok(Self {
            path: path.to_owned(),
            label: parameter.label(a, region),
            parameter: *parameter,
            now,
            uncertain: number.known().is_none(),
            low: low.max(least),
            high: high.min(most),
        })
    }

    /// The same, moved between these values.
    ///
    /// # Errors
    /// The first does not lie below the second.
    pub fn within(self, low: f64, high: f64) -> Result<Self, LeverError> {
        if low < high && low.is_finite() && high.is_finite() {
            return Ok(Self { low, high, ..self });
        }
        Err(LeverError(format!("a range goes from a smaller to a larger value; found {}..{}", shown(low), shown(high))))
    }
}

/// The model with levers at these values. Whatever output growth it gives keeps the growth of outside sales solved for without
/// them, as if a scenario extended it: or a lever could not move output.
pub(super) fn model_with(model: &Model, levers: &[(&Lever, f64)]) -> Result<Model, Problems> {
    let mut data = model.data().clone();
    let moved = |sector: usize| {
        levers.iter().any(|(lever, _)| lever.parameter == Parameter::Sector(sector, SectorParameter::Growth))
    };
    let given = |sector: &usize| matches!(data.assumptions.sectors[*sector].growth, Growth::Output(_));
    let sectors: Vec<usize> =
        (0..data.assumptions.sectors.len()).filter(given).filter(|sector| !moved(*sector)).collect();
    data.inherited_growth = Some(InheritedGrowth { from: Arc::new(model.data().clone()), sectors });
    for (lever, value) in levers {
        if let Some(place) = lever.parameter.of_mut(&mut data.assumptions) {
            *place = (*value).into();
        }
    }
    Model::new(data)
}
