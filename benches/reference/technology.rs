//! Technology of one path in a year: each change works on what those before it have left.

use kapok::Model;
use kapok::model::{Absorber, Technology as What};
use kapok::sampling::Lanes;
use nalgebra::DMatrix;

use super::Draws;
use super::base_year::BaseYear;
use super::effects::course_strength;

/// Technology of a year. Imports are what is left of a column: m = 1 - w - sum of a.
#[derive(Clone)]
pub(crate) struct Technology {
    pub(crate) coefficients: DMatrix<f64>,
    pub(crate) value_added_ratio: Vec<f64>,
    pub(crate) imports: Vec<f64>,
    pub(crate) purchase_share: Vec<f64>,
    pub(crate) leontief: DMatrix<f64>,
}

/// Sizes of all changes of technology, by path.
pub(crate) fn sizes(model: &Model, draws: &Draws) -> Vec<Lanes> {
    let changes = model.assumptions().technology.iter();
    changes.map(|change| draws.number(&format!("{}.size", change.name), &change.size)).collect()
}

impl Technology {
    pub(crate) fn base(base: &BaseYear) -> Self {
        let mut all = Self {
            coefficients: base.coefficients.clone(),
            value_added_ratio: base.value_added_ratio.clone(),
            imports: Vec::new(),
            purchase_share: base.purchase_share.clone(),
            leontief: base.leontief.clone(),
        };
        all.leave_imports();
        all
    }

    fn leave_imports(&mut self) {
        let columns = self.coefficients.column_iter().zip(&self.value_added_ratio);
        self.imports = columns.map(|(column, w)| 1.0 - w - column.sum()).collect();
    }

    /// That of year t; nothing where a ratio leaves its range.
    pub(crate) fn of_year(model: &Model, base: &BaseYear, sizes: &[Lanes], t: i32, p: usize) -> Option<Self> {
        let mut now = Self::base(base);
        let changes = &model.assumptions().technology;
        if changes.is_empty() {
            return Some(now);
        }
        for (change, size) in changes.iter().zip(sizes) {
            let strength = |year: i32| course_strength(&change.course, model.base_year(), year);
            let weight = strength(model.base_year() + t) - strength(model.base_year());
            match &change.what {
                What::Coefficient { suppliers, users } => {
                    let factor = (1.0 + size[p]).powf(weight);
                    users.iter().for_each(|&j| now.coefficient(suppliers, j, factor, change.absorber));
                }
                What::ValueAddedRatio(of) => of.iter().for_each(|&j| {
                    let before = now.value_added_ratio[j];
                    let after = before + size[p] * weight;
                    now.value_added_ratio[j] = after;
                    if change.absorber == Absorber::Inputs {
                        now.coefficients.column_mut(j).scale_mut((1.0 - after) / (1.0 - before));
                    }
                }),
                What::PurchaseShare(of) => of.iter().for_each(|&i| {
                    let before = now.purchase_share[i];
                    let after = before + size[p] * weight;
                    now.purchase_share[i] = after;
                    now.coefficients.row_mut(i).scale_mut(after / before);
                }),
            }
        }
        now.leave_imports();
        let n = now.imports.len();
        let inside = (0..n).all(|i| {
            now.imports[i] >= -1e-9
                && now.value_added_ratio[i] > 0.0
                && now.value_added_ratio[i] <= 1.0 + 1e-9
                && (0.0..=1.0 + 1e-9).contains(&now.purchase_share[i])
        });
        now.leontief = (DMatrix::identity(n, n) - &now.coefficients).try_inverse()?;
        (inside && now.leontief.iter().chain(now.coefficients.iter()).all(|a| *a >= -1e-12)).then_some(now)
    }

    fn coefficient(&mut self, suppliers: &[usize], j: usize, factor: f64, absorber: Absorber) {
        let of_suppliers: f64 = suppliers.iter().map(|&i| self.coefficients[(i, j)]).sum();
        let others = self.coefficients.column(j).sum() - of_suppliers;
        let gain = (factor - 1.0) * of_suppliers;
        suppliers.iter().for_each(|&i| self.coefficients[(i, j)] *= factor);
        match absorber {
            Absorber::ValueAdded => self.value_added_ratio[j] -= gain,
            Absorber::Imports => {}
            Absorber::Inputs => {
                for i in (0..self.imports.len()).filter(|i| !suppliers.contains(i)) {
                    self.coefficients[(i, j)] *= (others - gain) / others;
                }
            }
        }
    }
}
