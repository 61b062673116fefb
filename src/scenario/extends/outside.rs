//! Figures of the plan that a parent lists as outside the model, and a child takes up.

use toml::{Table, Value};

use super::origin::Origin;
use crate::input::Segment;

/// The list of what stands outside the model.
pub(super) const SECTION: &str = "outside";

/// The figures that a file has targets on, or lists as outside itself.
pub(super) fn taken_up(table: &Table) -> Vec<String> {
    let entries = |section: &str| table.get(section).and_then(Value::as_array).into_iter().flatten();
    let targets = entries("target").filter_map(|target| target.get("fact"));
    let listed = entries(SECTION).filter_map(|entry| entry.get("facts")?.as_array()).flatten();
    targets.chain(listed).filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Takes figures out of the lists of a table; an entry that is left with none goes too. The origin of the table after it.
pub(super) fn leave(table: &mut Table, origin: &Origin, figures: &[String]) -> Origin {
    let section = Segment::Key(SECTION.into());
    let of_list = origin.part(&section);
    let Some(Value::Array(entries)) = table.get_mut(SECTION) else { return origin.clone() };
    let (mut kept, mut parts) = (Vec::new(), Vec::new());
    for (index, mut entry) in std::mem::take(entries).into_iter().enumerate() {
        let of_entry = of_list.part(&Segment::Index(index));
        let before = facts(&mut entry).map_or(0, |facts| facts.len());
        let of_entry = leave_entry(&mut entry, of_entry, figures);
        if before > 0 && facts(&mut entry).is_some_and(|facts| facts.is_empty()) {
            continue;
        }
        parts.push((Segment::Index(kept.len()), of_entry));
        kept.push(entry);
    }
    *entries = kept;
    origin.clone().with_part(section, of_list.with_parts(parts))
}

fn facts(entry: &mut Value) -> Option<&mut Vec<Value>> {
    entry.get_mut("facts")?.as_array_mut()
}

fn leave_entry(entry: &mut Value, origin: Origin, figures: &[String]) -> Origin {
    let leaves = |fact: &Value| fact.as_str().is_some_and(|fact| figures.iter().any(|figure| figure == fact));
    let keys = entry.as_table().into_iter().flat_map(Table::keys).map(|key| Segment::Key(key.clone()));
    let mut parts: Vec<(Segment, Origin)> = keys.map(|key| (key.clone(), origin.part(&key))).collect();
    let Some(facts) = facts(entry).filter(|facts| facts.iter().any(leaves)) else { return origin };
    let of_facts = origin.part(&Segment::Key("facts".into()));
    let staying = (0..facts.len()).filter(|&place| !leaves(&facts[place]));
    let moved = staying.enumerate().map(|(to, from)| (Segment::Index(to), of_facts.part(&Segment::Index(from))));
    let of_facts = of_facts.clone().with_parts(moved.collect());
    facts.retain(|fact| !leaves(fact));
    parts.retain(|(key, _)| *key != Segment::Key("facts".into()));
    parts.push((Segment::Key("facts".into()), of_facts));
    origin.with_parts(parts)
}
