//! Numbers side by side: one for each path of a block, worked on together.
//!
//! All of this is plain Rust over arrays that the compiler turns into vector instructions; which ones, a
//! [`VectorLevel`] decides at run time. Every operation is rounded as IEEE 754 says and lanes are never added up in an
//! order that depends on the level, so levels that fuse products with sums (all but the baseline) give the same bits.

mod arithmetic;
mod circle;
mod elementary;
mod level;
mod row;
mod rows;

pub(crate) use arithmetic::polynomial;
pub use arithmetic::{Arithmetic, Fused, Separate};
pub(crate) use circle::eighth_of_circle;
pub use elementary::exp;
pub(crate) use elementary::{ln, ln_1p, ln_of_normal_number};
pub use level::{UnknownLevel, VectorLevel, Work};
pub use row::Lanes;
pub(crate) use rows::{add_terms, apply, made, set, update};

/// Paths in a block: a constant of the numbering of draws. Changing it changes every result.
pub const LANES: usize = 64;
