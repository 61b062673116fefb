//! Random regions of 1 to 60 sectors in which any steps of the year are switched on.
#![allow(clippy::unwrap_used, dead_code)] // a test stops at the first surprise; none uses them all
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap
)] // small numbers

mod usual;

use kapok::economy::{
    AccountsData, Carrier, EnergyData, EnergyUser, Extras, FinalDemandData, Group, GroupKind, HouseholdEnergy, Region,
    Scope, Sector,
};
use kapok::model::{
    Absorber, Capacity, Ceiling, CeilingUnit, Course, Deflation, Effect, Event, Growth, Lever, Link, Satellite, Starts,
    Strength, Summed, Technology, TechnologyChange, Volume, Weight,
};
use kapok::sampling::{Distribution, Uncertain};
use kapok::{Model, ModelData};
use nalgebra::DMatrix;
use proptest::prelude::*;
use usual::assume_usual;

/// A step of the year that may be switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Energy,
    Carriers,
    People,
    Revenue,
    Policies,
    Events,
    Technology,
    Limits,
    DoubleDeflation,
    Measures,
}

impl Step {
    pub(crate) const ALL: [Self; 10] = [
        Self::Energy,
        Self::Carriers,
        Self::People,
        Self::Revenue,
        Self::Policies,
        Self::Events,
        Self::Technology,
        Self::Limits,
        Self::DoubleDeflation,
        Self::Measures,
    ];
}

/// From which a region is made, always the same one.
#[derive(Debug, Clone)]
pub(crate) struct Recipe {
    pub(crate) sectors: usize,
    pub(crate) seed: u64,
    pub(crate) steps: Vec<Step>,
}

pub(crate) fn recipe() -> impl Strategy<Value = Recipe> {
    let sectors = prop_oneof![3 => 1usize..=8, 2 => 9usize..=24, 1 => 25usize..=60];
    (sectors, any::<u64>(), prop::sample::subsequence(Step::ALL.to_vec(), 0..=Step::ALL.len()))
        .prop_map(|(sectors, seed, steps)| Recipe { sectors, seed, steps })
}

/// Numbers between 0 and 1 that follow from a seed (splitmix64, Steele, Lea & Flood 2014).
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        low + (high - low) * (((z ^ (z >> 31)) >> 11) as f64) / (1u64 << 53) as f64
    }

    fn uncertain(&mut self, low: f64, high: f64) -> Uncertain {
        let (a, b) = (self.between(low, high), self.between(low, high));
        if a == b { a.into() } else { Distribution::uniform(a.min(b), a.max(b)).unwrap().into() }
    }

    /// One of so many.
    fn pick(&mut self, of: usize) -> usize {
        (self.between(0.0, of as f64) as usize).min(of - 1)
    }
}

/// A region under construction: its numbers, and where in the order of sectors each stands.
struct Making {
    numbers: Numbers,
    place: Vec<usize>,
}

impl Making {
    fn series(&mut self, low: f64, high: f64) -> Vec<f64> {
        let mut all = vec![0.0; self.place.len()];
        for k in self.place.clone() {
            all[k] = self.numbers.between(low, high);
        }
        all
    }

    fn sector(&mut self) -> usize {
        let k = self.numbers.pick(self.place.len());
        self.place[k]
    }
}

impl Recipe {
    /// The region with its steps.
    pub(crate) fn data(&self) -> ModelData {
        self.ordered((0..self.sectors).collect())
    }

    pub(crate) fn model(&self) -> Model {
        Model::new(self.data()).unwrap()
    }

    /// The same region, other steps.
    pub(crate) fn with(&self, steps: &[Step]) -> Self {
        Self { steps: steps.to_vec(), ..self.clone() }
    }

    /// The same region with sector k at `place[k]`.
    pub(crate) fn ordered(&self, place: Vec<usize>) -> ModelData {
        let mut making = Making { numbers: Numbers(self.seed), place };
        let mut data = plain(&mut making);
        for step in Step::ALL {
            // What one step draws does not depend on whether another is on.
            making.numbers = Numbers(self.seed ^ (1 + step as u64).wrapping_mul(0xD1B5_4A32_D192_ED03));
            if self.steps.contains(&step) {
                add(&mut data, step, &mut making);
            }
        }
        data
    }
}

/// Trade between sectors, demand and shocks.
fn plain(making: &mut Making) -> ModelData {
    let n = making.place.len();
    let value_added = making.series(0.5, 200.0);
    let value_added_ratio = making.series(0.15, 0.8);
    let purchase_share = making.series(0.05, 0.95);
    let mut composition = || -> Vec<f64> { making.series(0.0, 0.8 / n as f64) };
    let compositions = [composition(), composition(), composition()];
    let gdp: f64 = value_added.iter().sum();
    let mut coefficients = DMatrix::from_fn(n, n, |_, _| 0.0);
    for j in making.place.clone() {
        let column = making.series(0.0, 1.0);
        let room = 0.95 * (1.0 - value_added_ratio[j]) / column.iter().sum::<f64>().max(0.5);
        (0..n).for_each(|i| coefficients[(i, j)] = column[i] * room);
    }
    let [households, government, investment] = compositions;
    let demand = |share: f64, composition| FinalDemandData { total: share * gdp, composition };
    let accounts = AccountsData {
        value_added,
        value_added_ratio,
        coefficients,
        purchase_share,
        location_quotients: None,
        households: demand(0.4, households),
        government: demand(0.1, government),
        investment: demand(0.3, investment),
        external_floor: 0.01,
    };
    let mut data = ModelData::new(region(&making.place), accounts, 2029);
    data.income.share_of_value_added = making.series(0.2, 0.7);
    data.income.transfers_share = 0.2;
    assume(&mut data, making);
    data
}

fn region(place: &[usize]) -> Region {
    let n = place.len();
    let mut sectors = vec![Sector::new(""); n];
    place.iter().enumerate().for_each(|(k, at)| sectors[*at] = Sector::new(&format!("s{k}")));
    let group = |id: &str, kind, keys: std::ops::Range<usize>| {
        let mut members: Vec<usize> = place[keys].to_vec();
        members.sort_unstable();
        Group { id: id.into(), label: id.into(), term: String::new(), kind, members }
    };
    let half = n.div_ceil(2);
    let mut groups = vec![group("first", GroupKind::Branch, 0..half)];
    if n > 1 {
        groups.push(group("second", GroupKind::Branch, half..n));
    }
    let (name, term, industry) = ("Anywhere".into(), String::new(), Some(0));
    Region { name, term, base_year: 2020, sectors, groups, industry, extras: Extras::default() }
}

fn assume(data: &mut ModelData, making: &mut Making) {
    let a = &mut data.assumptions;
    assume_usual(a);
    let [growth, long_run] = [making.series(-0.05, 0.1), making.series(-0.02, 0.06)];
    let [elasticity, shock] = [making.series(0.3, 1.8), making.series(0.0, 0.1)];
    let [gap, efficiency] = [making.series(-0.3, 0.05), making.series(-0.02, 0.04)];
    for (i, sector) in a.sectors.iter_mut().enumerate() {
        sector.growth = Growth::Demand(Distribution::normal(growth[i], 0.02).unwrap().into());
        sector.long_run_growth = long_run[i].into();
        sector.income_elasticity = elasticity[i].into();
        sector.shock_sd = shock[i].into();
        sector.base_year_gap = gap[i].into();
        sector.efficiency = efficiency[i].into();
    }
}

fn add(data: &mut ModelData, step: Step, making: &mut Making) {
    match step {
        Step::Energy => data.energy = Some(energy(making)),
        Step::Carriers => carriers(data, making),
        Step::People => people(data, making),
        Step::Revenue => revenue(data, making),
        Step::Policies => policies(data, making),
        Step::Events => events(data, making),
        Step::Technology => technology(data, making),
        Step::Limits => limits(data, making),
        Step::DoubleDeflation => data.assumptions.prices.deflation = Deflation::Double,
        Step::Measures => measures(data, making),
    }
}

fn energy(making: &mut Making) -> EnergyData {
    let n = making.place.len();
    let shares = [making.series(0.2, 0.5), making.series(0.0, 0.3)];
    EnergyData {
        carriers: vec![
            Carrier::new("coal", Some(2.6)),
            Carrier::new("gas", Some(1.6)),
            Carrier::new("electricity", None),
        ],
        electricity: Some(2),
        shares: (0..n).map(|i| vec![shares[0][i], shares[1][i], 1.0 - shares[0][i] - shares[1][i]]).collect(),
        co2_combustion: making.series(0.1, 2.0),
        co2_process: making.series(0.0, 0.3),
        intensity: making.series(0.02, 1.0),
        electricity_calorific: 0.1229,
        electricity_coal_equivalent: 0.305,
        grid_co2: 0.5,
        household: HouseholdEnergy { total: 3.0, shares: vec![0.3, 0.3, 0.4] },
    }
}

/// Coal gives way to gas and electricity; switched on, there is energy to speak of.
fn carriers(data: &mut ModelData, making: &mut Making) {
    let used = energy(making);
    data.energy.get_or_insert(used);
    let sector = EnergyUser::Sector(making.sector());
    for (k, (user, to)) in [(sector, 1), (sector, 2), (EnergyUser::Homes, 1)].into_iter().enumerate() {
        let lever = Lever::CarrierShare { user, from: 0, to };
        pull(data, &format!("policy.carrier{k}"), vec![lever], [0.0, 0.09], making);
    }
    pull(data, "policy.grid", vec![Lever::GridCo2], [-0.5, 0.1], making);
    pull(data, "policy.homes", vec![Lever::HomeEfficiency], [0.0, 0.2], making);
    let saving = Lever::Efficiency(making.sector());
    pull(data, "policy.saving", vec![saving], [0.0, 0.3], making);
}

fn people(data: &mut ModelData, making: &mut Making) {
    data.extensions.population = Some(40.0);
    data.extensions.employment = Some(making.series(0.1, 9.0));
    data.assumptions.population_growth.start = making.numbers.uncertain(-0.02, 0.02);
    data.assumptions.productivity_growth = making.numbers.uncertain(0.0, 0.06);
    let sector = making.sector();
    pull(data, "policy.machines", vec![Lever::Productivity(sector)], [0.0, 0.2], making);
    pull(data, "policy.people", vec![Lever::Population], [-0.1, 0.1], making);
}

fn revenue(data: &mut ModelData, making: &mut Making) {
    data.extensions.tax_share = Some(making.series(0.01, 0.15));
    data.extensions.rnd_share = Some(making.series(0.0, 0.04));
    data.assumptions.locally_financed = making.numbers.uncertain(0.1, 0.9);
    data.assumptions.base_revenue_growth = 0.05;
    let sector = making.sector();
    pull(data, "policy.tax", vec![Lever::Tax(sector)], [-0.3, 0.3], making);
    pull(data, "policy.rnd", vec![Lever::Rnd(sector)], [0.0, 0.5], making);
}

fn policies(data: &mut ModelData, making: &mut Making) {
    let sectors = [making.sector(), making.sector(), making.sector()];
    let mut both = vec![Lever::Demand(sectors[0]), Lever::Demand(sectors[1])];
    both.dedup();
    pull(data, "policy.demand", both, [-0.2, 0.3], making);
    pull(data, "policy.price", vec![Lever::Price(sectors[2])], [-0.2, 0.3], making);
    pull(data, "policy.consumption", vec![Lever::Consumption], [-0.05, 0.1], making);
    pull(data, "policy.government", vec![Lever::Government], [-0.1, 0.1], making);
    pull(data, "policy.transfers", vec![Lever::Transfers], [0.0, 0.1], making);
    pull(data, "policy.investment", vec![Lever::Investment], [-0.1, 0.3], making);
}

/// A lever pulled by a random size along a random course.
fn pull(data: &mut ModelData, name: &str, levers: Vec<Lever>, [low, high]: [f64; 2], making: &mut Making) {
    let from = 2019 + making.numbers.pick(8) as i32;
    let full = from + making.numbers.pick(4) as i32;
    let until = Some(full + making.numbers.pick(4) as i32);
    let course = Course { from, full, until, fades: making.numbers.pick(4) as u32, on_growth: false };
    let size = making.numbers.uncertain(low, high);
    let (name, label) = (name.to_owned(), name.to_owned());
    data.assumptions.effects.push(Effect { name, label, levers, size, strength: Strength::Course(course) });
}

/// Changes small enough for most regions; where one is too much, the path fails.
fn technology(data: &mut ModelData, making: &mut Making) {
    let coefficient = |supplier, user| Technology::Coefficient { suppliers: vec![supplier], users: vec![user] };
    let sectors: Vec<usize> = (0..7).map(|_| making.sector()).collect();
    for (what, low, high, absorber) in [
        (coefficient(sectors[0], sectors[1]), -0.2, 0.2, Absorber::ValueAdded),
        (coefficient(sectors[2], sectors[3]), -0.2, 0.1, Absorber::Imports),
        (Technology::ValueAddedRatio(vec![sectors[4]]), -0.03, 0.03, Absorber::Inputs),
        (Technology::ValueAddedRatio(vec![sectors[5]]), -0.03, 0.02, Absorber::Imports),
        (Technology::PurchaseShare(vec![sectors[6]]), -0.01, 0.04, Absorber::Imports),
    ] {
        let name = format!("drift.d{}", data.assumptions.technology.len());
        let course =
            Course { from: 2021 + making.numbers.pick(4) as i32, full: 2026, until: None, fades: 0, on_growth: false };
        let (label, size) = (name.clone(), making.numbers.uncertain(low, high));
        data.assumptions.technology.push(TechnologyChange { name, label, what, size, course, absorber });
    }
}

/// Ceilings of some sectors, one of them with capacity, and a by-product.
fn limits(data: &mut ModelData, making: &mut Making) {
    let mut sectors = vec![making.sector(), making.sector(), making.sector()];
    sectors.sort_unstable_by_key(|at| making.place.iter().position(|place| place == at));
    sectors.dedup();
    for &sector in &sectors {
        let name = format!("ceiling.{}", data.region.sectors[sector].id);
        let (label, limit) = (name.clone(), making.numbers.uncertain(1.0, 1.2));
        let capacity = (sector == sectors[0]).then(|| Capacity {
            investment_share: making.numbers.uncertain(0.0, 0.2),
            output_per_investment: making.numbers.uncertain(0.1, 2.0),
            depreciation: making.numbers.uncertain(0.0, 0.1),
        });
        let (unit, from) = (CeilingUnit::BaseYear, 2021 + making.numbers.pick(3) as i32);
        data.assumptions.ceilings.push(Ceiling { name, label, sector, limit, unit, from, capacity });
    }
    let shut = Lever::Capacity(0);
    pull(data, "policy.capacity", vec![shut], [-0.6, 0.2], making);
    let (sector, follows) = (making.sector(), making.sector());
    if sector != follows {
        let (name, label, ratio) = ("link.slag".to_owned(), String::new(), making.numbers.uncertain(1.0, 1.1));
        data.assumptions.links.push(Link { name, label, sector, follows, ratio });
    }
}

/// A satellite that is all of GDP, and a volume that is output itself.
fn measures(data: &mut ModelData, making: &mut Making) {
    let all = (0..data.region.groups.len()).map(|group| Weight::of(Scope::Group(group), 1.0)).collect();
    data.assumptions.satellites.push(Satellite::new("all", Summed::ValueAdded, all));
    let sector = making.place[0];
    let output = data.accounts.value_added[sector] / data.accounts.value_added_ratio[sector];
    data.assumptions.volumes.push(Volume::in_base_year("pieces", sector, "pieces", 2020, output));
}

fn events(data: &mut ModelData, making: &mut Making) {
    let probability = making.numbers.uncertain(0.05, 0.6);
    let by_chance = Starts::Chance { probability, from: 2021, until: 2027 };
    for (name, starts, half_life) in
        [("event.slump", by_chance, 1.3), ("event.flood", Starts::Years(vec![2019, 2023]), 0.0)]
    {
        let event = data.assumptions.events.len();
        let duration = 1 + making.numbers.pick(3) as u32;
        let (id, label) = (name.to_owned(), name.to_owned());
        data.assumptions.events.push(Event { name: id, label, starts, duration, half_life });
        let sector = making.sector();
        for (part, lever) in [("demand", Lever::Demand(sector)), ("price", Lever::Price(sector))] {
            let (name, label) = (format!("{name}.{part}"), name.to_owned());
            let (levers, size) = (vec![lever], making.numbers.uncertain(-0.4, 0.2));
            data.assumptions.effects.push(Effect { name, label, levers, size, strength: Strength::Event(event) });
        }
    }
}
