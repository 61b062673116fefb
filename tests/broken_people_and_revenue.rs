//! Public revenue, research, employment and population written wrongly, and exactly what the person who wrote them is told.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use kapok::Scenario;

const FILE: &str = "people-and-revenue.toml";

/// What is said of the baseline and its seeds in a folder, each changed from one text to another; the people's file may be left out.
fn told(scenario: &[(&str, &str)], seeds: Option<&[(&str, &str)]>) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("region")).unwrap();
    for entry in std::fs::read_dir("seeds/panzhihua-east").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let text = if name == FILE {
            let Some(changes) = seeds else { continue };
            replaced(text, changes)
        } else {
            text
        };
        std::fs::write(folder.path().join("region").join(name), text).unwrap();
    }
    let text = include_str!("../scenarios/baseline.toml").replace("seeds = \"panzhihua-east\"", "seeds = \"region\"");
    std::fs::write(folder.path().join("mine.toml"), replaced(text, scenario)).unwrap();
    let Err(problems) = Scenario::open(folder.path().join("mine.toml")) else { return "nothing".into() };
    problems.to_string().replace(&format!("{}/", folder.path().display()), "")
}

fn replaced(mut text: String, changes: &[(&str, &str)]) -> String {
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "{from} stands in the file once");
        text = text.replace(from, to);
    }
    text
}

/// The line of the file in which a text stands first.
fn line(text: &str, of: &str) -> usize {
    text[..text.find(of).unwrap()].matches('\n').count() + 1
}

#[test]
fn what_the_scenario_needs_and_the_seeds_lack_is_told_where_the_scenario_asks_for_it() {
    let scenario = include_str!("../scenarios/baseline.toml");
    let found = told(&[], None);
    let ends = "add it there, or leave this out";
    let expected = [
        format!(
            "mine.toml:{}: government.locally_financed: it needs public revenue that government demand can follow, and the region's data have no [tax_share]; {ends}",
            line(scenario, "locally_financed =")
        ),
        format!(
            "mine.toml:{}: population.growth.start: it needs a population to grow, and the region's data have no [population]; {ends}",
            line(scenario, "growth = { start = { kind = \"uniform\"")
        ),
        format!(
            "mine.toml:{}: population.growth.long_run: it needs a population to grow, and the region's data have no [population]; {ends}",
            line(scenario, "growth = { start = { kind = \"uniform\"")
        ),
        format!(
            "mine.toml:{}: labour.productivity_growth: it needs employment whose output per worker grows, and the region's data have no [employment]; {ends}",
            line(scenario, "productivity_growth =")
        ),
    ];
    // Targets that ask for revenue or income per head are told besides.
    let asked: Vec<&str> = found.lines().filter(|line| !line.contains(": target[")).collect();
    assert_eq!(asked, expected);
}

#[test]
fn each_slip_in_the_seeds_is_told_in_words() {
    let file = std::fs::read_to_string(format!("seeds/panzhihua-east/{FILE}")).unwrap();
    let steel = "steel                    = { value = 0.01824, low = 0.01276, high = 0.02371 }";
    let total = "total = { value = 41.0, low = 41.0, high = 42.0, unit = \"1e4 persons\"";
    let rnd = "total = { value = 0.0267, low = 0.0257, high = 0.0277 }";
    for (from, to, expected) in [
        (
            steel,
            "steel = { value = 0.9, low = 0.5, high = 1.0 }",
            "tax_share.sectors.steel: found 0.9, beside 0.20756436 that goes to households; together they must not exceed 1",
        ),
        (
            steel,
            "steel = { value = -0.1, low = -0.2, high = 1.0 }",
            "tax_share.sectors.steel: found -0.1; allowed is 0 to 1",
        ),
        (steel, "steel = 0.01", "tax_share.sectors.steel: an assumed number needs its range, low and high"),
        (
            total,
            "total = { value = 41.0, low = 41.0, high = 42.0, unit = \"persons\"",
            "population.total.unit: found \"persons\"; this is read in \"1e4 persons\"",
        ),
        (
            total,
            "total = { value = -4.0, low = -5.0, high = 42.0, unit = \"1e4 persons\"",
            "population.total: found -4; it must be above 0, at most 1e15",
        ),
        (rnd, "total = 1.5", "rnd_share.total: found 1.5; it must be above 0, at most 1"),
        (
            rnd,
            "totl = 0.02",
            "rnd_share.totl: this key is not known here; did you mean \"total\"? Allowed: unit, source, standing, note, total, sectors",
        ),
        (
            rnd,
            "total = 0.02\nsectors = { steel = 0.01 }",
            "rnd_share.total: give one share for all sectors or one a sector, not both",
        ),
    ] {
        let expected = format!("region/{FILE}:{}: {expected}", line(&file, from));
        assert_eq!(told(&[], Some(&[(from, to)])), expected, "after {from} became {to}");
    }
    let found = told(&[], Some(&[(rnd, "")]));
    let expected =
        "rnd_share.total: this key is missing: one share for all sectors, or one a sector in [rnd_share.sectors]";
    assert!(found.ends_with(expected) && found.lines().count() == 1, "{found}");
    let found = told(
        &[],
        Some(&[(
            "\nsteel                    = { value = 3.3420, low = 2.3394, high = 4.3446 }   # 32.0 here, 45.5 nation",
            "",
        )]),
    );
    let expected = "employment.sectors.steel: this key is missing: every sector of the region needs a number here";
    assert!(found.ends_with(expected) && found.lines().count() == 1, "{found}");
}

#[test]
fn each_slip_in_the_scenario_is_told_in_words() {
    let scenario = include_str!("../scenarios/baseline.toml");
    let theta = "locally_financed = { kind = \"triangular\", low = 0.1, mode = 0.3, high = 0.6 }";
    let labour = "productivity_growth = { kind = \"normal\", mean = 0.045, sd = 0.01 }";
    let revenue = "revenue = 0.04 ";
    for (from, to, expected) in [
        (theta, "locally_financed = 1.2", "government.locally_financed: found 1.2; allowed is 0 to 1"),
        (
            theta,
            "locally_financed = { kind = \"normal\", mean = 0.3, sd = 0.2 }",
            "government.locally_financed: the distribution reaches beyond the range allowed, 0 to 1; add truncate = [0, 1] or narrow it",
        ),
        (
            theta,
            "local_financed = 0.3",
            "government.local_financed: this key is not known here; did you mean \"locally_financed\"? Allowed: transfers_growth, locally_financed",
        ),
        (labour, "productivity_growth = -2", "labour.productivity_growth: found -2; allowed is -0.9 to 1"),
        (
            labour,
            "productivity = 0.04",
            "labour.productivity: this key is not known here; did you mean \"productivity_growth\"? Allowed: productivity_growth",
        ),
        (revenue, "revenue = 4.0 ", "base_year_growth.revenue: found 4; allowed is -0.9 to 1"),
    ] {
        let expected = format!("mine.toml:{}: {expected}", line(scenario, from));
        assert_eq!(told(&[(from, to)], Some(&[])), expected, "after {from} became {to}");
    }
}

#[test]
fn a_policy_on_what_the_region_has_is_taken_and_each_sector_may_have_its_own_productivity() {
    let policy = "\n[[policy]]\nid = \"cut\"\nlever = \"tax\"\nof = \"leading\"\nsize = -0.1\nfrom = 2022\n[[policy]]\nid = \"people\"\nlever = \"population\"\nsize = 0.02\nfrom = 2022\n";
    let steel = "[sector.steel]\n";
    let with = format!("{policy}{steel}productivity = 0.06\n");
    assert_eq!(told(&[(steel, &with)], Some(&[])), "nothing");
    let with = format!("{steel}productivity = 6\n");
    let found = told(&[(steel, &with)], Some(&[]));
    assert!(found.ends_with("sector.steel.productivity: found 6; allowed is -0.9 to 1"), "{found}");
}

#[test]
fn a_people_file_that_cannot_be_read_is_told_and_nothing_is_said_to_be_missing() {
    let found = told(&[], Some(&[("[employment]", "[employment")]));
    assert_eq!(found.lines().count(), 1, "{found}");
    assert!(found.starts_with(&format!("region/{FILE}:")), "{found}");
}
