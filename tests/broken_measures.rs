//! Satellites, volumes and lists of indicators written wrongly, and exactly what the person who wrote them is told.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use kapok::{Ensemble, RunSettings, Scenario};

const MEASURES: &str = r#"
[[satellite]]
id = "wellness"
label = "Wellness industry"
measure = "value_added"
weights = { health_wellness = 1.0, healthcare = { kind = "uniform", low = 0.2, high = 0.5 } }
drift = { healthcare = 0.01 }

[[satellite]]
id = "park"
label = "Park revenue"
measure = "output"
prices = "real"
weights = { industry = 0.6 }
anchor = { year = 2020, value = 1016.0 }
unit = "1e8 CNY"

[[volume]]
id = "crude_steel"
sector = "steel"
unit = "Mt"
base = 5.9

[[volume]]
id = "visits"
sector = "culture_tourism"
unit = "1e4 visits"
share = 0.5
unit_value = 8e6
"#;

const INDICATORS: &str = "indicators = [\"satellite_growth_2021_2025.wellness\", \"volume_index.crude_steel\"]\n";

/// The baseline up to its own satellites, volumes and targets.
fn baseline() -> &'static str {
    include_str!("../scenarios/baseline.toml").split("[[satellite]]").next().unwrap()
}

/// The baseline with these measures, in which texts stand in place of others.
fn scenario(changes: &[(&str, &str)]) -> Result<Scenario, String> {
    let mut text = format!("{INDICATORS}{}{MEASURES}", baseline());
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "{from} stands in the file once");
        text = text.replace(from, to);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    std::fs::write(&path, text).unwrap();
    Scenario::open(&path).map_err(|problems| problems.to_string().replace(&path.display().to_string(), "mine.toml"))
}

/// What is said, line numbers counted from the first of the measures.
fn told(changes: &[(&str, &str)]) -> Vec<String> {
    let first = format!("{INDICATORS}{}", baseline()).lines().count();
    let said = scenario(changes).expect_err("something is wrong");
    let relative = |line: &str| {
        let (place, rest) = line.strip_prefix("mine.toml:")?.split_once(": ")?;
        let line: usize = place.parse().ok()?;
        Some(format!("{}: {rest}", if line > first { format!("+{}", line - first) } else { line.to_string() }))
    };
    said.lines().map(|line| relative(line).unwrap_or_else(|| line.to_owned())).collect()
}

#[test]
fn the_measures_themselves_are_sound_and_reported() {
    let model = scenario(&[]).unwrap().build().unwrap();
    let ensemble = Ensemble::run(&model, &RunSettings::new(500, 1)).unwrap();
    let at = |id: &str, year| ensemble.indicator(id).unwrap().at(year).unwrap().summary;
    assert!((at("satellite.park", 2020).mean - 1016.0).abs() < 1e-9);
    assert!((at("volume.crude_steel", 2020).mean - 5.9).abs() < 1e-12);
    assert!((at("volume_index.crude_steel", 2020).mean - 1.0).abs() < 1e-12);
    assert!(at("satellite_growth_2021_2025.wellness", 2025).mean > 0.0);
    // A fifth to a half of healthcare is drawn, so the level is uncertain in the base year already.
    assert!(at("satellite.wellness", 2020).sd > 0.01 * at("satellite.wellness", 2020).mean);
}

#[test]
fn each_fault_is_told_where_it_stands() {
    type Case<'c> = (&'c [(&'c str, &'c str)], &'c [&'c str]);
    let cases: [Case; 17] = [
        (
            &[("healthcare = { kind = \"uniform\", low = 0.2, high = 0.5 }", "healthcare = 1.2")],
            &["+6: satellite.wellness.weights.healthcare: found 1.2; allowed is 0 to 1"],
        ),
        (
            &[("low = 0.2, high = 0.5", "low = 0.2, high = 1.5")],
            &[
                "+6: satellite.wellness.weights.healthcare: the distribution reaches beyond the range allowed, 0 to 1; add truncate = [0, 1] or narrow it",
            ],
        ),
        (
            &[("health_wellness = 1.0", "health_welness = 1.0")],
            &[
                "+6: satellite[0].weights.health_welness: found \"health_welness\", which is no sector or group; did you mean \"health_wellness\"? Allowed: ",
            ],
        ),
        (
            &[("drift = { healthcare", "drift = { health_care")],
            &[
                "+7: satellite[0].drift.health_care: found \"health_care\", which is no name among its weights; did you mean \"healthcare\"? Allowed: health_wellness, healthcare",
            ],
        ),
        (
            &[("measure = \"value_added\"", "measure = \"value_aded\"")],
            &[
                "+5: satellite[0].measure: found \"value_aded\", which is no measure that can be summed; did you mean \"value_added\"? Allowed: value_added, output, external_sales, household_demand, final_demand",
            ],
        ),
        (
            &[("measure = \"output\"\n", "")],
            &[
                "+9: satellite[1].measure: this key is missing: what is summed: value_added, output, external_sales, household_demand, final_demand",
            ],
        ),
        (
            &[("prices = \"real\"", "prices = \"constant\"")],
            &["+13: satellite[1].prices: found \"constant\", which is no basis of prices. Allowed: nominal, real"],
        ),
        (
            &[("anchor = { year = 2020, value = 1016.0 }", "anchor = { year = 2040 }")],
            &["+15: satellite[1].anchor.value: this key is missing: the level in that year"],
        ),
        (
            &[("anchor = { year = 2020,", "anchor = { year = 2040,")],
            &["+15: satellite.park.anchor.year: found 2040; allowed is 2020 to 2035"],
        ),
        (
            &[("weights = { industry = 0.6 }", "weights = { industry = 0.6, steel = 0.1 }")],
            &["+14: satellite.park.weights.steel: steel is counted twice, in industry already"],
        ),
        (
            &[("sector = \"steel\"", "sector = \"stell\"")],
            &["+20: volume[0].sector: found \"stell\", which is no sector; did you mean \"steel\"? Allowed: "],
        ),
        (
            &[("unit = \"Mt\"\n", "")],
            &["+18: volume[0].unit: this key is missing: the unit it is counted in, such as \"Mt\""],
        ),
        (
            &[("base = 5.9", "base = 5.9\nanchor = { year = 2020, value = 1 }")],
            &["+23: volume[0].anchor: its size is said twice, by base already; keep one of the two"],
        ),
        (
            &[("unit_value = 8e6\n", "")],
            &["+24: volume[1].unit_value: this key is missing: what one unit is worth, in yuan"],
        ),
        (
            &[("id = \"park\"", "id = \"wellness\"")],
            &["+3: satellite.wellness.id: the name \"wellness\" stands for two of them"],
        ),
        (
            &[("volume_index.crude_steel", "volume_idex.crude_steel")],
            &[
                "1: indicators[1]: found \"volume_idex.crude_steel\", which is no indicator of this scenario; did you mean \"volume_index.crude_steel\"? Allowed: ",
            ],
        ),
        (
            &[("satellite_growth_2021_2025.wellness", "satellite_growth_2021_2025.wellnes")],
            &[
                "1: indicators[0]: found \"satellite_growth_2021_2025.wellnes\": \"wellnes\" is not a satellite of this scenario; did you mean \"wellness\"?",
            ],
        ),
    ];
    for (changes, expected) in cases {
        let found = told(changes);
        let as_expected = found.len() == expected.len()
            && found.iter().zip(expected).all(|(found, expected)| found.starts_with(expected));
        assert!(as_expected, "after {changes:?}\n found    {found:#?}\n expected {expected:#?}");
    }
}

#[test]
fn everything_wrong_is_told_at_once() {
    let found = told(&[
        ("healthcare = { kind = \"uniform\", low = 0.2, high = 0.5 }", "healthcare = -0.2"),
        ("unit = \"Mt\"\n", ""),
        ("sector = \"culture_tourism\"", "sector = \"tourism\""),
        ("volume_index.crude_steel", "gpd_index"),
    ]);
    let paths: Vec<&str> = found.iter().filter_map(|line| line.split(": ").nth(1)).collect();
    assert_eq!(
        paths,
        ["indicators[1]", "satellite.wellness.weights.healthcare", "volume[0].unit", "volume[1].sector"],
        "{found:#?}"
    );
}

#[test]
fn reference_series_that_do_not_hold_are_told_where_they_stand() {
    let written = r#"unit_value = 8e6

[[reference]]
id = "nation"
of = "gdp"
growth = 0.05
known = { 2021 = 0.08, 1999 = 0.1, soon = 0.1, 2022 = 3.0 }

[[reference]]
id = "other"
of = "gdp_growth_2021_2025"
growth = -1.5
"#;
    assert_eq!(
        told(&[("unit_value = 8e6\n", written)]),
        [
            "+35: reference[0].known.soon: found \"soon\"; known growth is written by year, as in { 2021 = 0.08 }",
            "+35: reference.nation.known.1999: found the year 1999; growth is that of a year from 2021 to 2035",
            "+35: reference.nation.known.2022: found 3; a yearly growth lies between -0.9 and 1",
            "+39: reference.other.of: found \"gdp_growth_2021_2025\"; what is held against a reference is a measure as it is, such as gdp or value_added.S",
            "+40: reference.other.growth: found -1.5; allowed is -0.9 to 1",
        ]
    );
}

#[test]
fn shares_written_in_per_cent_and_growth_beyond_reason_are_told() {
    let written = r#"unit_value = 8e6

[[target]]
id = "services"
indicator = "share.tertiary"
year = 2025
comparator = ">="
value = 50

[[policy]]
id = "boom"
lever = "demand"
of = "steel"
acts_on = "growth"
size = 5.0
from = 2022
"#;
    let told = told(&[("unit_value = 8e6\n", written)]);
    assert_eq!(told[0], "+36: target[0].value: found 50; a share ends at 1, so 50 % is written 0.5");
    assert_eq!(told[1], "+43: policy.boom.size: found 5; allowed is -0.9 to 1");
}
