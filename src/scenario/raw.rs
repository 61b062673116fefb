//! Scenario files as they are written. Everything is optional here; what is needed is checked later.

use indexmap::IndexMap;
use serde::Deserialize;

use super::number::{Number, RawUncertain};
use super::raw_effects::{RawEvent, RawPolicy};
use super::raw_measured::{RawReference, RawSatellite, RawVolume};
use super::raw_production::{RawCeiling, RawLink};
use super::section::Section;

/// A scenario file.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawScenario {
    /// The scenario this one extends: a built-in name, or a TOML file beside this one. Only what differs is then written here.
    pub(super) extends: Option<String>,
    /// What the scenario is, in a line.
    pub(super) title: Option<String>,
    /// What the scenario is, at more length.
    pub(super) description: Option<String>,
    /// The region's base-year data: a built-in region, or a TOML file or a folder of them beside this file.
    pub(super) seeds: Option<String>,
    /// Last year of the projection.
    pub(super) horizon: Option<i64>,
    /// Years in which every indicator is reported.
    pub(super) report_years: Option<Vec<i64>>,
    /// Periods [first, last] for average growth and contributions to growth.
    pub(super) periods: Option<Vec<Vec<i64>>>,
    /// Whether the standard indicators are reported, `true` if it is not said; with `false` only those of `indicators` and of targets.
    pub(super) standard_indicators: Option<bool>,
    /// Indicators reported besides the standard ones and those of targets.
    pub(super) indicators: Option<Vec<String>>,
    /// How a run is made where nothing else is asked for.
    pub(super) run: Section<RawRun>,
    /// Which numbers of the base year are drawn.
    pub(super) base_accounts: Section<RawBaseAccounts>,
    /// Growth in the base year itself, which the first projected year reacts to.
    pub(super) base_year_growth: Section<RawBaseGrowth>,
    /// What all sectors' trends share.
    pub(super) trends: Section<RawTrends>,
    /// How what the base year lost is made up for.
    pub(super) base_year_gap: Section<RawGap>,
    /// Yearly forces common to many sectors, by name; their standard deviation is 1.
    pub(super) factor: IndexMap<String, Section<RawFactor>>,
    /// Household consumption.
    pub(super) households: Section<RawHouseholds>,
    /// Government demand.
    pub(super) government: Section<RawGovernment>,
    /// Residents.
    pub(super) population: Section<RawPopulation>,
    /// Output per worker.
    pub(super) labour: Section<RawLabour>,
    /// Investment: an accelerator around a trend.
    pub(super) investment: Section<RawInvestment>,
    /// The general price level, and sectors' prices against it.
    pub(super) prices: Section<RawPrices>,
    /// Energy efficiency and the energy of homes.
    pub(super) energy: Section<RawEnergyAssumptions>,
    /// What holds for every sector that has no number of its own.
    pub(super) sector_defaults: Section<RawSectorAssumptions>,
    /// What is assumed of each sector, by its name.
    pub(super) sector: IndexMap<String, Section<RawSectorAssumptions>>,
    /// Policies: a lever moved by a size, from a year on.
    pub(super) policy: Vec<Section<RawPolicy>>,
    /// Events that may start in a year, or start in given years.
    pub(super) event: Vec<Section<RawEvent>>,
    /// Technology that changes by itself, written as a policy is.
    pub(super) drift: Vec<Section<RawPolicy>>,
    /// Ceilings on the output of sectors.
    pub(super) ceiling: Vec<Section<RawCeiling>>,
    /// By-products: a sector's output follows another's.
    pub(super) link: Vec<Section<RawLink>>,
    /// How numbers that are correlated depend on each other.
    pub(super) dependence: Option<Section<RawDependence>>,
    /// Rank correlations between numbers drawn once a path.
    pub(super) correlation: Vec<Section<RawCorrelation>>,
    /// Weighted sums over sectors that the accounts do not hold.
    pub(super) satellite: Vec<Section<RawSatellite>>,
    /// Physical volumes that follow a sector's output.
    pub(super) volume: Vec<Section<RawVolume>>,
    /// Series of elsewhere, such as the province, against which indicators are held.
    pub(super) reference: Vec<Section<RawReference>>,
    /// What is to be met.
    pub(super) target: Vec<Section<RawTarget>>,
    /// Targets of the plan that the model cannot answer, with the reason.
    pub(super) outside: Vec<Section<RawOutside>>,
}

/// How a run is made where nothing else is asked for.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawRun {
    /// Number of paths.
    pub(super) paths: Option<i64>,
    /// Seed of the random numbers.
    pub(super) seed: Option<i64>,
    /// Sampling design.
    pub(super) design: Option<String>,
    /// Replicates of a design other than the random one.
    pub(super) replicates: Option<i64>,
}

/// Which numbers of the base year are drawn.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawBaseAccounts {
    /// Sections of the seeds whose numbers are drawn between their low and high.
    pub(super) drawn: Option<Vec<String>>,
    /// Concentration of the Dirichlet distribution from which shares of value added are drawn.
    pub(super) value_added_concentration: Option<Number>,
}

/// Growth in the base year itself.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawBaseGrowth {
    /// Real household income, a year.
    pub(super) income: Option<Number>,
    /// Real GDP, a year.
    pub(super) gdp: Option<Number>,
    /// Real public revenue, a year.
    pub(super) revenue: Option<Number>,
}

/// What all sectors' trends share.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawTrends {
    /// Speed at which growth moves from its start to its long run, a year: a number or a distribution.
    pub(super) convergence: Option<RawUncertain>,
    /// The year up to which output_growth is the yearly average.
    pub(super) output_growth_until: Option<i64>,
    /// Share of a shock to sales outside the region that is left a year later, 0 to 1: a number or a distribution.
    pub(super) shock_persistence: Option<RawUncertain>,
    /// One deviation shared by all trends.
    pub(super) common_deviation: Section<RawCommonDeviation>,
}

/// One deviation shared by all trends, drawn once a path.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawCommonDeviation {
    /// Its standard deviation at the start, in log points a year.
    pub(super) start_sd: Option<Number>,
    /// Its standard deviation in the long run, in log points a year.
    pub(super) long_run_sd: Option<Number>,
}

/// How what the base year lost is made up for.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawGap {
    /// Years in which half of the gap closes.
    pub(super) half_life: Option<Number>,
}

/// A yearly force common to many sectors.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawFactor {
    /// Its name for people.
    pub(super) label: Option<String>,
    /// Its name in the region's language.
    pub(super) term: Option<String>,
    /// Share of it that carries over into the next year, 0 to 1: a number or a distribution.
    pub(super) persistence: Option<RawUncertain>,
}

/// Household consumption.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawHouseholds {
    /// Growth of consumption for 1 % more income a year before, in per cent: a number or a distribution.
    pub(super) income_elasticity: Option<RawUncertain>,
    /// Standard deviation of the yearly shock, in log points: a number or a distribution.
    pub(super) shock_sd: Option<RawUncertain>,
}

/// Government demand.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawGovernment {
    /// Growth of transfers from above.
    pub(super) transfers_growth: Section<RawRatePath>,
    /// Share of government demand that follows local revenue, 0 to 1: a number or a distribution.
    pub(super) locally_financed: Option<RawUncertain>,
}

/// Residents.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawPopulation {
    /// Growth of the population.
    pub(super) growth: Section<RawRatePath>,
}

/// Output per worker.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawLabour {
    /// Yearly growth of output per worker: a number or a distribution.
    pub(super) productivity_growth: Option<RawUncertain>,
}

/// A yearly rate that moves from a start to a long run.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawRatePath {
    /// The rate in the first projected year: a number or a distribution.
    pub(super) start: Option<RawUncertain>,
    /// The rate in the long run: a number or a distribution.
    pub(super) long_run: Option<RawUncertain>,
}

/// Growth of GDP that investors expect.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawExpectedGrowth {
    /// In the first projected year.
    pub(super) start: Option<Number>,
    /// In the long run.
    pub(super) long_run: Option<Number>,
}

/// Investment: an accelerator around a trend.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawInvestment {
    /// Trend growth.
    pub(super) trend: Section<RawRatePath>,
    /// Percentage points of investment growth for a point of unexpected GDP growth the year before: a number or a distribution.
    pub(super) accelerator: Option<RawUncertain>,
    /// Share of a gap in the investment share of GDP that closes in a year, 0 to 1: a number or a distribution.
    pub(super) share_correction: Option<RawUncertain>,
    /// Growth of GDP that investors expect.
    pub(super) expected_growth: Section<RawExpectedGrowth>,
    /// Response to each factor, in log points for one standard deviation: a number or a distribution.
    pub(super) loadings: IndexMap<String, RawUncertain>,
    /// Standard deviation of the yearly shock, in log points: a number or a distribution.
    pub(super) shock_sd: Option<RawUncertain>,
}

/// The general price level, and sectors' prices against it.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawPrices {
    /// Yearly rise of the price level: a number or a distribution.
    pub(super) inflation: Option<RawUncertain>,
    /// Response of inflation to each factor, in log points: a number or a distribution.
    pub(super) loadings: IndexMap<String, RawUncertain>,
    /// Standard deviation of the yearly shock, in log points: a number or a distribution.
    pub(super) shock_sd: Option<RawUncertain>,
    /// Share of a relative price that is left a year later, 0 to 1: a number or a distribution.
    pub(super) relative_persistence: Option<RawUncertain>,
    /// How nominal value added is reckoned.
    pub(super) deflation: Option<String>,
}

/// Energy efficiency and the energy of homes.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawEnergyAssumptions {
    /// Standard deviation of the error all sectors share about the yearly gain in efficiency.
    pub(super) efficiency_common_sd: Option<Number>,
    /// Standard deviation of the yearly noise of energy per output, in log points: a number or a distribution.
    pub(super) shock_sd: Option<RawUncertain>,
    /// Share of that noise that is left a year later, 0 to 1: a number or a distribution.
    pub(super) shock_persistence: Option<RawUncertain>,
    /// Growth of energy in homes for 1 % more consumption, in per cent: a number or a distribution.
    pub(super) household_elasticity: Option<RawUncertain>,
}

/// What is assumed of a sector.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawSectorAssumptions {
    /// Average yearly growth of output up to trends.output_growth_until; the growth of sales outside the region behind it is solved for: a number or a distribution.
    pub(super) output_growth: Option<RawUncertain>,
    /// Yearly growth of sales outside the region at the start, in place of output_growth: a number or a distribution.
    pub(super) demand_growth: Option<RawUncertain>,
    /// Yearly growth of sales outside the region in the long run: a number or a distribution.
    pub(super) long_run_growth: Option<RawUncertain>,
    /// How residents' spending on its product moves with their income: a number or a distribution.
    pub(super) income_elasticity: Option<RawUncertain>,
    /// What sales outside the region lost in the base year, in log points below trend: a number or a distribution.
    pub(super) base_year_gap: Option<RawUncertain>,
    /// Response of sales outside the region to each factor, in log points for one standard deviation: a number or a distribution.
    pub(super) loadings: Option<IndexMap<String, RawUncertain>>,
    /// Standard deviation of the sector's own yearly shock, in log points: a number or a distribution.
    pub(super) shock_sd: Option<RawUncertain>,
    /// Standard deviation of the yearly shock to its price, in log points: a number or a distribution.
    pub(super) price_shock_sd: Option<RawUncertain>,
    /// Response of its price to each factor, in log points: a number or a distribution.
    pub(super) price_loadings: Option<IndexMap<String, RawUncertain>>,
    /// Yearly fall of energy per output: a number or a distribution.
    pub(super) efficiency: Option<RawUncertain>,
    /// How far a change of its relative price reaches household income, as an elasticity: a number or a distribution.
    pub(super) terms_of_trade: Option<RawUncertain>,
    /// Yearly growth of output per worker, in place of [labour] productivity_growth: a number or a distribution.
    pub(super) productivity: Option<RawUncertain>,
}

/// How numbers that are correlated depend on each other.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawDependence {
    /// The copula.
    pub(super) copula: Option<String>,
    /// Degrees of freedom of a t copula, 2 to 1000.
    pub(super) freedom: Option<Number>,
}

/// A rank correlation between two numbers drawn once a path.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawCorrelation {
    /// The two numbers, by their dotted names.
    pub(super) between: Option<Vec<String>>,
    /// Spearman's rank correlation, -1 to 1.
    pub(super) rank: Option<Number>,
    /// Whether it is stated, derived or assumed.
    pub(super) standing: Option<String>,
    /// Where it comes from.
    source: Option<String>,
}

/// A figure that is to be met.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawTarget {
    /// Its name.
    pub(super) id: Option<String>,
    /// Its name for people.
    pub(super) label: Option<String>,
    /// Its name in the region's language.
    pub(super) term: Option<String>,
    /// The plan's figure it is about, by its name in the seeds.
    pub(super) fact: Option<String>,
    /// The indicator it is about, such as gdp or share.tertiary.
    pub(super) indicator: Option<String>,
    /// The year it is for.
    pub(super) year: Option<i64>,
    /// How it is read.
    pub(super) comparator: Option<String>,
    /// The figure, in the indicator's unit.
    pub(super) value: Option<Number>,
    /// The upper end of "between".
    pub(super) value_high: Option<Number>,
    /// Of "about": which side is better.
    pub(super) better: Option<String>,
    /// Of "about": the relative tolerance.
    pub(super) tolerance: Option<Number>,
    /// How the plan's words are read.
    pub(super) reading: Option<String>,
    /// Where it stands.
    pub(super) source: Option<String>,
}

/// Targets of the plan that the model cannot answer.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawOutside {
    /// Why it cannot.
    pub(super) reason: Option<String>,
    /// The plan's figures, by their names in the seeds.
    pub(super) facts: Option<Vec<String>>,
}
