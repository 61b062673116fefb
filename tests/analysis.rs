//! Analyses against what they must come to by other means: direct counts over the engine's own blocks, closed forms, identities.

#![allow(clippy::unwrap_used)] // a test stops at the first surprise

use kapok::analysis::{
    Comparison, ComparisonError, Decomposed, Decomposition, DecompositionError, Discovery, Frontier, Lever, Method,
    Outcome, Sensitivity, SensitivityError, Shape, Solution, SolveError,
};
use kapok::economy::{AccountsData, Extras, FinalDemandData, Region, Sector};
use kapok::model::{Comparator, Growth, Indicator, Measure};
use kapok::projection::Draw;
use kapok::sampling::{Distribution, LANES};
use kapok::{Ensemble, Model, ModelData, Projection, RunSettings, Scenario};
use nalgebra::DMatrix;

fn built(name: &str) -> Model {
    Scenario::load(name).unwrap().build().unwrap()
}

/// A region of sectors that buy nothing from each other, each with value added of 1: GDP is the sum of what they sell.
fn apart(sectors: usize, horizon: i32) -> ModelData {
    let region = Region {
        name: "Apart".into(),
        term: String::new(),
        base_year: 2020,
        sectors: (0..sectors).map(|i| Sector::new(&format!("s{i}"))).collect(),
        groups: Vec::new(),
        industry: None,
        extras: Extras::default(),
    };
    let accounts = AccountsData {
        value_added: vec![1.0; sectors],
        value_added_ratio: vec![0.5; sectors],
        coefficients: DMatrix::zeros(sectors, sectors),
        purchase_share: vec![1.0; sectors],
        location_quotients: None,
        households: FinalDemandData::none(sectors),
        government: FinalDemandData::none(sectors),
        investment: FinalDemandData::none(sectors),
        external_floor: 0.0,
    };
    ModelData::new(region, accounts, horizon)
}

fn demand_growth(data: &mut ModelData, sector: usize, growth: impl Into<kapok::sampling::Uncertain>) {
    data.assumptions.sectors[sector].growth = Growth::Demand(growth.into());
}

/// A target on GDP in the last year.
fn gdp_at_least(data: &mut ModelData, value: f64) {
    let mut target = built("baseline").targets()[0].clone();
    target.id = "gdp".into();
    target.indicator = Indicator::headline(Measure::Gdp);
    target.year = data.horizon;
    (target.comparator, target.value, target.value_high) = (Comparator::AtLeast, value, None);
    data.targets = vec![target];
}

#[test]
fn a_comparison_counts_what_the_engine_carries() {
    let (a, b) = (built("baseline"), built("plan"));
    let (a, b) = (Projection::new(&a).unwrap(), Projection::new(&b).unwrap());
    let paths = 40 * LANES as u64;
    let found = Comparison::run(&a, &b, &RunSettings::new(paths, 7)).unwrap();
    let (mut more, mut sum) = (0_u64, 0.0);
    for block in 0..40 {
        let gdp = [&a, &b].map(|projection| {
            let mut gdp = kapok::sampling::Lanes::all(0.0);
            projection.block().run(Draw::random(7, block), |state| gdp = state.gdp);
            gdp
        });
        for (a, b) in gdp[0].iter().zip(gdp[1]) {
            more += u64::from(b > *a);
            sum += b - a;
        }
    }
    let gdp = found.at("gdp", 2035).unwrap();
    assert_eq!(gdp.probability_b_greater, more as f64 / paths as f64);
    assert!((gdp.mean_difference - sum / paths as f64).abs() < 1e-9);
    // The scenarios by themselves: medians and targets are those of their runs.
    let runs = [&a, &b].map(|projection| Ensemble::of(projection, &RunSettings::new(paths, 7)).unwrap());
    for (run, median) in runs.iter().zip([gdp.median_a, gdp.median_b]) {
        assert_eq!(run.indicator("gdp").unwrap().at(2035).unwrap().summary.median(), median);
    }
    for target in &found.targets {
        let [a, b] = [0, 1].map(|of| runs[of].target(&target.id).unwrap().probability);
        assert!((target.probability_a - a).abs() < 1e-12 && (target.probability_b - b).abs() < 1e-12, "{}", target.id);
        assert!((target.change - (b - a)).abs() < 1e-12);
    }
    // Far fewer paths than two runs would take.
    assert!(gdp.variance_ratio.unwrap() > 20.0);
    // Threads change nothing.
    let alone = Comparison::run(&a, &b, &RunSettings { threads: Some(1), ..RunSettings::new(paths, 7) }).unwrap();
    assert_eq!((found.indicators, found.targets), (alone.indicators, alone.targets));
}

#[test]
fn a_scenario_does_not_differ_from_itself() {
    let model = built("baseline");
    let projection = Projection::new(&model).unwrap();
    let found = Comparison::run(&projection, &projection, &RunSettings::new(640, 1)).unwrap();
    for year in &found.indicators {
        assert_eq!((year.mean_difference, year.se, year.difference), (0.0, 0.0, [0.0; 3]), "{}", year.id);
        assert_eq!((year.probability_a_greater, year.variance_ratio, year.dominance), (0.0, None, None));
    }
    assert!(found.targets.iter().all(|target| target.change == 0.0 && target.se == 0.0));
}

#[test]
fn scenarios_without_a_common_year_are_not_compared() {
    let mut late = apart(1, 2025);
    late.region.base_year = 2030;
    (late.horizon, late.report_years) = (2035, vec![2030, 2035]);
    late.periods = Vec::new();
    let (early, late) = (Model::new(apart(1, 2025)).unwrap(), Model::new(late).unwrap());
    let (early, late) = (Projection::new(&early).unwrap(), Projection::new(&late).unwrap());
    let error = Comparison::run(&early, &late, &RunSettings::new(64, 1)).unwrap_err();
    assert!(matches!(error, ComparisonError::NothingInCommon { .. }) && error.to_string().contains("2030 to 2035"));
}

#[test]
fn shares_of_variance_are_those_of_a_sum() {
    // GDP a year on is the sum of 1 + g_i, g normal with sd .03 and .01 (and a third that is known): shares .9 and .1.
    let mut data = apart(3, 2021);
    demand_growth(&mut data, 0, Distribution::normal(0.02, 0.03).unwrap());
    demand_growth(&mut data, 1, Distribution::normal(0.02, 0.01).unwrap());
    let model = Model::new(data).unwrap();
    let projection = Projection::new(&model).unwrap();
    let of = (Indicator::headline(Measure::Gdp), 2021);
    let sobol = Sensitivity::of(&projection, &RunSettings::new(16_384, 1), of, Method::Sobol, &[]).unwrap();
    let ranks = Sensitivity::of(&projection, &RunSettings::new(16_384, 1), of, Method::Rank, &[]).unwrap();
    for (place, share) in [0.9, 0.1].into_iter().enumerate() {
        assert_eq!(sobol.influences[place].variable, format!("sector.s{place}.demand_growth"));
        for (name, found) in &sobol.influences[place].measures {
            // Three quarters of a 99.7 % interval's worth on both sides.
            let slack = (found.high - found.low) * 0.75;
            assert!((found.value - share).abs() < slack.max(0.01), "{name} {found:?} {share}");
        }
        // Of normal variables with correlation r, ranks correlate by 6 / pi arcsin(r / 2) (Pearson 1907).
        let (_, spearman) = ranks.influences[place].measures[1];
        let expected = 6.0 / std::f64::consts::PI * (share.sqrt() / 2.0).asin();
        assert!((spearman.value - expected).abs() < 0.02, "{spearman:?} {expected}");
    }
    // No shocks: all of it is what is not known.
    assert!((sobol.epistemic.unwrap().value - 1.0).abs() < 1e-12);
    let tornado = Sensitivity::of(&projection, &RunSettings::new(1, 1), of, Method::Tornado, &[]).unwrap();
    // From the 5 % to the 95 % quantile of N(.02, .03).
    let (_, swing) = tornado.influences[0].measures[0];
    assert!((swing.value - 2.0 * 1.644_853_626_951_472 * 0.03).abs() < 1e-9, "{swing:?}");
}

#[test]
fn shocks_have_the_share_that_is_left() {
    // A number of variance .02^2 and a shock of variance .01^2 in logs: four fifths are not known.
    let mut data = apart(1, 2021);
    demand_growth(&mut data, 0, Distribution::normal(0.0, 0.02).unwrap());
    data.assumptions.sectors[0].shock_sd = 0.01.into();
    let model = Model::new(data).unwrap();
    let projection = Projection::new(&model).unwrap();
    let of = (Indicator::headline(Measure::Gdp), 2021);
    for method in [Method::Rank, Method::Sobol] {
        let found = Sensitivity::of(&projection, &RunSettings::new(16_384, 3), of, method, &[]).unwrap();
        let epistemic = found.epistemic.unwrap();
        assert!(
            (epistemic.low..=epistemic.high).contains(&0.8) || (epistemic.value - 0.8).abs() < 0.01,
            "{epistemic:?}"
        );
    }
    // Where nothing is drawn, nothing is unknown.
    let mut known = apart(1, 2021);
    known.assumptions.sectors[0].shock_sd = 0.01.into();
    let known = Model::new(known).unwrap();
    let known = Projection::new(&known).unwrap();
    for method in [Method::Rank, Method::Sobol] {
        let found = Sensitivity::of(&known, &RunSettings::new(640, 3), of, method, &[]).unwrap();
        assert!(found.epistemic.unwrap().value == 0.0 && found.influences.is_empty());
    }
    let base_year = (Indicator::headline(Measure::Gdp), 2020);
    let settings = RunSettings::new(640, 3);
    for method in [Method::Rank, Method::Sobol] {
        let error = Sensitivity::of(&projection, &settings, base_year, method, &[]).unwrap_err();
        assert_eq!(error, SensitivityError::Constant);
    }
}

#[test]
fn a_planted_condition_is_discovered() {
    // GDP reaches 2.1 exactly where g_0 + g_1 >= .1, and g_1 matters hardly: uniform 0 to .2 and 0 to .002.
    let mut data = apart(2, 2021);
    demand_growth(&mut data, 0, Distribution::uniform(0.0, 0.2).unwrap());
    demand_growth(&mut data, 1, Distribution::uniform(0.0, 0.002).unwrap());
    gdp_at_least(&mut data, 2.1);
    let model = Model::new(data).unwrap();
    let projection = Projection::new(&model).unwrap();
    let settings = RunSettings::new(20_000, 1);
    let found = Discovery::of(&projection, &settings, "gdp", Outcome::Missed).unwrap().unwrap();
    let [condition] = &found.boxes[0].conditions[..] else { panic!("{:?}", found.boxes) };
    assert_eq!((condition.variable.as_str(), condition.low), ("sector.s0.demand_growth", None));
    assert!((condition.high.unwrap() - 0.1).abs() < 0.003);
    let fit = found.boxes[0].held_back;
    assert!(fit.density > 0.98 && fit.coverage > 0.97, "{fit:?}");
    // Nothing to discover where every path meets it; no such target.
    let easy = Discovery::of(&projection, &RunSettings::new(64, 1), "no such", Outcome::Missed).unwrap();
    assert!(easy.is_none());
}

#[test]
fn a_target_met_on_every_path_leaves_nothing_to_discover() {
    let mut data = apart(1, 2021);
    demand_growth(&mut data, 0, Distribution::uniform(0.0, 0.1).unwrap());
    gdp_at_least(&mut data, 0.5);
    let model = Model::new(data).unwrap();
    let projection = Projection::new(&model).unwrap();
    let found = Discovery::of(&projection, &RunSettings::new(640, 1), "gdp", Outcome::Missed).unwrap().unwrap();
    assert!(found.share == 0.0 && found.boxes.is_empty() && found.leaves.is_empty());
}

#[test]
fn effects_leave_nothing_over() {
    // Of each scenario: fixed technology, technology changed alike and drawn on every path, carriers replaced, a quota.
    let names = ["baseline", "vanadium-titanium-upgrade", "two-industry-integration", "green-transition", "steel-cap"];
    for name in names {
        let model = built(name);
        let projection = Projection::new(&model).unwrap();
        for what in Decomposed::ALL {
            let settings = RunSettings::new(640, 5);
            let found = Decomposition::over_years(&projection, &settings, what, 2020, 2035).unwrap();
            assert!(found.largest_residual < 1e-9, "{name} {what:?}: {}", found.largest_residual);
            assert_eq!(found.failed, 0);
        }
    }
}

#[test]
fn effects_between_scenarios_add_up_to_what_they_differ_by() {
    let (a, b) = (built("baseline"), built("green-transition"));
    let (a, b) = (Projection::new(&a).unwrap(), Projection::new(&b).unwrap());
    let settings = RunSettings::new(1_280, 5);
    let compared = Comparison::run(&a, &b, &settings).unwrap();
    for (what, indicator) in
        [(Decomposed::Co2, "co2"), (Decomposed::Energy, "energy"), (Decomposed::EnergyIntensity, "energy_intensity")]
    {
        let found = Decomposition::between(&a, &b, &settings, what, 2035).unwrap();
        let total = found.effect("total").unwrap().summary.mean;
        let difference = compared.at(indicator, 2035).unwrap().mean_difference;
        assert!((total - difference).abs() < 1e-9 * difference.abs(), "{indicator}: {total} {difference}");
    }
}

#[test]
fn contributions_to_growth_are_those_that_runs_report() {
    let model = built("baseline");
    let projection = Projection::new(&model).unwrap();
    let settings = RunSettings::new(1_280, 5);
    let found = Decomposition::over_years(&projection, &settings, Decomposed::GdpGrowth, 2024, 2025).unwrap();
    let run = Ensemble::of(&projection, &settings).unwrap();
    for effect in found.effects.iter().filter(|effect| effect.name == "contribution") {
        let Some(sector) = &effect.sector else { continue };
        let reported = run.indicator(&format!("growth_contribution.{sector}")).unwrap().at(2025).unwrap().summary.mean;
        assert!((effect.summary.mean - reported).abs() < 1e-12, "{sector}");
    }
}

#[test]
fn years_in_the_wrong_order_are_refused() {
    let model = built("baseline");
    let projection = Projection::new(&model).unwrap();
    let of = |from, to| {
        Decomposition::over_years(&projection, &RunSettings::new(64, 1), Decomposed::Energy, from, to).unwrap_err()
    };
    assert_eq!(of(2030, 2025), DecompositionError::Order { from: 2030, to: 2025 });
    assert_eq!(of(2020, 2040), DecompositionError::Year { year: 2040, first: 2020, last: 2035 });
    let poor = Model::new(apart(1, 2021)).unwrap();
    let poor = Projection::new(&poor).unwrap();
    let error = Decomposition::over_years(&poor, &RunSettings::new(64, 1), Decomposed::Co2, 2020, 2021).unwrap_err();
    assert_eq!(error, DecompositionError::NoEnergy("Apart".into()));
}

#[test]
fn a_lever_is_solved_for_in_closed_form() {
    // GDP = (1 + g) e^(.02 z): at least 1.05 with probability Phi((ln(1 + g) - ln 1.05) / .02), 0.8 at
    // g = 1.05 e^(.02 * .841_621) - 1.
    let mut data = apart(1, 2021);
    demand_growth(&mut data, 0, Distribution::normal(0.0, 0.01).unwrap());
    data.assumptions.sectors[0].shock_sd = 0.02.into();
    gdp_at_least(&mut data, 1.05);
    let model = Model::new(data).unwrap();
    let lever = Lever::named("sector.s0.demand_growth", &model).unwrap().within(0.0, 0.15).unwrap();
    let found = Solution::of(&model, &RunSettings::new(50_000, 1), "gdp", 0.8, &lever).unwrap();
    let expected = 1.05 * (0.02_f64 * 0.841_621_233_572_914).exp() - 1.0;
    let at = found.solved.at.unwrap();
    // The standard error of the probability, .0018, over the density of ln GDP there, 14: .00013.
    assert!((at.value - expected).abs() < 4.0 * 0.000_15, "{at:?} {expected}");
    assert!(at.probability >= 0.8 && found.solved.shape == Shape::Rising);
    // Present: Phi(-ln 1.05 / sqrt(.02^2 + .01^2)).
    assert!((found.present - 0.014_6).abs() < 0.003, "{}", found.present);

    let low = lever.clone().within(0.0, 0.02).unwrap();
    let found = Solution::of(&model, &RunSettings::new(2_000, 1), "gdp", 0.8, &low).unwrap();
    assert_eq!((found.solved.at, found.solved.shape), (None, Shape::Rising));
    let error = Solution::of(&model, &RunSettings::new(64, 1), "gdp", 1.5, &lever).unwrap_err();
    assert_eq!(error, SolveError::Probability(1.5));
    assert!(Lever::named("sector.s0.demand_grwth", &model).unwrap_err().to_string().contains("did you mean"));
    assert!(lever.within(0.2, 0.1).is_err());
}

#[test]
fn levers_that_stand_in_for_each_other_have_a_straight_frontier() {
    // GDP = 2 + g_0 + g_1, known: 2.1 is reached where they add up to .1.
    let mut data = apart(2, 2021);
    gdp_at_least(&mut data, 2.1);
    let model = Model::new(data).unwrap();
    let [first, second] =
        [0, 1].map(|i| Lever::named(&format!("sector.s{i}.demand_growth"), &model).unwrap().within(0.0, 0.1).unwrap());
    let found = Frontier::of(&model, &RunSettings::new(64, 1), "gdp", 0.5, [&first, &second]).unwrap();
    for (given, solved) in &found.points {
        let at = solved.at.unwrap();
        assert!((at.value + given - 0.1).abs() < 1e-4, "{given} {at:?}");
    }
}
