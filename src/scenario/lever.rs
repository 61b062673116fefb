//! From the name of a lever and what it is of to the quantities it moves.

use super::draft::Draft;
use super::names::Names;
use super::number::unknown;
use super::raw_effects::LeverText;
use super::technology::LEVERS;
use crate::economy::{Carrier, EnergyUser, Region};
use crate::model::Lever;

/// The name under which homes use energy.
const HOMES: &str = "homes";

/// A lever as it is named in files.
#[derive(Clone, Copy)]
enum Kind {
    /// Of the whole economy.
    Whole(Lever),
    /// Of sectors.
    OfSector(fn(usize) -> Lever),
    /// Of the energy of sectors and homes.
    Carriers,
    /// Of ceilings.
    Ceilings,
}

const KINDS: [Kind; 15] = [
    Kind::OfSector(Lever::Demand),
    Kind::OfSector(Lever::Price),
    Kind::Whole(Lever::Consumption),
    Kind::Whole(Lever::Government),
    Kind::Whole(Lever::Transfers),
    Kind::Whole(Lever::Investment),
    Kind::OfSector(Lever::Efficiency),
    Kind::Whole(Lever::HomeEfficiency),
    Kind::OfSector(Lever::Tax),
    Kind::OfSector(Lever::Rnd),
    Kind::OfSector(Lever::Productivity),
    Kind::Whole(Lever::Population),
    Kind::Carriers,
    Kind::Ceilings,
    Kind::Whole(Lever::GridCo2),
];

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Whole(lever) => lever.name(),
            Self::OfSector(lever) => lever(0).name(),
            Self::Carriers => "carrier_share",
            Self::Ceilings => "capacity",
        }
    }
}

/// The levers of events, by their names in files.
pub(super) fn effect_levers() -> Vec<&'static str> {
    KINDS.into_iter().map(Kind::name).collect()
}

/// The levers of policies.
pub(super) fn policy_levers() -> Vec<&'static str> {
    effect_levers().into_iter().chain(LEVERS).collect()
}

/// What levers are of.
#[derive(Clone, Copy)]
pub(super) struct Moved<'r> {
    pub(super) region: &'r Region,
    /// The carriers of energy; nothing where the seeds have none that can be read.
    pub(super) carriers: Option<&'r [Carrier]>,
    /// Dotted names of the scenario's ceilings.
    pub(super) ceilings: &'r [String],
}

impl Draft {
    /// The quantities moved by a lever written at `path`; nothing after a problem was noted.
    pub(super) fn levers(&mut self, path: &str, text: LeverText, moved: Moved) -> Option<Vec<Lever>> {
        // A policy's levers on technology have been taken out before.
        let of_event = path.starts_with("event");
        let names = if of_event { effect_levers() } else { policy_levers() };
        let Some(name) = text.lever else {
            self.missing(&format!("{path}.lever"), &format!("what is moved: {}", names.join(", ")));
            return None;
        };
        let Some(kind) = KINDS.iter().find(|kind| kind.name() == name) else {
            let what = if of_event { "lever of events" } else { "lever" };
            self.note(&format!("{path}.lever"), unknown(what, name, names.iter().copied()));
            return None;
        };
        if !matches!(kind, Kind::Carriers) {
            let written =
                ["from_carrier", "to_carrier"].into_iter().zip(text.carriers).find(|(_, name)| name.is_some());
            if let Some((key, _)) = written {
                self.note(&format!("{path}.{key}"), format!("only carrier_share has one, {name} has none"));
                return None;
            }
        }
        let of_path = format!("{path}.of");
        match (kind, text.of) {
            (Kind::Whole(lever), None) => Some(vec![*lever]),
            (Kind::Whole(_), Some(_)) => {
                self.note(&of_path, format!("{name} is one quantity of the whole economy; leave this out"));
                None
            }
            (Kind::OfSector(_), None) => {
                self.missing(&of_path, &format!("whose {name}: a sector, a group, or a list of these"));
                None
            }
            (Kind::OfSector(lever), Some(of)) => {
                Some(self.sectors_named(&of_path, of, moved.region)?.into_iter().map(lever).collect())
            }
            (Kind::Carriers, of) => self.carrier_levers(path, text, of, moved),
            (Kind::Ceilings, of) => self.ceiling_levers(&of_path, of, moved.ceilings),
        }
    }

    fn ceiling_levers(&mut self, path: &str, of: Option<&Names>, ceilings: &[String]) -> Option<Vec<Lever>> {
        let Some(of) = of else {
            self.missing(path, "which ceilings: the id of a [[ceiling]], or a list of these");
            return None;
        };
        let known = || ceilings.iter().filter_map(|name| name.strip_prefix("ceiling."));
        let mut levers = Vec::new();
        for (place, name) in of.iter().enumerate() {
            match known().position(|ceiling| ceiling == name) {
                Some(k) => levers.push(Lever::Capacity(k)),
                None => self
                    .note(&of.path(path, place), unknown("ceiling of the scenario", name, known().collect::<Vec<_>>())),
            }
        }
        (levers.len() == of.len()).then_some(levers)
    }

    fn carrier_levers(&mut self, path: &str, text: LeverText, of: Option<&Names>, moved: Moved) -> Option<Vec<Lever>> {
        let Some(carriers) = moved.carriers else {
            if !self.partial {
                self.note(&format!("{path}.lever"), "the region has no energy data, so no carriers".into());
            }
            return None;
        };
        let [from, to] = ["from_carrier", "to_carrier"].map(|key| format!("{path}.{key}"));
        let from = self.carrier(&from, text.carriers[0], carriers);
        let to = self.carrier(&to, text.carriers[1], carriers);
        let users = self.energy_users(&format!("{path}.of"), of, moved.region);
        let (from, to) = (from?, to?);
        if from == to {
            self.note(&format!("{path}.to_carrier"), format!("{} cannot replace itself", carriers[to].id));
            return None;
        }
        Some(users?.into_iter().map(|user| Lever::CarrierShare { user, from, to }).collect())
    }

    fn carrier(&mut self, path: &str, name: Option<&String>, carriers: &[Carrier]) -> Option<usize> {
        let Some(name) = name else {
            self.missing(path, "a carrier of energy: the one replaced, and the one that replaces it");
            return None;
        };
        let found = carriers.iter().position(|carrier| carrier.id == *name);
        if found.is_none() {
            let known = carriers.iter().map(|carrier| carrier.id.as_str());
            self.note(path, unknown("energy carrier", name, known));
        }
        found
    }

    /// Sectors and, under that name, homes.
    fn energy_users(&mut self, path: &str, of: Option<&Names>, region: &Region) -> Option<Vec<EnergyUser>> {
        let Some(of) = of else {
            self.missing(path, "whose energy: a sector, a group, \"homes\", or a list of these");
            return None;
        };
        let homes = of.iter().any(|name| name == HOMES);
        let others = of.without(HOMES);
        let mut users = Vec::new();
        if !others.is_empty() || !homes {
            users.extend(self.sectors_named(path, &others, region)?.into_iter().map(EnergyUser::Sector));
        }
        users.extend(homes.then_some(EnergyUser::Homes));
        Some(users)
    }

    /// The sectors that names of sectors and groups stand for, each once; nothing after a problem was noted.
    pub(super) fn sectors_named(&mut self, path: &str, names: &Names, region: &Region) -> Option<Vec<usize>> {
        if names.is_empty() {
            self.note(path, "found an empty list; a sector or a group is needed".into());
            return None;
        }
        let known = region.sectors.iter().map(|s| s.id.as_str()).chain(region.groups.iter().map(|g| g.id.as_str()));
        let mut sectors = Vec::new();
        let mut sound = true;
        for (place, name) in names.iter().enumerate() {
            let members = members_of(name, region);
            let new: Vec<usize> = members.iter().flatten().copied().filter(|i| !sectors.contains(i)).collect();
            if members.is_none() {
                self.note(&names.path(path, place), unknown("sector or group of the region", name, known.clone()));
            } else if new.is_empty() {
                self.note(&names.path(path, place), format!("\"{name}\" stands here twice"));
            }
            sound &= !new.is_empty();
            sectors.extend(new);
        }
        sound.then_some(sectors)
    }
}

/// The sectors behind the name of a sector or a group.
fn members_of(name: &str, region: &Region) -> Option<Vec<usize>> {
    let sector = region.sectors.iter().position(|sector| sector.id == name).map(|i| vec![i]);
    sector.or_else(|| region.groups.iter().find(|group| group.id == name).map(|group| group.members.clone()))
}
