//! Files of a chain put together, the one that extends over the one it extends.
//!
//! Tables merge key by key; whatever is a value (a number, text, a list of plain values, a distribution) is replaced whole.
//! Lists of tables that have a name merge by it.

use toml::{Table, Value};

use super::chain::Link;
use super::lists::{is_list, key_of, name_of};
use super::origin::Origin;
use super::outside;
use crate::input::{Problem, Segment, SourceFile, hint, spell};

/// Keys that stay with the file they are written in.
const OWN: [&str; 3] = ["extends", "title", "description"];

/// Keys of a section that take each other's place.
const INSTEAD: [(&str, &[&[&str]]); 4] = [
    ("sector", &[&["output_growth"], &["demand_growth"]]),
    ("sector_defaults", &[&["output_growth"], &["demand_growth"]]),
    ("event", &[&["probability"], &["years"]]),
    ("volume", &[&["base"], &["anchor"], &["share", "unit_value"]]),
];

/// All files of a chain in one, each value with its origin.
#[derive(Debug)]
pub(in crate::scenario) struct Merged {
    pub(in crate::scenario) table: Table,
    pub(in crate::scenario) origin: Origin,
    pub(in crate::scenario) problems: Vec<Problem>,
}

impl Merged {
    /// Puts the files together; nothing where one of them cannot be read.
    pub(in crate::scenario) fn of(links: &[Link]) -> Option<Self> {
        let mut merged =
            Self { table: Table::new(), origin: Origin::of_file(links.len().checked_sub(1)?), problems: Vec::new() };
        for (index, link) in links.iter().enumerate().rev() {
            let mut table = link.table.clone()?;
            if index > 0 {
                OWN.iter().for_each(|key| drop(table.remove(*key)));
            }
            let figures = outside::taken_up(&table);
            let mut over = Over { link, is_first: index + 1 == links.len(), problems: Vec::new() };
            merged.origin = outside::leave(&mut merged.table, &merged.origin, &figures);
            let below = Layer { value: merged.table, origin: merged.origin };
            let whole = over.file(below, Layer { value: table, origin: Origin::of_file(index) });
            merged.problems.extend(over.problems);
            (merged.table, merged.origin) = (whole.value, whole.origin);
        }
        Some(merged)
    }
}

/// Whether a table is a distribution, which is one value.
pub(in crate::scenario) fn is_distribution(table: &Table) -> bool {
    table.contains_key("kind") || table.contains_key("quantiles")
}

/// A value and its origin.
struct Layer<V> {
    value: V,
    origin: Origin,
}

/// A file that is laid over what it extends.
struct Over<'l> {
    link: &'l Link,
    /// Whether it extends nothing.
    is_first: bool,
    problems: Vec<Problem>,
}

impl Over<'_> {
    fn file(&mut self, below: Layer<Table>, above: Layer<Table>) -> Layer<Table> {
        tables(below, above, |section, below, above| self.section(section, below, above))
    }

    /// What stands under a key of the file itself.
    fn section(&mut self, section: &str, below: Option<Layer<Value>>, above: Layer<Value>) -> Layer<Value> {
        if !is_list(section) {
            return match below {
                Some(below) => value(section, below, above),
                None => above,
            };
        }
        match (below, above) {
            (Some(Layer { value: Value::Array(old), origin: under }), Layer { value: Value::Array(new), origin }) => {
                self.list(section, Layer { value: old, origin: under }, Layer { value: new, origin })
            }
            (_, Layer { value: Value::Array(new), origin }) => {
                let nothing = Layer { value: Vec::new(), origin: origin.clone() };
                self.list(section, nothing, Layer { value: new, origin })
            }
            (_, above) => above,
        }
    }

    /// A list whose entries merge by their names, new ones after those inherited.
    fn list(&mut self, section: &str, below: Layer<Vec<Value>>, above: Layer<Vec<Value>>) -> Layer<Value> {
        let place = |origin: &Origin, index| origin.part(&Segment::Index(index));
        let names: Vec<Option<String>> = below.value.iter().map(|entry| name_of(section, entry.as_table()?)).collect();
        let old = below.value.into_iter().enumerate();
        let mut entries: Vec<Option<Layer<Value>>> =
            old.map(|(index, value)| Some(Layer { value, origin: place(&below.origin, index) })).collect();
        let mut met: Vec<usize> = Vec::new();
        for (index, entry) in above.value.into_iter().enumerate() {
            let name = entry.as_table().and_then(|entry| name_of(section, entry));
            // A name that stands twice in one file is told as such: only the first of the two is the inherited one.
            let same = name.as_ref().and_then(|name| names.iter().position(|other| other.as_ref() == Some(name)));
            let same = same.filter(|place| !met.contains(place));
            met.extend(same);
            let inherited = same.and_then(|place| entries[place].take());
            if self.link.removals.holds(section, index) {
                if inherited.is_none() {
                    self.nothing_to_remove(section, index, name.as_deref(), &names);
                }
                continue;
            }
            let own = Layer { value: entry, origin: place(&above.origin, index) };
            match (inherited, same) {
                (Some(inherited), Some(place)) => entries[place] = Some(value(section, inherited, own)),
                _ => entries.push(Some(own)),
            }
        }
        let (values, origins): (Vec<Value>, Vec<Origin>) =
            entries.into_iter().flatten().map(|entry| (entry.value, entry.origin)).unzip();
        let parts = origins.into_iter().enumerate().map(|(index, origin)| (Segment::Index(index), origin)).collect();
        Layer { value: Value::Array(values), origin: above.origin.over(&below.origin, parts) }
    }

    fn nothing_to_remove(&mut self, section: &str, index: usize, name: Option<&str>, names: &[Option<String>]) {
        let file: &SourceFile = &self.link.file;
        let path = [Segment::Key(section.into()), Segment::Index(index), Segment::Key("remove".into())];
        let message = match name {
            None => format!("this needs {}, the name of what is taken out", key_of(section)),
            Some(_) if self.is_first => "the scenario extends no other, so there is nothing to take out".to_owned(),
            Some(name) => {
                let inherited: Vec<&str> = names.iter().flatten().map(String::as_str).collect();
                let list = if inherited.is_empty() { "none".to_owned() } else { inherited.join(", ") };
                format!("\"{name}\" is not inherited{} Inherited: {list}", hint(name, inherited.iter().copied(), "."))
            }
        };
        self.problems.push(file.problem(&spell(&path), message, file.find(&path).1));
    }
}

/// A value over the one it extends.
fn value(section: &str, below: Layer<Value>, above: Layer<Value>) -> Layer<Value> {
    match (below, above) {
        (Layer { value: Value::Table(mut old), origin: under }, Layer { value: Value::Table(new), origin })
            if !is_distribution(&old) && !is_distribution(&new) =>
        {
            replaced(section, &new).into_iter().for_each(|key| drop(old.remove(key)));
            let (below, above) = (Layer { value: old, origin: under }, Layer { value: new, origin });
            let Layer { value, origin } = tables(below, above, |_, below, above| match below {
                Some(below) => self::value(section, below, above),
                None => above,
            });
            Layer { value: Value::Table(value), origin }
        }
        (_, above) => above,
    }
}

/// A table over the one it extends, key by key.
fn tables(
    below: Layer<Table>,
    above: Layer<Table>,
    mut over: impl FnMut(&str, Option<Layer<Value>>, Layer<Value>) -> Layer<Value>,
) -> Layer<Table> {
    let step = |name: &str| Segment::Key(name.to_owned());
    let mut merged = below.value;
    let inherited = merged.keys().map(|name| (step(name), below.origin.part(&step(name))));
    let mut parts: Vec<(Segment, Origin)> = inherited.collect();
    for (name, new) in above.value {
        let key = step(&name);
        let old = merged.get_mut(&name).map(|old| std::mem::replace(old, Value::Boolean(false)));
        let old = old.map(|value| Layer { value, origin: below.origin.part(&key) });
        let Layer { value, origin } = over(&name, old, Layer { value: new, origin: above.origin.part(&key) });
        parts.retain(|(part, _)| *part != key);
        parts.push((key, origin));
        merged.insert(name, value);
    }
    Layer { value: merged, origin: above.origin.over(&below.origin, parts) }
}

/// The keys that no longer hold where these are written.
fn replaced(section: &str, written: &Table) -> Vec<&'static str> {
    let has = |keys: &[&str]| keys.iter().any(|key| written.contains_key(*key));
    let ways = INSTEAD.iter().filter(|(of, _)| *of == section).flat_map(|(_, ways)| *ways);
    let (given, others): (Vec<&[&str]>, Vec<&[&str]>) = ways.copied().partition(|way| has(way));
    if given.is_empty() { Vec::new() } else { others.concat() }
}
