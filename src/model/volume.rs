//! Physical volumes: tonnes, visits and the like that go with a sector's output.

use super::Anchor;
use crate::economy::Extra;
use crate::sampling::Uncertain;
use crate::units::{Basis, Year};

/// How a volume follows from its sector's output.
#[derive(Debug, Clone, PartialEq)]
pub enum VolumeSize {
    /// What it is in a year; it moves as output does: value * x_t / x_year.
    Anchored(Anchor),
    /// The part of output it is sold in, and what a unit is worth: share * x_t * 10^8 / unit value.
    ByValue {
        /// Share of the sector's output.
        share: Uncertain,
        /// Value of a unit at base-year prices, yuan.
        unit_value: Uncertain,
    },
}

/// A physical volume that goes with a sector's output x, at base-year prices.
///
/// ```
/// use kapok::model::Volume;
/// use kapok::{Ensemble, Model, RunSettings, Scenario};
/// let mut data = Scenario::builtin("baseline")?.data().clone();
/// data.assumptions.volumes.push(Volume::in_base_year("steel_cast", 2, "Mt", 2020, 5.9));
/// let model = Model::new(data)?;
/// let ensemble = Ensemble::run(&model, &RunSettings::new(200, 1))?;
/// let base = ensemble.indicator("volume.steel_cast").and_then(|steel| steel.at(2020)).ok_or("it is reported")?;
/// assert!((base.summary.mean - 5.9).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Volume {
    /// The name used in files and indicators.
    pub id: String,
    /// The name shown to people.
    pub label: String,
    /// The name in the region's own language.
    pub term: String,
    /// Position of the sector whose output it goes with.
    pub sector: usize,
    /// Its unit.
    pub unit: String,
    /// How large it is.
    pub size: VolumeSize,
}

impl Volume {
    /// A volume known in the base year, whose label and term are its id.
    pub fn in_base_year(id: &str, sector: usize, unit: &str, base_year: Year, value: impl Into<Uncertain>) -> Self {
        Self {
            id: id.to_owned(),
            label: id.to_owned(),
            term: id.to_owned(),
            sector,
            unit: unit.to_owned(),
            size: VolumeSize::Anchored(Anchor { year: base_year, value: value.into() }),
        }
    }

    /// The level it is anchored to, or its share of output.
    pub(super) fn size(&self) -> &Uncertain {
        match &self.size {
            VolumeSize::Anchored(anchor) => &anchor.value,
            VolumeSize::ByValue { share, .. } => share,
        }
    }

    /// Value of a unit, where it follows from that.
    pub(super) fn unit_value(&self) -> Option<&Uncertain> {
        match &self.size {
            VolumeSize::Anchored(_) => None,
            VolumeSize::ByValue { unit_value, .. } => Some(unit_value),
        }
    }

    /// Where files write its size.
    pub(super) fn field(&self, base_year: Year) -> &'static str {
        match &self.size {
            VolumeSize::Anchored(anchor) if anchor.year == base_year => "base",
            VolumeSize::Anchored(_) => "anchor.value",
            VolumeSize::ByValue { .. } => "share",
        }
    }

    pub(super) fn name(&self) -> Extra {
        Extra {
            id: self.id.clone(),
            label: self.label.clone(),
            term: self.term.clone(),
            unit: self.unit.clone(),
            basis: Basis::Physical,
        }
    }
}
