//! What a region consists of: its sectors and the groups they are summed into.

use crate::units::{Basis, Year};

/// A sector of the economy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sector {
    /// The name used in files and indicators.
    pub id: String,
    /// The name shown to people.
    pub label: String,
    /// The name in the region's own language.
    pub term: String,
}

impl Sector {
    /// A sector whose label and term are its id.
    pub fn new(id: &str) -> Self {
        Self { id: id.to_owned(), label: id.to_owned(), term: id.to_owned() }
    }
}

/// What a group of sectors is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupKind {
    /// One of the branches (primary, secondary, tertiary) that share out all sectors.
    Branch,
    /// One of the plan's own groups, used to lay out sector tables.
    Plan,
    /// Any other sum of sectors.
    Other,
}

/// A named sum of sectors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The name used in files and indicators.
    pub id: String,
    /// The name shown to people.
    pub label: String,
    /// The name in the region's own language.
    pub term: String,
    /// What the group is for.
    pub kind: GroupKind,
    /// Positions of its sectors in [`Region::sectors`].
    pub members: Vec<usize>,
}

/// A region: its sectors, their groups, and the year its accounts describe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// The name shown to people.
    pub name: String,
    /// The name in the region's own language.
    pub term: String,
    /// The year of the accounts.
    pub base_year: Year,
    /// All sectors, in the order of reports.
    pub sectors: Vec<Sector>,
    /// All groups, branches first.
    pub groups: Vec<Group>,
    /// The group (its position) that counts as industry: the denominator of output shares. All sectors if none.
    pub industry: Option<usize>,
    /// What else indicators may be about; filled in when a model is made.
    pub extras: Extras,
}

/// What indicators may be about besides sectors and groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extras {
    /// Energy carriers.
    pub carriers: Vec<Extra>,
    /// Sums over sectors that the accounts do not hold as a row.
    pub satellites: Vec<Extra>,
    /// Physical volumes.
    pub volumes: Vec<Extra>,
    /// Reference series, and what is held against them.
    pub references: Vec<Extra>,
}

/// The name and the unit of something that indicators may be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// The name used in files and indicators.
    pub id: String,
    /// The name shown to people.
    pub label: String,
    /// The name in the region's own language.
    pub term: String,
    /// Its unit as written in files and tables.
    pub unit: String,
    /// Whether it is at base-year prices, at current prices, or physical.
    pub basis: Basis,
}

/// A sector or a group: what an indicator can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The sector at this position.
    Sector(usize),
    /// The group at this position.
    Group(usize),
}

impl Region {
    /// The sectors of each branch; sectors of no branch, all of them where there are none, come last together.
    pub(crate) fn branches(&self) -> Vec<Vec<usize>> {
        let branches = self.groups.iter().filter(|group| group.kind == GroupKind::Branch);
        let mut members: Vec<Vec<usize>> = branches.map(|group| group.members.clone()).collect();
        let in_none = |i: &usize| !members.iter().any(|branch| branch.contains(i));
        let rest: Vec<usize> = (0..self.sectors.len()).filter(in_none).collect();
        if !rest.is_empty() {
            members.push(rest);
        }
        members
    }

    /// Every sector, then every group.
    pub fn scopes(&self) -> impl Iterator<Item = Scope> + '_ {
        (0..self.sectors.len()).map(Scope::Sector).chain((0..self.groups.len()).map(Scope::Group))
    }

    /// The id of a sector or group.
    pub fn scope_id(&self, scope: Scope) -> &str {
        match scope {
            Scope::Sector(i) => &self.sectors[i].id,
            Scope::Group(g) => &self.groups[g].id,
        }
    }

    /// The label and the term of a sector or group.
    pub fn scope_names(&self, scope: Scope) -> (&str, &str) {
        match scope {
            Scope::Sector(i) => (&self.sectors[i].label, &self.sectors[i].term),
            Scope::Group(g) => (&self.groups[g].label, &self.groups[g].term),
        }
    }

    /// The group a sector is listed under: the plan's own if it is in one, else its branch.
    pub fn home_group(&self, sector: usize) -> Option<&Group> {
        let holds = |kind| self.groups.iter().find(move |g| g.kind == kind && g.members.contains(&sector));
        holds(GroupKind::Plan).or_else(|| holds(GroupKind::Branch))
    }
}
