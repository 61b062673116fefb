//! From a scenario file to policies and events.

use super::draft::Draft;
use super::lever::Moved;
use super::number::unknown;
use super::raw::RawScenario;
use super::raw_effects::{RawEvent, RawPolicy};
use super::technology::moves_technology;
use crate::economy::Region;
use crate::model::{Course, Effect, Event, Starts, Strength, is_name};
use crate::sampling::Uncertain;
use crate::units::Year;

/// Most years that may be written where a number of years is asked for.
const MOST_YEARS: i64 = 1000;

/// What a size may be on.
pub(super) const WAYS_TO_ACT: [&str; 2] = ["level", "growth"];

impl Draft {
    /// All policies and events that can be made out: events, and what these and policies do.
    pub(super) fn effects(&mut self, scenario: &RawScenario, moved: Moved, horizon: Year) -> (Vec<Event>, Vec<Effect>) {
        let mut effects = Vec::new();
        let policies = scenario.policy.iter().enumerate().filter(|(_, raw)| !moves_technology(raw));
        for (index, raw) in policies {
            effects.extend(self.policy(&format!("policy[{index}]"), raw, moved));
        }
        let mut events = Vec::new();
        for (index, raw) in scenario.event.iter().enumerate() {
            let path = format!("event[{index}]");
            if let Some(event) = self.event(&path, raw, moved.region, horizon) {
                let own = self.effects_of(&path, raw, &event, events.len(), moved);
                // One of which nothing could be made out was told of already.
                if !own.is_empty() {
                    effects.extend(own);
                    events.push(event);
                }
            }
        }
        (events, effects)
    }

    fn policy(&mut self, path: &str, raw: &RawPolicy, moved: Moved) -> Option<Effect> {
        let id = self.id(path, raw.id.as_ref());
        self.standing_of(path, raw.standing.as_ref());
        let levers = self.levers(path, raw.lever_text(), moved);
        let size = self.size(path, raw.size.as_ref());
        let course = self.course(path, raw);
        for (key, written) in [
            ("supplier", raw.supplier.is_some()),
            ("user", raw.user.is_some()),
            ("absorbed_by", raw.absorbed_by.is_some()),
        ] {
            if written && raw.lever.is_some() {
                self.note(&format!("{path}.{key}"), "only changes of technology have one".into());
            }
        }
        let id = id?;
        Some(Effect {
            label: raw.label.clone().unwrap_or_else(|| id.clone()),
            name: format!("policy.{id}"),
            levers: levers?,
            size: size?,
            strength: Strength::Course(course?),
        })
    }

    /// The name of an entry of a list; nothing after a problem was noted.
    pub(super) fn id(&mut self, path: &str, raw: Option<&String>) -> Option<String> {
        let path = format!("{path}.id");
        let Some(id) = raw else {
            self.missing(&path, "its name");
            return None;
        };
        if !is_name(id) {
            self.note(&path, format!("found \"{id}\"; a name consists of letters, digits, _ and -"));
            return None;
        }
        Some(id.clone())
    }

    pub(super) fn standing_of(&mut self, path: &str, raw: Option<&String>) {
        if let Some(standing) = raw {
            self.standing(&format!("{path}.standing"), standing);
        }
    }

    pub(super) fn size(&mut self, path: &str, raw: Option<&super::number::RawUncertain>) -> Option<Uncertain> {
        self.needed(&format!("{path}.size"), raw, "how much it moves: 0.1 is 10 % more, of a saving 10 % less")
    }

    /// When a policy acts; nothing after a problem was noted.
    pub(super) fn course(&mut self, path: &str, raw: &RawPolicy) -> Option<Course> {
        let on_growth = match raw.acts_on.as_deref() {
            None | Some("level") => Some(false),
            Some("growth") => Some(true),
            Some(other) => {
                self.note(&format!("{path}.acts_on"), unknown("way to act", other, WAYS_TO_ACT));
                None
            }
        };
        let from = self.year(&format!("{path}.from"), raw.from);
        let mut later = |field: &str, written: Option<i64>| match written {
            None => Some(None),
            year => self.year(&format!("{path}.{field}"), year).map(Some),
        };
        let (full, until) = (later("full", raw.full), later("until", raw.until));
        let fades = self.years_of(&format!("{path}.fades"), raw.fades, 0);
        if raw.fades.is_some() && raw.until.is_none() {
            self.note(
                &format!("{path}.fades"),
                "it never ends, so nothing fades; give until, the last year of full effect".into(),
            );
        }
        let from = from?;
        Some(Course { from, full: full?.unwrap_or(from), until: until?, fades: fades?, on_growth: on_growth? })
    }

    /// A number of years, at least `least`; that where none is written.
    fn years_of(&mut self, path: &str, written: Option<i64>, least: u32) -> Option<u32> {
        let years = written.unwrap_or(i64::from(least));
        if !(i64::from(least)..=MOST_YEARS).contains(&years) {
            self.note(path, format!("found {years}; allowed is {least} to {MOST_YEARS} years"));
        }
        u32::try_from(years).ok().filter(|years| *years >= least)
    }

    fn event(&mut self, path: &str, raw: &RawEvent, region: &Region, horizon: Year) -> Option<Event> {
        let id = self.id(path, raw.id.as_ref());
        self.standing_of(path, raw.standing.as_ref());
        let starts = self.starts(path, raw, region, horizon);
        let duration = self.years_of(&format!("{path}.duration"), raw.duration, 1);
        if raw.effect.is_empty() {
            self.missing(&format!("{path}.effect"), "a list of what it does: [{ lever = ..., of = ..., size = ... }]");
        }
        let id = id?;
        Some(Event {
            label: raw.label.clone().unwrap_or_else(|| id.clone()),
            name: format!("event.{id}"),
            starts: starts?,
            duration: duration?,
            half_life: raw.half_life.map_or(0.0, |number| number.0),
        })
    }

    fn starts(&mut self, path: &str, raw: &RawEvent, region: &Region, horizon: Year) -> Option<Starts> {
        let window = raw.from.is_some() || raw.until.is_some();
        match (&raw.probability, &raw.years) {
            (None, None) => {
                self.missing(
                    &format!("{path}.probability"),
                    "the probability that it starts in a year, or years, a list of those in which it does",
                );
                None
            }
            (Some(_), Some(_)) => {
                self.note(&format!("{path}.years"), "give its years or a probability, not both".into());
                None
            }
            (None, Some(years)) => {
                if window {
                    let field = if raw.from.is_some() { "from" } else { "until" };
                    self.note(
                        &format!("{path}.{field}"),
                        "its years are given; only a probability has a window".into(),
                    );
                }
                let entries = years.iter().enumerate();
                let read: Vec<Year> =
                    entries.filter_map(|(k, year)| self.year(&format!("{path}.years[{k}]"), Some(*year))).collect();
                (read.len() == years.len()).then_some(Starts::Years(read))
            }
            (Some(probability), None) => {
                let probability = self.uncertain(&format!("{path}.probability"), probability);
                let mut year = |field: &str, written: Option<i64>, otherwise: Year| match written {
                    None => Some(otherwise),
                    year => self.year(&format!("{path}.{field}"), year),
                };
                let (from, until) = (year("from", raw.from, region.base_year + 1), year("until", raw.until, horizon));
                Some(Starts::Chance { probability: probability?, from: from?, until: until? })
            }
        }
    }

    /// What the event at position `event` does.
    fn effects_of(&mut self, path: &str, raw: &RawEvent, event: &Event, position: usize, moved: Moved) -> Vec<Effect> {
        let mut effects: Vec<Effect> = Vec::new();
        for (index, written) in raw.effect.iter().enumerate() {
            let path = format!("{path}.effect[{index}]");
            let levers = self.levers(&path, written.lever_text(), moved);
            let size = self.size(&path, written.size.as_ref());
            let (Some(levers), Some(size), Some(lever)) = (levers, size, &written.lever) else { continue };
            let of = written.of.as_deref().map(|of| of.join("+"));
            let parts = [Some(lever), of.as_ref(), written.from_carrier.as_ref(), written.to_carrier.as_ref()];
            let moved_by: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
            let moved_by = moved_by.join(".");
            let name = format!("{}.{moved_by}", event.name);
            if effects.iter().any(|other| other.name == name) {
                self.note(&path, format!("this event moves {lever} of the same twice; keep one"));
                continue;
            }
            effects.push(Effect {
                label: format!("{}: {moved_by}", event.label),
                name,
                levers,
                size,
                strength: Strength::Event(position),
            });
        }
        effects
    }
}
