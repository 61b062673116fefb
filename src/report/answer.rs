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
