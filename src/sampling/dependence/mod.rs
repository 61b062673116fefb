//! Dependence between uncertain numbers: correlation matrices, copulas, and the reordering of samples. Knows no economy.
//!
//! What people can tell about two uncertain numbers is how their ranks go together: Spearman's rank correlation, which
//! does not change with the units or distributions of the two. A [`Copula`] turns independent uniform numbers into
//! uniform numbers with the rank correlations asked for (Sklar 1959); quantiles of these then have both the wanted
//! distributions and the wanted dependence.
//!
//! - [`CorrelationMatrix`]: a checked matrix; [`nearest_correlation`] mends one whose entries contradict each other.
//! - [`Copula`]: Gaussian, or Student's t for extremes that come together.
//! - [`RankRelation`]: from rank correlations to the correlations of a copula's scores and back.
//! - [`rank_correlation`]: Spearman's rank correlation of two samples.
//! - [`reorder`]: a sample already drawn, put into an order with given rank correlations (Iman & Conover 1982).
//!
//! References:
//! Sklar, A. (1959): Fonctions de répartition à n dimensions et leurs marges.
//! Higham, N. J. (2002): Computing the nearest correlation matrix. IMA Journal of Numerical Analysis 22.
//! Iman, R. L. and Conover, W. J. (1982): A distribution-free approach to inducing rank correlation among input
//! variables. Communications in Statistics B 11.
//! McNeil, A. J., Frey, R. and Embrechts, P. (2005): Quantitative risk management, chapter 5.

mod connected;
mod copula;
mod correlation;
mod factor;
mod nearest;
mod rank_relation;
mod reorder;
mod spearman;
mod standard;

pub use connected::connected;
pub use copula::{Copula, Family, Repair};
pub use correlation::{CorrelationError, CorrelationMatrix};
pub use nearest::nearest_correlation;
pub use rank_relation::RankRelation;
pub use reorder::{ReorderError, reorder};
pub use spearman::rank_correlation;
pub(super) use standard::normal_probability;
