//! What is projected, checked and typed: the region's accounts, the assumptions about the years ahead, the targets.
//!
//! Built by a scenario file or by a Rust program from [`ModelData`]; knows no files.

mod assumptions;
mod ceiling;
mod check;
mod check_dependence;
mod check_drawn;
mod check_effects;
mod check_energy;
mod check_extensions;
mod check_levels;
mod check_measured;
mod check_production;
mod check_run;
mod check_targets;
mod dependence;
mod drawn_accounts;
mod effect;
mod extensions;
mod indicator;
mod inherited_growth;
mod label;
mod parameter;
mod parameter_place;
mod reference;
mod satellite;
mod target;
mod technology;
mod volume;

pub use assumptions::{
    Assumptions, Deflation, EnergyAssumptions, Factor, Growth, Households, Investment, PricePath, RatePath,
    SectorAssumptions, Trends,
};
pub use ceiling::{Capacity, Ceiling, CeilingUnit, Link};
pub(crate) use check::{LARGEST, MOST_EARNED, MOST_YEARS, SHARE_ROUNDING, is_name};
pub use check_run::{MOST_PATHS, MOST_REPLICATES};
pub use dependence::{Dependence, RankCorrelation};
pub use drawn_accounts::{BaseNumber, Centre, DemandTotal, DrawnNumber};
pub use effect::{Course, Effect, Event, Lever, Scale, Starts, Strength};
pub use extensions::Extensions;
pub(crate) use indicator::Catalogue;
pub use indicator::{Form, Indicator, IndicatorError, Measure, Period, Subject};
pub use inherited_growth::InheritedGrowth;
pub use parameter::{Parameter, SectorParameter};
pub use reference::Reference;
pub(crate) use satellite::MONEY;
pub use satellite::{Anchor, Satellite, Summed, Weight};
pub use target::{Better, Comparator, OutsideTarget, Target};
pub use technology::{Absorber, Technology, TechnologyChange};
pub use volume::{Volume, VolumeSize};

use std::collections::BTreeSet;

use crate::economy::{Accounts, AccountsData, EnergyAccounts, EnergyData, Region};
use crate::input::Problems;
use crate::sampling::{Design, Layout};
use crate::units::Year;

/// Below this share of household spending on products no sector makes, the share is taken for rounding.
pub(crate) const LEAST_OUTSIDE_SHARE: f64 = 1e-6;

/// What a model is made from; every field may be set by hand.
#[derive(Debug, Clone)]
pub struct ModelData {
    /// Short name of the scenario.
    pub name: String,
    /// What the scenario is, in a line.
    pub title: String,
    /// Sectors and groups.
    pub region: Region,
    /// Base-year data.
    pub accounts: AccountsData,
    /// Base-year numbers that are drawn once a path around their central values in `accounts`.
    pub drawn_accounts: Vec<DrawnNumber>,
    /// Where household income comes from.
    pub income: IncomeData,
    /// What is known beside the accounts: public revenue, research, employment, population.
    pub extensions: Extensions,
    /// Base-year energy data, if energy is to be projected.
    pub energy: Option<EnergyData>,
    /// Standard deviation of each sector's yearly output growth on record, to hold the model's own against.
    pub reference_volatility: Option<Vec<f64>>,
    /// Last year of the projection.
    pub horizon: Year,
    /// Years for which every indicator is reported; headline indicators are reported for all years.
    pub report_years: Vec<Year>,
    /// Periods for average growth and contributions.
    pub periods: Vec<Period>,
    /// Assumptions about the years ahead.
    pub assumptions: Assumptions,
    /// Sectors whose output growth is inherited from another model, with the growth of outside sales solved for there.
    pub inherited_growth: Option<InheritedGrowth>,
    /// Which numbers drawn once a path go together.
    pub dependence: Dependence,
    /// Whether the standard indicators are reported.
    pub standard_indicators: bool,
    /// Indicators reported besides the standard ones and those of targets.
    pub indicators: Vec<Indicator>,
    /// What is to be met.
    pub targets: Vec<Target>,
    /// What the plan wants besides, which the model cannot answer.
    pub outside: Vec<OutsideTarget>,
    /// Paths of a run that does not say otherwise.
    pub paths: u64,
    /// Seed of a run that does not say otherwise.
    pub seed: u64,
    /// Sampling design of a run that does not say otherwise.
    pub design: Design,
    /// Replicates of a design other than the random one.
    pub replicates: u64,
}

/// Base-year household income: Y = sum of omega_i v_i over sectors, plus transfers from outside.
#[derive(Debug, Clone, PartialEq)]
pub struct IncomeData {
    /// Household income per unit of value added in each sector, omega.
    pub share_of_value_added: Vec<f64>,
    /// Share of household income that is transferred from outside the region (pensions ...).
    pub transfers_share: f64,
}

impl ModelData {
    /// A region whose economy stays as it is until `horizon`: no growth, no shocks, income moving with GDP.
    pub fn new(region: Region, accounts: AccountsData, horizon: Year) -> Self {
        let sectors = region.sectors.len();
        let base = region.base_year;
        Self {
            name: region.name.clone(),
            title: region.name.clone(),
            accounts,
            drawn_accounts: Vec::new(),
            income: IncomeData { share_of_value_added: vec![1.0; sectors], transfers_share: 0.0 },
            extensions: Extensions::default(),
            energy: None,
            reference_volatility: None,
            horizon,
            report_years: vec![base, horizon],
            periods: vec![Period { from: base + 1, to: horizon }],
            assumptions: Assumptions::standing_still(sectors, horizon),
            inherited_growth: None,
            dependence: Dependence::default(),
            standard_indicators: true,
            indicators: Vec::new(),
            targets: Vec::new(),
            outside: Vec::new(),
            paths: 100_000,
            seed: 1,
            design: Design::Random,
            replicates: Layout::REPLICATES,
            region,
        }
    }
}

impl ModelData {
    /// Tells the region what indicators may be about besides its sectors and groups.
    pub(crate) fn name_extras(&mut self) {
        let carriers = self.energy.iter().flat_map(|energy| &energy.carriers);
        self.region.extras.carriers = carriers.map(Into::into).collect();
        let a = &self.assumptions;
        self.region.extras.satellites = a.satellites.iter().map(Satellite::name).collect();
        self.region.extras.volumes = a.volumes.iter().map(Volume::name).collect();
        self.region.extras.references = a.references.iter().map(|reference| reference.name(&self.region)).collect();
    }
}

/// A checked model, ready to be projected.
#[derive(Debug, Clone)]
pub struct Model {
    data: ModelData,
    accounts: Accounts,
    energy: Option<EnergyAccounts>,
}

impl Model {
    /// Checks the data and balances the accounts.
    ///
    /// # Errors
    /// All problems of the data together, each with the path of the number it is about.
    pub fn new(mut data: ModelData) -> Result<Self, Problems> {
        data.name_extras();
        let mut problems = Vec::new();
        let accounts = check::balance_checked(&data, &mut problems);
        match accounts {
            Some(accounts) if problems.is_empty() => {
                let energy = data.energy.as_ref().map(EnergyAccounts::new);
                Ok(Self { data, accounts, energy })
            }
            _ => Err(Problems::new(problems)),
        }
    }

    /// What it was made from.
    pub fn data(&self) -> &ModelData {
        &self.data
    }

    /// Short name of the scenario.
    pub fn name(&self) -> &str {
        &self.data.name
    }

    /// What the scenario is, in a line.
    pub fn title(&self) -> &str {
        &self.data.title
    }

    /// Sectors and groups.
    pub fn region(&self) -> &Region {
        &self.data.region
    }

    /// The balanced accounts of the base year.
    pub fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// The data the accounts were balanced from.
    pub fn accounts_data(&self) -> &AccountsData {
        &self.data.accounts
    }

    /// Base-year numbers that are drawn once a path.
    pub fn drawn_accounts(&self) -> &[DrawnNumber] {
        &self.data.drawn_accounts
    }

    /// Base-year energy coefficients, if energy is projected.
    pub fn energy(&self) -> Option<&EnergyAccounts> {
        self.energy.as_ref()
    }

    /// Where household income comes from.
    pub fn income(&self) -> &IncomeData {
        &self.data.income
    }

    /// What is known beside the accounts.
    pub fn extensions(&self) -> &Extensions {
        &self.data.extensions
    }

    /// Standard deviation of each sector's yearly output growth on record, where it is known.
    pub fn reference_volatility(&self) -> Option<&[f64]> {
        self.data.reference_volatility.as_deref()
    }

    /// Assumptions about the years ahead.
    pub fn assumptions(&self) -> &Assumptions {
        &self.data.assumptions
    }

    /// Sectors whose output growth is inherited from another model, if any.
    pub fn inherited_growth(&self) -> Option<&InheritedGrowth> {
        self.data.inherited_growth.as_ref()
    }

    /// Which numbers drawn once a path go together.
    pub fn dependence(&self) -> &Dependence {
        &self.data.dependence
    }

    /// What is to be met.
    pub fn targets(&self) -> &[Target] {
        &self.data.targets
    }

    /// What the plan wants besides, which the model cannot answer.
    pub fn outside(&self) -> &[OutsideTarget] {
        &self.data.outside
    }

    /// The year of the accounts.
    pub fn base_year(&self) -> Year {
        self.data.region.base_year
    }

    /// Last year of the projection.
    pub fn horizon(&self) -> Year {
        self.data.horizon
    }

    /// Years projected, the base year not counted.
    pub fn years(&self) -> usize {
        usize::try_from(self.data.horizon - self.base_year()).unwrap_or(0) // checked: the horizon is not before the base year
    }

    /// Years for which every indicator is reported.
    pub fn report_years(&self) -> &[Year] {
        &self.data.report_years
    }

    /// Periods for average growth and contributions.
    pub fn periods(&self) -> &[Period] {
        &self.data.periods
    }

    /// Paths of a run that does not say otherwise.
    pub fn default_paths(&self) -> u64 {
        self.data.paths
    }

    /// Seed of a run that does not say otherwise.
    pub fn default_seed(&self) -> u64 {
        self.data.seed
    }

    /// Sampling design of a run that does not say otherwise.
    pub fn default_design(&self) -> Design {
        self.data.design
    }

    /// Replicates of a design other than the random one.
    pub fn replicates(&self) -> u64 {
        self.data.replicates
    }

    /// The indicators the model reports: the standard ones, those its targets are about, and those asked for besides.
    pub fn indicators(&self) -> Vec<Indicator> {
        let mut indicators = self.standard_indicators();
        let asked = self.data.targets.iter().map(|target| target.indicator).chain(self.data.indicators.iter().copied());
        let standard: BTreeSet<Indicator> = indicators.iter().copied().collect();
        let mut seen = standard;
        indicators.extend(asked.filter(|indicator| seen.insert(*indicator)));
        indicators
    }

    /// The indicators asked for besides the standard ones.
    pub fn asked_for(&self) -> Vec<Indicator> {
        let standard = self.standard_indicators();
        self.data.indicators.iter().copied().filter(|indicator| !standard.contains(indicator)).collect()
    }

    /// The indicators reported without being asked for, where they are.
    fn standard_indicators(&self) -> Vec<Indicator> {
        if self.data.standard_indicators { Catalogue::of(&self.data).standard(&self.data.periods) } else { Vec::new() }
    }

    /// Reports an indicator of the model besides those it reports already.
    pub fn also_report(&mut self, indicator: Indicator) {
        if !self.indicators().contains(&indicator) {
            self.data.indicators.push(indicator);
        }
    }

    /// The indicator with this id, reported or not.
    ///
    /// # Errors
    /// No measure, form, sector or period of this name, or the model does not have the data it takes.
    ///
    /// ```
    /// use kapok::Scenario;
    /// let model = Scenario::builtin("baseline")?.build()?;
    /// let falling = model.indicator("energy_intensity_falling_2021_2025")?;
    /// assert_eq!(falling.label(model.region()), "Energy intensity, falling every year 2021-2025");
    /// assert!(model.indicator("shares.tertiary").unwrap_err().to_string().contains("did you mean \"share.tertiary\"?"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn indicator(&self, id: &str) -> Result<Indicator, IndicatorError> {
        Catalogue::of(&self.data).parse(id)
    }

    /// Years for which an indicator is reported.
    pub fn years_of(&self, indicator: Indicator) -> Vec<Year> {
        indicator.years(&self.data.region, self.data.horizon, &self.data.report_years)
    }
}
