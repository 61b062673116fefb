//! What a run is to answer: every reported indicator and year, or some of them, and the indicator behind every target.

use indexmap::IndexSet;

use super::formula::Questions;
use super::gathered::Gathered;
use crate::model::{Indicator, Model, Target};
use crate::units::Year;

/// What a run answers, with the position of each answer.
#[derive(Debug)]
pub(super) struct Asked<'m> {
    pub(super) questions: Questions<'m>,
    /// The indicators, in order, with the position of the answer for each year.
    pub(super) indicators: Vec<(Indicator, Vec<(Year, usize)>)>,
    /// The targets, with the position of the answer each is about.
    pub(super) targets: Vec<(&'m Target, usize)>,
}

impl<'m> Asked<'m> {
    /// Everything that the model reports, or as much of it as `only` holds, and its targets.
    pub(super) fn of(model: &'m Model, only: Option<&[(Indicator, Year)]>) -> Self {
        let only: Option<IndexSet<(Indicator, Year)>> = only.map(|only| only.iter().copied().collect());
        let is_wanted = |indicator, year| only.as_ref().is_none_or(|only| only.contains(&(indicator, year)));
        let mut questions = Questions::new(model);
        let mut years_of = |indicator: Indicator| -> Vec<(Year, usize)> {
            let years = model.years_of(indicator).into_iter().filter(|&year| is_wanted(indicator, year));
            years.map(|year| (year, questions.ask(indicator, year))).collect()
        };
        let indicators = (model.indicators().into_iter())
            .map(|indicator| (indicator, years_of(indicator)))
            .filter(|(_, years)| !years.is_empty())
            .collect();
        let targets =
            model.targets().iter().map(|target| (target, questions.ask(target.indicator, target.year))).collect();
        Self { questions, indicators, targets }
    }

    /// The position of the answer for an indicator in a year, if it is reported.
    pub(super) fn cell(&self, indicator: Indicator, year: Year) -> Option<usize> {
        let (_, years) = self.indicators.iter().find(|(known, _)| *known == indicator)?;
        years.iter().find(|(known, _)| *known == year).map(|(_, cell)| *cell)
    }

    /// What was gathered with the blocks that were run in part.
    pub(super) fn whole(&self, gathered: Gathered) -> Gathered {
        gathered.whole(&self.targets)
    }
}
