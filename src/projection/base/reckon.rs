//! Base-year accounts from drawn numbers, path by path: the equations of `economy::Accounts`, 64 paths at once.

use super::drawn::{DrawnPlan, QuotientPlan};
use super::factors::Factors;
use super::{BaseFault, BaseYear};
use crate::economy::io::{lambda, local_scale};
use crate::lanes::{Arithmetic, LANES, Lanes, made, update};
use crate::projection::numbers::PathNumbers;

/// Drawn columns may exceed 1 by the rounding of published tables.
const ROUNDING: f64 = 1e-9;

impl BaseYear {
    #[inline(always)]
    pub(super) fn reckon<A: Arithmetic>(&mut self, drawn: &DrawnPlan, numbers: &PathNumbers, factors: &mut Factors) {
        self.faults = [None; LANES];
        self.draw_output(drawn, numbers);
        self.draw_inputs(drawn, numbers, factors);
        for (share, row) in self.purchase_share.iter_mut().zip(&drawn.purchase_share) {
            *share = *numbers.row(*row);
        }
        self.buy_inside(drawn, numbers, factors);
        let final_use = final_use(drawn, numbers);
        self.pool(drawn.external_floor, &final_use, factors);
        [self.consumption, self.government, self.investment] = drawn.totals.map(|row| *numbers.row(row));
        self.share_out(drawn, factors);
        if !self.coefficients.is_empty() {
            let n = self.output.len();
            (0..n).for_each(|i| self.coefficients[i * n..(i + 1) * n].copy_from_slice(factors.row(i)));
        }
        let productive = factors.factorise::<A>();
        for lane in 0..LANES {
            if !productive[lane] && self.faults[lane].is_none() {
                self.faults[lane] = Some(BaseFault::NotProductive);
            }
        }
        self.spoil_faulty();
    }

    /// v_i, each branch keeping its sum, and x_i = v_i / w_i.
    #[inline(always)]
    fn draw_output(&mut self, drawn: &DrawnPlan, numbers: &PathNumbers) {
        for (w, row) in self.value_added_ratio.iter_mut().zip(&drawn.value_added_ratio) {
            *w = *numbers.row(*row);
        }
        for (members, total) in &drawn.branches {
            let of = |i: &usize| numbers.row(drawn.value_added[*i]);
            for lane in 0..LANES {
                let sum: f64 = members.iter().map(|i| of(i)[lane]).sum();
                for i in members {
                    self.output[*i][lane] = of(i)[lane] * (total / sum) / self.value_added_ratio[*i][lane];
                }
            }
        }
    }

    /// a_ij^T: single coefficients as drawn, then every column scaled with what value added leaves, (1 - w'_j) / (1 - w_j).
    #[inline(always)]
    fn draw_inputs(&mut self, drawn: &DrawnPlan, numbers: &PathNumbers, factors: &mut Factors) {
        let n = drawn.value_added.len();
        for i in 0..n {
            for (j, entry) in factors.row(i).iter_mut().enumerate() {
                *entry = Lanes::all(drawn.technical[(i, j)]);
            }
        }
        for &(i, j, row) in &drawn.coefficients {
            *factors.at(i, j) = *numbers.row(row);
        }
        for j in 0..n {
            let left = 1.0 - drawn.central_ratio[j];
            let w = self.value_added_ratio[j];
            let scale = made([&w], |[w]| if left > 0.0 { (1.0 - w) / left } else { 1.0 });
            let mut taken = w;
            for i in 0..n {
                let entry = factors.at(i, j);
                for lane in 0..LANES {
                    entry[lane] *= scale[lane];
                    taken[lane] += entry[lane];
                }
            }
            for lane in 0..LANES {
                if taken[lane] > 1.0 + ROUNDING {
                    self.faults[lane] = Some(BaseFault::Inputs);
                }
            }
        }
    }

    /// a_ij = s_i a_ij^T, times min(1, LQ_ij) where location quotients say what is bought inside.
    #[inline(always)]
    fn buy_inside(&mut self, drawn: &DrawnPlan, numbers: &PathNumbers, factors: &mut Factors) {
        for (i, share) in self.purchase_share.iter().enumerate() {
            for entry in factors.row(i) {
                update(entry, [share], |a, [s]| a * s);
            }
        }
        if let Some(quotients) = &drawn.quotients {
            self.apply_quotients(quotients, numbers, factors);
        }
    }

    #[inline(always)]
    fn apply_quotients(&mut self, plan: &QuotientPlan, numbers: &PathNumbers, factors: &mut Factors) {
        let n = plan.national_share.len();
        let delta = numbers.row(plan.delta);
        for lane in 0..LANES {
            let value_added = |i: usize| self.value_added_ratio[i][lane] * self.output[i][lane];
            let gdp: f64 = (0..n).map(value_added).sum();
            let lambda = lambda(plan.size, delta[lane]);
            let simple: Vec<f64> = (0..n)
                .map(|i| if value_added(i) == 0.0 { 0.0 } else { value_added(i) / gdp / plan.national_share[i] })
                .collect();
            let share = |i: usize, j: usize| plan.kind.quotient(simple[i], simple[j], lambda, i == j).min(1.0);
            for i in 0..n {
                for j in 0..n {
                    factors.at(i, j)[lane] *= share(i, j);
                }
                self.purchase_share[i][lane] *= share(i, i);
            }
        }
    }

    /// The supply-demand pool: local sales of a row leave the least external sales; these close the row.
    #[inline(always)]
    fn pool(&mut self, floor: f64, final_use: &[Lanes], factors: &mut Factors) {
        for (i, final_use) in final_use.iter().enumerate() {
            let mut local = Lanes::from_fn(|lane| self.purchase_share[i][lane] * final_use[lane]);
            for (entry, x) in factors.row(i).iter().zip(&self.output) {
                for lane in 0..LANES {
                    local[lane] += entry[lane] * x[lane];
                }
            }
            for lane in 0..LANES {
                let x = self.output[i][lane];
                let scale = local_scale(local[lane], x, floor);
                self.local_scale[i][lane] = scale;
                self.purchase_share[i][lane] *= scale;
                self.external[i][lane] = (x - scale * local[lane]).max(0.0);
            }
            let scale = &self.local_scale[i];
            for entry in factors.row(i) {
                update(entry, [scale], |a, [k]| a * k);
            }
        }
    }

    /// Demand met inside the region per unit of a category's total, and m_j = 1 - w_j - sum over i of a_ij.
    #[inline(always)]
    fn share_out(&mut self, drawn: &DrawnPlan, factors: &mut Factors) {
        let n = self.output.len();
        let [_, government, investment] = &drawn.compositions;
        for i in 0..n {
            let share = &self.purchase_share[i];
            self.government_share[i] = share.map(|s| s * government[i]);
            self.investment_share[i] = share.map(|s| s * investment[i]);
            self.imports[i] = self.value_added_ratio[i].map(|w| 1.0 - w);
        }
        for i in 0..n {
            for (imports, entry) in self.imports.iter_mut().zip(factors.row(i)) {
                update(imports, [entry], |m, [a]| m - a);
            }
        }
    }

    /// A path without accounts has no sales either, so that every answer on it says so.
    #[inline(always)]
    fn spoil_faulty(&mut self) {
        for lane in (0..LANES).filter(|lane| self.faults[*lane].is_some()) {
            self.external.iter_mut().for_each(|external| external[lane] = f64::NAN);
        }
    }
}

/// What households, government and investment use of each product, bought inside or not.
#[inline(always)]
fn final_use(drawn: &DrawnPlan, numbers: &PathNumbers) -> Vec<Lanes> {
    let mut use_of = vec![Lanes::all(0.0); drawn.value_added.len()];
    for (row, composition) in drawn.totals.iter().zip(&drawn.compositions) {
        let total = numbers.row(*row);
        for (use_of, share) in use_of.iter_mut().zip(composition) {
            update(use_of, [total], |f, [total]| f + share * total);
        }
    }
    use_of
}
