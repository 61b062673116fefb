//! How products are made in a year: technology as it stands, and the ceilings that output keeps below.

mod books;
mod ceilings;
mod least_cut;
mod plan;

pub use books::TechnologyFault;
pub(super) use plan::ProductionPlan;

use books::Books;
use least_cut::LeastCut;
use plan::{ChangePlan, CommonYear, TechnologyPlan};

use super::base::{BaseYear, Factors};
use super::numbers::PathNumbers;
use super::plan::Plan;
use crate::lanes::{Arithmetic, LANES, Lanes, made, set};

/// Technology of a year on each of 64 paths, and working memory for ceilings. Vectors have one entry a sector.
#[derive(Debug)]
pub struct Production {
    /// Value added per unit of output, w.
    pub value_added_ratio: Vec<Lanes>,
    /// Inputs bought outside the accounts per unit of output, m.
    pub imports: Vec<Lanes>,
    /// Share of each product that final users buy inside the region, s.
    pub purchase_share: Vec<Lanes>,
    /// Government demand met inside the region per unit of its total.
    pub government_share: Vec<Lanes>,
    /// Investment demand met inside the region per unit of its total.
    pub investment_share: Vec<Lanes>,
    /// Why a path's technology does not hold, and how many years after the base year; its numbers mean nothing from then on.
    pub faults: [Option<(TechnologyFault, usize)>; LANES],
    by_path: Option<ByPath>,
    /// Columns of the Leontief inverse of the sectors with ceilings, where paths differ in it.
    columns: Vec<Vec<Lanes>>,
    caps: Vec<Lanes>,
    least: LeastCut,
}

/// Technology that differs between paths.
#[derive(Debug)]
struct ByPath {
    books: Books<Lanes, LANES>,
    factors: Factors,
}

/// A number that is the same on all paths, or not.
pub(super) enum Common<'t> {
    All(f64),
    Each(&'t Lanes),
}

impl Production {
    pub(super) fn new(plan: &Plan, base: &BaseYear) -> Self {
        let n = base.output.len();
        let capped = plan.production.capped();
        let zeros = || vec![Lanes::all(0.0); n];
        let by_path = matches!(plan.production.technology, TechnologyPlan::ByPath(_)).then(|| ByPath {
            books: Books {
                coefficients: vec![Lanes::all(0.0); n * n],
                value_added_ratio: zeros(),
                imports: zeros(),
                purchase_share: zeros(),
                faults: [None; LANES],
            },
            factors: Factors::new(n),
        });
        let mut production = Self {
            value_added_ratio: zeros(),
            imports: zeros(),
            purchase_share: zeros(),
            government_share: zeros(),
            investment_share: zeros(),
            faults: [None; LANES],
            by_path,
            columns: vec![zeros(); capped],
            caps: vec![Lanes::all(0.0); capped],
            least: LeastCut::new(capped),
        };
        production.reset(base);
        production
    }

    /// Back to the base year.
    #[inline(always)]
    pub(super) fn reset(&mut self, base: &BaseYear) {
        self.value_added_ratio.clone_from(&base.value_added_ratio);
        self.imports.clone_from(&base.imports);
        self.purchase_share.clone_from(&base.purchase_share);
        self.government_share.clone_from(&base.government_share);
        self.investment_share.clone_from(&base.investment_share);
        self.faults = [None; LANES];
    }

    /// Technology of the year `step` years after the base year.
    #[inline(always)]
    pub(super) fn advance<A: Arithmetic>(&mut self, plan: &Plan, numbers: &PathNumbers, base: &BaseYear, step: usize) {
        match &plan.production.technology {
            TechnologyPlan::Fixed => {}
            TechnologyPlan::Common(years) => self.take(&years[step], base),
            TechnologyPlan::ByPath(changes) => {
                if step == 1 || changes.iter().any(|change| change.weights[step] != change.weights[step - 1]) {
                    self.reckon::<A>(changes, numbers, base, step);
                }
            }
        }
    }

    #[inline(always)]
    fn take(&mut self, year: &CommonYear, base: &BaseYear) {
        for i in 0..self.imports.len() {
            self.value_added_ratio[i] = Lanes::all(year.value_added_ratio[i]);
            self.imports[i] = Lanes::all(year.imports[i]);
            let by = year.purchases[i];
            set(&mut self.purchase_share[i], [&base.purchase_share[i]], |[share]| share * by);
            set(&mut self.government_share[i], [&base.government_share[i]], |[share]| share * by);
            set(&mut self.investment_share[i], [&base.investment_share[i]], |[share]| share * by);
        }
    }

    /// Each path's technology from its own sizes.
    #[inline(always)]
    fn reckon<A: Arithmetic>(&mut self, changes: &[ChangePlan], numbers: &PathNumbers, base: &BaseYear, step: usize) {
        let Some(ByPath { books, factors }) = &mut self.by_path else { return };
        books.coefficients.clone_from(&base.coefficients);
        books.value_added_ratio.clone_from(&base.value_added_ratio);
        books.imports.clone_from(&base.imports);
        books.purchase_share.clone_from(&base.purchase_share);
        books.faults = [None; LANES];
        for change in changes {
            let effect = made([numbers.row(change.size)], |[size]| size * change.weights[step]);
            books.change(&change.what, change.absorber, &effect);
        }
        books.examine();
        let n = self.imports.len();
        for i in 0..n {
            factors.row(i).clone_from_slice(&books.coefficients[i * n..(i + 1) * n]);
        }
        let productive = factors.factorise::<A>();
        for i in 0..n {
            let shares = [&books.purchase_share[i], &base.purchase_share[i]];
            let by = made(shares, |[now, before]| if before > 0.0 { now / before } else { 1.0 });
            set(&mut self.government_share[i], [&base.government_share[i], &by], |[share, by]| share * by);
            set(&mut self.investment_share[i], [&base.investment_share[i], &by], |[share, by]| share * by);
        }
        self.value_added_ratio.clone_from(&books.value_added_ratio);
        self.imports.clone_from(&books.imports);
        self.purchase_share.clone_from(&books.purchase_share);
        for lane in 0..LANES {
            let fault = books.faults[lane].or((!productive[lane]).then_some(TechnologyFault::NotProductive));
            if base.faults[lane].is_none() && self.faults[lane].is_none() {
                self.faults[lane] = fault.map(|fault| (fault, step));
            }
            if self.faults[lane].is_some() {
                self.value_added_ratio.iter_mut().for_each(|w| w[lane] = f64::NAN); // every answer on the path says so
            }
        }
    }

    /// Output that meets final demand: x = L f, L that of the year `step` years after the base year.
    #[inline(always)]
    pub(super) fn output_for<A: Arithmetic>(
        &self,
        plan: &Plan,
        base: &BaseYear,
        step: usize,
        demand: &[Lanes],
        output: &mut [Lanes],
    ) {
        match (&self.by_path, &plan.production.technology) {
            (Some(ByPath { factors, .. }), _) => factors.solve::<A>(demand, output),
            (None, TechnologyPlan::Common(years)) => multiply::<A>(&years[step].leontief, demand, output),
            _ => base.output_for::<A>(plan, demand, output),
        }
    }

    /// Regional input a_ij of the year `step` years after the base year.
    #[inline(always)]
    pub(super) fn coefficient<'t>(
        &'t self,
        plan: &Plan,
        base: &'t BaseYear,
        step: usize,
        i: usize,
        j: usize,
    ) -> Common<'t> {
        let n = self.imports.len();
        match (&self.by_path, &plan.production.technology) {
            (Some(ByPath { books, .. }), _) => Common::Each(&books.coefficients[i * n + j]),
            (None, TechnologyPlan::Common(years)) => Common::All(years[step].coefficients[(i, j)]),
            _ => Common::Each(&base.coefficients[i * n + j]),
        }
    }
}

/// x = L f, the same L on all paths.
#[inline(always)]
pub(super) fn multiply<A: Arithmetic>(leontief: &nalgebra::DMatrix<f64>, demand: &[Lanes], output: &mut [Lanes]) {
    // Two rows of L and a quarter of the lanes at a time: their sums stay in registers while L f runs through all sectors.
    let mut pairs = output.chunks_exact_mut(2);
    for (pair, rows) in pairs.by_ref().enumerate() {
        multiply_rows::<A, 2>(leontief, 2 * pair, demand, rows);
    }
    let last = demand.len().saturating_sub(1);
    if let [row] = pairs.into_remainder() {
        multiply_rows::<A, 1>(leontief, last, demand, std::slice::from_mut(row));
    }
}

/// Rows `first` and following of x = L f, as many as `output` has.
#[inline(always)]
fn multiply_rows<A: Arithmetic, const ROWS: usize>(
    leontief: &nalgebra::DMatrix<f64>,
    first: usize,
    demand: &[Lanes],
    output: &mut [Lanes],
) {
    const PART: usize = 16;
    for from in (0..LANES).step_by(PART) {
        let mut x = [[0.0; PART]; ROWS];
        for (j, demand) in demand.iter().enumerate() {
            let f = &demand[from..from + PART];
            for (r, x) in x.iter_mut().enumerate() {
                let content = leontief[(first + r, j)];
                for lane in 0..PART {
                    x[lane] = A::mul_add(content, f[lane], x[lane]);
                }
            }
        }
        for (output, x) in output.iter_mut().zip(&x) {
            output[from..from + PART].copy_from_slice(x);
        }
    }
}
