//! A table brought to the groups of a concordance.

use nalgebra::{DMatrix, DVector};

use super::super::{Table, TableData};
use super::Concordance;
use crate::input::Problems;

impl Table {
    /// The table of the groups of a concordance.
    ///
    /// ```text
    /// Z* = S Z S'   f* = S f   x* = S x   v* = S v
    /// ```
    ///
    /// with S groups x sectors ([`Concordance::matrix`]) and v each row of primary inputs and satellites, so that rows and
    /// columns balance as before and every total is kept. Units are those of the table. Satellites are added up, so they must
    /// be amounts (persons, tonnes), not ratios. A number of a group is not known where that of one of its sectors is not.
    /// Miller & Blair (2009), chapter 4.
    ///
    /// # Errors
    /// A sector of the table without a group, a sector that the table lacks; all together.
    ///
    /// ```
    /// use kapok::economy::io::{Concordance, Table};
    /// let text = "sector,coal,oil,steel,final_demand,output\ncoal,1,2,3,4,10\noil,2,1,1,6,10\nsteel,3,3,2,12,20\n";
    /// let table = Table::from_csv("table.csv", text)?;
    /// let concordance = Concordance::new([("coal", "energy", 1.0), ("oil", "energy", 1.0), ("steel", "metals", 1.0)])?;
    /// let groups = table.aggregated(&concordance)?;
    /// assert_eq!(groups.flows(), &nalgebra::dmatrix![6.0, 4.0; 6.0, 2.0]);
    /// # Ok::<(), kapok::Problems>(())
    /// ```
    pub fn aggregated(&self, concordance: &Concordance) -> Result<Self, Problems> {
        let s = concordance.matrix(self.sectors())?;
        let data = self.data();
        let sums = |values: &[f64]| (&s * DVector::from_column_slice(values)).as_slice().to_vec();
        let known = |row: &[Option<f64>]| known_sums(&s, row);
        Self::new(TableData {
            sectors: concordance.groups().to_vec(),
            flows: &s * &data.flows * s.transpose(),
            final_demand: data.final_demand.iter().map(|(name, demand)| (name.clone(), sums(demand))).collect(),
            output: sums(&data.output),
            primary: data.primary.iter().map(|(name, row)| (name.clone(), known(row))).collect(),
            final_compensation: data.final_compensation.clone(),
            satellites: data.satellites.iter().map(|(name, row)| (name.clone(), known(row))).collect(),
        })
    }
}

/// Sums over the members of each group; none where a member's number is not known.
fn known_sums(s: &DMatrix<f64>, row: &[Option<f64>]) -> Vec<Option<f64>> {
    let sum = |weights: Vec<f64>| {
        let members = weights.iter().zip(row).filter(|(weight, _)| **weight != 0.0);
        members.map(|(weight, value)| value.map(|value| weight * value)).sum()
    };
    s.row_iter().map(|weights| sum(weights.iter().copied().collect())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::dmatrix;

    const TEXT: &str = "sector,a,b,c,final:homes,final:abroad,output\na,1,2,3,4,0,10\nb,2,1,1,5,1,10\nc,3,3,2,10,2,20\nprimary:value_added,4,4,14,,,\nprimary:compensation,1,,7,,,\nsatellite:employment,1,2,4,,,\n";

    #[test]
    fn a_sector_of_two_groups_goes_by_its_weights() {
        let table = Table::from_csv("t.csv", TEXT).unwrap();
        let concordance =
            Concordance::new([("a", "x", 1.0), ("b", "x", 0.25), ("b", "y", 0.75), ("c", "y", 1.0)]).unwrap();
        let groups = table.aggregated(&concordance).unwrap();
        // By hand, S = [[1, 1/4, 0], [0, 3/4, 1]]: S Z = [[1.5, 2.25, 3.25], [4.5, 3.75, 2.75]].
        assert_eq!(groups.flows(), &dmatrix![2.0625, 4.9375; 5.4375, 5.5625]);
        assert_eq!(groups.output().as_slice(), [12.5, 27.5]);
        assert_eq!(groups.data().final_demand["homes"], [5.25, 13.75]);
        assert_eq!(groups.data().primary["value_added"], [Some(5.0), Some(17.0)]);
        assert_eq!(groups.data().primary["compensation"], [None, None], "b's is not known and goes to both");
        assert_eq!(groups.data().satellites["employment"], [Some(1.5), Some(5.5)]);
    }

    #[test]
    fn what_is_not_known_of_one_group_is_known_of_another() {
        let table = Table::from_csv("t.csv", TEXT).unwrap();
        let concordance = Concordance::new([("a", "x", 1.0), ("b", "x", 1.0), ("c", "y", 1.0)]).unwrap();
        let groups = table.aggregated(&concordance).unwrap();
        assert_eq!(groups.data().primary["compensation"], [None, Some(7.0)]);
    }
}
