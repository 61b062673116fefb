//! Assumptions about the years after the base year. Rates are plain yearly rates (0.04 is 4 % a year).

use super::{Ceiling, Effect, Event, Link, Reference, Satellite, TechnologyChange, Volume};
use crate::sampling::Uncertain;
use crate::units::Year;

/// Everything assumed about the years ahead.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumptions {
    /// Growth of real household income in the base year itself, which the first year's spending reacts to.
    pub base_income_growth: f64,
    /// Growth of real GDP in the base year itself, which the first year's investment reacts to.
    pub base_gdp_growth: f64,
    /// Growth of real public revenue in the base year itself, which the first year's government demand reacts to.
    pub base_revenue_growth: f64,
    /// What all sectors' trends share.
    pub trends: Trends,
    /// Years in which half of the base year's gap closes.
    pub gap_half_life: f64,
    /// Yearly forces common to many sectors.
    pub factors: Vec<Factor>,
    /// Household consumption.
    pub households: Households,
    /// Growth of transfers from above, which pay for government demand and part of household income.
    pub transfers_growth: RatePath,
    /// Share theta of government demand that is financed locally and follows last year's real public revenue.
    pub locally_financed: Uncertain,
    /// Growth of the population.
    pub population_growth: RatePath,
    /// Yearly growth of output per worker in sectors that have no rate of their own.
    pub productivity_growth: Uncertain,
    /// Investment.
    pub investment: Investment,
    /// The price level and relative prices.
    pub prices: PricePath,
    /// Energy efficiency.
    pub energy: EnergyAssumptions,
    /// Events that may happen.
    pub events: Vec<Event>,
    /// What policies and events do.
    pub effects: Vec<Effect>,
    /// Changes of technology.
    pub technology: Vec<TechnologyChange>,
    /// Ceilings on output.
    pub ceilings: Vec<Ceiling>,
    /// By-products.
    pub links: Vec<Link>,
    /// Sums over sectors that the accounts do not hold as a row.
    pub satellites: Vec<Satellite>,
    /// Physical volumes.
    pub volumes: Vec<Volume>,
    /// Series of elsewhere against which indicators are held.
    pub references: Vec<Reference>,
    /// One entry a sector.
    pub sectors: Vec<SectorAssumptions>,
}

/// What all sectors' trends share.
#[derive(Debug, Clone, PartialEq)]
pub struct Trends {
    /// Speed kappa at which a trend moves from its start to its long run.
    pub convergence: Uncertain,
    /// The year up to which a given `output_growth` is the yearly average.
    pub output_growth_until: Year,
    /// Persistence psi of shocks to external demand.
    pub shock_persistence: Uncertain,
    /// Standard deviation, in log points, of the deviation common to all trends at their start.
    pub common_start_sd: f64,
    /// The same in the long run; one draw a path moves both.
    pub common_long_run_sd: f64,
}

/// A yearly force common to many sectors: F_t = phi F_t-1 + sqrt(1 - phi^2) z, standard deviation 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// The name used in files.
    pub id: String,
    /// The name shown to people.
    pub label: String,
    /// The name in the region's own language.
    pub term: String,
    /// Persistence phi.
    pub persistence: Uncertain,
}

/// Household consumption: C_t = C_t-1 (Y_t-1 / Y_t-2)^eta exp(shock).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Households {
    /// Elasticity eta of consumption to last year's real income.
    pub income_elasticity: Uncertain,
    /// Standard deviation of the yearly shock.
    pub shock_sd: Uncertain,
}

/// A yearly rate that starts at one value and converges to another at the trends' median speed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RatePath {
    /// Rate in the first projected year.
    pub start: Uncertain,
    /// Rate in the long run.
    pub long_run: Uncertain,
}

/// Investment: an accelerator around a trend, with its share of GDP pulled back to that of the base year.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Investment {
    /// Trend growth.
    pub trend: RatePath,
    /// Reaction alpha to last year's GDP growth beyond what was expected.
    pub accelerator: Uncertain,
    /// Pull lambda on the investment share of GDP.
    pub share_correction: Uncertain,
    /// Expected growth tau of GDP: (start, long run).
    pub expected_growth: (f64, f64),
    /// Loading of investment growth on each factor.
    pub loadings: Vec<Uncertain>,
    /// Standard deviation of the yearly shock.
    pub shock_sd: Uncertain,
}

/// The general price level, and how sectors' prices move against it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PricePath {
    /// Yearly rise of the GDP price level.
    pub inflation: Uncertain,
    /// Loading of yearly inflation on each factor.
    pub loadings: Vec<Uncertain>,
    /// Standard deviation of yearly inflation around its rate.
    pub shock_sd: Uncertain,
    /// Persistence of a sector's price against the general level.
    pub relative_persistence: Uncertain,
    /// How nominal value added follows from prices.
    pub deflation: Deflation,
}

/// How nominal value added follows from prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Deflation {
    /// p_i v_i: the price of a sector's output moves its value added.
    #[default]
    Single,
    /// p_i x_i less all inputs at their own prices; those bought outside the accounts move with the general price level.
    Double,
}

/// Energy per unit of output.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EnergyAssumptions {
    /// Standard deviation of the deviation common to all sectors' efficiency gains, log points a year.
    pub efficiency_common_sd: f64,
    /// Standard deviation of the yearly noise of each sector's intensity.
    pub shock_sd: Uncertain,
    /// Persistence of that noise.
    pub shock_persistence: Uncertain,
    /// Elasticity of home energy to consumption.
    pub household_elasticity: Uncertain,
}

/// What a sector's growth rate is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Growth {
    /// Growth of its sales outside the region at the start.
    Demand(Uncertain),
    /// Average growth of its output until [`Trends::output_growth_until`]; the growth of outside sales that brings it
    /// about is solved for.
    Output(Uncertain),
}

impl Growth {
    /// The rate, of whichever it is.
    pub fn rate(&self) -> &Uncertain {
        match self {
            Self::Demand(rate) | Self::Output(rate) => rate,
        }
    }
}

/// Assumptions about one sector.
#[derive(Debug, Clone, PartialEq)]
pub struct SectorAssumptions {
    /// Growth at the start.
    pub growth: Growth,
    /// Growth of its sales outside the region in the long run.
    pub long_run_growth: Uncertain,
    /// Elasticity of residents' spending on its product to their income.
    pub income_elasticity: Uncertain,
    /// What its outside sales lost in the base year, log points (negative: a loss).
    pub base_year_gap: Uncertain,
    /// Loading of external demand on each factor.
    pub loadings: Vec<Uncertain>,
    /// Standard deviation of its own yearly shock to external demand.
    pub shock_sd: Uncertain,
    /// Standard deviation of its own yearly price shock.
    pub price_shock_sd: Uncertain,
    /// Loading of its price on each factor.
    pub price_loadings: Vec<Uncertain>,
    /// Yearly fall of energy per unit of output.
    pub efficiency: Uncertain,
    /// Elasticity of the household income it pays to its relative price.
    pub terms_of_trade: Uncertain,
    /// Yearly growth of its output per worker; that of all sectors where it has none of its own.
    pub productivity: Option<Uncertain>,
}

impl Default for SectorAssumptions {
    fn default() -> Self {
        Self {
            growth: Growth::Demand(0.0.into()),
            long_run_growth: 0.0.into(),
            income_elasticity: 1.0.into(),
            base_year_gap: 0.0.into(),
            loadings: Vec::new(),
            shock_sd: 0.0.into(),
            price_shock_sd: 0.0.into(),
            price_loadings: Vec::new(),
            efficiency: 0.0.into(),
            terms_of_trade: 0.0.into(),
            productivity: None,
        }
    }
}

impl Assumptions {
    /// No growth, no shocks, no inflation: the base year for ever.
    pub fn standing_still(sectors: usize, horizon: Year) -> Self {
        Self {
            base_income_growth: 0.0,
            base_gdp_growth: 0.0,
            base_revenue_growth: 0.0,
            trends: Trends {
                convergence: 0.1.into(),
                output_growth_until: horizon,
                shock_persistence: 0.0.into(),
                common_start_sd: 0.0,
                common_long_run_sd: 0.0,
            },
            gap_half_life: 1.0,
            factors: Vec::new(),
            households: Households { income_elasticity: 1.0.into(), shock_sd: 0.0.into() },
            transfers_growth: RatePath::default(),
            locally_financed: 0.0.into(),
            population_growth: RatePath::default(),
            productivity_growth: 0.0.into(),
            investment: Investment::default(),
            prices: PricePath::default(),
            energy: EnergyAssumptions::default(),
            events: Vec::new(),
            effects: Vec::new(),
            technology: Vec::new(),
            ceilings: Vec::new(),
            links: Vec::new(),
            satellites: Vec::new(),
            volumes: Vec::new(),
            references: Vec::new(),
            sectors: vec![SectorAssumptions::default(); sectors],
        }
    }
}
