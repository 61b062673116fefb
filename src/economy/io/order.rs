//! The sectors of one table in the order of another.

use nalgebra::DMatrix;

use super::{Table, TableData};
use crate::input::{Problem, Problems, hint};

impl Table {
    /// The same table with its sectors in the order of `sectors`, those of another table.
    ///
    /// # Errors
    /// All faults together: a sector of the other table that this one lacks, or the other way round.
    ///
    /// ```
    /// use kapok::economy::io::Table;
    /// let table = Table::from_csv("t.csv", "sector,a,b,final_demand,output\na,1,2,7,10\nb,3,4,13,20\n")?;
    /// let turned = table.in_order_of(&["b".to_owned(), "a".to_owned()])?;
    /// assert_eq!(turned.flows(), &nalgebra::dmatrix![4.0, 3.0; 2.0, 1.0]);
    /// # Ok::<(), kapok::Problems>(())
    /// ```
    pub fn in_order_of(&self, sectors: &[String]) -> Result<Self, Problems> {
        let data = self.data();
        let mut problems = Vec::new();
        let mut places = Vec::new();
        for name in sectors {
            if let Some(place) = data.sectors.iter().position(|other| other == name) {
                places.push(place);
            } else {
                let hint = hint(name, data.sectors.iter().map(String::as_str), "");
                problems.push(Problem::new("", format!("there is no sector \"{name}\", as the other table has{hint}")));
            }
        }
        for name in data.sectors.iter().filter(|name| !sectors.contains(name)) {
            problems.push(Problem::new("", format!("the sector \"{name}\" is not in the other table")));
        }
        if !problems.is_empty() {
            return Err(Problems::new(problems));
        }
        let numbers = |values: &[f64]| places.iter().map(|&place| values[place]).collect::<Vec<f64>>();
        let known = |row: &[Option<f64>]| places.iter().map(|&place| row[place]).collect::<Vec<_>>();
        let flow = |i: usize, j: usize| data.flows[(places[i], places[j])];
        Self::new(TableData {
            sectors: sectors.to_vec(),
            flows: DMatrix::from_fn(places.len(), places.len(), flow),
            final_demand: data.final_demand.iter().map(|(name, demand)| (name.clone(), numbers(demand))).collect(),
            output: numbers(&data.output),
            primary: data.primary.iter().map(|(name, row)| (name.clone(), known(row))).collect(),
            final_compensation: data.final_compensation.clone(),
            satellites: data.satellites.iter().map(|(name, row)| (name.clone(), known(row))).collect(),
        })
    }
}
