//! Rows of cells put together as CSV.

use super::error::ReportError;

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
