//! `kapok io linkages`: which sectors draw most on others, and on which others draw most.

use clap::Args;

use super::opened::Opened;
use crate::cli::common::Common;
use crate::cli::ending::{Ending, Failure};
use crate::cli::messages::Messages;
use crate::economy::io;
use crate::report::{SectorAnswer, SectorColumn, SectorValues};

const EXAMPLES: &str = "\
Examples:
  kapok io linkages table.csv
  kapok io linkages table.csv --format json

In JSON and CSV: backward_linkage (column sums of the Leontief inverse), forward_linkage (row sums
of the Ghosh inverse) and sensitivity (row sums of the Leontief inverse, Rasmussen's), each with
_index (over the mean of all sectors) and _variation (coefficient of variation of the column or
row); key_sector.";

/// Backward and forward linkages, Rasmussen's indices, key sectors
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Linkages {
    #[command(flatten)]
    opened: Opened,
}

impl Linkages {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let table = self.opened.open(messages)?;
        let leontief = self.opened.inverse(&table, table.leontief())?;
        let ghosh = self.opened.inverse(&table, table.ghosh())?;
        let found = io::Linkages::new(&leontief, &ghosh);
        let kinds = [
            ("backward_linkage", "Backward", &found.backward, &found.backward_index, &found.backward_variation),
            ("forward_linkage", "Forward", &found.forward, &found.forward_index, &found.forward_variation),
            ("sensitivity", "Sensitivity", &found.sensitivity, &found.sensitivity_index, &found.sensitivity_variation),
        ];
        let mut columns = Vec::new();
        for (key, title, linkage, index, variation) in kinds {
            columns.push(SectorColumn::numbers(key, title, linkage.as_slice()));
            columns.push(SectorColumn::numbers(format!("{key}_index"), "Index", index.as_slice()));
            columns.push(SectorColumn::numbers(format!("{key}_variation"), "Variation", variation.as_slice()));
        }
        columns.push(SectorColumn {
            key: "key_sector".into(),
            title: "Key".into(),
            values: SectorValues::Flags(found.key_sectors()),
        });
        let notes = vec![
            "Backward: output of all sectors per unit of final demand. Forward: output of all users per unit of primary input (Ghosh).".to_owned(),
            "Sensitivity: output of the sector if final demand rises by one everywhere (Rasmussen). Index: over the mean of all sectors.".to_owned(),
            "Variation: how unevenly the linkage spreads over sectors. Key: backward and forward index both above 1.".to_owned(),
        ];
        let answer = SectorAnswer { command: "io linkages", sectors: table.sectors().to_vec(), columns, notes };
        self.opened.give(&answer, common, messages)
    }
}
