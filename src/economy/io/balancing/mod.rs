//! Balancing: a table brought to known row and column totals while staying as close as it can to what it was.
//!
//! | method | entries | stays close in the sense of |
//! |---|---|---|
//! | [`ras`] | 0 or more | relative entropy of the flows |
//! | [`gras`] | any sign | the same for absolute values |
//! | [`cross_entropy`] | 0 or more | relative entropy of the coefficients, each column counting alike |
//!
//! All three keep zeros and signs. What stands in the way of a solution is an answer too: see [`BalanceError`].

mod balanced;
mod biproportional;
mod check;
mod cross_entropy;
mod error;
mod gras;
mod obstacle;
mod ras;
mod settings;

pub use balanced::{Balanced, Gap, Side};
pub use cross_entropy::cross_entropy;
pub use error::BalanceError;
pub use gras::gras;
pub use obstacle::Obstacle;
pub use ras::ras;
pub use settings::BalanceSettings;
