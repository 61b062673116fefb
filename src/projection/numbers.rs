//! Numbers drawn once a path: parameters, and what is combined from them before the first year.

use super::plan::{Plan, Row};
use crate::model::LEAST_OUTSIDE_SHARE;
use crate::sampling::{LANES, Lanes, Layout};

/// Numbers drawn once a path, ready for use: parameters and what is combined from them.
#[derive(Debug)]
pub(super) struct PathNumbers {
    rows: Vec<Lanes>,
    /// Trend growth at the start less that in the long run, and in the long run, with the common deviation.
    pub(super) start_excess: Vec<Lanes>,
    pub(super) long_run: Vec<Lanes>,
    /// exp(-kappa).
    pub(super) decay: Lanes,
    /// Autonomous efficiency improvement, log points a year, with the common deviation.
    pub(super) efficiency: Vec<Lanes>,
    /// Income elasticity of the goods no sector of the region makes.
    pub(super) outside_elasticity: Lanes,
}

impl PathNumbers {
    pub(super) fn row(&self, row: Row) -> &Lanes {
        &self.rows[row.0]
    }

    pub(super) fn row_mut(&mut self, row: Row) -> &mut Lanes {
        &mut self.rows[row.0]
    }

    pub(super) fn new(plan: &Plan) -> Self {
        let n = plan.sectors.len();
        let zeros = || vec![[0.0; LANES]; n];
        let mut numbers = Self {
            rows: vec![[0.0; LANES]; plan.rows.len()],
            start_excess: zeros(),
            long_run: zeros(),
            decay: [0.0; LANES],
            efficiency: zeros(),
            outside_elasticity: [1.0; LANES],
        };
        numbers.set_medians(plan);
        numbers
    }

    /// Every row at its central value; known numbers keep this value for good.
    pub(super) fn set_medians(&mut self, plan: &Plan) {
        for (lanes, row) in self.rows.iter_mut().zip(&plan.rows) {
            *lanes = [row.transform.apply(row.central) + row.offset; LANES];
        }
    }

    /// Draws every uncertain number for a block: uniform numbers first, then each number's quantiles there.
    pub(super) fn draw(&mut self, plan: &Plan, layout: &Layout, block: u64) {
        self.draw_uniforms(plan, layout, block);
        for &row in &plan.drawn_rows {
            let plan = &plan.rows[row.0];
            for lane in &mut self.rows[row.0] {
                *lane = plan.transform.apply(plan.value.quantile(*lane)) + plan.offset;
            }
        }
    }

    /// The uniform number behind every uncertain number, in its place: from the design, then made dependent.
    pub(super) fn draw_uniforms(&mut self, plan: &Plan, layout: &Layout, block: u64) {
        for (dimension, &row) in plan.drawn_rows.iter().enumerate() {
            layout.uniforms(&plan.rows[row.0].stream, dimension, block, &mut self.rows[row.0]);
        }
        for coupling in &plan.couplings {
            coupling.couple(&mut self.rows);
        }
    }

    /// What is combined from the rows.
    pub(super) fn combine(&mut self, plan: &Plan) {
        for lane in 0..LANES {
            self.decay[lane] = (-self.row(plan.convergence)[lane]).exp();
        }
        let common = |row: Option<Row>| row.map_or([0.0; LANES], |row| *self.row(row));
        let trend = common(plan.common_trend);
        let efficiency = common(plan.common_efficiency);
        for (i, sector) in plan.sectors.iter().enumerate() {
            for lane in 0..LANES {
                let start = self.row(sector.start)[lane] + plan.common_start_sd * trend[lane];
                let long_run = self.row(sector.long_run)[lane] + plan.common_long_run_sd * trend[lane];
                self.start_excess[i][lane] = start - long_run;
                self.long_run[i][lane] = long_run;
                self.efficiency[i][lane] =
                    self.row(sector.efficiency)[lane] + plan.common_efficiency_sd * efficiency[lane];
            }
        }
        self.combine_elasticities(plan);
    }

    /// The outside good's elasticity makes the average over the whole basket 1.
    fn combine_elasticities(&mut self, plan: &Plan) {
        let composition = &plan.base.household_composition;
        let outside = 1.0 - composition.iter().sum::<f64>();
        if outside < LEAST_OUTSIDE_SHARE {
            return;
        }
        for lane in 0..LANES {
            let inside: f64 = (plan.sectors.iter().zip(composition))
                .map(|(sector, b)| b * self.row(sector.income_elasticity)[lane])
                .sum();
            self.outside_elasticity[lane] = (1.0 - inside) / outside;
        }
    }
}
