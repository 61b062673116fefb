//! Checks of the base-year numbers that are drawn.

use std::collections::BTreeSet;

use super::check::{LARGEST, range_text};
use super::{BaseNumber, Centre, ModelData};
use crate::input::{Problem, shown};

/// A draw's centre may miss the central number by rounding.
const ROUNDING: f64 = 1e-9;
/// What has to be above 0.
const ABOVE_ZERO: f64 = f64::MIN_POSITIVE;

/// Notes each drawn number that the accounts do not have, stands twice, is not drawn around its central value, or may be
/// drawn outside its range.
pub(super) fn check_drawn(data: &ModelData, found: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for drawn in &data.drawn_accounts {
        let path = drawn.number.path(&data.region);
        let mut say = |message: String| found.push(Problem::new(&path, message));
        if !seen.insert(path.clone()) {
            say("this number is drawn twice".into());
        }
        let Some(central) = drawn.number.central(&data.accounts) else {
            say("the accounts have no such number to draw".into());
            continue;
        };
        let (name, centre) = match drawn.centre {
            Centre::Median => ("median", drawn.value.median()),
            Centre::Mean => ("mean", drawn.value.mean()),
        };
        if (centre - central).abs() > ROUNDING * central.abs() {
            let (centre, central) = (shown(centre), shown(central));
            say(format!("its draws have the {name} {centre}, the accounts say {central}; the two must be one number"));
        }
        let (low, high) = allowed(drawn.number);
        if !drawn.value.lies_within(low, high) {
            say(match low {
                ABOVE_ZERO => format!("its draws reach beyond what is allowed, above 0 to {}", shown(high)),
                low => format!("its draws reach beyond what is allowed, {}", range_text(low, high)),
            });
        }
    }
}

fn allowed(number: BaseNumber) -> (f64, f64) {
    match number {
        BaseNumber::ValueAdded(_) | BaseNumber::Total(_) => (ABOVE_ZERO, LARGEST),
        BaseNumber::ValueAddedRatio(_) => (ABOVE_ZERO, 1.0),
        BaseNumber::PurchaseShare(_) | BaseNumber::Delta => (0.0, 1.0),
        BaseNumber::Coefficient { .. } => (0.0, LARGEST),
    }
}
