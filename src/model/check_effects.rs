//! Checks of policies and events.

use std::collections::BTreeSet;

use super::check::within;
use super::{Course, Effect, Event, Lever, ModelData, SHARE_ROUNDING, Starts, Strength};
use crate::economy::EnergyUser;
use crate::input::{Problem, shown, shown_sum};
use crate::units::Year;

/// Longest time an event may last at full strength, in years.
const MOST_LASTING: u32 = 200;
/// Longest half-life of what is left of an event, in years.
const MOST_HALVING: f64 = 1000.0;

pub(super) fn check_effects(data: &ModelData, found: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for name in data.assumptions.effects.iter().map(|e| &e.name).chain(data.assumptions.events.iter().map(|e| &e.name))
    {
        if !seen.insert(name) {
            found.push(Problem::new(name.clone(), "two policies or events have this name"));
        }
    }
    for effect in &data.assumptions.effects {
        check_effect(effect, data, found);
    }
    for event in &data.assumptions.events {
        check_event(event, data, found);
    }
    check_carriers(data, found);
}

/// All that takes energy away from a carrier of a user, or brings some, leaves it a share from 0 to 1.
fn check_carriers(data: &ModelData, found: &mut Vec<Problem>) {
    let Some(energy) = &data.energy else { return };
    let a = &data.assumptions;
    let n = energy.shares.len();
    let mut least = vec![vec![0.0; energy.carriers.len()]; n + 1]; // the most that may be taken away, homes last
    for effect in &a.effects {
        let strongest = strongest(&effect.strength, data);
        let reach = [effect.size.quantile(0.0), effect.size.quantile(1.0)].map(|size| size * strongest);
        for lever in &effect.levers {
            let Lever::CarrierShare { user, from, to } = *lever else { continue };
            let place = if let EnergyUser::Sector(i) = user { i } else { n };
            let Some(taken) = least.get_mut(place).filter(|all| from.max(to) < all.len()) else { continue };
            taken[from] += reach[1].max(0.0);
            taken[to] += (-reach[0]).max(0.0);
            let shares = energy.shares.get(place).unwrap_or(&energy.household.shares);
            for carrier in [from, to] {
                let share = shares.get(carrier).copied().unwrap_or(0.0);
                if taken[carrier] > share + SHARE_ROUNDING {
                    let of = data.region.sectors.get(place).map_or("homes", |sector| sector.id.as_str());
                    let message = format!(
                        "up to {} of the energy of {of} would leave {}, which has {}",
                        shown_sum(taken[carrier]),
                        energy.carriers[carrier].id,
                        shown(share)
                    );
                    found.push(Problem::new(format!("{}.size", effect.name), message));
                    taken[carrier] = 0.0; // told once
                }
            }
        }
    }
}

/// The most that a strength reaches.
pub(super) fn strongest(strength: &Strength, data: &ModelData) -> f64 {
    let years = usize::try_from(data.horizon - data.region.base_year).unwrap_or(0);
    match strength {
        Strength::Course(course) => course.weights(data.region.base_year, years).into_iter().fold(0.0, f64::max),
        Strength::Event(_) => 1.0,
    }
}

fn check_effect(effect: &Effect, data: &ModelData, found: &mut Vec<Problem>) {
    let n = data.region.sectors.len();
    let carriers = data.energy.as_ref().map_or(0, |energy| energy.carriers.len());
    let known = |lever: &Lever| match lever {
        Lever::Demand(i)
        | Lever::Price(i)
        | Lever::Efficiency(i)
        | Lever::Tax(i)
        | Lever::Rnd(i)
        | Lever::Productivity(i) => *i < n,
        Lever::Consumption
        | Lever::Government
        | Lever::Transfers
        | Lever::Investment
        | Lever::HomeEfficiency
        | Lever::GridCo2
        | Lever::Population => true,
        Lever::Capacity(k) => *k < data.assumptions.ceilings.len(),
        Lever::CarrierShare { user, from, to } => {
            let known = |carrier: &usize| *carrier < carriers;
            known(from) && known(to) && from != to && !matches!(user, EnergyUser::Sector(i) if *i >= n)
        }
    };
    if effect.levers.is_empty() || !effect.levers.iter().all(known) {
        let message =
            format!("it moves {:?}; each is a quantity of one of {n} sectors, and at least one", effect.levers);
        found.push(Problem::new(effect.name.clone(), message));
    } else if effect.levers.iter().any(|lever| lever.scale() != effect.levers[0].scale()) {
        found.push(Problem::new(effect.name.clone(), "one size cannot mean two things: make two of it"));
    }
    match &effect.strength {
        Strength::Course(course) => check_course(&effect.name, course, data, found),
        Strength::Event(event) if *event >= data.assumptions.events.len() => {
            found.push(Problem::new(effect.name.clone(), "there is no such event"));
        }
        Strength::Event(_) => {}
    }
}

pub(super) fn check_course(name: &str, course: &Course, data: &ModelData, found: &mut Vec<Problem>) {
    let mut after = |field: &str, year: Year, earlier: &str, first: Year| {
        if year < first {
            found.push(Problem::new(format!("{name}.{field}"), format!("found {year}, before {earlier} ({first})")));
        }
    };
    after("full", course.full, "from", course.from);
    if let Some(until) = course.until {
        after("until", until, "full effect", course.full);
    }
    if course.from > data.horizon {
        let message = format!("found {}, after the horizon {}: it would never act", course.from, data.horizon);
        found.push(Problem::new(format!("{name}.from"), message));
    }
}

fn check_event(event: &Event, data: &ModelData, found: &mut Vec<Problem>) {
    let name = &event.name;
    let used = data.assumptions.effects.iter().any(|effect| {
        matches!(effect.strength, Strength::Event(k) if data.assumptions.events.get(k).is_some_and(|e| e.name == *name))
    });
    if !used {
        found.push(Problem::new(format!("{name}.effect"), "an event needs at least one effect"));
    }
    if !(1..=MOST_LASTING).contains(&event.duration) {
        let message = format!("found {}; allowed is 1 to {MOST_LASTING} years", event.duration);
        found.push(Problem::new(format!("{name}.duration"), message));
    }
    within(format!("{name}.half_life"), event.half_life, (0.0, MOST_HALVING), found);
    match &event.starts {
        Starts::Years(years) => {
            if years.is_empty() {
                found.push(Problem::new(format!("{name}.years"), "at least one year is needed"));
            }
            for year in years.iter().filter(|year| **year > data.horizon) {
                let message = format!("found {year}, after the horizon {}", data.horizon);
                found.push(Problem::new(format!("{name}.years"), message));
            }
        }
        Starts::Chance { from, until, .. } if from > until => {
            found.push(Problem::new(format!("{name}.until"), format!("found {until}, before from ({from})")));
        }
        Starts::Chance { .. } => {}
    }
}
