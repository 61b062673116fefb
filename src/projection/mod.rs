//! The projection itself: blocks of paths carried from year to year.
//!
//! A [`Projection`] is a model compiled for running: constants worked out, names turned into positions, and the
//! demand growth behind every given output growth solved for. A [`Block`] is the working memory in which 64 paths are
//! carried side by side; each file in `year` is one equation of the yearly cycle.

mod base;
mod block;
mod calibrate;
mod carriers;
mod dependence;
mod diagnosis;
mod drawn_values;
mod draws;
mod effects;
mod exchanged;
mod extensions;
mod measured;
mod number_labels;
mod numbers;
mod plan;
mod production;
mod state;
mod volatility;
mod year;

pub use base::{BaseFault, BaseYear};
pub use block::{Block, Draw};
pub use carriers::CarrierShift;
pub use dependence::MendedCorrelation;
pub use diagnosis::{Diagnosis, ImpliedGrowth};
pub use drawn_values::{DrawnValue, YearlyShock};
pub use exchanged::{DrawnName, Exchanged, Probabilities};
pub use measured::{Measured, SatelliteNumbers, VolumeNumbers};
pub use production::{Production, TechnologyFault};
pub use state::State;

use crate::input::Problems;
use crate::model::Model;
use plan::Plan;

/// A model compiled for running.
#[derive(Debug)]
pub struct Projection<'m> {
    model: &'m Model,
    plan: Plan,
    implied: Vec<ImpliedGrowth>,
    diagnosis: Diagnosis,
}

impl<'m> Projection<'m> {
    /// Compiles a model.
    ///
    /// Where sectors give `output_growth`, the growth of their sales outside the region is solved for, jointly, so
    /// that output grows as given on the all-median path (Newton's method to 10^-10).
    ///
    /// # Errors
    /// A sector with a given output growth sells less than a tenth of its output outside, or no growth of outside
    /// sales between -26 and 35 % a year brings the given growth about. Changes of technology of known size do not hold. Local demand feeds on itself (feedback root of 1 or more).
    ///
    /// ```
    /// use kapok::{Model, Projection, Scenario};
    /// let model = Scenario::builtin("baseline")?.build()?;
    /// let projection = Projection::new(&model)?;
    /// let agriculture = &projection.implied_growth()[0];
    /// assert!((agriculture.output_growth - 0.035).abs() < 1e-12);
    /// # Ok::<(), kapok::Problems>(())
    /// ```
    pub fn new(model: &'m Model) -> Result<Self, Problems> {
        let mut plan = Plan::new(model)?;
        let implied = calibrate::solve_output_growth(model, &mut plan)?;
        let diagnosis = Diagnosis::of(model, &plan);
        match diagnosis.runaway() {
            None => Ok(Self { model, plan, implied, diagnosis }),
            Some(problem) => Err(problem.into()),
        }
    }

    /// The model behind it.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// How many numbers are drawn once a path.
    pub fn drawn_numbers(&self) -> usize {
        self.plan.drawn_rows.len()
    }

    /// Working memory for 64 paths.
    pub fn block(&self) -> Block<'_> {
        Block::new(&self.plan)
    }

    /// For each sector whose output growth is given, the growth of outside sales that brings it about.
    pub fn implied_growth(&self) -> &[ImpliedGrowth] {
        &self.implied
    }

    /// What a careful reader wants to know of the model before trusting a run.
    pub fn diagnosis(&self) -> &Diagnosis {
        &self.diagnosis
    }
}
