//! Lists of tables that have a name, which merge entry by entry.

use toml::{Table, Value};

/// Lists whose entries are known by their `id`.
const BY_ID: [&str; 9] = ["policy", "drift", "event", "ceiling", "link", "volume", "reference", "satellite", "target"];
/// The list whose entries are known by the pair they are about.
const BY_PAIR: &str = "correlation";
/// All lists whose entries have a name.
pub(in crate::scenario) const LISTS: [&str; 10] =
    ["policy", "drift", "event", "ceiling", "link", "volume", "reference", "satellite", "target", BY_PAIR];

/// Whether entries of a list are kept one by one, and not as a whole.
pub(super) fn is_list(section: &str) -> bool {
    LISTS.contains(&section) || section == super::outside::SECTION
}

/// The key under which an entry's name stands.
pub(in crate::scenario) fn key_of(section: &str) -> &'static str {
    if section == BY_PAIR { "between" } else { "id" }
}

/// The name of an entry of a list, if it is one whose entries have a name; that of a pair is the same in either order.
pub(in crate::scenario) fn name_of(section: &str, entry: &Table) -> Option<String> {
    if BY_ID.contains(&section) {
        return entry.get("id").and_then(Value::as_str).map(str::to_owned);
    }
    if section != BY_PAIR {
        return None;
    }
    let mut names = entry.get("between")?.as_array()?.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?;
    names.sort_unstable();
    Some(names.join(" and "))
}
