//! The whole put together: region, accounts, energy, years, assumptions and targets.

use super::draft::Draft;
use super::lever::Moved;
use super::partial::stand_in;
use super::raw::RawScenario;
use super::raw_seed::RawSeed;
use crate::economy::Region;
use crate::model::{Indicator, MOST_YEARS, ModelData, Period};
use crate::units::Year;

impl Draft {
    /// Model data from everything read; nothing if what is missing leaves no model to check.
    pub(super) fn assemble(&mut self, name: &str, scenario: &RawScenario, seed: &RawSeed) -> Option<ModelData> {
        let region = match self.region(seed) {
            None if self.partial => {
                let region = stand_in(scenario);
                self.without_region = true;
                // Nothing is asked of sectors that the scenario does not speak of.
                let unsaid = region.sectors.iter().filter(|sector| !scenario.sector.contains_key(&sector.id));
                unsaid.for_each(|sector| self.forgive(format!("sector.{}", sector.id)));
                region
            }
            region => region?,
        };
        let horizon = self.year("horizon", scenario.horizon);
        let accounts = self.accounts(seed, &region);
        let drawn_accounts = self.drawn_accounts(scenario, seed, &region, &accounts);
        let income = self.income(seed, &region);
        let extensions = self.extensions(seed, &region);
        let energy = self.energy(seed, &region);
        let reference_volatility = self.volatility(seed, &region);
        // Without a sound horizon the rest is read all the same: everything wrong is to be told at once.
        let until = horizon.unwrap_or(region.base_year);
        let last = until.max(region.base_year + 1);
        let carriers = energy.as_ref().and_then(Option::as_ref).map(|energy| energy.carriers.as_slice());
        let assumptions = self.assumptions(scenario, Moved { region: &region, carriers, ceilings: &[] }, last);
        let inherited_growth = self.inherited_growth(scenario, &region, &assumptions);
        let dependence = self.dependence(scenario);
        let run = self.run(scenario);
        if horizon.is_none() {
            self.forgive("horizon".into());
            self.forgive("periods".into());
        }
        let periods = self.periods(scenario, region.base_year, last);
        let report_years = self.report_years(scenario, region.base_year, last);
        let latest = if until > region.base_year { until } else { region.base_year + MOST_YEARS };
        let outside = self.outside(scenario, seed);
        let mut data = ModelData {
            name: name.to_owned(),
            title: title(scenario).unwrap_or_else(|| name.to_owned()),
            accounts,
            drawn_accounts,
            income,
            extensions,
            energy: energy.flatten(),
            reference_volatility,
            horizon: until,
            report_years,
            periods,
            assumptions,
            inherited_growth,
            dependence,
            standard_indicators: scenario.standard_indicators.unwrap_or(true),
            indicators: Vec::new(),
            targets: Vec::new(),
            outside,
            paths: run.paths,
            seed: run.seed,
            design: run.design,
            replicates: run.replicates,
            region,
        };
        // What indicators there are depends on all the rest.
        data.name_extras();
        data.assumptions.references = self.references(scenario, &data, latest);
        data.name_extras();
        data.targets = self.targets(scenario, seed, &data, latest);
        data.indicators = self.asked_for(scenario, &data, latest);
        Some(data)
    }

    /// The indicators that are reported besides the standard ones.
    fn asked_for(&mut self, scenario: &RawScenario, data: &ModelData, last: Year) -> Vec<Indicator> {
        let mut found = Vec::new();
        for (place, id) in scenario.indicators.iter().flatten().enumerate() {
            let path = format!("indicators[{place}]");
            let Some(indicator) = self.indicator(&path, id, data, last) else { continue };
            if found.contains(&indicator) {
                self.note(&path, format!("\"{id}\" stands here twice"));
            } else {
                found.push(indicator);
            }
        }
        found
    }

    fn volatility(&mut self, seed: &RawSeed, region: &Region) -> Option<Vec<f64>> {
        let ids: Vec<String> = region.sectors.iter().map(|s| s.id.clone()).collect();
        seed.output_volatility.as_ref().map(|raw| self.series("output_volatility", Some(raw), "1/yr", 0.0, &ids))
    }

    fn report_years(&mut self, scenario: &RawScenario, base: Year, horizon: Year) -> Vec<Year> {
        let Some(years) = &scenario.report_years else { return vec![base, horizon] };
        let entries = years.iter().enumerate();
        entries.filter_map(|(i, year)| self.year(&format!("report_years[{i}]"), Some(*year))).collect()
    }

    fn periods(&mut self, scenario: &RawScenario, base: Year, horizon: Year) -> Vec<Period> {
        let Some(periods) = &scenario.periods else { return vec![Period { from: base + 1, to: horizon }] };
        let mut read = Vec::new();
        for (index, period) in periods.iter().enumerate() {
            let path = format!("periods[{index}]");
            let [from, to] = period[..] else {
                self.note(&path, format!("found {} years; a period is a first and a last year", period.len()));
                continue;
            };
            let from = self.year(&path, Some(from));
            let to = self.year(&path, Some(to));
            read.extend(from.zip(to).map(|(from, to)| Period { from, to }));
        }
        read
    }
}

/// The title, on one line.
fn title(scenario: &RawScenario) -> Option<String> {
    scenario.title.as_ref().map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "))
}
