//! Tables as economists keep them: CSV as spreadsheets write it, in any country's way of writing numbers, or TOML.

mod column;
mod concordance;
mod flow_table;
mod line_of_row;
mod number;
mod sector_figures;
mod sheet;
mod table;
mod toml;

pub(crate) use column::column;
pub use flow_table::FlowTable;
pub use line_of_row::line_of_row;
pub use sector_figures::{FiguresWanted, SectorFigures};
