//! Checks of satellites and volumes.

use std::collections::BTreeSet;

use super::check::check_id;
use super::indicator::Catalogue;
use super::parameter::RATE;
use super::satellite::MONEY;
use super::{Anchor, Form, Measure, ModelData, Reference, Satellite, VolumeSize};
use crate::economy::{Region, Scope};
use crate::input::Problem;
use crate::units::{Basis, Year};

/// Longest name of a unit, in characters.
const LONGEST_UNIT: usize = 24;

/// Whether satellites and volumes are made of sectors and groups there are.
pub(super) fn check_measured(data: &ModelData, found: &mut Vec<Problem>) {
    let a = &data.assumptions;
    let satellites = a.satellites.iter().map(|satellite| ("satellite", &satellite.id, &satellite.unit));
    let volumes = a.volumes.iter().map(|volume| ("volume", &volume.id, &volume.unit));
    let mut seen = BTreeSet::new();
    let unit = "1".to_owned();
    let references = a.references.iter().map(|reference| ("reference", &reference.id, &unit));
    for (kind, id, unit) in satellites.chain(volumes).chain(references) {
        check_id(kind, id, found);
        if !seen.insert((kind, id)) {
            found.push(Problem::new(format!("{kind}.{id}.id"), format!("the name \"{id}\" stands for two of them")));
        }
        if unit.trim().is_empty() || unit.chars().count() > LONGEST_UNIT || unit.contains(char::is_control) {
            let message = format!("found \"{unit}\"; a unit is a short text such as \"Mt\" or \"1e4 visits\"");
            found.push(Problem::new(format!("{kind}.{id}.unit"), message));
        }
    }
    for reference in &a.references {
        check_reference(reference, data, found);
    }
    for satellite in &a.satellites {
        check_satellite(satellite, data, found);
    }
    for volume in &a.volumes {
        let path = format!("volume.{}", volume.id);
        if volume.sector >= data.region.sectors.len() {
            let message = format!("there are only {} sectors", data.region.sectors.len());
            found.push(Problem::new(format!("{path}.sector"), message));
        }
        if let VolumeSize::Anchored(anchor) = &volume.size {
            check_anchor(&path, anchor, data, found);
        }
    }
}

fn check_reference(reference: &Reference, data: &ModelData, found: &mut Vec<Problem>) {
    let path = format!("reference.{}", reference.id);
    let catalogue = Catalogue::of(data);
    if reference.of.form != Form::Level
        || reference.of.measure == Measure::Relative
        || !catalogue.contains(reference.of)
    {
        let message = format!(
            "found \"{}\"; what is held against a reference is a measure as it is, such as gdp or value_added.S",
            reference.of.id(&data.region)
        );
        found.push(Problem::new(format!("{path}.of"), message));
    }
    let (first, last) = (data.region.base_year + 1, data.horizon);
    for (year, growth) in &reference.known {
        let mut say = |message: String| found.push(Problem::new(format!("{path}.known.{year}"), message));
        if !(first..=last).contains(year) {
            say(format!("found the year {year}; growth is that of a year from {first} to {last}"));
        }
        if !(RATE.0..=RATE.1).contains(growth) {
            say(format!("found {growth}; a yearly growth lies between {} and {}", RATE.0, RATE.1));
        }
    }
}

fn check_satellite(satellite: &Satellite, data: &ModelData, found: &mut Vec<Problem>) {
    let path = format!("satellite.{}", satellite.id);
    let mut say = |field: &str, message: String| found.push(Problem::new(format!("{path}.{field}"), message));
    if satellite.prices == Basis::Physical {
        say("prices", "a sum over sectors is real or nominal".into());
    }
    if satellite.anchor.is_none() && satellite.unit != MONEY {
        let message = format!(
            "found \"{}\"; a sum over sectors is in \"{MONEY}\", and only an anchor gives it another unit",
            satellite.unit
        );
        say("unit", message);
    }
    let something = satellite.weights.iter().any(|weight| weight.base.known() != Some(0.0));
    if !something {
        say("weights", "no sector belongs to it".into());
    }
    let mut holders: Vec<(usize, String)> = Vec::new();
    for weight in &satellite.weights {
        let Some(members) = members(weight.of, &data.region) else {
            say("weights", format!("{:?} is no sector or group of this region", weight.of));
            continue;
        };
        let name = data.region.scope_id(weight.of);
        for i in members {
            if let Some((_, holder)) = holders.iter().find(|(member, _)| *member == i) {
                let sector = &data.region.sectors[i].id;
                say(&format!("weights.{name}"), format!("{sector} is counted twice, in {holder} already"));
            } else {
                holders.push((i, name.to_owned()));
            }
        }
    }
    if let Some(anchor) = &satellite.anchor {
        check_anchor(&path, anchor, data, found);
    }
}

fn members(scope: Scope, region: &Region) -> Option<Vec<usize>> {
    match scope {
        Scope::Sector(i) => (i < region.sectors.len()).then(|| vec![i]),
        Scope::Group(g) => region.groups.get(g).map(|group| group.members.clone()),
    }
}

/// The year of an anchor lies within the projection; where the horizon is no year after the base year, that is told of alone.
fn check_anchor(path: &str, anchor: &Anchor, data: &ModelData, found: &mut Vec<Problem>) {
    let base = data.region.base_year;
    let last = if data.horizon > base { data.horizon } else { Year::MAX };
    if !(base..=last).contains(&anchor.year) {
        let message = format!("found {}; allowed is {base} to {}", anchor.year, data.horizon);
        found.push(Problem::new(format!("{path}.anchor.year"), message));
    }
}
