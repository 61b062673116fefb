//! The answers of one block of paths at a time.

use super::formula::{Questions, Record};
use crate::projection::{Block, Draw, Projection};
use crate::sampling::{LANES, Lanes};

/// Working memory in which blocks are carried and questions about them answered.
pub(super) struct Answering<'r> {
    questions: &'r Questions<'r>,
    pub(super) block: Block<'r>,
    record: Record,
    /// The answers on the paths carried last.
    pub(super) answers: Vec<Lanes>,
}

impl<'r> Answering<'r> {
    pub(super) fn new(projection: &'r Projection<'r>, questions: &'r Questions<'r>) -> Self {
        let answers = vec![[0.0; LANES]; questions.len()];
        Self { questions, block: projection.block(), record: questions.record(), answers }
    }

    /// Carries the paths and works out every answer.
    pub(super) fn carry(&mut self, draw: Draw) {
        let (questions, record) = (self.questions, &mut self.record);
        self.block.run(draw, |state| questions.keep(state, record));
        questions.answer(record, &mut self.answers);
    }
}
