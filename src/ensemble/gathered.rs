//! What the paths of a run add up to, in any order and any parts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::precision::StandardError;
use super::{DrawnAccounts, TechnologyFailures};
use crate::lanes::{LANES, Lanes, update};
use crate::model::Target;
use crate::statistics::{Accumulator, ExactSum, replicate_se};

/// What threads gather.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Gathered {
    /// One for each answer.
    pub(super) accumulators: Vec<Accumulator>,
    pub(super) targets: Vec<TargetCounts>,
    /// One for each replicate of the design; none for independent paths.
    pub(super) replicates: Vec<Replicate>,
    pub(super) counted: u64,
    pub(super) failed: u64,
    pub(super) drawn_accounts: Option<DrawnAccounts>,
    /// Where technology changes.
    pub(super) technology: Option<TechnologyFailures>,
    /// Blocks of which only some paths were run: their paths are kept, since sums are formed over whole blocks.
    pieces: BTreeMap<u64, Piece>,
}

/// How many paths met a target, and by how much the others missed it together.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct TargetCounts {
    pub(super) met: u64,
    pub(super) missed: u64,
    pub(super) shortfall: ExactSum,
}

/// What the standard errors of a design are made from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Replicate {
    counted: u64,
    /// Sum of each answer's deviations from its reference.
    sums: Vec<ExactSum>,
    /// Paths that met each target.
    met: Vec<u64>,
}

/// Some paths of a block: which, and each answer on all lanes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Piece {
    replicate: usize,
    lanes: u64,
    answers: Vec<Vec<f64>>,
}

/// Blocks whose answers are added together.
pub(super) const TOGETHER: usize = 4;

/// The paths of a block as they were run.
pub(super) struct BlockAnswers {
    pub(super) block: u64,
    pub(super) replicate: usize,
    /// Which paths belong to the run.
    pub(super) wanted: [bool; LANES],
    pub(super) answers: Vec<Lanes>,
}

/// Which paths of a block count: those wanted whose answers can be reckoned with.
#[derive(Clone, Copy)]
struct Counted {
    lanes: [bool; LANES],
    number: u64,
}

impl Counted {
    const NONE: Self = Self { lanes: [false; LANES], number: 0 };

    #[inline(always)]
    fn of(block: &BlockAnswers) -> Self {
        let sound = sound_lanes(&block.answers);
        let lanes: [bool; LANES] = std::array::from_fn(|lane| sound[lane] && block.wanted[lane]);
        Self { number: lanes.iter().filter(|counts| **counts).count() as u64, lanes }
    }

    /// Adds an answer; returns the sum of its deviations.
    #[inline(always)]
    fn add_to(&self, accumulator: &mut Accumulator, answer: &Lanes) -> f64 {
        if self.number == LANES as u64 { accumulator.add_all(answer) } else { accumulator.add(answer, &self.lanes) }
    }
}

/// The targets of a model with the position of the answer each is about.
pub(super) type TargetCells<'t> = [(&'t Target, usize)];

impl Gathered {
    /// Nothing yet.
    pub(super) fn empty(accumulators: Vec<Accumulator>, targets: usize, replicates: u64) -> Self {
        let replicate =
            || Replicate { counted: 0, sums: vec![ExactSum::default(); accumulators.len()], met: vec![0; targets] };
        Self {
            targets: vec![TargetCounts::default(); targets],
            replicates: if replicates > 1 { (0..replicates).map(|_| replicate()).collect() } else { Vec::new() },
            accumulators,
            ..Self::default()
        }
    }

    /// Keeps the wanted paths of a block that is not wanted whole, until the others may have come.
    pub(super) fn set_aside(&mut self, block: &BlockAnswers) {
        let lanes = (0..LANES).filter(|lane| block.wanted[*lane]).fold(0, |bits, lane| bits | 1 << lane);
        let answers = block.answers.iter().map(|lanes| lanes.to_vec()).collect();
        self.pieces.insert(block.block, Piece { replicate: block.replicate, lanes, answers });
    }

    /// The same with the blocks that were set aside added.
    pub(super) fn whole(mut self, targets: &TargetCells) -> Self {
        for (block, piece) in std::mem::take(&mut self.pieces) {
            let answers: Vec<Lanes> = piece.answers.iter().map(|answer| lanes_of(answer)).collect();
            let wanted = std::array::from_fn(|lane| piece.lanes >> lane & 1 == 1);
            self.add(&[BlockAnswers { block, replicate: piece.replicate, wanted, answers }], targets);
        }
        self
    }

    /// Adds the wanted paths of blocks, answer by answer, so that what is counted of an answer is at hand for all of them.
    #[inline(always)]
    pub(super) fn add(&mut self, blocks: &[BlockAnswers], targets: &TargetCells) {
        for blocks in blocks.chunks(TOGETHER) {
            let mut counted = [Counted::NONE; TOGETHER];
            for (counted, block) in counted.iter_mut().zip(blocks) {
                *counted = Counted::of(block);
                self.count(block, counted);
            }
            for (cell, accumulator) in self.accumulators.iter_mut().enumerate() {
                for (block, counted) in blocks.iter().zip(&counted) {
                    let sum = counted.add_to(accumulator, &block.answers[cell]);
                    if let Some(replicate) = self.replicates.get_mut(block.replicate) {
                        replicate.sums[cell].add(sum);
                    }
                }
            }
            for (place, ((target, cell), tally)) in targets.iter().zip(&mut self.targets).enumerate() {
                for (block, counted) in blocks.iter().zip(&counted) {
                    let met = tally.add(target, &block.answers[*cell], &counted.lanes);
                    if let Some(replicate) = self.replicates.get_mut(block.replicate) {
                        replicate.met[place] += met;
                    }
                }
            }
        }
    }

    fn count(&mut self, block: &BlockAnswers, counted: &Counted) {
        self.counted += counted.number;
        self.failed += block.wanted.iter().filter(|wanted| **wanted).count() as u64 - counted.number;
        if let Some(replicate) = self.replicates.get_mut(block.replicate) {
            replicate.counted += counted.number;
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.counted += other.counted;
        self.failed += other.failed;
        if let (Some(mine), Some(theirs)) = (&mut self.drawn_accounts, &other.drawn_accounts) {
            mine.merge(theirs);
        }
        if let (Some(mine), Some(theirs)) = (&mut self.technology, &other.technology) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.accumulators.iter_mut().zip(&other.accumulators) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.targets.iter_mut().zip(&other.targets) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.replicates.iter_mut().zip(&other.replicates) {
            mine.merge(theirs);
        }
        for (block, piece) in &other.pieces {
            self.pieces.entry(*block).and_modify(|mine| mine.merge(piece)).or_insert_with(|| piece.clone());
        }
    }

    /// Whether another part counts the same answers in the same way.
    pub(super) fn fits(&self, other: &Self) -> bool {
        self.accumulators.len() == other.accumulators.len()
            && self.targets.len() == other.targets.len()
            && self.replicates.len() == other.replicates.len()
            && self.drawn_accounts.as_ref().map(DrawnAccounts::sectors)
                == other.drawn_accounts.as_ref().map(DrawnAccounts::sectors)
            && self.technology.is_some() == other.technology.is_some()
            && self.accumulators.iter().zip(&other.accumulators).all(|(a, b)| a.fits(b))
            && other.is_consistent()
    }

    /// Whether every list has the length the others ask for.
    fn is_consistent(&self) -> bool {
        let cells = self.accumulators.len();
        let of_replicate = |r: &Replicate| r.sums.len() == cells && r.met.len() == self.targets.len();
        let of_piece = |p: &Piece| {
            p.answers.len() == cells && p.answers.iter().all(|answer| answer.len() == LANES) && p.lanes != 0
        };
        self.replicates.iter().all(of_replicate) && self.pieces.values().all(of_piece)
    }

    /// Replicates that hold paths.
    pub(super) fn replicates_held(&self) -> u64 {
        self.replicates.iter().filter(|replicate| replicate.counted > 0).count() as u64
    }

    /// Standard error of the mean of an answer from the replicates, where there are at least two.
    pub(super) fn se_mean(&self, cell: usize) -> Option<f64> {
        let mean = |r: &Replicate| (r.counted, r.sums[cell].value() / r.counted.max(1) as f64);
        replicate_se(&self.replicates.iter().map(mean).collect::<Vec<_>>())
    }

    /// Standard error of the share of paths that meet a target from the replicates, where there are at least two.
    pub(super) fn se_target(&self, target: usize) -> Option<f64> {
        let share = |r: &Replicate| (r.counted, r.met[target] as f64 / r.counted.max(1) as f64);
        replicate_se(&self.replicates.iter().map(share).collect::<Vec<_>>())
    }
}

impl Gathered {
    /// The same, never 0: where all or none of the paths meet the target, as if one more path had met it and one had not.
    pub(super) fn cautious_se_target(&self, target: usize) -> Option<StandardError> {
        let tally = self.targets.get(target)?;
        let n = (tally.met + tally.missed) as f64 + 2.0;
        let p = (tally.met as f64 + 1.0) / n;
        let cautious = (p * (1.0 - p) / n).sqrt();
        let settled = tally.met > 0 && tally.missed > 0;
        let value = self.se_target(target).filter(|_| settled).unwrap_or(cautious);
        Some(StandardError { value, fast: !settled })
    }
}

impl TargetCounts {
    /// Counts the paths of a block; returns how many met the target.
    #[inline(always)]
    fn add(&mut self, target: &Target, lanes: &Lanes, counts: &[bool; LANES]) -> u64 {
        let (mut met, mut missed, mut shortfall) = (0, 0, 0.0);
        for (&value, _) in lanes.iter().zip(counts).filter(|(_, counted)| **counted) {
            if target.is_met_by(value) {
                met += 1;
            } else {
                missed += 1;
                shortfall += target.shortfall(value);
            }
        }
        self.met += met;
        self.missed += missed;
        self.shortfall.add(shortfall);
        met
    }

    fn merge(&mut self, other: &Self) {
        self.met += other.met;
        self.missed += other.missed;
        self.shortfall.merge(&other.shortfall);
    }
}

impl Replicate {
    fn merge(&mut self, other: &Self) {
        self.counted += other.counted;
        for (mine, theirs) in self.sums.iter_mut().zip(&other.sums) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.met.iter_mut().zip(&other.met) {
            *mine += theirs;
        }
    }
}

impl Piece {
    /// Takes over the paths the other has of the same block.
    fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.answers.iter_mut().zip(&other.answers) {
            for (lane, (mine, theirs)) in mine.iter_mut().zip(theirs).enumerate() {
                if other.lanes >> lane & 1 == 1 {
                    *mine = *theirs;
                }
            }
        }
        self.lanes |= other.lanes;
    }
}

fn lanes_of(answer: &[f64]) -> Lanes {
    Lanes::from_fn(|lane| answer.get(lane).copied().unwrap_or(0.0))
}

/// Numbers beyond this cannot be squared; a path that reaches it has failed.
const BOUND: f64 = 1e150;

#[inline(always)]
pub(super) fn within_bounds(value: f64) -> bool {
    value.abs() < BOUND // false for what is no number
}

/// Which paths of a block have only answers that can be reckoned with.
#[inline(always)]
pub(crate) fn sound_lanes(answers: &[Lanes]) -> [bool; LANES] {
    // 0, or no number from the first answer on that is out of bounds: as numbers, side by side like the answers.
    let mut faults = Lanes::all(0.0);
    for lanes in answers {
        update(&mut faults, [lanes], |fault, [value]| if within_bounds(value) { fault } else { f64::NAN });
    }
    std::array::from_fn(|lane| faults[lane] == 0.0)
}
