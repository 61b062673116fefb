//! The base year's accounts as the paths of a block have them: the central ones, or drawn ones.

mod central;
mod drawn;
mod factors;
mod reckon;

pub(super) use central::Central;
pub(super) use drawn::DrawnPlan;
pub(super) use factors::Factors;

use super::numbers::PathNumbers;
use super::plan::Plan;
use super::production::multiply;
use crate::lanes::{Arithmetic, LANES, Lanes, set, update};

/// Why the accounts that a path drew for the base year do not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaseFault {
    /// Value added and inputs of some sector take more than its whole output.
    Inputs,
    /// The economy would use up more of its products than it makes (Hawkins & Simon 1949).
    NotProductive,
}

impl BaseFault {
    /// What is wrong, in words that follow "in the accounts".
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Inputs => "value added and inputs of some sector take more than its whole output",
            Self::NotProductive => "the economy would use up more of its products than it makes",
        }
    }
}

/// The base year's accounts on each of 64 paths. Vectors have one entry a sector, each with one lane a path; money in
/// 10^8 yuan.
#[derive(Debug)]
pub struct BaseYear {
    /// Gross output x.
    pub output: Vec<Lanes>,
    /// Sales outside the region f^e.
    pub external: Vec<Lanes>,
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
    /// Household consumption C.
    pub consumption: Lanes,
    /// Government demand G.
    pub government: Lanes,
    /// Investment I.
    pub investment: Lanes,
    /// Household income Y.
    pub income: Lanes,
    /// Transfers in it.
    pub transfers: Lanes,
    /// Factor by which the supply-demand pool scaled each row's local sales down; 1 where it did not.
    pub local_scale: Vec<Lanes>,
    /// Why a path's accounts do not hold; its numbers mean nothing then.
    pub faults: [Option<BaseFault>; LANES],
    /// Regional input coefficients a_ij, row by row; none where no one needs them.
    pub(super) coefficients: Vec<Lanes>,
    /// I - A, factorised for each path; nothing where all have the central Leontief inverse.
    factors: Option<Factors>,
}

impl BaseYear {
    pub(super) fn new(plan: &Plan) -> Self {
        let central = &plan.base;
        let rows = |values: &[f64]| values.iter().map(|value| Lanes::all(*value)).collect::<Vec<Lanes>>();
        let n = central.output.len();
        let mut base = Self {
            output: rows(&central.output),
            external: rows(&central.external),
            value_added_ratio: rows(&central.value_added_ratio),
            imports: rows(&central.imports),
            purchase_share: rows(&central.purchase_share),
            government_share: rows(&central.government_share),
            investment_share: rows(&central.investment_share),
            consumption: Lanes::all(central.consumption),
            government: Lanes::all(central.government),
            investment: Lanes::all(central.investment),
            income: Lanes::all(0.0),
            transfers: Lanes::all(0.0),
            local_scale: vec![Lanes::all(1.0); n],
            faults: [None; LANES],
            coefficients: if plan.production.needs_coefficients() { rows(&central.coefficients) } else { Vec::new() },
            factors: plan.drawn.as_ref().map(|_| Factors::new(n)),
        };
        base.earn(plan);
        base
    }

    /// The accounts that follow from the numbers drawn; where none of them is drawn, they stay the central ones.
    #[inline(always)]
    pub(super) fn settle<A: Arithmetic>(&mut self, plan: &Plan, numbers: &PathNumbers) {
        if let (Some(drawn), Some(mut factors)) = (&plan.drawn, self.factors.take()) {
            self.reckon::<A>(drawn, numbers, &mut factors);
            self.factors = Some(factors);
            self.earn(plan);
        }
    }

    /// Household income: what value added pays, and transfers, a fixed share of all income.
    #[inline(always)]
    fn earn(&mut self, plan: &Plan) {
        let share = plan.base.transfers_share;
        let mut earned = Lanes::all(0.0);
        for ((w, x), omega) in self.value_added_ratio.iter().zip(&self.output).zip(&plan.base.income_share) {
            update(&mut earned, [w, x], |earned, [w, x]| earned + omega * w * x);
        }
        set(&mut self.transfers, [&earned], |[earned]| earned * share / (1.0 - share));
        set(&mut self.income, [&earned], |[earned]| earned / (1.0 - share));
    }

    /// Output that meets final demand: x = L f.
    #[inline(always)]
    pub(super) fn output_for<A: Arithmetic>(&self, plan: &Plan, demand: &[Lanes], output: &mut [Lanes]) {
        if let Some(factors) = &self.factors {
            factors.solve::<A>(demand, output);
            return;
        }
        multiply::<A>(&plan.base.leontief, demand, output);
    }

    /// I - A, factorised for each path; nothing where all have the central Leontief inverse.
    #[inline(always)]
    pub(super) fn factors(&self) -> Option<&Factors> {
        self.factors.as_ref()
    }
}
