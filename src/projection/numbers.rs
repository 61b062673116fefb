//! Numbers drawn once a path: parameters, and what is combined from them before the first year.

use super::plan::{Coefficient, Plan, Row};
use crate::lanes::{Arithmetic, Lanes, apply, exp, set, update};
use crate::model::LEAST_OUTSIDE_SHARE;
use crate::sampling::{Layout, StreamKey};

/// Numbers drawn once a path, ready for use: parameters and what is combined from them.
#[derive(Debug)]
pub(super) struct PathNumbers {
    rows: Vec<Lanes>,
    /// Where the streams of the numbers drawn start under this seed.
    seed: u64,
    keys: Vec<StreamKey>,
    /// Independent scores while numbers are made dependent.
    scores: Vec<Lanes>,
    /// Trend growth at the start less that in the long run, and in the long run, with the common deviation.
    pub(super) start_excess: Vec<Lanes>,
    pub(super) long_run: Vec<Lanes>,
    /// exp(-kappa).
    pub(super) decay: Lanes,
    /// Autonomous efficiency improvement, log points a year, with the common deviation.
    pub(super) efficiency: Vec<Lanes>,
    /// sqrt(1 - phi^2) of each factor, the weight of what a year brings.
    pub(super) innovation: Vec<Lanes>,
    /// Income elasticity of the goods no sector of the region makes.
    pub(super) outside_elasticity: Lanes,
}

/// A number of the paths of a block: the same on all of them, or one for each.
#[derive(Debug, Clone, Copy)]
pub(super) enum Number<'n> {
    Known(f64),
    Drawn(&'n Lanes),
}

impl PathNumbers {
    /// What a coefficient is on the paths: where all have it alike, a number out of the plan.
    #[inline(always)]
    pub(super) fn number(&self, coefficient: Coefficient) -> Number<'_> {
        match coefficient.known {
            Some(value) => Number::Known(value),
            None => Number::Drawn(self.row(coefficient.row)),
        }
    }

    #[inline(always)]
    pub(super) fn row(&self, row: Row) -> &Lanes {
        &self.rows[row.0]
    }

    #[inline(always)]
    pub(super) fn row_mut(&mut self, row: Row) -> &mut Lanes {
        &mut self.rows[row.0]
    }

    pub(super) fn new(plan: &Plan) -> Self {
        let n = plan.sectors.len();
        let zeros = || vec![Lanes::all(0.0); n];
        let mut numbers = Self {
            rows: vec![Lanes::all(0.0); plan.rows.len()],
            seed: 0,
            keys: Vec::new(),
            scores: Vec::new(),
            start_excess: zeros(),
            long_run: zeros(),
            decay: Lanes::all(0.0),
            efficiency: zeros(),
            innovation: vec![Lanes::all(0.0); plan.factors.len()],
            outside_elasticity: Lanes::all(1.0),
        };
        numbers.set_medians(plan);
        numbers
    }

    /// Every row at its central value; known numbers keep this value for good.
    pub(super) fn set_medians(&mut self, plan: &Plan) {
        for (lanes, row) in self.rows.iter_mut().zip(&plan.rows) {
            *lanes = Lanes::all(row.transform.apply(row.central) + row.offset);
        }
    }

    /// Draws every uncertain number for a block: uniform numbers first, then each number's quantiles there.
    #[inline(always)]
    pub(super) fn draw<A: Arithmetic>(&mut self, plan: &Plan, layout: &Layout, block: u64) {
        self.draw_independent(plan, layout, block);
        self.take_values::<A>(plan);
    }

    /// The same, some of the uniform numbers, by their places among those drawn, from the second layout.
    #[inline(always)]
    pub(super) fn draw_exchanged<A: Arithmetic>(
        &mut self,
        plan: &Plan,
        layouts: &[Layout; 2],
        exchanged: &[usize],
        block: u64,
    ) {
        self.draw_independent(plan, &layouts[0], block);
        for &dimension in exchanged {
            let row = plan.drawn_rows[dimension];
            let stream = &plan.rows[row.0].stream;
            let key = StreamKey::new(layouts[1].seed(), stream);
            layouts[1].uniforms_from(key, stream, dimension, block, &mut self.rows[row.0]);
        }
        self.take_values::<A>(plan);
    }

    /// From uniform numbers to the values there.
    #[inline(always)]
    fn take_values<A: Arithmetic>(&mut self, plan: &Plan) {
        for coupling in &plan.couplings {
            coupling.couple_for_values::<A>(&mut self.rows, &mut self.scores);
        }
        for (&row, scored) in plan.drawn_rows.iter().zip(&plan.scored) {
            let (plan, lanes) = (&plan.rows[row.0], &mut self.rows[row.0]);
            if *scored {
                plan.value.at_scores::<A>(lanes);
            } else {
                plan.value.quantiles::<A>(lanes);
            }
            plan.transform.apply_all::<A>(lanes);
            if plan.offset != 0.0 {
                apply(lanes, |value| value + plan.offset);
            }
        }
    }

    /// The uniform number behind every uncertain number, in its place: from the design, then made dependent.
    pub(super) fn draw_uniforms(&mut self, plan: &Plan, layout: &Layout, block: u64) {
        self.draw_independent(plan, layout, block);
        for coupling in &plan.couplings {
            coupling.couple(&mut self.rows);
        }
    }

    /// Uniform numbers from the design.
    #[inline(always)]
    fn draw_independent(&mut self, plan: &Plan, layout: &Layout, block: u64) {
        if self.keys.is_empty() || self.seed != layout.seed() {
            self.seed = layout.seed();
            let key = |row: &Row| StreamKey::new(layout.seed(), &plan.rows[row.0].stream);
            self.keys = plan.drawn_rows.iter().map(key).collect();
        }
        for ((dimension, &row), key) in plan.drawn_rows.iter().enumerate().zip(&self.keys) {
            layout.uniforms_from(*key, &plan.rows[row.0].stream, dimension, block, &mut self.rows[row.0]);
        }
    }

    /// What is combined from the rows.
    #[inline(always)]
    pub(super) fn combine<A: Arithmetic>(&mut self, plan: &Plan) {
        let Self { rows, start_excess, long_run, decay, efficiency, innovation, .. } = self;
        let row = |row: Row| &rows[row.0];
        let common = |of: Option<Row>| of.map_or(Lanes::all(0.0), |of| *row(of));
        set(decay, [row(plan.convergence)], |[kappa]| exp::<A>(-kappa));
        let (trend, improvement) = (common(plan.common_trend), common(plan.common_efficiency));
        for (i, sector) in plan.sectors.iter().enumerate() {
            let (start_sd, long_run_sd) = (plan.common_start_sd, plan.common_long_run_sd);
            set(&mut long_run[i], [row(sector.long_run), &trend], |[rate, trend]| rate + long_run_sd * trend);
            let start = [row(sector.start), &trend, &long_run[i]];
            set(&mut start_excess[i], start, |[rate, trend, long_run]| rate + start_sd * trend - long_run);
            let own = [row(sector.efficiency), &improvement];
            set(&mut efficiency[i], own, |[rho, common]| rho + plan.common_efficiency_sd * common);
        }
        for (innovation, factor) in innovation.iter_mut().zip(&plan.factors) {
            set(innovation, [row(factor.persistence)], |[phi]| (1.0 - phi * phi).sqrt());
        }
        self.combine_elasticities(plan);
    }

    /// The outside good's elasticity makes the average over the whole basket 1.
    #[inline(always)]
    fn combine_elasticities(&mut self, plan: &Plan) {
        let composition = &plan.base.household_composition;
        let outside = 1.0 - composition.iter().sum::<f64>();
        if outside < LEAST_OUTSIDE_SHARE {
            return;
        }
        let mut inside = Lanes::all(0.0);
        for (sector, b) in plan.sectors.iter().zip(composition) {
            update(&mut inside, [self.row(sector.income_elasticity)], |inside, [eta]| inside + b * eta);
        }
        set(&mut self.outside_elasticity, [&inside], |[inside]| (1.0 - inside) / outside);
    }
}
