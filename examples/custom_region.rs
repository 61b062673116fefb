//! A region of three sectors built in Rust, without any file: what does faster growth of tourism do for the valley's GDP?
//!
//! `cargo run --release --example custom_region`

use kapok::economy::{AccountsData, Extras, FinalDemandData, Group, GroupKind, Region, Sector};
use kapok::model::{Growth, Indicator, Measure};
use kapok::sampling::Distribution;
use kapok::{Ensemble, Model, ModelData, RunSettings};
use nalgebra::dmatrix;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for tourism_growth in [0.03, 0.06] {
        let model = Model::new(valley(tourism_growth)?)?;
        let ensemble = Ensemble::run(&model, &RunSettings::new(20_000, 1))?;
        let id = Indicator::headline(Measure::Gdp).id(model.region());
        let gdp = ensemble.indicator(&id).and_then(|gdp| gdp.at(2035)).ok_or("GDP is reported")?;
        let (low, high) = gdp.summary.band();
        println!(
            "tourism growing by {:.0} % a year: real GDP in 2035 {:.1} [{low:.1}, {high:.1}]",
            100.0 * tourism_growth,
            gdp.summary.median()
        );
    }
    Ok(())
}

/// Farms, workshops and tourism; money in 10^8 yuan.
fn valley(tourism_growth: f64) -> Result<ModelData, Box<dyn std::error::Error>> {
    let region = Region {
        name: "The valley".into(),
        term: "山谷".into(),
        base_year: 2025,
        sectors: vec![Sector::new("farms"), Sector::new("workshops"), Sector::new("tourism")],
        groups: vec![Group {
            id: "services".into(),
            label: "Services".into(),
            term: "服务业".into(),
            kind: GroupKind::Branch,
            members: vec![2],
        }],
        industry: None,
        extras: Extras::default(),
    };
    let accounts = AccountsData {
        value_added: vec![10.0, 30.0, 20.0],
        value_added_ratio: vec![0.6, 0.3, 0.5],
        // Inputs per unit of output: rows supply, columns use. Bought inside the region or not.
        coefficients: dmatrix![
            0.10, 0.05, 0.10;
            0.15, 0.25, 0.05;
            0.01, 0.02, 0.05
        ],
        purchase_share: vec![0.5, 0.4, 0.8],
        location_quotients: None,
        households: FinalDemandData { total: 30.0, composition: vec![0.2, 0.2, 0.1] },
        government: FinalDemandData { total: 8.0, composition: vec![0.0, 0.3, 0.4] },
        investment: FinalDemandData { total: 15.0, composition: vec![0.0, 0.6, 0.0] },
        external_floor: 0.005,
    };
    let mut data = ModelData::new(region, accounts, 2035);
    let trends = [("farms", 0.02, 0.01), ("workshops", 0.04, 0.02), ("tourism", tourism_growth, 0.02)];
    for (sector, (_, growth, sd)) in data.assumptions.sectors.iter_mut().zip(trends) {
        sector.growth = Growth::Demand(Distribution::normal(growth, sd)?.into());
        sector.long_run_growth = (growth / 2.0).into();
        sector.shock_sd = 0.04.into();
    }
    data.assumptions.trends.shock_persistence = 0.8.into();
    Ok(data)
}
