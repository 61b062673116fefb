//! `kapok io extract`: what the economy would lose without a sector.

use clap::Args;

use super::opened::Opened;
use crate::cli::common::Common;
use crate::cli::ending::{Ending, Failure};
use crate::cli::messages::Messages;
use crate::economy::io::Extraction;
use crate::report::{SectorAnswer, SectorColumn};

const EXAMPLES: &str = "\
Examples:
  kapok io extract table.csv
  kapok io extract table.csv --format csv > extraction.csv

What is extracted takes the sector's own coefficient with it: without its purchases it buys no
input from itself either, without its sales it sells none to itself, and the output it needed for
that is part of the loss.

In JSON and CSV: whole_extraction, backward_extraction and forward_extraction, the loss of output
of all sectors together (the extracted one's own included) in the unit of the table, and each with
_share, the same as a share of all output.";

/// Hypothetical extraction: the output lost if a sector, its purchases or its sales to others were gone
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Extract {
    #[command(flatten)]
    opened: Opened,
}

impl Extract {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let table = self.opened.open(messages)?;
        let leontief = self.opened.inverse(&table, table.leontief())?;
        let ghosh = self.opened.inverse(&table, table.ghosh())?;
        let whole: f64 = table.output().sum();
        let kinds = [
            (Extraction::Whole, "whole_extraction", "Whole"),
            (Extraction::Backward, "backward_extraction", "Purchases"),
            (Extraction::Forward, "forward_extraction", "Sales"),
        ];
        let mut columns = Vec::new();
        for (kind, key, title) in kinds {
            let loss = |sector| kind.loss(sector, &leontief, &ghosh, table.output()).sum();
            let losses: Vec<f64> = (0..table.sectors().len()).map(loss).collect();
            let shares: Vec<f64> = losses.iter().map(|loss| loss / whole).collect();
            columns.push(SectorColumn::numbers(key, title, &losses));
            columns.push(SectorColumn::numbers(format!("{key}_share"), "share", &shares));
        }
        let notes = vec![
            "Output lost in all sectors together, the extracted one's own included, if the sector were gone as a whole, bought all".to_owned(),
            "its inputs outside (purchases; its backward linkage), or sold nothing to other sectors (sales; its forward linkage). Share: of all output.".to_owned(),
        ];
        let answer = SectorAnswer { command: "io extract", sectors: table.sectors().to_vec(), columns, notes };
        self.opened.give(&answer, common, messages)
    }
}
