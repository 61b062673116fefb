//! A region's figures by sector, and what is wrong with them.

use std::path::Path;

use crate::cli::ending::Failure;
use crate::economy::io::{FiguresWanted, PoolError, QuotientError, SectorFigures, Table};

const COLUMNS: [&str; 4] = ["output", "value_added", "purchase_share", "final_demand"];

/// The figures of a file, for the sectors of a table.
pub(super) struct Region {
    figures: SectorFigures,
    sectors: Vec<String>,
}

/// What location quotients compare.
pub(super) struct Activity {
    /// `output` or `value_added`.
    pub(super) name: &'static str,
    pub(super) regional: Vec<f64>,
    pub(super) national: Vec<f64>,
}

impl Region {
    /// Reads the file; the sectors of the table are not known where it could not be read.
    pub(super) fn open(path: &Path, sectors: Option<&[String]>) -> Result<Self, Failure> {
        let wanted = FiguresWanted { columns: &COLUMNS, labels: sectors.map(|sectors| (sectors, &[][..])) };
        let figures = SectorFigures::open(path, wanted)?;
        Ok(Self { figures, sectors: sectors.unwrap_or_default().to_vec() })
    }

    pub(super) fn has(&self, column: &str) -> bool {
        self.column(column).is_some()
    }

    fn column(&self, column: &str) -> Option<Vec<f64>> {
        self.figures.column(column, &self.sectors)
    }

    /// A column, or that the file lacks it.
    pub(super) fn needed(&self, column: &str, without: &str) -> Result<Vec<f64>, Vec<String>> {
        self.column(column).ok_or_else(|| vec![format!("{}: {without}", self.figures.file().display())])
    }

    /// Figures below 0, and purchase shares above 1.
    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for column in COLUMNS {
            let share = column == "purchase_share";
            let bad = |value: f64| value < 0.0 || (share && value > 1.0);
            let most = if share { "at least 0 and at most 1" } else { "0 or more" };
            let values = self.column(column).unwrap_or_default();
            for (sector, value) in self.sectors.iter().zip(values).filter(|(_, value)| bad(*value)) {
                faults.push(
                    self.figures.problem(sector, column, format!("found {value}; it must be {most}")).to_string(),
                );
            }
        }
        faults
    }

    /// A fault of the supply-demand pool; nothing where it is one of [`Region::faults`].
    pub(super) fn told(&self, error: &PoolError, table: &Path) -> Option<String> {
        match error {
            PoolError::Negative { sector, what, value } if what.starts_with("coefficient") => {
                let sector = &self.sectors[*sector];
                let table = table.display();
                Some(format!(
                    "{table}: a coefficient of the row {sector} is {value}; the supply-demand pool needs 0 or more"
                ))
            }
            PoolError::Negative { .. } => None,
            PoolError::Floor { value } => Some(format!("--floor: found {value}; it must be at least 0 and below 1")),
            PoolError::Lengths => Some(error.to_string()),
        }
    }
}

impl Activity {
    /// Output where the region's file has it, else value added.
    pub(super) fn of(region: &Region, table: &Table, file: &Path) -> Result<Self, Vec<String>> {
        if let Some(regional) = region.column("output") {
            return Ok(Self { name: "output", regional, national: table.output().as_slice().to_vec() });
        }
        let regional = region.needed("value_added", "location quotients need the column output or value_added")?;
        match table.primary("value_added") {
            Some(national) => Ok(Self { name: "value_added", regional, national: national.as_slice().to_vec() }),
            None => Err(vec![format!(
                "{}: the region's value_added is compared with primary:value_added, and the table has no such row with a number \
                 for every sector; output in the region's file would be compared with the table's output",
                file.display()
            )]),
        }
    }

    /// A fault of the quotients; nothing where it is one of [`Region::faults`].
    pub(super) fn told(&self, error: &QuotientError, region: &Region, table: &Table, file: &Path) -> Option<String> {
        let sector = |position: usize| table.sectors()[position].as_str();
        let at =
            |position: usize, message: String| region.figures.problem(sector(position), self.name, message).to_string();
        let whole = |message: String| format!("{}: {message}", region.figures.file().display());
        match error {
            QuotientError::Regional { .. } => None,
            QuotientError::National { sector: position, value } => Some(format!(
                "{}: the {} of {} is {value}; location quotients need 0 or more",
                file.display(),
                self.name,
                sector(*position)
            )),
            QuotientError::OnlyRegional { sector: position, regional } => {
                let message =
                    format!("found {regional}, yet the nation's is 0; a sector of the region is one of the nation");
                Some(at(*position, message))
            }
            QuotientError::NoActivity => {
                Some(whole(format!("{} is 0 in every sector; it must be above 0 in one at least", self.name)))
            }
            QuotientError::Larger { regional, national } => Some(whole(format!(
                "{} sums to {regional}, the nation's to {national}; a region is no larger than the nation (are both in one unit?)",
                self.name
            ))),
            QuotientError::Delta { value } => {
                Some(format!("--delta: found {value}; it must be at least 0 and below 1"))
            }
            other => Some(other.to_string()),
        }
    }
}
