//! Total use split into what is made at home and what is imported.

use indexmap::IndexMap;
use nalgebra::DMatrix;

use super::{Table, TableData};
use crate::input::{Problem, Problems, hint, shown};

/// Where a table of total use holds the imports of each product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportEntry {
    /// A column of final demand, deducted (0 or less): output is what is made at home.
    Column(String),
    /// A row of primary inputs, each product's imports in the column of its own sector: output is total supply, made at home
    /// and imported.
    Row(String),
}

/// What exports are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportContent {
    /// Home production alone; the name of their column of final demand.
    Domestic(String),
    /// The same mix as every other use: what is imported may be exported again.
    LikeOtherUses,
}

/// How imports are shared out over users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRule {
    /// Where the imports stand.
    pub imports: ImportEntry,
    /// What exports are made of.
    pub exports: ExportContent,
}

impl Default for ImportRule {
    /// Imports in a column `imports` of final demand, exports in a column `exports` and made at home.
    fn default() -> Self {
        Self { imports: ImportEntry::Column("imports".into()), exports: ExportContent::Domestic("exports".into()) }
    }
}

/// A table of total use, split. Domestic and imported flows sum to the total, and so does every category of final demand.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportSplit {
    /// Flows and final demand of what is made at home; output is that made at home, and a row of primary inputs `imports`
    /// holds the imported inputs of each sector.
    pub domestic: Table,
    /// Imported inputs, n x n: product by user.
    pub imported_flows: DMatrix<f64>,
    /// Imports for final demand by category, one entry a product.
    pub imported_final_demand: IndexMap<String, Vec<f64>>,
    /// The share of imports in use, by product.
    pub shares: Vec<f64>,
}

/// The name of the row of imported inputs.
const IMPORTS: &str = "imports";

/// Imports may differ from use by this share and still be all of it.
const ROUNDING: f64 = 1e-9;

impl Table {
    /// Splits total use by the proportionality assumption: one import share a product, the same for all its users.
    ///
    /// ```text
    /// s_i = m_i / (sum_j z_ij + sum_c f_ic)      imported: s_i z_ij, s_i f_ic      domestic: (1 - s_i) z_ij, (1 - s_i) f_ic
    /// ```
    ///
    /// m are the imports; c runs over the categories of final demand but imports and, by default, exports, which are then
    /// made at home alone: imports serve users at home, and goods that only pass through are no demand for the region's
    /// industry or its inputs. Where a table counts such goods in both imports and exports, [`ExportContent::LikeOtherUses`]
    /// lets exports have the same share. Rows and columns balance as before: sum_j z_ij of the domestic table plus its final
    /// demand is output, and sum_i z_ij plus `imports` plus the other primary inputs too. All in the unit of the table. The
    /// assumption is the usual one where no survey says who uses imports: United Nations (2018), Handbook on Supply and Use
    /// Tables and Input-Output Tables.
    ///
    /// # Errors
    /// All faults together: the table lacks the column or row of imports or the column of exports; imports that are negative
    /// (positive, where they are deducted), not known, or more than what is used; a row `imports` that stands already.
    ///
    /// ```
    /// use kapok::economy::io::{ImportRule, Table};
    /// let text = "sector,a,b,final:homes,final:exports,final:imports,output\n\
    ///             a,20,30,50,20,-20,100\n\
    ///             b,10,40,50,0,0,100\n\
    ///             primary:value_added,70,30,,,,\n";
    /// let split = Table::from_csv("table.csv", text)?.split_imports(&ImportRule::default())?;
    /// assert_eq!(split.shares, [0.2, 0.0]); // 20 of 20 + 30 + 50
    /// assert_eq!(split.domestic.flows(), &nalgebra::dmatrix![16.0, 24.0; 10.0, 40.0]);
    /// assert_eq!(split.domestic.primary("imports").unwrap().as_slice(), [4.0, 6.0]);
    /// # Ok::<(), kapok::Problems>(())
    /// ```
    pub fn split_imports(&self, rule: &ImportRule) -> Result<ImportSplit, Problems> {
        let mut problems = Vec::new();
        let imports = self.imports(rule, &mut problems);
        let exports = self.exports(rule, &mut problems);
        let stays = |name: &str| !matches!(&rule.imports, ImportEntry::Row(row) if row == name);
        if self.data().primary.contains_key(IMPORTS) && stays(IMPORTS) {
            let message = "this row stands already; imported inputs are to stand there";
            problems.push(Problem::new(format!("primary:{IMPORTS}"), message));
        }
        let (Some(imports), true) = (imports, problems.is_empty()) else { return Err(Problems::new(problems)) };
        let shares = self.import_shares(rule, &imports, exports)?;
        self.split_by(rule, &imports, exports, shares)
    }

    /// Imports of each product, 0 or more.
    fn imports(&self, rule: &ImportRule, problems: &mut Vec<Problem>) -> Option<Vec<f64>> {
        let data = self.data();
        let before = problems.len();
        let mut fault = |sector: &str, message: String| {
            problems.push(Problem::new(format!("{}.{sector}", entry_label(&rule.imports)), message));
        };
        let mut imports = Vec::new();
        match &rule.imports {
            ImportEntry::Column(name) => {
                let Some(column) = data.final_demand.get(name) else {
                    problems.push(self.no_column(name));
                    return None;
                };
                for (sector, value) in data.sectors.iter().zip(column) {
                    if *value > 0.0 {
                        let found = shown(*value);
                        fault(
                            sector,
                            format!("found {found}; imports are deducted in this column: they must be 0 or less"),
                        );
                    }
                    imports.push(-value);
                }
            }
            ImportEntry::Row(name) => {
                let Some(row) = data.primary.get(name) else {
                    let hint = hint(name, data.primary.keys().map(String::as_str), "");
                    problems.push(Problem::new(entry_label(&rule.imports), format!("the table has no such row{hint}")));
                    return None;
                };
                for (sector, value) in data.sectors.iter().zip(row) {
                    match value {
                        None => fault(sector, "the number is missing; write 0 where nothing is imported".to_owned()),
                        Some(value) if *value < 0.0 => {
                            fault(sector, format!("found {}; imports must be 0 or more", shown(*value)));
                        }
                        Some(value) => imports.push(*value),
                    }
                }
            }
        }
        (problems.len() == before).then_some(imports)
    }

    /// The column of exports that are made at home alone, if any is.
    fn exports<'r>(&self, rule: &'r ImportRule, problems: &mut Vec<Problem>) -> Option<&'r str> {
        let ExportContent::Domestic(name) = &rule.exports else { return None };
        if !self.data().final_demand.contains_key(name) {
            problems.push(self.no_column(name));
        } else if is_imports(rule, name) {
            problems.push(Problem::new(Self::demand_label(name), "one column cannot hold both imports and exports"));
        }
        Some(name)
    }

    fn no_column(&self, name: &str) -> Problem {
        let names = self.data().final_demand.keys();
        let hint = hint(name, names.clone().map(String::as_str), ";");
        let known: Vec<String> = names.map(|name| Self::demand_label(name)).collect();
        let message = format!("the table has no such column{hint} final demand is {}", known.join(", "));
        Problem::new(Self::demand_label(name), message)
    }

    /// Imports over what is used of each product, `exports` not counted.
    fn import_shares(&self, rule: &ImportRule, imports: &[f64], exports: Option<&str>) -> Result<Vec<f64>, Problems> {
        let data = self.data();
        let counts = |name: &str| !is_imports(rule, name) && exports != Some(name);
        let mut problems = Vec::new();
        let mut shares = Vec::new();
        for (i, sector) in data.sectors.iter().enumerate() {
            let demand = data.final_demand.iter().filter(|(name, _)| counts(name)).map(|(_, demand)| demand[i]);
            let used = data.flows.row(i).sum() + demand.sum::<f64>();
            let excess = imports[i] - used;
            if imports[i] == 0.0 {
                shares.push(0.0);
            } else if excess.abs() <= ROUNDING * imports[i] {
                shares.push(1.0);
            } else if excess > 0.0 {
                let what = if exports.is_some() { "used beside exports" } else { "used" };
                let message = format!("imports are {}, yet only {} is {what}", shown(imports[i]), shown(used));
                problems.push(Problem::new(format!("{}.{sector}", entry_label(&rule.imports)), message));
            } else {
                shares.push(imports[i] / used);
            }
        }
        if problems.is_empty() { Ok(shares) } else { Err(Problems::new(problems)) }
    }

    fn split_by(
        &self,
        rule: &ImportRule,
        imports: &[f64],
        exports: Option<&str>,
        shares: Vec<f64>,
    ) -> Result<ImportSplit, Problems> {
        let data = self.data();
        let n = data.sectors.len();
        let imported_flows = DMatrix::from_fn(n, n, |i, j| shares[i] * data.flows[(i, j)]);
        let mut domestic_demand = IndexMap::new();
        let mut imported_final_demand = IndexMap::new();
        for (name, demand) in data.final_demand.iter().filter(|(name, _)| !is_imports(rule, name)) {
            let share = |i: usize| if exports == Some(name) { 0.0 } else { shares[i] };
            let imported: Vec<f64> = (0..n).map(|i| share(i) * demand[i]).collect();
            domestic_demand.insert(name.clone(), demand.iter().zip(&imported).map(|(all, m)| all - m).collect());
            imported_final_demand.insert(name.clone(), imported);
        }
        let mut primary = data.primary.clone();
        let mut output = data.output.clone();
        if let ImportEntry::Row(name) = &rule.imports {
            primary.shift_remove(name);
            for (supply, imports) in output.iter_mut().zip(imports) {
                // All of it imported, but for rounding.
                let home = *supply - imports;
                *supply = if home.abs() <= ROUNDING * supply.abs() { 0.0 } else { home };
            }
        }
        let bought: Vec<Option<f64>> = imported_flows.row_sum().iter().map(|sum| Some(*sum)).collect();
        primary.insert(IMPORTS.to_owned(), bought);
        let domestic = Self::new(TableData {
            sectors: data.sectors.clone(),
            flows: &data.flows - &imported_flows,
            final_demand: domestic_demand,
            output,
            primary,
            final_compensation: data.final_compensation.clone(),
            satellites: data.satellites.clone(),
        })?;
        Ok(ImportSplit { domestic, imported_flows, imported_final_demand, shares })
    }
}

fn is_imports(rule: &ImportRule, column: &str) -> bool {
    matches!(&rule.imports, ImportEntry::Column(name) if name == column)
}

fn entry_label(entry: &ImportEntry) -> String {
    match entry {
        ImportEntry::Column(name) => Table::demand_label(name),
        ImportEntry::Row(name) => format!("primary:{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::dmatrix;

    const COLUMN: &str = "sector,a,b,final:homes,final:exports,final:imports,output\na,20,30,50,20,-20,100\nb,10,40,50,30,-30,100\nprimary:value_added,70,30,,,,\nsatellite:employment,5,,,,,\n";

    fn told(text: &str, rule: &ImportRule) -> String {
        Table::from_csv("t.csv", text).unwrap().split_imports(rule).unwrap_err().to_string()
    }

    #[test]
    fn exports_like_other_uses_take_their_share_of_imports() {
        let table = Table::from_csv("t.csv", COLUMN).unwrap();
        let rule = ImportRule { exports: ExportContent::LikeOtherUses, ..ImportRule::default() };
        let split = table.split_imports(&rule).unwrap();
        // 20 of 20 + 30 + 50 + 20; 30 of 10 + 40 + 50 + 30.
        assert_eq!(split.shares, [20.0 / 120.0, 30.0 / 130.0]);
        assert_eq!(split.imported_final_demand["exports"], [20.0 / 120.0 * 20.0, 30.0 / 130.0 * 30.0]);
        let all: f64 = split.imported_flows.sum() + split.imported_final_demand.values().flatten().sum::<f64>();
        assert!((all - 50.0).abs() < 1e-12);
    }

    #[test]
    fn a_product_of_which_all_is_imported_is_not_made_at_home() {
        let text = "sector,oil,steel,final:homes,final:exports,output\noil,0,30,0.3,0,30.3\nsteel,0,20,50,30,100\nprimary:value_added,0,50,,,\nprimary:bought_abroad,30.3,0,,,\n";
        let rule = ImportRule { imports: ImportEntry::Row("bought_abroad".into()), ..ImportRule::default() };
        let split = Table::from_csv("t.csv", text).unwrap().split_imports(&rule).unwrap();
        assert_eq!(split.shares, [1.0, 0.0]);
        assert_eq!(split.domestic.flows(), &dmatrix![0.0, 0.0; 0.0, 20.0]);
        assert_eq!(split.domestic.output().as_slice(), [0.0, 100.0]);
        assert_eq!(split.domestic.data().primary["imports"], [Some(0.0), Some(30.0)]);
        assert_eq!(split.domestic.primary("bought_abroad"), None);
    }

    #[test]
    fn imports_that_cannot_be_shared_out_are_told() {
        let rule = ImportRule::default();
        assert_eq!(
            told(&COLUMN.replace(",-20,", ",20,").replace(",-30,", ",30,"), &rule),
            "final:imports.a: found 20; imports are deducted in this column: they must be 0 or less\nfinal:imports.b: found 30; imports are deducted in this column: they must be 0 or less"
        );
        assert_eq!(
            told(&COLUMN.replace(",-20,100", ",-110,10").replace(",-30,100", ",-101,10"), &rule),
            "final:imports.a: imports are 110, yet only 100 is used beside exports\nfinal:imports.b: imports are 101, yet only 100 is used beside exports"
        );
        assert_eq!(
            told(&COLUMN.replace("final:exports", "final:export").replace("final:imports", "final:others"), &rule),
            "final:imports: the table has no such column; final demand is final:homes, final:export, final:others\nfinal:exports: the table has no such column; did you mean \"export\"? final demand is final:homes, final:export, final:others"
        );
        assert_eq!(
            told(&format!("{COLUMN}primary:imports,1,1,,,,\n"), &rule),
            "primary:imports: this row stands already; imported inputs are to stand there"
        );
        let row = ImportRule { imports: ImportEntry::Row("imports".into()), ..ImportRule::default() };
        assert_eq!(told(COLUMN, &row), "primary:imports: the table has no such row");
        assert_eq!(
            told(&format!("{COLUMN}primary:imports,-1,,,,,\n"), &row),
            "primary:imports.a: found -1; imports must be 0 or more\nprimary:imports.b: the number is missing; write 0 where nothing is imported"
        );
        let same = ImportRule { exports: ExportContent::Domestic("imports".into()), ..rule };
        assert_eq!(told(COLUMN, &same), "final:imports: one column cannot hold both imports and exports");
    }
}
