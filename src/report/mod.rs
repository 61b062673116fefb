//! How the answers of a run are written: a table for people, JSON and CSV for programs.

mod answer;
mod compared_answer;
mod comparison_answer;
mod csv;
mod csv_text;
mod decomposition_answer;
mod discovery_answer;
mod error;
mod json;
mod matrix_answer;
mod matrix_table;
mod number;
mod path;
mod records;
mod run_entry;
mod sector_answer;
mod sensitivity_answer;
mod solution_answer;
mod statistics;
mod table;
mod table_answer;
mod target_entry;
mod target_list;
#[cfg(test)]
mod tests;
mod wide_table;
mod worst_answer;
mod written_list;

pub use answer::Answer;
pub use compared_answer::ComparedAnswer;
pub use comparison_answer::ComparisonAnswer;
pub use csv::to_csv;
pub use decomposition_answer::DecompositionAnswer;
pub use discovery_answer::DiscoveryAnswer;
pub use error::ReportError;
pub use json::to_json;
pub use matrix_answer::{EntryList, Fact, MatrixAnswer};
pub use number::{readable, significant};
pub use path::PathAnswer;
pub use records::Records;
pub use sector_answer::{SectorAnswer, SectorColumn, SectorValues};
pub use sensitivity_answer::SensitivityAnswer;
pub use solution_answer::{SolutionAnswer, Solving};
pub use table::{Ink, shown_in_table, to_table};
pub use table_answer::TableAnswer;
pub use target_list::{TARGET_FIELDS, target_entries, targets_to_table};
pub use worst_answer::WorstAnswer;
pub use written_list::{
    DIFFERENCE_FIELDS, DifferenceEntry, WRITTEN_FIELDS, WrittenEntry, differences_to_table, written_to_table,
};
