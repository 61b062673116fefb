//! Policies and events of one path, from its own draws: how far each quantity is moved in a year.

use kapok::Model;
use kapok::model::{Course, Event, Lever, Starts, Strength};
use kapok::sampling::{Distribution, LANES, Lanes};

use super::Draws;

/// The effects of a block of paths.
pub(crate) struct Effects {
    entries: Vec<Entry>,
}

struct Entry {
    levers: Vec<Lever>,
    /// Size at full strength: in logs, of energy saved minus the log of what is left, of a share in points.
    full: Lanes,
    /// Strength by years since the base year.
    strength: Vec<Lanes>,
}

impl Effects {
    pub(crate) fn drawn(model: &Model, draws: &Draws) -> Self {
        let a = model.assumptions();
        let events: Vec<Vec<Lanes>> = a.events.iter().map(|event| event_strength(model, draws, event)).collect();
        let entries = a.effects.iter().map(|effect| Entry {
            full: draws.number(&format!("{}.size", effect.name), &effect.size).map(|size| {
                match effect.levers[0].name() {
                    "efficiency" | "home_efficiency" => -(1.0 - size).ln(),
                    "carrier_share" | "value_added_ratio" | "purchase_share" => size,
                    _ => (1.0 + size).ln(),
                }
            }),
            levers: effect.levers.clone(),
            strength: match &effect.strength {
                Strength::Course(course) => (0..=model.years() as i32)
                    .map(|t| Lanes::all(course_strength(course, model.base_year(), model.base_year() + t)))
                    .collect(),
                Strength::Event(k) => events[*k].clone(),
            },
        });
        Self { entries: entries.collect() }
    }

    /// The effect on a quantity in a year, against the base year.
    pub(crate) fn on(&self, lever: Lever, t: usize, p: usize) -> f64 {
        let moved = self.entries.iter().filter(|entry| entry.levers.contains(&lever));
        moved.map(|entry| entry.full[p] * (entry.strength[t][p] - entry.strength[0][p])).sum()
    }

    /// How much it grows by that in a year.
    pub(crate) fn rise(&self, lever: Lever, t: usize, p: usize) -> f64 {
        self.on(lever, t, p) - self.on(lever, t - 1, p)
    }

    /// Every lever pulled, with its effect in a year, in the order written.
    pub(crate) fn each(&self, t: usize, p: usize) -> impl Iterator<Item = (Lever, f64)> {
        let effect = move |entry: &Entry| entry.full[p] * (entry.strength[t][p] - entry.strength[0][p]);
        self.entries.iter().flat_map(move |entry| entry.levers.iter().map(move |lever| (*lever, effect(entry))))
    }
}

/// A ramp, a plateau and a way back; on growth, all years so far together.
pub(crate) fn course_strength(course: &Course, base: i32, year: i32) -> f64 {
    let on = |year: i32| {
        if year < course.from {
            0.0
        } else if year < course.full {
            f64::from(year - course.from + 1) / f64::from(course.full - course.from + 1)
        } else {
            let over = course.until.map_or(0, |until| (year - until).max(0));
            (1.0 - f64::from(over) / f64::from(course.fades + 1)).max(0.0)
        }
    };
    if course.on_growth { (course.from.min(base)..=year).map(on).sum() } else { on(year) }
}

/// By years since the base year, which a random event does not reach.
fn event_strength(model: &Model, draws: &Draws, event: &Event) -> Vec<Lanes> {
    let (base, years) = (model.base_year(), model.years());
    let mut all = vec![Lanes::all(0.0); years + 1];
    match &event.starts {
        Starts::Years(starts) => {
            let first = starts.iter().copied().min().unwrap_or(base).min(base);
            let course = strengths(event, first, base + years as i32, |year| starts.contains(&year));
            for (lanes, strength) in all.iter_mut().zip(&course[(base - first) as usize..]) {
                lanes.fill(*strength);
            }
        }
        Starts::Chance { probability, from, until } => {
            let normal = Distribution::normal(0.0, 1.0).expect("a standard normal exists");
            let chance = draws.number(&format!("{}.probability", event.name), probability);
            let yearly = draws.shocks(&event.name, years);
            for p in 0..LANES {
                let begins = |year: i32| {
                    let inside = year > base && (*from..=*until).contains(&year);
                    inside && normal.cdf(yearly[(year - base - 1) as usize][p]) < chance[p]
                };
                let course = strengths(event, base, base + years as i32, begins);
                all.iter_mut().zip(course).for_each(|(lanes, strength)| lanes[p] = strength);
            }
        }
    }
    all
}

/// 1 in the years of its duration from every start, then less by half every half-life.
fn strengths(event: &Event, first: i32, last: i32, begins: impl Fn(i32) -> bool) -> Vec<f64> {
    let lasts = event.duration as i32;
    let mut strength = 0.0;
    let course = (first..=last).map(|year| {
        strength = match (first.max(year - lasts + 1)..=year).any(&begins) {
            true => 1.0,
            false if event.half_life > 0.0 => strength * 0.5_f64.powf(1.0 / event.half_life),
            false => 0.0,
        };
        strength
    });
    course.collect()
}
