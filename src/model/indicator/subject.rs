//! What an indicator is about where it is not the whole economy.

use crate::economy::{Extra, GroupKind, Region, Scope};
use crate::units::{Basis, Unit};

/// A part of the economy that an indicator is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The sector at this position.
    Sector(usize),
    /// The group at this position.
    Group(usize),
    /// The energy carrier at this position.
    Carrier(usize),
    /// The satellite at this position.
    Satellite(usize),
    /// The physical volume at this position.
    Volume(usize),
    /// The reference series at this position.
    Reference(usize),
}

impl From<Scope> for Subject {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Sector(i) => Self::Sector(i),
            Scope::Group(g) => Self::Group(g),
        }
    }
}

impl Subject {
    /// The sector or group it is, if it is one.
    pub fn scope(self) -> Option<Scope> {
        match self {
            Self::Sector(i) => Some(Scope::Sector(i)),
            Self::Group(g) => Some(Scope::Group(g)),
            Self::Carrier(_) | Self::Satellite(_) | Self::Volume(_) | Self::Reference(_) => None,
        }
    }

    /// Its position among those of its kind.
    pub fn position(self) -> usize {
        match self {
            Self::Sector(at)
            | Self::Group(at)
            | Self::Carrier(at)
            | Self::Satellite(at)
            | Self::Volume(at)
            | Self::Reference(at) => at,
        }
    }

    /// Its id in files and indicators.
    pub fn id(self, region: &Region) -> &str {
        match self.named(region) {
            Ok(scope) => region.scope_id(scope),
            Err(extra) => &extra.id,
        }
    }

    /// Its label and its term.
    pub fn names(self, region: &Region) -> (&str, &str) {
        match self.named(region) {
            Ok(scope) => region.scope_names(scope),
            Err(extra) => (&extra.label, &extra.term),
        }
    }

    fn named(self, region: &Region) -> Result<Scope, &Extra> {
        match self {
            Self::Sector(i) => Ok(Scope::Sector(i)),
            Self::Group(g) => Ok(Scope::Group(g)),
            Self::Carrier(c) => Err(&region.extras.carriers[c]),
            Self::Satellite(s) => Err(&region.extras.satellites[s]),
            Self::Volume(v) => Err(&region.extras.volumes[v]),
            Self::Reference(r) => Err(&region.extras.references[r]),
        }
    }

    /// The unit it brings with it, if it does.
    pub(super) fn unit(self, region: &Region) -> Option<Unit<'_>> {
        match self {
            Self::Satellite(_) | Self::Volume(_) => self.named(region).err().map(|extra| Unit::named(&extra.unit)),
            Self::Sector(_) | Self::Group(_) | Self::Carrier(_) | Self::Reference(_) => None,
        }
    }

    /// The prices it brings with it, if it does.
    pub(super) fn basis(self, region: &Region) -> Option<Basis> {
        match self {
            Self::Satellite(_) | Self::Volume(_) => self.named(region).err().map(|extra| extra.basis),
            Self::Sector(_) | Self::Group(_) | Self::Carrier(_) | Self::Reference(_) => None,
        }
    }

    pub(super) fn is_of_sectors(self) -> bool {
        self.scope().is_some()
    }

    pub(super) fn is_branch(self, region: &Region) -> bool {
        matches!(self, Self::Group(g) if region.groups[g].kind == GroupKind::Branch)
    }
}
