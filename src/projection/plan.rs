//! A model's numbers laid out for the yearly cycle: every uncertain number a row of lanes, every yearly shock a stream.

use super::base::{Central, DrawnPlan};
use super::carriers::CarriersPlan;
use super::dependence::Coupling;
use super::effects::{EffectsPlan, Slot};
use super::extensions::ExtensionsPlan;
use super::measured::MeasuredPlan;
use super::production::ProductionPlan;
use crate::economy::EnergyAccounts;
use crate::input::Problems;
use crate::lanes::{Arithmetic, Lanes, apply, ln_1p};
use crate::model::{Lever, Model, Parameter, SectorParameter};
use crate::sampling::{Distribution, Uncertain, standard_normal_quantile, standard_normal_quantiles};
use crate::units::{log_decline, log_growth};

/// Position of a parameter's row of lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row(pub(super) usize);

/// A row of which the yearly cycle wants to know whether all paths have the same number: then it is read from here.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Coefficient {
    pub(super) row: Row,
    pub(super) known: Option<f64>,
}

/// Position of a yearly shock's stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shock(pub(super) usize);

/// From the number written to the number used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Transform {
    AsWritten,
    /// A plain yearly rate into log growth.
    LogGrowth,
    /// A plain yearly fall into log decline.
    LogDecline,
    /// A plain yearly rate into 1 / (1 + rate), by which a year divides what falls as the rest grows.
    InverseGrowth,
    /// A probability into the standard normal number below which it lies.
    NormalQuantile,
}

impl Transform {
    pub(super) fn apply(self, value: f64) -> f64 {
        match self {
            Self::AsWritten => value,
            Self::LogGrowth => log_growth(value),
            Self::LogDecline => log_decline(value),
            Self::InverseGrowth => 1.0 / (1.0 + value),
            Self::NormalQuantile => standard_normal_quantile(value),
        }
    }
}

impl Transform {
    /// The same on all lanes.
    #[inline(always)]
    pub(super) fn apply_all<A: Arithmetic>(self, lanes: &mut Lanes) {
        match self {
            Self::AsWritten => {}
            Self::LogGrowth => ln_1p::<A>(lanes),
            Self::LogDecline => {
                apply(lanes, |rate| -rate);
                ln_1p::<A>(lanes);
                apply(lanes, |log| -log);
            }
            Self::InverseGrowth => apply(lanes, |rate| 1.0 / (1.0 + rate)),
            Self::NormalQuantile => standard_normal_quantiles::<A>(lanes),
        }
    }
}

/// One row: the number, its stream, and what is done to its value.
#[derive(Debug, Clone)]
pub(super) struct RowPlan {
    pub(super) stream: String,
    pub(super) value: Uncertain,
    /// The value on the all-median path: the median, or of a base-year number what the accounts say.
    pub(super) central: f64,
    pub(super) transform: Transform,
    /// Added after the transform: moves a given output growth to the demand growth behind it.
    pub(super) offset: f64,
}

/// A row and the standard deviation it holds times a yearly shock.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShockPlan {
    pub(super) sd: Coefficient,
    pub(super) shock: Shock,
}

/// Loadings on factors: (factor, loading); those known to be zero are left out.
pub(super) type Loadings = Vec<(usize, Coefficient)>;

#[derive(Debug)]
pub(super) struct SectorPlan {
    pub(super) start: Row,
    pub(super) long_run: Row,
    pub(super) income_elasticity: Row,
    pub(super) gap: Option<Row>,
    pub(super) loadings: Loadings,
    pub(super) shock: Option<ShockPlan>,
    pub(super) price_loadings: Loadings,
    pub(super) price_shock: Option<ShockPlan>,
    pub(super) efficiency: Row,
    pub(super) energy_shock: Option<ShockPlan>,
    pub(super) terms_of_trade: Option<Row>,
    /// What policies and events do to its sales outside, its price and its energy per output.
    pub(super) demand_effect: Option<Slot>,
    pub(super) price_effect: Option<Slot>,
    pub(super) efficiency_effect: Option<Slot>,
}

#[derive(Debug)]
pub(super) struct FactorPlan {
    pub(super) persistence: Row,
    pub(super) shock: Shock,
}

#[derive(Debug)]
pub(super) struct PathPlan {
    pub(super) start: Row,
    pub(super) long_run: Row,
}

#[derive(Debug)]
pub(super) struct Plan {
    pub(super) rows: Vec<RowPlan>,
    /// The rows that are drawn, in the order of their names: the place here is a number's dimension in a sampling design.
    pub(super) drawn_rows: Vec<Row>,
    /// Whether dependence leaves each of them a normal score instead of its uniform number.
    pub(super) scored: Vec<bool>,
    /// What makes rows that are drawn depend on each other.
    pub(super) couplings: Vec<Coupling>,
    pub(super) shocks: Vec<String>,
    /// Years projected.
    pub(super) years: usize,
    pub(super) base: Central,
    /// How the base year's accounts are drawn, where they are.
    pub(super) drawn: Option<DrawnPlan>,
    pub(super) energy: Option<EnergyAccounts>,
    pub(super) base_income_growth: f64,
    pub(super) base_gdp_growth: f64,
    pub(super) convergence: Row,
    pub(super) shock_persistence: Coefficient,
    pub(super) common_trend: Option<Row>,
    pub(super) common_start_sd: f64,
    pub(super) common_long_run_sd: f64,
    pub(super) gap_half_life: f64,
    pub(super) factors: Vec<FactorPlan>,
    pub(super) consumption_elasticity: Row,
    pub(super) consumption_shock: Option<ShockPlan>,
    pub(super) transfers_growth: PathPlan,
    pub(super) investment_trend: PathPlan,
    pub(super) accelerator: Row,
    pub(super) share_correction: Row,
    pub(super) investment_loadings: Loadings,
    pub(super) investment_shock: Option<ShockPlan>,
    /// tau by year, from the base year on.
    pub(super) expected_growth: Vec<f64>,
    /// Weight of the start in a declared path, by year; the first projected year is 1.
    pub(super) path_weight: Vec<f64>,
    /// Whether any price ever differs from 1.
    pub(super) prices_move: bool,
    pub(super) inflation: Row,
    pub(super) inflation_loadings: Loadings,
    pub(super) inflation_shock: Option<ShockPlan>,
    pub(super) relative_persistence: Coefficient,
    pub(super) common_efficiency: Option<Row>,
    pub(super) common_efficiency_sd: f64,
    pub(super) energy_persistence: Coefficient,
    pub(super) household_energy_elasticity: Row,
    pub(super) effects: EffectsPlan,
    /// Technology, ceilings and deflation.
    pub(super) production: ProductionPlan,
    /// What policies and events do to the totals.
    pub(super) consumption_effect: Option<Slot>,
    pub(super) government_effect: Option<Slot>,
    pub(super) transfers_effect: Option<Slot>,
    pub(super) investment_effect: Option<Slot>,
    pub(super) home_efficiency_effect: Option<Slot>,
    pub(super) extensions: ExtensionsPlan,
    /// What replaces carriers of energy by others, where anything does.
    pub(super) carriers: Option<CarriersPlan>,
    /// What satellites and volumes draw.
    pub(super) measured: MeasuredPlan,
    pub(super) sectors: Vec<SectorPlan>,
}

/// Lays out rows and shocks while a plan is being made.
pub(super) struct Builder<'m> {
    model: &'m Model,
    rows: Vec<RowPlan>,
    shocks: Vec<String>,
}

impl Builder<'_> {
    fn path(&self, parameter: Parameter) -> String {
        parameter.path(self.model.assumptions(), self.model.region())
    }

    fn value(&self, parameter: Parameter) -> Uncertain {
        parameter.of(self.model.assumptions())
    }

    pub(super) fn push(&mut self, stream: String, value: Uncertain, transform: Transform) -> Row {
        let central = value.median();
        self.push_around(stream, value, central, transform)
    }

    /// The same with a central value of its own.
    pub(super) fn push_around(&mut self, stream: String, value: Uncertain, central: f64, transform: Transform) -> Row {
        self.rows.push(RowPlan { stream, value, central, transform, offset: 0.0 });
        Row(self.rows.len() - 1)
    }

    pub(super) fn row(&mut self, parameter: Parameter, transform: Transform) -> Row {
        self.push(self.path(parameter), self.value(parameter), transform)
    }

    pub(super) fn plain(&mut self, parameter: Parameter) -> Row {
        self.row(parameter, Transform::AsWritten)
    }

    /// A row used as written.
    fn coefficient(&mut self, parameter: Parameter) -> Coefficient {
        Coefficient { known: self.value(parameter).known(), row: self.plain(parameter) }
    }

    /// The same, or nothing where the number is known to be zero.
    fn coefficient_unless_zero(&mut self, parameter: Parameter) -> Option<Coefficient> {
        if self.value(parameter).is_zero() { None } else { Some(self.coefficient(parameter)) }
    }

    /// A row, or nothing where the number is known to be zero.
    pub(super) fn unless_zero(&mut self, parameter: Parameter) -> Option<Row> {
        if self.value(parameter).is_zero() { None } else { Some(self.plain(parameter)) }
    }

    pub(super) fn shock(&mut self, stream: String) -> Shock {
        self.shocks.push(stream);
        Shock(self.shocks.len() - 1)
    }

    /// A yearly shock with the standard deviation `parameter`, or nothing where that is known to be zero.
    fn scaled_shock(&mut self, parameter: Parameter, stream: &str) -> Option<ShockPlan> {
        self.coefficient_unless_zero(parameter).map(|sd| ShockPlan { sd, shock: self.shock(stream.to_owned()) })
    }

    fn loadings(&mut self, of: impl Fn(usize) -> Parameter) -> Loadings {
        let factors = 0..self.model.assumptions().factors.len();
        factors.filter_map(|k| self.coefficient_unless_zero(of(k)).map(|loading| (k, loading))).collect()
    }

    /// A standard normal draw a path common to all sectors, or nothing where all its standard deviations are zero.
    fn common(&mut self, stream: &str, sds: &[f64]) -> Option<Row> {
        if sds.iter().all(|sd| *sd == 0.0) {
            return None;
        }
        let normal = Distribution::normal(0.0, 1.0).map_or(Uncertain::default(), Uncertain::from);
        Some(self.push(stream.to_owned(), normal, Transform::AsWritten))
    }

    pub(super) fn rate_path(&mut self, start: Parameter, long_run: Parameter) -> PathPlan {
        PathPlan { start: self.row(start, Transform::LogGrowth), long_run: self.row(long_run, Transform::LogGrowth) }
    }

    /// A sector's rows; the standard deviation of energy noise is one for all sectors.
    fn sector(&mut self, i: usize, energy_sd: Option<Coefficient>, effects: &EffectsPlan) -> SectorPlan {
        use SectorParameter as S;
        let id = self.model.region().sectors[i].id.clone();
        let of = |parameter| Parameter::Sector(i, parameter);
        let energy_shock = energy_sd.map(|sd| ShockPlan { sd, shock: self.shock(format!("sector.{id}.energy_shock")) });
        SectorPlan {
            start: self.row(of(S::Growth), Transform::LogGrowth),
            long_run: self.row(of(S::LongRunGrowth), Transform::LogGrowth),
            income_elasticity: self.plain(of(S::IncomeElasticity)),
            gap: self.unless_zero(of(S::BaseYearGap)),
            loadings: self.loadings(|k| of(S::Loading(k))),
            shock: self.scaled_shock(of(S::Shock), &format!("sector.{id}.shock")),
            price_loadings: self.loadings(|k| of(S::PriceLoading(k))),
            price_shock: self.scaled_shock(of(S::PriceShock), &format!("sector.{id}.price_shock")),
            efficiency: self.row(of(S::Efficiency), Transform::LogDecline),
            energy_shock,
            terms_of_trade: self.unless_zero(of(S::TermsOfTrade)),
            demand_effect: effects.on(Lever::Demand(i)),
            price_effect: effects.on(Lever::Price(i)),
            efficiency_effect: effects.on(Lever::Efficiency(i)),
        }
    }

    fn factor(&mut self, k: usize) -> FactorPlan {
        let stream = format!("factor.{}", self.model.assumptions().factors[k].id);
        FactorPlan { persistence: self.plain(Parameter::FactorPersistence(k)), shock: self.shock(stream) }
    }
}

impl Plan {
    pub(super) fn new(model: &Model) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let a = model.assumptions();
        let mut b = Builder { model, rows: Vec::new(), shocks: Vec::new() };
        let speed = a.trends.convergence.median();
        let path_weight: Vec<f64> = (0..=model.years()).map(|s| (-speed * (s as f64 - 1.0)).exp()).collect();
        let common_trend =
            b.common("trends.common_deviation", &[a.trends.common_start_sd, a.trends.common_long_run_sd]);
        let common_efficiency =
            model.energy().and_then(|_| b.common("energy.efficiency_common", &[a.energy.efficiency_common_sd]));
        let energy_sd = model.energy().and_then(|_| b.coefficient_unless_zero(Parameter::EnergyShock));
        let effects = EffectsPlan::of(model, &mut b);
        let production = ProductionPlan::of(model, &mut b, &effects, &mut problems);
        if !problems.is_empty() {
            return Err(Problems::new(problems));
        }
        let mut plan = Self {
            years: model.years(),
            base: Central::of(model),
            drawn: DrawnPlan::of(model, &mut b),
            energy: model.energy().cloned(),
            base_income_growth: log_growth(a.base_income_growth),
            base_gdp_growth: log_growth(a.base_gdp_growth),
            convergence: b.plain(Parameter::Convergence),
            shock_persistence: b.coefficient(Parameter::ShockPersistence),
            common_trend,
            common_start_sd: a.trends.common_start_sd,
            common_long_run_sd: a.trends.common_long_run_sd,
            gap_half_life: a.gap_half_life,
            factors: (0..a.factors.len()).map(|k| b.factor(k)).collect(),
            consumption_elasticity: b.plain(Parameter::ConsumptionElasticity),
            consumption_shock: b.scaled_shock(Parameter::ConsumptionShock, "households.shock"),
            transfers_growth: b.rate_path(Parameter::TransfersStart, Parameter::TransfersLongRun),
            investment_trend: b.rate_path(Parameter::InvestmentStart, Parameter::InvestmentLongRun),
            accelerator: b.plain(Parameter::Accelerator),
            share_correction: b.plain(Parameter::ShareCorrection),
            investment_loadings: b.loadings(Parameter::InvestmentLoading),
            investment_shock: b.scaled_shock(Parameter::InvestmentShock, "investment.shock"),
            expected_growth: expected_growth(model, &path_weight),
            path_weight,
            measured: MeasuredPlan::of(model, &mut b),
            inflation: b.row(Parameter::Inflation, Transform::LogGrowth),
            inflation_loadings: b.loadings(Parameter::InflationLoading),
            inflation_shock: b.scaled_shock(Parameter::InflationShock, "prices.shock"),
            relative_persistence: b.coefficient(Parameter::RelativePricePersistence),
            common_efficiency,
            common_efficiency_sd: a.energy.efficiency_common_sd,
            energy_persistence: b.coefficient(Parameter::EnergyShockPersistence),
            household_energy_elasticity: b.plain(Parameter::HouseholdEnergyElasticity),
            sectors: (0..a.sectors.len()).map(|i| b.sector(i, energy_sd, &effects)).collect(),
            extensions: ExtensionsPlan::of(model, &mut b, &effects),
            consumption_effect: effects.on(Lever::Consumption),
            government_effect: effects.on(Lever::Government),
            transfers_effect: effects.on(Lever::Transfers),
            investment_effect: effects.on(Lever::Investment),
            home_efficiency_effect: effects.on(Lever::HomeEfficiency),
            carriers: CarriersPlan::of(model.energy(), &effects),
            effects,
            // What is known only when all rows are laid out.
            couplings: Vec::new(),
            drawn_rows: Vec::new(),
            scored: Vec::new(),
            prices_move: false,
            rows: Vec::new(),
            shocks: Vec::new(),
            production,
        };
        (plan.rows, plan.shocks) = (b.rows, b.shocks);
        plan.prices_move = plan.has_moving_prices();
        plan.drawn_rows = drawn_rows(&plan.rows);
        plan.couplings = Coupling::all(model, &plan.rows, &plan.drawn_rows);
        plan.scored = Coupling::scored(&plan.couplings, &plan.drawn_rows);
        Ok(plan)
    }

    fn has_moving_prices(&self) -> bool {
        let level = !self.rows[self.inflation.0].value.is_zero();
        level
            || self.inflation_shock.is_some()
            || !self.inflation_loadings.is_empty()
            || self.sectors.iter().any(SectorPlan::has_own_price)
    }
}

impl SectorPlan {
    /// Whether its price moves against the price level.
    pub(super) fn has_own_price(&self) -> bool {
        self.price_shock.is_some() || !self.price_loadings.is_empty() || self.price_effect.is_some()
    }
}

fn drawn_rows(rows: &[RowPlan]) -> Vec<Row> {
    let mut drawn: Vec<Row> = (0..rows.len()).map(Row).filter(|row| rows[row.0].value.known().is_none()).collect();
    drawn.sort_by(|a, b| rows[a.0].stream.cmp(&rows[b.0].stream));
    drawn
}

/// tau: the base year's own growth, then the declared path.
fn expected_growth(model: &Model, weight: &[f64]) -> Vec<f64> {
    let (start, long_run) = model.assumptions().investment.expected_growth;
    let (start, long_run) = (log_growth(start), log_growth(long_run));
    let mut tau: Vec<f64> = weight.iter().map(|w| long_run + (start - long_run) * w).collect();
    tau[0] = log_growth(model.assumptions().base_gdp_growth);
    tau
}
