//! What a run was made of, so that parts of different runs are not put together.

use std::fmt::Debug;
use std::hash::Hasher;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher24;

use crate::model::{Model, Parameter};
use crate::sampling::Layout;

/// A run's scenario, seed and design, and the version of the program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Identity {
    version: String,
    scenario: String,
    pub(super) seed: u64,
    design: String,
    replicates: u64,
    /// Paths of the whole run, where the design depends on them.
    laid_out_for: Option<u64>,
    /// A check number for each part of the model.
    parts: IndexMap<String, u64>,
}

impl Identity {
    pub(super) fn of(model: &Model, layout: &Layout) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION").into(),
            scenario: model.name().into(),
            seed: layout.seed(),
            design: layout.design().name().into(),
            replicates: layout.replicates(),
            laid_out_for: layout.design().is_laid_for_its_paths().then(|| layout.paths()),
            parts: parts(model),
        }
    }

    /// How another run differs, in words; empty if it does not.
    pub(super) fn differences(&self, other: &Self) -> Vec<String> {
        let mut found = Vec::new();
        let mut compare = |what: &str, mine: String, theirs: String| {
            if mine != theirs {
                found.push(format!("{what} {theirs} against {mine}"));
            }
        };
        let paths = |of: &Self| of.laid_out_for.map_or("any number of".into(), |paths| paths.to_string());
        compare("version of kapok", self.version.clone(), other.version.clone());
        compare("scenario", self.scenario.clone(), other.scenario.clone());
        compare("seed", self.seed.to_string(), other.seed.to_string());
        compare("design", self.design.clone(), other.design.clone());
        compare("number of replicates", self.replicates.to_string(), other.replicates.to_string());
        compare("paths the design is laid out for:", paths(self), paths(other));
        let names = self.parts.keys().chain(other.parts.keys().filter(|name| !self.parts.contains_key(*name)));
        let differ = names.filter(|name| self.parts.get(*name) != other.parts.get(*name));
        found.extend(in_short(&differ.cloned().collect::<Vec<_>>()));
        found
    }
}

/// Most parts of a model that are named as different.
const MOST_NAMED: usize = 5;

fn in_short(names: &[String]) -> Option<String> {
    let more = names.len().saturating_sub(MOST_NAMED);
    let named = names.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
    match more {
        _ if names.is_empty() => None,
        0 => Some(format!("not the same: {named}")),
        _ => Some(format!("not the same: {named} and {more} more")),
    }
}

/// Every part of a model that results depend on, by the name people know it by.
fn parts(model: &Model) -> IndexMap<String, u64> {
    let (a, region) = (model.assumptions(), model.region());
    let mut parts = IndexMap::new();
    let mut add = |name: &str, value: &dyn Debug| parts.insert(name.to_owned(), check_number(value));
    add("title", &model.title());
    add("sectors and groups", region);
    add("base-year accounts", model.accounts_data());
    add("drawn base-year accounts", &model.drawn_accounts());
    add("household income", model.income());
    add("tax shares, research, employment and population", model.extensions());
    add("energy accounts", &model.energy());
    add("years and periods", &(model.base_year(), model.horizon(), model.report_years(), model.periods()));
    add("growth inherited from another scenario", &model.inherited_growth());
    add("dependence and correlations", model.dependence());
    add("targets", &model.targets());
    add("indicators", &model.indicators());
    let plain = (
        a.base_income_growth,
        a.base_gdp_growth,
        a.base_revenue_growth,
        a.gap_half_life,
        a.energy.efficiency_common_sd,
    );
    add("growth in the base year, its gap's half-life, energy.efficiency_common_sd", &plain);
    let trends = (a.trends.output_growth_until, a.trends.common_start_sd, a.trends.common_long_run_sd);
    add("trends", &trends);
    add("investment.expected_growth", &a.investment.expected_growth);
    add("changes of technology", &a.technology);
    add("ceilings and by-products", &(&a.ceilings, &a.links));
    add("deflation", &a.prices.deflation);
    add("satellites", &a.satellites);
    add("volumes", &a.volumes);
    add("references", &a.references);
    add("events", &a.events);
    add("policies and effects of events", &a.effects);
    for parameter in Parameter::all(a) {
        add(&parameter.path(a, region), &parameter.of(a));
    }
    parts
}

/// Numbers are written so that they read back the same, so equal text means equal numbers.
fn check_number(value: &dyn Debug) -> u64 {
    let mut hasher = SipHasher24::new();
    hasher.write(format!("{value:?}").as_bytes());
    hasher.finish()
}
