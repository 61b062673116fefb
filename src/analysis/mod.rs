//! Questions put to many paths at once: how scenarios differ, which assumption matters, what leads to a miss, what a change
//! is made of, and what it takes to meet a target.
//!
//! Everything here runs on the engine that [`Ensemble`](crate::Ensemble) runs on, with the same draws: path 17 of seed 1 is the
//! same path in a run, in a comparison and in a search.

mod blocks;
mod comparison;
mod decomposition;
mod discovery;
mod sample;
mod sensitivity;
mod solving;

pub use comparison::{ComparedTarget, ComparedYear, Comparison, ComparisonError, Dominance};
pub use decomposition::{Decomposed, Decomposition, DecompositionError, Effect, TOTAL};
pub use discovery::{Condition, Discovery, Fit, Outcome, Region};
pub use sensitivity::{Group, Influence, Interval, Method, SOBOL_SAMPLE, Sensitivity, SensitivityError};
pub use solving::{Curve, Frontier, Lever, LeverError, Point, Shape, Solution, SolveError, Solved};
