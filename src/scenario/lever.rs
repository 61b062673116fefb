//! From the name of a lever and what it is of to the quantities it moves.

use super::draft::Draft;
use super::names::Names;
use super::number::unknown;
use crate::economy::Region;
use crate::model::Lever;

/// A lever as it is named in files.
#[derive(Clone, Copy)]
enum Kind {
    /// Of the whole economy.
    Whole(Lever),
    /// Of sectors.
    OfSector(fn(usize) -> Lever),
}

const KINDS: [Kind; 12] = [
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
];

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Whole(lever) => lever.name(),
            Self::OfSector(lever) => lever(0).name(),
        }
    }
}

impl Draft {
    /// The quantities moved by a lever written at `path`; nothing after a problem was noted.
    pub(super) fn levers(
        &mut self,
        path: &str,
        lever: Option<&String>,
        of: Option<&Names>,
        region: &Region,
    ) -> Option<Vec<Lever>> {
        let names = KINDS.map(Kind::name);
        let Some(name) = lever else {
            self.missing(&format!("{path}.lever"), &format!("what is moved: {}", names.join(", ")));
            return None;
        };
        let Some(kind) = KINDS.iter().find(|kind| kind.name() == name) else {
            self.note(&format!("{path}.lever"), unknown("lever", name, names));
            return None;
        };
        let of_path = format!("{path}.of");
        match (kind, of) {
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
                Some(self.sectors_named(&of_path, of, region)?.into_iter().map(lever).collect())
            }
        }
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
