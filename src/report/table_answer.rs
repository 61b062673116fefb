//! A whole input-output table as an answer.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::answer::Answer;
use super::error::ReportError;
use super::number::{decimals, fixed, largest};
use super::table::Ink;
use super::wide_table::WideTable;
use crate::economy::io::Table;

/// A table that a command made. As CSV it is [`Table::to_csv`], which the other commands read.
#[derive(Debug, Clone, PartialEq)]
pub struct TableAnswer<'t> {
    /// The command that gave it, such as `io aggregate`.
    pub command: &'static str,
    /// The table.
    pub table: &'t Table,
}

impl Answer for TableAnswer<'_> {
    fn command(&self) -> &'static str {
        self.command
    }

    /// For people: the rows and columns of the table, in blocks of columns where they are too many for a line; each row of
    /// satellites has its own decimals.
    fn to_table(&self, ink: Ink) -> Result<String, ReportError> {
        let data = self.table.data();
        let satellites = data.satellites.keys().map(|name| format!("satellite:{name}"));
        let labels = data.sectors.iter().cloned().chain(data.primary.keys().map(|name| format!("primary:{name}")));
        let labels: Vec<String> = labels.chain(satellites).collect();
        let whole = WideTable { rows: labels, columns: self.columns(), shared: data.sectors.len() };
        Ok(whole.lines(ink).join("\n") + "\n")
    }

    /// One object: `command`, `sectors`, `flows` (one array a row), then an array a column or row, named as in a table's file.
    /// A row that lacks numbers is an object with those it has, by sector.
    fn to_json(&self) -> Result<String, ReportError> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    fn to_csv(&self) -> Result<String, ReportError> {
        Ok(self.table.to_csv())
    }
}

impl TableAnswer<'_> {
    /// The columns behind the names: header and cells; behind the flows, only the sectors have any.
    fn columns(&self) -> Vec<(String, Vec<String>)> {
        let data = self.table.data();
        let places = decimals(self.table.output().amax(), 4);
        let money = |values: &[f64]| values.iter().map(|value| fixed(*value, places)).collect::<Vec<String>>();
        let mut columns = Vec::new();
        for (j, sector) in data.sectors.iter().enumerate() {
            let mut cells: Vec<String> = data.flows.column(j).iter().map(|flow| fixed(*flow, places)).collect();
            let shown = |value: Option<f64>, places| value.map_or(String::new(), |value| fixed(value, places));
            cells.extend(data.primary.values().map(|row| shown(row[j], places)));
            cells.extend(data.satellites.values().map(|row| shown(row[j], decimals(largest(row.iter().flatten()), 4))));
            columns.push((sector.clone(), cells));
        }
        for (category, demand) in &data.final_demand {
            // What final demand pays for labour stands behind the sectors' compensation, as in a table's file.
            let direct = |name: &String| data.final_compensation.get(category).filter(|_| name == "compensation");
            let behind =
                data.primary.keys().map(|name| direct(name).map_or(String::new(), |paid| fixed(*paid, places)));
            columns.push((Table::demand_label(category), money(demand).into_iter().chain(behind).collect()));
        }
        columns.push(("output".to_owned(), money(&data.output)));
        columns
    }

    fn demand_labels(&self) -> impl Iterator<Item = String> {
        self.table.data().final_demand.keys().map(|name| Table::demand_label(name))
    }
}

impl Serialize for TableAnswer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let data = self.table.data();
        let flows: Vec<Vec<f64>> = data.flows.row_iter().map(|row| row.iter().copied().collect()).collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("command", self.command)?;
        map.serialize_entry("sectors", &data.sectors)?;
        map.serialize_entry("flows", &flows)?;
        for (label, demand) in self.demand_labels().zip(data.final_demand.values()) {
            map.serialize_entry(&label, demand)?;
        }
        map.serialize_entry("output", &data.output)?;
        if !data.final_compensation.is_empty() {
            map.serialize_entry("final_compensation", &data.final_compensation)?;
        }
        for (kind, rows) in [("primary", &data.primary), ("satellite", &data.satellites)] {
            for (name, row) in rows {
                map.serialize_entry(&format!("{kind}:{name}"), &Row { sectors: &data.sectors, numbers: row })?;
            }
        }
        map.end()
    }
}

/// A row of primary inputs or satellites.
struct Row<'t> {
    sectors: &'t [String],
    numbers: &'t [Option<f64>],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.numbers.iter().all(Option::is_some) {
            return serializer.collect_seq(self.numbers.iter().flatten());
        }
        let known = self.sectors.iter().zip(self.numbers).filter_map(|(sector, number)| Some((sector, (*number)?)));
        serializer.collect_map(known)
    }
}
