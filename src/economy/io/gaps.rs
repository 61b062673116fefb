//! Whether a table balances: what its rows and columns miss.

use super::Table;

/// What rows and columns of a table miss to its output, in the table's unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Gaps {
    /// x_i - sum_j z_ij - f_i: output that nobody bought.
    pub rows: Vec<f64>,
    /// x_j - sum_i z_ij - primary inputs: output that paid for nothing; none where the primary inputs are not complete.
    pub columns: Vec<Option<f64>>,
}

/// Parts of value added: not counted beside a row of value added as a whole.
const PARTS: [&str; 4] = ["compensation", "taxes", "depreciation", "surplus"];

impl Table {
    /// What rows and columns miss.
    ///
    /// Primary inputs are complete in a column where every row that counts has a number, and there is a row `value_added` or
    /// some row beside `compensation` and `imports`. Where there is a row `value_added`, its parts (`compensation`, `taxes`,
    /// `depreciation`, `surplus`) do not count beside it; all other rows, such as `imports`, do.
    pub fn gaps(&self) -> Gaps {
        let sold = self.flows().column_sum() + self.final_demand();
        let rows = (self.output() - sold).as_slice().to_vec();
        let primary = &self.data().primary;
        let whole = primary.contains_key("value_added");
        let counted: Vec<_> =
            primary.iter().filter(|(name, _)| !(whole && PARTS.contains(&name.as_str()))).map(|(_, row)| row).collect();
        let complete = whole || primary.keys().any(|name| !["compensation", "imports"].contains(&name.as_str()));
        let column = |j: usize| {
            let paid: Option<f64> = counted.iter().map(|row| row[j]).sum();
            paid.filter(|_| complete).map(|paid| self.output()[j] - self.flows().column(j).sum() - paid)
        };
        Gaps { rows, columns: (0..self.sectors().len()).map(column).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(primary: &str) -> Vec<Option<f64>> {
        let text = format!("sector,a,b,final_demand,output\na,10,20,70,100\nb,30,40,25,100\n{primary}");
        let gaps = Table::from_csv("t.csv", &text).unwrap().gaps();
        assert_eq!(gaps.rows, [0.0, 5.0]);
        gaps.columns
    }

    #[test]
    fn columns_are_compared_where_primary_inputs_are_complete() {
        assert_eq!(columns(""), [None, None]);
        assert_eq!(columns("primary:compensation,30,20\n"), [None, None]);
        assert_eq!(columns("primary:imports,30,20\nprimary:compensation,30,20\n"), [None, None]);
        assert_eq!(columns("primary:value_added,60,30\nprimary:compensation,30,20\n"), [Some(0.0), Some(10.0)]);
        assert_eq!(columns("primary:value_added,50,30\nprimary:imports,10,\n"), [Some(0.0), None]);
        assert_eq!(columns("primary:compensation,30,20\nprimary:surplus,30,20\n"), [Some(0.0), Some(0.0)]);
    }
}
