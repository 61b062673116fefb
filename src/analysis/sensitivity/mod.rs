//! Which assumption an indicator depends on.
//!
//! Three ways, from cheap to thorough. Ranks of one run: rank correlations and standardised rank regression (Iman & Conover
//! 1979; Saltelli et al. 2008, chapter 1), right where the indicator rises or falls steadily with each number. Sobol indices:
//! shares of variance, interplay included, from runs in which numbers are exchanged one by one (Saltelli et al. 2010). A
//! tornado: what each number alone moves on the all-median path.

mod indices;
mod ranked;
mod regression;
mod sobol;
mod tornado;

pub use sobol::SOBOL_SAMPLE;

use crate::ensemble::{RunError, RunSettings};
use crate::model::Indicator;
use crate::projection::Projection;
use crate::units::Year;

/// How to find out which assumption matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Ranks of the paths of one run.
    Rank,
    /// Variance-based indices from runs in which numbers are exchanged.
    Sobol,
    /// Each number at its 5 % and 95 % quantiles, everything else at its median.
    Tornado,
}

/// A value with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The value.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// 95 % of a normal distribution around a value.
    pub(super) fn around(value: f64, se: f64) -> Self {
        const NORMAL: f64 = 1.959_963_984_540_054;
        Self { value, low: value - NORMAL * se, high: value + NORMAL * se }
    }
}

/// A number drawn, or a group of them, and what the indicator owes to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Influence {
    /// Dotted name of the number, names of numbers that are tied to each other, or name of the group.
    pub variable: String,
    /// What it is, for people.
    pub label: String,
    /// How many numbers it stands for.
    pub numbers: usize,
    /// Its measures, by name: `srrc` and `spearman`, or `lost_without` of a group; `first_order` and `total`; `swing`.
    pub measures: Vec<(&'static str, Interval)>,
}

/// What an indicator depends on, the most important first.
///
/// ```
/// use kapok::analysis::{Method, Sensitivity};
/// use kapok::{Projection, RunSettings, Scenario};
/// let model = Scenario::builtin("baseline")?.build()?;
/// let projection = Projection::new(&model)?;
/// let gdp = model.indicator("gdp")?;
/// let found = Sensitivity::of(&projection, &RunSettings::new(4_096, 1), (gdp, 2035), Method::Rank, &[])?;
/// assert_eq!(found.influences[0].variable, "trends.common_deviation");
/// assert!(found.explained.is_some_and(|share| share.value > 0.3 && share.value < 1.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    /// The indicator.
    pub indicator: Indicator,
    /// The year.
    pub year: Year,
    /// How it was found.
    pub method: Method,
    /// Paths carried in all.
    pub paths: u64,
    /// Of these, paths left out as failed.
    pub failed: u64,
    /// Share of the variance that the method accounts for: R^2 of the ranks, or the sum of the first-order indices.
    pub explained: Option<Interval>,
    /// Share of the variance due to the numbers drawn once a path (what is not known), alone and with each other; the rest is
    /// due to the shocks of the years (what chance brings), and their interplay with the numbers.
    pub epistemic: Option<Interval>,
    /// Every number by itself, the most important first; none where only groups were asked for.
    pub influences: Vec<Influence>,
    /// Groups of numbers, the most important first.
    pub groups: Vec<Influence>,
}

/// Numbers taken together under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Dotted names of its numbers.
    pub numbers: Vec<String>,
}

impl Sensitivity {
    /// What an indicator in a year depends on: every number drawn by itself, and groups of them where there are any. Range,
    /// precision and exactness among the settings are not looked at.
    ///
    /// The paths of the settings are those of the run behind ranks, and the base sample of Sobol indices, whose numbers are
    /// exchanged one after the other: (numbers + groups + 3) times as many paths are carried. A tornado has no groups.
    ///
    /// # Errors
    /// A run that fails; an indicator that is the same on every path; too few paths for a regression on the ranks.
    pub fn of(
        projection: &Projection,
        settings: &RunSettings,
        of: (Indicator, Year),
        method: Method,
        groups: &[Group],
    ) -> Result<Self, SensitivityError> {
        Self::find(projection, settings, of, method, Inputs { singly: true, groups })
    }

    /// The same of groups alone, which spares Sobol indices most of their paths.
    ///
    /// # Errors
    /// As [`Sensitivity::of`].
    pub fn of_groups(
        projection: &Projection,
        settings: &RunSettings,
        of: (Indicator, Year),
        method: Method,
        groups: &[Group],
    ) -> Result<Self, SensitivityError> {
        Self::find(projection, settings, of, method, Inputs { singly: false, groups })
    }

    fn find(
        projection: &Projection,
        settings: &RunSettings,
        of: (Indicator, Year),
        method: Method,
        inputs: Inputs,
    ) -> Result<Self, SensitivityError> {
        let settings = &settings.whole();
        let mut found = match method {
            Method::Rank => ranked::of(projection, settings, of, inputs)?,
            Method::Sobol => sobol::of(projection, settings, of, inputs)?,
            Method::Tornado => tornado::of(projection, settings, of)?,
        };
        found.influences.sort_by(Influence::before);
        found.groups.sort_by(Influence::before);
        Ok(found)
    }
}

/// What is asked about.
#[derive(Debug, Clone, Copy)]
struct Inputs<'g> {
    singly: bool,
    groups: &'g [Group],
}

impl Influence {
    /// What it is ranked by: the total index where there is one, else the first measure without its sign.
    pub fn weight(&self) -> f64 {
        let total = self.measures.iter().find(|(name, _)| *name == "total");
        total.or(self.measures.first()).map_or(0.0, |(_, measure)| measure.value.abs())
    }

    fn before(&self, other: &Self) -> std::cmp::Ordering {
        other.weight().total_cmp(&self.weight()).then_with(|| self.variable.cmp(&other.variable))
    }
}

/// Why nothing can be said about what an indicator depends on.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SensitivityError {
    /// The run failed.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The indicator is the same on every path.
    #[error("it is the same on every path, so that it depends on nothing that is drawn")]
    Constant,
    /// Too few paths.
    #[error("{paths} paths are too few to tell {numbers} numbers apart: at least {needed} are needed")]
    TooFewPaths {
        /// Paths there are.
        paths: usize,
        /// Numbers drawn.
        numbers: usize,
        /// Paths needed.
        needed: usize,
    },
    /// Numbers that are tied to each other so closely that regression cannot tell them apart.
    #[error("the numbers drawn determine each other, so that ranks cannot tell them apart: use Sobol indices")]
    Determined,
}

/// The numbers of groups, by their places among those drawn.
fn members(groups: &[Group], names: &[crate::projection::DrawnName]) -> Vec<Vec<usize>> {
    let places = |group: &Group| (0..names.len()).filter(|place| group.numbers.contains(&names[*place].name)).collect();
    groups.iter().map(places).collect()
}
