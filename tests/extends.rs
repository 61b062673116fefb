//! Scenarios that extend others: what they inherit, and what stays as it was where the parent solved for it.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use std::path::PathBuf;

use kapok::model::Parameter;
use kapok::projection::{Draw, ImpliedGrowth};
use kapok::sampling::Uncertain;
use kapok::{Ensemble, Model, Projection, RunSettings, Scenario};
use tempfile::TempDir;

/// A folder with files of these names and texts.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// The scenario in a file of this text.
fn scenario(text: &str) -> Scenario {
    let folder = folder(&[("child.toml", text)]);
    Scenario::open(folder.path().join("child.toml")).unwrap()
}

fn baseline() -> Model {
    Scenario::builtin("baseline").unwrap().build().unwrap()
}

/// A number of a model by its dotted name.
fn number(model: &Model, name: &str) -> Uncertain {
    let a = model.assumptions();
    let named = |parameter: &Parameter| parameter.path(a, model.region()) == name;
    Parameter::all(a).into_iter().find(named).unwrap_or_else(|| panic!("{name}")).of(a)
}

fn sector(model: &Model, id: &str) -> usize {
    model.region().sectors.iter().position(|sector| sector.id == id).unwrap()
}

fn implied<'p>(projection: &'p Projection, id: &str) -> &'p ImpliedGrowth {
    let sectors = &projection.model().region().sectors;
    let of = |implied: &&ImpliedGrowth| sectors[implied.sector].id == id;
    projection.implied_growth().iter().find(of).unwrap_or_else(|| panic!("{id}"))
}

/// Yearly growth of a sector's output on the all-median path over the first five years.
fn output_growth(projection: &Projection, sector: usize) -> f64 {
    let mut outputs = Vec::new();
    projection.block().run(Draw::Median, |state| outputs.push(state.output[sector][0]));
    (outputs[5] / outputs[0]).powf(0.2) - 1.0
}

#[test]
fn a_scenario_that_changes_nothing_is_its_parent_to_the_last_bit() {
    let child = scenario("extends = \"baseline\"\n").build().unwrap();
    let parent = baseline();
    let (ours, theirs) = (Projection::new(&child).unwrap(), Projection::new(&parent).unwrap());
    let settings = RunSettings::new(640, 5);
    let (ours, theirs) = (Ensemble::of(&ours, &settings).unwrap(), Ensemble::of(&theirs, &settings).unwrap());
    assert_eq!(ours.indicators, theirs.indicators);
    assert_eq!(ours.targets, theirs.targets);
    assert_eq!(child.report_years(), parent.report_years());
    assert_eq!(child.periods(), parent.periods());
    assert_eq!(child.outside(), parent.outside());
    // The title stays with the parent; seed and paths are inherited, so that both share their random numbers.
    assert_eq!((child.title(), child.default_paths(), child.default_seed()), ("child", 100_000, 20_201_231));
}

#[test]
fn what_a_child_changes_moves_output_and_not_the_growth_solved_for() {
    let child = scenario("extends = \"baseline\"\n[investment]\ntrend = { start = 0.10 }\n").build().unwrap();
    let parent = baseline();
    let (ours, theirs) = (Projection::new(&child).unwrap(), Projection::new(&parent).unwrap());
    assert_eq!(ours.implied_growth().len(), theirs.implied_growth().len());
    let mut moved = 0;
    for (own, inherited) in ours.implied_growth().iter().zip(theirs.implied_growth()) {
        assert!((own.log_demand_growth - inherited.log_demand_growth).abs() < 1e-12);
        assert_eq!(own.inherited_from.as_deref(), Some("baseline"));
        assert_eq!(inherited.inherited_from, None);
        assert!((output_growth(&theirs, inherited.sector) - inherited.output_growth).abs() < 1e-9);
        moved += usize::from(output_growth(&ours, own.sector) - own.output_growth > 1e-4);
    }
    assert!(moved > 10, "only {moved} sectors grow faster for more investment");
    // Builders most of all, whose product investment is.
    let construction = sector(&parent, "construction");
    assert!(output_growth(&ours, construction) > 0.05);
    // The other end of the path of investment is the parent's.
    assert_eq!(number(&child, "investment.trend.long_run"), number(&parent, "investment.trend.long_run"));
}

#[test]
fn only_what_a_child_writes_itself_is_solved_for_again() {
    let files = folder(&[
        (
            "middle.toml",
            "extends = \"baseline\"\n[sector.steel]\noutput_growth = 0.06\n[investment]\naccelerator = 0.5\n",
        ),
        (
            "leaf.toml",
            "extends = \"middle.toml\"\n[government]\ntransfers_growth = { start = 0.08 }\n[sector.titanium]\noutput_growth = { kind = \"normal\", mean = 0.05, sd = 0.01 }\n",
        ),
    ]);
    let open = |name: &str| Scenario::open(files.path().join(name)).unwrap().build().unwrap();
    let (first, middle, leaf) = (baseline(), open("middle.toml"), open("leaf.toml"));
    let [first, middle, leaf] = [&first, &middle, &leaf].map(|model| Projection::new(model).unwrap());
    let whose = |projection: &Projection, id: &str| implied(projection, id).inherited_from.clone();
    assert_eq!(whose(&middle, "steel"), None);
    assert_eq!(whose(&leaf, "steel").as_deref(), Some("middle"));
    assert_eq!(whose(&leaf, "vanadium").as_deref(), Some("baseline"));
    assert_eq!(whose(&leaf, "titanium"), None);
    let mu = |projection: &Projection, id: &str| implied(projection, id).log_demand_growth;
    assert_eq!(mu(&leaf, "steel"), mu(&middle, "steel"));
    assert_eq!(mu(&leaf, "vanadium"), mu(&first, "vanadium"));
    // What is solved for is met with the inherited growth as it is; what is inherited is moved by what differs.
    let place = |id: &str| sector(leaf.model(), id);
    assert!((output_growth(&middle, place("steel")) - 0.06).abs() < 1e-9);
    assert!((output_growth(&leaf, place("titanium")) - 0.05).abs() < 1e-9);
    assert!(output_growth(&leaf, place("healthcare")) > output_growth(&middle, place("healthcare")) + 1e-4);
}

#[test]
fn an_inherited_uncertain_growth_moves_demand_by_its_own_deviation() {
    let child = scenario("extends = \"baseline\"\n[investment]\ntrend = { start = 0.10 }\n").build().unwrap();
    let parent = baseline();
    let (ours, theirs) = (Projection::new(&child).unwrap(), Projection::new(&parent).unwrap());
    let steel = sector(&parent, "steel");
    let mut trends = [Vec::new(), Vec::new()];
    for (projection, trends) in [&ours, &theirs].into_iter().zip(&mut trends) {
        projection.block().run(Draw::random(9, 0), |state| trends.push(state.external[steel]));
    }
    assert_eq!(trends[0], trends[1]);
    assert!(trends[0][1][0] != trends[0][1][1], "steel's growth is uncertain");
}

#[test]
fn a_region_of_its_own_is_solved_for_anew() {
    let region = include_str!("regions/valley.toml");
    let growing = "seeds = \"valley.toml\"\nhorizon = 2027\n[sector_defaults]\ndemand_growth = 0.0\nlong_run_growth = 0.0\n[sector.tourism]\noutput_growth = 0.05\n";
    let folder = folder(&[
        ("parents/growing.toml", growing),
        ("parents/valley.toml", region),
        ("valley.toml", region),
        ("child.toml", "extends = \"parents/growing.toml\"\n"),
        ("same.toml", "extends = \"parents/growing.toml\"\nseeds = \"parents/valley.toml\"\n"),
        ("other.toml", "extends = \"parents/growing.toml\"\nseeds = \"valley.toml\"\n"),
    ]);
    for (name, inherited) in [("child.toml", true), ("same.toml", true), ("other.toml", false)] {
        let model = Scenario::open(folder.path().join(name)).unwrap().build().unwrap();
        let projection = Projection::new(&model).unwrap();
        assert_eq!(implied(&projection, "tourism").inherited_from.is_some(), inherited, "{name}");
    }
}

/// A parent of two targets, a correlation and a figure outside the model, in the region of the tests.
const PARENT: &str = r#"
title = "The parent"
seeds = "regions/valley.toml"
horizon = 2027

[run]
paths = 77

[sector_defaults]
demand_growth = { kind = "normal", mean = 0.02, sd = 0.01 }
long_run_growth = 0.01

[sector.tourism]
demand_growth = { file = "history.csv", column = "growth", kind = "empirical" }

[investment]
trend = { start = { kind = "normal", mean = 0.03, sd = 0.01 }, long_run = 0.02 }

[[target]]
id = "big"
indicator = "gdp"
year = 2027
comparator = ">="
value = 61

[[target]]
id = "small"
indicator = "gdp"
year = 2027
comparator = "<="
value = 80

[[correlation]]
between = ["sector.tourism.demand_growth", "investment.trend.start"]
rank = 0.5
"#;

/// Takes the parent's correlation out.
const UNCOUPLED: &str =
    "[[correlation]]\nbetween = [\"investment.trend.start\", \"sector.tourism.demand_growth\"]\nremove = true\n";

/// The parent in a folder of its own, with the file it names, and a child beside that folder.
fn family(child: &str) -> (TempDir, PathBuf) {
    let folder = folder(&[
        ("parents/parent.toml", PARENT),
        ("parents/regions/valley.toml", include_str!("regions/valley.toml")),
        ("parents/history.csv", "year,growth\n2018,0.01\n2019,0.02\n2020,0.04\n"),
        ("child.toml", &format!("extends = \"parents/parent.toml\"\n{child}")),
    ]);
    let path = folder.path().join("child.toml");
    (folder, path)
}

fn child_of_family(child: &str) -> Model {
    let (_folder, path) = family(child);
    Scenario::open(path).unwrap().build().unwrap()
}

#[test]
fn files_are_found_beside_the_file_that_names_them() {
    let model = child_of_family("");
    assert_eq!((model.horizon(), model.title(), model.default_paths()), (2027, "child", 77));
    let growth = number(&model, "sector.tourism.demand_growth");
    assert!((growth.median() - 0.02).abs() < 1e-12);
}

#[test]
fn tables_merge_key_by_key_and_values_are_replaced_whole() {
    let model = child_of_family("[investment]\ntrend = { long_run = 0.05 }\n");
    assert_eq!(number(&model, "investment.trend.long_run").known(), Some(0.05));
    assert!((number(&model, "investment.trend.start").median() - 0.03).abs() < 1e-12);

    // A distribution is one value: nothing of the parent's is left in it.
    let model = child_of_family("[investment]\ntrend = { start = { kind = \"uniform\", low = 0.0, high = 0.1 } }\n");
    assert!((number(&model, "investment.trend.start").median() - 0.05).abs() < 1e-12);

    let model = child_of_family(
        "horizon = 2026\n[[target]]\nid = \"big\"\nremove = true\n[[target]]\nid = \"small\"\nyear = 2026\n",
    );
    let targets: Vec<(&str, i32, f64)> = model.targets().iter().map(|t| (t.id.as_str(), t.year, t.value)).collect();
    assert_eq!(targets, [("small", 2026, 80.0)]);
}

#[test]
fn lists_merge_by_name_and_new_entries_follow() {
    let child = "
[[target]]
id = \"new\"
indicator = \"gdp\"
year = 2026
comparator = \">\"
value = 1
[[target]]
id = \"small\"
value = 90
[[correlation]]
between = [\"investment.trend.start\", \"sector.tourism.demand_growth\"]
rank = -0.25
";
    let model = child_of_family(child);
    let targets: Vec<(&str, f64)> = model.targets().iter().map(|t| (t.id.as_str(), t.value)).collect();
    assert_eq!(targets, [("big", 61.0), ("small", 90.0), ("new", 1.0)]);
    // A pair is the same in either order.
    let correlations: Vec<f64> = model.dependence().correlations.iter().map(|pair| pair.rank).collect();
    assert_eq!(correlations, [-0.25]);
    assert!(child_of_family(UNCOUPLED).dependence().correlations.is_empty());
}

#[test]
fn output_and_demand_growth_take_each_others_place() {
    let child = scenario(
        "extends = \"baseline\"\n[sector.steel]\ndemand_growth = 0.03\n[sector.titanium]\noutput_growth = 0.05\n",
    );
    let model = child.build().unwrap();
    assert_eq!(number(&model, "sector.steel.demand_growth").known(), Some(0.03));
    assert_eq!(number(&model, "sector.titanium.output_growth").known(), Some(0.05));
}

#[test]
fn a_figure_a_child_takes_up_leaves_the_parents_list() {
    let child = "extends = \"baseline\"
[[target]]
id = \"income\"
fact = \"science_contribution_target_2025\"
indicator = \"income\"
year = 2025
comparator = \">=\"
value = 1
[[outside]]
reason = \"the child has a reason of its own\"
facts = [\"unemployment_target_2025_general\"]
";
    let facts = |model: &Model| model.outside().iter().map(|outside| outside.id.clone()).collect::<Vec<_>>();
    let (ours, theirs) = (scenario(child).build().unwrap(), baseline());
    assert!(facts(&theirs).contains(&"science_contribution_target_2025".to_owned()));
    assert!(!facts(&ours).contains(&"science_contribution_target_2025".to_owned()));
    assert_eq!(facts(&ours).len(), facts(&theirs).len() - 1);
    let moved = ours.outside().iter().find(|outside| outside.id == "unemployment_target_2025_general").unwrap();
    assert_eq!(moved.reason, "the child has a reason of its own");
}

#[test]
fn a_scenario_is_read_again_from_the_texts_of_all_its_files() {
    // The child leaves the data out that its parent draws from.
    let (folder, path) = family(&format!("[sector.tourism]\noutput_growth = 0.03\n{UNCOUPLED}"));
    let leaf = folder.path().join("leaf.toml");
    std::fs::write(
        &leaf,
        "extends = \"child.toml\"\n[investment]\ntrend = { start = 0.09 }\n[sector.tourism]\nshock_sd = 0.02\n",
    )
    .unwrap();
    for path in [path, leaf] {
        let scenario = Scenario::open(&path).unwrap();
        let sources = scenario.sources();
        let model = scenario.build().unwrap();
        let expected = Ensemble::run(&model, &RunSettings::new(128, 1)).unwrap();
        let hidden = folder.path().with_extension("hidden");
        std::fs::rename(folder.path(), &hidden).unwrap();
        let again = Scenario::of_sources("again", &sources).map(|scenario| scenario.build().unwrap());
        std::fs::rename(&hidden, folder.path()).unwrap();
        let again = Ensemble::run(&again.unwrap(), &RunSettings::new(128, 1)).unwrap();
        assert_eq!(again.indicators, expected.indicators, "{}", path.display());
    }
}

#[test]
fn parts_of_a_run_know_whose_growth_they_inherit() {
    // Both children say the same but inherit growth that was solved for beside different investment.
    let child = |parent: &str| format!("extends = \"{parent}\"\n[investment]\naccelerator = 0.7\n");
    let files = folder(&[
        ("one/child.toml", &child("parent.toml")),
        (
            "one/parent.toml",
            "extends = \"baseline\"\n[investment]\naccelerator = 0.1\n[sector.steel]\noutput_growth = 0.03\n",
        ),
        ("two/child.toml", &child("parent.toml")),
        (
            "two/parent.toml",
            "extends = \"baseline\"\n[investment]\naccelerator = 1.5\n[sector.steel]\noutput_growth = 0.03\n",
        ),
    ]);
    let open = |name: &str| Scenario::open(files.path().join(name)).unwrap().build().unwrap();
    let models = [open("one/child.toml"), open("two/child.toml")];
    let shards = models.each_ref().map(|model| {
        let projection = Projection::new(model).unwrap();
        let range = if std::ptr::eq(model, &raw const models[0]) { 0..64 } else { 64..128 };
        kapok::ensemble::Shard::run(&projection, &RunSettings { range: Some(range), ..RunSettings::new(128, 1) })
            .unwrap()
    });
    let refused = kapok::ensemble::Shard::merge(&shards).unwrap_err().to_string();
    assert_eq!(
        refused,
        "part 1 belongs to another run than the first: not the same: growth inherited from another scenario"
    );
}
