//! What the plan ties together, held against the accounts of the baseline.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use std::collections::BTreeSet;

use kapok::scenario::BUILTIN;
use kapok::{Model, Scenario};

const LIST: &str = include_str!("../seeds/panzhihua-east/couplings.csv");
const PAGE: &str = include_str!("../docs/couplings.md");
const COLUMNS: &str = "id,from,to,channel,explicit,chapter,section,supplier,user,carried";

/// A coupling as listed.
struct Coupling {
    id: &'static str,
    from: &'static str,
    to: &'static str,
    channel: &'static str,
    explicit: &'static str,
    supplier: &'static str,
    user: &'static str,
    carried: &'static str,
}

fn couplings() -> Vec<Coupling> {
    let mut lines = LIST.lines();
    assert_eq!(lines.next(), Some(COLUMNS));
    let read = |line: &'static str| {
        let [id, from, to, channel, explicit, _, _, supplier, user, carried] =
            line.split(',').collect::<Vec<_>>().try_into().unwrap();
        Coupling { id, from, to, channel, explicit, supplier, user, carried }
    };
    lines.map(read).collect()
}

fn baseline() -> Model {
    Scenario::builtin("baseline").unwrap().build().unwrap()
}

fn sector(model: &Model, id: &str) -> Option<usize> {
    model.region().sectors.iter().position(|sector| sector.id == id)
}

/// Input of the supplier's product, bought in the district, per unit of the user's output.
fn coefficient(model: &Model, coupling: &Coupling) -> f64 {
    let (i, j) = (sector(model, coupling.supplier).unwrap(), sector(model, coupling.user).unwrap());
    model.accounts().coefficients[(i, j)]
}

/// The cells of the page's row on this coupling; levers and shocks further down may share a name with one.
fn row(id: &str) -> Vec<&'static str> {
    let start = format!("| {id} |");
    let couplings = PAGE.split("\n## Levers").next().unwrap();
    let mut rows = couplings.lines().filter(|line| line.starts_with(&start));
    let found = rows.next().unwrap_or_else(|| panic!("docs/couplings.md has no row on {id}"));
    assert!(rows.next().is_none(), "docs/couplings.md has two rows on {id}");
    found.trim_matches('|').split('|').map(str::trim).collect()
}

#[test]
fn every_coupling_is_listed_once_and_stands_on_the_page() {
    let all = couplings();
    assert_eq!(all.iter().map(|coupling| coupling.id).collect::<BTreeSet<_>>().len(), all.len());
    for coupling in &all {
        assert_eq!(row(coupling.id)[1..4], [coupling.from, coupling.to, coupling.channel], "{}", coupling.id);
        assert!(["yes", "no"].contains(&coupling.explicit), "{}", coupling.id);
    }
}

#[test]
fn couplings_of_two_sectors_say_whether_a_purchase_carries_them() {
    let model = baseline();
    for coupling in couplings() {
        let two_sectors = [coupling.from, coupling.to].iter().all(|end| sector(&model, end).is_some());
        assert_eq!(two_sectors, ["yes", "no"].contains(&coupling.carried), "{}", coupling.id);
        let ends = if coupling.channel == "demand" {
            [coupling.to, coupling.from] // who draws on another buys from it
        } else {
            [coupling.from, coupling.to]
        };
        let expected = if two_sectors { ends } else { ["", ""] };
        assert_eq!([coupling.supplier, coupling.user], expected, "{}", coupling.id);
    }
}

#[test]
fn carried_couplings_are_purchases_in_the_accounts_and_the_others_have_a_reason() {
    let model = baseline();
    for coupling in couplings().iter().filter(|coupling| !coupling.carried.is_empty()) {
        let here = coefficient(&model, coupling);
        let cells = row(coupling.id);
        assert_eq!(cells[6], coupling.carried, "{}", coupling.id);
        if coupling.carried == "yes" {
            // Below a hundredth of a per cent a national coefficient is the trace of a mixed column, not a supplier.
            assert!(here > 1e-4, "{}: {here}", coupling.id);
        } else {
            assert!(!cells[7].is_empty(), "{}: no purchase and no reason", coupling.id);
        }
    }
}

#[test]
fn the_page_shows_the_coefficients_of_the_baseline_to_two_digits() {
    let model = baseline();
    for coupling in couplings().iter().filter(|coupling| !coupling.carried.is_empty()) {
        let here = coefficient(&model, coupling);
        let shown: f64 = row(coupling.id)[5].parse().unwrap();
        // Half a unit of the second digit is at most a twentieth of the number.
        assert!((shown - here).abs() <= 0.0501 * here, "{}: {shown} on the page, {here} in the accounts", coupling.id);
    }
}

#[test]
fn levers_and_shocks_name_what_stands_in_a_scenario_or_say_why_not() {
    let (_, page) = PAGE.split_once("\n## Levers").unwrap();
    let rows = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| lever") && !line.starts_with("| shock"));
    let mut named = 0;
    for line in rows {
        let [id, _, _, scenarios, why] =
            line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>().try_into().unwrap();
        if scenarios == "none" {
            assert!(!why.is_empty(), "{id}: no scenario and no reason");
            continue;
        }
        for one in scenarios.split("; ") {
            let (name, part) = one.split_once(": ").unwrap();
            let file = BUILTIN.iter().find(|builtin| builtin.name == name).unwrap_or_else(|| panic!("{id}: {name}"));
            assert!(file.text.contains(&format!("\nid = \"{part}\"\n")), "{id}: {name} has no {part}");
            named += 1;
        }
    }
    assert!(named > 0);
}
