//! From the cells of a CSV file to a concordance.

use std::path::Path;

use super::super::Concordance;
use super::super::aggregation::Entry;
use super::sheet::{Row, Sheet};
use crate::input::{MOST_BYTES, Problem, Problems, read_text};

impl Concordance {
    /// Reads a concordance from a CSV file: the header `sector,group` or `sector,group,weight`, then one line for each group
    /// a sector goes to. Without a weight, it is 1. Lines that start with `#` are comments; semicolons, tabs and decimal
    /// commas are understood.
    ///
    /// # Errors
    /// Everything wrong with the file together, each with its line: missing or surplus cells, text where a weight belongs,
    /// what [`Concordance::new`] refuses.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Problems> {
        let path = path.as_ref();
        Self::from_csv(path, &read_text(path, "a concordance in CSV", MOST_BYTES)?)
    }

    /// Reads a concordance from the text of a CSV file; problems name `file`. See [`Concordance::open`].
    ///
    /// # Errors
    /// Those of [`Concordance::open`].
    ///
    /// ```
    /// use kapok::economy::io::Concordance;
    /// let concordance = Concordance::from_csv("c.csv", "sector,group\ncoal,energy\noil,energy\nsteel,metals\n")?;
    /// assert_eq!(concordance.groups(), ["energy", "metals"]);
    /// # Ok::<(), kapok::Problems>(())
    /// ```
    pub fn from_csv(file: impl AsRef<Path>, text: &str) -> Result<Self, Problems> {
        let sheet = Sheet::parse_labelled(file.as_ref(), text, 2)?;
        let Some((header, rows)) = sheet.rows.split_first() else {
            return Err(sheet.problem(1, "", "the concordance holds no rows").into());
        };
        if !["sector", "group", "weight"].starts_with(&header.cells.iter().map(String::as_str).collect::<Vec<_>>())
            || header.cells.len() < 2
        {
            let found = match header.cells.len() {
                1..=3 => format!("the header \"{}\"", header.cells.join(",")),
                cells => format!("a header of {cells} cells"),
            };
            let message = format!("found {found}; it must be sector,group or sector,group,weight");
            return Err(sheet.problem(header.line, "", message).into());
        }
        if rows.is_empty() {
            return Err(sheet.problem(header.line, "", "no sector follows the header").into());
        }
        let mut entries = Vec::new();
        let mut problems = Vec::new();
        for row in rows {
            match entry(&sheet, row, header.cells.len()) {
                Ok(entry) => entries.push(entry),
                Err(problem) => problems.push(problem),
            }
        }
        Self::from_entries(&entries, problems)
    }
}

fn entry(sheet: &Sheet, row: &Row, columns: usize) -> Result<Entry, Problem> {
    let cells = &row.cells;
    if !(2..=columns).contains(&cells.len()) {
        let message = format!("the row has {} cells; the header has {columns}", cells.len());
        return Err(sheet.problem(row.line, &cells[0], message));
    }
    let weight = match cells.get(2) {
        Some(cell) if !cell.is_empty() => sheet.number(row, 2, &format!("{}.{}", cells[0], cells[1]))?,
        _ => 1.0,
    };
    let location = Some(sheet.location(row.line));
    Ok(Entry { sector: cells[0].clone(), group: cells[1].clone(), weight, location })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str =
        "# after NACE\nsector,group,weight\ncoal,energy,\noil,energy,0.9\noil,chemicals,0.1\nsteel,metals,1\n";

    fn told(text: &str) -> String {
        Concordance::from_csv("c.csv", text).unwrap_err().to_string()
    }

    #[test]
    fn broken_concordances_are_told_with_their_lines() {
        let cases = [
            (
                "sector,group,weight",
                "sector,groups",
                "c.csv:2: found the header \"sector,groups\"; it must be sector,group or sector,group,weight",
            ),
            ("steel,metals,1", "steel", "c.csv:6: steel: the row has 1 cells; the header has 3"),
            ("steel,metals,1", "steel,metals,1,2", "c.csv:6: steel: the row has 4 cells; the header has 3"),
            ("energy,0.9", "energy,most", "c.csv:4: oil.energy: found \"most\"; a number is needed"),
            ("energy,0.9", "energy,-0.9", "c.csv:4: oil.energy: found -0.9; a weight must be 0 or more"),
            (
                "energy,0.9",
                "energy,0.8",
                "c.csv:4: oil: the weights of this sector sum to 0.9; they must sum to 1, to within 0.000001",
            ),
            ("oil,chemicals,0.1", "oil,energy,0.1", "c.csv:5: oil.energy: this pair is given twice, first in line 4"),
            ("steel,metals,1", "steel,,1", "c.csv:6: steel: group: a name is empty"),
            (
                "steel,metals,1",
                "steel,output,1",
                "c.csv:6: steel: group: \"output\" cannot stand for a sector: it means another row or column of a table",
            ),
            ("steel,metals,1", ",metals,1", "c.csv:6: the sector is missing"),
            (
                "steel,metals,1",
                "steel,metals,1\nsteel,waste,0",
                "c.csv:7: waste: nothing goes to this group: all its weights are 0",
            ),
        ];
        for (from, to, message) in cases {
            assert!(GOOD.contains(from), "{from}");
            assert_eq!(told(&GOOD.replacen(from, to, 1)), message);
        }
        assert_eq!(told("sector,group\n"), "c.csv:1: no sector follows the header");
    }

    #[test]
    fn all_faults_are_told_at_once_in_the_order_of_the_file() {
        let text = "sector;group;weight\na;x;0,5\na;x;0,5\nb;y;viel\nc;final:z;-1\n";
        assert_eq!(
            told(text),
            "c.csv:3: a.x: this pair is given twice, first in line 2\nc.csv:4: b.y: found \"viel\"; a number is needed\nc.csv:5: c: group: \"final:z\" cannot stand for a sector: it means another row or column of a table\nc.csv:5: c.final:z: found -1; a weight must be 0 or more"
        );
    }

    #[test]
    fn sectors_that_do_not_match_the_table_are_told_with_line_and_nearest_name() {
        let concordance = Concordance::from_csv("c.csv", GOOD).unwrap();
        let sectors = ["coal", "oils", "steel"].map(String::from);
        assert_eq!(
            concordance.matrix(&sectors).unwrap_err().to_string(),
            "c.csv:4: oil: the table has no such sector; did you mean \"oils\"?\nc.csv: oils: this sector of the table has no group; did you mean \"oil\"?"
        );
    }

    #[test]
    fn codes_of_groups_are_no_numbers_and_rounded_weights_keep_totals() {
        let text = "sector;group;weight\na;1.1;0,3333333\na;1.2;0,3333333\na;1.3;0,3333333\n";
        let concordance = Concordance::from_csv("c.csv", text).unwrap();
        assert_eq!(concordance.groups(), ["1.1", "1.2", "1.3"]);
        assert!((concordance.matrix(&["a".to_owned()]).unwrap().sum() - 1.0).abs() < 1e-15);
    }
}
