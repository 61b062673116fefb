//! What can be measured: a table, one measure a row.

use super::Form;
use crate::model::ModelData;
use crate::units::{Basis, Unit};

/// What a measure is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The whole economy.
    Whole,
    /// Every sector and group.
    Sectors,
    /// Every satellite.
    Satellites,
    /// Every physical volume.
    Volumes,
    /// Every reference series.
    References,
    /// Every carrier of energy.
    Carriers,
    /// Every sector whose output has a ceiling.
    Capped,
}

/// What a model must hold for a measure to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Every model has it.
    Nothing,
    /// Base-year energy data.
    Energy,
    /// Public revenue per unit of value added.
    TaxShare,
    /// Research and development per unit of value added.
    RndShare,
    /// Persons employed in the base year.
    Employment,
    /// Residents in the base year.
    Population,
    /// A ceiling on the output of some sector, or a by-product.
    Ceilings,
}

impl Needs {
    pub(super) const ALL: [Self; 7] = [
        Self::Nothing,
        Self::Energy,
        Self::TaxShare,
        Self::RndShare,
        Self::Employment,
        Self::Population,
        Self::Ceilings,
    ];

    /// Whether a model made from these data has it.
    pub(super) fn are_met_by(self, data: &ModelData) -> bool {
        match self {
            Self::Nothing => true,
            Self::Energy => data.energy.is_some(),
            Self::TaxShare => data.extensions.tax_share.is_some(),
            Self::RndShare => data.extensions.rnd_share.is_some(),
            Self::Employment => data.extensions.employment.is_some(),
            Self::Population => data.extensions.population.is_some(),
            Self::Ceilings => !(data.assumptions.ceilings.is_empty() && data.assumptions.links.is_empty()),
        }
    }

    /// What is missing where it is not met, for people.
    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Energy => "the region has no energy data",
            Self::TaxShare => "the region's data have no tax_share",
            Self::RndShare => "the region's data have no rnd_share",
            Self::Employment => "the region's data have no employment",
            Self::Population => "the region's data have no population",
            Self::Ceilings => "the scenario has no ceiling and no by-product",
        }
    }
}

/// Which forms of a measure say something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nature {
    /// Something that adds up over years.
    Flow,
    /// A stock, an index or a ratio, of which a sum over years says nothing.
    Level,
}

/// A row of the table.
pub(super) struct Description {
    pub(super) id: &'static str,
    pub(super) label: &'static str,
    pub(super) term: &'static str,
    pub(super) unit: Unit<'static>,
    pub(super) basis: Basis,
    pub(super) nature: Nature,
    pub(super) places: &'static [Place],
    pub(super) needs: Needs,
}

macro_rules! measures {
    ($($(#[$doc:meta])+ $name:ident: $id:literal, $label:literal, $term:literal, $unit:ident, $basis:ident, $nature:ident, [$($place:ident),+], $needs:ident;)+) => {
        /// What is measured.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Measure {
            $($(#[$doc])+ $name,)+
        }

        impl Measure {
            /// All measures.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            pub(super) fn description(self) -> Description {
                match self {
                    $(Self::$name => Description {
                        id: $id,
                        label: $label,
                        term: $term,
                        unit: Unit::$unit,
                        basis: Basis::$basis,
                        nature: Nature::$nature,
                        places: &[$(Place::$place),+],
                        needs: Needs::$needs,
                    },)+
                }
            }
        }
    };
}

// Id, label, term, unit, prices, whether it adds up over years, what it is of, what a model must hold for it.
measures! {
    /// GDP at base-year prices.
    Gdp: "gdp", "Real GDP", "地区生产总值(不变价)", Money, Real, Flow, [Whole], Nothing;
    /// GDP at current prices.
    GdpNominal: "gdp_nominal", "Nominal GDP", "地区生产总值(现价)", Money, Nominal, Flow, [Whole], Nothing;
    /// Real household income.
    Income: "income", "Real household income", "居民收入(不变价)", Money, Real, Flow, [Whole], Nothing;
    /// Household income at current prices: real income times the general price level.
    IncomeNominal: "income_nominal", "Nominal household income", "居民收入(现价)", Money, Nominal, Flow, [Whole], Nothing;
    /// Household consumption, bought inside the region or not, at base-year prices.
    Consumption: "consumption", "Household consumption", "居民消费(不变价)", Money, Real, Flow, [Whole], Nothing;
    /// Government demand at base-year prices.
    Government: "government", "Government demand", "政府消费(不变价)", Money, Real, Flow, [Whole], Nothing;
    /// Investment at base-year prices.
    Investment: "investment", "Investment", "投资(不变价)", Money, Real, Flow, [Whole], Nothing;
    /// Sales outside the region, visitors included, at base-year prices.
    ExternalSales: "external_sales", "Sales outside the region", "区外销售(不变价)", Money, Real, Flow, [Whole, Sectors], Nothing;
    /// Final demand that output inside the region meets, at base-year prices.
    FinalDemand: "final_demand", "Final demand met", "区内满足的最终需求(不变价)", Money, Real, Flow, [Whole, Sectors], Nothing;
    /// What households buy inside the region, at base-year prices.
    HouseholdDemand: "household_demand", "Household demand inside", "居民区内需求(不变价)", Money, Real, Flow, [Whole, Sectors], Nothing;
    /// What government buys inside the region, at base-year prices.
    GovernmentDemand: "government_demand", "Government demand inside", "政府区内需求(不变价)", Money, Real, Flow, [Whole, Sectors], Nothing;
    /// What investors buy inside the region, at base-year prices.
    InvestmentDemand: "investment_demand", "Investment demand inside", "投资区内需求(不变价)", Money, Real, Flow, [Whole, Sectors], Nothing;
    /// General price level P, 1 in the base year.
    PriceLevel: "price_level", "Price level", "价格水平", Ratio, Nominal, Level, [Whole], Nothing;
    /// Price of output, 1 in the base year; of a group nominal over real output.
    Price: "price", "Price", "出厂价格指数", Ratio, Nominal, Level, [Sectors], Nothing;
    /// Implied deflator: nominal over real GDP, 1 in the base year.
    Deflator: "deflator", "GDP deflator", "地区生产总值平减指数", Ratio, Nominal, Level, [Whole], Nothing;
    /// Final demand that ceilings leave unmet, at base-year prices.
    Unmet: "unmet", "Unmet demand", "未满足需求(不变价)", Money, Real, Flow, [Whole, Capped], Ceilings;
    /// Energy use, electricity counted by the coal burned for it.
    Energy: "energy", "Energy use", "能源消费总量(等价值)", Energy, Physical, Flow, [Whole, Carriers], Energy;
    /// Share of energy use, electricity counted by the coal burned for it.
    EnergyShare: "energy_share", "Share of energy use", "占能源消费比重(等价值)", Ratio, Physical, Level, [Carriers], Energy;
    /// Energy use, electricity at its calorific value.
    EnergyCalorific: "energy_calorific", "Energy use, calorific", "能源消费总量(当量值)", Energy, Physical, Flow, [Whole, Sectors], Energy;
    /// Energy use (coal-equivalent) of a sector or group. `energy.X` is that of a carrier, which may have the name of a sector.
    EnergyUse: "energy_use", "Energy use", "能源消费量(等价值)", Energy, Physical, Flow, [Sectors], Energy;
    /// Energy (coal-equivalent) per real output.
    EnergyPerOutput: "energy_per_output", "Energy per output", "单位产值能耗(等价值)", EnergyPerMoney, Real, Level, [Sectors], Energy;
    /// Energy (coal-equivalent) per real GDP, or of a sector or group per its real value added.
    EnergyIntensity: "energy_intensity", "Energy intensity", "单位增加值能耗(等价值)", EnergyPerMoney, Real, Level, [Whole, Sectors], Energy;
    /// Energy (calorific) per real GDP, or of a sector or group per its real value added.
    EnergyIntensityCalorific: "energy_intensity_calorific", "Energy intensity, calorific", "单位增加值能耗(当量值)", EnergyPerMoney, Real, Level, [Whole, Sectors], Energy;
    /// CO2 emissions.
    Co2: "co2", "CO2 emissions", "二氧化碳排放量", Emissions, Physical, Flow, [Whole, Sectors], Energy;
    /// CO2 per real GDP, or of a sector or group per its real value added.
    Co2Intensity: "co2_intensity", "CO2 intensity", "单位增加值二氧化碳排放", EmissionsPerMoney, Real, Level, [Whole, Sectors], Energy;
    /// Public revenue at current prices.
    Revenue: "revenue", "Public revenue", "公共财政收入(现价)", Money, Nominal, Flow, [Whole], TaxShare;
    /// Public revenue over the general price level.
    RevenueReal: "revenue_real", "Real public revenue", "公共财政收入(不变价)", Money, Real, Flow, [Whole], TaxShare;
    /// Spending on research and development at current prices.
    Rnd: "rnd", "Research and development", "研发经费投入(现价)", Money, Nominal, Flow, [Whole], RndShare;
    /// Persons employed.
    Employment: "employment", "Employment", "就业人员", Persons, Physical, Level, [Whole, Sectors], Employment;
    /// Share of all persons employed.
    EmploymentShare: "employment_share", "Share of employment", "占就业人员比重", Ratio, Physical, Level, [Sectors], Employment;
    /// Residents.
    Population: "population", "Population", "常住人口", Persons, Physical, Level, [Whole], Population;
    /// Real household income per head.
    IncomePerHead: "income_per_head", "Real income per head", "人均居民收入(不变价)", MoneyPerHead, Real, Level, [Whole], Population;
    /// Household income per head at current prices: real income times the general price level.
    IncomePerHeadNominal: "income_per_head_nominal", "Nominal income per head", "人均居民收入(现价)", MoneyPerHead, Nominal, Level, [Whole], Population;
    /// Real value added.
    ValueAdded: "value_added", "Value added", "增加值(不变价)", Money, Real, Flow, [Sectors], Nothing;
    /// Value added at current prices.
    ValueAddedNominal: "value_added_nominal", "Nominal value added", "增加值(现价)", Money, Nominal, Flow, [Sectors], Nothing;
    /// Real gross output.
    Output: "output", "Output", "总产出(不变价)", Money, Real, Flow, [Sectors], Nothing;
    /// Gross output at current prices.
    OutputNominal: "output_nominal", "Nominal output", "总产出(现价)", Money, Nominal, Flow, [Sectors], Nothing;
    /// Share of real GDP.
    Share: "share", "Share of GDP", "占地区生产总值比重(不变价)", Ratio, Real, Level, [Sectors], Nothing;
    /// Share of nominal GDP.
    ShareNominal: "share_nominal", "Nominal share of GDP", "占地区生产总值比重(现价)", Ratio, Nominal, Level, [Sectors], Nothing;
    /// Share of the output of industry, base-year prices.
    OutputShare: "output_share", "Share of industrial output", "占工业总产值比重(不变价)", Ratio, Real, Level, [Sectors], Nothing;
    /// Share of the output of industry, current prices.
    OutputShareNominal: "output_share_nominal", "Nominal share of industrial output", "占工业总产值比重(现价)", Ratio, Nominal, Level, [Sectors], Nothing;
    /// A satellite, a weighted sum over sectors; its unit and prices are its own.
    Satellite: "satellite", "", "", Money, Nominal, Flow, [Satellites], Nothing;
    /// A physical volume; its unit is its own.
    Volume: "volume", "", "", Ratio, Physical, Flow, [Volumes], Nothing;
    /// What is held against a reference series, relative to it, 1 in the base year.
    Relative: "relative", "", "", Ratio, Real, Level, [References], Nothing;
}

impl Measure {
    /// Whether a form of it says something. What growth brings GDP is asked of value added, whose share of GDP is a measure of
    /// its own.
    pub(crate) fn takes(self, form: Form) -> bool {
        let Description { unit, nature, .. } = self.description();
        match form {
            // Nothing may be unmet in many years: there is no growth from nothing.
            Form::Level => true,
            Form::Total => nature == Nature::Flow,
            _ if self == Self::Unmet => false,
            Form::Share => {
                let part_of_gdp = !matches!(
                    self,
                    Self::Gdp
                        | Self::GdpNominal
                        | Self::ValueAdded
                        | Self::ValueAddedNominal
                        | Self::Output
                        | Self::OutputNominal
                );
                nature == Nature::Flow && unit == Unit::Money && part_of_gdp
            }
            Form::Contribution | Form::ContributionShare => self == Self::ValueAdded,
            _ => true,
        }
    }

    /// Whether it is a share of something it is part of, which ends at 1.
    pub(crate) fn is_share(self) -> bool {
        matches!(
            self,
            Self::Share
                | Self::ShareNominal
                | Self::OutputShare
                | Self::OutputShareNominal
                | Self::EmploymentShare
                | Self::EnergyShare
        )
    }

    /// Whether what it is of names it: the name of a satellite or volume says what is measured.
    pub(super) fn is_named_by_subject(self) -> bool {
        self.description().label.is_empty()
    }

    /// Whether it is of this.
    pub(crate) fn is_of(self, place: Place) -> bool {
        self.description().places.contains(&place)
    }
}
