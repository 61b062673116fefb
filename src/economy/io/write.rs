//! Tables written as CSV, in the form in which they are read.

use super::Table;

impl Table {
    /// The table as CSV that [`Table::from_csv`] reads back the same, number by number; unknown numbers are empty cells.
    ///
    /// ```
    /// use kapok::economy::io::Table;
    /// let text = "sector,a,b,final_demand,output\na,1,2,3.5,6.5\nb,0,4,1,5\nprimary:value_added,5.5,,,\n";
    /// let table = Table::from_csv("table.csv", text)?;
    /// assert_eq!(table.to_csv(), text);
    /// # Ok::<(), kapok::Problems>(())
    /// ```
    pub fn to_csv(&self) -> String {
        let data = self.data();
        let labels = data.final_demand.keys().map(|name| Self::demand_label(name));
        let mut lines = vec![line(
            std::iter::once("sector".to_owned())
                .chain(data.sectors.iter().cloned())
                .chain(labels)
                .chain(std::iter::once("output".to_owned())),
        )];
        for (i, sector) in data.sectors.iter().enumerate() {
            let flows = data.flows.row(i).iter().copied().collect::<Vec<f64>>().into_iter();
            let numbers = flows.chain(data.final_demand.values().map(|demand| demand[i])).chain([data.output[i]]);
            lines.push(line(std::iter::once(sector.clone()).chain(numbers.map(|number| number.to_string()))));
        }
        let rows = data.primary.iter().map(|row| ("primary", row));
        for (kind, (name, row)) in rows.chain(data.satellites.iter().map(|row| ("satellite", row))) {
            let numbers = row.iter().map(|number| number.map_or(String::new(), |number| number.to_string()));
            let direct = |category| match data.final_compensation.get(category) {
                Some(paid) if kind == "primary" && name == "compensation" => paid.to_string(),
                _ => String::new(),
            };
            let behind = data.final_demand.keys().map(direct).chain([String::new()]);
            lines.push(line(std::iter::once(format!("{kind}:{name}")).chain(numbers).chain(behind)));
        }
        lines.concat()
    }

    /// What a column of final demand is called in files: `final_demand`, or `final:NAME`.
    ///
    /// ```
    /// assert_eq!(kapok::economy::io::Table::demand_label("households"), "final:households");
    /// ```
    pub fn demand_label(name: &str) -> String {
        if name == "final_demand" { name.to_owned() } else { format!("final:{name}") }
    }
}

/// A line of cells, those in quotes that need them.
fn line(cells: impl Iterator<Item = String>) -> String {
    let quoted = |cell: String| {
        let special = cell.starts_with('#') || cell.contains([',', '"', '\n', '\r']);
        if special { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    };
    let cells: Vec<String> = cells.map(quoted).collect();
    cells.join(",") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::io::TableData;
    use nalgebra::dmatrix;

    #[test]
    fn odd_names_and_numbers_read_back_the_same() {
        let table = Table::new(TableData {
            sectors: ["mining, coal", "#2", "\"steel\"; iron"].map(String::from).to_vec(),
            flows: dmatrix![0.1, 1e-9, 1e21; 1.0 / 3.0, 0.0, 2.0; 3.0, -4.0, 123_456_789.123],
            final_demand: [("final_demand".to_owned(), vec![1.0; 3]), ("abroad".to_owned(), vec![0.5; 3])].into(),
            output: vec![1e22, 5.0, 2e21],
            primary: [
                ("value_added".to_owned(), vec![Some(1.0), None, Some(-0.25)]),
                ("compensation".to_owned(), vec![Some(0.5), None, Some(0.25)]),
            ]
            .into(),
            final_compensation: [("abroad".to_owned(), 0.125)].into(),
            satellites: [("co2".to_owned(), vec![None, None, None])].into(),
        })
        .unwrap();
        assert_eq!(Table::from_csv("t.csv", &table.to_csv()).unwrap(), table);
    }
}
