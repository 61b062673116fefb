//! `kapok io balance` as a user types it.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod common;

use common::{answer, failed, json, kapok, near, numbers, saved};

const TABLE: &str = "tests/tables/miller-blair-ras.csv";
const ROWS: &str = "tests/tables/miller-blair-ras-rows.csv";
const COLUMNS: &str = "tests/tables/miller-blair-ras-columns.csv";

/// The messages of `io balance` that must refuse these files, without the folder's name.
fn refused(code: i32, table: &str, rows: &str, columns: &str, options: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let [t, r, c] =
        [("t.csv", table), ("r.csv", rows), ("c.csv", columns)].map(|(name, text)| saved(folder.path(), name, text));
    let messages = failed(code, &[&["io", "balance", &t, "--rows", &r, "--cols", &c], options].concat());
    messages.replace(&format!("{}/", folder.path().display()), "")
}

/// Miller & Blair (2009), section 7.4.2: the coefficients they publish, at outputs (421, 284, 283).
#[test]
fn miller_and_blair_7_4_2() {
    let published = [
        [0.392_423_155, 0.121_878_890, 0.159_633_382],
        [0.150_899_334, 0.066_148_514, 0.189_700_362],
        [0.052_877_036, 0.188_733_160, 0.293_775_797],
    ];
    for method in ["ras", "gras"] {
        let found = json(&["io", "balance", TABLE, "--rows", ROWS, "--cols", COLUMNS, "--method", method]);
        assert_eq!((found["command"].as_str(), found["method"].as_str()), (Some("io balance"), Some(method)));
        assert_eq!(found["sectors"], serde_json::json!(["first", "second", "third"]));
        assert_eq!(found["sectors"], found["columns"]);
        for (row, published) in published.iter().enumerate() {
            let flows = numbers(&found["balanced"][row]);
            let coefficients: Vec<f64> = flows.iter().zip([421.0, 284.0, 283.0]).map(|(z, x)| z / x).collect();
            near(&coefficients, published, 2e-9);
        }
        let gap = found["largest_gap"].as_f64().unwrap();
        assert!(gap <= 1e-10 && found["iterations"].as_u64().unwrap() > 1, "{gap}");
    }
    let shown = answer(&["io", "balance", TABLE, "--rows", ROWS, "--cols", COLUMNS]);
    assert!(shown.contains(" iterations; the largest gap left is that of row third: 158.9999"), "{shown}");
}

/// Equal column totals make cross entropy RAS: exp(lambda_i x) is then one factor a row.
#[test]
fn cross_entropy_with_equal_columns_is_ras() {
    let folder = tempfile::tempdir().unwrap();
    let rows = saved(folder.path(), "r.csv", "sector,total\nfirst,240\nsecond,140\nthird,160\n");
    let columns = saved(folder.path(), "c.csv", "sector,total\nfirst,180\nsecond,180\nthird,180\n");
    let [entropy, ras] = ["cross-entropy", "ras"].map(|method| {
        json(&["io", "balance", TABLE, "--rows", &rows, "--cols", &columns, "--method", method])["balanced"].clone()
    });
    for row in 0..3 {
        near(&numbers(&entropy[row]), &numbers(&ras[row]), 1e-6);
    }
}

#[test]
fn a_rectangular_table_with_negative_entries() {
    let folder = tempfile::tempdir().unwrap();
    let table = saved(folder.path(), "t.csv", "sector;mills;homes\nmines;7;3\ntaxes;-2;4\nfarms;0;1,5\n");
    let rows = saved(folder.path(), "r.csv", "sector;total\nfarms;2\nmines;12\ntaxes;1\n");
    let columns = saved(folder.path(), "c.csv", "sector,total\nmills,6\nhomes,9\n");
    let found = json(&["io", "balance", &table, "--rows", &rows, "--cols", &columns, "--method", "gras"]);
    let [mines, taxes, farms] = [0, 1, 2].map(|row| numbers(&found["balanced"][row]));
    assert!(taxes[0] < 0.0 && farms[0] == 0.0);
    near(&[mines.iter().sum(), taxes.iter().sum(), farms.iter().sum()], &[12.0, 1.0, 2.0], 1e-8);
    near(&[mines[0] + taxes[0] + farms[0], mines[1] + taxes[1] + farms[1]], &[6.0, 9.0], 1e-8);
}

#[test]
fn a_whole_table_is_balanced_into_one_that_other_commands_read() {
    let folder = tempfile::tempdir().unwrap();
    let rows = saved(folder.path(), "r.csv", "sector,total\nfirst,1100\nsecond,2100\nprimary:value_added,2150\n");
    let columns = "sector,total\nfirst,1100\nsecond,2100\nfinal:households,460\nfinal:others,1690\n";
    let columns = saved(folder.path(), "c.csv", columns);
    let table = "tests/tables/miller-blair.csv";
    let output = kapok(&["io", "balance", table, "--rows", &rows, "--cols", &columns, "--format", "csv"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.starts_with(&format!("note: left out, for {rows} has no total for it: primary:compensation\nnote: ")));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("sector,first,second,final:households,final:others,output\nfirst,"), "{text}");
    let balanced = saved(folder.path(), "balanced.csv", &text);
    let found = json(&["io", "multipliers", &balanced, "--strict"]);
    near(&numbers(&found["value_added_multiplier"]), &[1.0, 1.0], 1e-6);
}

#[test]
fn everything_wrong_with_both_files_of_totals_is_told_at_once() {
    let table = "sector,a,b\na,1,2\nb,3,4\n";
    let told = refused(2, table, "sector,total\na,x\na,1\nc,2\n", "name,totals\na,1\nb,\n", &[]);
    let lines = [
        "r.csv:2: a.total: found \"x\"; a number is needed",
        "r.csv:3: a: this line stands in line 2 already",
        "r.csv:4: c: the table has nothing of this name",
        "r.csv:1: b: there is no line for it",
        "c.csv:1: found \"name\" at the start of the header; it must be \"sector\"",
        "c.csv:1: column 2, \"totals\", is not known here; did you mean \"total\"? Allowed: total",
        "c.csv:3: b.totals: the cell is empty; write 0 where nothing flows",
    ];
    assert_eq!(told, lines.map(|line| format!("error: {line}\n")).concat());
    let told = refused(2, "sector,a,b\na,1,x\nb,3,4\n", "sector,total\na,y\n", "sector,total\nb,z\n", &[]);
    let lines = [("t.csv:2: a.b", "x"), ("r.csv:2: a.total", "y"), ("c.csv:2: b.total", "z")];
    let lines = lines.map(|(place, found)| format!("error: {place}: found \"{found}\"; a number is needed\n")).concat();
    assert_eq!(told, lines);
}

#[test]
fn totals_that_cannot_be_met_are_told_with_what_would_work() {
    let table = "sector,a,b\na,0,0\nb,-3,4\n";
    let told = refused(2, table, "sector,total\na,1\nb,-2\n", "sector,total\na,1\nb,2\n", &[]);
    let lines = [
        "t.csv:3: b.a: found -3; --method ras needs 0 or more, gras takes negative entries",
        "r.csv:3: b.total: found -2; --method ras needs 0 or more, gras takes negative totals",
        "r.csv:2: a.total: found 1, yet all entries of row a (t.csv:2) are 0, and what is 0 stays 0; only 0 can be met, or the table needs an entry there, however small",
        "c.csv:2: a.total: found 1, yet no entry of column a (t.csv:1) is positive, and signs stay as they are; the table needs such an entry there",
        "r.csv: the totals sum to -1, those of c.csv to 3; the two sums must be the same: correct one of them",
    ];
    assert_eq!(told, lines.map(|line| format!("error: {line}\n")).concat());

    let (table, columns) = ("sector,a,b\na,1,2\nb,3,4\n", "sector,total\na,3\nb,4.0035\n");
    let told = refused(2, table, "sector,total\na,3\nb,4\n", columns, &[]);
    let message = "r.csv: the totals sum to 7, those of c.csv to 7.0035; the two sums must be the same: multiply the totals of columns by 0.999500250, or allow for the difference with --tolerance 5.5e-4";
    assert_eq!(told, format!("error: {message}\n"));
    let folder = tempfile::tempdir().unwrap();
    let [t, r, c] = [("t.csv", table), ("r.csv", "sector,total\na,3\nb,4\n"), ("c.csv", columns)]
        .map(|(name, text)| saved(folder.path(), name, text));
    let found = json(&["io", "balance", &t, "--rows", &r, "--cols", &c, "--tolerance", "5.5e-4"]);
    assert!(found["largest_gap"].as_f64().unwrap() <= 5.5e-4, "the remedy does not work");
}

#[test]
fn zeros_in_the_way_and_too_few_iterations() {
    let (rows, columns) = ("sector,total\na,3\nb,4\nc,5\n", "sector,total\na,5\nb,4\nc,3\n");
    let told = refused(2, "sector,a,b,c\na,1,0,0\nb,2,0,0\nc,1,1,1\n", rows, columns, &[]);
    let message = "t.csv: rows a, b: a total of 7 is needed, yet all that is sold to (column a) has 5; what is 0 stays 0, so no table meets the totals";
    assert_eq!(told, format!("error: {message}\n"));
    let told = refused(
        1,
        "sector,a,b\na,1,20\nb,300,4\n",
        "sector,total\na,4\nb,6\n",
        "sector,total\na,5\nb,5\n",
        &["--iterations", "1"],
    );
    assert!(
        told.starts_with(
            "error: t.csv: the totals were not met in 1 iterations; the largest gap left is that of row a: "
        ),
        "{told}"
    );
    assert!(told.ends_with(" of it); allow for more with --iterations, or for a gap with --tolerance\n"), "{told}");
    let told = failed(2, &["io", "balance", TABLE, "--rows", ROWS, "--cols", COLUMNS, "--tolerance", "0"]);
    assert_eq!(told, "error: --tolerance: found 0; it must be above 0 and below 1\n");
}
