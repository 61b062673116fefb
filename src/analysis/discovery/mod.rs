//! Under which assumptions a target is missed.
//!
//! Scenario discovery (Bryant & Lempert 2010): boxes of the numbers drawn, found by the patient rule induction method (PRIM;
//! Friedman & Fisher 1999), and a small classification tree (CART; Breiman et al. 1984). Both are found on every other path
//! and judged on the paths held back.

mod binned;
mod prim;
mod tree;

use binned::Binned;
use prim::Bounds;

use super::sample::Sample;
use crate::ensemble::{RunError, RunSettings};
use crate::model::Target;
use crate::projection::Projection;

/// Conditions on the numbers drawn under which a target is missed.
///
/// ```
/// use kapok::analysis::{Discovery, Outcome};
/// use kapok::{Projection, RunSettings, Scenario};
/// let model = Scenario::builtin("baseline")?.build()?;
/// let projection = Projection::new(&model)?;
/// let settings = RunSettings::new(8_192, 1);
/// let found = Discovery::of(&projection, &settings, "tourism_revenue_2025", Outcome::Met)?.ok_or("no such target")?;
/// let first = &found.boxes[0];
/// assert!(first.held_back.density > 2.0 * found.share);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Discovery {
    /// The target.
    pub target: Target,
    /// What conditions were looked for.
    pub outcome: Outcome,
    /// Paths run.
    pub paths: u64,
    /// Of these, paths left out as failed.
    pub failed: u64,
    /// Share of paths with the outcome.
    pub share: f64,
    /// Boxes, each found on what the ones before leave; none where all paths or no path has the outcome.
    pub boxes: Vec<Region>,
    /// The leaves of the tree, those with the largest share of the outcome first.
    pub leaves: Vec<Region>,
}

/// The outcome whose conditions are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The target is missed.
    Missed,
    /// It is met.
    Met,
}

/// A few conditions that hold together.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// The conditions; none where everything lies in the region.
    pub conditions: Vec<Condition>,
    /// On the paths it was found on.
    pub found_on: Fit,
    /// On the paths held back.
    pub held_back: Fit,
}

/// A number between two ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// Dotted name of the number.
    pub variable: String,
    /// What it is, for people.
    pub label: String,
    /// It is at least this, in the unit of the files, if there is a lower end.
    pub low: Option<f64>,
    /// It is at most this, if there is an upper end.
    pub high: Option<f64>,
    /// The probabilities at which the ends lie: 0 and 1 where there is none.
    pub between: (f64, f64),
}

/// How well a region fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// Share of all paths that lie in it.
    pub support: f64,
    /// Share of its paths that have the outcome.
    pub density: f64,
    /// Share of the paths with the outcome that lie in it.
    pub coverage: f64,
}

impl Discovery {
    /// Runs the paths and looks for the conditions; nothing where the model has no such target. Range, precision and exactness
    /// among the settings are not looked at.
    ///
    /// # Errors
    /// A run that fails.
    pub fn of(
        projection: &Projection,
        settings: &RunSettings,
        target: &str,
        outcome: Outcome,
    ) -> Result<Option<Self>, RunError> {
        let settings = &settings.whole();
        let model = projection.model();
        let Some(target) = model.targets().iter().find(|known| known.id == target) else { return Ok(None) };
        let sample = Sample::of(projection, settings, target.indicator, target.year)?;
        let wanted = |value: &f64| target.is_met_by(*value) == (outcome == Outcome::Met);
        let hits: Vec<bool> = sample.values.iter().map(wanted).collect();
        let counted = hits.iter().filter(|hit| **hit).count();
        let mut found = Self {
            target: target.clone(),
            outcome,
            paths: settings.paths,
            failed: sample.failed,
            share: counted as f64 / hits.len() as f64,
            boxes: Vec::new(),
            leaves: Vec::new(),
        };
        if counted > 0 && counted < hits.len() {
            let (learnt, held) = Binned::halves(&sample.probabilities, &hits);
            let region = |bounds: &Bounds| Region {
                conditions: conditions(bounds, projection),
                found_on: learnt.fit(bounds),
                held_back: held.fit(bounds),
            };
            found.boxes = prim::boxes(&learnt).iter().map(region).collect();
            found.leaves = tree::leaves(&learnt).iter().map(region).collect();
            found.leaves.sort_by(|a, b| b.found_on.density.total_cmp(&a.found_on.density));
        }
        Ok(Some(found))
    }
}

/// The ends of a region in the units of the files.
fn conditions(bounds: &Bounds, projection: &Projection) -> Vec<Condition> {
    let names = projection.drawn_names();
    let condition = |number: usize| {
        let (from, to) = bounds.probabilities(number);
        let name = &names[number];
        Condition {
            variable: name.name.clone(),
            label: name.label.clone(),
            low: (from > 0.0).then(|| projection.drawn_at(number, from)),
            high: (to < 1.0).then(|| projection.drawn_at(number, to)),
            between: (from, to),
        }
    };
    bounds.restricted().map(condition).collect()
}
