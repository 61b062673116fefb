//! The list of all numbers that may be uncertain, with their names and permitted ranges.

use super::assumptions::{Assumptions, Growth};
use super::{LARGEST, Satellite, Scale, Strength, Technology};
use crate::economy::{Region, Scope};
use crate::sampling::Uncertain;
use crate::units::Unit;

/// One number of the assumptions that may be uncertain. Factors and sectors are given by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parameter {
    /// Speed of convergence of trends.
    Convergence,
    /// Persistence of demand shocks.
    ShockPersistence,
    /// Persistence of a factor.
    FactorPersistence(usize),
    /// Elasticity of consumption to income.
    ConsumptionElasticity,
    /// Standard deviation of the consumption shock.
    ConsumptionShock,
    /// Growth of transfers at the start.
    TransfersStart,
    /// Growth of transfers in the long run.
    TransfersLongRun,
    /// Share of government demand financed locally.
    LocallyFinanced,
    /// Growth of the population at the start.
    PopulationStart,
    /// Growth of the population in the long run.
    PopulationLongRun,
    /// Growth of output per worker in sectors without a rate of their own.
    ProductivityGrowth,
    /// Trend growth of investment at the start.
    InvestmentStart,
    /// Trend growth of investment in the long run.
    InvestmentLongRun,
    /// Accelerator of investment.
    Accelerator,
    /// Pull on the investment share.
    ShareCorrection,
    /// Loading of investment on a factor.
    InvestmentLoading(usize),
    /// Standard deviation of the investment shock.
    InvestmentShock,
    /// Rise of the price level.
    Inflation,
    /// Loading of inflation on a factor.
    InflationLoading(usize),
    /// Standard deviation of inflation.
    InflationShock,
    /// Persistence of relative prices.
    RelativePricePersistence,
    /// Standard deviation of energy noise.
    EnergyShock,
    /// Persistence of energy noise.
    EnergyShockPersistence,
    /// Elasticity of home energy to consumption.
    HouseholdEnergyElasticity,
    /// Size of the effect at a position.
    EffectSize(usize),
    /// Probability that the event at a position starts in a year.
    EventProbability(usize),
    /// Size of the change of technology at a position.
    TechnologySize(usize),
    /// Limit of the ceiling at a position.
    CeilingLimit(usize),
    /// Share of investment that goes into the capacity behind a ceiling.
    CapacityShare(usize),
    /// Output that investment in this capacity makes possible.
    CapacityYield(usize),
    /// Depreciation of this capacity.
    CapacityDepreciation(usize),
    /// How far the by-product at a position may outgrow what it comes with.
    LinkRatio(usize),
    /// Weight of a satellite's sector or group: position of the satellite, place among its weights.
    SatelliteWeight(usize, usize),
    /// Yearly drift of that weight.
    SatelliteDrift(usize, usize),
    /// Level a satellite is anchored to.
    SatelliteAnchor(usize),
    /// Level a volume is anchored to, or its share of output.
    VolumeSize(usize),
    /// Value of a unit of a volume.
    VolumeUnitValue(usize),
    /// Yearly growth of a reference series.
    ReferenceGrowth(usize),
    /// A number of one sector.
    Sector(usize, SectorParameter),
}

/// One number of a sector that may be uncertain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectorParameter {
    /// Growth at the start.
    Growth,
    /// Growth in the long run.
    LongRunGrowth,
    /// Income elasticity.
    IncomeElasticity,
    /// Base-year gap.
    BaseYearGap,
    /// Loading of demand on a factor.
    Loading(usize),
    /// Standard deviation of the own shock.
    Shock,
    /// Standard deviation of the own price shock.
    PriceShock,
    /// Loading of the price on a factor.
    PriceLoading(usize),
    /// Efficiency gain.
    Efficiency,
    /// Effect of relative prices on income.
    TermsOfTrade,
    /// Growth of output per worker; only of sectors that have their own.
    Productivity,
}

/// Yearly rates: a fall by 90 % or a doubling within a year is outside what the model is for.
pub(super) const RATE: (f64, f64) = (-0.9, 1.0);
const STANDARD_DEVIATION: (f64, f64) = (0.0, 2.0);
const PERSISTENCE: (f64, f64) = (0.0, 1.0);
const ELASTICITY: (f64, f64) = (-5.0, 5.0);
const LOADING: (f64, f64) = (-2.0, 2.0);

/// Smallest value of a physical unit, yuan.
const LEAST_VALUE: f64 = 1e-6;

fn satellite_path(satellite: &Satellite, field: &str, place: usize, region: &Region) -> String {
    let of = match satellite.weights[place].of {
        Scope::Sector(i) => region.sectors.get(i).map(|sector| &sector.id),
        Scope::Group(g) => region.groups.get(g).map(|group| &group.id),
    };
    format!("satellite.{}.{field}.{}", satellite.id, of.map_or("?", String::as_str))
}

impl Parameter {
    /// All parameters of a set of assumptions.
    pub fn all(assumptions: &Assumptions) -> Vec<Self> {
        use SectorParameter as S;
        let factors = 0..assumptions.factors.len();
        let mut all = vec![
            Self::Convergence,
            Self::ShockPersistence,
            Self::ConsumptionElasticity,
            Self::ConsumptionShock,
            Self::TransfersStart,
            Self::TransfersLongRun,
            Self::LocallyFinanced,
            Self::PopulationStart,
            Self::PopulationLongRun,
            Self::ProductivityGrowth,
            Self::InvestmentStart,
            Self::InvestmentLongRun,
            Self::Accelerator,
            Self::ShareCorrection,
            Self::InvestmentShock,
            Self::Inflation,
            Self::InflationShock,
            Self::RelativePricePersistence,
            Self::EnergyShock,
            Self::EnergyShockPersistence,
            Self::HouseholdEnergyElasticity,
        ];
        for k in factors.clone() {
            all.extend([Self::FactorPersistence(k), Self::InvestmentLoading(k), Self::InflationLoading(k)]);
        }
        all.extend((0..assumptions.effects.len()).map(Self::EffectSize));
        all.extend((0..assumptions.events.len()).map(Self::EventProbability));
        all.extend((0..assumptions.technology.len()).map(Self::TechnologySize));
        for (k, ceiling) in assumptions.ceilings.iter().enumerate() {
            all.push(Self::CeilingLimit(k));
            if ceiling.capacity.is_some() {
                all.extend([Self::CapacityShare(k), Self::CapacityYield(k), Self::CapacityDepreciation(k)]);
            }
        }
        all.extend((0..assumptions.links.len()).map(Self::LinkRatio));
        for (k, satellite) in assumptions.satellites.iter().enumerate() {
            let places = 0..satellite.weights.len();
            all.extend(places.flat_map(|place| [Self::SatelliteWeight(k, place), Self::SatelliteDrift(k, place)]));
            all.extend(satellite.anchor.as_ref().map(|_| Self::SatelliteAnchor(k)));
        }
        for (k, volume) in assumptions.volumes.iter().enumerate() {
            all.push(Self::VolumeSize(k));
            all.extend(volume.unit_value().map(|_| Self::VolumeUnitValue(k)));
        }
        all.extend((0..assumptions.references.len()).map(Self::ReferenceGrowth));
        for i in 0..assumptions.sectors.len() {
            let own = [
                S::Growth,
                S::LongRunGrowth,
                S::IncomeElasticity,
                S::BaseYearGap,
                S::Shock,
                S::PriceShock,
                S::Efficiency,
                S::TermsOfTrade,
            ];
            let productivity = assumptions.sectors[i].productivity.as_ref().map(|_| S::Productivity);
            let loadings = factors.clone().flat_map(|k| [S::Loading(k), S::PriceLoading(k)]);
            all.extend(own.into_iter().chain(productivity).chain(loadings).map(|parameter| Self::Sector(i, parameter)));
        }
        all
    }

    /// Its value in a set of assumptions; a loading that was left out is zero.
    pub fn of(self, a: &Assumptions) -> Uncertain {
        self.place(a).cloned().unwrap_or_default()
    }

    /// The dotted path by which files and reports call it; also the name of its stream of draws.
    pub fn path(self, a: &Assumptions, region: &Region) -> String {
        let factor = |k: usize| &a.factors[k].id;
        match self {
            Self::Convergence => "trends.convergence".into(),
            Self::ShockPersistence => "trends.shock_persistence".into(),
            Self::FactorPersistence(k) => format!("factor.{}.persistence", factor(k)),
            Self::ConsumptionElasticity => "households.income_elasticity".into(),
            Self::ConsumptionShock => "households.shock_sd".into(),
            Self::TransfersStart => "government.transfers_growth.start".into(),
            Self::TransfersLongRun => "government.transfers_growth.long_run".into(),
            Self::LocallyFinanced => "government.locally_financed".into(),
            Self::PopulationStart => "population.growth.start".into(),
            Self::PopulationLongRun => "population.growth.long_run".into(),
            Self::ProductivityGrowth => "labour.productivity_growth".into(),
            Self::InvestmentStart => "investment.trend.start".into(),
            Self::InvestmentLongRun => "investment.trend.long_run".into(),
            Self::Accelerator => "investment.accelerator".into(),
            Self::ShareCorrection => "investment.share_correction".into(),
            Self::InvestmentLoading(k) => format!("investment.loadings.{}", factor(k)),
            Self::InvestmentShock => "investment.shock_sd".into(),
            Self::Inflation => "prices.inflation".into(),
            Self::InflationLoading(k) => format!("prices.loadings.{}", factor(k)),
            Self::InflationShock => "prices.shock_sd".into(),
            Self::RelativePricePersistence => "prices.relative_persistence".into(),
            Self::EnergyShock => "energy.shock_sd".into(),
            Self::EnergyShockPersistence => "energy.shock_persistence".into(),
            Self::HouseholdEnergyElasticity => "energy.household_elasticity".into(),
            Self::EffectSize(k) => format!("{}.size", a.effects[k].name),
            Self::EventProbability(k) => format!("{}.probability", a.events[k].name),
            Self::TechnologySize(k) => format!("{}.size", a.technology[k].name),
            Self::CeilingLimit(k) => format!("{}.limit", a.ceilings[k].name),
            Self::CapacityShare(k) => format!("{}.capacity.investment_share", a.ceilings[k].name),
            Self::CapacityYield(k) => format!("{}.capacity.yield", a.ceilings[k].name),
            Self::CapacityDepreciation(k) => format!("{}.capacity.depreciation", a.ceilings[k].name),
            Self::LinkRatio(k) => format!("{}.ratio", a.links[k].name),
            Self::SatelliteWeight(k, place) => satellite_path(&a.satellites[k], "weights", place, region),
            Self::SatelliteDrift(k, place) => satellite_path(&a.satellites[k], "drift", place, region),
            Self::SatelliteAnchor(k) => format!("satellite.{}.anchor.value", a.satellites[k].id),
            Self::VolumeSize(k) => {
                let volume = &a.volumes[k];
                format!("volume.{}.{}", volume.id, volume.field(region.base_year))
            }
            Self::VolumeUnitValue(k) => format!("volume.{}.unit_value", a.volumes[k].id),
            Self::ReferenceGrowth(k) => format!("reference.{}.growth", a.references[k].id),
            Self::Sector(i, parameter) => {
                let field = parameter.field(&a.sectors[i].growth, |k| factor(k).clone());
                format!("sector.{}.{field}", region.sectors[i].id)
            }
        }
    }

    /// The unit it is written in: a yearly rate, or a plain number.
    pub fn unit(self) -> Unit<'static> {
        use SectorParameter as S;
        match self {
            Self::Convergence
            | Self::TransfersStart
            | Self::TransfersLongRun
            | Self::InvestmentStart
            | Self::InvestmentLongRun
            | Self::Inflation
            | Self::PopulationStart
            | Self::PopulationLongRun
            | Self::ProductivityGrowth
            | Self::ReferenceGrowth(_)
            | Self::Sector(_, S::Growth | S::LongRunGrowth | S::Productivity | S::Efficiency) => Unit::PerYear,
            _ => Unit::Ratio,
        }
    }

    /// The range its value may lie in.
    pub fn allowed(self, a: &Assumptions) -> (f64, f64) {
        use SectorParameter as S;
        match self {
            Self::Convergence => (0.0, 5.0),
            Self::ShockPersistence
            | Self::FactorPersistence(_)
            | Self::RelativePricePersistence
            | Self::EnergyShockPersistence
            | Self::ShareCorrection => PERSISTENCE,
            Self::ConsumptionElasticity
            | Self::Accelerator
            | Self::HouseholdEnergyElasticity
            | Self::Sector(_, S::IncomeElasticity | S::TermsOfTrade) => ELASTICITY,
            Self::ConsumptionShock
            | Self::InvestmentShock
            | Self::InflationShock
            | Self::EnergyShock
            | Self::Sector(_, S::Shock | S::PriceShock) => STANDARD_DEVIATION,
            Self::TransfersStart
            | Self::TransfersLongRun
            | Self::InvestmentStart
            | Self::InvestmentLongRun
            | Self::Inflation
            | Self::PopulationStart
            | Self::PopulationLongRun
            | Self::ProductivityGrowth
            | Self::ReferenceGrowth(_)
            | Self::Sector(_, S::Growth | S::LongRunGrowth | S::Productivity) => RATE,
            // Added up year by year, a size is a yearly rate.
            Self::EffectSize(k) if matches!(&a.effects[k].strength, Strength::Course(course) if course.on_growth) => {
                RATE
            }
            Self::EffectSize(k) => a.effects[k].levers.first().map_or(Scale::Relative, |lever| lever.scale()).allowed(),
            Self::EventProbability(_)
            | Self::LocallyFinanced
            | Self::CapacityShare(_)
            | Self::CapacityDepreciation(_)
            | Self::SatelliteWeight(..) => (0.0, 1.0),
            Self::TechnologySize(k) => match a.technology[k].what {
                Technology::Coefficient { .. } => Scale::Relative.allowed(),
                Technology::ValueAddedRatio(_) | Technology::PurchaseShare(_) => Scale::Points.allowed(),
            },
            Self::CapacityYield(_) => (0.0, 100.0),
            Self::LinkRatio(_) => (0.0, 1e6),
            Self::SatelliteDrift(..) => (-1.0, 1.0),
            Self::VolumeSize(k) if a.volumes[k].unit_value().is_some() => (0.0, 1.0),
            Self::CeilingLimit(_) | Self::SatelliteAnchor(_) | Self::VolumeSize(_) => (0.0, LARGEST),
            Self::VolumeUnitValue(_) => (LEAST_VALUE, LARGEST),
            Self::InvestmentLoading(_)
            | Self::InflationLoading(_)
            | Self::Sector(_, S::Loading(_) | S::PriceLoading(_)) => LOADING,
            Self::Sector(_, S::BaseYearGap) => (-3.0, 1.0),
            Self::Sector(_, S::Efficiency) => (-0.5, 0.5),
        }
    }
}

impl SectorParameter {
    fn field(self, growth: &Growth, factor: impl Fn(usize) -> String) -> String {
        match self {
            Self::Growth => match growth {
                Growth::Demand(_) => "demand_growth".into(),
                Growth::Output(_) => "output_growth".into(),
            },
            Self::LongRunGrowth => "long_run_growth".into(),
            Self::IncomeElasticity => "income_elasticity".into(),
            Self::BaseYearGap => "base_year_gap".into(),
            Self::Loading(k) => format!("loadings.{}", factor(k)),
            Self::Shock => "shock_sd".into(),
            Self::PriceShock => "price_shock_sd".into(),
            Self::PriceLoading(k) => format!("price_loadings.{}", factor(k)),
            Self::Efficiency => "efficiency".into(),
            Self::TermsOfTrade => "terms_of_trade".into(),
            Self::Productivity => "productivity".into(),
        }
    }
}
