//! Models built by a program: what no file can get wrong must be told as well, and never panic.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use kapok::economy::{
    AccountsData, Carrier, EnergyData, Extras, FinalDemandData, Group, GroupKind, HouseholdEnergy, Region, Scope,
    Sector,
};
use kapok::model::{Better, Comparator, Factor, Form, Growth, Indicator, Measure, Period, Subject, Target};
use kapok::{Ensemble, Model, ModelData, Projection, RunSettings};
use nalgebra::dmatrix;

/// Two sectors that sell most of their output outside.
fn island() -> ModelData {
    let region = Region {
        name: "Island".into(),
        term: String::new(),
        base_year: 2020,
        sectors: vec![Sector::new("fish"), Sector::new("hotels")],
        groups: vec![Group {
            id: "services".into(),
            label: "Services".into(),
            term: String::new(),
            kind: GroupKind::Branch,
            members: vec![1],
        }],
        industry: None,
        extras: Extras::default(),
    };
    let accounts = AccountsData {
        value_added: vec![10.0, 20.0],
        value_added_ratio: vec![0.5, 0.5],
        coefficients: dmatrix![0.1, 0.1; 0.0, 0.1],
        purchase_share: vec![1.0, 1.0],
        location_quotients: None,
        households: FinalDemandData { total: 12.0, composition: vec![0.25, 0.25] },
        government: FinalDemandData::none(2),
        investment: FinalDemandData { total: 4.0, composition: vec![0.0, 0.5] },
        external_floor: 0.0,
    };
    ModelData::new(region, accounts, 2030)
}

fn target(indicator: Indicator) -> Target {
    Target {
        id: "target".into(),
        label: String::new(),
        term: String::new(),
        indicator,
        year: 2030,
        comparator: Comparator::AtLeast,
        value: 1.0,
        value_high: None,
        better: Better::More,
        tolerance: 0.0,
        reading: String::new(),
        source: String::new(),
    }
}

/// What is said of the island after one change.
fn told(change: impl FnOnce(&mut ModelData)) -> String {
    let mut data = island();
    change(&mut data);
    match Model::new(data) {
        Ok(_) => "nothing".into(),
        Err(problems) => problems.to_string(),
    }
}

#[test]
fn the_island_itself_is_sound() {
    assert_eq!(told(|_| ()), "nothing");
}

#[test]
fn positions_out_of_range_are_told() {
    assert!(told(|d| d.region.groups[0].members = vec![7]).starts_with("branch.services: its members are [7]"));
    assert!(told(|d| d.region.groups[0].members = vec![1, 1]).contains("none twice"));
    assert!(told(|d| d.region.industry = Some(9)).starts_with("region.industry: there are only 1 groups"));
    assert!(
        told(|d| d.targets = vec![target(Indicator::of(Measure::Output, Scope::Sector(9)))])
            .contains("is no indicator")
    );
}

#[test]
fn targets_on_what_is_not_measured_are_told() {
    let gdp = Indicator::headline(Measure::Gdp);
    let average = gdp.over(Form::AverageGrowth, Period { from: 1990, to: 2030 });
    assert!(told(|d| d.targets = vec![target(average)]).contains("is no indicator"));
    let no_period = gdp.taken(Form::AverageGrowth);
    assert!(told(|d| d.targets = vec![target(no_period)]).contains("is no indicator"));
    assert!(told(|d| d.targets = vec![target(Indicator::headline(Measure::Co2))]).contains("is no indicator"));
    let share = gdp.taken(Form::Share);
    assert!(told(|d| d.targets = vec![target(share)]).contains("is no indicator"));
    assert!(told(|d| d.indicators = vec![share]).starts_with("indicators[0]: "));
    let satellite = Indicator::of(Measure::Gdp, Subject::Satellite(0));
    assert!(told(|d| d.indicators = vec![satellite]).starts_with("indicators[0]: "));
    let between = |high| Target { comparator: Comparator::Between, value_high: high, ..target(gdp) };
    for high in [None, Some(f64::NAN), Some(0.5)] {
        assert!(told(|d| d.targets = vec![between(high)]).starts_with("target[0].value_high: "), "{high:?}");
    }
    assert!(told(|d| d.targets = vec![Target { year: 2050, ..target(gdp) }]).contains("gdp has no value in 2050"));
    assert!(told(|d| d.targets = vec![target(gdp), target(gdp)]).contains("stands for two targets"));
}

#[test]
fn lengths_and_names_are_told() {
    assert!(
        told(|d| d.accounts.purchase_share = vec![1.0]).starts_with("purchase_share: found 1 entries; there are 2")
    );
    assert!(
        told(|d| d.assumptions.sectors[0].loadings = vec![0.1.into()]).starts_with("sector.fish.loadings: found 1")
    );
    assert!(told(|d| d.region.sectors[0].id = "a.b".into()).contains("a name consists of letters"));
    assert!(told(|d| d.region.sectors[0].id = "hotels".into()).contains("stands for two"));
    assert!(told(|d| d.periods = vec![d.periods[0], d.periods[0]]).contains("stands here twice"));
    assert!(told(|d| d.report_years = vec![2030, 2020]).contains("must rise"));
    let factor = Factor { id: "x y".into(), label: String::new(), term: String::new(), persistence: 0.0.into() };
    assert!(told(|d| d.assumptions.factors = vec![factor]).contains("a name consists of letters"));
}

#[test]
fn numbers_that_are_none_are_told() {
    for bad in [f64::NAN, f64::INFINITY] {
        for problem in [
            told(|d| d.accounts.households.total = bad),
            told(|d| d.accounts.coefficients[(0, 1)] = bad),
            told(|d| d.accounts.value_added[0] = bad),
            told(|d| d.accounts.value_added_ratio[0] = bad),
            told(|d| d.assumptions.base_gdp_growth = bad),
            told(|d| d.assumptions.gap_half_life = bad),
            told(|d| d.income.transfers_share = bad),
            told(|d| d.assumptions.sectors[0].growth = Growth::Demand(bad.into())),
        ] {
            assert_ne!(problem, "nothing", "{bad}");
        }
    }
    let energy = |change: fn(&mut EnergyData)| {
        told(|d| {
            let mut energy = EnergyData {
                intensity: vec![1.0, 0.5],
                carriers: vec![Carrier::new("coal", Some(2.5)), Carrier::new("electricity", None)],
                electricity: Some(1),
                shares: vec![vec![0.5, 0.5], vec![0.5, 0.5]],
                co2_combustion: vec![1.0, 0.1],
                co2_process: vec![0.0, 0.0],
                electricity_calorific: 0.1229,
                electricity_coal_equivalent: 0.305,
                grid_co2: 0.5,
                household: HouseholdEnergy::none(),
            };
            change(&mut energy);
            d.energy = Some(energy);
        })
    };
    assert_eq!(energy(|_| ()), "nothing");
    assert!(
        energy(|e| e.household = HouseholdEnergy { total: 1.0, shares: vec![f64::NAN, 0.5] })
            .starts_with("energy.household.shares")
    );
    assert!(
        energy(|e| e.household = HouseholdEnergy { total: 1.0, shares: vec![0.5] })
            .starts_with("energy.household.shares")
    );
    assert!(energy(|e| e.carriers[0].co2 = Some(-1.0)).starts_with("energy.carrier.coal.co2"));
    assert!(energy(|e| e.electricity = Some(2)).starts_with("energy.electricity"));
    assert!(energy(|e| e.intensity = vec![0.0, 0.0]).starts_with("energy_intensity: no sector and no home"));
    assert!(energy(|e| e.shares[1] = vec![1.5, -0.5]).starts_with("energy_carriers.sectors.hotels"));
}

#[test]
fn a_rounded_basket_does_not_swallow_the_rest() {
    let basket = |sum: f64| {
        told(|d| {
            d.accounts.households.composition = vec![0.5, sum - 0.5];
            d.assumptions.sectors[0].income_elasticity = 0.7.into();
            d.assumptions.sectors[1].income_elasticity = 0.9.into();
        })
    };
    assert!(
        basket(0.9999).starts_with("household_composition: the income elasticities leave 2000"),
        "{}",
        basket(0.9999)
    );
    assert_eq!(basket(1.0), "nothing");
    assert_eq!(basket(0.8), "nothing");
}

#[test]
fn demand_that_feeds_on_itself_is_refused() {
    let mut data = island();
    data.accounts.investment.total = 20.0;
    data.accounts.investment.composition = vec![0.3, 0.7];
    data.assumptions.investment.accelerator = 4.9.into();
    let model = Model::new(data).unwrap();
    let told = Projection::new(&model).map(|_| ()).unwrap_err().to_string();
    assert!(told.starts_with("investment.accelerator: the feedback root is"), "{told}");
}

#[test]
fn paths_beyond_all_bounds_are_counted_and_left_out() {
    // Output that doubles every year for 200 years stays within bounds; shocks of many log points that pile up do not.
    let mut data = island();
    data.horizon = 2220;
    data.report_years = vec![2020, 2220];
    data.periods = vec![Period { from: 2021, to: 2220 }];
    data.accounts.households = FinalDemandData::none(2);
    data.accounts.investment = FinalDemandData::none(2);
    data.assumptions.trends.shock_persistence = 1.0.into();
    data.assumptions.sectors[0].shock_sd = 2.0.into();
    data.assumptions.sectors[0].growth = Growth::Demand(1.0.into());
    data.assumptions.sectors[0].long_run_growth = 1.0.into();
    // ln(10^150) is 345: 200 ln 2 = 139 plus a random walk of standard deviation 2 sqrt(200) = 28 exceeds it once in 10^13.
    let model = Model::new(data.clone()).unwrap();
    let ensemble = Ensemble::run(&model, &RunSettings::new(256, 1)).unwrap();
    assert_eq!(ensemble.failed_paths, 0);
    // A common deviation of 1 log point a year makes the trend's own sum normal around 139 with sd 200: P(> 345) = 15 %.
    data.assumptions.trends.common_start_sd = 1.0;
    data.assumptions.trends.common_long_run_sd = 1.0;
    let model = Model::new(data).unwrap();
    let ensemble = Ensemble::run(&model, &RunSettings::new(2_560, 1)).unwrap();
    let share = ensemble.failed_paths as f64 / 2_560.0;
    assert!((0.10..0.25).contains(&share), "{share} of the paths failed");
    let finite = |i: &kapok::ensemble::IndicatorResult| {
        i.years.iter().all(|y| y.summary.mean.is_finite() && y.summary.sd.is_finite())
    };
    assert!(ensemble.indicators.iter().all(finite));
}
