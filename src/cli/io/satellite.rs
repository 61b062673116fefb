//! The satellite account that was asked for.

use std::path::Path;

use nalgebra::DVector;

use super::opened::place;
use crate::economy::io::Table;
use crate::input::hint;

/// The account `name` of a table read from the file `path`, or everything that is wrong with it.
pub(super) fn account(table: &Table, path: &Path, name: &str) -> Result<DVector<f64>, Vec<String>> {
    let file = path.display();
    let satellites = &table.data().satellites;
    let name = name.strip_prefix("satellite:").unwrap_or(name);
    let Some(row) = satellites.get(name) else {
        let names: Vec<&str> = satellites.keys().map(String::as_str).collect();
        let has = if names.is_empty() {
            "it has no row satellite:NAME".to_owned()
        } else {
            format!("it has {}", names.join(", "))
        };
        let hint = hint(name, names, "");
        return Err(vec![format!("{file}: the table has no satellite account {name}{hint}; {has}")]);
    };
    // The file is looked at again only for a fault.
    let place = || place(path, &format!("satellite:{name}"));
    let mut faults = Vec::new();
    for ((sector, value), output) in table.sectors().iter().zip(row).zip(table.output()) {
        match value {
            None => faults.push(format!("{}: satellite:{name}.{sector}: the cell is empty; a number is needed here", place())),
            Some(value) if *value != 0.0 && *output == 0.0 => faults.push(format!(
                "{}: satellite:{name}.{sector}: found {value}, yet the sector's output is 0; there is no use per unit of it",
                place()
            )),
            Some(_) => {}
        }
    }
    let known: Option<Vec<f64>> = row.iter().copied().collect();
    known.filter(|_| faults.is_empty()).map(DVector::from_vec).ok_or(faults)
}
