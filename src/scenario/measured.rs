//! From a scenario file to satellites and volumes.

use indexmap::IndexMap;

use super::draft::Draft;
use super::number::{RawUncertain, unknown};
use super::raw::RawScenario;
use super::raw_measured::{RawAnchor, RawReference, RawSatellite, RawVolume};
use crate::economy::{Region, Scope};
use crate::model::{Anchor, MONEY, ModelData, Reference, Satellite, Summed, Volume, VolumeSize, Weight};
use crate::sampling::Uncertain;
use crate::units::{Basis, Year};

/// Bases of prices by their names in files.
pub(super) const PRICES: [&str; 2] = ["nominal", "real"];

impl Draft {
    /// All satellites that have a name, and what of them can be made out.
    pub(super) fn satellites(&mut self, scenario: &RawScenario, region: &Region) -> Vec<Satellite> {
        let raw = scenario.satellite.iter().enumerate();
        raw.filter_map(|(index, raw)| self.satellite(&format!("satellite[{index}]"), raw, region)).collect()
    }

    /// All volumes of which enough can be made out.
    pub(super) fn volumes(&mut self, scenario: &RawScenario, region: &Region) -> Vec<Volume> {
        let raw = scenario.volume.iter().enumerate();
        raw.filter_map(|(index, raw)| self.volume(&format!("volume[{index}]"), raw, region)).collect()
    }

    fn satellite(&mut self, path: &str, raw: &RawSatellite, region: &Region) -> Option<Satellite> {
        let id = self.id(path, raw.id.as_ref());
        self.standing_of(path, raw.standing.as_ref());
        let summed = self.summed(&format!("{path}.measure"), raw.measure.as_deref());
        let prices = self.prices(&format!("{path}.prices"), raw.prices.as_deref());
        let weights = self.weights(path, raw, region);
        let anchor = raw.anchor.as_ref().map(|anchor| self.anchor(&format!("{path}.anchor"), anchor));
        if raw.unit.is_none() && anchor.is_some() {
            self.missing(&format!("{path}.unit"), "the unit of the anchor's value, such as \"1e8 CNY\"");
        }
        let id = id?;
        // What was told of here is not told of again by the model's own checks.
        if weights.is_none() {
            self.forgive(format!("satellite.{id}.weights"));
        }
        if matches!(anchor, Some(None)) {
            self.forgive(format!("satellite.{id}.unit"));
        }
        let label = raw.label.clone().unwrap_or_else(|| id.clone());
        Some(Satellite {
            term: raw.term.clone().unwrap_or_else(|| label.clone()),
            label,
            summed: summed.unwrap_or(Summed::ValueAdded),
            prices: prices.unwrap_or(Basis::Nominal),
            weights: weights.unwrap_or_default(),
            anchor: anchor.flatten(),
            unit: raw.unit.clone().unwrap_or_else(|| MONEY.to_owned()),
            id,
        })
    }

    /// All reference series of which enough can be made out.
    pub(super) fn references(&mut self, scenario: &RawScenario, data: &ModelData, last: Year) -> Vec<Reference> {
        let raw = scenario.reference.iter().enumerate();
        raw.filter_map(|(index, raw)| self.reference(&format!("reference[{index}]"), raw, data, last)).collect()
    }

    fn reference(&mut self, path: &str, raw: &RawReference, data: &ModelData, last: Year) -> Option<Reference> {
        let id = self.id(path, raw.id.as_ref());
        self.standing_of(path, raw.standing.as_ref());
        if raw.of.is_none() {
            self.missing(&format!("{path}.of"), "the indicator that is held against it, such as gdp");
        }
        let of = raw.of.as_ref().and_then(|of| self.indicator(&format!("{path}.of"), of, data, last));
        let growth = self.needed(&format!("{path}.growth"), raw.growth.as_ref(), "its yearly growth");
        let mut known = Vec::new();
        for (year, growth) in &raw.known {
            match year.parse::<Year>() {
                Ok(year) => known.push((year, *growth)),
                Err(_) => self.note(
                    &format!("{path}.known.{year}"),
                    format!("found \"{year}\"; known growth is written by year, as in {{ 2021 = 0.08 }}"),
                ),
            }
        }
        let id = id?;
        let label = raw.label.clone().unwrap_or_else(|| id.clone());
        let term = raw.term.clone().unwrap_or_else(|| label.clone());
        Some(Reference { term, label, of: of?, growth: growth?, known, id })
    }

    fn summed(&mut self, path: &str, name: Option<&str>) -> Option<Summed> {
        let names = Summed::ALL.map(|(_, name)| name);
        let Some(name) = name else {
            self.missing(path, &format!("what is summed: {}", names.join(", ")));
            return None;
        };
        let found = Summed::ALL.iter().find(|(_, known)| *known == name).map(|(summed, _)| *summed);
        if found.is_none() {
            self.note(path, unknown("measure that can be summed", name, names));
        }
        found
    }

    fn prices(&mut self, path: &str, name: Option<&str>) -> Option<Basis> {
        match name {
            None | Some("nominal") => Some(Basis::Nominal),
            Some("real") => Some(Basis::Real),
            Some(other) => {
                self.note(path, unknown("basis of prices", other, PRICES));
                None
            }
        }
    }

    /// The parts of sectors and groups; nothing if some of the names are none of the region's.
    fn weights(&mut self, path: &str, raw: &RawSatellite, region: &Region) -> Option<Vec<Weight>> {
        if raw.weights.is_empty() {
            self.missing(&format!("{path}.weights"), "the part, 0 to 1, of each sector or group that belongs to it");
        }
        for name in raw.drift.keys().filter(|name| !raw.weights.contains_key(*name)) {
            let message = unknown("name among its weights", name, raw.weights.keys().map(String::as_str));
            self.note(&format!("{path}.drift.{name}"), message);
        }
        let mut weights = Some(Vec::new()).filter(|_| !raw.weights.is_empty());
        for (name, weight) in &raw.weights {
            let base = self.uncertain(&format!("{path}.weights.{name}"), weight);
            let drift = self.drift(&format!("{path}.drift.{name}"), name, &raw.drift);
            match (self.scope(&format!("{path}.weights.{name}"), name, region), base, drift) {
                (Some(of), Some(base), Some(drift)) => {
                    weights.iter_mut().for_each(|weights| {
                        weights.push(Weight { of, base: base.clone(), drift: drift.clone() });
                    });
                }
                _ => weights = None,
            }
        }
        weights
    }

    fn drift(&mut self, path: &str, name: &str, drift: &IndexMap<String, RawUncertain>) -> Option<Uncertain> {
        drift.get(name).map_or_else(|| Some(0.0.into()), |drift| self.uncertain(path, drift))
    }

    /// The sector or group of this name. Where seed files could not be read, it may be one of theirs.
    fn scope(&mut self, path: &str, name: &str, region: &Region) -> Option<Scope> {
        let found = region.scopes().find(|scope| region.scope_id(*scope) == name);
        if found.is_none() && !self.partial {
            let names = region.scopes().map(|scope| region.scope_id(scope)).collect::<Vec<&str>>();
            self.note(path, unknown("sector or group", name, names));
        }
        found
    }

    fn anchor(&mut self, path: &str, raw: &RawAnchor) -> Option<Anchor> {
        let year = self.year(&format!("{path}.year"), raw.year);
        let value = self.needed(&format!("{path}.value"), raw.value.as_ref(), "the level in that year");
        Some(Anchor { year: year?, value: value? })
    }

    fn volume(&mut self, path: &str, raw: &RawVolume, region: &Region) -> Option<Volume> {
        let id = self.id(path, raw.id.as_ref());
        self.standing_of(path, raw.standing.as_ref());
        if raw.sector.is_none() {
            self.missing(&format!("{path}.sector"), "the sector whose output it goes with");
        }
        let sector = raw.sector.as_ref().and_then(|name| {
            let found = region.sectors.iter().position(|sector| sector.id == *name);
            if found.is_none() && !self.partial {
                let message = unknown("sector", name, region.sectors.iter().map(|sector| sector.id.as_str()));
                self.note(&format!("{path}.sector"), message);
            }
            found
        });
        if raw.unit.is_none() {
            self.missing(&format!("{path}.unit"), "the unit it is counted in, such as \"Mt\"");
        }
        let size = self.volume_size(path, raw, region);
        let (id, sector) = (id?, sector.unwrap_or(0));
        let label = raw.label.clone().unwrap_or_else(|| id.clone());
        Some(Volume {
            term: raw.term.clone().unwrap_or_else(|| label.clone()),
            label,
            sector,
            unit: raw.unit.clone().unwrap_or_else(|| "?".into()),
            size: size.unwrap_or(VolumeSize::Anchored(Anchor { year: region.base_year, value: 1.0.into() })),
            id,
        })
    }

    /// How large a volume is, said in one of three ways.
    fn volume_size(&mut self, path: &str, raw: &RawVolume, region: &Region) -> Option<VolumeSize> {
        let by_value = raw.share.is_some() || raw.unit_value.is_some();
        let ways = [("base", raw.base.is_some()), ("anchor", raw.anchor.is_some()), ("share", by_value)];
        let mut given = ways.iter().filter(|(_, given)| *given).map(|(way, _)| *way);
        let Some(way) = given.next() else {
            let why = "its value in the base year; or an anchor in another year; or share and unit_value";
            self.missing(&format!("{path}.base"), why);
            return None;
        };
        if let Some(second) = given.next() {
            let message = format!("its size is said twice, by {way} already; keep one of the two");
            self.note(&format!("{path}.{second}"), message);
            return None;
        }
        if let Some(anchor) = &raw.anchor {
            return self.anchor(&format!("{path}.anchor"), anchor).map(VolumeSize::Anchored);
        }
        let mut number =
            |field: &str, raw: Option<&RawUncertain>, why: &str| self.needed(&format!("{path}.{field}"), raw, why);
        if by_value {
            let share = number("share", raw.share.as_ref(), "the share of the sector's output it is sold in");
            let unit_value = number("unit_value", raw.unit_value.as_ref(), "what one unit is worth, in yuan");
            return Some(VolumeSize::ByValue { share: share?, unit_value: unit_value? });
        }
        let value = number("base", raw.base.as_ref(), "its value in the base year")?;
        Some(VolumeSize::Anchored(Anchor { year: region.base_year, value }))
    }
}
