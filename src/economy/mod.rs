//! Sectors, groups and the base-year accounts that couple them. Knows no scenario.

mod accounts;
mod energy;
pub mod io;
mod region;

pub use accounts::{Accounts, AccountsData, AccountsError, FinalDemandData, LocalDemand, QuotientData};
pub use energy::{Carrier, EnergyAccounts, EnergyData, EnergyUser, HouseholdAccounts, HouseholdEnergy};
pub use region::{Extra, Extras, Group, GroupKind, Region, Scope, Sector};
