//! The answers of one block of paths at a time.

use super::formula::{Questions, Record};
use crate::lanes::{Arithmetic, Lanes, VectorLevel, Work};
use crate::projection::{Block, Draw, Exchanged, Projection, State};
use crate::sampling::Layout;

/// Working memory in which blocks are carried and questions about them answered.
pub(crate) struct Answering<'r> {
    questions: &'r Questions<'r>,
    level: VectorLevel,
    pub(crate) block: Block<'r>,
    record: Record,
    /// The answers on the paths carried last.
    pub(crate) answers: Vec<Lanes>,
}

impl<'r> Answering<'r> {
    pub(crate) fn new(projection: &'r Projection<'r>, questions: &'r Questions<'r>, level: VectorLevel) -> Self {
        let answers = vec![Lanes::all(0.0); questions.len()];
        Self { questions, level, block: projection.block().at(level), record: questions.record(), answers }
    }

    /// Carries the paths and works out every answer.
    pub(crate) fn carry(&mut self, draw: Draw) {
        let Self { questions, level, block, record, answers } = self;
        block.run(draw, |state| level.run(Keep { questions, state, record }));
        questions.answer(*level, record, answers);
    }

    /// The same on paths on which some draws come from another layout.
    pub(crate) fn carry_exchanged(&mut self, layouts: [Layout; 2], exchanged: &Exchanged, number: u64) {
        let Self { questions, level, block, record, answers } = self;
        block.run_exchanged(layouts, exchanged, number, |state| level.run(Keep { questions, state, record }));
        questions.answer(*level, record, answers);
    }

    /// The same on lanes on which one number each stands at a given probability, everything else at its median.
    pub(crate) fn carry_moved(&mut self, moved: &[(usize, f64)]) {
        let Self { questions, level, block, record, answers } = self;
        block.run_moved(moved, |state| level.run(Keep { questions, state, record }));
        questions.answer(*level, record, answers);
    }
}

/// What is needed of a year.
struct Keep<'a> {
    questions: &'a Questions<'a>,
    state: &'a State,
    record: &'a mut Record,
}

impl Work for Keep<'_> {
    type Output = ();

    #[inline(always)]
    fn work<A: Arithmetic>(self) {
        self.questions.keep(self.state, self.record);
    }
}
