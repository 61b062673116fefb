//! What a run is to answer: every reported indicator and year, and the indicator behind every target.

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
    pub(super) fn of(model: &'m Model) -> Self {
        let mut questions = Questions::new(model);
        let indicators = (model.indicators().into_iter())
            .map(|i| (i, model.years_of(i).into_iter().map(|y| (y, questions.ask(i, y))).collect()))
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
