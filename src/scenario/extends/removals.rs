//! Entries by which a file takes out what it would inherit: `remove = true`.

use toml::{Table, Value};

use super::lists::{LISTS, key_of};
use crate::input::{Problem, Segment, SourceFile, spell};

/// The entries of a file's lists that take out what is inherited under their name: (list, place in the list).
#[derive(Debug, Default)]
pub(super) struct Removals(Vec<(String, usize)>);

impl Removals {
    /// Takes `remove` out of all lists of a file, and notes what else is said of an entry that is not to be.
    pub(super) fn take(file: &SourceFile, table: &mut Table, problems: &mut Vec<Problem>) -> Self {
        let mut found = Vec::new();
        for section in LISTS {
            let Some(Value::Array(entries)) = table.get_mut(section) else { continue };
            for (index, entry) in entries.iter_mut().enumerate() {
                let Value::Table(entry) = entry else { continue };
                let Some(remove) = entry.remove("remove") else { continue };
                let mut note = |field: &str, message: String| {
                    let path = [Segment::Key(section.into()), Segment::Index(index), Segment::Key(field.into())];
                    problems.push(file.problem(&spell(&path), message, file.find(&path).1));
                };
                if remove != Value::Boolean(true) {
                    note("remove", format!("found {remove}; only true stands here, to take out what is inherited"));
                    continue;
                }
                let key = key_of(section);
                for field in entry.keys().filter(|field| *field != key) {
                    note(field, format!("the entry is taken out; it says nothing but its {key}"));
                }
                entry.retain(|field, _| field == key);
                found.push((section.to_owned(), index));
            }
        }
        Self(found)
    }

    /// Whether an entry takes out what is inherited.
    pub(super) fn holds(&self, section: &str, index: usize) -> bool {
        self.0.iter().any(|(list, place)| list == section && *place == index)
    }
}
