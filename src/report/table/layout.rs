//! Plain tables: text to the left, numbers to the right, one rule under the header, Chinese counted as wide as it is.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};

use super::Ink;

/// Wide enough for any table made here: columns are held by their own limits, not by the page.
const PAGE: u16 = 240;

/// A space at which no line is broken, and which is kept at the start of one.
const FIRM: &str = "\u{a0}";

/// Words in lines of at most so many characters.
fn broken(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last().map_or(0, |line| line.chars().count());
        if line > 0 && line + 1 + word.chars().count() > most {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(word);
        }
    }
    lines
}

/// Text set in by two places, on every line it is broken into.
pub(in crate::report) fn indented(text: &str, most: u16) -> String {
    let lines = broken(text, usize::from(most) - 2);
    let lines: Vec<String> = lines.iter().map(|line| format!("{FIRM}{FIRM}{line}")).collect();
    lines.join("\n")
}

/// A paragraph under a table, in lines of 120 characters.
pub(in crate::report) fn paragraph(text: &str) -> Vec<String> {
    broken(text, 120)
}

/// A column of a table.
#[derive(Debug, Clone)]
pub(in crate::report) struct Column {
    header: String,
    /// Most characters of a line, for text; numbers are never broken.
    most: Option<u16>,
    /// Free places before it.
    gap: u16,
    to_the_right: bool,
}

impl Column {
    /// Text that is broken into lines of at most `most` characters.
    pub(in crate::report) fn text(header: impl Into<String>, most: u16) -> Self {
        Self { header: header.into(), most: Some(most), gap: 2, to_the_right: false }
    }

    /// Numbers, with `gap` free places before them.
    pub(in crate::report) fn number(header: impl Into<String>, gap: u16) -> Self {
        Self { header: header.into(), most: None, gap, to_the_right: true }
    }

    /// What stands to the right of a number and belongs to it: a band, an error.
    pub(in crate::report) fn beside(header: impl Into<String>) -> Self {
        Self { header: header.into(), most: None, gap: 1, to_the_right: false }
    }
}

/// A table with a header, and perhaps titles above groups of columns.
#[derive(Debug)]
pub(in crate::report) struct Grid {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
    /// (last of the columns below it, title)
    titles: Vec<(usize, String)>,
}

impl Grid {
    pub(in crate::report) fn new(columns: Vec<Column>, rows: Vec<Vec<String>>) -> Self {
        Self { columns, rows, titles: Vec::new() }
    }

    /// Puts a title above the columns that end with `last`. Headers and titles of such a table are in plain letters.
    pub(in crate::report) fn title(&mut self, last: usize, title: impl Into<String>) {
        self.titles.push((last, title.into()));
    }

    /// The lines of the table, the header in bold.
    pub(in crate::report) fn render(&self, ink: Ink) -> Vec<String> {
        let table = self.table();
        let mut lines: Vec<String> = table.lines().map(|line| line.replace(FIRM, " ").trim_end().to_owned()).collect();
        let mut rule = lines.iter().position(|line| line.starts_with('─')).unwrap_or(0);
        if !self.titles.is_empty() && rule > 0 {
            lines.insert(0, self.title_line(&lines[0]));
            rule += 1;
        }
        lines[..rule].iter_mut().for_each(|line| *line = ink.bold(line));
        lines
    }

    fn table(&self) -> Table {
        let mut table = Table::new();
        table.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─')));
        table.set_width(PAGE).set_content_arrangement(ContentArrangement::Dynamic);
        if self.columns.iter().any(|column| !column.header.is_empty()) {
            table.set_header(self.columns.iter().map(|column| column.header.clone()).collect::<Vec<_>>());
        }
        // A per cent sign stays with its number.
        table.add_rows(self.rows.iter().map(|row| row.iter().map(|cell| cell.replace(" %", &format!("{FIRM}%")))));
        for (place, (column, spec)) in table.column_iter_mut().zip(&self.columns).enumerate() {
            let gap = if place == 0 { 0 } else { spec.gap };
            column.set_padding((gap, 0));
            if spec.to_the_right {
                column.set_cell_alignment(CellAlignment::Right);
            }
            column.set_constraint(match spec.most {
                // A column's limit counts its padding.
                Some(most) => ColumnConstraint::UpperBoundary(Width::Fixed(most + gap)),
                None => ColumnConstraint::ContentWidth,
            });
        }
        table
    }

    /// Titles, each ending where the header of its last column ends.
    fn title_line(&self, header: &str) -> String {
        let mut end = 0;
        let mut ends = Vec::new();
        for column in &self.columns {
            let found = header.get(end..).and_then(|rest| rest.find(&column.header)).unwrap_or(0);
            end += found + column.header.len();
            ends.push(end);
        }
        let mut line = String::new();
        for (last, title) in &self.titles {
            let width = ends[*last].saturating_sub(line.len());
            line.extend([" ".repeat(width.saturating_sub(title.len())).as_str(), title]);
        }
        line
    }
}
