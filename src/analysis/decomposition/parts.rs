//! The two ends of a change on every path, the effects worked out from them, and what the paths add up to.

use super::{Decomposed, TOTAL, growth, lmdi, output};
use crate::ensemble::{Answering, Questions};
use crate::lanes::VectorLevel;
use crate::model::{Indicator, Measure};
use crate::projection::{Draw, Projection};
use crate::sampling::{LANES, Lanes, Layout};
use crate::statistics::Accumulator;
use crate::units::Year;

/// An effect of a sector, or of all together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) name: &'static str,
    pub(super) sector: Option<usize>,
}

/// What is asked of both ends, and the effects made of it.
pub(super) struct Parts<'m> {
    pub(super) what: Decomposed,
    pub(super) ends: [(&'m Projection<'m>, Year); 2],
    pub(super) sectors: usize,
    questions: [Questions<'m>; 2],
    /// Positions of the answers, the same at both ends: of each measure, of the whole and then of every sector.
    asked: Vec<usize>,
    pub(super) cells: Vec<Cell>,
}

/// Working memory of a thread: both ends, and the effects of the block carried last.
pub(super) struct Memory<'m> {
    pub(super) answering: [Answering<'m>; 2],
    pub(super) effects: Vec<Lanes>,
    /// The change itself, from the ends and not from the effects.
    pub(super) change: Lanes,
}

/// What is asked of an end.
pub(super) struct End<'a> {
    answers: &'a [Lanes],
    asked: &'a [usize],
    sectors: usize,
}

impl End<'_> {
    /// A measure of the whole, by its place among those asked for.
    pub(super) fn whole(&self, measure: usize) -> &Lanes {
        &self.answers[self.asked[measure * (self.sectors + 1)]]
    }

    /// The same of a sector.
    pub(super) fn sector(&self, measure: usize, sector: usize) -> &Lanes {
        &self.answers[self.asked[measure * (self.sectors + 1) + 1 + sector]]
    }
}

impl<'m> Parts<'m> {
    pub(super) fn of(what: Decomposed, ends: [(&'m Projection<'m>, Year); 2]) -> Self {
        let sectors = ends[0].0.model().region().sectors.len();
        let mut questions = ends.map(|(projection, _)| Questions::new(projection.model()));
        let mut asked = Vec::new();
        for (whole, of_sector) in measures(what) {
            let all = std::iter::once(Indicator::headline(*whole))
                .chain((0..sectors).map(|i| Indicator::of(*of_sector, crate::economy::Scope::Sector(i))));
            for indicator in all {
                let places = [0, 1].map(|end| questions[end].ask(indicator, ends[end].1));
                // Both ends are asked the same, in the same order.
                debug_assert_eq!(places[0], places[1]);
                asked.push(places[0]);
            }
        }
        let names = what.effects().iter().copied().chain([TOTAL]);
        let of_all = |sector: Option<usize>| names.clone().map(move |name| Cell { name, sector });
        let cells = of_all(None).chain((0..sectors).flat_map(|i| of_all(Some(i)))).collect();
        Self { what, ends, sectors, questions, asked, cells }
    }

    pub(super) fn working_memory(&self, level: VectorLevel) -> Memory<'_> {
        let answering = [0, 1].map(|end| Answering::new(self.ends[end].0, &self.questions[end], level));
        Memory { answering, effects: vec![Lanes::all(0.0); self.cells.len()], change: Lanes::all(0.0) }
    }

    /// Carries a block and works out its effects; on which lanes everything can be reckoned with.
    pub(super) fn carry(&self, memory: &mut Memory, layouts: [Layout; 2], block: u64) -> [bool; LANES] {
        let draws = layouts.map(|layout| Draw::Paths { layout, block });
        if self.what == Decomposed::Output {
            output::carry(self, memory, draws);
        } else {
            let Memory { answering, effects, change } = memory;
            answering.iter_mut().zip(draws).for_each(|(answering, draw)| answering.carry(draw));
            let [from, to] =
                [0, 1].map(|end| End { answers: &answering[end].answers, asked: &self.asked, sectors: self.sectors });
            match self.what {
                Decomposed::GdpGrowth => growth::effects(&from, &to, self.sectors, effects, change),
                what => lmdi::effects(what, &from, &to, self.sectors, effects, change),
            }
        }
        std::array::from_fn(|lane| {
            memory.change[lane].is_finite() && memory.effects.iter().all(|effect| effect[lane].is_finite())
        })
    }
}

/// What is asked of the whole and of each sector.
fn measures(what: Decomposed) -> &'static [(Measure, Measure)] {
    const ADDED: (Measure, Measure) = (Measure::Gdp, Measure::ValueAdded);
    const CALORIFIC: (Measure, Measure) = (Measure::EnergyCalorific, Measure::EnergyCalorific);
    match what {
        Decomposed::Energy | Decomposed::EnergyIntensity => &[ADDED, CALORIFIC, (Measure::Energy, Measure::EnergyUse)],
        Decomposed::Co2 => &[ADDED, CALORIFIC, (Measure::Co2, Measure::Co2)],
        Decomposed::GdpGrowth => &[ADDED],
        Decomposed::Output => &[],
    }
}

/// What the paths add up to.
#[derive(Debug, Clone)]
pub(super) struct Totals {
    pub(super) counted: u64,
    pub(super) failed: u64,
    pub(super) accumulators: Vec<Accumulator>,
    pub(super) largest_residual: f64,
}

impl Totals {
    pub(super) fn empty(accumulators: Vec<Accumulator>) -> Self {
        Self { counted: 0, failed: 0, accumulators, largest_residual: 0.0 }
    }

    pub(super) fn add(&mut self, parts: &Parts, memory: &Memory, counts: &[bool; LANES], wanted: u64) {
        let counted = counts.iter().filter(|counted| **counted).count() as u64;
        self.counted += counted;
        self.failed += wanted - counted;
        for (accumulator, effect) in self.accumulators.iter_mut().zip(&memory.effects) {
            accumulator.add(effect, counts);
        }
        let effects = parts.what.effects().len();
        for lane in (0..LANES).filter(|lane| counts[*lane]) {
            let sum: f64 = memory.effects[..effects].iter().map(|effect| effect[lane]).sum();
            let change = memory.change[lane];
            if change != 0.0 {
                self.largest_residual = self.largest_residual.max(((sum - change) / change).abs());
            }
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.counted += other.counted;
        self.failed += other.failed;
        self.largest_residual = self.largest_residual.max(other.largest_residual);
        for (mine, theirs) in self.accumulators.iter_mut().zip(&other.accumulators) {
            mine.merge(theirs);
        }
    }
}

/// The sum over sectors of each effect, after the effects of the sectors: blocks of effects with their total, the first of
/// them that of all sectors together. What is in the first already (homes) is kept.
pub(super) fn add_up(effects: &mut [Lanes], names: usize) {
    let (all, sectors) = effects.split_at_mut(names + 1);
    for sector in sectors.chunks_exact_mut(names + 1) {
        let mut total = Lanes::all(0.0);
        for (effect, sum) in sector[..names].iter().zip(all.iter_mut()) {
            for lane in 0..LANES {
                sum[lane] += effect[lane];
                total[lane] += effect[lane];
            }
        }
        sector[names] = total;
    }
    let mut total = Lanes::all(0.0);
    for effect in &all[..names] {
        (0..LANES).for_each(|lane| total[lane] += effect[lane]);
    }
    all[names] = total;
}
