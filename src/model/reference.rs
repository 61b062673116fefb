//! Reference series: how something goes on elsewhere, such as the province, against which the region is held.

use super::Indicator;
use crate::economy::{Extra, Region};
use crate::sampling::Uncertain;
use crate::units::{Basis, Year};

/// A series known by its growth, against which an indicator X of the region is held:
/// (X_t / X_t0) / (product over the years s up to t of 1 + g_s), 1 in the base year t0.
///
/// g is one yearly growth rate, drawn once a path, but for years whose growth is known. It knows nothing of the region's own
/// paths: what moves both alike is not in it.
///
/// ```
/// use kapok::model::{Indicator, Measure, Reference};
/// use kapok::{Ensemble, Model, RunSettings, Scenario};
/// let mut data = Scenario::builtin("baseline")?.data().clone();
/// data.assumptions.references = vec![Reference::new("nation", Indicator::headline(Measure::Gdp), 0.05)];
/// let model = Model::new(data)?;
/// let ensemble = Ensemble::run(&model, &RunSettings::new(200, 1))?;
/// let at = |id: &str| ensemble.indicator(id).and_then(|found| found.at(2021)).map(|found| found.summary.mean);
/// let (relative, gdp, base) = (at("relative.nation"), at("gdp"), model.accounts().gdp());
/// assert!((relative.ok_or("reported")? - gdp.ok_or("reported")? / base / 1.05).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// The name used in files and indicators.
    pub id: String,
    /// The name shown to people.
    pub label: String,
    /// The name in the region's own language.
    pub term: String,
    /// What of the region is held against it: a measure as it is.
    pub of: Indicator,
    /// Its yearly growth, in the prices of what is held against it.
    pub growth: Uncertain,
    /// Growth of single years that is known.
    pub known: Vec<(Year, f64)>,
}

impl Reference {
    /// One of which only the growth is known, its label and term being its id.
    pub fn new(id: &str, of: Indicator, growth: impl Into<Uncertain>) -> Self {
        let name = || id.to_owned();
        Self { id: name(), label: name(), term: name(), of, growth: growth.into(), known: Vec::new() }
    }

    /// The growth known of a year.
    pub(crate) fn known_in(&self, year: Year) -> Option<f64> {
        self.known.iter().find(|(known, _)| *known == year).map(|(_, growth)| *growth)
    }

    pub(super) fn name(&self, region: &Region) -> Extra {
        Extra {
            id: self.id.clone(),
            label: format!("{} against {}", self.of.label(region), self.label),
            term: format!("{}与{}之比", self.of.term(region), self.term),
            unit: "1".to_owned(),
            basis: Basis::Real,
        }
    }
}
