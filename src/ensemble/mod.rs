//! What a run of many paths answers: indicators by year, and the probability of meeting each target.

mod answering;
mod asked;
mod dealing;
mod drawn_accounts;
mod estimate;
mod formula;
mod gathered;
mod identity;
mod measured;
mod path_record;
mod precision;
mod result;
mod run;
mod series;
mod settings;
mod shard;
mod technology;
mod worker;
mod worst_paths;

pub(crate) use answering::Answering;
pub(crate) use dealing::Dealing;
pub use drawn_accounts::DrawnAccounts;

pub use estimate::{Estimate, EstimateError, indicator_at};
pub(crate) use formula::Questions;
pub(crate) use gathered::sound_lanes;
pub use path_record::{PathError, PathFailure, PathIndicator, PathOutcome, PathRecord, PathYear, SectorYear};
pub use precision::{Precision, PrecisionError, PrecisionReached};
pub use result::{Ensemble, IndicatorResult, TargetResult, YearResult};
pub use run::RunError;
pub(crate) use run::{bins_around, default_threads, enough_memory};
pub use settings::RunSettings;
pub use shard::{Shard, ShardError};
pub use technology::TechnologyFailures;
pub use worst_paths::{WorstPath, WorstPaths};
