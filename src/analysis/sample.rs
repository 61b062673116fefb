//! A run kept path by path: what each path drew, and what it came to.

use super::blocks::over_blocks;
use crate::ensemble::{Answering, Questions, RunError, RunSettings, enough_memory, sound_lanes};
use crate::model::Indicator;
use crate::projection::{Draw, Probabilities, Projection};
use crate::sampling::LANES;
use crate::units::Year;

/// The paths of a run that stayed within bounds, in the order of their numbers.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    /// Value of the indicator on each path.
    pub(super) values: Vec<f64>,
    /// For each number drawn, the probability at which it lies on each path.
    pub(super) probabilities: Vec<Vec<f64>>,
    /// Paths left out.
    pub(super) failed: u64,
}

/// What a thread has of a block.
struct Part {
    block: u64,
    values: Vec<f64>,
    probabilities: Vec<Vec<f64>>,
}

impl Sample {
    /// Runs the paths of the settings and keeps an indicator in a year and every number drawn: 8 bytes each a path.
    pub(super) fn of(
        projection: &Projection,
        settings: &RunSettings,
        indicator: Indicator,
        year: Year,
    ) -> Result<Self, RunError> {
        let layout = settings.layout(projection)?;
        let mut questions = Questions::new(projection.model());
        let cell = questions.ask(indicator, year);
        let drawn = projection.drawn_numbers();
        enough_memory(settings.paths, 8 * settings.paths * (drawn as u64 + 1))?;
        let worker = || {
            let answering = Answering::new(projection, &questions, settings.level);
            (answering, projection.probabilities(), Vec::new())
        };
        let work = |(answering, probabilities, parts): &mut (Answering, Probabilities, Vec<Part>),
                    block,
                    wanted: &[bool; LANES]| {
            answering.carry(Draw::Paths { layout, block });
            probabilities.draw(&layout, block);
            let sound = sound_lanes(&answering.answers);
            let lanes: Vec<usize> = (0..LANES).filter(|lane| wanted[*lane] && sound[*lane]).collect();
            let of = |row: &crate::sampling::Lanes| lanes.iter().map(|lane| row[*lane]).collect();
            parts.push(Part {
                block,
                values: of(&answering.answers[cell]),
                probabilities: (0..drawn).map(|number| of(probabilities.of(number))).collect(),
            });
        };
        let mut parts: Vec<Part> = over_blocks(settings, worker, work)?.into_iter().flat_map(|(.., p)| p).collect();
        parts.sort_by_key(|part| part.block);
        let values: Vec<f64> = parts.iter().flat_map(|part| part.values.iter().copied()).collect();
        if values.is_empty() {
            return Err(RunError::AllFailed);
        }
        let column = |number: usize| parts.iter().flat_map(|part| part.probabilities[number].iter().copied()).collect();
        let failed = settings.paths - values.len() as u64;
        Ok(Self { values, probabilities: (0..drawn).map(column).collect(), failed })
    }
}
