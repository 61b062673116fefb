//! A whole input-output table as an answer.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::answer::Answer;
use super::error::ReportError;
use super::number::{decimals, fixed};
use super::table::Ink;
use super::table::layout::{Column, Grid};
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

    /// For people: the rows and columns of the table, each row of satellites with its own decimals.
    fn to_table(&self, ink: Ink) -> Result<String, ReportError> {
        let data = self.table.data();
        let mut columns = vec![Column::text("Sector", 40)];
        let headers = data.sectors.iter().cloned().chain(self.demand_labels()).chain(["output".to_owned()]);
        columns.extend(headers.map(|header| Column::number(header, 2)));
        let places = decimals(self.table.output().amax(), 4);
        let mut rows = Vec::new();
        for (i, sector) in data.sectors.iter().enumerate() {
            let mut row = vec![sector.clone()];
            row.extend(data.flows.row(i).iter().map(|flow| fixed(*flow, places)));
            row.extend(data.final_demand.values().map(|demand| fixed(demand[i], places)));
            row.push(fixed(data.output[i], places));
            rows.push(row);
        }
        let empty = vec![String::new(); data.final_demand.len() + 1];
        let mut below = |label: String, values: &[Option<f64>], places: usize| {
            let cells = values.iter().map(|value| value.map_or(String::new(), |value| fixed(value, places)));
            rows.push(std::iter::once(label).chain(cells).chain(empty.iter().cloned()).collect());
        };
        for (name, values) in &data.primary {
            below(format!("primary:{name}"), values, places);
        }
        for (name, values) in &data.satellites {
            let largest = values.iter().flatten().fold(0.0_f64, |most, value| most.max(value.abs()));
            below(format!("satellite:{name}"), values, decimals(largest, 4));
        }
        Ok(Grid::new(columns, rows).render(ink).join("\n") + "\n")
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
