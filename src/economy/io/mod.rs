//! Input-output analysis: what the sectors buy from each other and what that implies.

mod leontief;
mod table;

pub use leontief::{LeontiefError, leontief_inverse, spectral_radius};
pub use table::{Table, TableData};
