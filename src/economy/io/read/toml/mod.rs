//! From TOML text to a table.

mod reader;

use std::path::Path;

use reader::Reader;

use super::super::Table;
use crate::input::Problems;

impl Table {
    /// Reads a table from TOML text; problems name `file`.
    ///
    /// `sectors` lists the names. `[flows]` has one row a sector: what it sells to each, in the order of `sectors`.
    /// `[final_demand]` has one row a category, `[primary]` and `[satellites]` one row a name, each with one number a sector.
    /// Any row may give its numbers by the sectors' names instead, `{ mines = 150, mills = 500 }`, the only way to leave out
    /// a primary input or satellite that is not known. A single column of final demand may stand as `final_demand = [...]`.
    /// `final_compensation = { homes = 5 }` says what a category of final demand pays for labour directly.
    /// Without `output`, output is what the rows add up to: flows and final demand.
    ///
    /// # Errors
    /// Everything wrong with the text together (up to 50 problems), each with line, row and column: what is no TOML, unknown
    /// keys and sectors, rows of the wrong length or missing, text where a number belongs, what [`Table::new`] refuses.
    ///
    /// ```
    /// use kapok::economy::io::Table;
    /// let text = r#"
    ///     sectors = ["mines", "mills"]
    ///     [flows]
    ///     mines = [150, 500]
    ///     mills = [200, 100]
    ///     [final_demand]
    ///     homes = [300, 1000]
    ///     abroad = [50, 700]
    ///     [primary]
    ///     value_added = [650, 1400]
    ///     [satellites]
    ///     employment = { mines = 10 }
    /// "#;
    /// let table = Table::from_toml("table.toml", text)?;
    /// assert_eq!(table.output().as_slice(), [1000.0, 2000.0]);
    /// # Ok::<(), kapok::Problems>(())
    /// ```
    pub fn from_toml(file: impl AsRef<Path>, text: &str) -> Result<Self, Problems> {
        Reader::table(file.as_ref(), text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"# Miller & Blair (2009)
sectors = ["mines", "mills"]
output = [1000, 2000]

[flows]
mills = { mines = 200, mills = 100 }
mines = [150, 500]

[final_demand]
homes = [300, 1000]
abroad = [50, 700]

[primary]
value_added = [650, 1400]
compensation = [300, 500]

[satellites]
employment = { mines = 5 }

[final_compensation]
homes = 7
"#;

    fn told(text: &str) -> String {
        Table::from_toml("t.toml", text).unwrap_err().to_string()
    }

    #[test]
    fn a_table_in_toml_is_the_one_in_csv() {
        let csv = "sector,mines,mills,final:homes,final:abroad,output\nmines,150,500,300,50,1000\nmills,200,100,1000,700,2000\nprimary:value_added,650,1400,,,\nprimary:compensation,300,500,7,,\nsatellite:employment,5,,,,\n";
        let table = Table::from_csv("t.csv", csv).unwrap();
        assert_eq!(Table::from_toml("t.toml", GOOD).unwrap(), table);
        let without = GOOD.replace("output = [1000, 2000]\n", "");
        assert_eq!(Table::from_toml("t.toml", &without).unwrap(), table, "output is what rows add up to");
        let single = "final_demand = [350, 1700]\nsectors = [\"a\", \"b\"]\nflows = { a = [150, 500], b = [200, 100] }";
        let single = Table::from_toml("t.toml", single).unwrap();
        assert_eq!(single.data().final_demand["final_demand"], [350.0, 1700.0]);
        assert_eq!(single.output().as_slice(), [1000.0, 2000.0]);
    }

    #[test]
    fn the_shipped_example_is_the_same_in_both_forms() {
        assert_eq!(
            Table::open("tests/tables/miller-blair.toml").unwrap(),
            Table::open("tests/tables/miller-blair.csv").unwrap()
        );
    }

    /// The table above with one thing broken, and every message it brings.
    #[test]
    fn broken_tables_are_told_with_line_row_and_column() {
        let cases = [
            ("[150, 500]", "[150]", "t.toml:7: flows.mines: the row has 1 numbers; there are 2 sectors"),
            ("[150, 500]", "[150, \"n/a\"]", "t.toml:7: flows.mines.mills: found \"n/a\"; a number is needed"),
            ("[150, 500]", "[150,\n inf]", "t.toml:8: flows.mines.mills: found inf; a finite number is needed"),
            ("[150, 500]", "150", "t.toml:7: flows.mines: found 150; a list of numbers is needed, one a sector"),
            (
                "[150, 500]",
                "[150, 1e999]",
                "t.toml:7: flows.mines[1]: found 1e999, too large a number; numbers reach to 1.8e308",
            ),
            ("mines = [150, 500]\n", "", "t.toml:5: flows.mines: this row is missing: what the sector sells to each"),
            (
                "mines = [150",
                "mine = [150",
                "t.toml:5: flows.mines: this row is missing: what the sector sells to each\nt.toml:7: flows.mine: there is no such sector; did you mean \"mines\"?",
            ),
            (", mills = 100", "", "t.toml:6: flows.mills.mills: this number is missing; write 0 where nothing flows"),
            (
                ", mills = 100",
                ", mill = 100",
                "t.toml:6: flows.mills.mill: there is no such sector; did you mean \"mills\"?",
            ),
            (
                "{ mines = 5 }",
                "{ mimes = 5 }",
                "t.toml:18: satellites.employment.mimes: there is no such sector; did you mean \"mines\"?",
            ),
            ("[1000, 2000]", "[1000, -1]", "t.toml:3: output.mills: found -1; output must be 0 or more"),
            (
                "[1000, 2000]",
                "{ mines = 0, mills = 2000 }",
                "t.toml:3: output.mines: output is 0, yet the sector buys inputs\nt.toml:3: output.mines: output is 0, yet the sector sells to others",
            ),
            (
                "[primary]",
                "[primery]",
                "t.toml:13: primery: this key is not known here; did you mean \"primary\"? Allowed: sectors, flows, final_demand, output, primary, final_compensation, satellites",
            ),
            (
                "sectors = ",
                "sector = ",
                "t.toml:2: sector: this key is not known here; did you mean \"sectors\"? Allowed: sectors, flows, final_demand, output, primary, final_compensation, satellites",
            ),
            (
                "[\"mines\", \"mills\"]",
                "\"mines\"",
                "t.toml:2: sectors: found \"mines\"; needed are the names of the sectors, a list of texts in quotes",
            ),
            (
                "[\"mines\", \"mills\"]",
                "[\"mines\", 7]",
                "t.toml:2: sectors: found 7; needed are the names of the sectors, a list of texts in quotes",
            ),
            ("[\"mines\", \"mills\"]", "[]", "t.toml:2: sectors: a table needs at least one sector"),
            (
                "\nabroad = [50, 700]",
                "\nhomes = [50, 700]",
                "t.toml:11: final_demand.homes: this key is given twice, first on line 10; keep one",
            ),
            (
                "[final_demand]\n",
                "",
                "t.toml: final_demand: this key is missing: what final users buy, one row a category\nt.toml:9: flows.homes: there is no such sector\nt.toml:10: flows.abroad: there is no such sector",
            ),
            (
                "[final_demand]\nhomes = [300, 1000]\nabroad = [50, 700]",
                "[final_demand]",
                "t.toml:9: final_demand: it needs at least one row",
            ),
            (
                "value_added = [650",
                "value_added = 650",
                "t.toml:14: this is not TOML: unexpected key or value, expected newline, `#`",
            ),
        ];
        for (from, to, message) in cases {
            assert!(GOOD.contains(from), "{from}");
            assert_eq!(told(&GOOD.replacen(from, to, 1)), message);
        }
    }

    #[test]
    fn names_that_mean_something_else_or_stand_twice_are_told() {
        let text = "sectors = [\"a\", \"output\",\n \"a\"]\nfinal_demand = [1, 1, 1]\nflows = { a = [0, 0, 0], output = [0, 0, true] }\n";
        assert_eq!(
            told(text),
            "t.toml:1: sectors: \"output\" cannot stand for a sector: it means another row or column of a table\nt.toml:2: sectors: the name \"a\" stands for two sectors\nt.toml:4: flows.output.a: found true; a number is needed"
        );
    }

    #[test]
    fn after_fifty_problems_the_rest_waits() {
        let names: Vec<String> = (0..60).map(|i| format!("\"s{i}\"")).collect();
        let text = format!("sectors = [{}]\nfinal_demand = [{}]\n[flows]\n", names.join(","), ["0"; 60].join(","));
        let told = told(&text);
        assert_eq!(told.lines().count(), 51);
        assert!(told.ends_with("t.toml:3: more may be wrong; mend these first"));
    }
}
