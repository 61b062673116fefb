//! Public revenue, research, labour and population laid out for the yearly cycle; nothing of what the region's data do not hold.

use super::effects::{EffectsPlan, Slot};
use super::plan::{Builder, PathPlan, Row, Transform};
use super::state::State;
use crate::lanes::{Arithmetic, Lanes, exp, ln, set, update};
use crate::model::{Lever, Model, Parameter, SectorParameter};
use crate::units::log_growth;

/// Everything that stands beside the accounts.
#[derive(Debug)]
pub(super) struct ExtensionsPlan {
    pub(super) tax: Option<ShareOfValueAdded>,
    pub(super) rnd: Option<ShareOfValueAdded>,
    pub(super) labour: Option<LabourPlan>,
    pub(super) population: Option<PopulationPlan>,
    /// theta; nothing where government demand does not follow revenue.
    pub(super) locally_financed: Option<Row>,
    /// Log growth of real revenue in the base year.
    pub(super) base_revenue_growth: f64,
}

/// A share of each sector's nominal value added, and what policies change of it.
#[derive(Debug)]
pub(super) struct ShareOfValueAdded {
    share: Vec<f64>,
    effects: Vec<Option<Slot>>,
}

#[derive(Debug)]
pub(super) struct LabourPlan {
    employment: Vec<f64>,
    /// 1 / (1 + g), g the growth of each sector's output per worker.
    pub(super) saved: Vec<Row>,
    pub(super) effects: Vec<Option<Slot>>,
}

#[derive(Debug)]
pub(super) struct PopulationPlan {
    total: f64,
    pub(super) growth: PathPlan,
    pub(super) effect: Option<Slot>,
}

impl ExtensionsPlan {
    pub(super) fn of(model: &Model, builder: &mut Builder, effects: &EffectsPlan) -> Self {
        let extensions = model.extensions();
        let of_sectors = |lever: fn(usize) -> Lever| -> Vec<Option<Slot>> {
            (0..model.region().sectors.len()).map(|i| effects.on(lever(i))).collect()
        };
        let share = |share: &Option<Vec<f64>>, lever| {
            share.clone().map(|share| ShareOfValueAdded { share, effects: of_sectors(lever) })
        };
        Self {
            tax: share(&extensions.tax_share, Lever::Tax),
            rnd: share(&extensions.rnd_share, Lever::Rnd),
            labour: extensions.employment.clone().map(|employment| LabourPlan {
                employment,
                saved: productivity(model, builder),
                effects: of_sectors(Lever::Productivity),
            }),
            population: extensions.population.map(|total| PopulationPlan {
                total,
                growth: builder.rate_path(Parameter::PopulationStart, Parameter::PopulationLongRun),
                effect: effects.on(Lever::Population),
            }),
            locally_financed: extensions.tax_share.as_ref().and(builder.unless_zero(Parameter::LocallyFinanced)),
            base_revenue_growth: log_growth(model.assumptions().base_revenue_growth),
        }
    }

    /// The base year: employment is that of the data on every path, whatever output the path's accounts have; revenue and
    /// research are the shares of the path's own value added.
    #[inline(always)]
    pub(super) fn reset<A: Arithmetic>(&self, state: &mut State) {
        if let Some(labour) = &self.labour {
            for (i, persons) in labour.employment.iter().enumerate() {
                set(&mut state.workers_per_output[i], [&state.output[i]], |[output]| persons / output);
            }
        }
        if let Some(population) = &self.population {
            state.population = Lanes::all(population.total);
        }
        self.take::<A>(state);
        state.revenue_growth = Lanes::all(self.base_revenue_growth);
    }

    /// Public revenue R = sum tax_i exp(E_i) p_i v_i, and spending on research and development, R&D = sum r_i exp(E_i) p_i v_i.
    #[inline(always)]
    pub(super) fn take<A: Arithmetic>(&self, state: &mut State) {
        if let Some(tax) = &self.tax {
            let before = state.revenue_real;
            state.revenue = tax.sum::<A>(state);
            set(&mut state.revenue_real, [&state.revenue, &state.price_level], |[revenue, level]| revenue / level);
            set(&mut state.revenue_growth, [&state.revenue_real, &before], |[now, before]| ln::<A>(now / before));
        }
        if let Some(rnd) = &self.rnd {
            state.rnd = rnd.sum::<A>(state);
        }
    }
}

impl ShareOfValueAdded {
    #[inline(always)]
    fn sum<A: Arithmetic>(&self, state: &State) -> Lanes {
        let mut sum = Lanes::all(0.0);
        for (i, (share, effect)) in self.share.iter().zip(&self.effects).enumerate() {
            let nominal = state.nominal_value_added(i);
            match effect {
                Some(Slot(slot)) => {
                    let from = [&state.effects[*slot], &nominal];
                    update(&mut sum, from, |sum, [effect, nominal]| sum + share * exp::<A>(effect) * nominal);
                }
                None => update(&mut sum, [&nominal], |sum, [nominal]| sum + share * nominal),
            }
        }
        sum
    }
}

/// A row for each sector; sectors without a rate of their own share one.
fn productivity(model: &Model, builder: &mut Builder) -> Vec<Row> {
    let common = builder.row(Parameter::ProductivityGrowth, Transform::InverseGrowth);
    let sectors = model.assumptions().sectors.iter().enumerate();
    sectors
        .map(|(i, sector)| match sector.productivity {
            Some(_) => builder.row(Parameter::Sector(i, SectorParameter::Productivity), Transform::InverseGrowth),
            None => common,
        })
        .collect()
}
