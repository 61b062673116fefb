//! `kapok io regionalise` as a user types it. Expected numbers are worked out by hand from the two sectors of Miller & Blair
//! (2009), chapter 2, with outputs 1000 and 2000, and a region that makes 300 of each.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod common;

use common::{TABLE, answer, failed, json, kapok, near, numbers, saved};

const REGION: &str = "tests/tables/region.csv";

/// The answer about a region of this file.
fn regional(region: &str, options: &[&str]) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    let region = saved(folder.path(), "r.csv", region);
    json(&[&["io", "regionalise", TABLE, "--region", &region], options].concat())
}

/// The messages of a region's file and options that must be refused, without the folder's name.
fn refused(region: &str, options: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let region = saved(folder.path(), "r.csv", region);
    let messages = failed(2, &[&["io", "regionalise", TABLE, "--region", &region], options].concat());
    messages.replace(&format!("{}/", folder.path().display()), "")
}

fn coefficients(found: &serde_json::Value) -> Vec<f64> {
    [numbers(&found["coefficients"][0]), numbers(&found["coefficients"][1])].concat()
}

/// SLQ = (1/2) / (1/3) and (1/2) / (2/3); lambda = log2(1 + 600 / 3000)^delta; only the first sector is specialised.
#[test]
fn each_kind_of_quotient() {
    let region = "sector,output\nsecond,300\nfirst,300\n";
    let (lambda, stretch) = (1.2_f64.log2().powf(0.25), 2.5_f64.log2());
    let cases = [
        ("slq", [0.15, 0.25, 0.2 * 0.75, 0.05 * 0.75]),
        ("cilq", [0.15, 0.25, 0.2 * 0.5, 0.05 * 0.75]),
        ("flq", [0.15, 0.25, 0.2 * 0.5 * lambda, 0.05 * 0.75 * lambda]),
        ("aflq", [0.15, 0.25, 0.2 * 0.5 * lambda * stretch, 0.05 * 0.75 * lambda]),
    ];
    for (method, expected) in cases {
        let found = regional(region, &["--method", method]);
        assert_eq!((found["method"].as_str(), found["activity"].as_str()), (Some(method), Some("output")));
        near(&coefficients(&found), &expected, 1e-12);
        near(&numbers(&found["location_quotient"]), &[1.5, 0.75], 1e-12);
        near(
            &numbers(&found["regional_input_share"]),
            &[(0.15 + expected[2]) / 0.35, (0.25 + expected[3]) / 0.3],
            1e-12,
        );
        assert_eq!(found.get("lambda").is_some(), method.ends_with("flq"));
        assert!(found.get("local_scale").is_none(), "no pool was asked for");
    }
    let found = regional(region, &["--method", "flq", "--delta", "0"]);
    near(&coefficients(&found), &[0.15, 0.25, 0.1, 0.0375], 1e-12);
    // A region with the nation's structure, an eighth of its size: lambda alone is left.
    let found = regional("sector,value_added\nfirst,65\nsecond,140\n", &["--method", "flq", "--delta", "0.5"]);
    let lambda = 1.1_f64.log2().sqrt();
    assert_eq!(found["activity"], "value_added");
    near(&coefficients(&found), &[0.15 * lambda, 0.25 * lambda, 0.2 * lambda, 0.05 * lambda], 1e-12);
}

#[test]
fn purchase_shares_and_the_supply_demand_pool() {
    let pool = ["--method", "purchase-shares", "--pool", "--floor", "0.1"];
    let found = json(&[&["io", "regionalise", TABLE, "--region", REGION], &pool[..]].concat());
    // The first would sell .9 (.15 + .25) 300 + 240 = 348 at home, and may 270.
    let scale = 270.0 / 348.0;
    near(&numbers(&found["local_scale"]), &[scale, 1.0], 1e-12);
    near(&coefficients(&found), &[0.135 * scale, 0.225 * scale, 0.1, 0.025], 1e-12);
    near(&numbers(&found["local_final_demand"]), &[240.0 * scale, 50.0], 1e-9);
    near(&numbers(&found["external_sales"]), &[30.0, 300.0 - 37.5 - 50.0], 1e-9);
    assert_eq!(found["floor"], 0.1);
    let file = REGION;
    let csv = answer(&[
        "io",
        "regionalise",
        TABLE,
        "--region",
        file,
        "--method",
        "purchase-shares",
        "--pool",
        "--format",
        "csv",
    ]);
    let header =
        "sector,first,second,purchase_share,regional_input_share,local_scale,local_final_demand,external_sales\n";
    assert!(csv.starts_with(header), "{csv}");
    let output = kapok(&["io", "regionalise", TABLE, "--region", file, "--method", "slq", "--delta", "0.3"]);
    let told = format!(
        "warning: --delta is used by flq and aflq alone\nnote: {file}: purchase_share is not used by --method slq\n"
    );
    assert_eq!(String::from_utf8(output.stderr).unwrap(), told);
}

/// Without --pool the scale is told and coefficients stay: the first would sell (.135 + .225) 300 + 240 = 348 at home.
#[test]
fn the_scale_is_told_where_output_and_final_demand_are_known() {
    let command = ["io", "regionalise", TABLE, "--region", REGION, "--method", "purchase-shares"];
    let found = json(&command);
    near(&coefficients(&found), &[0.135, 0.225, 0.1, 0.025], 1e-12);
    near(&numbers(&found["local_scale"]), &[300.0 / 348.0, 1.0], 1e-12);
    assert!(found.get("external_sales").is_none(), "no pool was asked for");
    let found = json(&[&command[..], &["--floor", "0.1"]].concat());
    near(&numbers(&found["local_scale"]), &[270.0 / 348.0, 1.0], 1e-12);
    let shown = answer(&command);
    let told =
        "local sales of 1 of 2 sectors are more than output leaves for them and would be scaled down by --pool.\n";
    assert!(shown.contains(told), "{shown}");
    let told = refused("sector,output\nfirst,1\nsecond,1\n", &["--method", "slq", "--floor", "1"]);
    let message = "the supply-demand pool needs the column final_demand, what the region's own final users would buy of its products";
    assert_eq!(told, format!("error: r.csv: {message}\n"));
}

#[test]
fn everything_wrong_with_the_region_is_told_at_once() {
    let told = refused(
        "sector,output,purchase_share,final_demand\nfirst,-3,1.2,240\nsecond,300,0.5,-50\n",
        &["--method", "flq", "--delta", "1", "--pool"],
    );
    let lines = [
        "r.csv:2: first.output: found -3; it must be 0 or more",
        "r.csv:2: first.purchase_share: found 1.2; it must be at least 0 and at most 1",
        "r.csv:3: second.final_demand: found -50; it must be 0 or more",
        "--delta: found 1; it must be at least 0 and below 1",
    ];
    // The note about purchase_share comes first.
    assert!(told.ends_with(&lines.map(|line| format!("error: {line}\n")).concat()), "{told}");
    let told = refused("sector,outputs\nfirst,3\nsecnd,x\n", &["--method", "slq"]);
    let lines = [
        "r.csv:1: column 2, \"outputs\", is not known here; did you mean \"output\"? Allowed: output, value_added, purchase_share, final_demand",
        "r.csv:3: secnd: the table has nothing of this name; did you mean \"second\"?",
        "r.csv:3: secnd.outputs: found \"x\"; a number is needed",
        "r.csv:1: second: there is no line for it",
    ];
    assert_eq!(told, lines.map(|line| format!("error: {line}\n")).concat());
}

#[test]
fn what_is_not_known_is_asked_for() {
    let told = refused("sector,purchase_share\nfirst,1\nsecond,1\n", &["--method", "purchase-shares", "--pool"]);
    let lines = [
        "r.csv: the supply-demand pool needs the column output",
        "r.csv: the supply-demand pool needs the column final_demand, what the region's own final users would buy of its products",
    ];
    assert_eq!(told, lines.map(|line| format!("error: {line}\n")).concat());
    let told = refused("sector,output\nfirst,1\nsecond,1\n", &["--method", "purchase-shares"]);
    assert_eq!(told, "error: r.csv: --method purchase-shares needs the column purchase_share\n");
    let told = refused("sector,final_demand\nfirst,1\nsecond,1\n", &["--method", "cilq", "--pool"]);
    assert_eq!(
        told,
        "error: r.csv: location quotients need the column output or value_added\nerror: r.csv: the supply-demand pool needs the column output\n"
    );
    let told = refused("sector,output\nfirst,900\nsecond,2200\n", &["--method", "slq"]);
    let message = "r.csv: output sums to 3100, the nation's to 3000; a region is no larger than the nation (are both in one unit?)";
    assert_eq!(told, format!("error: {message}\n"));
    assert_eq!(
        refused("sector,output\nfirst,0\nsecond,0\n", &["--method", "slq"]),
        "error: r.csv: output is 0 in every sector; it must be above 0 in one at least\n"
    );
}

#[test]
fn a_sector_of_the_region_alone_and_a_nation_without_value_added() {
    let folder = tempfile::tempdir().unwrap();
    let nation = saved(folder.path(), "n.csv", "sector,a,b,final_demand,output\na,1,0,9,10\nb,0,0,0,0\n");
    let region = saved(folder.path(), "r.csv", "sector,output\na,1\nb,2\n");
    let told = failed(2, &["io", "regionalise", &nation, "--region", &region, "--method", "slq"]);
    let message = "b.output: found 2, yet the nation's is 0; a sector of the region is one of the nation";
    assert_eq!(told, format!("error: {region}:3: {message}\n"));
    let region = saved(folder.path(), "r.csv", "sector,value_added\na,1\nb,0\n");
    let told = failed(2, &["io", "regionalise", &nation, "--region", &region, "--method", "slq"]);
    let message = "the region's value_added is compared with primary:value_added, and the table has no such row with a number for every sector; output in the region's file would be compared with the table's output";
    assert_eq!(told, format!("error: {nation}: {message}\n"));
}
