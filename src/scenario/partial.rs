//! Reading on where a region's seed files cannot all be read, so that what is wrong with the scenario is told all the same.

use super::raw::RawScenario;
use crate::economy::{Extras, Region, Sector};
use crate::units::Year;

/// The sections of a scenario's own file.
pub(super) const SECTIONS: &[&str] = &[
    "extends",
    "title",
    "description",
    "seeds",
    "horizon",
    "report_years",
    "standard_indicators",
    "periods",
    "indicators",
    "run",
    "base_accounts",
    "base_year_growth",
    "trends",
    "base_year_gap",
    "factor",
    "households",
    "government",
    "population",
    "labour",
    "investment",
    "prices",
    "energy",
    "sector_defaults",
    "sector",
    "policy",
    "event",
    "drift",
    "ceiling",
    "link",
    "dependence",
    "correlation",
    "satellite",
    "volume",
    "reference",
    "target",
    "outside",
];

/// Keys that stand in sections of the same name in seed files: the section, how deep the keys lie, and the keys.
const OF_SEEDS: [(&str, usize, &[&str]); 3] = [
    (
        "energy",
        1,
        &[
            "carriers",
            "carrier",
            "electricity",
            "electricity_calorific",
            "electricity_coal_equivalent",
            "grid_co2",
            "household",
        ],
    ),
    ("sector", 2, &["label", "term", "branch"]),
    ("population", 1, &["total"]),
];

/// Whether the field at a dotted path belongs into a scenario's own file, and not into its region's seed files.
pub(super) fn of_scenario(path: &str) -> bool {
    let steps: Vec<&str> = path.split(['.', '[']).collect();
    let in_seeds = |(section, depth, keys): &(&str, usize, &[&str])| {
        steps[0] == *section && steps.get(*depth).is_some_and(|key| keys.contains(key))
    };
    SECTIONS.contains(&steps[0]) && !OF_SEEDS.iter().any(in_seeds) && path != "energy"
}

/// Whether a field of the scenario can be judged without knowing the region's sectors and base year.
pub(super) fn needs_no_region(path: &str) -> bool {
    const YEARS: [&str; 4] = ["horizon", "report_years", "periods", "trends.output_growth_until"];
    of_scenario(path)
        && !YEARS.iter().any(|years| path.starts_with(years))
        && path.rsplit('.').next() != Some("year")
        && !names_numbers(path)
        && !(of_list(path, &["policy", "event", "drift", "ceiling", "link"]) && names_sectors_or_years(path))
}

/// Whether the last step of a path is one that names sectors, or years that are held against the base year.
fn names_sectors_or_years(path: &str) -> bool {
    let last = path.rsplit('.').next().unwrap_or_default();
    let key = last.split('[').next().unwrap_or_default();
    ["of", "supplier", "user", "sector", "follows", "from", "limit"].contains(&key)
}

fn of_list(path: &str, lists: &[&str]) -> bool {
    path.split(['[', '.']).next().is_some_and(|section| lists.contains(&section))
}

/// Whether a field names numbers, which may be those of sectors or of the base-year accounts.
pub(super) fn names_numbers(path: &str) -> bool {
    path.starts_with("correlation[") && path.contains(".between[")
}

/// A region that stands in for one that cannot be made out: the sectors the scenario speaks of, before its first year.
pub(super) fn stand_in(scenario: &RawScenario) -> Region {
    let years = scenario.horizon.iter().chain(scenario.report_years.iter().flatten());
    let years = years.chain(scenario.periods.iter().flatten().flatten());
    let first = years.filter_map(|year| Year::try_from(*year).ok()).min().unwrap_or(2000).clamp(2, 9999);
    let mut sectors: Vec<Sector> = scenario.sector.keys().map(|id| Sector::new(id)).collect();
    if sectors.is_empty() {
        sectors.push(Sector::new("economy"));
    }
    Region {
        name: "Region".into(),
        term: String::new(),
        base_year: first - 1,
        sectors,
        groups: Vec::new(),
        industry: None,
        extras: Extras::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::of_scenario;

    #[test]
    fn sections_of_one_name_are_told_apart_by_their_keys() {
        for path in
            ["horizon", "sector.steel.shock_sd", "energy.shock_sd", "energy.household_elasticity", "target[2].year"]
        {
            assert!(of_scenario(path), "{path}");
        }
        for path in [
            "region",
            "sector.steel.branch",
            "energy.household.total",
            "energy.carriers",
            "energy",
            "population.total",
            "value_added.sectors.steel",
        ] {
            assert!(!of_scenario(path), "{path}");
        }
    }
}
