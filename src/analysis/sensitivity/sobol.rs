//! Sobol indices from runs in which numbers are exchanged.

use super::indices::PickFreeze;
use super::{Group, Influence, Inputs, Interval, Method, Sensitivity, SensitivityError, members};
use crate::analysis::blocks::over_blocks;
use crate::ensemble::{Answering, Questions, RunError, RunSettings, sound_lanes};
use crate::model::Indicator;
use crate::projection::{DrawnName, Exchanged, Projection};
use crate::sampling::{LANES, Lanes};
use crate::units::Year;

/// Base sample for Sobol indices that leaves intervals of a few points.
pub const SOBOL_SAMPLE: u64 = 4_096;

/// Added to a seed, it gives that of the second sample: the 64 bits of pi after the point, so that it is nobody's own seed.
const OTHER: u64 = 0x243f_6a88_85a3_08d3;

/// What is exchanged together, and what it is called.
struct Input {
    variable: String,
    label: String,
    exchanged: Exchanged,
}

/// Values on the paths on which all runs stayed within bounds, one list a run.
struct Runs {
    values: Vec<Vec<f64>>,
    failed: u64,
}

pub(super) fn of(
    projection: &Projection,
    settings: &RunSettings,
    of: (Indicator, Year),
    asked: Inputs,
) -> Result<Sensitivity, SensitivityError> {
    let inputs = inputs(projection, asked);
    let singly = inputs.len() - asked.groups.len();
    let everything = Exchanged { numbers: (0..projection.drawn_numbers()).collect(), shocks: true };
    let of_inputs = inputs.iter().map(|input| input.exchanged.clone());
    let all: Vec<Exchanged> = [Exchanged::NONE, everything, SHOCKS].into_iter().chain(of_inputs).collect();
    let runs = runs(projection, settings, of, &all)?;
    let found = PickFreeze::new(&runs.values[0], &runs.values[1]);
    if found.variance() <= 0.0 {
        return Err(SensitivityError::Constant);
    }
    let influence = |(input, moved): (Input, &Vec<f64>)| Influence {
        variable: input.variable,
        label: input.label,
        numbers: input.exchanged.numbers.len(),
        measures: vec![("first_order", found.first_order(moved)), ("total", found.total(moved))],
    };
    let mut influences: Vec<Influence> = inputs.into_iter().zip(&runs.values[3..]).map(influence).collect();
    let groups = influences.split_off(singly);
    let epistemic = if projection.drawn_numbers() == 0 { NOTHING } else { less_than_one(found.total(&runs.values[2])) };
    Ok(Sensitivity {
        indicator: of.0,
        year: of.1,
        method: Method::Sobol,
        paths: settings.paths * all.len() as u64,
        failed: runs.failed,
        explained: (singly > 0).then(|| found.first_order_of_all(&runs.values[3..3 + singly])),
        epistemic: Some(epistemic),
        influences,
        groups,
    })
}

/// What numbers make where none is drawn.
const NOTHING: Interval = Interval { value: 0.0, low: 0.0, high: 0.0 };

/// The yearly shocks alone.
const SHOCKS: Exchanged = Exchanged { numbers: Vec::new(), shocks: true };

/// Share of the variance due to the numbers drawn once a path: 1 less the total index of the shocks.
pub(super) fn epistemic_share(
    projection: &Projection,
    settings: &RunSettings,
    of: (Indicator, Year),
) -> Result<Interval, RunError> {
    if projection.drawn_numbers() == 0 {
        return Ok(NOTHING);
    }
    let runs = runs(projection, settings, of, &[Exchanged::NONE, SHOCKS])?;
    let found = PickFreeze::new(&runs.values[0], &runs.values[1]);
    Ok(less_than_one(found.total(&runs.values[1])))
}

fn less_than_one(share: Interval) -> Interval {
    Interval { value: 1.0 - share.value, low: 1.0 - share.high, high: 1.0 - share.low }
}

/// Every number by itself, those that are tied to each other together; then the groups.
fn inputs(projection: &Projection, asked: Inputs) -> Vec<Input> {
    let names = projection.drawn_names();
    let of = |numbers: Vec<usize>, variable: String, label: String| Input {
        variable,
        label,
        exchanged: Exchanged { numbers, shocks: false },
    };
    let tied = |numbers: Vec<usize>| {
        let joined = |of: fn(&DrawnName) -> &str| {
            numbers.iter().map(|number| of(&names[*number])).collect::<Vec<&str>>().join(" + ")
        };
        let (variable, label) = (joined(|name| &name.name), joined(|name| &name.label));
        of(numbers, variable, label)
    };
    let singly = if asked.singly { projection.tied_numbers() } else { Vec::new() };
    let group = |(group, numbers): (&Group, _)| of(numbers, group.name.clone(), group.name.clone());
    let groups = asked.groups.iter().zip(members(asked.groups, &names)).map(group);
    singly.into_iter().map(tied).chain(groups).collect()
}

/// Carries every block once for each way of exchanging draws.
fn runs(
    projection: &Projection,
    settings: &RunSettings,
    (indicator, year): (Indicator, Year),
    all: &[Exchanged],
) -> Result<Runs, RunError> {
    let layout = settings.layout(projection)?;
    let other = RunSettings { seed: settings.seed.wrapping_add(OTHER), ..settings.clone() }.layout(projection)?;
    let mut questions = Questions::new(projection.model());
    let cell = questions.ask(indicator, year);
    let worker = || (Answering::new(projection, &questions, settings.level), Vec::new());
    let work = |(answering, parts): &mut (Answering, Vec<Part>), block, wanted: &[bool; LANES]| {
        let mut sound = *wanted;
        let carried: Vec<Lanes> = (all.iter())
            .map(|exchanged| {
                answering.carry_exchanged([layout, other], exchanged, block);
                let of_run = sound_lanes(&answering.answers);
                sound.iter_mut().zip(of_run).for_each(|(sound, of_run)| *sound &= of_run);
                answering.answers[cell]
            })
            .collect();
        let kept = |lanes: &Lanes| (0..LANES).filter(|lane| sound[*lane]).map(|lane| lanes[lane]).collect();
        parts.push(Part { block, values: carried.iter().map(kept).collect() });
    };
    let mut parts: Vec<Part> = over_blocks(settings, worker, work)?.into_iter().flat_map(|(_, parts)| parts).collect();
    parts.sort_by_key(|part| part.block);
    let values: Vec<Vec<f64>> =
        (0..all.len()).map(|run| parts.iter().flat_map(|part| part.values[run].iter().copied()).collect()).collect();
    let counted = values[0].len() as u64;
    if counted == 0 { Err(RunError::AllFailed) } else { Ok(Runs { values, failed: settings.paths - counted }) }
}

/// What came of a block: one list of values a run.
struct Part {
    block: u64,
    values: Vec<Vec<f64>>,
}
