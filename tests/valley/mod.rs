//! Two sectors with all kinds of demand, small enough to be worked out by hand.

use kapok::ModelData;
use kapok::economy::{AccountsData, Extras, FinalDemandData, Region, Sector};
use nalgebra::dmatrix;

/// The valley to 2026, in which nothing grows: x = (100, 200), A = [[.05, .1], [.2, .1]] inside the region.
pub(crate) fn valley() -> ModelData {
    let region = Region {
        name: "Valley".into(),
        term: String::new(),
        base_year: 2020,
        sectors: vec![Sector::new("mill"), Sector::new("shops")],
        groups: Vec::new(),
        industry: None,
        extras: Extras::default(),
    };
    let accounts = AccountsData {
        value_added: vec![60.0, 100.0],
        value_added_ratio: vec![0.6, 0.5],
        coefficients: dmatrix![0.1, 0.2; 0.2, 0.1],
        purchase_share: vec![0.5, 1.0],
        location_quotients: None,
        households: FinalDemandData { total: 40.0, composition: vec![0.25, 0.5] },
        government: FinalDemandData { total: 10.0, composition: vec![0.0, 1.0] },
        investment: FinalDemandData { total: 20.0, composition: vec![0.0, 0.5] },
        external_floor: 0.005,
    };
    ModelData::new(region, accounts, 2026)
}
