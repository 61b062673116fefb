//! The precision a run was to reach, and whether it did.

use crate::ensemble::{Ensemble, Estimate, PrecisionReached};
use crate::model::MOST_PATHS;
use crate::report::number::{count, significant, unit_name};
use crate::units::Unit;

pub(super) fn lines(reached: &PrecisionReached, ensemble: &Ensemble) -> Vec<String> {
    let asked = significant(reached.se, 3);
    let errors = reached.estimates.iter().map(|(estimate, se)| {
        let unit = match estimate {
            Estimate::Mean(indicator, _) | Estimate::Median(indicator, _)
                if !matches!(indicator.unit(ensemble.model.region()), Unit::Ratio | Unit::PerYear) =>
            {
                format!(" {}", unit_name(indicator.unit(ensemble.model.region())))
            }
            _ => String::new(),
        };
        format!("{} of {}{unit}", estimate.name(&ensemble.model), significant(*se, 3))
    });
    let errors = errors.collect::<Vec<_>>().join(", ");
    let mut lines = vec![format!("Standard error asked for: {asked} at most; reached: {errors}")];
    if !reached.reached {
        let needed = reached.paths_needed.unwrap_or_default();
        lines.push(format!(
            "The {} paths allowed were used up before that{}.",
            count(reached.max_paths),
            if needed <= MOST_PATHS as f64 {
                format!("; it would take about {}", significant(needed, 2))
            } else {
                String::new()
            }
        ));
    }
    lines
}
