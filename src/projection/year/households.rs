//! Household consumption: C_t = C_t-1 (Y_t-1 / Y_t-2)^eta exp(shock + E_t - E_t-1), spent on products in proportions that move with income:
//! f^h_i = s_i C z_i / sum z, z_j = b_j (Y_t-1 / Y_t0)^(eta_j - 1), over the sectors and one outside good.

use super::{BaseYear, Draws, PathNumbers, Plan, Production, State, add_change_of_effect, add_shock};
use crate::model::LEAST_OUTSIDE_SHARE;
use crate::sampling::{LANES, Lanes};

pub(super) fn advance(
    plan: &Plan,
    numbers: &PathNumbers,
    base: &BaseYear,
    production: &Production,
    draws: &mut Draws,
    state: &mut State,
) {
    if plan.base.consumption == 0.0 {
        return;
    }
    let elasticity = numbers.row(plan.consumption_elasticity);
    let mut growth: Lanes = std::array::from_fn(|lane| elasticity[lane] * state.income_growth[lane]);
    add_shock(&mut growth, plan.consumption_shock.as_ref(), numbers, draws);
    add_change_of_effect(&mut growth, plan.consumption_effect, state);
    for (consumption, growth) in state.consumption.iter_mut().zip(&growth) {
        *consumption *= growth.exp();
    }

    let income: Lanes = std::array::from_fn(|lane| (state.income[lane] / base.income[lane]).ln());
    let composition = &plan.base.household_composition;
    let outside = 1.0 - composition.iter().sum::<f64>();
    let mut sum = if outside < LEAST_OUTSIDE_SHARE {
        [0.0; LANES]
    } else {
        std::array::from_fn(|lane| outside * ((numbers.outside_elasticity[lane] - 1.0) * income[lane]).exp())
    };
    for (i, sector) in plan.sectors.iter().enumerate() {
        let eta = numbers.row(sector.income_elasticity);
        let z = &mut state.household_demand[i];
        for lane in 0..LANES {
            z[lane] = composition[i] * ((eta[lane] - 1.0) * income[lane]).exp();
            sum[lane] += z[lane];
        }
    }
    let per_weight: Lanes = std::array::from_fn(|lane| state.consumption[lane] / sum[lane]);
    for (i, demand) in state.demand.iter_mut().enumerate() {
        let spent = &mut state.household_demand[i];
        for lane in 0..LANES {
            spent[lane] *= production.purchase_share[i][lane] * per_weight[lane];
            demand[lane] += spent[lane];
        }
    }
}
