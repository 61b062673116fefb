//! Mistakes in scenarios that extend others, told in the file and line where they were written.

#![allow(clippy::unwrap_used)] // a test stops at the first surprise

use kapok::{Projection, Scenario};

/// Everything said of the first of some files; their names alone are left of their paths.
fn told(files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let place = format!("{}/", folder.path().display());
    let Err(problems) = Scenario::open(folder.path().join(files[0].0)) else { return "nothing".to_owned() };
    problems.to_string().replace(&place, "")
}

fn told_of(child: &str) -> String {
    told(&[("mine.toml", &format!("extends = \"baseline\"\n{child}"))])
}

#[test]
fn a_circle_is_named_whole() {
    let circle = [
        ("a.toml", "title = \"a\"\nextends = \"b.toml\"\n"),
        ("b.toml", "extends = \"c.toml\"\nhorizont = 2030\n"),
        ("c.toml", "extends = \"b.toml\"\n"),
    ];
    let expected = "b.toml:2: horizont: this key is not known here; did you mean \"horizon\"?";
    let (unknown, rest) = told(&circle).split_once('\n').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    assert!(unknown.starts_with(expected), "{unknown}");
    assert_eq!(rest, "c.toml:1: extends: scenarios extend each other in a circle: b.toml -> c.toml -> b.toml");
    assert_eq!(
        told(&[("a.toml", "extends = \"./a.toml\"\n")]),
        "a.toml:1: extends: scenarios extend each other in a circle: a.toml -> ./a.toml"
    );
}

#[test]
fn a_parent_that_is_not_there_is_told_with_the_nearest() {
    let unknown = told(&[("a.toml", "# a comment\nextends = \"basline\"\n")]);
    assert!(
        unknown.starts_with(
            "a.toml:2: extends: found \"basline\", which is no built-in scenario; did you mean \"baseline\"? Built in: baseline, "
        ),
        "{unknown}"
    );
    assert!(unknown.ends_with("; a scenario file is named with its ending .toml"), "{unknown}");
    assert_eq!(
        told(&[("a.toml", "extends = \"parant.toml\"\n"), ("parent.toml", "extends = \"baseline\"\n")]),
        "a.toml:1: extends: found \"parant.toml\" (parant.toml): there is no such file; did you mean \"parent.toml\"?"
    );
    assert_eq!(
        told(&[("a.toml", "extends = \"b.toml\"\n"), ("b.toml", "")]),
        "a.toml:1: extends: found \"b.toml\" (b.toml): the file is empty"
    );
}

#[test]
fn all_files_are_read_before_anything_is_told() {
    let files = [
        ("a.toml", "extends = \"b.toml\"\nhorizon = \"2035\"\n[sector.steal]\nshock_sd = 0.1\n"),
        (
            "b.toml",
            "extends = \"baseline\"\n\n[investment]\naccelerator = { kind = \"normal\", mean = 0.5 }\nshock_sd = -1\n[[target]]\nid = \"x\"\nindicator = \"gdp\"\nyear = 2035\ncomparator = \"=\"\nvalue = 1\n",
        ),
    ];
    let lines: Vec<String> =
        told(&files).lines().map(|line| line.split(['(', ';', ',']).next().unwrap().to_owned()).collect();
    assert_eq!(
        lines,
        [
            "a.toml:2: horizon: found string \"2035\"",
            "a.toml:3: sector.steal: found \"steal\"",
            "b.toml:4: investment.accelerator.sd: this key is missing: a normal distribution takes mean",
            "b.toml:5: investment.shock_sd: found -1",
            "b.toml:10: target[0].comparator: no path meets a figure exactly",
        ]
    );
}

#[test]
fn what_the_model_finds_is_told_where_it_was_written() {
    let grandchild = [
        ("a.toml", "extends = \"b.toml\"\ntitle = \"a\"\n"),
        (
            "b.toml",
            "extends = \"baseline\"\n[households]\nincome_elasticity = 7\n[[target]]\nid = \"late\"\nindicator = \"gdp\"\nyear = 2040\ncomparator = \">\"\nvalue = 1\n",
        ),
    ];
    assert_eq!(
        told(&grandchild),
        "b.toml:3: households.income_elasticity: found 7; allowed is -5 to 5\n\
         b.toml:7: target[0].year: gdp has no value in 2040"
    );
    // The parent's targets do not fit the child's horizon: told in the parent, by its own numbering.
    let early = told_of("horizon = 2022\nperiods = []\nreport_years = [2022]\n");
    assert!(early.lines().all(|line| line.starts_with("scenarios/baseline.toml:")), "{early}");
    assert!(early.contains("target[0].indicator: found \"gdp_growth_2021_2025\""), "{early}");
}

#[test]
fn only_what_is_inherited_can_be_taken_out() {
    assert_eq!(
        told_of("[[correlation]]\nbetween = [\"a\", \"b\"]\nremove = true\n"),
        "mine.toml:4: correlation[0].remove: \"a and b\" is not inherited. Inherited: none"
    );
    let near = told_of("[[target]]\nid = \"gdp_growth_target_2052\"\nremove = true\n");
    let expected = "mine.toml:4: target[0].remove: \"gdp_growth_target_2052\" is not inherited; did you mean \"gdp_growth_target_2025\"? Inherited: gdp_growth_target_2025, gdp_above_province_2025, services_share_target_2025_real";
    assert!(near.starts_with(expected), "{near}");
    assert_eq!(
        told_of("[[target]]\nremove = true\n"),
        "mine.toml:3: target[0].remove: this needs id, the name of what is taken out"
    );
    assert_eq!(
        told_of(
            "[[target]]\nid = \"gdp_growth_target_2025\"\nremove = false\n[[target]]\nid = \"services_share_target_2025_real\"\nvalue = 3\nremove = true\n"
        ),
        "mine.toml:4: target[0].remove: found false; only true stands here, to take out what is inherited\n\
         mine.toml:7: target[1].value: the entry is taken out; it says nothing but its id"
    );
    let alone = include_str!("../scenarios/china-2020.toml").to_owned() + "[[target]]\nid = \"gdp\"\nremove = true\n";
    let line = alone.lines().count();
    assert_eq!(
        told(&[("mine.toml", &alone)]),
        format!("mine.toml:{line}: target[0].remove: the scenario extends no other, so there is nothing to take out")
    );
}

#[test]
fn a_name_given_twice_in_a_child_is_told_there() {
    let twice = "[[target]]\nid = \"gdp_growth_target_2025\"\nvalue = 0.08\nfact = \"gdp_growth_target_2025\"\n[[target]]\nid = \"gdp_growth_target_2025\"\nindicator = \"gdp\"\nyear = 2025\ncomparator = \">\"\nvalue = 1\n";
    let told = told_of(twice);
    let (first, second) = told.split_once('\n').unwrap();
    assert!(
        first.starts_with("mine.toml:4: target[0].value: found 0.08; the plan's gdp_growth_target_2025 is"),
        "{first}"
    );
    assert_eq!(second, "mine.toml:7: target[1].id: the name \"gdp_growth_target_2025\" stands for two targets");
}

#[test]
fn growth_no_sales_bring_about_is_told_in_the_parent_that_gives_it() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("parent.toml", "extends = \"baseline\"\n[sector.steel]\noutput_growth = 0.60\n");
    write("child.toml", "extends = \"parent.toml\"\n[investment]\naccelerator = 0.5\n");
    let scenario = Scenario::open(folder.path().join("child.toml")).unwrap();
    let model = scenario.build().unwrap();
    let problems = scenario.locate(kapok::Projection::new(&model).unwrap_err()).to_string();
    let told = problems.replace(&format!("{}/", folder.path().display()), "");
    assert!(
        told.starts_with("parent.toml:3: sector.steel.output_growth: in parent: it would take a growth of"),
        "{told}"
    );
}

#[test]
fn demand_that_feeds_on_itself_is_told_where_the_parent_says_so() {
    for elasticity in ["3", "5"] {
        let folder = tempfile::tempdir().unwrap();
        let parent = format!("extends = \"baseline\"\n[households]\nincome_elasticity = {elasticity}\n");
        std::fs::write(folder.path().join("parent.toml"), parent).unwrap();
        std::fs::write(folder.path().join("mine.toml"), "extends = \"parent.toml\"\n").unwrap();
        let scenario = Scenario::open(folder.path().join("mine.toml")).unwrap();
        let model = scenario.build().unwrap();
        let told = scenario.locate(Projection::new(&model).unwrap_err()).to_string();
        let told = told.replace(&format!("{}/", folder.path().display()), "");
        assert!(told.starts_with("parent.toml:3: households.income_elasticity: the feedback root is "), "{told}");
    }
}

#[test]
fn a_chain_without_end_is_told() {
    let mut files: Vec<(String, String)> =
        (0..60).map(|k| (format!("c{k}.toml"), format!("extends = \"c{}.toml\"\n", k + 1))).collect();
    files.push(("c60.toml".into(), "extends = \"baseline\"\n".into()));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert_eq!(
        told(&files),
        "c49.toml:1: extends: 50 scenarios extend each other already; a chain has no more than that"
    );
}

#[test]
fn a_policy_that_changes_nothing_is_warned_of() {
    for years in ["from = 2020", "from = 1900", "from = 2015\nuntil = 2019"] {
        let folder = tempfile::tempdir().unwrap();
        let policy = "[[policy]]\nid = \"p\"\nlever = \"demand\"\nof = \"steel\"\nsize = 0.1\n";
        let file = folder.path().join("mine.toml");
        std::fs::write(&file, format!("extends = \"baseline\"\n{policy}{years}\n")).unwrap();
        let model = Scenario::open(&file).unwrap().build().unwrap();
        let warnings = Projection::new(&model).unwrap().diagnosis().warnings(&model);
        let said: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        let expected =
            "policy.p.from: it is as strong in the base year 2020 as in all years after it: it changes nothing";
        assert!(said.iter().any(|line| line == expected), "{years}: {said:?}");
    }
}

#[test]
fn levers_that_events_have_not_are_told() {
    let lever = "[[event]]\nid = \"e\"\nyears = [2022]\neffect = [{ lever = \"value_added_ratio\", of = \"steel\", size = 0.1 }]\n";
    let told = told_of(lever);
    assert!(
        told.contains(
            "event[0].effect[0].lever: found \"value_added_ratio\", which is no lever of events. Allowed: demand, "
        ),
        "{told}"
    );
    assert!(!told.contains("purchase_share"), "{told}");
}

#[test]
fn a_quota_in_tonnes_below_what_some_paths_start_from_is_told() {
    let quota = |limit: &str| {
        told_of(&format!("[[ceiling]]\nid = \"c\"\nsector = \"steel\"\nunit = \"crude_steel\"\nlimit = {limit}\n"))
    };
    // Crude steel of the base year is drawn between 510 and 640.
    assert_eq!(
        quota("580"),
        "mine.toml:6: ceiling.c.limit: found 580 1e4 t, below the base year's output (640 on some paths); a ceiling lies at or above it"
    );
    assert!(quota("{ kind = \"normal\", mean = 700, sd = 10 }").contains("add truncate = [640, ...] or narrow it"));
    assert_eq!(quota("645"), "nothing");
}
