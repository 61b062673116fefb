//! Ceilings and by-products of one path: the least cut of final demand, by trying every set of sectors at a limit.
//!
//! With some sectors at a limit (a number, or a multiple of another sector's output) and no cut of the others, output is
//! one linear system. Of the sets whose solution keeps all limits and cuts nothing negative, the one with most output holds.

use kapok::Model;
use kapok::model::{CeilingUnit, Lever, VolumeSize};
use kapok::sampling::Lanes;
use nalgebra::{DMatrix, DVector};

use super::Draws;
use super::base_year::BaseYear;
use super::effects::Effects;

/// What limits take of a block: of each ceiling its limit and, where it follows investment, the share of it, the yield and
/// the wear; of each by-product its ratio.
pub(crate) struct Limits {
    ceilings: Vec<(Lanes, Option<[Lanes; 3]>)>,
    links: Vec<Lanes>,
    /// Of each volume the level it has in the base year, or its share of output and what a unit is worth.
    volumes: Vec<(Lanes, Option<Lanes>)>,
}

/// A limit of a sector: a level of output, or output per output of another sector.
#[derive(Clone, Copy)]
struct Limit {
    level: f64,
    follows: Option<usize>,
}

impl Limits {
    pub(crate) fn drawn(model: &Model, draws: &Draws) -> Self {
        let a = model.assumptions();
        let ceilings = a.ceilings.iter().map(|ceiling| {
            let number = |field: &str, value| draws.number(&format!("{}.{field}", ceiling.name), value);
            let capacity = ceiling.capacity.as_ref().map(|capacity| {
                [
                    number("capacity.investment_share", &capacity.investment_share),
                    number("capacity.yield", &capacity.output_per_investment),
                    number("capacity.depreciation", &capacity.depreciation),
                ]
            });
            (number("limit", &ceiling.limit), capacity)
        });
        let volumes = a.volumes.iter().map(|volume| {
            let number = |field: &str, value| draws.number(&format!("volume.{}.{field}", volume.id), value);
            match &volume.size {
                VolumeSize::Anchored(anchor) => (number("base", &anchor.value), None),
                VolumeSize::ByValue { share, unit_value } => {
                    (number("share", share), Some(number("unit_value", unit_value)))
                }
            }
        });
        let links = a.links.iter().map(|link| draws.number(&format!("{}.ratio", link.name), &link.ratio));
        Self { ceilings: ceilings.collect(), links: links.collect(), volumes: volumes.collect() }
    }

    /// The ceilings of the base year, as output.
    pub(crate) fn start(&self, model: &Model, base: &BaseYear, p: usize) -> Vec<f64> {
        let ceilings = model.assumptions().ceilings.iter().zip(&self.ceilings);
        let level = ceilings.map(|(ceiling, (limit, _))| match ceiling.unit {
            CeilingUnit::BaseYear => limit[p] * base.output[ceiling.sector],
            CeilingUnit::Money => limit[p],
            CeilingUnit::Volume(k) => match &self.volumes[k] {
                (size, None) => limit[p] / size[p] * base.output[ceiling.sector],
                (share, Some(unit_value)) => limit[p] * unit_value[p] / (share[p] * 1e8),
            },
        });
        level.collect()
    }

    /// A year later: capacity wears out and is built.
    pub(crate) fn carry_on(&self, levels: &mut [f64], investment: f64, p: usize) {
        for (level, (_, capacity)) in levels.iter_mut().zip(&self.ceilings) {
            if let Some([share, made, worn]) = capacity {
                *level = *level * (1.0 - worn[p]) + made[p] * share[p] * investment;
            }
        }
    }

    /// Output and the cut of each sector's final demand.
    #[allow(clippy::too_many_arguments)] // all that the equations name
    pub(crate) fn cut(
        &self,
        model: &Model,
        base: &BaseYear,
        effects: &Effects,
        levels: &[f64],
        coefficients: &DMatrix<f64>,
        demand: &[f64],
        free: Vec<f64>,
        t: usize,
        p: usize,
    ) -> (Vec<f64>, Vec<f64>) {
        let n = demand.len();
        let a = model.assumptions();
        let mut limits: Vec<Vec<Limit>> = vec![Vec::new(); n];
        for (k, ceiling) in a.ceilings.iter().enumerate() {
            if model.base_year() + t as i32 >= ceiling.from {
                let level = levels[k] * effects.on(Lever::Capacity(k), t, p).exp();
                limits[ceiling.sector].push(Limit { level, follows: None });
            }
        }
        for (link, ratio) in a.links.iter().zip(&self.links) {
            let level = ratio[p] * base.output[link.sector] / base.output[link.follows];
            limits[link.sector].push(Limit { level, follows: Some(link.follows) });
        }
        let keeps = |x: &[f64]| {
            let most = |limit: &Limit| limit.level * limit.follows.map_or(1.0, |j| x[j]) * (1.0 + 1e-12);
            (0..n).all(|i| limits[i].iter().all(|limit| x[i] <= most(limit)))
        };
        if keeps(&free) {
            return (free, vec![0.0; n]);
        }
        let most: f64 = demand.iter().sum();
        let mut best: Option<(Vec<f64>, Vec<f64>)> = None;
        for chosen in choices(&limits) {
            let Some((x, d)) = at_limits(coefficients, demand, &chosen) else { continue };
            let held = d.iter().all(|d| *d >= -1e-12 * most) && keeps(&x);
            if held && best.as_ref().is_none_or(|(other, _)| x.iter().sum::<f64>() > other.iter().sum()) {
                best = Some((x, d));
            }
        }
        best.expect("some set of limits holds")
    }
}

/// Every way to hold some sectors at one of their limits.
fn choices(limits: &[Vec<Limit>]) -> Vec<Vec<Option<Limit>>> {
    let mut all = vec![Vec::new()];
    for of_sector in limits {
        let with = |before: &Vec<Option<Limit>>| {
            let options = std::iter::once(None).chain(of_sector.iter().copied().map(Some));
            options.map(|option| [before.clone(), vec![option]].concat()).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).collect();
    }
    all
}

/// x = A x + f - d with x_i at the chosen limit, and no cut where none is chosen.
fn at_limits(coefficients: &DMatrix<f64>, demand: &[f64], chosen: &[Option<Limit>]) -> Option<(Vec<f64>, Vec<f64>)> {
    let n = demand.len();
    let mut system = DMatrix::identity(n, n) - coefficients;
    let mut right = DVector::from_column_slice(demand);
    for (i, limit) in chosen.iter().enumerate() {
        if let Some(Limit { level, follows }) = limit {
            system.row_mut(i).fill(0.0);
            system[(i, i)] = 1.0;
            right[i] = *level;
            if let Some(j) = follows {
                system[(i, *j)] -= level;
                right[i] = 0.0;
            }
        }
    }
    let x = system.lu().solve(&right)?;
    let used = coefficients * &x;
    let cut = |i: usize| if chosen[i].is_some() { demand[i] - x[i] + used[i] } else { 0.0 };
    Some((x.iter().copied().collect(), (0..n).map(cut).collect()))
}
