//! Policies and events laid out for the yearly cycle: which quantity each moves, by which row, at which strength.

use indexmap::IndexMap;

use super::plan::{Builder, Row, Shock, Transform};
use crate::model::{Effect, Event, Lever, Model, Parameter, Scale, Starts, Strength};

/// Position of a quantity's effect, the sum of all policies and events that move it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot(pub(super) usize);

#[derive(Debug)]
pub(super) struct EffectPlan {
    pub(super) size: Row,
    pub(super) strength: StrengthPlan,
    pub(super) slots: Vec<Slot>,
}

#[derive(Debug)]
pub(super) enum StrengthPlan {
    /// w_t - w_t0, by years since the base year.
    Known(Vec<f64>),
    /// That of the event at this position.
    Event(usize),
}

/// An event whose starts are drawn.
#[derive(Debug)]
pub(super) struct EventPlan {
    pub(super) probability: Row,
    /// Its yearly draw: a standard normal number, whose probability decides.
    pub(super) shock: Shock,
    /// Years since the base year in which it may start.
    pub(super) from: usize,
    pub(super) until: usize,
    pub(super) duration: f64,
    pub(super) left_a_year_later: f64,
}

/// All policies and events of a model.
#[derive(Debug, Default)]
pub(super) struct EffectsPlan {
    pub(super) events: Vec<EventPlan>,
    pub(super) effects: Vec<EffectPlan>,
    slots: IndexMap<Lever, Slot>,
}

impl EffectsPlan {
    pub(super) fn of(model: &Model, builder: &mut Builder) -> Self {
        let a = model.assumptions();
        let mut plan = Self::default();
        // Position of each drawn event among those that are drawn.
        let mut drawn = Vec::with_capacity(a.events.len());
        for (k, event) in a.events.iter().enumerate() {
            drawn.push(plan.events.len());
            plan.events.extend(EventPlan::of(k, event, model, builder));
        }
        for (k, effect) in a.effects.iter().enumerate() {
            let strength = match known_strength(effect, model) {
                Some(weights) => StrengthPlan::Known(weights.iter().map(|w| w - weights[0]).collect()),
                None => match effect.strength {
                    Strength::Event(event) => StrengthPlan::Event(drawn[event]),
                    Strength::Course(_) => continue, // a course is always known
                },
            };
            let scale = effect.levers.first().map_or(Scale::Relative, |lever| lever.scale());
            let transform = match scale {
                Scale::Relative => Transform::LogGrowth,
                Scale::Saving => Transform::LogDecline,
                Scale::Points => Transform::AsWritten,
            };
            let size = builder.row(Parameter::EffectSize(k), transform);
            let slots = effect.levers.iter().map(|lever| plan.slot(*lever)).collect();
            plan.effects.push(EffectPlan { size, strength, slots });
        }
        plan
    }

    fn slot(&mut self, lever: Lever) -> Slot {
        let next = Slot(self.slots.len());
        *self.slots.entry(lever).or_insert(next)
    }

    /// Where the effect on a quantity is found, if anything moves it.
    pub(super) fn on(&self, lever: Lever) -> Option<Slot> {
        self.slots.get(&lever).copied()
    }

    /// Every quantity that is moved.
    pub(super) fn all(&self) -> impl Iterator<Item = (Lever, Slot)> + '_ {
        self.slots.iter().map(|(lever, slot)| (*lever, *slot))
    }

    /// How many quantities are moved.
    pub(super) fn quantities(&self) -> usize {
        self.slots.len()
    }
}

impl EventPlan {
    /// Nothing where the years of its starts are known.
    fn of(k: usize, event: &Event, model: &Model, builder: &mut Builder) -> Option<Self> {
        let Starts::Chance { from, until, .. } = event.starts else { return None };
        let step = |year: i32| usize::try_from(year - model.base_year()).unwrap_or(0);
        Some(Self {
            probability: builder.row(Parameter::EventProbability(k), Transform::NormalQuantile),
            shock: builder.shock(event.name.clone()),
            from: step(from).max(1),
            until: step(until),
            duration: f64::from(event.duration),
            left_a_year_later: event.left_a_year_later(),
        })
    }
}

fn known_strength(effect: &Effect, model: &Model) -> Option<Vec<f64>> {
    let (base, years) = (model.base_year(), model.years());
    match &effect.strength {
        Strength::Course(course) => Some(course.weights(base, years)),
        Strength::Event(event) => model.assumptions().events[*event].known_strength(base, years),
    }
}
