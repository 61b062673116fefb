//! What numbers that may be uncertain are called for people.

use super::{Assumptions, BaseNumber, DemandTotal, Growth, Parameter, SectorParameter, Volume, VolumeSize};
use crate::economy::Region;

impl Parameter {
    /// Its name for people: `Steel: growth of output until 2025`.
    pub fn label(self, a: &Assumptions, region: &Region) -> String {
        let factor = |k: usize| a.factors.get(k).map_or("?", |factor| factor.label.as_str());
        let of = |label: Option<&String>, what: &str| format!("{}: {what}", label.map_or("?", String::as_str));
        let fixed = match self {
            Self::Convergence => "Speed at which trends converge to the long run",
            Self::ShockPersistence => "Persistence of shocks to sales outside the region",
            Self::ConsumptionElasticity => "Income elasticity of consumption",
            Self::ConsumptionShock => "Standard deviation of yearly consumption",
            Self::TransfersStart => "Growth of transfers at the start",
            Self::TransfersLongRun => "Growth of transfers in the long run",
            Self::LocallyFinanced => "Share of government demand financed locally",
            Self::PopulationStart => "Growth of the population at the start",
            Self::PopulationLongRun => "Growth of the population in the long run",
            Self::ProductivityGrowth => "Growth of output per worker",
            Self::InvestmentStart => "Trend growth of investment at the start",
            Self::InvestmentLongRun => "Trend growth of investment in the long run",
            Self::Accelerator => "Accelerator of investment",
            Self::ShareCorrection => "Pull on the investment share of GDP",
            Self::InvestmentShock => "Standard deviation of yearly investment",
            Self::Inflation => "Inflation",
            Self::InflationShock => "Standard deviation of yearly inflation",
            Self::RelativePricePersistence => "Persistence of relative prices",
            Self::EnergyShock => "Standard deviation of yearly energy intensity",
            Self::EnergyShockPersistence => "Persistence of shocks to energy intensity",
            Self::HouseholdEnergyElasticity => "Elasticity of home energy to consumption",
            Self::FactorPersistence(k) => return format!("{}: persistence", factor(k)),
            Self::InvestmentLoading(k) => return format!("{}: loading of investment", factor(k)),
            Self::InflationLoading(k) => return format!("{}: loading of inflation", factor(k)),
            Self::EffectSize(k) => {
                return a.effects.get(k).map_or("?".into(), |effect| format!("{}: size", effect.label));
            }
            Self::TechnologySize(k) => return of(a.technology.get(k).map(|change| &change.label), "size"),
            Self::CeilingLimit(k) => return of(a.ceilings.get(k).map(|c| &c.label), "limit"),
            Self::CapacityShare(k) => {
                return of(a.ceilings.get(k).map(|c| &c.label), "share of investment in its capacity");
            }
            Self::CapacityYield(k) => {
                return of(a.ceilings.get(k).map(|c| &c.label), "output per investment in its capacity");
            }
            Self::CapacityDepreciation(k) => {
                return of(a.ceilings.get(k).map(|c| &c.label), "depreciation of its capacity");
            }
            Self::LinkRatio(k) => return of(a.links.get(k).map(|link| &link.label), "ratio to what it comes with"),
            Self::EventProbability(k) => {
                return a.events.get(k).map_or("?".into(), |event| format!("{}: yearly probability", event.label));
            }
            Self::SatelliteWeight(k, place) | Self::SatelliteDrift(k, place) => {
                let Some(satellite) = a.satellites.get(k) else { return "?".into() };
                let part = satellite.weights.get(place).map_or("?", |weight| region.scope_names(weight.of).0);
                let what = if matches!(self, Self::SatelliteDrift(..)) { "yearly drift of the part" } else { "part" };
                return format!("{}: {what} of {part}", satellite.label);
            }
            Self::SatelliteAnchor(k) => {
                return a.satellites.get(k).map_or("?".into(), |satellite| format!("{}: anchor", satellite.label));
            }
            Self::VolumeSize(k) => {
                let what = |volume: &Volume| match &volume.size {
                    VolumeSize::Anchored(anchor) => format!("volume in {}", anchor.year),
                    VolumeSize::ByValue { .. } => "share of output".to_owned(),
                };
                return a.volumes.get(k).map_or("?".into(), |volume| format!("{}: {}", volume.label, what(volume)));
            }
            Self::ReferenceGrowth(k) => {
                return a
                    .references
                    .get(k)
                    .map_or("?".into(), |reference| format!("{}: yearly growth", reference.label));
            }
            Self::VolumeUnitValue(k) => {
                return a.volumes.get(k).map_or("?".into(), |volume| format!("{}: value of a unit", volume.label));
            }
            Self::Sector(i, parameter) => {
                let sector = region.sectors.get(i).map_or("?", |sector| sector.label.as_str());
                let by_output = matches!(a.sectors.get(i).map(|sector| &sector.growth), Some(Growth::Output(_)));
                return format!("{sector}: {}", parameter.label(by_output, a, factor));
            }
        };
        fixed.to_owned()
    }
}

impl SectorParameter {
    fn label<'f>(self, by_output: bool, a: &Assumptions, factor: impl Fn(usize) -> &'f str) -> String {
        let fixed = match self {
            Self::Growth if by_output => return format!("growth of output until {}", a.trends.output_growth_until),
            Self::Growth => "growth of outside sales at the start",
            Self::LongRunGrowth => "growth of outside sales in the long run",
            Self::IncomeElasticity => "income elasticity",
            Self::BaseYearGap => "gap of outside sales in the base year",
            Self::Shock => "standard deviation of yearly outside sales",
            Self::PriceShock => "standard deviation of its yearly price",
            Self::Efficiency => "yearly gain in energy efficiency",
            Self::TermsOfTrade => "effect of its relative price on income",
            Self::Productivity => "growth of output per worker",
            Self::Loading(k) => return format!("loading of outside sales on {}", factor(k)),
            Self::PriceLoading(k) => return format!("loading of its price on {}", factor(k)),
        };
        fixed.to_owned()
    }
}

impl BaseNumber {
    /// Its name for people: `Steel: purchase share`.
    pub fn label(self, region: &Region) -> String {
        let sector = |i: usize| region.sectors.get(i).map_or("?", |sector| sector.label.as_str());
        match self {
            Self::ValueAdded(i) => format!("{}: value added", sector(i)),
            Self::ValueAddedRatio(i) => format!("{}: value-added ratio", sector(i)),
            Self::PurchaseShare(i) => format!("{}: purchase share", sector(i)),
            Self::Coefficient { supplier, user } => {
                format!("{}: input coefficient of {}", sector(user), sector(supplier))
            }
            Self::Delta => "Exponent delta of the location quotients".into(),
            Self::Total(DemandTotal::Households) => "Household consumption in the base year".into(),
            Self::Total(DemandTotal::Government) => "Government demand in the base year".into(),
            Self::Total(DemandTotal::Investment) => "Investment in the base year".into(),
        }
    }
}
