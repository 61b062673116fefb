//! The base year's central accounts, laid out for the yearly cycle.

use nalgebra::DMatrix;

use crate::economy::LocalDemand;
use crate::model::Model;

/// Vectors have one entry a sector.
#[derive(Debug)]
pub(in crate::projection) struct Central {
    pub(in crate::projection) output: Vec<f64>,
    pub(in crate::projection) external: Vec<f64>,
    pub(in crate::projection) value_added_ratio: Vec<f64>,
    pub(in crate::projection) imports: Vec<f64>,
    /// Regional input coefficients, row by row.
    pub(in crate::projection) coefficients: Vec<f64>,
    pub(in crate::projection) leontief: DMatrix<f64>,
    /// Household composition b, and the share s of each product that is bought inside the region.
    pub(in crate::projection) household_composition: Vec<f64>,
    pub(in crate::projection) purchase_share: Vec<f64>,
    /// Government and investment demand met inside the region, per unit of their totals.
    pub(in crate::projection) government_share: Vec<f64>,
    pub(in crate::projection) investment_share: Vec<f64>,
    pub(in crate::projection) consumption: f64,
    pub(in crate::projection) government: f64,
    pub(in crate::projection) investment: f64,
    /// Household income per unit of value added, and the share of transfers in all of it.
    pub(in crate::projection) income_share: Vec<f64>,
    pub(in crate::projection) transfers_share: f64,
    pub(in crate::projection) gdp: f64,
}

impl Central {
    pub(in crate::projection) fn of(model: &Model) -> Self {
        let accounts = model.accounts();
        let local = |demand: &LocalDemand| demand.per_unit().as_slice().to_vec();
        Self {
            output: accounts.output.as_slice().to_vec(),
            external: accounts.external.as_slice().to_vec(),
            value_added_ratio: accounts.value_added_ratio.as_slice().to_vec(),
            imports: accounts.imports.as_slice().to_vec(),
            coefficients: accounts.coefficients.transpose().as_slice().to_vec(),
            leontief: accounts.leontief.clone(),
            household_composition: accounts.households.composition.as_slice().to_vec(),
            purchase_share: accounts.households.purchase_share.as_slice().to_vec(),
            government_share: local(&accounts.government),
            investment_share: local(&accounts.investment),
            consumption: accounts.households.total,
            government: accounts.government.total,
            investment: accounts.investment.total,
            income_share: model.income().share_of_value_added.clone(),
            transfers_share: model.income().transfers_share,
            gdp: accounts.gdp(),
        }
    }
}
