//! Uncertain numbers and the streams of pseudo-random numbers behind them. Knows no economy.
//!
//! An [`Uncertain`] number is a plain number or a [`Distribution`], possibly truncated. Its value on a path is its
//! quantile at a uniform number taken from a named [`Stream`], so the same uniform numbers serve every scenario that
//! is compared at one seed (common random numbers).

pub mod dependence;
mod design;
mod dirichlet;
mod distribution;
mod quadrature;
mod stream;
mod truncated;
mod uncertain;

pub use design::{Design, DesignError, Layout};
pub use dirichlet::Dirichlet;
pub use distribution::{Distribution, ParameterError};
pub(crate) use distribution::{standard_normal_quantile, standard_normal_quantiles};
pub use stream::{LANES, Lanes, Stream, StreamKey};
pub use uncertain::Uncertain;
