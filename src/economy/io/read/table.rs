//! From the cells of a CSV file to a table.

use std::path::Path;

use indexmap::IndexMap;
use nalgebra::DMatrix;

use super::super::{Table, TableData};
use super::sheet::{Row, Sheet};
use crate::input::{Problem, Problems, hint, read_text};

/// Larger files are refused.
pub(super) const MOST_BYTES: u64 = 256 << 20;

impl Table {
    /// Reads a table from a file: TOML where its name ends in `.toml` (see [`Table::from_toml`]), CSV otherwise.
    ///
    /// In CSV the header is `sector`, one label a sector, `final_demand` (or several `final:NAME`) and `output`; then follows
    /// one row a sector, in any order, and rows `primary:NAME` and `satellite:NAME` with one number a sector, empty where it
    /// is not known. `primary:compensation` may hold numbers in columns of final demand too: labour they pay directly. Lines
    /// that start with `#` are comments. Cells are parted by commas, semicolons or tabs; numbers may have decimal
    /// commas (not between commas) and thousands in groups ("1,234.5", "1 234,5").
    ///
    /// # Errors
    /// Everything wrong with the file together, each with line, row and column: rows of the wrong length, names that stand
    /// twice or are missing, text where a number belongs, what [`Table::new`] refuses.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Problems> {
        let path = path.as_ref();
        let text = read_text(path, "a table in CSV or TOML", MOST_BYTES)?;
        if is_toml(path) { Self::from_toml(path, &text) } else { Self::from_csv(path, &text) }
    }

    /// Reads a table from the text of a CSV file; problems name `file`. See [`Table::open`].
    ///
    /// # Errors
    /// Those of [`Table::open`].
    ///
    /// ```
    /// use kapok::economy::io::Table;
    /// let text = "sector,first,second,final_demand,output\n\
    ///             first,150,500,350,1000\n\
    ///             second,200,100,1700,2000\n\
    ///             primary:value_added,650,1400,,\n";
    /// let table = Table::from_csv("table.csv", text)?;
    /// assert_eq!(table.coefficients()[(1, 0)], 0.2);
    /// # Ok::<(), kapok::Problems>(())
    /// ```
    pub fn from_csv(file: impl AsRef<Path>, text: &str) -> Result<Self, Problems> {
        let sheet = Sheet::parse(file.as_ref(), text)?;
        let Some(header) = sheet.rows.first() else {
            return Err(sheet.problem(1, "", "the table holds no rows").into());
        };
        let mut reader = Reader { sheet: &sheet, columns: Columns::default(), problems: Vec::new() };
        reader.header(header);
        let data = reader.data(header);
        if !reader.problems.is_empty() {
            return Err(Problems::new(reader.problems));
        }
        Self::new(data).map_err(|problems| located(&sheet, problems))
    }
}

/// What stands in which column.
#[derive(Default)]
struct Columns {
    sectors: Vec<String>,
    final_demand: Vec<(usize, String)>,
    output: Option<usize>,
}

struct Reader<'s> {
    sheet: &'s Sheet,
    columns: Columns,
    problems: Vec<Problem>,
}

/// What a row is, by its first cell.
#[derive(PartialEq)]
enum Kind<'r> {
    Sector,
    Primary(&'r str),
    Satellite(&'r str),
}

fn kind(name: &str) -> Kind<'_> {
    if let Some(name) = name.strip_prefix("primary:") {
        Kind::Primary(name)
    } else if let Some(name) = name.strip_prefix("satellite:") {
        Kind::Satellite(name)
    } else {
        Kind::Sector
    }
}

impl Reader<'_> {
    fn note(&mut self, row: &Row, path: &str, message: impl Into<String>) {
        self.problems.push(self.sheet.problem(row.line, path, message));
    }

    fn header(&mut self, header: &Row) {
        if header.cells[0] != "sector" {
            let message = format!("found \"{}\" at the start of the header; it must be \"sector\"", header.cells[0]);
            self.note(header, "", message);
        }
        let mut seen: Vec<&str> = Vec::new();
        for (place, cell) in header.cells.iter().enumerate().skip(1) {
            if cell.is_empty() {
                self.note(header, "", format!("column {} of the header is empty", place + 1));
            } else if seen.contains(&cell.as_str()) {
                self.note(header, cell, "this column stands here twice");
            }
            seen.push(cell);
            if cell == "output" {
                self.columns.output = Some(place);
            } else if let Some(name) = cell.strip_prefix("final:").or((cell == "final_demand").then_some(cell)) {
                self.columns.final_demand.push((place, name.to_owned()));
            } else if self.columns.output.is_some() || !self.columns.final_demand.is_empty() {
                let names = ["final_demand", "output"];
                let hint = hint(cell, names, "");
                self.note(
                    header,
                    cell,
                    format!("after the sectors come final_demand (or final:NAME) and output{hint}"),
                );
            } else {
                self.columns.sectors.push(cell.clone());
            }
        }
        if self.columns.output.is_none() {
            self.note(header, "output", "this column is missing: gross output, one number a sector");
        }
        if self.columns.final_demand.is_empty() {
            self.note(header, "final_demand", "this column is missing (or several final:NAME)");
        }
    }

    fn data(&mut self, header: &Row) -> TableData {
        let sectors = self.columns.sectors.clone();
        let n = sectors.len();
        let mut data = TableData {
            flows: DMatrix::zeros(n, n),
            final_demand: self.columns.final_demand.iter().map(|(_, name)| (name.clone(), vec![0.0; n])).collect(),
            output: vec![0.0; n],
            sectors,
            ..TableData::default()
        };
        let mut seen: IndexMap<String, usize> = IndexMap::new();
        for row in &self.sheet.rows[1..] {
            let name = row.cells[0].clone();
            if let Some(line) = seen.insert(name.clone(), row.line) {
                self.note(row, &name, format!("this row stands in line {line} already"));
            } else if self.has_its_cells(row, header) {
                self.take(row, &mut data);
            }
        }
        for name in data.sectors.iter().filter(|name| !seen.contains_key(*name)) {
            self.note(header, name, "this sector has a column and no row");
        }
        data
    }

    /// Whether a row is as long as it should be; behind the flows of primary inputs and satellites nothing is needed.
    fn has_its_cells(&mut self, row: &Row, header: &Row) -> bool {
        let (found, whole, flows) = (row.cells.len(), header.cells.len(), self.columns.sectors.len() + 1);
        let right = match kind(&row.cells[0]) {
            Kind::Sector => found == whole,
            _ => (flows..=whole).contains(&found),
        };
        if !right {
            let name = &row.cells[0];
            self.note(row, name, format!("the row has {found} cells; the header has {whole}"));
        }
        right
    }

    fn take(&mut self, row: &Row, data: &mut TableData) {
        match kind(&row.cells[0]) {
            Kind::Sector => self.sector(row, data),
            Kind::Primary(name) => {
                let numbers = self.known_numbers(row);
                if name == COMPENSATION {
                    data.final_compensation = self.final_numbers(row);
                }
                data.primary.insert(name.to_owned(), numbers);
            }
            Kind::Satellite(name) => {
                let numbers = self.known_numbers(row);
                data.satellites.insert(name.to_owned(), numbers);
            }
        }
    }

    fn sector(&mut self, row: &Row, data: &mut TableData) {
        let name = row.cells[0].as_str();
        let Some(i) = data.sectors.iter().position(|sector| sector == name) else {
            let hint = hint(name, data.sectors.iter().map(String::as_str), "");
            self.note(row, name, format!("this row has no column of its name{hint}"));
            return;
        };
        for j in 0..data.sectors.len() {
            data.flows[(i, j)] = self.number(row, j + 1, &data.sectors[j]);
        }
        for (place, category) in self.columns.final_demand.clone() {
            let value = self.number(row, place, &category);
            if let Some(demand) = data.final_demand.get_mut(&category) {
                demand[i] = value;
            }
        }
        if let Some(place) = self.columns.output {
            data.output[i] = self.number(row, place, "output");
        }
    }

    fn number(&mut self, row: &Row, place: usize, column: &str) -> f64 {
        let path = format!("{}.{column}", row.cells[0]);
        self.sheet.number(row, place, &path).unwrap_or_else(|problem| {
            self.problems.push(problem);
            0.0
        })
    }

    fn known_numbers(&mut self, row: &Row) -> Vec<Option<f64>> {
        let n = self.columns.sectors.len();
        let may_stand = |place: usize| {
            kind(&row.cells[0]) == Kind::Primary(COMPENSATION)
                && self.columns.final_demand.iter().any(|(column, _)| *column == place)
        };
        let behind = |place: &usize| !row.cells[*place].is_empty() && !may_stand(*place);
        if let Some(extra) = (n + 1..row.cells.len()).find(behind).map(|place| &row.cells[place]) {
            self.note(row, &row.cells[0], format!("found \"{extra}\" behind the flows; such a row ends with them"));
        }
        let sectors = self.columns.sectors.clone();
        let known = |place: usize| !row.cells[place].is_empty();
        (0..n).map(|j| known(j + 1).then(|| self.number(row, j + 1, &sectors[j]))).collect()
    }

    /// The numbers of a row in columns of final demand, as far as there are any.
    fn final_numbers(&mut self, row: &Row) -> IndexMap<String, f64> {
        let columns = self.columns.final_demand.clone();
        let known = columns.into_iter().filter(|(place, _)| row.cells.get(*place).is_some_and(|cell| !cell.is_empty()));
        known.map(|(place, category)| (category.clone(), self.number(row, place, &category))).collect()
    }
}

/// Whether a file's name says that it holds TOML.
pub(super) fn is_toml(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

/// The primary input that final demand may buy directly.
const COMPENSATION: &str = "compensation";

/// Adds to what [`Table::new`] found the line of the row it is about.
fn located(sheet: &Sheet, problems: Problems) -> Problems {
    let place = |problem: Problem| {
        let rest = problem.path.split_once('.').map_or("", |(_, rest)| rest);
        let is_about =
            |row: &&Row| rest.strip_prefix(&row.cells[0]).is_some_and(|r| r.is_empty() || r.starts_with('.'));
        let line = sheet.rows[1..].iter().find(is_about).map_or(sheet.rows[0].line, |row| row.line);
        sheet.problem(line, problem.path, problem.message)
    };
    Problems::new(problems.into_vec().into_iter().map(place).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "# Miller & Blair (2009)\nsector,mines,mills,final:homes,final:abroad,output\nmills,200,100,1000,700,2000\nmines,150,500,300,50,1000\nprimary:value_added,650,1400,,,\nsatellite:employment,5,\n";

    #[test]
    fn rows_may_stand_in_any_order() {
        let table = Table::from_csv("t.csv", GOOD).unwrap();
        assert_eq!(table.flows(), &nalgebra::dmatrix![150.0, 500.0; 200.0, 100.0]);
        assert_eq!(table.final_demand().as_slice(), [350.0, 1700.0]);
        assert_eq!(table.output().as_slice(), [1000.0, 2000.0]);
        assert_eq!(table.primary("value_added").unwrap().as_slice(), [650.0, 1400.0]);
        assert_eq!(table.satellite("employment"), None, "one of its numbers is not known");
    }

    /// The table above with one thing broken, and every message it brings.
    #[test]
    fn broken_tables_are_told_with_line_row_and_column() {
        let cases = [
            ("200,100,1000,700,2000", "200,100,1000,700", "t.csv:3: mills: the row has 5 cells; the header has 6"),
            ("mines,150,", "mines,n/a,", "t.csv:4: mines.mines: found \"n/a\"; a number is needed"),
            ("mines,150,", "mines,,", "t.csv:4: mines.mines: the cell is empty; write 0 where nothing flows"),
            (
                "50,1000\n",
                "50,0\n",
                "t.csv:4: output.mines: output is 0, yet the sector buys inputs\nt.csv:4: output.mines: output is 0, yet the sector sells to others",
            ),
            (
                "mines,150",
                "mine,150",
                "t.csv:4: mine: this row has no column of its name; did you mean \"mines\"?\nt.csv:2: mines: this sector has a column and no row",
            ),
            (
                "mines,mills,final:homes",
                "mines,mines,final:homes",
                "t.csv:2: mines: this column stands here twice\nt.csv:3: mills: this row has no column of its name; did you mean \"mines\"?",
            ),
            (
                "mines,150",
                "mills,150",
                "t.csv:4: mills: this row stands in line 3 already\nt.csv:2: mines: this sector has a column and no row",
            ),
            (
                ",output\n",
                ",outputs\n",
                "t.csv:2: outputs: after the sectors come final_demand (or final:NAME) and output; did you mean \"output\"?\nt.csv:2: output: this column is missing: gross output, one number a sector",
            ),
            (
                "1400,,,",
                "1400,7,,",
                "t.csv:5: primary:value_added: found \"7\" behind the flows; such a row ends with them",
            ),
        ];
        for (from, to, message) in cases {
            assert!(GOOD.contains(from), "{from}");
            let problems = Table::from_csv("t.csv", &GOOD.replacen(from, to, 1)).unwrap_err();
            assert_eq!(problems.to_string(), message);
        }
    }

    #[test]
    fn final_demand_may_pay_for_labour_and_for_nothing_else_behind_the_flows() {
        let read = |row: &str| Table::from_csv("t.csv", &GOOD.replace("primary:value_added,650,1400,,,", row));
        let table = read("primary:compensation,300,500,50,,").unwrap();
        assert_eq!(table.data().final_compensation.iter().collect::<Vec<_>>(), [(&"homes".to_owned(), &50.0)]);
        assert_eq!(table.primary("compensation").unwrap().as_slice(), [300.0, 500.0]);
        let told = read("primary:compensation,300,500,x,,7").unwrap_err().to_string();
        let lines = [
            "t.csv:5: primary:compensation: found \"7\" behind the flows; such a row ends with them",
            "t.csv:5: primary:compensation.homes: found \"x\"; a number is needed",
        ];
        assert_eq!(told, lines.join("\n"));
    }

    #[test]
    fn a_table_from_a_spreadsheet_of_another_country() {
        let text = "sector;a;b;final_demand;output\r\na;1.000,5;0;0,5;1 001\r\nb;0;2;3;5\r\n";
        let table = Table::from_csv("t.csv", text).unwrap();
        assert_eq!((table.flows()[(0, 0)], table.output()[0]), (1000.5, 1001.0));
    }
}
