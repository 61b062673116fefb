//! What one thread does with the blocks dealt to it: carries them, answers the questions, adds the answers up.

use super::answering::Answering;
use super::asked::Asked;
use super::dealing::Dealing;
use super::gathered::{BlockAnswers, Gathered, TOGETHER, TargetCells};
use crate::lanes::{Arithmetic, LANES, Lanes, VectorLevel, Work};
use crate::projection::{Draw, Projection};
use crate::sampling::Layout;

/// What one thread works with.
pub(super) struct Worker<'r> {
    layout: Layout,
    level: VectorLevel,
    targets: &'r TargetCells<'r>,
    answering: Answering<'r>,
    gathered: Gathered,
    /// Blocks whose answers are not added up yet, and how many of them there are.
    waiting: Vec<BlockAnswers>,
    number: usize,
}

impl<'r> Worker<'r> {
    pub(super) fn new(
        projection: &'r Projection<'r>,
        asked: &'r Asked<'r>,
        layout: Layout,
        level: VectorLevel,
        nothing: Gathered,
    ) -> Self {
        let empty = || BlockAnswers {
            block: 0,
            replicate: 0,
            wanted: [false; LANES],
            answers: vec![Lanes::all(0.0); asked.questions.len()],
        };
        Self {
            layout,
            level,
            targets: &asked.targets,
            answering: Answering::new(projection, &asked.questions, level),
            gathered: nothing,
            waiting: (0..TOGETHER).map(|_| empty()).collect(),
            number: 0,
        }
    }

    /// Everything the blocks add up to.
    pub(super) fn gather(mut self, blocks: &Dealing) -> Gathered {
        while let Some((block, wanted)) = blocks.next() {
            self.carry(block, wanted);
            if self.number == TOGETHER {
                self.add_up();
            }
            blocks.report(&wanted);
        }
        self.add_up();
        self.gathered
    }

    fn carry(&mut self, block: u64, wanted: [bool; LANES]) {
        self.answering.carry(Draw::Paths { layout: self.layout, block });
        if let Some(drawn) = &mut self.gathered.drawn_accounts {
            drawn.add(self.answering.block.base(), &wanted);
        }
        if let Some(technology) = &mut self.gathered.technology {
            technology.add(self.answering.block.production(), &wanted);
        }
        let waiting = &mut self.waiting[self.number];
        waiting.block = block;
        waiting.replicate = usize::try_from(self.layout.replicate(block)).unwrap_or(0);
        waiting.wanted = wanted;
        std::mem::swap(&mut waiting.answers, &mut self.answering.answers);
        if wanted.iter().all(|wanted| *wanted) {
            self.number += 1;
        } else {
            self.gathered.set_aside(waiting);
        }
    }

    fn add_up(&mut self) {
        let (gathered, blocks, targets) = (&mut self.gathered, &self.waiting[..self.number], self.targets);
        self.level.run(Add { gathered, blocks, targets });
        self.number = 0;
    }
}

/// The answers of some blocks added.
struct Add<'a> {
    gathered: &'a mut Gathered,
    blocks: &'a [BlockAnswers],
    targets: &'a TargetCells<'a>,
}

impl Work for Add<'_> {
    type Output = ();

    #[inline(always)]
    fn work<A: Arithmetic>(self) {
        self.gathered.add(self.blocks, self.targets);
    }
}
