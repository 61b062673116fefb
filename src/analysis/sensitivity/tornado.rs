//! What each number alone moves: from its 5 % to its 95 % quantile, everything else at its median and no shocks.

use super::{Influence, Interval, Method, Sensitivity, SensitivityError};
use crate::ensemble::{Answering, Questions, RunError, RunSettings, sound_lanes};
use crate::model::Indicator;
use crate::projection::Projection;
use crate::sampling::LANES;
use crate::units::Year;

/// The probabilities at which a number stands.
const ENDS: [f64; 2] = [0.05, 0.95];

pub(super) fn of(
    projection: &Projection,
    settings: &RunSettings,
    (indicator, year): (Indicator, Year),
) -> Result<Sensitivity, SensitivityError> {
    let mut questions = Questions::new(projection.model());
    let cell = questions.ask(indicator, year);
    let mut answering = Answering::new(projection, &questions, settings.level);
    let names = projection.drawn_names();
    let mut influences = Vec::with_capacity(names.len());
    for (chunk, numbers) in names.chunks(LANES / 2).enumerate() {
        let first = chunk * (LANES / 2);
        let moved: Vec<(usize, f64)> =
            (first..first + numbers.len()).flat_map(|number| ENDS.map(|end| (number, end))).collect();
        answering.carry_moved(&moved);
        if !sound_lanes(&answering.answers).iter().all(|sound| *sound) {
            return Err(RunError::MedianFailed.into());
        }
        for (place, name) in numbers.iter().enumerate() {
            let [low, high] = [0, 1].map(|end| answering.answers[cell][2 * place + end]);
            influences.push(Influence {
                variable: name.name.clone(),
                label: name.label.clone(),
                numbers: 1,
                measures: vec![("swing", Interval { value: high - low, low, high })],
            });
        }
    }
    let paths = (influences.len() * 2) as u64;
    Ok(Sensitivity {
        indicator,
        year,
        method: Method::Tornado,
        paths,
        failed: 0,
        explained: None,
        epistemic: None,
        influences,
        groups: Vec::new(),
    })
}
