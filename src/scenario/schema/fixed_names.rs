//! Keys whose values are names that the program knows.

use serde_json::{Value, json};

use super::super::accounts::COEFFICIENTS;
use super::super::dependence::COPULAS;
use super::super::drawn_accounts::SECTIONS;
use super::super::effects::WAYS_TO_ACT;
use super::super::lever::{effect_levers, policy_levers};
use super::super::measured::PRICES;
use super::super::number::STANDINGS;
use super::super::quotients;
use super::super::target::SIDES;
use super::properties;
use crate::model::{Absorber, Comparator, Summed};
use crate::sampling::Design;

/// The names that stand under a key of a definition.
fn fixed() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
    vec![
        ("Run", "design", Design::ALL.map(Design::name).to_vec()),
        ("BaseAccounts", "drawn", SECTIONS.to_vec()),
        ("Prices", "deflation", super::super::assumptions::DEFLATIONS.to_vec()),
        ("Dependence", "copula", COPULAS.to_vec()),
        ("Target", "comparator", Comparator::ALL.map(|(_, sign)| sign).to_vec()),
        ("Target", "better", SIDES.to_vec()),
        ("Policy", "lever", policy_levers()),
        ("Policy", "acts_on", WAYS_TO_ACT.to_vec()),
        ("Policy", "absorbed_by", Absorber::ALL.map(|(_, name)| name).to_vec()),
        ("EventEffect", "lever", effect_levers()),
        ("Satellite", "measure", Summed::ALL.map(|(_, name)| name).to_vec()),
        ("Satellite", "prices", PRICES.to_vec()),
        ("Coefficients", "kind", COEFFICIENTS.to_vec()),
        ("Quotients", "kind", quotients::KINDS.map(|(name, _)| name).to_vec()),
    ]
}

/// Lists the names that may stand under each key, and the standings wherever there is one.
pub(super) fn list(schema: &mut Value) {
    let Some(definitions) = schema.get_mut("definitions").and_then(Value::as_object_mut) else { return };
    for definition in definitions.values_mut() {
        if let Some(standing) = properties(definition).and_then(|keys| keys.get_mut("standing")) {
            standing["enum"] = json!(STANDINGS);
        }
    }
    for (definition, key, names) in fixed() {
        let Some(property) = definitions.get_mut(definition).and_then(properties).and_then(|keys| keys.get_mut(key))
        else {
            continue;
        };
        let holder = if property.get("items").is_some() { &mut property["items"] } else { property };
        holder["enum"] = json!(names);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_with_fixed_names_is_there() {
        let schemas = [super::super::scenario_schema(), super::super::seeds_schema()];
        for (definition, key, names) in fixed() {
            let place = format!("/definitions/{definition}/properties/{key}");
            let found = schemas.iter().find_map(|schema| schema.pointer(&place)).unwrap_or_else(|| panic!("{place}"));
            let listed = found.get("enum").or_else(|| found["items"].get("enum"));
            assert_eq!(listed, Some(&json!(names)), "{place}");
        }
    }
}
