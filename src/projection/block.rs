//! Working memory for 64 paths, and the run of a block through all years.

use super::base::BaseYear;
use super::draws::Draws;
use super::numbers::PathNumbers;
use super::plan::Plan;
use super::production::Production;
use super::state::State;
use super::year;
use crate::lanes::{Arithmetic, Lanes, VectorLevel, Work};
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
    pub(super) plan: &'p Plan,
    pub(super) level: VectorLevel,
    pub(super) numbers: PathNumbers,
    base: BaseYear,
    production: Production,
    pub(super) draws: Draws,
    state: State,
}

impl<'p> Block<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let base = BaseYear::new(plan);
        let state = State::new(plan, &base);
        let production = Production::new(plan, &base);
        let (numbers, draws) = (PathNumbers::new(plan), Draws::none());
        Self { plan, level: VectorLevel::best(), numbers, base, production, draws, state }
    }

    /// The same, run with the vector instructions of a level.
    #[must_use]
    pub fn at(self, level: VectorLevel) -> Self {
        Self { level, ..self }
    }

    /// Carries the paths through all years, showing each year, the base year first, to `observe`.
    pub fn run(&mut self, draw: Draw, observe: impl FnMut(&State)) {
        self.run_to(draw, self.plan.years, observe);
    }

    /// The same up to the year `last` years after the base year.
    pub fn run_to(&mut self, draw: Draw, last: usize, observe: impl FnMut(&State)) {
        match draw {
            Draw::Paths { layout, block } => self.level.run(DrawNumbers { carried: self, layout, block }),
            Draw::Median => {
                self.numbers.set_medians(self.plan);
                self.draws.close();
            }
        }
        self.carry(last, observe);
    }

    /// The output that final demand takes with the technology of the year carried to last: x = L f, one entry a sector.
    pub fn output_for(&self, demand: &[Lanes]) -> Vec<Lanes> {
        let mut output = vec![Lanes::all(0.0); demand.len()];
        self.level.run(OutputFor { carried: self, demand, output: &mut output });
        output
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
    pub(super) fn run_drawn(&mut self, observe: impl FnMut(&State)) {
        self.carry(self.plan.years, observe);
    }

    fn carry(&mut self, last: usize, mut observe: impl FnMut(&State)) {
        self.level.run(Begin { carried: self });
        observe(&self.state);
        for step in 1..=last.min(self.plan.years) {
            self.state.step = step;
            self.level.run(Advance { carried: self });
            observe(&self.state);
        }
    }
}

/// What final demand takes.
struct OutputFor<'b, 'p> {
    carried: &'b Block<'p>,
    demand: &'b [Lanes],
    output: &'b mut [Lanes],
}

impl Work for OutputFor<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn work<A: Arithmetic>(self) {
        let Block { plan, base, production, state, .. } = self.carried;
        if state.step == 0 {
            base.output_for::<A>(plan, self.demand, self.output);
        } else {
            production.output_for::<A>(plan, base, state.step, self.demand, self.output);
        }
    }
}

/// The numbers drawn once a path, and the streams of the yearly shocks.
struct DrawNumbers<'b, 'p> {
    carried: &'b mut Block<'p>,
    layout: Layout,
    block: u64,
}

impl Work for DrawNumbers<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn work<A: Arithmetic>(self) {
        let Block { plan, numbers, draws, .. } = self.carried;
        numbers.draw::<A>(plan, &self.layout, self.block);
        draws.open(plan, self.layout.seed(), self.block);
    }
}

/// The base year.
struct Begin<'b, 'p> {
    carried: &'b mut Block<'p>,
}

impl Work for Begin<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn work<A: Arithmetic>(self) {
        let Block { plan, numbers, base, production, draws, state, .. } = self.carried;
        numbers.combine::<A>(plan);
        base.settle::<A>(plan, numbers);
        state.reset::<A>(plan, base);
        production.reset(base);
        state.measured.take(&plan.measured, numbers);
        year::begin::<A>(plan, draws, state);
    }
}

/// One year on.
struct Advance<'b, 'p> {
    carried: &'b mut Block<'p>,
}

impl Work for Advance<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn work<A: Arithmetic>(self) {
        let Block { plan, numbers, base, production, draws, state, .. } = self.carried;
        year::advance::<A>(plan, numbers, base, production, draws, state);
    }
}
