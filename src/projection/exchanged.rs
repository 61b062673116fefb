//! Paths on which some of what is drawn comes from other paths, and paths on which single numbers stand at given quantiles:
//! what sensitivity analysis asks of the engine.

use super::Projection;
use super::block::Block;
use super::number_labels::labels;
use super::numbers::PathNumbers;
use super::plan::Plan;
use super::state::State;
use crate::lanes::{Arithmetic, LANES, Lanes, Work};
use crate::sampling::Layout;

/// Which draws of a path come from the path of the same number under another seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchanged {
    /// The numbers drawn once a path, by their places in [`Projection::drawn_names`].
    pub numbers: Vec<usize>,
    /// The yearly shocks, common factors and random events.
    pub shocks: bool,
}

impl Exchanged {
    /// Nothing is exchanged.
    pub const NONE: Self = Self { numbers: Vec::new(), shocks: false };
}

/// A number drawn once a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnName {
    /// Dotted name by which files and reports call it: `sector.steel.output_growth`.
    pub name: String,
    /// What it is, for people.
    pub label: String,
}

impl Projection<'_> {
    /// The numbers drawn once a path, in the order of their names.
    pub fn drawn_names(&self) -> Vec<DrawnName> {
        let labels = labels(self.model);
        let name = |row: &super::plan::Row| {
            let name = &self.plan.rows[row.0].stream;
            DrawnName { name: name.clone(), label: labels.get(name).unwrap_or(name).clone() }
        };
        self.plan.drawn_rows.iter().map(name).collect()
    }

    /// Sets of numbers that dependence ties together, each number in one: a number by itself where nothing ties it.
    pub fn tied_numbers(&self) -> Vec<Vec<usize>> {
        let mut sets: Vec<Vec<usize>> = (0..self.plan.drawn_rows.len()).map(|number| vec![number]).collect();
        for coupling in &self.plan.couplings {
            let rows = coupling.rows();
            let tied = |set: &Vec<usize>| set.iter().any(|number| rows.contains(&self.plan.drawn_rows[*number]));
            let (together, others): (Vec<_>, Vec<_>) = sets.into_iter().partition(tied);
            let mut together: Vec<usize> = together.into_iter().flatten().collect();
            together.sort_unstable();
            sets = others;
            sets.extend((!together.is_empty()).then_some(together));
        }
        sets.sort();
        sets
    }

    /// The value of a number, in the unit of the files, at a probability: F^-1(p).
    pub fn drawn_at(&self, number: usize, probability: f64) -> f64 {
        self.plan.rows[self.plan.drawn_rows[number].0].value.drawn_at(probability)
    }

    /// Working memory in which the probabilities at which numbers were drawn are found again.
    pub fn probabilities(&self) -> Probabilities<'_> {
        Probabilities { plan: &self.plan, numbers: PathNumbers::new(&self.plan) }
    }
}

/// The probabilities at which numbers lie on the paths of a block.
#[derive(Debug)]
pub struct Probabilities<'p> {
    plan: &'p Plan,
    numbers: PathNumbers,
}

impl Probabilities<'_> {
    /// Works them out for a block.
    pub fn draw(&mut self, layout: &Layout, block: u64) {
        self.numbers.draw_uniforms(self.plan, layout, block);
    }

    /// Those of a number, by its place in [`Projection::drawn_names`].
    pub fn of(&self, number: usize) -> &Lanes {
        self.numbers.row(self.plan.drawn_rows[number])
    }
}

impl Block<'_> {
    /// Carries the paths of a block on which what `exchanged` tells comes from the same paths of another layout.
    pub fn run_exchanged(
        &mut self,
        layouts: [Layout; 2],
        exchanged: &Exchanged,
        block: u64,
        observe: impl FnMut(&State),
    ) {
        self.level.run(DrawExchanged { carried: self, layouts, exchanged, block });
        self.run_drawn(observe);
    }

    /// Carries lanes on which everything stands at its median but one number each: on lane k `moved[k].0` stands at probability
    /// `moved[k].1`. No shocks.
    pub fn run_moved(&mut self, moved: &[(usize, f64)], observe: impl FnMut(&State)) {
        self.numbers.set_medians(self.plan);
        self.draws.close();
        for (lane, (number, probability)) in moved.iter().take(LANES).enumerate() {
            let row = self.plan.drawn_rows[*number];
            let plan = &self.plan.rows[row.0];
            let value = plan.transform.apply(plan.value.drawn_at(*probability)) + plan.offset;
            self.numbers.row_mut(row)[lane] = value;
        }
        self.run_drawn(observe);
    }
}

struct DrawExchanged<'b, 'p> {
    carried: &'b mut Block<'p>,
    layouts: [Layout; 2],
    exchanged: &'b Exchanged,
    block: u64,
}

impl Work for DrawExchanged<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn work<A: Arithmetic>(self) {
        let Self { carried: Block { plan, numbers, draws, .. }, layouts, exchanged, block } = self;
        numbers.draw_exchanged::<A>(plan, &layouts, &exchanged.numbers, block);
        draws.open(plan, layouts[usize::from(exchanged.shocks)].seed(), block);
    }
}
