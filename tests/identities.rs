//! Identities that hold on every path and year, over random regions.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

#[path = "random_region/usual.rs"]
mod usual;

use kapok::economy::{
    AccountsData, Carrier, EnergyData, Extras, FinalDemandData, Group, GroupKind, HouseholdEnergy, Region, Scope,
    Sector,
};
use kapok::ensemble::PathRecord;
use kapok::model::{
    BaseNumber, Centre, DemandTotal, DrawnNumber, Form, Growth, Indicator, Measure, Period, RankCorrelation, Satellite,
    Subject, Summed, Volume, Weight,
};
use kapok::projection::Draw;
use kapok::sampling::{Distribution, LANES, Lanes, Uncertain};
use kapok::units::Basis;
use kapok::{Ensemble, Model, ModelData, Projection, RunSettings};
use nalgebra::DMatrix;
use proptest::prelude::*;
use usual::assume_usual;

/// Numbers between 0 and 1 from which a region is made.
#[derive(Debug, Clone)]
struct Recipe {
    sectors: usize,
    numbers: Vec<f64>,
}

fn recipe() -> impl Strategy<Value = Recipe> {
    (1usize..=15).prop_flat_map(|sectors| {
        prop::collection::vec(0.0..1.0f64, sectors * (sectors + 16))
            .prop_map(move |numbers| Recipe { sectors, numbers })
    })
}

/// A region in which anything may happen that the checks allow.
fn region_of(recipe: &Recipe) -> ModelData {
    let n = recipe.sectors;
    let mut numbers = recipe.numbers.iter().copied();
    let mut next = || numbers.next().expect("there are numbers enough");
    let mut series = |low: f64, high: f64| -> Vec<f64> { (0..n).map(|_| low + (high - low) * next()).collect() };
    let value_added = series(0.5, 200.0);
    let ratio = series(0.1, 0.9);
    let share = series(0.0, 1.0);
    // At most four fifths of each category is spent on what the region makes.
    let weight = |raw: Vec<f64>| -> Vec<f64> { raw.iter().map(|b| 0.8 * b / (raw.len() as f64)).collect() };
    let (households, government, investment) =
        (weight(series(0.0, 1.0)), weight(series(0.0, 1.0)), weight(series(0.0, 1.0)));
    let growth = series(-0.05, 0.12);
    let long_run = series(-0.02, 0.06);
    let elasticity = series(0.3, 1.8);
    let shock = series(0.0, 0.15);
    let gap = series(-0.3, 0.05);
    let efficiency = series(-0.02, 0.04);
    let intensity = series(0.0, 1.0);
    let mut coefficients = DMatrix::from_fn(n, n, |_, _| 0.0);
    for j in 0..n {
        let column = series(0.0, 1.0);
        let room = (1.0 - ratio[j]) / column.iter().sum::<f64>().max(1.0);
        (0..n).for_each(|i| coefficients[(i, j)] = column[i] * room);
    }
    let half = n.div_ceil(2);
    let group = |id: &str, kind, members| Group { id: id.into(), label: id.into(), term: String::new(), kind, members };
    let region = Region {
        name: "Anywhere".into(),
        term: String::new(),
        base_year: 2020,
        sectors: (0..n).map(|i| Sector::new(&format!("s{i}"))).collect(),
        groups: if n > 1 {
            vec![
                group("first", GroupKind::Branch, (0..half).collect()),
                group("second", GroupKind::Branch, (half..n).collect()),
            ]
        } else {
            vec![group("first", GroupKind::Branch, vec![0])]
        },
        industry: Some(0),
        extras: Extras::default(),
    };
    let gdp: f64 = value_added.iter().sum();
    let mut data = ModelData::new(
        region,
        AccountsData {
            value_added,
            value_added_ratio: ratio,
            coefficients,
            purchase_share: share,
            location_quotients: None,
            households: FinalDemandData { total: 0.4 * gdp, composition: households },
            government: FinalDemandData { total: 0.1 * gdp, composition: government },
            investment: FinalDemandData { total: 0.3 * gdp, composition: investment },
            external_floor: 0.01,
        },
        2030,
    );
    data.energy = Some(EnergyData {
        carriers: vec![Carrier::new("coal", Some(2.5)), Carrier::new("electricity", None)],
        electricity: Some(1),
        shares: vec![vec![0.6, 0.4]; n],
        co2_combustion: intensity.clone(),
        co2_process: vec![0.1; n],
        intensity,
        electricity_calorific: 0.1229,
        electricity_coal_equivalent: 0.305,
        grid_co2: 0.5,
        household: HouseholdEnergy { total: 3.0, shares: vec![0.7, 0.3] },
    });
    let a = &mut data.assumptions;
    assume_usual(a);
    for (i, sector) in a.sectors.iter_mut().enumerate() {
        sector.growth = Growth::Demand(Uncertain::from(Distribution::normal(growth[i], 0.02).expect("sd above 0")));
        sector.long_run_growth = long_run[i].into();
        sector.income_elasticity = elasticity[i].into();
        sector.shock_sd = shock[i].into();
        sector.base_year_gap = gap[i].into();
        sector.efficiency = efficiency[i].into();
    }
    // The growth of neighbours goes together.
    let name = |i: usize| format!("sector.{}.demand_growth", data.region.sectors[i].id);
    let pairs = (1..n).map(|i| RankCorrelation::new(&name(i - 1), &name(i), if i % 2 == 0 { 0.4 } else { -0.3 }));
    data.dependence.correlations = pairs.collect();
    data
}

/// Draws around every number of the accounts that may be drawn; some of them leave no room for inputs.
fn drawn_around(data: &ModelData) -> Vec<DrawnNumber> {
    let n = data.accounts.value_added.len();
    let own =
        (0..n).flat_map(|i| [BaseNumber::ValueAdded(i), BaseNumber::ValueAddedRatio(i), BaseNumber::PurchaseShare(i)]);
    let first = BaseNumber::Coefficient { supplier: 0, user: n - 1 };
    let totals = [DemandTotal::Households, DemandTotal::Government, DemandTotal::Investment].map(BaseNumber::Total);
    own.chain([first])
        .chain(totals)
        .map(|number| {
            let central = number.central(&data.accounts).unwrap();
            let most = match number {
                BaseNumber::PurchaseShare(_) | BaseNumber::ValueAddedRatio(_) => (1.3 * central).min(1.0),
                _ => 1.5 * central,
            };
            let value = Distribution::two_piece(0.7 * central, central, most).map_or(central.into(), Uncertain::from);
            DrawnNumber { number, value, centre: Centre::Median }
        })
        .collect()
}

fn near(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= 1e-9 * scale.abs().max(1e-300)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn output_equals_use_and_gdp_equals_demand_less_imports(recipe in recipe(), seed in any::<u64>()) {
        let model = Model::new(region_of(&recipe)).unwrap();
        let accounts = model.accounts();
        let projection = Projection::new(&model).unwrap();
        let n = accounts.sectors();
        let mut failure = None;
        projection.block().run(Draw::random(seed, 0), |state| {
            if state.step == 0 {
                return;
            }
            for lane in 0..LANES {
                let x: Vec<f64> = state.output.iter().map(|x| x[lane]).collect();
                for i in 0..n {
                    let used: f64 = (0..n).map(|j| accounts.coefficients[(i, j)] * x[j]).sum();
                    if !near(x[i], used + state.demand[i][lane], x[i]) {
                        failure = Some(format!("x = A x + f in sector {i}, year {}", state.step));
                    }
                }
                let demand: f64 = state.demand.iter().map(|f| f[lane]).sum();
                let imports: f64 = (0..n).map(|j| accounts.imports[j] * x[j]).sum();
                if !near(state.gdp[lane], demand - imports, state.gdp[lane]) {
                    failure = Some(format!("V = sum f - sum m x, year {}", state.step));
                }
            }
        });
        prop_assert_eq!(failure, None);
    }

    #[test]
    fn the_base_year_balances_and_leaves_the_least_external_sales(recipe in recipe()) {
        let model = Model::new(region_of(&recipe)).unwrap();
        let accounts = model.accounts();
        let f = accounts.households.base_demand()
            + accounts.government.base_demand()
            + accounts.investment.base_demand()
            + &accounts.external;
        for i in 0..accounts.sectors() {
            let used = accounts.coefficients.row(i).transpose().dot(&accounts.output);
            prop_assert!(near(accounts.output[i], used + f[i], accounts.output[i]));
            prop_assert!(accounts.external[i] >= (0.01 - 1e-9) * accounts.output[i]);
            prop_assert!((0.0..=1.0).contains(&accounts.local_scale[i]) && accounts.imports[i] >= -1e-12);
        }
    }

    #[test]
    fn drawn_accounts_balance_on_every_path(recipe in recipe(), seed in any::<u64>()) {
        let mut data = region_of(&recipe);
        data.drawn_accounts = drawn_around(&data);
        let model = Model::new(data).unwrap();
        let (n, gdp) = (model.accounts().sectors(), model.accounts().gdp());
        let projection = Projection::new(&model).unwrap();
        let mut block = projection.block();
        let mut years = Vec::new();
        block.run(Draw::random(seed, 1), |state| years.push(state.clone()));
        let base = block.base();
        for lane in (0..LANES).filter(|lane| base.faults[*lane].is_none()) {
            let sum = |values: &[Lanes]| values.iter().map(|value| value[lane]).sum::<f64>();
            prop_assert!(near(sum(&years[0].value_added), gdp, gdp), "draws keep GDP");
            for i in 0..n {
                let (x, w) = (base.output[i][lane], base.value_added_ratio[i][lane]);
                prop_assert!(base.external[i][lane] >= (0.01 - 1e-9) * x && base.imports[i][lane] >= -1e-9);
                prop_assert!(near(years[0].value_added[i][lane], w * x, w * x));
            }
            for state in &years[1..] {
                let imports: f64 = (0..n).map(|j| base.imports[j][lane] * state.output[j][lane]).sum();
                prop_assert!(near(state.gdp[lane], sum(&state.demand) - imports, state.gdp[lane]), "V = sum f - sum m x");
            }
        }
    }

    #[test]
    fn at_the_median_drawn_accounts_are_the_central_ones(recipe in recipe()) {
        let known = Model::new(region_of(&recipe)).unwrap();
        let mut data = region_of(&recipe);
        data.drawn_accounts = drawn_around(&data);
        let drawn = Model::new(data).unwrap();
        let run = |model: &Model| {
            let projection = Projection::new(model).unwrap();
            let mut output = Vec::new();
            projection.block().run(Draw::Median, |state| output.extend(state.output.iter().map(|x| x[0])));
            output
        };
        for (a, b) in run(&known).into_iter().zip(run(&drawn)) {
            prop_assert!(near(a, b, a), "{a} against {b}");
        }
    }

    #[test]
    fn nothing_assumed_leaves_the_base_year_for_ever(recipe in recipe()) {
        let still = region_of(&recipe);
        let mut data = ModelData::new(still.region.clone(), still.accounts.clone(), 2040);
        data.energy = still.energy;
        let model = Model::new(data).unwrap();
        let projection = Projection::new(&model).unwrap();
        let mut worst: f64 = 0.0;
        projection.block().run(Draw::random(1, 0), |state| {
            for lane in 0..LANES {
                for i in 0..model.accounts().sectors() {
                    worst = worst.max((state.output[i][lane] / model.accounts().output[i] - 1.0).abs());
                    worst = worst.max((state.energy_ratio[i][lane] - 1.0).abs());
                }
                worst = worst.max((state.price_level[lane] - 1.0).abs());
            }
        });
        prop_assert!(worst < 1e-11, "off by {worst:e}");
    }

    #[test]
    fn renaming_the_order_of_sectors_changes_nothing_but_the_order(recipe in recipe(), seed in any::<u64>()) {
        let data = region_of(&recipe);
        let reversed = reverse(&data);
        let run = |data: ModelData| {
            let model = Model::new(data).unwrap();
            let projection = Projection::new(&model).unwrap();
            let mut last = Vec::new();
            projection.block().run(Draw::random(seed, 2), |state| last.clone_from(&state.output));
            last
        };
        let (forward, mut backward) = (run(data), run(reversed));
        backward.reverse();
        for (a, b) in forward.iter().flatten().zip(backward.iter().flatten()) {
            prop_assert!(near(*a, *b, *a), "{a} against {b}");
        }
    }

    #[test]
    fn shares_sum_to_one_and_groups_to_their_members(recipe in recipe(), seed in any::<u64>()) {
        let model = Model::new(region_of(&recipe)).unwrap();
        // One path: then every statistic is the path's own value, and sums must hold exactly as they do on paths.
        let ensemble = Ensemble::run(&model, &RunSettings::new(1, seed)).unwrap();
        let at = |id: &str| ensemble.indicator(id).unwrap().at(2030).unwrap().summary.mean;
        let branches = if recipe.sectors > 1 { vec!["first", "second"] } else { vec!["first"] };
        for measure in ["share", "share_nominal"] {
            let sum: f64 = branches.iter().map(|b| at(&format!("{measure}.{b}"))).sum();
            prop_assert!(near(sum, 1.0, 1.0), "{measure} sums to {sum}");
            let sum: f64 = (0..recipe.sectors).map(|i| at(&format!("{measure}.s{i}"))).sum();
            prop_assert!(near(sum, 1.0, 1.0), "{measure} sums to {sum} over sectors");
        }
        for measure in ["value_added", "output", "output_nominal", "growth_contribution", "growth_contribution_share_2021_2030"] {
            let members: f64 = (0..recipe.sectors.div_ceil(2)).map(|i| at(&format!("{measure}.s{i}"))).sum();
            let group = at(&format!("{measure}.first"));
            prop_assert!(near(members, group, group.abs().max(1e-3)), "{measure}: {members} against {group}");
        }
        let contributions: f64 = (0..recipe.sectors).map(|i| at(&format!("growth_contribution.s{i}"))).sum();
        prop_assert!((contributions - at("gdp_growth")).abs() < 1e-12);
        let value_added: f64 = branches.iter().map(|b| at(&format!("value_added.{b}"))).sum();
        prop_assert!(near(value_added, at("gdp"), value_added));
    }

    #[test]
    fn satellites_volumes_and_forms_agree_with_what_they_are_made_of(recipe in recipe(), seed in any::<u64>()) {
        let mut data = region_of(&recipe);
        let whole = |summed, prices| {
            let weights = (0..recipe.sectors).map(|i| Weight::of(Scope::Sector(i), 1.0)).collect();
            Satellite { prices, ..Satellite::new("whole", summed, weights) }
        };
        let named = |id: &str, satellite: Satellite| Satellite { id: id.into(), ..satellite };
        data.assumptions.satellites = vec![
            named("real", whole(Summed::ValueAdded, Basis::Real)),
            named("nominal", whole(Summed::ValueAdded, Basis::Nominal)),
            named("sold", whole(Summed::ExternalSales, Basis::Real)),
        ];
        data.assumptions.volumes = vec![Volume::in_base_year("made", 0, "t", 2020, 7.0)];
        let value_added = Indicator::of(Measure::ValueAdded, Subject::Sector(0));
        let volume = Indicator::of(Measure::Volume, Subject::Volume(0));
        let output = Indicator::of(Measure::Output, Subject::Sector(0));
        let period = Period { from: 2021, to: 2030 };
        data.indicators = vec![
            value_added.over(Form::AverageGrowth, period),
            value_added.over(Form::Change, period),
            value_added.over(Form::Total, period),
            value_added.taken(Form::Index),
            volume.taken(Form::Growth),
            output.taken(Form::Growth),
            volume.over(Form::Change, period),
            Indicator::headline(Measure::ExternalSales).taken(Form::Share),
        ];
        let model = Model::new(data).unwrap();
        let projection = Projection::new(&model).unwrap();
        let layout = RunSettings::new(200, seed).layout(&projection).unwrap();
        let outcome = PathRecord::of(&projection, &layout, 70).unwrap().outcome.unwrap();
        let at = |id: &str, year| outcome.indicator(id).unwrap().at(year).unwrap();
        for year in 2020..=2030 {
            prop_assert!(near(at("satellite.real", year), at("gdp", year), at("gdp", year)));
            prop_assert!(near(at("satellite.nominal", year), at("gdp_nominal", year), at("gdp_nominal", year)));
            prop_assert!(near(at("satellite.sold", year), at("external_sales", year), at("external_sales", year)));
            let share = at("external_sales", year) / at("gdp", year);
            prop_assert!(near(at("external_sales_share", year), share, share));
            let index = at("value_added.s0", year) / at("value_added.s0", 2020);
            prop_assert!(near(at("value_added_index.s0", year), index, index));
            prop_assert!(near(at("deflator", year) * at("gdp", year), at("gdp_nominal", year), at("gdp_nominal", year)));
        }
        for year in 2021..=2030 {
            let growth = at("output_growth.s0", year);
            prop_assert!((at("volume_growth.made", year) - growth).abs() < 1e-9 * (1.0 + growth.abs()));
        }
        let change = at("value_added_change_2021_2030.s0", 2030);
        let compound = (1.0 + at("value_added_growth_2021_2030.s0", 2030)).powi(10);
        prop_assert!(near(1.0 + change, compound, compound));
        prop_assert!(near(1.0 + change, at("value_added_index.s0", 2030), compound));
        let total: f64 = (2021..=2030).map(|year| at("value_added.s0", year)).sum();
        prop_assert!(near(at("value_added_total_2021_2030.s0", 2030), total, total));
    }
}

/// The same region with its sectors in the opposite order.
fn reverse(data: &ModelData) -> ModelData {
    let mut reversed = data.clone();
    let n = data.region.sectors.len();
    reversed.region.sectors.reverse();
    for group in &mut reversed.region.groups {
        group.members.iter_mut().for_each(|i| *i = n - 1 - *i);
    }
    let accounts = &mut reversed.accounts;
    accounts.value_added.reverse();
    accounts.value_added_ratio.reverse();
    accounts.purchase_share.reverse();
    accounts.coefficients = DMatrix::from_fn(n, n, |i, j| data.accounts.coefficients[(n - 1 - i, n - 1 - j)]);
    for demand in [&mut accounts.households, &mut accounts.government, &mut accounts.investment] {
        demand.composition.reverse();
    }
    let energy = reversed.energy.as_mut().expect("the region has energy data");
    for series in [&mut energy.intensity, &mut energy.co2_combustion, &mut energy.co2_process] {
        series.reverse();
    }
    energy.shares.reverse();
    reversed.income.share_of_value_added.reverse();
    reversed.assumptions.sectors.reverse();
    reversed
}
