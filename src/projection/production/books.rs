//! A year's technology, for W paths side by side: coefficients, value-added ratios, imports and purchase shares, and how they change.

use std::ops::IndexMut;

use crate::model::{Absorber, Technology};

/// Why a path's technology does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TechnologyFault {
    /// Imports per output of some sector would be below 0.
    Imports,
    /// A value-added ratio would leave 0 to 1.
    ValueAdded,
    /// A purchase share would leave 0 to 1.
    PurchaseShare,
    /// Other inputs cannot give way by so much.
    Inputs,
    /// The economy would use up more of its products than it makes.
    NotProductive,
}

impl TechnologyFault {
    /// All faults.
    pub const ALL: [Self; 5] =
        [Self::Imports, Self::ValueAdded, Self::PurchaseShare, Self::Inputs, Self::NotProductive];

    /// What is wrong, in words that follow "the changes of technology".
    #[inline(always)]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Imports => "leave some sector imports below 0",
            Self::ValueAdded => "leave some sector value added of nothing, or of more than its output",
            Self::PurchaseShare => {
                "have some product bought inside the region to less than nothing, or to more than all of it"
            }
            Self::Inputs => "leave some sector other inputs below 0",
            Self::NotProductive => "make an economy that would use up more of its products than it makes",
        }
    }
}

/// Ratios may pass their bounds by the rounding of the base year's.
const ROUNDING: f64 = 1e-9;

/// Technology of a year. A row holds one number a path; vectors have one entry a sector, coefficients n x n row by row.
#[derive(Debug, Clone)]
pub(super) struct Books<Row, const W: usize> {
    pub(super) coefficients: Vec<Row>,
    pub(super) value_added_ratio: Vec<Row>,
    pub(super) imports: Vec<Row>,
    pub(super) purchase_share: Vec<Row>,
    pub(super) faults: [Option<TechnologyFault>; W],
}

impl<Row: IndexMut<usize, Output = f64>, const W: usize> Books<Row, W> {
    #[inline(always)]
    fn sectors(&self) -> usize {
        self.imports.len()
    }

    /// Changes technology by `effect`: of coefficients in logs, of ratios and shares in points.
    #[inline(always)]
    pub(super) fn change(&mut self, what: &Technology, absorber: Absorber, effect: &Row) {
        match what {
            Technology::Coefficient { suppliers, users } => {
                users.iter().for_each(|&user| self.change_coefficients(suppliers, user, absorber, effect));
            }
            Technology::ValueAddedRatio(of) => {
                of.iter().for_each(|&sector| self.change_value_added(sector, absorber, effect));
            }
            Technology::PurchaseShare(of) => {
                of.iter().for_each(|&product| self.change_purchases(product, effect));
            }
        }
    }

    #[inline(always)]
    fn change_coefficients(&mut self, suppliers: &[usize], user: usize, absorber: Absorber, effect: &Row) {
        let n = self.sectors();
        for lane in 0..W {
            let rest: f64 = if absorber == Absorber::Inputs {
                (0..n).filter(|i| !suppliers.contains(i)).map(|i| self.coefficients[i * n + user][lane]).sum()
            } else {
                0.0
            };
            let mut gained = 0.0;
            for &i in suppliers {
                let a = &mut self.coefficients[i * n + user][lane];
                gained += *a * effect[lane].exp_m1();
                *a *= effect[lane].exp();
            }
            match absorber {
                Absorber::ValueAdded => self.value_added_ratio[user][lane] -= gained,
                Absorber::Imports => self.imports[user][lane] -= gained,
                Absorber::Inputs if gained == 0.0 => {}
                Absorber::Inputs if rest < gained => self.fail(lane, TechnologyFault::Inputs),
                Absorber::Inputs => {
                    for i in (0..n).filter(|i| !suppliers.contains(i)) {
                        self.coefficients[i * n + user][lane] *= 1.0 - gained / rest;
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn change_value_added(&mut self, sector: usize, absorber: Absorber, points: &Row) {
        let n = self.sectors();
        for lane in 0..W {
            let w = self.value_added_ratio[sector][lane];
            self.value_added_ratio[sector][lane] = w + points[lane];
            if absorber != Absorber::Inputs {
                self.imports[sector][lane] -= points[lane];
            } else if points[lane] != 0.0 {
                let left = (1.0 - w - points[lane]) / (1.0 - w);
                (0..n).for_each(|i| self.coefficients[i * n + sector][lane] *= left);
                self.imports[sector][lane] *= left;
            }
        }
    }

    #[inline(always)]
    fn change_purchases(&mut self, product: usize, points: &Row) {
        let n = self.sectors();
        for lane in 0..W {
            let before = self.purchase_share[product][lane];
            let now = before + points[lane];
            if !(-ROUNDING..=1.0 + ROUNDING).contains(&now) || (before == 0.0 && points[lane] != 0.0) {
                self.fail(lane, TechnologyFault::PurchaseShare);
            }
            if before == 0.0 || points[lane] == 0.0 {
                continue;
            }
            self.purchase_share[product][lane] = now;
            for user in 0..n {
                let a = &mut self.coefficients[product * n + user][lane];
                self.imports[user][lane] -= *a * points[lane] / before;
                *a *= now / before;
            }
        }
    }

    #[inline(always)]
    fn fail(&mut self, lane: usize, fault: TechnologyFault) {
        self.faults[lane].get_or_insert(fault);
    }

    /// Notes every path on which a ratio left its range.
    #[inline(always)]
    pub(super) fn examine(&mut self) {
        for lane in 0..W {
            let sound = |w: &Row| w[lane] > 0.0 && w[lane] <= 1.0 + ROUNDING;
            if !self.value_added_ratio.iter().all(sound) {
                self.fail(lane, TechnologyFault::ValueAdded);
            }
            if self.imports.iter().any(|m| m[lane] < -ROUNDING) {
                self.fail(lane, TechnologyFault::Imports);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two sectors: A = [[.1, .2], [.3, .1]], w = (.4, .5), m = (.2, .2), s = (.5, 1).
    fn books() -> Books<[f64; 1], 1> {
        Books {
            coefficients: vec![[0.1], [0.2], [0.3], [0.1]],
            value_added_ratio: vec![[0.4], [0.5]],
            imports: vec![[0.2], [0.2]],
            purchase_share: vec![[0.5], [1.0]],
            faults: [None],
        }
    }

    fn changed(what: &Technology, absorber: Absorber, effect: f64) -> Books<[f64; 1], 1> {
        let mut books = books();
        books.change(what, absorber, &[effect]);
        books.examine();
        books
    }

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-14, "{found} is not {expected}");
    }

    #[test]
    fn a_larger_coefficient_takes_from_what_gives_way() {
        // The first buys a third more of the second: .3 to .4.
        let what = Technology::Coefficient { suppliers: vec![1], users: vec![0] };
        let effect = (4.0_f64 / 3.0).ln();
        let outsourced = changed(&what, Absorber::ValueAdded, effect);
        near(outsourced.coefficients[2][0], 0.4);
        near(outsourced.value_added_ratio[0][0], 0.3);
        let localised = changed(&what, Absorber::Imports, effect);
        near(localised.imports[0][0], 0.1);
        near(localised.value_added_ratio[0][0], 0.4);
        let rescaled = changed(&what, Absorber::Inputs, effect);
        near(rescaled.coefficients[0][0], 0.0); // all of its .1 gives way
        near(rescaled.imports[0][0], 0.2);
        assert_eq!(changed(&what, Absorber::Inputs, 0.5).faults, [Some(TechnologyFault::Inputs)]);
        assert_eq!(changed(&what, Absorber::Imports, 0.7).faults, [Some(TechnologyFault::Imports)]);
        assert_eq!(changed(&what, Absorber::ValueAdded, 1.0).faults, [Some(TechnologyFault::ValueAdded)]);
    }

    #[test]
    fn a_larger_value_added_ratio_takes_from_imports_or_all_inputs() {
        let what = Technology::ValueAddedRatio(vec![0]);
        let from_imports = changed(&what, Absorber::Imports, 0.1);
        near(from_imports.value_added_ratio[0][0], 0.5);
        near(from_imports.imports[0][0], 0.1);
        // All inputs are scaled by (1 - .5) / (1 - .4).
        let from_all = changed(&what, Absorber::Inputs, 0.1);
        near(from_all.coefficients[2][0], 0.25);
        near(from_all.imports[0][0], 0.2 * 5.0 / 6.0);
        near(from_all.coefficients[1][0], 0.2);
    }

    #[test]
    fn a_larger_purchase_share_takes_from_imports_of_all_users() {
        let what = Technology::PurchaseShare(vec![0]);
        let books = changed(&what, Absorber::Imports, 0.25);
        near(books.purchase_share[0][0], 0.75);
        near(books.coefficients[0][0], 0.15);
        near(books.coefficients[1][0], 0.3);
        near(books.imports[0][0], 0.15);
        near(books.imports[1][0], 0.1);
        assert_eq!(changed(&what, Absorber::Imports, 0.6).faults, [Some(TechnologyFault::PurchaseShare)]);
    }
}
