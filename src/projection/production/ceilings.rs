//! Output kept at or below its ceilings by the least cut of final demand, path by path where one would be passed.

use super::plan::{CeilingPlan, CeilingsPlan, LinkPlan, TechnologyPlan};
use super::{ByPath, Production};
use crate::lanes::{Arithmetic, LANES, Lanes, exp, made, update};
use crate::model::CeilingUnit;
use crate::projection::base::BaseYear;
use crate::projection::numbers::PathNumbers;
use crate::projection::plan::Plan;
use crate::projection::state::State;
use crate::units::YUAN;

/// By-products have their ceilings where these no longer move by more than this.
const SETTLED: f64 = 1e-12;
/// Most rounds of by-products: ceilings only fall from round to round, and are never below nothing.
const MOST_ROUNDS: usize = 10_000;

impl Production {
    /// Cuts final demand where output would pass a ceiling: `output` of `state` is what demand would take.
    #[inline(always)]
    pub(in crate::projection) fn keep_below_ceilings<A: Arithmetic>(
        &mut self,
        plan: &Plan,
        numbers: &PathNumbers,
        base: &BaseYear,
        state: &mut State,
    ) {
        let Some(ceilings) = &plan.production.ceilings else { return };
        self.set_caps::<A>(ceilings, numbers, base, state);
        state.unmet.fill(Lanes::all(0.0));
        state.imported_use.fill(Lanes::all(0.0));
        let binds = |lane: usize| {
            let own = ceilings.sectors.iter().zip(&self.caps).any(|(&i, cap)| state.output[i][lane] > cap[lane]);
            own || ceilings.links.iter().any(|link| passes(link, ceilings, numbers, base, state, lane))
        };
        let bound: [bool; LANES] = std::array::from_fn(binds);
        if !bound.contains(&true) {
            return;
        }
        self.find_columns::<A>(plan, ceilings, base);
        for lane in (0..LANES).filter(|lane| bound[*lane]) {
            self.cut(plan, ceilings, numbers, base, state, lane);
        }
    }

    /// The ceilings of the year; none where one does not hold yet.
    #[inline(always)]
    fn set_caps<A: Arithmetic>(
        &mut self,
        plan: &CeilingsPlan,
        numbers: &PathNumbers,
        base: &BaseYear,
        state: &mut State,
    ) {
        self.caps.fill(Lanes::all(f64::INFINITY));
        for (k, ceiling) in plan.ceilings.iter().enumerate() {
            let mut cap = limit(ceiling, plan, numbers, base, state);
            if let Some(capacity) = &ceiling.capacity {
                let [share, made, worn] =
                    [capacity.investment_share, capacity.output_per_investment, capacity.depreciation]
                        .map(|row| numbers.row(row));
                let built = &mut state.capacity[k];
                for lane in 0..LANES {
                    let before = if state.step == 1 { cap[lane] } else { built[lane] };
                    built[lane] = before * (1.0 - worn[lane]) + made[lane] * share[lane] * state.investment[lane];
                }
                cap = *built;
            }
            if let Some(slot) = ceiling.effect {
                update(&mut cap, [&state.effects[slot.0]], |cap, [effect]| cap * exp::<A>(effect));
            }
            if state.step >= ceiling.from {
                self.caps[ceiling.place] = cap;
            }
        }
    }

    /// Columns of the Leontief inverse, where paths differ in it.
    #[inline(always)]
    fn find_columns<A: Arithmetic>(&mut self, plan: &Plan, ceilings: &CeilingsPlan, base: &BaseYear) {
        let factors = self.by_path.as_ref().map(|ByPath { factors, .. }| factors).or(base.factors());
        let Some(factors) = factors else { return };
        debug_assert!(!matches!(plan.production.technology, TechnologyPlan::Common(_)));
        for (column, &sector) in self.columns.iter_mut().zip(&ceilings.sectors) {
            factors.column::<A>(sector, column);
        }
    }

    /// The least cut of one path, and what it leaves of outputs and sales.
    #[inline(always)]
    fn cut(
        &mut self,
        plan: &Plan,
        ceilings: &CeilingsPlan,
        numbers: &PathNumbers,
        base: &BaseYear,
        state: &mut State,
        lane: usize,
    ) {
        let Self { columns, caps, least, by_path, .. } = self;
        let common = match &plan.production.technology {
            TechnologyPlan::Common(years) => Some(&years[state.step].leontief),
            _ if by_path.is_none() && base.factors().is_none() => Some(&plan.base.leontief),
            _ => None,
        };
        // Output of any sector behind a unit of final demand for the capped sector at `place`.
        let content = |sector: usize, place: usize| match common {
            Some(leontief) => leontief[(sector, ceilings.sectors[place])],
            None => columns[place][sector][lane],
        };
        // Output that a sector loses with a cut.
        let lost = |sector: usize, cut: &[f64]| -> f64 {
            cut.iter().enumerate().map(|(place, cut)| content(sector, place) * cut).sum()
        };
        least.cut.fill(0.0);
        for _ in 0..MOST_ROUNDS {
            let mut moved: f64 = 0.0;
            for link in &ceilings.links {
                let followed = state.output[link.follows][lane] - lost(link.follows, &least.cut);
                let cap = by_product(link, ceilings, numbers, base, lane) * followed.max(0.0);
                let held = &mut caps[link.place][lane];
                if cap < *held {
                    moved = moved.max((*held - cap) / cap.max(f64::MIN_POSITIVE));
                    *held = cap;
                }
            }
            let excess = |r: usize| state.output[ceilings.sectors[r]][lane] - caps[r][lane];
            least.solve(|r, c| content(ceilings.sectors[r], c), excess);
            if moved <= SETTLED {
                break;
            }
        }
        for (i, output) in state.output.iter_mut().enumerate() {
            output[lane] -= lost(i, &least.cut);
        }
        for (place, &i) in ceilings.sectors.iter().enumerate() {
            let unmet = least.cut[place];
            if unmet > 0.0 {
                state.output[i][lane] = caps[place][lane];
            }
            state.unmet[i][lane] = unmet;
            leave_unmet(state, i, lane);
        }
    }
}

/// Who goes without: first buyers outside, then investors, households and government; what exceeds their demand is bought outside
/// by the sectors that use the product, in proportion to use.
#[inline(always)]
fn leave_unmet(state: &mut State, i: usize, lane: usize) {
    let mut rest = state.unmet[i][lane];
    let buyers =
        [&mut state.external, &mut state.investment_demand, &mut state.household_demand, &mut state.government_demand];
    for bought in buyers {
        let left_out = rest.min(bought[i][lane].max(0.0));
        bought[i][lane] -= left_out;
        rest -= left_out;
    }
    // A x = x - f + d.
    let used = state.output[i][lane] - state.demand[i][lane] + state.unmet[i][lane];
    state.imported_use[i][lane] = if rest > 0.0 && used > 0.0 { rest / used } else { 0.0 };
}

/// A ceiling's limit as output.
#[inline(always)]
fn limit(ceiling: &CeilingPlan, plan: &CeilingsPlan, numbers: &PathNumbers, base: &BaseYear, state: &State) -> Lanes {
    let limit = numbers.row(ceiling.limit);
    let output = &base.output[plan.sectors[ceiling.place]];
    match ceiling.unit {
        CeilingUnit::Money => *limit,
        CeilingUnit::BaseYear => made([limit, output], |[limit, output]| limit * output),
        CeilingUnit::Volume(k) => {
            let volume = &state.measured.volumes[k];
            match &volume.unit_value {
                None => made([limit, &volume.size, output], |[limit, size, output]| limit / size * output),
                Some(value) => made([limit, value, &volume.size], |[limit, value, size]| limit * value / (size * YUAN)),
            }
        }
    }
}

/// Output of a by-product per output of what it comes with, at most.
#[inline(always)]
fn by_product(link: &LinkPlan, plan: &CeilingsPlan, numbers: &PathNumbers, base: &BaseYear, lane: usize) -> f64 {
    numbers.row(link.ratio)[lane] * base.output[plan.sectors[link.place]][lane] / base.output[link.follows][lane]
}

#[inline(always)]
fn passes(
    link: &LinkPlan,
    plan: &CeilingsPlan,
    numbers: &PathNumbers,
    base: &BaseYear,
    state: &State,
    lane: usize,
) -> bool {
    let most = by_product(link, plan, numbers, base, lane) * state.output[link.follows][lane];
    state.output[plan.sectors[link.place]][lane] > most
}
