//! Input-output analysis: what the sectors buy from each other and what that implies.

mod aggregation;
mod balancing;
mod comparison;
mod components;
mod decompose;
mod elimination;
mod extraction;
mod footprint;
mod gaps;
mod import_split;
mod influence;
mod leontief;
mod linkages;
mod multipliers;
mod order;
mod purchase_shares;
mod quotients;
mod read;
mod spectral_radius;
mod supply_demand_pool;
mod table;
mod write;

pub use aggregation::{AggregationBias, Concordance, SectorPart};
pub use balancing::{BalanceError, BalanceSettings, Balanced, Gap, Obstacle, Side, cross_entropy, gras, ras};
pub use comparison::{ComparisonError, EntryDifference, MatrixComparison, TableComparison};
pub use decompose::{
    AccountChange, AccountFactors, LmdiError, OutputChange, account_change, lmdi_additive, lmdi_multiplicative,
    output_change,
};
pub use extraction::Extraction;
pub use footprint::consumption_based;
pub use gaps::Gaps;
pub use import_split::{ExportContent, ImportEntry, ImportRule, ImportSplit};
pub use influence::{TooLarge, field_of_influence, influence_intensities, updated_inverse};
pub use leontief::{LeontiefError, leontief_inverse};
pub use linkages::Linkages;
pub use multipliers::{Households, closed_inverse, content, ratio_to_direct};
pub use purchase_shares::{ShareError, apply_purchase_shares};
pub use quotients::{LocationQuotients, QuotientError, QuotientKind, USUAL_DELTA};
pub(crate) use read::column;
pub use read::{FiguresWanted, FlowTable, SectorFigures, line_of_row};
pub use spectral_radius::spectral_radius;
pub use supply_demand_pool::{PoolError, SupplyDemandPool, supply_demand_pool};
pub use table::{Table, TableData};

pub(in crate::economy) use purchase_shares::scale_rows;
pub(crate) use quotients::lambda;
pub(crate) use supply_demand_pool::local_scale;
