//! `kapok io footprint`, `io decompose --of` and `io multipliers --type2` as a user types them.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod common;

use common::{answer, failed, json, near, numbers, saved};

const KITZES: &str = "tests/tables/kitzes.csv";

/// Kitzes (2013): accounts of production (8, 4) and of consumption (4.8, 7.2).
#[test]
fn kitzes_two_sectors() {
    let found = json(&["io", "footprint", KITZES, "--of", "co2"]);
    assert_eq!(found["command"], "io footprint");
    near(&numbers(&found["production_based"]), &[8.0, 4.0], 0.0);
    near(&numbers(&found["consumption_based"]), &[4.8, 7.2], 1e-12);
    near(&numbers(&found["difference"]), &[-3.2, 3.2], 1e-12);
    assert!(found.get("consumption_based_final_demand").is_none(), "there is one category alone");
    let shown = answer(&["io", "footprint", KITZES, "--of", "satellite:co2"]);
    assert!(shown.contains("Sums over all sectors: by producer 12.0000, by product consumed 12.0000.\n"), "{shown}");
}

/// Persons 10 and 40 at outputs 1000 and 2000; L = [[.95, .25], [.20, .85]] / .7575, worked out by hand.
#[test]
fn categories_of_final_demand_share_the_account_of_consumption() {
    let found = json(&["io", "footprint", "tests/tables/miller-blair.csv", "--of", "employment"]);
    let content = [0.0135 / 0.7575, 0.0195 / 0.7575];
    near(&numbers(&found["consumption_based_households"]), &[50.0 * content[0], 400.0 * content[1]], 1e-12);
    near(&numbers(&found["consumption_based_others"]), &[300.0 * content[0], 1300.0 * content[1]], 1e-12);
    let consumed = numbers(&found["consumption_based"]);
    near(&consumed, &[350.0 * content[0], 1700.0 * content[1]], 1e-12);
    near(&[consumed.iter().sum()], &[50.0], 1e-12);
}

/// One sector: q = e x and x = l f, so the effects can be worked out by hand.
#[test]
fn the_change_of_an_account_is_told_by_what_brought_it_about() {
    let folder = tempfile::tempdir().unwrap();
    // e 2, l 1, f 10 and e 1, l 1.5, f 20.
    let before = saved(folder.path(), "before.csv", "sector,a,final_demand,output\na,0,10,10\nsatellite:energy,20\n");
    let after = saved(folder.path(), "after.csv", "sector,a,final_demand,output\na,10,20,30\nsatellite:energy,30\n");
    let found = json(&["io", "decompose", &before, &after, "--of", "energy"]);
    // Orders e l f, e f l, l e f, l f e, f e l, f l e.
    let mean = |effects: [f64; 6]| effects.iter().sum::<f64>() / 6.0;
    near(&numbers(&found["intensity"]), &[mean([-10.0, -10.0, -15.0, -30.0, -20.0, -30.0])], 1e-12);
    near(&numbers(&found["technology"]), &[mean([5.0, 10.0, 10.0, 10.0, 10.0, 20.0])], 1e-12);
    near(&numbers(&found["final_demand"]), &[mean([15.0, 10.0, 15.0, 30.0, 20.0, 20.0])], 1e-12);
    near(&numbers(&found["total"]), &[10.0], 1e-12);
    let output = json(&["io", "decompose", &before, &after]);
    near(&numbers(&output["total"]), &[20.0], 1e-12);
    assert!(output.get("intensity").is_none());
}

#[test]
fn accounts_that_are_not_there_or_not_complete() {
    let folder = tempfile::tempdir().unwrap();
    let told = failed(2, &["io", "footprint", KITZES, "--of", "co3"]);
    let message = "the table has no satellite account co3; did you mean \"co2\"?; it has co2";
    assert_eq!(told, format!("error: {KITZES}: {message}\n"));
    let other = "sector,second,first,final_demand,output\nfirst,0,0,5,5\nsecond,0,0,0,0\nsatellite:co2,3,\n";
    let other = saved(folder.path(), "other.csv", other);
    let told = failed(2, &["io", "decompose", KITZES, &other, "--of", "co2"]);
    // In the order of the first table.
    let lines = [
        format!("error: {other}:4: satellite:co2.first: the cell is empty; a number is needed here\n"),
        format!(
            "error: {other}:4: satellite:co2.second: found 3, yet the sector's output is 0; there is no use per unit of it\n"
        ),
    ];
    assert_eq!(told, lines.concat());
    let bare =
        saved(folder.path(), "bare.csv", "sector,first,second,final_demand,output\nfirst,0,0,5,5\nsecond,0,0,1,1\n");
    let told = failed(2, &["io", "decompose", KITZES, &bare, "--of", "energy"]);
    let lines = [
        format!("error: {KITZES}: the table has no satellite account energy; it has co2\n"),
        format!("error: {bare}: the table has no satellite account energy; it has no row satellite:NAME\n"),
    ];
    assert_eq!(told, lines.concat());
}

/// Miller & Blair (2009), section 2.5: of household income 1000, 50 is paid by households and 150 by other final demand. They
/// publish the inverse [[1.3651, .4253], [.5273, 1.3481]] for the sectors.
#[test]
fn labour_that_households_pay_for_is_part_of_their_income() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string("tests/tables/miller-blair.csv").unwrap();
    let own = "primary:compensation,300,500,50,150,";
    let table = saved(folder.path(), "t.csv", &text.replace("primary:compensation,300,500,,,", own));
    let found = json(&["io", "multipliers", &table, "--type2", "--strict"]);
    near(&numbers(&found["output_multiplier_type2"]), &[1.3651 + 0.5273, 0.4253 + 1.3481], 1e-4);
    let earned = [0.3 * 1.3651 + 0.25 * 0.5273, 0.3 * 0.4253 + 0.25 * 1.3481].map(|paid| paid / 0.95);
    near(&numbers(&found["income_multiplier_type2"]), &[earned[0] / 0.3, earned[1] / 0.25], 5e-4);
}

#[test]
fn households_that_cannot_be_closed_in() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string("tests/tables/miller-blair.csv").unwrap();
    let told = |from: &str, to: &str| {
        assert!(text.contains(from));
        let table = saved(folder.path(), "t.csv", &text.replace(from, to));
        failed(2, &["-q", "io", "multipliers", &table, "--type2"]).replace(&table, "t.csv")
    };
    assert_eq!(
        told("primary:compensation,300,500,,,", "primary:compensation,-300,500,-5,,"),
        "error: t.csv: primary:compensation.first: found -300; it must be 0 or more\n\
         error: t.csv: primary:compensation.final:households: found -5; it must be 0 or more\n"
    );
    assert_eq!(
        told("first,150,500,50,", "first,150,500,-50,"),
        "error: t.csv: first.final:households: found -50; spending must be 0 or more\n"
    );
    assert_eq!(
        told("primary:compensation,300,500,,,", "primary:compensation,0,0,,,"),
        "error: t.csv: primary:compensation sums to 0; it must be above 0\n"
    );
    // Households that spend all of the little they earn many times over.
    let found = told("second,200,100,400,1300,2000", "second,200,100,4000,-2300,2000");
    let opening = "error: t.csv: with households closed in, income would feed on itself without end: final:households sums to 4050, their income, all of primary:compensation, to 800; the spectral radius of the input coefficients is ";
    assert!(found.starts_with(opening), "{found}");
    let neither = saved(folder.path(), "n.csv", "sector,a,final_demand,output\na,1,9,10\n");
    let found = failed(2, &["io", "multipliers", &neither, "--type2"]).replace(&neither, "n.csv");
    assert_eq!(
        found,
        "error: n.csv: --households final:households: the table has no such column; its final demand is final_demand\n\
         error: n.csv: --type2 needs a row primary:compensation with a number for every sector\n"
    );
}
