//! In what two scenarios differ, in economic terms.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::partial::SECTIONS;
use super::{Scenario, Written, WrittenValue};
use crate::model::Parameter;

/// A number, name or part in which two scenarios differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Its dotted path, as [`Scenario::written`] has it.
    pub path: String,
    /// Its name for people.
    pub name: String,
    /// What the first scenario has; nothing where it has no such part.
    pub base: Option<WrittenValue>,
    /// What the second has.
    pub new: Option<WrittenValue>,
    /// Its unit; empty where it has none.
    pub unit: String,
}

/// Keys that describe and move nothing.
const SILENT: [&str; 8] = ["extends", "title", "description", "label", "term", "reading", "fact", "note"];
/// Sections that describe, or say how a run is made.
const ELSEWHERE: [&str; 2] = ["outside", "run"];
/// Sections whose entries are there or not as a whole.
const PARTS: [&str; 11] = [
    "factor",
    "policy",
    "drift",
    "event",
    "ceiling",
    "link",
    "volume",
    "reference",
    "satellite",
    "correlation",
    "target",
];

impl Scenario {
    /// In what another scenario differs from this one: numbers and names with what each has, parts that only one has as a
    /// whole. Titles, labels, sources and how a run is made are left out.
    ///
    /// ```
    /// use kapok::Scenario;
    /// let (baseline, china) = (Scenario::builtin("baseline")?, Scenario::builtin("china-2020")?);
    /// assert!(baseline.differences(&baseline).is_empty());
    /// let differences = baseline.differences(&china);
    /// let speed = differences.iter().find(|difference| difference.path == "trends.shock_persistence");
    /// assert_eq!(speed.map(|speed| speed.name.as_str()), Some("Persistence of shocks to sales outside the region"));
    /// # Ok::<(), kapok::Problems>(())
    /// ```
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        let (mine, theirs) = (Resolved::of(self), Resolved::of(other));
        let mut found = Vec::new();
        let mut parts: Vec<&str> = Vec::new();
        let others = theirs.values.keys().filter(|path| !mine.values.contains_key(*path));
        for path in mine.values.keys().chain(others) {
            let (in_mine, in_theirs) = (mine.has_part_of(path), theirs.has_part_of(path));
            if in_mine == in_theirs {
                let Some(difference) = mine.difference(&theirs, path) else { continue };
                // An effect among others says nothing by itself: the whole event or policy is set beside the other.
                match part_of(path).filter(|_| path.contains("].")) {
                    None => found.push(difference),
                    Some(part) if parts.contains(&part) => {}
                    Some(part) => {
                        parts.push(part);
                        found.push(mine.whole_part(&theirs, part));
                    }
                }
            } else if let Some(part) = part_of(path).filter(|part| !parts.contains(part)) {
                parts.push(part);
                found.push(mine.whole_part(&theirs, part));
            }
        }
        let section = |difference: &Difference| {
            SECTIONS.iter().position(|section| difference.path.split('.').next() == Some(*section))
        };
        found.sort_by_key(section);
        found
    }
}

/// The part that a path lies in, where it is there or not as a whole.
fn part_of(path: &str) -> Option<&str> {
    let (section, rest) = path.split_once('.')?;
    if !PARTS.contains(&section) {
        return None;
    }
    // Names of pairs have points in them: their entries end with the last key.
    let end = if section == "correlation" { rest.rfind('.')? } else { rest.find('.')? };
    Some(&path[..=section.len() + end])
}

/// A scenario's values by path, and what its numbers are called.
struct Resolved {
    values: IndexMap<String, Written>,
    parts: Vec<String>,
    labels: BTreeMap<String, String>,
    /// What numbers are that are not written.
    defaults: BTreeMap<String, (f64, &'static str)>,
}

impl Resolved {
    fn of(scenario: &Scenario) -> Self {
        let told = |value: &Written| {
            let mut steps = value.path.split(['.', '[']);
            let last = value.path.rsplit('.').next().unwrap_or_default();
            !steps.next().is_some_and(|section| ELSEWHERE.contains(&section)) && !SILENT.contains(&last)
        };
        let values: IndexMap<String, Written> =
            scenario.written().into_iter().filter(told).map(|value| (value.path.clone(), value)).collect();
        let data = &scenario.data;
        let (a, region) = (&data.assumptions, &data.region);
        let parameters = Parameter::all(a);
        let path = |parameter: &Parameter| parameter.path(a, region);
        let mut labels: BTreeMap<String, String> = parameters.iter().map(|p| (path(p), p.label(a, region))).collect();
        labels.extend(data.targets.iter().map(|target| (format!("target.{}", target.id), target.label.clone())));
        labels.extend(a.factors.iter().map(|factor| (format!("factor.{}", factor.id), factor.label.clone())));
        labels.extend(region.sectors.iter().map(|sector| (format!("sector.{}", sector.id), sector.label.clone())));
        labels.extend(scenario.written().into_iter().filter_map(|value| {
            let part = value.path.strip_suffix(".label")?.to_owned();
            let WrittenValue::Words(label) = value.value else { return None };
            Some((part, label))
        }));
        let known = parameters.iter().filter_map(|p| Some((path(p), (p.of(a).known()?, p.unit().symbol()))));
        let defaults = known.collect();
        let mut parts: Vec<String> = values.keys().filter_map(|path| part_of(path)).map(str::to_owned).collect();
        parts.dedup();
        Self { values, parts, labels, defaults }
    }

    /// Whether the part that a path lies in is there; none is needed for other paths.
    fn has_part_of(&self, path: &str) -> bool {
        part_of(path).is_none_or(|part| self.parts.iter().any(|own| own == part))
    }

    fn value(&self, path: &str) -> Option<WrittenValue> {
        let default = || self.defaults.get(path).map(|(value, _)| WrittenValue::Number(*value));
        self.values.get(path).map(|written| written.value.clone()).or_else(default)
    }

    fn unit(&self, path: &str) -> Option<String> {
        let default = || self.defaults.get(path).map(|(_, unit)| (*unit).to_owned());
        self.values.get(path).map(|written| written.unit.clone()).or_else(default)
    }

    /// What people call the number at a path, by what it lies in.
    fn name(&self, path: &str) -> Option<String> {
        let (part, field) = path.rsplit_once('.')?;
        let label = self.labels.get(part)?;
        Some(format!("{label}: {}", spoken(field)))
    }

    fn difference(&self, other: &Self, path: &str) -> Option<Difference> {
        let (base, new) = (self.value(path), other.value(path));
        let label = self.labels.get(path).or_else(|| other.labels.get(path));
        (base != new).then(|| Difference {
            path: path.to_owned(),
            name: label
                .cloned()
                .or_else(|| self.name(path))
                .or_else(|| other.name(path))
                .unwrap_or_else(|| spoken(path)),
            base,
            new,
            unit: self.unit(path).filter(|unit| !unit.is_empty()).or_else(|| other.unit(path)).unwrap_or_default(),
        })
    }

    /// A part that only one of two scenarios has.
    fn whole_part(&self, other: &Self, part: &str) -> Difference {
        let (section, id) = part.split_once('.').unwrap_or((part, ""));
        let label = self.labels.get(part).or_else(|| other.labels.get(part)).map_or(id, String::as_str);
        Difference {
            path: part.to_owned(),
            name: format!("{}: {label}", capital(section)),
            base: self.in_short(part),
            new: other.in_short(part),
            unit: String::new(),
        }
    }

    /// What stands in a part, in a line.
    fn in_short(&self, part: &str) -> Option<WrittenValue> {
        let mut words = String::new();
        for written in self.values.values() {
            let Some(field) = written.path.strip_prefix(part).and_then(|rest| rest.strip_prefix('.')) else { continue };
            let field = field.rsplit_once("].").map_or(field, |(_, of_entry)| of_entry);
            // Every effect of an event or a policy begins with its lever.
            let mark = if field == "lever" { "; " } else { ", " };
            words.push_str(if words.is_empty() { "" } else { mark });
            let value = &written.value;
            let said = match (field, written.unit.as_str()) {
                ("lever", _) => value.to_string(),
                (_, "" | "1") => format!("{} {value}", spoken(field)),
                (_, unit) => format!("{} {value} {unit}", spoken(field)),
            };
            words.push_str(&said);
        }
        self.parts.iter().any(|own| own == part).then_some(WrittenValue::Words(words))
    }
}

/// `transfers_growth.start` as "transfers growth, start".
fn spoken(path: &str) -> String {
    path.replace('_', " ").replace('.', ", ")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
