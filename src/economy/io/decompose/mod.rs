//! Decompositions of change between two years or two regions; effects sum to the whole change.

mod lmdi;
mod structural;

pub use lmdi::{LmdiError, lmdi_additive, lmdi_multiplicative};
pub use structural::{AccountChange, AccountFactors, OutputChange, account_change, output_change};
