//! Flows that are to be balanced: rows and columns by name, without the totals they are to meet.

use std::path::{Path, PathBuf};

use nalgebra::DMatrix;

use super::sheet::{Row, Sheet};
use super::table::MOST_BYTES;
use crate::input::{Problem, Problems, read_text};

/// A table of m rows and n columns, square or not, in one unit of money.
///
/// What balancing takes: sectors, and perhaps categories of final demand (columns `final_demand`, `final:NAME`) and
/// primary inputs (rows `primary:NAME`). Gross output and satellite accounts are no part of it.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowTable {
    file: PathBuf,
    header_line: usize,
    lines: Vec<usize>,
    rows: Vec<String>,
    columns: Vec<String>,
    flows: DMatrix<f64>,
}

impl FlowTable {
    /// Reads the flows of a table from a CSV file.
    ///
    /// The header is `sector` and one label a column; rows need not be those of the columns. The file may be a whole
    /// input-output table (see [`Table::open`](super::super::Table::open)): its column `output` and its rows
    /// `satellite:NAME` are passed over, and the empty cells behind the flows of `primary:NAME` are 0.
    ///
    /// # Errors
    /// Everything wrong with the file together, each with line, row and column: rows of the wrong length, names that stand
    /// twice, text where a number belongs.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Problems> {
        let path = path.as_ref();
        Self::from_csv(path, &read_text(path, "a table in CSV", MOST_BYTES)?)
    }

    /// Reads the flows from the text of a CSV file; problems name `file`. See [`FlowTable::open`].
    ///
    /// # Errors
    /// Those of [`FlowTable::open`].
    ///
    /// ```
    /// use kapok::economy::io::FlowTable;
    /// let table = FlowTable::from_csv("flows.csv", "sector,mills,homes\nmines,5,1\nmills,2,7\nfarms,0,3\n")?;
    /// assert_eq!((table.rows().len(), table.columns().len()), (3, 2));
    /// assert_eq!(table.flows()[(1, 1)], 7.0);
    /// # Ok::<(), kapok::Problems>(())
    /// ```
    pub fn from_csv(file: impl AsRef<Path>, text: &str) -> Result<Self, Problems> {
        let sheet = Sheet::parse(file.as_ref(), text)?;
        let Some(header) = sheet.rows.first() else {
            return Err(sheet.problem(1, "", "the table holds no rows").into());
        };
        let mut problems = Vec::new();
        let places = places(&sheet, header, &mut problems);
        let rows = flow_rows(&sheet, header, &mut problems);
        let mut flows = DMatrix::zeros(rows.len(), places.len());
        for (i, row) in rows.iter().enumerate() {
            for (j, &place) in places.iter().enumerate() {
                match cell(&sheet, row, place, &header.cells[place]) {
                    Ok(value) => flows[(i, j)] = value,
                    Err(problem) => problems.push(problem),
                }
            }
        }
        if !problems.is_empty() {
            return Err(Problems::new(problems));
        }
        Ok(Self {
            file: file.as_ref().to_owned(),
            header_line: header.line,
            lines: rows.iter().map(|row| row.line).collect(),
            rows: rows.iter().map(|row| row.cells[0].clone()).collect(),
            columns: places.iter().map(|&place| header.cells[place].clone()).collect(),
            flows,
        })
    }

    /// Names of the rows.
    pub fn rows(&self) -> &[String] {
        &self.rows
    }

    /// Names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The flows, m x n: what a row sells to a column.
    pub fn flows(&self) -> &DMatrix<f64> {
        &self.flows
    }

    /// Whether a label is that of a category of final demand: `final_demand` or `final:NAME`.
    pub fn is_final_demand(label: &str) -> bool {
        label == "final_demand" || label.starts_with("final:")
    }

    /// Whether a label is that of a primary input: `primary:NAME`.
    pub fn is_primary_input(label: &str) -> bool {
        label.starts_with("primary:")
    }

    /// The file it was read from.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The line of a row in the file.
    pub fn line_of_row(&self, row: usize) -> usize {
        self.lines.get(row).copied().unwrap_or(self.header_line)
    }

    /// The line of the header in the file, which holds the names of the columns.
    pub fn header_line(&self) -> usize {
        self.header_line
    }
}

/// Where the columns of flows stand.
fn places(sheet: &Sheet, header: &Row, problems: &mut Vec<Problem>) -> Vec<usize> {
    let mut note = |path: &str, message: String| problems.push(sheet.problem(header.line, path, message));
    if header.cells[0] != "sector" {
        note("", format!("found \"{}\" at the start of the header; it must be \"sector\"", header.cells[0]));
    }
    for (place, cell) in header.cells.iter().enumerate().skip(1) {
        if cell.is_empty() {
            note("", format!("column {} of the header is empty", place + 1));
        } else if header.cells[1..place].contains(cell) {
            note(cell, "this column stands here twice".into());
        }
    }
    let places: Vec<usize> = (1..header.cells.len()).filter(|place| header.cells[*place] != "output").collect();
    if places.is_empty() {
        note("", "the header names no column of flows".into());
    }
    places
}

/// The rows of flows that are as long as they should be.
fn flow_rows<'s>(sheet: &'s Sheet, header: &Row, problems: &mut Vec<Problem>) -> Vec<&'s Row> {
    let mut found: Vec<&Row> = Vec::new();
    for row in sheet.rows[1..].iter().filter(|row| !row.cells[0].starts_with("satellite:")) {
        let name = &row.cells[0];
        let (cells, whole) = (row.cells.len(), header.cells.len());
        let behind = |place: usize| FlowTable::is_final_demand(&header.cells[place]) || header.cells[place] == "output";
        let may_end = FlowTable::is_primary_input(name) && cells < whole && (cells..whole).all(behind);
        if let Some(other) = found.iter().find(|other| other.cells[0] == *name) {
            problems.push(sheet.problem(row.line, name, format!("this row stands in line {} already", other.line)));
        } else if cells != whole && !may_end {
            let message = format!("the row has {cells} cells; the header has {whole}");
            problems.push(sheet.problem(row.line, name, message));
        } else {
            found.push(row);
        }
    }
    if found.is_empty() && problems.is_empty() {
        problems.push(sheet.problem(header.line, "", "the table holds no rows of flows"));
    }
    found
}

/// A flow; nothing need be written behind the flows of primary inputs.
fn cell(sheet: &Sheet, row: &Row, place: usize, column: &str) -> Result<f64, Problem> {
    let empty = row.cells.get(place).is_none_or(String::is_empty);
    if empty && FlowTable::is_primary_input(&row.cells[0]) && FlowTable::is_final_demand(column) {
        return Ok(0.0);
    }
    sheet.number(row, place, &format!("{}.{column}", row.cells[0]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::dmatrix;

    const WHOLE: &str =
        "sector,a,b,final_demand,output\na,1,2,3,6\nb,4,5,6,15\nprimary:value_added,1,8\nsatellite:energy,1,\n";

    #[test]
    fn of_a_whole_table_output_and_satellites_are_passed_over() {
        let table = FlowTable::from_csv("t.csv", WHOLE).unwrap();
        assert_eq!(table.rows(), ["a", "b", "primary:value_added"]);
        assert_eq!(table.columns(), ["a", "b", "final_demand"]);
        assert_eq!(table.flows(), &dmatrix![1.0, 2.0, 3.0; 4.0, 5.0, 6.0; 1.0, 8.0, 0.0]);
        assert_eq!((table.line_of_row(2), table.header_line()), (4, 1));
    }

    #[test]
    fn broken_tables_are_told_with_line_row_and_column() {
        let cases = [
            ("b,4,5,6,15", "a,4,5,6,15", "t.csv:3: a: this row stands in line 2 already"),
            ("b,4,5,6,15", "b,4,5,6", "t.csv:3: b: the row has 4 cells; the header has 5"),
            (
                "b,4,5",
                "b,x,",
                "t.csv:3: b.a: found \"x\"; a number is needed\nt.csv:3: b.b: the cell is empty; write 0 where nothing flows",
            ),
            (
                "sector,a,b",
                "name,a,a",
                "t.csv:1: found \"name\" at the start of the header; it must be \"sector\"\nt.csv:1: a: this column stands here twice",
            ),
            ("value_added,1,8", "value_added,1", "t.csv:4: primary:value_added: the row has 2 cells; the header has 5"),
        ];
        for (from, to, message) in cases {
            assert!(WHOLE.contains(from), "{from}");
            assert_eq!(FlowTable::from_csv("t.csv", &WHOLE.replacen(from, to, 1)).unwrap_err().to_string(), message);
        }
        let empty = FlowTable::from_csv("t.csv", "sector,output\nsatellite:energy,1\n").unwrap_err().to_string();
        assert_eq!(empty, "t.csv:1: the header names no column of flows");
    }
}
