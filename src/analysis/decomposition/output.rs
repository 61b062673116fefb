//! Structural decomposition of gross output (Dietzenbacher & Los 1998), the average of the two polar forms:
//!
//! x_t - x_s = 1/2 (L_t - L_s) (f_t + f_s) + 1/2 (L_t + L_s) (f_t - f_s),
//!
//! the first term technology, the second final demand, shared out by its categories.

use super::parts::{Memory, Parts, add_up};
use crate::projection::{Block, Draw, State};
use crate::sampling::Lanes;

/// Final demand at an end, category by category, and output.
#[derive(Default)]
struct End {
    categories: [Vec<Lanes>; 5],
    output: Vec<Lanes>,
}

impl End {
    /// Of the year that the paths stand in.
    fn of(state: &State) -> Self {
        let met = [&state.external, &state.household_demand, &state.government_demand, &state.investment_demand];
        // x = L (f - d): sales are left with what ceilings let be met; what is cut beyond them, users buy outside.
        let outside = |i: usize| {
            let Some(unmet) = state.unmet.get(i) else { return Lanes::all(0.0) };
            let sold = |lane: usize| met.iter().map(|category| category[i][lane]).sum::<f64>();
            let rest = |lane: usize| state.demand[i][lane] - unmet[lane] - sold(lane);
            Lanes::from_fn(|lane| if unmet[lane] > 0.0 { rest(lane) } else { 0.0 })
        };
        let [external, households, government, investment] = met.map(Clone::clone);
        let outside = (0..state.output.len()).map(outside).collect();
        let categories = [external, households, government, investment, outside];
        Self { categories, output: state.output.clone() }
    }

    fn demand(&self) -> Vec<Lanes> {
        let sum = |i: usize| Lanes::from_fn(|lane| self.categories.iter().map(|category| category[i][lane]).sum());
        (0..self.output.len()).map(sum).collect()
    }
}

/// Works out the effects of a block.
pub(super) fn carry(parts: &Parts, memory: &mut Memory, draws: [Draw; 2]) {
    let [first, second] = &mut memory.answering;
    let steps = parts.ends.map(|(projection, year)| {
        usize::try_from(year - projection.model().base_year()).unwrap_or(0) // checked: not before the base year
    });
    let to_end = |block: &mut Block, end: usize| {
        let mut found = End::default();
        block.run_to(draws[end], steps[end], |state| {
            if state.step == steps[end] {
                found = End::of(state);
            }
        });
        found
    };
    let from = to_end(&mut first.block, 0);
    let to = to_end(&mut second.block, 1);
    let (start, end) = (&first.block, &second.block);
    let (demand_from, demand_to) = (from.demand(), to.demand());
    // L_s f_s, L_s f_t, L_t f_s, L_t f_t
    let (ss, st) = (start.output_for(&demand_from), start.output_for(&demand_to));
    let (ts, tt) = (end.output_for(&demand_from), end.output_for(&demand_to));
    let names = parts.what.effects().len();
    memory.effects.fill(Lanes::all(0.0));
    let mut put = |i: usize, place: usize, effect: Lanes| memory.effects[(names + 1) * (i + 1) + place] = effect;
    for i in 0..parts.sectors {
        put(i, 0, Lanes::from_fn(|lane| f64::midpoint(tt[i][lane] - st[i][lane], ts[i][lane] - ss[i][lane])));
    }
    for (category, place) in (0..from.categories.len()).zip(1..) {
        let (before, after) = (&from.categories[category], &to.categories[category]);
        let more: Vec<Lanes> =
            before.iter().zip(after).map(|(b, a)| Lanes::from_fn(|lane| a[lane] - b[lane])).collect();
        let (by_start, by_end) = (start.output_for(&more), end.output_for(&more));
        for i in 0..parts.sectors {
            put(i, place, Lanes::from_fn(|lane| f64::midpoint(by_start[i][lane], by_end[i][lane])));
        }
    }
    add_up(&mut memory.effects, names);
    let whole = |end: &End, lane: usize| end.output.iter().map(|output| output[lane]).sum::<f64>();
    memory.change = Lanes::from_fn(|lane| whole(&to, lane) - whole(&from, lane));
}
