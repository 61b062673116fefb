//! What every answer of input-output analysis can be given as.

use super::error::ReportError;
use super::table::Ink;

/// An answer of a command, to be written in one of three ways.
pub trait Answer {
    /// The command that gave it, such as `io multipliers`.
    fn command(&self) -> &'static str;

    /// For people.
    ///
    /// # Errors
    /// A number is not finite.
    fn to_table(&self, ink: Ink) -> Result<String, ReportError>;

    /// One JSON object.
    ///
    /// # Errors
    /// A number is not finite.
    fn to_json(&self) -> Result<String, ReportError>;

    /// Comma-separated values with a header.
    ///
    /// # Errors
    /// A number is not finite.
    fn to_csv(&self) -> Result<String, ReportError>;
}

/// Rows of cells as CSV.
pub(super) fn csv_text(rows: impl Iterator<Item = Vec<String>>) -> Result<String, ReportError> {
    let text = |error: csv::Error| ReportError::Text(error.to_string());
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(text)?;
    }
    let bytes = writer.into_inner().map_err(|error| ReportError::Text(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| ReportError::Text(error.to_string()))
}
