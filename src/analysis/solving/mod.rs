//! The least change of a lever that meets a target with a given probability.
//!
//! At fixed draws the probability is a plain function of the lever: every path is carried again with the same numbers and
//! shocks. The range is looked over first, so that what is said of it does not rest on one bracket; then the crossing is closed
//! in on by Brent's method (Brent 1973).

mod crossing;
mod lever;

pub use crossing::{Curve, Point, Shape, Solved};
pub use lever::{Lever, LeverError};

use crossing::solve;

use super::blocks::over_blocks;
use crate::ensemble::{Answering, Questions, RunError, RunSettings, sound_lanes};
use crate::input::Problems;
use crate::model::{Model, Target};
use crate::projection::{Draw, Projection};
use crate::sampling::LANES;

/// What it takes to meet a target.
///
/// ```
/// use kapok::analysis::{Lever, Solution};
/// use kapok::{RunSettings, Scenario};
/// let model = Scenario::builtin("baseline")?.build()?;
/// let steel = Lever::named("sector.steel.output_growth", &model)?.within(0.0, 0.15)?;
/// let settings = RunSettings::new(1_024, 1);
/// let found = Solution::of(&model, &settings, "crude_steel_capacity_2025", 0.5, &steel)?;
/// let least = found.solved.at.ok_or("it can be reached")?;
/// assert!(least.probability >= 0.5 && (0.0..0.15).contains(&least.value));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// The target.
    pub target: Target,
    /// The probability asked for.
    pub wanted: f64,
    /// The lever.
    pub lever: Lever,
    /// Probability of the target as the scenario stands.
    pub present: f64,
    /// What was found.
    pub solved: Solved,
}

/// What one lever has to be for values of another.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontier {
    /// The target.
    pub target: Target,
    /// The probability asked for.
    pub wanted: f64,
    /// The lever solved for, and the one that is given.
    pub levers: [Lever; 2],
    /// For values of the second lever in order, what the first has to be.
    pub points: Vec<(f64, Solved)>,
}

/// Why nothing was solved.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SolveError {
    /// A run failed.
    #[error(transparent)]
    Run(#[from] RunError),
    /// No such target.
    #[error("there is no target \"{0}\"")]
    Target(String),
    /// A probability that no run can reach or miss.
    #[error("a probability between 0 and 1 is needed, such as 0.8; found {0}")]
    Probability(f64),
    /// With the lever at some value the scenario makes no model.
    #[error("with {lever} at {value}, the scenario cannot be projected: {problems}")]
    Model {
        /// The lever.
        lever: String,
        /// The value.
        value: f64,
        /// What is wrong.
        problems: Problems,
    },
}

/// Values of the second lever for which a frontier is found.
const FRONTIER: usize = 9;

impl Solution {
    /// The least change of a lever from where it stands that meets the target `id` with probability `wanted`. Range, precision
    /// and exactness among the settings are not looked at.
    ///
    /// # Errors
    /// No such target, a probability outside 0 to 1, a value of the lever in its range that makes no model, a run that fails.
    pub fn of(model: &Model, settings: &RunSettings, id: &str, wanted: f64, lever: &Lever) -> Result<Self, SolveError> {
        let target = target_of(model, id, wanted)?;
        let settings = &settings.whole();
        let present = met(model, settings, target)?;
        let share = |value: f64| share_with(model, settings, target, &[(lever, value)]);
        let solved = solve(share, (lever.low, lever.high), wanted, settings.paths)?;
        Ok(Self { target: target.clone(), wanted, lever: lever.clone(), present, solved })
    }
}

impl Frontier {
    /// What the first lever has to be for values of the second from one end of its range to the other.
    ///
    /// # Errors
    /// As [`Solution::of`].
    pub fn of(
        model: &Model,
        settings: &RunSettings,
        id: &str,
        wanted: f64,
        levers: [&Lever; 2],
    ) -> Result<Self, SolveError> {
        let target = target_of(model, id, wanted)?;
        let settings = &settings.whole();
        let [first, second] = levers;
        let value = |place: usize| second.low + (second.high - second.low) * place as f64 / (FRONTIER - 1) as f64;
        let mut points = Vec::with_capacity(FRONTIER);
        for given in (0..FRONTIER).map(value) {
            let share = |value: f64| share_with(model, settings, target, &[(first, value), (second, given)]);
            points.push((given, solve(share, (first.low, first.high), wanted, settings.paths)?));
        }
        Ok(Self { target: target.clone(), wanted, levers: levers.map(Clone::clone), points })
    }
}

fn target_of<'m>(model: &'m Model, id: &str, wanted: f64) -> Result<&'m Target, SolveError> {
    if !(wanted > 0.0 && wanted < 1.0) {
        return Err(SolveError::Probability(wanted));
    }
    model.targets().iter().find(|target| target.id == id).ok_or_else(|| SolveError::Target(id.to_owned()))
}

/// Share of paths that meet the target with levers at these values.
fn share_with(
    model: &Model,
    settings: &RunSettings,
    target: &Target,
    levers: &[(&Lever, f64)],
) -> Result<f64, SolveError> {
    let failed = |problems| {
        let (lever, value) = levers.first().map_or((String::new(), 0.0), |(lever, value)| (lever.path.clone(), *value));
        SolveError::Model { lever, value, problems }
    };
    let moved = lever::model_with(model, levers).map_err(failed)?;
    match met(&moved, settings, target) {
        Err(SolveError::Run(RunError::Model(problems))) => Err(failed(problems)),
        other => other,
    }
}

/// Share of paths that meet the target.
fn met(model: &Model, settings: &RunSettings, target: &Target) -> Result<f64, SolveError> {
    let projection = Projection::new(model).map_err(RunError::from)?;
    let layout = settings.layout(&projection)?;
    let mut questions = Questions::new(model);
    let cell = questions.ask(target.indicator, target.year);
    let worker = || (Answering::new(&projection, &questions, settings.level), 0_u64, 0_u64);
    let work = |(answering, met, counted): &mut (Answering, u64, u64), block, wanted: &[bool; LANES]| {
        answering.carry(Draw::Paths { layout, block });
        let sound = sound_lanes(&answering.answers);
        for lane in (0..LANES).filter(|lane| wanted[*lane] && sound[*lane]) {
            *counted += 1;
            *met += u64::from(target.is_met_by(answering.answers[cell][lane]));
        }
    };
    let parts = over_blocks(settings, worker, work)?;
    let (met, counted) = parts.iter().fold((0, 0), |(met, counted), part| (met + part.1, counted + part.2));
    if counted == 0 { Err(RunError::AllFailed.into()) } else { Ok(met as f64 / counted as f64) }
}
