//! The shipped baseline with one thing broken, and exactly what the person who broke it is told.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::too_many_lines)] // a test stops at the first surprise

use std::path::Path;

use kapok::Scenario;

const BASELINE: &str = include_str!("../scenarios/baseline.toml");

/// The first distribution of the baseline.
const CONVERGENCE: &str = "{ kind = \"triangular\", low = 0.06, mode = 0.12, high = 0.20 }";

/// What is broken, and what is said.
type Case = (&'static str, &'static str, &'static str);

/// An expected message with the lists of names it ends in.
fn in_full(expected: &str) -> String {
    let sectors = "agriculture, resource_utilisation, steel, vanadium, titanium, powder_metallurgy, green_building_materials, energy_saving, other_emerging, construction, sci_tech_information, logistics, finance, business_exhibition, health_wellness, commerce, culture_tourism, healthcare, education, community_services";
    let indicators = "gdp, gdp_nominal, income, income_nominal, consumption, government, investment, external_sales, external_sales.S, final_demand, final_demand.S, household_demand, household_demand.S, government_demand, government_demand.S, investment_demand, investment_demand.S, price_level, price.S, deflator, energy, energy.CARRIER, energy_share.CARRIER, energy_calorific, energy_calorific.S, energy_use.S, energy_per_output.S, energy_intensity, energy_intensity.S, energy_intensity_calorific, energy_intensity_calorific.S, co2, co2.S, co2_intensity, co2_intensity.S, revenue, revenue_real, rnd, employment, employment.S, employment_share.S, population, income_per_head, income_per_head_nominal, value_added.S, value_added_nominal.S, output.S, output_nominal.S, share.S, share_nominal.S, output_share.S, output_share_nominal.S, satellite.NAME, volume.NAME, relative.NAME, growth.S, growth_contribution.S, growth_contribution_share_FROM_TO.S (S: a sector or group), and of most of these, X, also X_growth, X_growth_FROM_TO, X_total_FROM_TO, X_change_FROM_TO, X_index, X_share, X_rising_FROM_TO, X_falling_FROM_TO (FROM_TO: years, as in investment_growth_2021_2035)";
    expected.replace("{sectors}", sectors).replace("{indicators}", indicators)
}

/// What is broken: text that stands once in the baseline, and what stands there instead.
type Changes = &'static [(&'static str, &'static str)];

/// Everything `Scenario::open` says about a file with this content.
fn told(content: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    std::fs::write(&path, content).unwrap();
    told_of(&path)
}

fn told_of(path: &Path) -> String {
    let Err(problems) = Scenario::open(path) else { return "nothing".to_owned() };
    problems.to_string().replace(&path.display().to_string(), "mine.toml")
}

/// What is said when `from`, which stands once in the baseline, reads `to` instead.
fn told_after(from: &str, to: &str) -> String {
    assert_eq!(BASELINE.matches(from).count(), 1, "\"{from}\" must stand once in the baseline");
    told(BASELINE.replace(from, to).as_bytes())
}

#[test]
fn one_thing_broken_is_told_with_line_key_and_remedy() {
    let cases: &[Case] = &[
        (
            r#"facts = ["public_service_spending_2025"]"#,
            r#"facts = ["public_service_spendng_2025"]"#,
            r#"mine.toml:895: outside[0].facts[0]: found "public_service_spendng_2025", which is no figure of the plan; did you mean "public_service_spending_2025"? Allowed: 218 names, such as gdp_2020, gdp_growth_2016_2020, gdp_increment_2016_2020"#,
        ),
        (
            r#"facts = ["public_service_spending_2025"]"#,
            r#"facts = ["gdp_growth_target_2025"]"#,
            r#"mine.toml:895: outside[0].facts[0]: "gdp_growth_target_2025" is answered by the target gdp_growth_target_2025; keep one of the two"#,
        ),
        (
            r#"facts = ["public_service_spending_2025"]"#,
            r#"facts = ["gdp_2020"]"#,
            r#"mine.toml:895: outside[0].facts[0]: "gdp_2020" is a figure of the past; only targets of the plan stand here"#,
        ),
        (
            r#"facts = ["public_service_spending_2025"]"#,
            "facts = []",
            "mine.toml:895: outside[0].facts: this key is missing: the figures of the plan this is about",
        ),
        (
            "[base_year_growth]",
            "[base_accounts]\ndrawn = [\"purchase_shares\", \"location_quotients\", \"value_added\", \"value_added\"]\n\n[base_year_growth]",
            "mine.toml:22: base_accounts.drawn[0]: found \"purchase_shares\", which is no part of the base-year accounts; did you mean \"purchase_share\"? Allowed: value_added, value_added_ratio, purchase_share, coefficients, location_quotients, final_demand\n\
             mine.toml:22: base_accounts.drawn[1]: no number of \"location_quotients\" has a range (low and high) in the seeds to draw from\n\
             mine.toml:22: base_accounts.drawn[3]: \"value_added\" stands here twice",
        ),
        (
            "horizon = 2035",
            "horizont = 2035",
            r#"mine.toml:12: horizont: this key is not known here; did you mean "horizon"? Allowed: extends, title, description, seeds, horizon, report_years, periods, standard_indicators, indicators, run, base_accounts, base_year_growth, trends, base_year_gap, factor, households, government, population, labour, investment, prices, energy, sector_defaults, sector, policy, event, drift, ceiling, link, dependence, correlation, satellite, volume, reference, target, outside"#,
        ),
        (
            "horizon = 2035",
            "horizon = 2019",
            "mine.toml:12: horizon: found 2019; it must lie after the base year 2020, at most 200 years",
        ),
        (
            "horizon = 2035",
            r#"horizon = "2035""#,
            r#"mine.toml:12: horizon: found string "2035"; expected a whole number"#,
        ),
        (
            "horizon = 2035",
            "horizon = 99999999999",
            "mine.toml:12: horizon: found 99999999999; a year from 1 to 9999 is needed",
        ),
        ("paths = 100000", "paths = 0", "mine.toml:17: run.paths: found 0; a run needs at least 1 path"),
        ("paths = 100000", "paths = -5", "mine.toml:17: run.paths: found -5; it must not be below 0"),
        (
            "[sector.steel]",
            "[sector.steal]",
            r#"mine.toml:166: sector.steal: found "steal", which is no sector of the region; did you mean "steel"? Allowed: {sectors}"#,
        ),
        (
            "[factor.metals]",
            "[factor.mettals]",
            r#"mine.toml:94: investment.loadings.metals: found "metals", which is no factor of the scenario; did you mean "mettals"? Allowed: macro, mettals, visitors"#,
        ),
        (
            "relative_persistence = 0.75",
            "relative_persistence = 1.75",
            "mine.toml:102: prices.relative_persistence: found 1.75; allowed is 0 to 1",
        ),
        (
            "relative_persistence = 0.75",
            "relative_persistence = nan",
            "mine.toml:102: prices.relative_persistence: found NaN; a finite number is needed",
        ),
        (
            "relative_persistence = 0.75",
            "relative_persistence = inf",
            "mine.toml:102: prices.relative_persistence: found inf; a finite number is needed",
        ),
        (
            "low = 0.06, mode = 0.12, high = 0.20",
            "low = 0.26, mode = 0.12, high = 0.20",
            "mine.toml:30: trends.convergence: low (0.26) is not below high (0.2)",
        ),
        (
            "low = 0.06, mode = 0.12, high = 0.20",
            "low = 0.06, high = 0.20",
            "mine.toml:30: trends.convergence.mode: this key is missing: a triangular distribution takes low, mode, high",
        ),
        (
            r#"convergence = { kind = "triangular""#,
            r#"convergence = { kind = "trianglar""#,
            r#"mine.toml:30: trends.convergence.kind: found "trianglar", which is no kind of distribution; did you mean "triangular"? Allowed: normal, lognormal, student_t, uniform, triangular, pert, two_piece, beta, gamma, discrete, empirical"#,
        ),
        (
            r#"seeds = "panzhihua-east""#,
            r#"seeds = "panzhihua""#,
            r#"mine.toml:11: seeds: found "panzhihua", neither a file beside the scenario nor a built-in region; did you mean "panzhihua-east"? Built in: panzhihua-east, panzhihua-east-2015, panzhihua-east-2011, china-2020"#,
        ),
        (
            r#"seeds = "panzhihua-east""#,
            r#"seeds = "nowhere.toml""#,
            r#"mine.toml:11: seeds: found "nowhere.toml"; there is no such file beside the scenario"#,
        ),
        (
            r#"comparator = ">"
value = 100.0
reading = "gross"#,
            r#"comparator = "="
value = 100.0
reading = "gross"#,
            r#"mine.toml:639: target[11].comparator: no path meets a figure exactly; read "=" as one of >=, <=, >, <, about, between"#,
        ),
        (
            r#"indicator = "output.steel""#,
            r#"indicator = "output.stel""#,
            r#"mine.toml:596: target[7].indicator: found "output.stel": "stel" is not a sector or group of this scenario; did you mean "steel"?"#,
        ),
        (
            r#"indicator = "output.steel"
year = 2025"#,
            r#"indicator = "output.steel"
year = 2055"#,
            "mine.toml:597: target[7].year: output.steel has no value in 2055",
        ),
        (
            r#"fact = "gdp_growth_target_2025""#,
            r#"fact = "gdp_grwth_target_2025""#,
            r#"mine.toml:523: target[0].fact: found "gdp_grwth_target_2025", which is no figure of the plan; did you mean "gdp_growth_target_2025"? Allowed: 218 names, such as gdp_2020, gdp_growth_2016_2020, gdp_increment_2016_2020"#,
        ),
        (
            "periods = [[2021, 2025], [2026, 2035]]",
            "periods = [[2025, 2021]]",
            "mine.toml:14: periods: found [2025, 2021]; a period runs forward between 2021 and 2035",
        ),
        (
            "periods = [[2021, 2025], [2026, 2035]]",
            "periods = [[2021, 2025, 2026]]",
            "mine.toml:14: periods[0]: found 3 years; a period is a first and a last year",
        ),
        (
            "report_years = [2020, 2025, 2030, 2035]",
            "report_years = [2020, 2050]",
            "mine.toml:13: report_years: found 2050; allowed is 2020 to 2035",
        ),
        ("half_life = 1.0", "half_life = 0", "mine.toml:42: base_year_gap.half_life: found 0; allowed is 0.01 to 100"),
        ("[run]", "[run", "mine.toml:16: this is not TOML: unclosed table, expected `]`"),
        (
            r#"shock_sd = { kind = "triangular", low = 0.01, mode = 0.015, high = 0.03 }"#,
            r#"shock_sd = { kind = "normal", mean = 0.01, sd = 0.03 }"#,
            "mine.toml:106: energy.shock_sd: the distribution reaches beyond the range allowed, 0 to 2; add truncate = [0, 2] or narrow it",
        ),
        ("title = ", "title = 7 #", "mine.toml:10: title: found number 7; expected text in quotes"),
        (
            "[prices]",
            "[prices]\ninflaton = 0.02",
            r#"mine.toml:99: prices.inflaton: this key is not known here; did you mean "inflation"? Allowed: inflation, loadings, shock_sd, relative_persistence, deflation"#,
        ),
    ];
    for (from, to, expected) in cases {
        assert_eq!(told_after(from, to), in_full(expected), "after {from} became {to}");
    }
}

#[test]
fn everything_wrong_is_told_at_once_in_the_order_of_the_file() {
    let broken = BASELINE
        .replace("horizon = 2035", "horizon = \"soon\"")
        .replace("half_life = 1.0", "half_live = 1.0")
        .replace("accelerator = { kind = \"triangular\", low = 0.2", "accelerator = { kind = \"triangular\", low = 5")
        .replace("inflation = {", "inflaton = {")
        .replace("comparator = \"about\"", "comparator = \"roughly\"");
    let lines: Vec<String> =
        told(broken.as_bytes()).lines().map(|line| line.split_inclusive(": ").take(2).collect()).collect();
    let expected = [
        "mine.toml:12: horizon: ",
        "mine.toml:42: base_year_gap.half_live: ",
        "mine.toml:91: investment.accelerator: ",
        "mine.toml:99: prices.inflaton: ",
    ];
    assert_eq!(lines[..4], expected);
    let comparators = lines[4..].iter().filter(|line| line.ends_with(".comparator: ")).count();
    assert_eq!((comparators, lines.len()), (6, 10), "the six targets that say \"about\"");
    assert!(!told(broken.as_bytes()).contains("missing"), "what was written wrongly is not called missing as well");
}

#[test]
fn a_fault_in_one_part_hides_none_in_another() {
    let broken = BASELINE
        .replace("[sector.steel]", "[sector.steal]")
        .replace("paths = 100000", "paths = 0")
        .replace("horizon = 2035", "horizon = 2010");
    let lines: Vec<String> = told(broken.as_bytes()).lines().map(str::to_owned).collect();
    let starts = ["mine.toml:12: horizon: ", "mine.toml:17: run.paths: ", "mine.toml:166: sector.steal: "];
    assert_eq!(lines.len(), starts.len(), "{lines:?}");
    assert!(lines.iter().zip(starts).all(|(line, start)| line.starts_with(start)), "{lines:?}");
}

/// What was broken in one place of the scenario, and every line of what is said.
#[test]
fn one_fault_hides_no_other() {
    let cases: &[(Changes, &[&str])] = &[
        (
            &[
                ("horizon = 2035", "horizon = 99999999999999999999"),
                ("half_life = 1.0", "half_life = 1e999\nhalf_life = 2"),
                ("relative_persistence = 0.75", "relative_persistence = 1.75"),
            ],
            &[
                "mine.toml:12: horizon: found 99999999999999999999, too large a number; whole numbers reach to 9.2e18",
                "mine.toml:42: base_year_gap.half_life: found 1e999, too large a number; numbers reach to 1.8e308",
                "mine.toml:43: base_year_gap.half_life: this key is given twice, first on line 42; keep one",
                "mine.toml:103: prices.relative_persistence: found 1.75; allowed is 0 to 1",
            ],
        ),
        (
            &[("[run]", "[prices]\n[run]"), ("paths = 100000", "paths = 0")],
            &[
                "mine.toml:18: run.paths: found 0; a run needs at least 1 path",
                "mine.toml:99: prices: this key is given twice; keep one",
            ],
        ),
        (
            &[
                ("horizon = 2035", "horizon = 2010"),
                ("report_years = [2020, 2025, 2030, 2035]", "report_years = [2010, 2025]"),
                ("indicator = \"output.steel\"\nyear = 2025", "indicator = \"output.steel\"\nyear = 2015"),
            ],
            &[
                "mine.toml:12: horizon: found 2010; it must lie after the base year 2020, at most 200 years",
                "mine.toml:13: report_years: found 2010; allowed is 2020 to the horizon",
                "mine.toml:597: target[7].year: output.steel has no value in 2015",
            ],
        ),
        (
            &[(CONVERGENCE, "{ kind = \"beta\", alpha = -1, beta = 0, low = 0.3, high = 0.1, truncate = [0.3, 0.1] }")],
            &[
                "mine.toml:30: trends.convergence: alpha is -1, it must be above 0; beta is 0, it must be above 0; low (0.3) is not below high (0.1)",
                "mine.toml:30: trends.convergence.truncate: found [0.3, 0.1]; the first must lie below the second",
            ],
        ),
        (
            &[(CONVERGENCE, "{ kind = \"normal\", sd = -1, truncate = [1, 0] }")],
            &[
                "mine.toml:30: trends.convergence.mean: this key is missing: a normal distribution takes mean, sd",
                "mine.toml:30: trends.convergence: sd is -1, it must be above 0",
                "mine.toml:30: trends.convergence.truncate: found [1, 0]; the first must lie below the second",
            ],
        ),
        (
            &[
                ("indicator = \"output.steel\"\nyear = 2025", "indicator = \"qwerty\"\nyear = 2055\ntolerance = 7"),
                ("value = 0.077", "value = 7.7\nbetter = \"mor\""),
            ],
            &[
                "mine.toml:527: target[0].value: found 7.7; the plan's gdp_growth_target_2025 is 7.7 percent per year, written 0.077 here. Leave fact out where the figure is not the plan's",
                "mine.toml:528: target[0].better: found \"mor\", which is no side of \"about\"; did you mean \"more\"? Allowed: more, less, neither",
                "mine.toml:528: target[0].better: only \"about\" has one",
                "mine.toml:597: target[7].indicator: found \"qwerty\", which is no indicator of this scenario. Allowed: {indicators}",
                "mine.toml:598: target[7].year: found 2055; allowed is 2020 to 2035",
                "mine.toml:599: target[7].tolerance: only \"about\" has one",
                "mine.toml:599: target[7].tolerance: found 7; allowed is 0 to below 1",
            ],
        ),
        (
            &[("[energy]", "[[energy]]"), ("[sector.steel]", "[[sector.steel]]")],
            &[
                "mine.toml:104: energy: found a list; expected a table",
                "mine.toml:166: sector.steel: found a list; expected a table",
            ],
        ),
        (
            &[("high = 0.20 }", "high = 0.20"), ("[run]", "[run")],
            &[
                "mine.toml:16: this is not TOML: unclosed table, expected `]`",
                "mine.toml:30: this is not TOML: a comma, or the brace } that closes this, is missing here",
            ],
        ),
    ];
    for (changes, expected) in cases {
        let mut broken = BASELINE.to_owned();
        for &(from, to) in *changes {
            assert_eq!(broken.matches(from).count(), 1, "\"{from}\" must stand once");
            broken = broken.replace(from, to);
        }
        assert_eq!(told(broken.as_bytes()), in_full(&expected.join("\n")), "after {changes:?}");
    }
}

#[test]
fn one_value_that_is_no_toml_hides_nothing_else() {
    let broken = BASELINE
        .replace("horizon = 2035", "horizon = = 2035")
        .replace("paths = 100000", "paths = 0")
        .replace("[sector.steel]", "[sector.steal]");
    let told = told(broken.as_bytes());
    let starts: Vec<&str> = told.lines().map(|line| line.split([',', ';']).next().unwrap()).collect();
    let expected = [
        "mine.toml:12: this is not TOML: extra `=`",
        "mine.toml:17: run.paths: found 0",
        "mine.toml:166: sector.steal: found \"steal\"",
    ];
    assert_eq!(starts, expected);
}

#[test]
fn a_section_given_twice_is_told_key_by_key() {
    let twice =
        told_after("[sector.vanadium]", "[sector.steel]\nbase_year_gap = -0.5\nshock_sd = 0.1\n\n[sector.vanadium]");
    assert_eq!(
        twice,
        "mine.toml:179: sector.steel: this key is given twice; keep one\n\
         mine.toml:180: sector.steel.base_year_gap: this key is given twice, first on line 170; keep one\n\
         mine.toml:181: sector.steel.shock_sd: this key is given twice, first on line 172; keep one"
    );
}

#[test]
fn numbers_are_told_as_they_are_written() {
    let told = |from: &str, to: &str| told_after(from, to);
    assert_eq!(
        told("horizon = 2035", "horizon = 2035.0"),
        "mine.toml:12: horizon: found number 2035.0; expected a whole number"
    );
    assert_eq!(
        told("paths = 100000", "paths = 1e5"),
        "mine.toml:17: run.paths: found number 1e5; expected a whole number"
    );
    assert_eq!(
        told("paths = 100000", "paths = 5000000000"),
        "mine.toml:17: run.paths: found 5000000000; a run has at most 4294967295 paths"
    );
    assert_eq!(
        told(CONVERGENCE, "{ kind = \"normal\", mean = 0.1, sd = 0.1, truncate = [0.0, 0.1, 0.2] }"),
        "mine.toml:30: trends.convergence.truncate: found 3 numbers; an interval has two, [low, high]"
    );
    let title = told_after("title = \"Baseline", "title = \"Base\\u001bline");
    assert_eq!(title, "mine.toml:10: title: the text holds the control character U+001B; it must be left out");
}

#[test]
fn numbers_no_computer_holds_are_told() {
    for (from, to, line) in [
        ("paths = 100000", "paths = 99999999999999999999", 17),
        ("seed = 20201231", "seed = 18446744073709551615", 18),
        ("half_life = 1.0", "half_life = -1e999", 42),
        ("relative_persistence = 0.75", "relative_persistence = 1e300", 102),
        ("title = ", "title = 1e300 #", 10),
    ] {
        let told = told_after(from, to);
        assert!(told.starts_with(&format!("mine.toml:{line}: ")) && !told.contains("64"), "{to}: {told}");
        assert!(!told.contains("000000000"), "{told}");
    }
}

#[test]
fn distributions_beyond_what_can_be_reckoned_with_are_told() {
    for (to, expected) in [
        ("{ kind = \"gamma\", mean = 0.12, sd = 1e-200 }", "sd is 1e-200 with a mean of 0.12"),
        ("{ kind = \"gamma\", mean = 0.12, sd = 1e-8 }", "sd is 1e-8 with a mean of 0.12"),
        ("{ kind = \"student_t\", location = 0.12, scale = 0.01, freedom = 1e8 }", "freedom is 100000000"),
        ("{ kind = \"beta\", alpha = 1e12, beta = 3, low = 0.06, high = 0.2 }", "alpha is 1e12"),
    ] {
        let told = told_after("{ kind = \"triangular\", low = 0.06, mode = 0.12, high = 0.20 }", to);
        assert!(told.starts_with(&format!("mine.toml:30: trends.convergence: {expected}")), "{told}");
    }
}

#[test]
fn a_normal_distribution_given_three_points_hears_of_all_of_them() {
    let told = told_after("convergence = { kind = \"triangular\"", "convergence = { kind = \"normal\"");
    let expected = "\
mine.toml:30: trends.convergence.mean: this key is missing: a normal distribution takes mean, sd
mine.toml:30: trends.convergence.sd: this key is missing: a normal distribution takes mean, sd
mine.toml:30: trends.convergence.low: a normal distribution has no low; it takes mean, sd
mine.toml:30: trends.convergence.mode: a normal distribution has no mode; it takes mean, sd
mine.toml:30: trends.convergence.high: a normal distribution has no high; it takes mean, sd";
    assert_eq!(told, expected);
}

#[test]
fn files_that_cannot_be_read_are_told_apart() {
    assert_eq!(told(b" \n"), "mine.toml: the file is empty");
    assert_eq!(
        told(b"title = \"x\"\nhorizon = \"\xff\""),
        "mine.toml:2: the text is not UTF-8 from here on; save the file as UTF-8"
    );
    assert_eq!(told_of(Path::new("src")), "mine.toml: this is a folder; a TOML file is needed");
    assert_eq!(told_of(Path::new("/nowhere/x.toml")), "mine.toml: there is no such file");
    let large = vec![b'#'; (16 << 20) + 1];
    assert_eq!(told(&large), "mine.toml: the file is larger than 16 MiB, the most that is read");
    let missing = told(b"title = \"x\"");
    assert_eq!(
        missing,
        "mine.toml: seeds: this key is missing: it names the region's base-year data, a built-in region or a TOML file\n\
         mine.toml: horizon: this key is missing: a year such as 2020"
    );
}

#[test]
fn growth_that_no_sales_can_bring_about_is_told_when_the_model_is_compiled() {
    let cases = [
        (
            "output_growth     = { kind = \"normal\", mean = 0.085, sd = 0.02 }",
            "output_growth     = 0.45",
            "mine.toml:265: sector.sci_tech_information.output_growth: it would take a growth of outside sales of",
        ),
        (
            "[sector.community_services]\ndemand_growth ",
            "[sector.community_services]\noutput_growth ",
            "mine.toml:361: sector.community_services.output_growth: the sector sells only 0.6 % of its output outside the region (at least 10 % is needed to steer its output); give demand_growth instead",
        ),
    ];
    for (from, to, expected) in cases {
        assert_eq!(BASELINE.matches(from).count(), 1);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.toml");
        std::fs::write(&path, BASELINE.replace(from, to)).unwrap();
        let scenario = Scenario::open(&path).unwrap();
        let model = scenario.build().unwrap();
        let problems = scenario.locate(kapok::Projection::new(&model).expect_err("no such growth"));
        let told = problems.to_string().replace(&path.display().to_string(), "mine.toml");
        assert!(told.starts_with(expected), "{told}");
    }
}
