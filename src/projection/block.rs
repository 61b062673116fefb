//! Working memory for 64 paths, and the run of a block through all years.

use super::draws::Draws;
use super::plan::{Plan, Row};
use super::state::State;
use super::year;
use crate::sampling::{LANES, Lanes, Stream};

/// Which paths a block carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draw {
    /// The 64 paths of a block of draws.
    Random {
        /// Seed of the run.
        seed: u64,
        /// Number of the block: path / 64.
        block: u64,
    },
    /// Every uncertain number at its median, no shocks: all lanes the same.
    Median,
}

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

    fn new(plan: &Plan) -> Self {
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

    /// Every row at its median; known numbers keep this value for good.
    fn set_medians(&mut self, plan: &Plan) {
        for (lanes, row) in self.rows.iter_mut().zip(&plan.rows) {
            *lanes = [row.transform.apply(row.value.median()) + row.offset; LANES];
        }
    }

    fn draw(&mut self, plan: &Plan, seed: u64, block: u64) {
        for (lanes, row) in self.rows.iter_mut().zip(&plan.rows) {
            if row.value.known().is_none() {
                Stream::new(seed, &row.stream, block).uniforms(lanes);
                for lane in lanes.iter_mut() {
                    *lane = row.transform.apply(row.value.quantile(*lane)) + row.offset;
                }
            }
        }
    }

    /// What is combined from the rows.
    fn combine(&mut self, plan: &Plan) {
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
        if outside < NO_OUTSIDE_GOOD {
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

/// Below this share of the household basket there is no outside good.
pub(super) const NO_OUTSIDE_GOOD: f64 = 1e-12;

/// Working memory for 64 paths carried side by side.
#[derive(Debug)]
pub struct Block<'p> {
    plan: &'p Plan,
    pub(super) numbers: PathNumbers,
    draws: Draws,
    state: State,
}

impl<'p> Block<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        Self { plan, numbers: PathNumbers::new(plan), draws: Draws::none(), state: State::new(plan) }
    }

    /// Carries the paths through all years, showing each year, the base year first, to `observe`.
    pub fn run(&mut self, draw: Draw, observe: impl FnMut(&State)) {
        match draw {
            Draw::Random { seed, block } => {
                self.numbers.draw(self.plan, seed, block);
                self.draws.open(self.plan, seed, block);
            }
            Draw::Median => {
                self.numbers.set_medians(self.plan);
                self.draws.close();
            }
        }
        self.run_drawn(observe);
    }

    /// Carries the paths through all years with the numbers as they stand.
    pub(super) fn run_drawn(&mut self, mut observe: impl FnMut(&State)) {
        self.numbers.combine(self.plan);
        self.state.reset(self.plan);
        year::begin(self.plan, &mut self.draws, &mut self.state);
        observe(&self.state);
        for step in 1..=self.plan.years {
            self.state.step = step;
            year::advance(self.plan, &self.numbers, &mut self.draws, &mut self.state);
            observe(&self.state);
        }
    }
}
