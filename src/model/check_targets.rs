//! Checks of targets and of the indicators asked for.

use std::collections::BTreeSet;

use super::check::LARGEST;
use super::{Catalogue, Comparator, Form, ModelData, Target};
use crate::input::{Problem, shown};
use crate::units::Year;

pub(super) fn check_targets(data: &ModelData, horizon: Option<Year>, found: &mut Vec<Problem>) {
    let catalogue = Catalogue::of(data).until(horizon.unwrap_or(Year::MAX));
    for (index, indicator) in data.indicators.iter().enumerate() {
        if !catalogue.contains(*indicator) {
            let message = format!("{indicator:?} is no indicator of this model");
            found.push(Problem::new(format!("indicators[{index}]"), message));
        }
    }
    let mut seen = BTreeSet::new();
    for (index, target) in data.targets.iter().enumerate() {
        let mut say = |field: &str, message: String| {
            found.push(Problem::new(format!("target[{index}].{field}"), message));
        };
        if !seen.insert(&target.id) {
            say("id", format!("the name \"{}\" stands for two targets", target.id));
        }
        let defined = |horizon| target.indicator.is_defined_in(target.year, &data.region, horizon);
        if !catalogue.contains(target.indicator) {
            say("indicator", format!("{:?} is no indicator of this model", target.indicator));
        } else if horizon.is_some_and(|horizon| !defined(horizon)) || target.year < data.region.base_year {
            let id = target.indicator.id(&data.region);
            say("year", format!("{id} has no value in {}", target.year));
        }
        let share = target.indicator.form == Form::Level && target.indicator.measure.is_share();
        for (field, value) in [("value", Some(target.value)), ("value_high", target.value_high)] {
            if let Some(value) = value.filter(|value| share && *value > 1.0) {
                let message = format!("found {}; a share ends at 1, so 50 % is written 0.5", shown(value));
                say(field, message);
            }
        }
        check_comparison(target, say);
    }
}

fn check_comparison(target: &Target, mut say: impl FnMut(&str, String)) {
    for (field, value) in [("value", Some(target.value)), ("value_high", target.value_high)] {
        if let Some(value) = value.filter(|value| value.is_nan() || value.abs() > LARGEST) {
            let (value, most) = (shown(value), shown(LARGEST));
            say(field, format!("found {value}; a number from -{most} to {most} is needed"));
        }
    }
    if !(0.0..1.0).contains(&target.tolerance) {
        say("tolerance", format!("found {}; allowed is 0 to below 1", shown(target.tolerance)));
    }
    match (target.comparator, target.value_high) {
        (Comparator::Between, None) => say("value_high", "\"between\" needs value_high beside value".into()),
        (Comparator::Between, Some(high)) if high <= target.value => {
            say("value_high", format!("found {}; it must be above value ({})", shown(high), shown(target.value)));
        }
        (comparator, Some(_)) if comparator != Comparator::Between => {
            say("value_high", "only \"between\" has one".into());
        }
        _ => {}
    }
}
