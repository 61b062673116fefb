//! Where the numbers that may be uncertain stand in a set of assumptions.

use super::{Assumptions, Growth, Parameter, SectorAssumptions, SectorParameter, Starts, VolumeSize};
use crate::sampling::Uncertain;

/// The place of a parameter, read or written: the same list for both. Nothing where there is no such place, as with a loading
/// that was left out.
macro_rules! place {
    ($self:expr, $a:expr, $get:ident, $of_sector:ident, $($mutable:tt)?) => {{
        let a = $a;
        match $self {
            Parameter::Convergence => Some(&$($mutable)? a.trends.convergence),
            Parameter::ShockPersistence => Some(&$($mutable)? a.trends.shock_persistence),
            Parameter::FactorPersistence(k) => Some(&$($mutable)? a.factors[k].persistence),
            Parameter::ConsumptionElasticity => Some(&$($mutable)? a.households.income_elasticity),
            Parameter::ConsumptionShock => Some(&$($mutable)? a.households.shock_sd),
            Parameter::TransfersStart => Some(&$($mutable)? a.transfers_growth.start),
            Parameter::TransfersLongRun => Some(&$($mutable)? a.transfers_growth.long_run),
            Parameter::LocallyFinanced => Some(&$($mutable)? a.locally_financed),
            Parameter::PopulationStart => Some(&$($mutable)? a.population_growth.start),
            Parameter::PopulationLongRun => Some(&$($mutable)? a.population_growth.long_run),
            Parameter::ProductivityGrowth => Some(&$($mutable)? a.productivity_growth),
            Parameter::InvestmentStart => Some(&$($mutable)? a.investment.trend.start),
            Parameter::InvestmentLongRun => Some(&$($mutable)? a.investment.trend.long_run),
            Parameter::Accelerator => Some(&$($mutable)? a.investment.accelerator),
            Parameter::ShareCorrection => Some(&$($mutable)? a.investment.share_correction),
            Parameter::InvestmentLoading(k) => a.investment.loadings.$get(k),
            Parameter::InvestmentShock => Some(&$($mutable)? a.investment.shock_sd),
            Parameter::Inflation => Some(&$($mutable)? a.prices.inflation),
            Parameter::InflationLoading(k) => a.prices.loadings.$get(k),
            Parameter::InflationShock => Some(&$($mutable)? a.prices.shock_sd),
            Parameter::RelativePricePersistence => Some(&$($mutable)? a.prices.relative_persistence),
            Parameter::EnergyShock => Some(&$($mutable)? a.energy.shock_sd),
            Parameter::EnergyShockPersistence => Some(&$($mutable)? a.energy.shock_persistence),
            Parameter::HouseholdEnergyElasticity => Some(&$($mutable)? a.energy.household_elasticity),
            Parameter::EffectSize(k) => Some(&$($mutable)? a.effects[k].size),
            Parameter::EventProbability(k) => match &$($mutable)? a.events[k].starts {
                Starts::Chance { probability, .. } => Some(probability),
                Starts::Years(_) => None,
            },
            Parameter::TechnologySize(k) => Some(&$($mutable)? a.technology[k].size),
            Parameter::CeilingLimit(k) => Some(&$($mutable)? a.ceilings[k].limit),
            Parameter::CapacityShare(k) => match &$($mutable)? a.ceilings[k].capacity {
                Some(capacity) => Some(&$($mutable)? capacity.investment_share),
                None => None,
            },
            Parameter::CapacityYield(k) => match &$($mutable)? a.ceilings[k].capacity {
                Some(capacity) => Some(&$($mutable)? capacity.output_per_investment),
                None => None,
            },
            Parameter::CapacityDepreciation(k) => match &$($mutable)? a.ceilings[k].capacity {
                Some(capacity) => Some(&$($mutable)? capacity.depreciation),
                None => None,
            },
            Parameter::LinkRatio(k) => Some(&$($mutable)? a.links[k].ratio),
            Parameter::SatelliteWeight(k, place) => Some(&$($mutable)? a.satellites[k].weights[place].base),
            Parameter::SatelliteDrift(k, place) => Some(&$($mutable)? a.satellites[k].weights[place].drift),
            Parameter::SatelliteAnchor(k) => match &$($mutable)? a.satellites[k].anchor {
                Some(anchor) => Some(&$($mutable)? anchor.value),
                None => None,
            },
            Parameter::VolumeSize(k) => match &$($mutable)? a.volumes[k].size {
                VolumeSize::Anchored(anchor) => Some(&$($mutable)? anchor.value),
                VolumeSize::ByValue { share, .. } => Some(share),
            },
            Parameter::VolumeUnitValue(k) => match &$($mutable)? a.volumes[k].size {
                VolumeSize::Anchored(_) => None,
                VolumeSize::ByValue { unit_value, .. } => Some(unit_value),
            },
            Parameter::ReferenceGrowth(k) => Some(&$($mutable)? a.references[k].growth),
            Parameter::Sector(i, parameter) => parameter.$of_sector(&$($mutable)? a.sectors[i]),
        }
    }};
}

/// The same of a sector's numbers.
macro_rules! place_in_sector {
    ($self:expr, $sector:expr, $get:ident, $optional:ident, $($mutable:tt)?) => {{
        let sector = $sector;
        match $self {
            SectorParameter::Growth => match &$($mutable)? sector.growth {
                Growth::Demand(rate) | Growth::Output(rate) => Some(rate),
            },
            SectorParameter::LongRunGrowth => Some(&$($mutable)? sector.long_run_growth),
            SectorParameter::IncomeElasticity => Some(&$($mutable)? sector.income_elasticity),
            SectorParameter::BaseYearGap => Some(&$($mutable)? sector.base_year_gap),
            SectorParameter::Loading(k) => sector.loadings.$get(k),
            SectorParameter::Shock => Some(&$($mutable)? sector.shock_sd),
            SectorParameter::PriceShock => Some(&$($mutable)? sector.price_shock_sd),
            SectorParameter::PriceLoading(k) => sector.price_loadings.$get(k),
            SectorParameter::Efficiency => Some(&$($mutable)? sector.efficiency),
            SectorParameter::TermsOfTrade => Some(&$($mutable)? sector.terms_of_trade),
            SectorParameter::Productivity => sector.productivity.$optional(),
        }
    }};
}

impl Parameter {
    pub(super) fn place(self, a: &Assumptions) -> Option<&Uncertain> {
        place!(self, a, get, place,)
    }

    /// Where it stands in a set of assumptions, to be changed; nothing where there is no such place, as with a loading that was
    /// left out.
    ///
    /// ```
    /// use kapok::model::Parameter;
    /// use kapok::{Model, Scenario};
    /// let mut data = Scenario::builtin("baseline")?.data().clone();
    /// *Parameter::Convergence.of_mut(&mut data.assumptions).ok_or("it has a place")? = 0.1.into();
    /// assert_eq!(Model::new(data)?.assumptions().trends.convergence.known(), Some(0.1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_mut(self, a: &mut Assumptions) -> Option<&mut Uncertain> {
        place!(self, a, get_mut, place_mut, mut)
    }
}

impl SectorParameter {
    fn place(self, sector: &SectorAssumptions) -> Option<&Uncertain> {
        place_in_sector!(self, sector, get, as_ref,)
    }

    fn place_mut(self, sector: &mut SectorAssumptions) -> Option<&mut Uncertain> {
        place_in_sector!(self, sector, get_mut, as_mut, mut)
    }
}
