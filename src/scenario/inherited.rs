//! Output growth that a scenario inherits, with the growth of outside sales that was solved for where it was written.

use std::path::PathBuf;

use toml::Table;

use super::draft::{Draft, has_toml_ending};
use super::extends::{Link, Origin};
use super::raw::RawScenario;
use crate::economy::Region;
use crate::input::segments;
use crate::model::{Assumptions, Growth, InheritedGrowth};

const KEY: &str = "output_growth";

/// Whether some sector's output growth is written in a file that the scenario extends, for the economy it is about. Where
/// a scenario takes other seeds, growth is solved for in that economy.
pub(super) fn inherits_growth(merged: &Table, origin: &Origin, links: &[Link]) -> bool {
    let sectors = merged.get("sector").and_then(|sectors| sectors.as_table()).into_iter().flat_map(Table::iter);
    let of_sectors = sectors.filter(|(_, own)| own.get(KEY).is_some()).map(|(id, _)| format!("sector.{id}.{KEY}"));
    let default = merged.get("sector_defaults").and_then(|all| all.get(KEY)).map(|_| format!("sector_defaults.{KEY}"));
    let mut paths = of_sectors.chain(default);
    !takes_other_seeds(links) && paths.any(|path| is_inherited(origin, &path))
}

fn is_inherited(origin: &Origin, path: &str) -> bool {
    origin.place(&segments(path)).0 > 0
}

/// Whether the first file names other seeds than those behind it.
fn takes_other_seeds(links: &[Link]) -> bool {
    let Some((own, others)) = links.split_first() else { return false };
    let Some(written) = seeds(own) else { return false };
    others.iter().find_map(seeds) != Some(written)
}

/// The seeds that a file names: those of a file by its path, others by their name.
fn seeds(link: &Link) -> Option<PathBuf> {
    let name = PathBuf::from(link.text("seeds")?);
    match link.file.folder() {
        Some(folder) if has_toml_ending(&name) => Some(folder.join(name)),
        _ => Some(name),
    }
}

impl Draft {
    /// The sectors whose output growth is inherited, with the scenario it is inherited from.
    pub(super) fn inherited_growth(
        &self,
        scenario: &RawScenario,
        region: &Region,
        assumptions: &Assumptions,
    ) -> Option<InheritedGrowth> {
        let from = self.parent.clone().filter(|parent| parent.region.sectors == region.sectors)?;
        let path = |id: &String| match scenario.sector.get(id).and_then(|own| own.output_growth.as_ref()) {
            Some(_) => format!("sector.{id}.{KEY}"),
            None => format!("sector_defaults.{KEY}"),
        };
        let sectors = region.sectors.iter().zip(&assumptions.sectors).enumerate();
        let inherited = sectors.filter(|(_, (sector, assumed))| {
            matches!(assumed.growth, Growth::Output(_)) && is_inherited(&self.files.origin, &path(&sector.id))
        });
        let sectors: Vec<usize> = inherited.map(|(place, _)| place).collect();
        (!sectors.is_empty()).then_some(InheritedGrowth { from, sectors })
    }
}
