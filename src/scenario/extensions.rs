//! From seed files to what stands beside the accounts: public revenue, research, employment, population.

use super::accounts::RATIO;
use super::draft::Draft;
use super::raw_extensions::{RawPopulationSeed, RawRndShare};
use super::raw_seed::RawSeed;
use crate::economy::Region;
use crate::input::shown;
use crate::model::Extensions;

/// The unit people are counted in.
const PERSONS: &str = "1e4 persons";
/// Stands in for a share that could not be read.
const SOME_SHARE: f64 = 0.01;

impl Draft {
    /// Each part that the seeds hold.
    pub(super) fn extensions(&mut self, seed: &RawSeed, region: &Region) -> Extensions {
        let ids: Vec<String> = region.sectors.iter().map(|s| s.id.clone()).collect();
        let (tax, employment) = (seed.tax_share.as_deref(), seed.employment.as_deref());
        let mut extensions = Extensions {
            tax_share: tax.map(|raw| self.series("tax_share", Some(raw), RATIO, SOME_SHARE, &ids)),
            rnd_share: seed.rnd_share.as_ref().map(|raw| self.rnd_share(raw, &ids)),
            employment: employment.map(|raw| self.series("employment", Some(raw), PERSONS, 1.0, &ids)),
            population: seed.population.as_ref().map(|raw| self.population(raw)),
        };
        if self.partial {
            // What the scenario needs may stand in the file that cannot be read.
            extensions.tax_share.get_or_insert_with(|| vec![SOME_SHARE; ids.len()]);
            extensions.rnd_share.get_or_insert_with(|| vec![SOME_SHARE; ids.len()]);
            extensions.employment.get_or_insert_with(|| vec![1.0; ids.len()]);
            extensions.population.get_or_insert(1.0);
        }
        extensions
    }

    fn population(&mut self, raw: &RawPopulationSeed) -> f64 {
        let Some(total) = &raw.total else {
            self.missing("population.total", "the residents of the base year");
            return 1.0;
        };
        self.quantity("population.total", total, PERSONS, None).unwrap_or(1.0)
    }

    /// One share for all sectors, or one a sector.
    fn rnd_share(&mut self, raw: &RawRndShare, ids: &[String]) -> Vec<f64> {
        let path = "rnd_share.total";
        match (&raw.total, raw.series()) {
            (Some(_), Some(_)) => self.note(path, "give one share for all sectors or one a sector, not both".into()),
            (None, None) => self.missing(path, "one share for all sectors, or one a sector in [rnd_share.sectors]"),
            (None, Some(sectors)) => return self.series("rnd_share", Some(&sectors), RATIO, SOME_SHARE, ids),
            (Some(total), None) => {
                self.unit("rnd_share", raw.unit.as_deref(), RATIO);
                if let Some(standing) = &raw.standing {
                    self.standing("rnd_share.standing", standing);
                }
                let share = self.quantity(path, total, RATIO, raw.standing.as_deref()).unwrap_or(SOME_SHARE);
                if 0.0 < share && share <= 1.0 {
                    return vec![share; ids.len()];
                }
                self.note(path, format!("found {}; it must be above 0, at most 1", shown(share)));
            }
        }
        vec![SOME_SHARE; ids.len()]
    }
}
