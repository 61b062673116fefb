//! From a scenario file to ceilings and by-products.

use super::draft::Draft;
use super::number::{RawUncertain, unknown};
use super::raw::RawScenario;
use super::raw_production::{RawCapacity, RawCeiling, RawLink};
use crate::economy::Region;
use crate::model::{Capacity, Ceiling, CeilingUnit, Link, Volume};

/// The names of units of ceilings.
const UNITS: [(&str, CeilingUnit); 2] = [("base year", CeilingUnit::BaseYear), ("1e8 CNY", CeilingUnit::Money)];

impl Draft {
    /// All ceilings that can be made out.
    pub(super) fn ceilings(&mut self, scenario: &RawScenario, region: &Region, volumes: &[Volume]) -> Vec<Ceiling> {
        let raw = scenario.ceiling.iter().enumerate();
        raw.filter_map(|(index, raw)| self.ceiling(&format!("ceiling[{index}]"), raw, region, volumes)).collect()
    }

    /// All by-products that can be made out.
    pub(super) fn links(&mut self, scenario: &RawScenario, region: &Region) -> Vec<Link> {
        let raw = scenario.link.iter().enumerate();
        raw.filter_map(|(index, raw)| self.link(&format!("link[{index}]"), raw, region)).collect()
    }

    fn ceiling(&mut self, path: &str, raw: &RawCeiling, region: &Region, volumes: &[Volume]) -> Option<Ceiling> {
        let id = self.id(path, raw.id.as_ref());
        self.standing_of(path, raw.standing.as_ref());
        let sector = self.sector_named(&format!("{path}.sector"), raw.sector.as_ref(), region);
        let limit = self.needed(&format!("{path}.limit"), raw.limit.as_ref(), "the most the sector can make");
        let unit = self.ceiling_unit(&format!("{path}.unit"), raw.unit.as_ref(), volumes);
        let from = match raw.from {
            None => Some(region.base_year + 1),
            year => self.year(&format!("{path}.from"), year),
        };
        let capacity = match &raw.capacity {
            None => Some(None),
            Some(raw) => self.capacity(&format!("{path}.capacity"), raw).map(Some),
        };
        let id = id?;
        Some(Ceiling {
            label: raw.label.clone().unwrap_or_else(|| id.clone()),
            name: format!("ceiling.{id}"),
            sector: sector?,
            limit: limit?,
            unit: unit?,
            from: from?,
            capacity: capacity?,
        })
    }

    fn ceiling_unit(&mut self, path: &str, raw: Option<&String>, volumes: &[Volume]) -> Option<CeilingUnit> {
        let known = UNITS
            .iter()
            .copied()
            .chain(volumes.iter().enumerate().map(|(k, v)| (v.id.as_str(), CeilingUnit::Volume(k))));
        let names: Vec<&str> = known.clone().map(|(name, _)| name).collect();
        let Some(name) = raw else {
            self.missing(path, &format!("what the limit is counted in: {}", names.join(", ")));
            return None;
        };
        let found = known.clone().find(|(known, _)| known == name).map(|(_, unit)| unit);
        if found.is_none() {
            self.note(path, unknown("unit of a ceiling, nor a volume of the scenario", name, names.iter().copied()));
        }
        found
    }

    fn capacity(&mut self, path: &str, raw: &RawCapacity) -> Option<Capacity> {
        let mut number = |field: &str, raw: &Option<RawUncertain>, what: &str| {
            self.needed(&format!("{path}.{field}"), raw.as_ref(), what)
        };
        let investment_share =
            number("investment_share", &raw.investment_share, "the share of all investment that goes into it");
        let output = number("yield", &raw.output_per_investment, "the output that a unit of investment makes possible");
        let depreciation =
            number("depreciation", &raw.depreciation, "the share of capacity that is worn out in a year");
        Some(Capacity {
            investment_share: investment_share?,
            output_per_investment: output?,
            depreciation: depreciation?,
        })
    }

    fn link(&mut self, path: &str, raw: &RawLink, region: &Region) -> Option<Link> {
        let id = self.id(path, raw.id.as_ref());
        self.standing_of(path, raw.standing.as_ref());
        let sector = self.sector_named(&format!("{path}.sector"), raw.sector.as_ref(), region);
        let follows = self.sector_named(&format!("{path}.follows"), raw.follows.as_ref(), region);
        let what = "how far it may outgrow what it comes with: 1.2 is a fifth more of it than in the base year";
        let ratio = self.needed(&format!("{path}.ratio"), raw.ratio.as_ref(), what);
        let id = id?;
        Some(Link {
            label: raw.label.clone().unwrap_or_else(|| id.clone()),
            name: format!("link.{id}"),
            sector: sector?,
            follows: follows?,
            ratio: ratio?,
        })
    }

    fn sector_named(&mut self, path: &str, raw: Option<&String>, region: &Region) -> Option<usize> {
        let Some(name) = raw else {
            self.missing(path, "the name of a sector");
            return None;
        };
        let found = region.sectors.iter().position(|sector| sector.id == *name);
        if found.is_none() {
            self.note(path, unknown("sector of the region", name, region.sectors.iter().map(|s| s.id.as_str())));
        }
        found
    }
}
