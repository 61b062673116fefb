//! Base-year numbers that are drawn once a path in place of their central values.

use crate::economy::{AccountsData, Region};
use crate::sampling::Uncertain;

/// A category of final demand whose total may be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DemandTotal {
    /// What residents spend.
    Households,
    /// What government spends on products.
    Government,
    /// What is invested.
    Investment,
}

/// A number of the base-year accounts. Sectors are given by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BaseNumber {
    /// Value added v_i, 10^8 yuan. Draws are rescaled so that the sectors of each branch keep their sum; in a region
    /// without branches all sectors do.
    ValueAdded(usize),
    /// Value-added ratio w_j. All inputs of the sector, those bought outside included, are scaled by (1 - w'_j) / (1 - w_j).
    ValueAddedRatio(usize),
    /// Purchase share s_i.
    PurchaseShare(usize),
    /// The coefficient before purchase shares, a_ij^T; what it takes more or less is bought less or more outside the accounts.
    Coefficient {
        /// i.
        supplier: usize,
        /// j.
        user: usize,
    },
    /// delta of the location quotients.
    Delta,
    /// Total of a category of final demand, 10^8 yuan.
    Total(DemandTotal),
}

/// A base-year number and its distribution around the number in [`AccountsData`], which it has on the all-median path.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnNumber {
    /// Which number.
    pub number: BaseNumber,
    /// What is drawn for it.
    pub value: Uncertain,
    /// What of the distribution the number in the accounts is.
    pub centre: Centre,
}

/// What of a distribution its central value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Centre {
    /// Half of the draws lie on each side.
    Median,
    /// The average draw, as of the shares of a Dirichlet distribution.
    Mean,
}

impl BaseNumber {
    /// The dotted path by which seed files and reports call it; also the name of its stream of draws.
    pub fn path(self, region: &Region) -> String {
        let id = |sector: usize| region.sectors.get(sector).map_or("?", |sector| sector.id.as_str());
        match self {
            Self::ValueAdded(i) => format!("value_added.sectors.{}", id(i)),
            Self::ValueAddedRatio(i) => format!("value_added_ratio.sectors.{}", id(i)),
            Self::PurchaseShare(i) => format!("purchase_share.sectors.{}", id(i)),
            Self::Coefficient { supplier, user } => format!("coefficients.rows.{}.{}", id(supplier), id(user)),
            Self::Delta => "location_quotients.delta".into(),
            Self::Total(DemandTotal::Households) => "final_demand.household_consumption".into(),
            Self::Total(DemandTotal::Government) => "final_demand.government".into(),
            Self::Total(DemandTotal::Investment) => "final_demand.investment".into(),
        }
    }

    /// The central value; nothing where the accounts have no such number.
    pub fn central(self, data: &AccountsData) -> Option<f64> {
        match self {
            Self::ValueAdded(i) => data.value_added.get(i).copied(),
            Self::ValueAddedRatio(i) => data.value_added_ratio.get(i).copied(),
            Self::PurchaseShare(i) => data.purchase_share.get(i).copied(),
            Self::Coefficient { supplier, user } => data.coefficients.get((supplier, user)).copied(),
            Self::Delta => data.location_quotients.as_ref().map(|quotients| quotients.delta),
            Self::Total(DemandTotal::Households) => Some(data.households.total),
            Self::Total(DemandTotal::Government) => Some(data.government.total),
            Self::Total(DemandTotal::Investment) => Some(data.investment.total),
        }
    }
}
