//! One column of numbers of a CSV file.

use std::path::Path;

use super::sheet::Sheet;
use crate::input::{Problem, Problems, hint};

/// The numbers under the heading `name`, in the order of the lines. Cells are parted and numbers written as in tables.
///
/// # Errors
/// Everything wrong with the file together, each with its line: no such heading, no lines below it, a cell that holds no
/// number.
pub(crate) fn column(file: &Path, text: &str, name: &str) -> Result<Vec<f64>, Problems> {
    let sheet = Sheet::parse_labelled(file, text, 0)?;
    let Some((header, rows)) = sheet.rows.split_first() else {
        return Err(sheet.problem(1, "", "the file holds no rows").into());
    };
    let Some(place) = header.cells.iter().position(|cell| cell == name) else {
        let headings = || header.cells.iter().map(String::as_str);
        let allowed = headings().collect::<Vec<_>>().join(", ");
        let message = format!("there is no column \"{name}\"{} Columns: {allowed}", hint(name, headings(), "."));
        return Err(sheet.problem(header.line, "", message).into());
    };
    if rows.is_empty() {
        return Err(sheet.problem(header.line, name, "there are no data below the heading").into());
    }
    let mut problems: Vec<Problem> = Vec::new();
    let mut values = Vec::with_capacity(rows.len());
    for row in rows {
        if row.cells.get(place).is_none_or(String::is_empty) {
            problems.push(sheet.problem(row.line, name, "the cell is empty; give its number or leave the line out"));
        } else {
            sheet.number(row, place, name).map_or_else(|problem| problems.push(problem), |value| values.push(value));
        }
    }
    if problems.is_empty() { Ok(values) } else { Err(Problems::new(problems)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_by_its_heading() {
        let read = |text: &str| column(Path::new("d.csv"), text, "growth");
        assert_eq!(read("# source\nyear,growth\n2019,0.07\n2020,-0.02\n"), Ok(vec![0.07, -0.02]));
        assert_eq!(read("year;growth\n2019;1,5\n"), Ok(vec![1.5]));
        let told = |text: &str| read(text).unwrap_err().to_string();
        assert_eq!(
            told("year,grwth\n1,2\n"),
            "d.csv:1: there is no column \"growth\"; did you mean \"grwth\"? Columns: year, grwth"
        );
        assert_eq!(
            told("year,growth\n2019,n/a\n2020\n2021,nan\n"),
            "d.csv:2: growth: found \"n/a\"; a number is needed\n\
             d.csv:3: growth: the cell is empty; give its number or leave the line out\n\
             d.csv:4: growth: found \"nan\"; a number is needed"
        );
        assert_eq!(told("year,growth\n"), "d.csv:1: growth: there are no data below the heading");
    }
}
