//! The shipped region with one thing broken in its seed files, and exactly what the person who broke it is told.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::too_many_lines)] // a test stops at the first surprise

use kapok::Scenario;

const BASELINE: &str = include_str!("../scenarios/baseline.toml");

/// The sectors, as messages list them.
const SECTORS: &str = "agriculture, resource_utilisation, steel, vanadium, titanium, powder_metallurgy, green_building_materials, energy_saving, other_emerging, construction, sci_tech_information, logistics, finance, business_exhibition, health_wellness, commerce, culture_tourism, healthcare, education, community_services";

/// The shipped region in a folder beside the scenario, each file changed as asked, and what is said of a scenario with faults.
fn told_beside(scenario: &[(&str, &str)], seeds: impl Fn(&str, String) -> Option<Vec<u8>>) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("region")).unwrap();
    for entry in std::fs::read_dir("seeds/panzhihua-east").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if let Some(bytes) = seeds(name, std::fs::read_to_string(&path).unwrap()) {
            std::fs::write(folder.path().join("region").join(name), bytes).unwrap();
        }
    }
    let mut text = BASELINE.replace("seeds = \"panzhihua-east\"", "seeds = \"region\"");
    for (from, to) in scenario {
        text = text.replace(from, to);
    }
    std::fs::write(folder.path().join("mine.toml"), text).unwrap();
    let Err(problems) = Scenario::open(folder.path().join("mine.toml")) else { return "nothing".into() };
    problems.to_string().replace(&format!("{}/", folder.path().display()), "")
}

const FAULTS: [(&str, &str); 4] = [
    ("paths = 100000", "paths = 0"),
    ("half_life = 1.0", "half_life = -4"),
    ("share.tertiary", "share.tertiry"),
    ("[sector.steel]", "[sector.steal]"),
];

#[test]
fn seeds_that_cannot_be_read_hide_nothing_of_the_scenario() {
    let empty = |name: &str, text: String| Some(if name == "volatility.toml" { Vec::new() } else { text.into_bytes() });
    let told = told_beside(&FAULTS, empty);
    let starts: Vec<&str> = told.lines().map(|line| line.split(',').next().unwrap()).collect();
    let expected = [
        "mine.toml:11: seeds: found \"region\" (region/volatility.toml): the file is empty",
        "mine.toml:17: run.paths: found 0; a run needs at least 1 path",
        "mine.toml:42: base_year_gap.half_life: found -4; allowed is 0.01 to 100",
        "mine.toml:166: sector.steal: found \"steal\"",
    ];
    assert_eq!(starts, expected);
    // Without the region itself what needs neither its sectors nor its base year is told.
    let told = told_beside(&FAULTS, |name, text| {
        Some(if name == "base-year.toml" { b"# \xff".to_vec() } else { text.into_bytes() })
    });
    let expected = "mine.toml:17: run.paths: found 0; a run needs at least 1 path\n\
                    mine.toml:42: base_year_gap.half_life: found -4; allowed is 0.01 to 100\n\
                    region/base-year.toml:1: the text is not UTF-8 from here on; save the file as UTF-8";
    assert_eq!(told, expected);
    let told = told_beside(&[], |name, text| (name != "base-year.toml").then(|| text.into_bytes()));
    assert!(
        told.starts_with("region/coefficients.toml: region: this key is missing: the seed files need a [region]"),
        "{told}"
    );
}

/// What is said when one seed file of the district reads `to` in place of `from`.
fn told_after_seed(file: &str, from: &str, to: &str) -> String {
    told_beside(&[], |name, text| {
        if name != file {
            return Some(text.into_bytes());
        }
        assert_eq!(text.matches(from).count(), 1, "\"{from}\" must stand once in {file}");
        Some(text.replace(from, to).into_bytes())
    })
}

#[test]
fn one_thing_broken_in_the_seeds_is_told_in_the_seed_file() {
    let cases: &[(&str, &str, &str, &str)] = &[
        (
            "coefficients.toml",
            "[coefficients]\nkind = \"technical\"\nunit = \"1\"",
            "[coefficients]\nkind = \"technical\"\nunit = \"%\"",
            "region/coefficients.toml:21: coefficients.unit: found \"%\"; this is read in \"1\"",
        ),
        (
            "coefficients.toml",
            "row = \"titanium\"\ncolumn = \"titanium\"",
            "row = \"titanum\"\ncolumn = \"titanium\"",
            "region/coefficients.toml:102: coefficients.pin[5].row: found \"titanum\", which is no sector of the region; did you mean \"titanium\"? Allowed: {sectors}",
        ),
        (
            "volatility.toml",
            "steel                    = { value = 0.070",
            "steel                    = { value = -0.070",
            "region/volatility.toml:15: output_volatility.sectors.steel: the value (-0.07) lies below low (0.04)\nregion/volatility.toml:15: output_volatility.sectors.steel: found -0.07; allowed is 0 to 5",
        ),
        (
            "base-year.toml",
            "external_floor        = { value = 0.005, low = 0.0, high = 0.02",
            "external_floor        = { value = 1.5, low = 0.0, high = 2.0",
            "region/base-year.toml:287: final_demand.external_floor: found 1.5; allowed is 0 to 0.99",
        ),
        (
            "plan.toml",
            "id = \"gdp_increment_2016_2020\"",
            "id = \"gdp_2020\"",
            "region/plan.toml:44: fact[2].id: the name \"gdp_2020\" stands for two figures of the plan, fact[0] too",
        ),
        (
            "base-year.toml",
            "share_of_gdp = { value = 0.462",
            "share_of_gdp = { value = 0.562",
            "region/base-year.toml:134: branch: share_of_gdp sums to 1.1 over the branches; it must sum to 1",
        ),
        (
            "base-year.toml",
            "base_year = 2020",
            "base_year = 2020.5",
            "region/base-year.toml:13: region.base_year: found number 2020.5; expected a whole number",
        ),
        (
            "base-year.toml",
            "steel                    = { value = 0.2369, low = 0.2108, high = 0.2892 }",
            "steel                    = { value = 0.9, low = 0.2108, high = 0.95 }",
            "region/base-year.toml:233: value_added_ratio.sectors.steel: value added (0.9000) and inputs (0.6316) together take 1.5316 of each unit of output; they must not exceed 1",
        ),
        (
            "base-year.toml",
            "vanadium                 = { value =  13.9928, low =  8.3957, high =  19.5899 }",
            "vanadium                 = { value =  13.9928, low = 18.3957, high =  19.5899 }",
            "region/base-year.toml:206: value_added.sectors.vanadium: the value (13.9928) lies below low (18.3957)",
        ),
        (
            "base-year.toml",
            "vanadium                 = { value =  13.9928, low =  8.3957, high =  19.5899 }",
            "vanadum                  = { value =  13.9928, low =  8.3957, high =  19.5899 }",
            "region/base-year.toml:206: value_added.sectors.vanadum: found \"vanadum\", which is no sector of the region; did you mean \"vanadium\"? Allowed: {sectors}",
        ),
        (
            "base-year.toml",
            "gdp = { value = 445.39, unit = \"1e8 CNY\"",
            "gdp = { value = 445.39, unit = \"1e4 CNY\"",
            "region/base-year.toml:23: region.gdp.unit: found \"1e4 CNY\"; this is read in \"1e8 CNY\"",
        ),
        (
            "energy.toml",
            "co2 = { value = 2.66, low = 2.6, high = 2.77",
            "co2 = { value = -2.66, low = -2.8, high = 2.77",
            "region/energy.toml:19: energy.carrier.coal.co2: found -2.66; allowed is 0 to 10",
        ),
        (
            "coefficients.toml",
            "kind = \"technical\"",
            "kind = \"regional\"",
            "region/coefficients.toml:20: coefficients.kind: regional coefficients hold only what is bought inside the region; leave purchase_share out, or call them \"technical\"",
        ),
        (
            "volatility.toml",
            "[output_volatility]",
            "[value_added]",
            "region/volatility.toml:7: value_added: [value_added] stands in an earlier file of the region already",
        ),
        (
            "energy.toml",
            "grid_co2 ",
            "grid_co3 ",
            "region/energy.toml:14: energy.grid_co3: this key is not known here; did you mean \"grid_co2\"? Allowed: carriers, electricity, electricity_calorific, electricity_coal_equivalent, grid_co2, carrier, household",
        ),
    ];
    for (file, from, to, expected) in cases {
        assert_eq!(told_after_seed(file, from, to), expected.replace("{sectors}", SECTORS), "after {from} became {to}");
    }
}

#[test]
fn numbers_of_the_seeds_are_shown_as_written() {
    let gdp = "gdp = { value = 445.39";
    let vanadium = "vanadium                 = { value =  13.9928, low =  8.3957, high =  19.5899 }";
    for (from, to, expected) in [
        (gdp, "gdp = { value = 0", "23: region.gdp: found 0; it must be above 0, at most 1e15"),
        (gdp, "gdp = { value = 1e200", "23: region.gdp: found 1e200; it must be above 0, at most 1e15"),
        (
            vanadium,
            "vanadium = { value = -13.9928, low = -14, high = 1 }",
            "206: value_added.sectors.vanadium: found -13.9928; it must be above 0",
        ),
    ] {
        let expected = format!("region/base-year.toml:{expected}");
        assert_eq!(told_after_seed("base-year.toml", from, to), expected, "after {from} became {to}");
    }
}

#[test]
fn a_range_upside_down_is_told_once() {
    let file = "energy.toml";
    let found = told_after_seed(
        file,
        "gas = { value = 0.40, low = 0.30, high = 0.50",
        "gas = { value = 0.40, low = 0.50, high = 0.30",
    );
    assert_eq!(found.lines().count(), 1, "{found}");
    assert!(found.ends_with("energy.toml:43: energy.household.shares.gas: low (0.5) lies above high (0.3)"), "{found}");
}
