//! From a scenario file to the assumptions about the years ahead.

use indexmap::IndexMap;

use super::draft::Draft;
use super::lever::Moved;
use super::number::{Number, RawUncertain, unknown};
use super::raw::{RawRatePath, RawScenario, RawSectorAssumptions};
use crate::economy::Region;
use crate::model::{
    Assumptions, Deflation, EnergyAssumptions, Factor, Growth, Households, Investment, PricePath, RatePath,
    SectorAssumptions, Trends,
};
use crate::sampling::Uncertain;
use crate::units::Year;

/// Ways to deflate value added by their names in files.
pub(super) const DEFLATIONS: [&str; 2] = ["single", "double"];

impl Draft {
    /// The assumptions, as far as they can be made out.
    pub(super) fn assumptions(&mut self, scenario: &RawScenario, moved: Moved, horizon: Year) -> Assumptions {
        let region = moved.region;
        let mut still = Assumptions::standing_still(region.sectors.len(), horizon);
        still.base_income_growth = plain(scenario.base_year_growth.income, 0.0);
        still.base_gdp_growth = plain(scenario.base_year_growth.gdp, 0.0);
        still.base_revenue_growth = plain(scenario.base_year_growth.revenue, 0.0);
        still.gap_half_life = plain(scenario.base_year_gap.half_life, 1.0);
        still.trends = self.trends(scenario, horizon);
        still.factors = self.factors(scenario);
        let factors: Vec<String> = still.factors.iter().map(|f| f.id.clone()).collect();
        let households = &scenario.households;
        still.households = Households {
            income_elasticity: self.number("households.income_elasticity", households.income_elasticity.as_ref(), 1.0),
            shock_sd: self.number("households.shock_sd", households.shock_sd.as_ref(), 0.0),
        };
        still.transfers_growth = self.rate_path("government.transfers_growth", &scenario.government.transfers_growth);
        let financed = scenario.government.locally_financed.as_ref();
        still.locally_financed = self.number("government.locally_financed", financed, 0.0);
        still.population_growth = self.rate_path("population.growth", &scenario.population.growth);
        let productivity = scenario.labour.productivity_growth.as_ref();
        still.productivity_growth = self.number("labour.productivity_growth", productivity, 0.0);
        still.investment = self.investment(scenario, &factors);
        let prices = &scenario.prices;
        still.prices = PricePath {
            inflation: self.number("prices.inflation", prices.inflation.as_ref(), 0.0),
            loadings: self.loadings("prices.loadings", &prices.loadings, &factors),
            shock_sd: self.number("prices.shock_sd", prices.shock_sd.as_ref(), 0.0),
            relative_persistence: self.number("prices.relative_persistence", prices.relative_persistence.as_ref(), 0.0),
            deflation: self.deflation(prices.deflation.as_deref()),
        };
        still.energy = self.energy_assumptions(scenario);
        still.satellites = self.satellites(scenario, region);
        still.volumes = self.volumes(scenario, region);
        still.sectors = self.sectors(scenario, region, &factors);
        still.ceilings = self.ceilings(scenario, region, &still.volumes);
        still.links = self.links(scenario, region);
        still.technology = self.technology(scenario, region);
        let ceilings: Vec<String> = still.ceilings.iter().map(|ceiling| ceiling.name.clone()).collect();
        let moved = Moved { ceilings: &ceilings, ..moved };
        (still.events, still.effects) = self.effects(scenario, moved, horizon);
        still
    }

    fn deflation(&mut self, name: Option<&str>) -> Deflation {
        match name {
            None | Some("single") => Deflation::Single,
            Some("double") => Deflation::Double,
            Some(other) => {
                self.note("prices.deflation", unknown("way of deflation", other, DEFLATIONS));
                Deflation::Single
            }
        }
    }

    fn trends(&mut self, scenario: &RawScenario, horizon: Year) -> Trends {
        let raw = &scenario.trends;
        let until = match raw.output_growth_until {
            None => Some(horizon),
            year => self.year("trends.output_growth_until", year),
        };
        Trends {
            convergence: self.number("trends.convergence", raw.convergence.as_ref(), 0.1),
            output_growth_until: until.unwrap_or(horizon),
            shock_persistence: self.number("trends.shock_persistence", raw.shock_persistence.as_ref(), 0.0),
            common_start_sd: plain(raw.common_deviation.start_sd, 0.0),
            common_long_run_sd: plain(raw.common_deviation.long_run_sd, 0.0),
        }
    }

    fn factors(&mut self, scenario: &RawScenario) -> Vec<Factor> {
        let mut factors = Vec::new();
        for (id, raw) in &scenario.factor {
            factors.push(Factor {
                id: id.clone(),
                label: raw.label.clone().unwrap_or_else(|| id.clone()),
                term: raw.term.clone().unwrap_or_default(),
                persistence: self.number(&format!("factor.{id}.persistence"), raw.persistence.as_ref(), 0.0),
            });
        }
        factors
    }

    fn investment(&mut self, scenario: &RawScenario, factors: &[String]) -> Investment {
        let raw = &scenario.investment;
        Investment {
            trend: self.rate_path("investment.trend", &raw.trend),
            accelerator: self.number("investment.accelerator", raw.accelerator.as_ref(), 0.0),
            share_correction: self.number("investment.share_correction", raw.share_correction.as_ref(), 0.0),
            expected_growth: (plain(raw.expected_growth.start, 0.0), plain(raw.expected_growth.long_run, 0.0)),
            loadings: self.loadings("investment.loadings", &raw.loadings, factors),
            shock_sd: self.number("investment.shock_sd", raw.shock_sd.as_ref(), 0.0),
        }
    }

    fn energy_assumptions(&mut self, scenario: &RawScenario) -> EnergyAssumptions {
        let raw = &scenario.energy;
        EnergyAssumptions {
            efficiency_common_sd: plain(raw.efficiency_common_sd, 0.0),
            shock_sd: self.number("energy.shock_sd", raw.shock_sd.as_ref(), 0.0),
            shock_persistence: self.number("energy.shock_persistence", raw.shock_persistence.as_ref(), 0.0),
            household_elasticity: self.number("energy.household_elasticity", raw.household_elasticity.as_ref(), 1.0),
        }
    }

    fn sectors(&mut self, scenario: &RawScenario, region: &Region, factors: &[String]) -> Vec<SectorAssumptions> {
        let ids: Vec<String> = region.sectors.iter().map(|s| s.id.clone()).collect();
        self.check_sector_names("sector", scenario.sector.keys(), &ids);
        let nothing = RawSectorAssumptions::default();
        let own = |id: &String| scenario.sector.get(id).map_or(&nothing, |own| own);
        ids.iter().map(|id| self.sector(id, own(id), &scenario.sector_defaults, factors)).collect()
    }

    /// A sector's own numbers, and `sector_defaults` where it has none.
    fn sector(
        &mut self,
        id: &str,
        own: &RawSectorAssumptions,
        all: &RawSectorAssumptions,
        factors: &[String],
    ) -> SectorAssumptions {
        let path = |field: &str, is_own: bool| {
            if is_own { format!("sector.{id}.{field}") } else { format!("sector_defaults.{field}") }
        };
        let growth = self.growth(id, own, all);
        macro_rules! number {
            ($field:ident, $default:expr) => {
                self.number(
                    &path(stringify!($field), own.$field.is_some()),
                    own.$field.as_ref().or(all.$field.as_ref()),
                    $default,
                )
            };
        }
        if own.long_run_growth.is_none() && all.long_run_growth.is_none() {
            self.missing(&format!("sector.{id}.long_run_growth"), "growth of sales outside the region in the long run");
        }
        let none = IndexMap::new();
        let loadings = own.loadings.as_ref().or(all.loadings.as_ref()).unwrap_or(&none);
        let price_loadings = own.price_loadings.as_ref().or(all.price_loadings.as_ref()).unwrap_or(&none);
        SectorAssumptions {
            long_run_growth: number!(long_run_growth, 0.0),
            income_elasticity: number!(income_elasticity, 1.0),
            base_year_gap: number!(base_year_gap, 0.0),
            loadings: self.loadings(&path("loadings", own.loadings.is_some()), loadings, factors),
            shock_sd: number!(shock_sd, 0.0),
            price_shock_sd: number!(price_shock_sd, 0.0),
            price_loadings: self.loadings(
                &path("price_loadings", own.price_loadings.is_some()),
                price_loadings,
                factors,
            ),
            efficiency: number!(efficiency, 0.0),
            terms_of_trade: number!(terms_of_trade, 0.0),
            productivity: (own.productivity.as_ref().or(all.productivity.as_ref()))
                .and_then(|raw| self.uncertain(&path("productivity", own.productivity.is_some()), raw)),
            growth: growth.unwrap_or(Growth::Demand(0.0.into())),
        }
    }

    fn growth(&mut self, id: &str, own: &RawSectorAssumptions, all: &RawSectorAssumptions) -> Option<Growth> {
        let place = format!("sector.{id}");
        let (raw, place) = if own.output_growth.is_some() || own.demand_growth.is_some() {
            (own, place.as_str())
        } else {
            (all, "sector_defaults")
        };
        match (&raw.output_growth, &raw.demand_growth) {
            (Some(output), None) => self.uncertain(&format!("{place}.output_growth"), output).map(Growth::Output),
            (None, Some(demand)) => self.uncertain(&format!("{place}.demand_growth"), demand).map(Growth::Demand),
            (Some(_), Some(_)) => {
                let message = "give output_growth or demand_growth, not both: one follows from the other";
                self.note(&format!("{place}.demand_growth"), message.into());
                None
            }
            (None, None) => {
                let why = "every sector needs it, or demand_growth in its place";
                self.missing(&format!("sector.{id}.output_growth"), why);
                None
            }
        }
    }

    /// An uncertain number, or its default where it was left out.
    fn number(&mut self, path: &str, raw: Option<&RawUncertain>, default: f64) -> Uncertain {
        raw.and_then(|raw| self.uncertain(path, raw)).unwrap_or_else(|| default.into())
    }

    fn rate_path(&mut self, path: &str, raw: &RawRatePath) -> RatePath {
        RatePath {
            start: self.number(&format!("{path}.start"), raw.start.as_ref(), 0.0),
            long_run: self.number(&format!("{path}.long_run"), raw.long_run.as_ref(), 0.0),
        }
    }

    /// Loadings in the order of the factors.
    fn loadings(&mut self, path: &str, raw: &IndexMap<String, RawUncertain>, factors: &[String]) -> Vec<Uncertain> {
        for name in raw.keys().filter(|name| !factors.contains(name)) {
            if self.unknown_factors.contains(name) {
                continue;
            }
            self.unknown_factors.push(name.clone());
            let message = unknown("factor of the scenario", name, factors.iter().map(String::as_str));
            self.note(&format!("{path}.{name}"), message);
        }
        factors.iter().map(|factor| self.number(&format!("{path}.{factor}"), raw.get(factor), 0.0)).collect()
    }
}

fn plain(raw: Option<Number>, default: f64) -> f64 {
    raw.map_or(default, |number| number.0)
}
