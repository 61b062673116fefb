//! Where a row of a table stands in its file.

use std::path::Path;

use super::sheet::Sheet;
use super::table::{MOST_BYTES, is_toml};
use crate::input::{Segment, SourceFile, read_text};

/// The line on which a row of a table's file stands, from 1: a sector's, that of `primary:NAME` or `satellite:NAME`, or with
/// `sector` the header. Nothing where the file cannot be read or has no such row.
///
/// ```
/// use kapok::economy::io::line_of_row;
/// let file = std::path::Path::new("tests/tables/miller-blair.csv");
/// assert_eq!(line_of_row(file, "second"), line_of_row(file, "first").map(|line| line + 1));
/// assert_eq!(line_of_row(file, "third"), None);
/// ```
pub fn line_of_row(file: &Path, row: &str) -> Option<usize> {
    let text = read_text(file, "a table", MOST_BYTES).ok()?;
    if is_toml(file) {
        let key = |name: &str| Segment::Key(name.to_owned());
        let path = match row.split_once(':') {
            None if row == "sector" => vec![key("sectors")],
            Some(("primary", name)) => vec![key("primary"), key(name)],
            Some(("satellite", name)) => vec![key("satellites"), key(name)],
            _ => vec![key("flows"), key(row)],
        };
        let (depth, line) = SourceFile::of(file, &text).find(&path);
        return line.filter(|_| depth == path.len());
    }
    let sheet = Sheet::parse(file, &text).ok()?;
    sheet.rows.iter().find(|found| found.cells.first().is_some_and(|name| name == row)).map(|found| found.line)
}
