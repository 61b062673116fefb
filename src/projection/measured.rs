//! Numbers drawn once a path that nothing moves by, and only satellites and volumes are worked out from.

use super::numbers::PathNumbers;
use super::plan::{Builder, Row, Transform};
use crate::lanes::{Lanes, made};
use crate::model::{Model, Parameter, VolumeSize};

/// Where the numbers of satellites and volumes stand.
#[derive(Debug, Default)]
pub(super) struct MeasuredPlan {
    satellites: Vec<SatellitePlan>,
    volumes: Vec<VolumePlan>,
    references: Vec<Row>,
}

#[derive(Debug)]
struct SatellitePlan {
    /// Weight and drift of each of its sectors and groups.
    weights: Vec<(Row, Row)>,
    anchor: Option<Row>,
}

#[derive(Debug)]
struct VolumePlan {
    size: Row,
    unit_value: Option<Row>,
}

impl MeasuredPlan {
    pub(super) fn of(model: &Model, builder: &mut Builder) -> Self {
        let a = model.assumptions();
        let satellites = a.satellites.iter().enumerate().map(|(k, satellite)| SatellitePlan {
            weights: (0..satellite.weights.len())
                .map(|place| {
                    let weight = builder.plain(Parameter::SatelliteWeight(k, place));
                    (weight, builder.plain(Parameter::SatelliteDrift(k, place)))
                })
                .collect(),
            anchor: satellite.anchor.as_ref().map(|_| builder.plain(Parameter::SatelliteAnchor(k))),
        });
        let satellites = satellites.collect();
        let volumes = a.volumes.iter().enumerate().map(|(k, volume)| VolumePlan {
            size: builder.plain(Parameter::VolumeSize(k)),
            unit_value: matches!(volume.size, VolumeSize::ByValue { .. })
                .then(|| builder.plain(Parameter::VolumeUnitValue(k))),
        });
        let volumes = volumes.collect();
        let references =
            (0..a.references.len()).map(|k| builder.row(Parameter::ReferenceGrowth(k), Transform::LogGrowth));
        Self { satellites, volumes, references: references.collect() }
    }
}

/// The numbers of satellites, volumes and reference series on each path.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// One entry a satellite.
    pub satellites: Vec<SatelliteNumbers>,
    /// One entry a volume.
    pub volumes: Vec<VolumeNumbers>,
    /// Log growth of each reference series.
    pub references: Vec<Lanes>,
}

/// The numbers of a satellite on each path.
#[derive(Debug, Clone)]
pub struct SatelliteNumbers {
    /// For each of its sectors and groups the weight in the base year and what is added to it every year.
    pub weights: Vec<(Lanes, Lanes)>,
    /// The level it is anchored to.
    pub anchor: Option<Lanes>,
}

/// The numbers of a volume on each path.
#[derive(Debug, Clone)]
pub struct VolumeNumbers {
    /// The level it is anchored to, or its share of output.
    pub size: Lanes,
    /// Value of a unit, yuan.
    pub unit_value: Option<Lanes>,
}

impl Measured {
    pub(super) fn new(plan: &MeasuredPlan) -> Self {
        let zero = Lanes::all(0.0);
        let satellites = plan.satellites.iter().map(|plan| SatelliteNumbers {
            weights: vec![(zero, zero); plan.weights.len()],
            anchor: plan.anchor.map(|_| zero),
        });
        let volumes =
            plan.volumes.iter().map(|plan| VolumeNumbers { size: zero, unit_value: plan.unit_value.map(|_| zero) });
        let references = vec![zero; plan.references.len()];
        Self { satellites: satellites.collect(), volumes: volumes.collect(), references }
    }

    /// Takes the numbers of the paths about to be carried.
    #[inline(always)]
    pub(super) fn take(&mut self, plan: &MeasuredPlan, numbers: &PathNumbers) {
        let take = |to: &mut Option<Lanes>, row: Option<Row>| *to = row.map(|row| *numbers.row(row));
        for (satellite, plan) in self.satellites.iter_mut().zip(&plan.satellites) {
            for (weight, rows) in satellite.weights.iter_mut().zip(&plan.weights) {
                *weight = (*numbers.row(rows.0), *numbers.row(rows.1));
            }
            take(&mut satellite.anchor, plan.anchor);
        }
        for (volume, plan) in self.volumes.iter_mut().zip(&plan.volumes) {
            volume.size = *numbers.row(plan.size);
            take(&mut volume.unit_value, plan.unit_value);
        }
        for (growth, row) in self.references.iter_mut().zip(&plan.references) {
            *growth = *numbers.row(*row);
        }
    }
}

impl SatelliteNumbers {
    /// The weight of its sector or group at a place, so many years after the base year: between 0 and 1.
    #[inline(always)]
    pub fn weight(&self, place: usize, years: usize) -> Lanes {
        let (base, drift) = &self.weights[place];
        made([base, drift], |[base, drift]| (base + drift * years as f64).clamp(0.0, 1.0))
    }
}
