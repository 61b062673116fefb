//! From seed files to the region: sectors, branches and groups.

use indexmap::IndexMap;

use super::draft::Draft;
use super::number::unknown;
use super::raw_seed::{RawBranch, RawGroup, RawSector, RawSeed};
use super::section::Section;
use crate::economy::{Extras, Group, GroupKind, Region, Sector};
use crate::input::nearest;
use crate::units::Year;

impl Draft {
    /// The region, as far as it can be made out.
    pub(super) fn region(&mut self, seed: &RawSeed) -> Option<Region> {
        let Some(raw) = &seed.region else {
            self.missing("region", "the seed files need a [region] with its base year and sectors");
            return None;
        };
        let base_year = self.year("region.base_year", raw.base_year);
        let Some(ids) = raw.sectors.as_ref().filter(|ids| !ids.is_empty()) else {
            self.missing("region.sectors", "a list of the sectors' names, in the order of reports");
            return None;
        };
        for (index, id) in ids.iter().enumerate().filter(|(index, id)| ids[..*index].contains(id)) {
            self.note(&format!("region.sectors[{index}]"), format!("\"{id}\" stands here twice"));
        }
        let described = seed.sector.as_ref();
        self.check_sector_names("sector", described.into_iter().flat_map(IndexMap::keys), ids);
        let mut groups = self.branches(seed, ids);
        for (id, group) in seed.group.iter().flatten() {
            let kind = if group.plan == Some(true) { GroupKind::Plan } else { GroupKind::Other };
            groups.push(self.group(id, group, kind, ids));
        }
        let industry = raw.industry.as_ref().and_then(|id| self.industry(id, &groups));
        let name = raw.name.clone().or(raw.id.clone()).unwrap_or_else(|| "Region".into());
        Some(Region {
            term: raw.term.clone().unwrap_or_default(),
            name,
            base_year: base_year?,
            sectors: ids.iter().map(|id| sector(id, described.and_then(|all| all.get(id)).map(|own| &**own))).collect(),
            groups,
            industry,
            extras: Extras::default(),
        })
    }

    /// A year, if it is one.
    pub(super) fn year(&mut self, path: &str, raw: Option<i64>) -> Option<Year> {
        let Some(year) = raw else {
            self.missing(path, "a year such as 2020");
            return None;
        };
        let valid = (1..=9999).contains(&year);
        if !valid {
            self.note(path, format!("found {year}; a year from 1 to 9999 is needed"));
        }
        Year::try_from(year).ok().filter(|_| valid)
    }

    /// Notes every name that is no sector of the region.
    pub(super) fn check_sector_names<'a>(
        &mut self,
        path: &str,
        names: impl Iterator<Item = &'a String>,
        sectors: &[String],
    ) {
        for name in names.filter(|name| !sectors.contains(name)) {
            let candidates = sectors.iter().map(String::as_str);
            self.note(&format!("{path}.{name}"), unknown("sector of the region", name, candidates));
            if let Some(meant) = nearest(name, sectors.iter().map(String::as_str)) {
                self.forgive(format!("{path}.{meant}"));
            }
        }
    }

    fn branches(&mut self, seed: &RawSeed, ids: &[String]) -> Vec<Group> {
        let Some(branches) = &seed.branch else { return Vec::new() };
        for id in ids {
            let path = format!("sector.{id}.branch");
            match seed.sector.as_ref().and_then(|all| all.get(id)).and_then(|sector| sector.branch.as_ref()) {
                Some(branch) if !branches.contains_key(branch) => {
                    let names = branches.keys().map(String::as_str);
                    self.note(&path, unknown("branch", branch, names));
                }
                Some(_) => {}
                None => self.missing(&path, "every sector belongs to a branch"),
            }
        }
        let belongs = |id: &String, branch: &String| {
            seed.sector.as_ref().and_then(|all| all.get(id)).and_then(|s| s.branch.as_ref()) == Some(branch)
        };
        let group = |(branch, raw): (&String, &Section<RawBranch>)| Group {
            label: raw.label.clone().unwrap_or_else(|| branch.clone()),
            term: raw.term.clone().unwrap_or_default(),
            kind: GroupKind::Branch,
            members: (0..ids.len()).filter(|&i| belongs(&ids[i], branch)).collect(),
            id: branch.clone(),
        };
        branches.iter().map(group).collect()
    }

    fn group(&mut self, id: &str, raw: &RawGroup, kind: GroupKind, ids: &[String]) -> Group {
        let path = format!("group.{id}.members");
        let mut members = Vec::new();
        match &raw.members {
            None => self.missing(&path, "the sectors the group sums up"),
            Some(names) => {
                for (index, name) in names.iter().enumerate() {
                    match ids.iter().position(|id| id == name) {
                        Some(i) if members.contains(&i) => {
                            self.note(&format!("{path}[{index}]"), format!("\"{name}\" stands here twice"));
                        }
                        Some(i) => members.push(i),
                        None => {
                            let candidates = ids.iter().map(String::as_str);
                            let message = unknown("sector of the region", name, candidates);
                            self.note(&format!("{path}[{index}]"), message);
                        }
                    }
                }
            }
        }
        Group {
            id: id.to_owned(),
            label: raw.label.clone().unwrap_or_else(|| id.to_owned()),
            term: raw.term.clone().unwrap_or_default(),
            kind,
            members,
        }
    }

    fn industry(&mut self, id: &str, groups: &[Group]) -> Option<usize> {
        let found = groups.iter().position(|group| group.id == id);
        if found.is_none() {
            let names = groups.iter().map(|group| group.id.as_str());
            self.note("region.industry", unknown("group of the region", id, names));
        }
        found
    }
}

fn sector(id: &str, raw: Option<&RawSector>) -> Sector {
    Sector {
        id: id.to_owned(),
        label: raw.and_then(|s| s.label.clone()).unwrap_or_else(|| id.to_owned()),
        term: raw.and_then(|s| s.term.clone()).unwrap_or_default(),
    }
}
