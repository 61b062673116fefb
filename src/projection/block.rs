//! Working memory for 64 paths, and the run of a block through all years.

use super::base::BaseYear;
use super::draws::Draws;
use super::numbers::PathNumbers;
use super::plan::Plan;
use super::production::Production;
use super::state::State;
use super::year;
use crate::sampling::Layout;

/// Which paths a block carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draw {
    /// The 64 paths of a block of draws.
    Paths {
        /// The design of the run, with its seed.
        layout: Layout,
        /// Number of the block: path / 64.
        block: u64,
    },
    /// Every uncertain number at its median, no shocks: all lanes the same.
    Median,
}

impl Draw {
    /// The 64 paths of a block of independent paths.
    pub const fn random(seed: u64, block: u64) -> Self {
        Self::Paths { layout: Layout::random(seed), block }
    }
}

/// Working memory for 64 paths carried side by side.
#[derive(Debug)]
pub struct Block<'p> {
    plan: &'p Plan,
    pub(super) numbers: PathNumbers,
    base: BaseYear,
    production: Production,
    draws: Draws,
    state: State,
}

impl<'p> Block<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let base = BaseYear::new(plan);
        let state = State::new(plan, &base);
        let production = Production::new(plan, &base);
        Self { plan, numbers: PathNumbers::new(plan), base, production, draws: Draws::none(), state }
    }

    /// Carries the paths through all years, showing each year, the base year first, to `observe`.
    pub fn run(&mut self, draw: Draw, observe: impl FnMut(&State)) {
        match draw {
            Draw::Paths { layout, block } => {
                self.numbers.draw(self.plan, &layout, block);
                self.draws.open(self.plan, layout.seed(), block);
            }
            Draw::Median => {
                self.numbers.set_medians(self.plan);
                self.draws.close();
            }
        }
        self.run_drawn(observe);
    }

    /// The base year's accounts on the paths run last.
    pub fn base(&self) -> &BaseYear {
        &self.base
    }

    /// Technology in the last year on the paths run last.
    pub fn production(&self) -> &Production {
        &self.production
    }

    /// Carries the paths through all years with the numbers as they stand.
    pub(super) fn run_drawn(&mut self, mut observe: impl FnMut(&State)) {
        self.numbers.combine(self.plan);
        self.base.settle(self.plan, &self.numbers);
        self.state.reset(self.plan, &self.base);
        self.production.reset(&self.base);
        self.state.measured.take(&self.plan.measured, &self.numbers);
        year::begin(self.plan, &mut self.draws, &mut self.state);
        observe(&self.state);
        for step in 1..=self.plan.years {
            self.state.step = step;
            let (draws, production) = (&mut self.draws, &mut self.production);
            year::advance(self.plan, &self.numbers, &self.base, production, draws, &mut self.state);
            observe(&self.state);
        }
    }
}
