//! Tables as economists keep them: CSV as spreadsheets write it, in any country's way of writing numbers, or TOML.

mod concordance;
mod number;
mod sheet;
mod table;
mod toml;
