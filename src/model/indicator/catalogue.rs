//! Which indicators a model has, and which of them are reported without being asked for.

use std::collections::BTreeSet;

use super::{Form, Indicator, Measure, Needs, Period, Place, Subject};
use crate::economy::Region;
use crate::model::ModelData;
use crate::units::{Unit, Year};

/// What is reported of every model that has it, in the order of results.
const STANDARD: &[(Measure, Form, Place)] = {
    use Form::{AverageGrowth, Change, Contribution, ContributionShare, Growth, Level, Share};
    use Place::{Capped, Carriers, References, Satellites, Sectors, Volumes, Whole};
    &[
        (Measure::Gdp, Level, Whole),
        (Measure::GdpNominal, Level, Whole),
        (Measure::Gdp, Growth, Whole),
        (Measure::Gdp, AverageGrowth, Whole),
        (Measure::Income, Level, Whole),
        (Measure::Consumption, Level, Whole),
        (Measure::Government, Level, Whole),
        (Measure::Investment, Level, Whole),
        (Measure::ExternalSales, Level, Whole),
        (Measure::Unmet, Level, Capped),
        (Measure::PriceLevel, Level, Whole),
        (Measure::Deflator, Level, Whole),
        (Measure::Population, Level, Whole),
        (Measure::IncomePerHead, Level, Whole),
        (Measure::IncomePerHeadNominal, Level, Whole),
        (Measure::Employment, Level, Whole),
        (Measure::Revenue, Level, Whole),
        (Measure::RevenueReal, Level, Whole),
        (Measure::Rnd, Level, Whole),
        (Measure::Rnd, Share, Whole),
        (Measure::Energy, Level, Whole),
        (Measure::Energy, Level, Carriers),
        (Measure::EnergyCalorific, Level, Whole),
        (Measure::EnergyIntensity, Level, Whole),
        (Measure::EnergyIntensityCalorific, Level, Whole),
        (Measure::EnergyIntensity, Change, Whole),
        (Measure::Co2, Level, Whole),
        (Measure::Co2Intensity, Level, Whole),
        (Measure::ValueAdded, Level, Sectors),
        (Measure::Output, Level, Sectors),
        (Measure::OutputNominal, Level, Sectors),
        (Measure::Share, Level, Sectors),
        (Measure::ShareNominal, Level, Sectors),
        (Measure::ValueAdded, Growth, Sectors),
        (Measure::ValueAdded, Contribution, Sectors),
        (Measure::ValueAdded, ContributionShare, Sectors),
        (Measure::OutputShare, Level, Sectors),
        (Measure::OutputShareNominal, Level, Sectors),
        (Measure::EnergyIntensity, Level, Sectors),
        (Measure::Employment, Level, Sectors),
        (Measure::Satellite, Level, Satellites),
        (Measure::Volume, Level, Volumes),
        (Measure::Relative, Level, References),
    ]
};

/// All indicators of a model: every measure it has, of everything it is of, in every form, over any years of the projection.
#[derive(Debug)]
pub(crate) struct Catalogue<'d> {
    pub(super) region: &'d Region,
    pub(super) horizon: Year,
    met: Vec<Needs>,
    /// Sectors with a ceiling, in their order.
    capped: Vec<usize>,
}

impl<'d> Catalogue<'d> {
    /// That of the model made from these data.
    pub(crate) fn of(data: &'d ModelData) -> Self {
        let met = Needs::ALL.into_iter().filter(|needs| needs.are_met_by(data)).collect();
        let a = &data.assumptions;
        let of_ceilings = a.ceilings.iter().map(|ceiling| ceiling.sector);
        let capped: BTreeSet<usize> = of_ceilings.chain(a.links.iter().map(|link| link.sector)).collect();
        Self { region: &data.region, horizon: data.horizon, met, capped: capped.into_iter().collect() }
    }

    /// That of a region with all base-year data there may be.
    pub(crate) fn with_everything(region: &'d Region, horizon: Year) -> Self {
        let capped = (0..region.sectors.len()).collect();
        Self { region, horizon, met: Needs::ALL.to_vec(), capped }
    }

    /// The same with another last year.
    pub(crate) fn until(self, horizon: Year) -> Self {
        Self { horizon, ..self }
    }

    /// What is reported without being asked for.
    pub(crate) fn standard(&self, periods: &[Period]) -> Vec<Indicator> {
        let mut standard = Vec::new();
        for &(measure, form, place) in STANDARD.iter().filter(|(measure, ..)| self.has(*measure)) {
            for subject in self.subjects(place) {
                let indicator = Indicator { measure, subject, form, period: None };
                if form.is_over_period() {
                    standard.extend(periods.iter().map(|&period| indicator.over(form, period)));
                } else {
                    standard.push(indicator);
                }
            }
        }
        standard
    }

    /// Whether the model has the measure.
    pub(super) fn has(&self, measure: Measure) -> bool {
        self.met.contains(&measure.description().needs)
    }

    /// What a measure may be of.
    pub(super) fn subjects(&self, place: Place) -> Vec<Option<Subject>> {
        match place {
            Place::Whole => vec![None],
            Place::Sectors => self.region.scopes().map(|scope| Some(scope.into())).collect(),
            Place::Satellites => {
                (0..self.region.extras.satellites.len()).map(|k| Some(Subject::Satellite(k))).collect()
            }
            Place::Volumes => (0..self.region.extras.volumes.len()).map(|k| Some(Subject::Volume(k))).collect(),
            Place::References => {
                (0..self.region.extras.references.len()).map(|k| Some(Subject::Reference(k))).collect()
            }
            Place::Capped => self.capped.iter().map(|&i| Some(Subject::Sector(i))).collect(),
            Place::Carriers => (0..self.region.extras.carriers.len()).map(|c| Some(Subject::Carrier(c))).collect(),
        }
    }

    /// Whether an indicator is one of the model.
    pub(crate) fn contains(&self, indicator: Indicator) -> bool {
        let Indicator { measure, subject, form, period } = indicator;
        self.has(measure)
            && measure.description().places.iter().any(|place| self.subjects(*place).contains(&subject))
            && measure.takes(form)
            && self.takes_share(indicator)
            && form.is_over_period() == period.is_some()
            && period.is_none_or(|period| self.holds(period))
    }

    /// Whether a period lies within the projection.
    pub(super) fn holds(&self, period: Period) -> bool {
        self.region.base_year < period.from && period.from <= period.to && period.to <= self.horizon
    }

    /// Whether it is none of the shares of GDP that say nothing: those of what is not money.
    pub(super) fn takes_share(&self, indicator: Indicator) -> bool {
        indicator.form != Form::Share || indicator.taken(Form::Level).unit(self.region) == Unit::Money
    }
}
