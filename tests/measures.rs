//! Forms of indicators, satellites and volumes, worked out by hand.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use kapok::economy::{AccountsData, Extras, FinalDemandData, Group, GroupKind, Region, Scope, Sector};
use kapok::ensemble::{PathOutcome, PathRecord};
use kapok::model::{
    Anchor, Course, Effect, Form, Indicator, Lever, Measure, Period, Reference, Satellite, Strength, Subject, Summed,
    Volume, VolumeSize, Weight,
};
use kapok::sampling::{Distribution, Uncertain};
use kapok::units::Basis;
use kapok::{Ensemble, Model, ModelData, Projection, RunSettings};
use nalgebra::DMatrix;

/// A mill and shops that buy nothing of each other and sell all they make outside; value added 100 and 60, output 200 and 75.
fn valley() -> ModelData {
    let region = Region {
        name: "Valley".into(),
        term: String::new(),
        base_year: 2020,
        sectors: vec![Sector::new("mill"), Sector::new("shops")],
        groups: vec![Group {
            id: "all".into(),
            label: "All".into(),
            term: String::new(),
            kind: GroupKind::Other,
            members: vec![0, 1],
        }],
        industry: None,
        extras: Extras::default(),
    };
    let accounts = AccountsData {
        value_added: vec![100.0, 60.0],
        value_added_ratio: vec![0.5, 0.8],
        coefficients: DMatrix::zeros(2, 2),
        purchase_share: vec![1.0, 1.0],
        location_quotients: None,
        households: FinalDemandData::none(2),
        government: FinalDemandData::none(2),
        investment: FinalDemandData::none(2),
        external_floor: 0.0,
    };
    let mut data = ModelData::new(region, accounts, 2024);
    data.assumptions.prices.inflation = 0.03.into();
    data
}

/// The same where the sales of a sector move by these steps, each for good.
fn moving(sector: usize, steps: &[f64]) -> ModelData {
    let mut data = valley();
    let step = |(year, size): (i32, &f64)| Effect {
        name: format!("policy.step_{year}"),
        label: "Step".into(),
        levers: vec![Lever::Demand(sector)],
        size: (*size).into(),
        strength: Strength::Course(Course { from: year, full: year, until: None, fades: 0, on_growth: false }),
    };
    data.assumptions.effects = (2021..).zip(steps).map(step).collect();
    data
}

fn period(from: i32, to: i32) -> Period {
    Period { from, to }
}

fn on_path(data: ModelData, path: u64) -> PathOutcome {
    let model = Model::new(data).unwrap();
    let projection = Projection::new(&model).unwrap();
    let layout = RunSettings::new(200, 1).layout(&projection).unwrap();
    PathRecord::of(&projection, &layout, path).unwrap().outcome.unwrap()
}

fn value(outcome: &PathOutcome, indicator: Indicator, year: i32) -> f64 {
    let found = outcome.indicators.iter().find(|found| found.indicator == indicator);
    found.and_then(|found| found.at(year)).unwrap_or_else(|| panic!("{indicator:?} has a value in {year}"))
}

fn holds(data: &ModelData, cases: &[(Indicator, i32, f64)]) {
    let mut data = data.clone();
    data.indicators = cases.iter().map(|(indicator, ..)| *indicator).collect();
    let outcome = on_path(data, 0);
    for &(indicator, year, expected) in cases {
        let value = value(&outcome, indicator, year);
        assert!((value - expected).abs() < 1e-12 * expected.abs().max(1.0), "{indicator:?}: {value} is not {expected}");
    }
}

#[test]
fn each_form_by_hand() {
    let gdp = Indicator::headline(Measure::Gdp);
    let mill = Indicator::of(Measure::ValueAdded, Subject::Sector(0));
    let share = Indicator::of(Measure::Share, Subject::Sector(0));
    let prices = Indicator::headline(Measure::PriceLevel);
    let sales = Indicator::headline(Measure::ExternalSales);
    let all = period(2021, 2024);
    // Value added of the mill: 100, 110, 121, 114.95, 117.249. The shops stay at 60.
    let cases = [
        (mill.taken(Form::Level), 2024, 117.249),
        (mill.taken(Form::Growth), 2023, -0.05),
        (mill.over(Form::AverageGrowth, all), 2024, 1.172_49_f64.powf(0.25) - 1.0),
        (mill.over(Form::AverageGrowth, period(2023, 2023)), 2023, -0.05),
        (mill.over(Form::Total, all), 2024, 110.0 + 121.0 + 114.95 + 117.249),
        (mill.over(Form::Change, all), 2024, 0.172_49),
        (mill.over(Form::Change, period(2023, 2024)), 2024, 0.95 * 1.02 - 1.0),
        (mill.taken(Form::Index), 2022, 1.21),
        (mill.taken(Form::Index), 2020, 1.0),
        (mill.over(Form::Rising, period(2021, 2022)), 2022, 1.0),
        (mill.over(Form::Rising, all), 2024, 0.0),
        (mill.over(Form::Falling, period(2023, 2023)), 2023, 1.0),
        (mill.over(Form::Falling, all), 2024, 0.0),
        (mill.taken(Form::Contribution), 2022, 11.0 / 170.0),
        (mill.over(Form::ContributionShare, all), 2024, 1.0),
        (gdp.over(Form::Total, period(2021, 2022)), 2022, 170.0 + 181.0),
        (share.over(Form::Rising, period(2021, 2022)), 2022, 1.0),
        (share.over(Form::Change, period(2021, 2021)), 2021, (110.0 / 170.0) / (100.0 / 160.0) - 1.0),
        (prices.taken(Form::Growth), 2024, 0.03),
        (prices.taken(Form::Index), 2024, 1.03_f64.powi(4)),
        (Indicator::headline(Measure::Deflator).taken(Form::Growth), 2024, 0.03),
        // Output is all sold outside: 1.1 * 200 + 75 in 2021.
        (sales.over(Form::Total, period(2021, 2021)), 2021, 295.0),
        (sales.taken(Form::Share), 2021, 295.0 / 170.0),
        (
            Indicator::headline(Measure::GdpNominal).over(Form::Total, period(2021, 2022)),
            2022,
            170.0 * 1.03 + 181.0 * 1.0609,
        ),
    ];
    holds(&moving(0, &[0.1, 0.1, -0.05, 0.02]), &cases);
}

/// Half of the mill, a fifth of the shops.
fn park(summed: Summed, prices: Basis) -> Satellite {
    let weights = vec![Weight::of(Scope::Sector(0), 0.5), Weight::of(Scope::Sector(1), 0.2)];
    Satellite { prices, ..Satellite::new("park", summed, weights) }
}

const PARK: Subject = Subject::Satellite(0);

#[test]
fn satellites_are_weighted_sums_at_their_prices() {
    let park_in = |summed, prices| {
        let mut data = moving(0, &[0.1]);
        data.assumptions.satellites = vec![park(summed, prices)];
        data
    };
    let level = Indicator::of(Measure::Satellite, PARK);
    // 2021: value added 110 and 60, output 220 and 75, prices 3 % higher.
    let real = 0.5 * 110.0 + 0.2 * 60.0;
    let output = 0.5 * 220.0 + 0.2 * 75.0;
    for (summed, prices, expected) in [
        (Summed::ValueAdded, Basis::Real, real),
        (Summed::ValueAdded, Basis::Nominal, 1.03 * real),
        (Summed::Output, Basis::Real, output),
        (Summed::Output, Basis::Nominal, 1.03 * output),
        (Summed::ExternalSales, Basis::Real, output),
        (Summed::ExternalSales, Basis::Nominal, 1.03 * output),
        (Summed::FinalDemand, Basis::Real, output),
        (Summed::FinalDemand, Basis::Nominal, 1.03 * output),
        (Summed::HouseholdDemand, Basis::Real, 0.0),
        (Summed::HouseholdDemand, Basis::Nominal, 0.0),
    ] {
        let base = if matches!(summed, Summed::ValueAdded) { 62.0 } else { 115.0 };
        let base = if matches!(summed, Summed::HouseholdDemand) { 0.0 } else { base };
        holds(&park_in(summed, prices), &[(level, 2021, expected), (level, 2020, base)]);
    }
    let data = park_in(Summed::ValueAdded, Basis::Real);
    holds(
        &data,
        &[
            (level.taken(Form::Growth), 2021, real / 62.0 - 1.0),
            (level.taken(Form::Share), 2021, real / 170.0),
            (level.over(Form::Total, period(2021, 2022)), 2022, 2.0 * real),
        ],
    );
    let data = park_in(Summed::ValueAdded, Basis::Nominal);
    holds(&data, &[(level.taken(Form::Share), 2021, real / 170.0)]);
}

#[test]
fn weights_drift_and_stay_between_0_and_1() {
    let mut data = valley();
    let mut park = park(Summed::ValueAdded, Basis::Real);
    park.weights[0].drift = 0.2.into();
    park.weights[1].drift = Uncertain::from(-0.15);
    data.assumptions.satellites = vec![park];
    let level = Indicator::of(Measure::Satellite, PARK);
    let cases = [
        (level, 2020, 50.0 + 12.0),
        (level, 2021, 70.0 + 3.0),
        (level, 2022, 90.0),
        (level, 2023, 100.0),
        (level, 2024, 100.0),
    ];
    holds(&data, &cases);
}

#[test]
fn a_group_weighs_all_its_sectors_alike() {
    let mut data = valley();
    data.assumptions.satellites = vec![Satellite {
        prices: Basis::Real,
        ..Satellite::new("tenth", Summed::ValueAdded, vec![Weight::of(Scope::Group(0), 0.1)])
    }];
    holds(&data, &[(Indicator::of(Measure::Satellite, PARK), 2024, 16.0)]);
}

#[test]
fn an_anchored_satellite_has_its_value_in_its_year_on_every_path() {
    let mut data = moving(0, &[0.1, 0.1]);
    data.assumptions.sectors[0].shock_sd = 0.1.into();
    let drawn = Uncertain::from(Distribution::triangular(0.2, 0.5, 0.8).unwrap());
    let mut park = park(Summed::Output, Basis::Nominal);
    park.weights[0].base = drawn;
    park.anchor = Some(Anchor { year: 2022, value: 1016.0.into() });
    data.assumptions.satellites = vec![park];
    let level = Indicator::of(Measure::Satellite, PARK);
    data.indicators = vec![level.taken(Form::Growth)];
    let mut levels = Vec::new();
    for path in 0..130 {
        let outcome = on_path(data.clone(), path);
        assert!((value(&outcome, level, 2022) - 1016.0).abs() < 1e-9, "path {path}");
        levels.push(value(&outcome, level, 2023));
        let growth = value(&outcome, level, 2023) / value(&outcome, level, 2022) - 1.0;
        assert!((value(&outcome, level.taken(Form::Growth), 2023) - growth).abs() < 1e-12);
    }
    levels.sort_by(f64::total_cmp);
    assert!(levels[129] > 1.05 * levels[0], "{levels:?}");
}

#[test]
fn an_anchor_may_be_drawn_and_has_a_unit_of_its_own() {
    let mut data = valley();
    let mut park = park(Summed::Output, Basis::Real);
    park.anchor = Some(Anchor { year: 2020, value: Distribution::uniform(80.0, 100.0).unwrap().into() });
    park.unit = "1e4 visits".into();
    data.assumptions.satellites = vec![park];
    let model = Model::new(data).unwrap();
    let ensemble = Ensemble::run(&model, &RunSettings::new(2_000, 1)).unwrap();
    let park = ensemble.indicator("satellite.park").unwrap();
    let summary = park.at(2020).unwrap().summary;
    // A uniform number from 80 to 100 has the standard deviation 20 / sqrt 12 = 5.77.
    assert!((summary.mean - 90.0).abs() < 4.0 * 5.77 / 2_000_f64.sqrt(), "{}", summary.mean);
    assert!((summary.sd - 5.77).abs() < 0.3, "{}", summary.sd);
    assert_eq!(park.indicator.unit(model.region()).symbol(), "1e4 visits");
    let share = model.indicator("satellite_share.park").unwrap_err().to_string();
    assert!(share.contains("only money has a share of GDP"), "{share}");
}

#[test]
fn volumes_go_with_output() {
    let mut data = moving(0, &[0.1, 0.1]);
    let by_value = VolumeSize::ByValue { share: 0.3.into(), unit_value: 4000.0.into() };
    data.assumptions.volumes = vec![
        Volume::in_base_year("steel", 0, "Mt", 2020, 5.9),
        Volume { size: by_value, ..Volume::in_base_year("plate", 0, "t", 2020, 0.0) },
        Volume::in_base_year("visits", 1, "1e4 visits", 2022, 121.0),
    ];
    let of = |k| Indicator::of(Measure::Volume, Subject::Volume(k));
    let cases = [
        (of(0), 2020, 5.9),
        (of(0), 2022, 5.9 * 1.21),
        (of(0).over(Form::AverageGrowth, period(2021, 2022)), 2022, 0.1),
        (of(0).over(Form::Total, period(2021, 2022)), 2022, 5.9 * (1.1 + 1.21)),
        (of(0).taken(Form::Index), 2021, 1.1),
        // 30 % of output worth 200 * 10^8 yuan at 4,000 yuan a tonne: 1.5 million tonnes.
        (of(1), 2020, 1.5e6),
        (of(1), 2021, 1.65e6),
        (of(2), 2020, 121.0),
    ];
    holds(&data, &cases);
    let model = Model::new(data).unwrap();
    let indicator = model.indicator("volume_growth_2021_2022.steel").unwrap();
    assert_eq!(indicator.label(model.region()), "steel, average growth 2021-2022");
    assert_eq!(model.indicator("volume.steel").unwrap().unit(model.region()).symbol(), "Mt");
}

#[test]
fn satellites_and_volumes_move_nothing_else() {
    let mut data = valley();
    data.assumptions.sectors[0].shock_sd = 0.1.into();
    let plain = Ensemble::run(&Model::new(data.clone()).unwrap(), &RunSettings::new(300, 3)).unwrap();
    let mut park = park(Summed::ValueAdded, Basis::Nominal);
    park.weights[0].base = Distribution::uniform(0.1, 0.9).unwrap().into();
    data.assumptions.satellites = vec![park];
    data.assumptions.volumes =
        vec![Volume::in_base_year("ore", 0, "Mt", 2020, Distribution::uniform(1.0, 2.0).unwrap())];
    let more = Ensemble::run(&Model::new(data).unwrap(), &RunSettings::new(300, 3)).unwrap();
    for indicator in &plain.indicators {
        assert_eq!(Some(indicator), more.indicator(&indicator.id), "{}", indicator.id);
    }
    assert_eq!(more.indicators.len(), plain.indicators.len() + 2);
}

#[test]
fn what_cannot_be_measured_is_told() {
    let told = |change: &dyn Fn(&mut ModelData)| {
        let mut data = valley();
        data.assumptions.satellites = vec![park(Summed::ValueAdded, Basis::Nominal)];
        data.assumptions.volumes = vec![Volume::in_base_year("steel", 0, "Mt", 2020, 5.9)];
        change(&mut data);
        Model::new(data).map_or_else(|problems| problems.to_string(), |_| "nothing".into())
    };
    assert_eq!(told(&|_| ()), "nothing");
    let satellite = |change: &dyn Fn(&mut Satellite)| told(&|data| change(&mut data.assumptions.satellites[0]));
    let volume = |change: &dyn Fn(&mut Volume)| told(&|data| change(&mut data.assumptions.volumes[0]));
    let cases = [
        (satellite(&|s| s.weights[0].base = 1.5.into()), "satellite.park.weights.mill: found 1.5; allowed is 0 to 1"),
        (satellite(&|s| s.weights[1].drift = 2.0.into()), "satellite.park.drift.shops: found 2; allowed is -1 to 1"),
        (satellite(&|s| s.weights.clear()), "satellite.park.weights: no sector belongs to it"),
        (satellite(&|s| s.weights[1].of = Scope::Sector(7)), "is no sector or group of this region"),
        (satellite(&|s| s.weights[1].of = Scope::Group(0)), "satellite.park.weights.all: mill is counted twice"),
        (satellite(&|s| s.prices = Basis::Physical), "satellite.park.prices: "),
        (
            satellite(&|s| s.unit = "Mt".into()),
            "satellite.park.unit: found \"Mt\"; a sum over sectors is in \"1e8 CNY\"",
        ),
        (
            satellite(&|s| s.anchor = Some(Anchor { year: 2030, value: 1.0.into() })),
            "satellite.park.anchor.year: found 2030; allowed is 2020 to 2024",
        ),
        (
            satellite(&|s| s.anchor = Some(Anchor { year: 2022, value: f64::NAN.into() })),
            "satellite.park.anchor.value: ",
        ),
        (satellite(&|s| s.id = "a park".into()), "found the name \"a park\""),
        (volume(&|v| v.sector = 9), "volume.steel.sector: there are only 2 sectors"),
        (volume(&|v| v.unit = String::new()), "volume.steel.unit: found \"\""),
        (
            volume(&|v| v.size = VolumeSize::ByValue { share: 1.2.into(), unit_value: 0.0.into() }),
            "volume.steel.share: found 1.2; allowed is 0 to 1",
        ),
        (
            told(&|d| d.indicators = vec![Indicator::headline(Measure::Investment).taken(Form::Growth)]),
            "indicators[0]: investment_growth has no value: it is nothing in the base year to begin with",
        ),
        (
            satellite(&|s| {
                s.summed = Summed::HouseholdDemand;
                s.anchor = Some(Anchor { year: 2022, value: 1.0.into() });
            }),
            "satellite.park.anchor: what it sums up is nothing in the base year",
        ),
        (told(&|d| d.assumptions.volumes = vec![d.assumptions.volumes[0].clone(); 2]), "stands for two of them"),
    ];
    for (told, expected) in cases {
        assert!(told.contains(expected), "{told} is not {expected}");
    }
}

#[test]
fn a_reference_series_by_hand() {
    // GDP: 160, 170, 181, 174.95, 177.249. The nation grows by 3 %, in 2022 by 5 %.
    let gdp = Indicator::headline(Measure::Gdp);
    let mut data = moving(0, &[0.1, 0.1, -0.05, 0.02]);
    data.assumptions.references = vec![
        Reference { known: vec![(2022, 0.05)], ..Reference::new("nation", gdp, 0.03) },
        Reference::new("prices", Indicator::of(Measure::Share, Subject::Sector(0)), -0.01),
    ];
    let nation = Indicator::of(Measure::Relative, Subject::Reference(0));
    let cases = [
        (nation, 2020, 1.0),
        (nation, 2021, 170.0 / 160.0 / 1.03),
        (nation, 2023, 174.95 / 160.0 / (1.03 * 1.05 * 1.03)),
        (nation.over(Form::AverageGrowth, period(2021, 2022)), 2022, (181.0_f64 / 160.0 / (1.03 * 1.05)).sqrt() - 1.0),
        (nation.over(Form::Rising, period(2021, 2022)), 2022, 1.0),
        (nation.over(Form::Rising, period(2021, 2023)), 2023, 0.0),
        // What is a ratio itself: the share of the mill in GDP.
        (Indicator::of(Measure::Relative, Subject::Reference(1)), 2021, (110.0 / 170.0) / (100.0 / 160.0) / 0.99),
    ];
    holds(&data, &cases);
}

#[test]
fn the_growth_of_a_reference_is_drawn_once_a_path() {
    let mut data = moving(0, &[0.1]);
    let growth = Distribution::uniform(0.0, 0.1).unwrap();
    data.assumptions.references = vec![Reference::new("nation", Indicator::headline(Measure::Gdp), growth)];
    let relative = Indicator::of(Measure::Relative, Subject::Reference(0));
    let outcome = on_path(data.clone(), 9);
    let (first, last) = (value(&outcome, relative, 2021), value(&outcome, relative, 2024));
    let rate = 170.0 / 160.0 / first - 1.0;
    assert!((0.0..0.1).contains(&rate));
    assert!((last - 170.0 / 160.0 / (1.0 + rate).powi(4)).abs() < 1e-12, "one rate in all years");
    assert!((value(&on_path(data, 10), relative, 2021) - first).abs() > 1e-6, "another on another path");
}
