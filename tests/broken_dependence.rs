//! The shipped baseline with correlations that cannot be, and exactly what the person who wrote them is told.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use kapok::{Projection, Scenario};

const BASELINE: &str = include_str!("../scenarios/baseline.toml");

/// Text added at the end of the baseline, and every line of what is said.
type Case = (&'static str, &'static [&'static str]);

/// The file with `text` in it, in a folder of its own.
fn written(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    std::fs::write(&path, format!("{BASELINE}\n{text}")).unwrap();
    (folder, path)
}

/// Everything `Scenario::open` says; lines count from the first one added.
fn told(text: &str) -> String {
    let (_folder, path) = written(text);
    let Err(problems) = Scenario::open(&path) else { return "nothing".to_owned() };
    let before = BASELINE.lines().count() + 1;
    let line = |problem: &kapok::Problem| problem.location.as_ref().and_then(|l| l.line).unwrap_or(0) - before;
    let told: Vec<String> = problems.iter().map(|p| format!("{}: {}: {}", line(p), p.path, p.message)).collect();
    told.join("\n")
}

const DRAWN: &str =
    "the 99 numbers drawn once a path, such as energy.efficiency_common, energy.shock_sd, government.locally_financed";

#[test]
fn what_cannot_be_is_told_with_line_key_and_remedy() {
    let cases: &[Case] = &[
        (
            "[[correlation]]\nbetween = [\"sector.stel.output_growth\", \"trends.convergense\"]\nrank = 0.5",
            &[
                "2: correlation[0].between[0]: found \"sector.stel.output_growth\", which is no number of this scenario; did you mean \"sector.steel.output_growth\"? Allowed: {drawn}",
                "2: correlation[0].between[1]: found \"trends.convergense\", which is no number of this scenario; did you mean \"trends.convergence\"? Allowed: {drawn}",
            ],
        ),
        (
            "[[correlation]]\nbetween = [\"sector.steel.income_elasticity\", \"purchase_share.sectors.steel\"]\nrank = 0.5",
            &[
                "2: correlation[0].between[0]: \"sector.steel.income_elasticity\" has no distribution: nothing to correlate",
                "2: correlation[0].between[1]: \"purchase_share.sectors.steel\" has no distribution: nothing to correlate",
            ],
        ),
        (
            "[[correlation]]\nbetween = [\"sector.steel.shock\", \"factor.macro\"]\nrank = 0.5",
            &[
                "2: correlation[0].between[0]: \"sector.steel.shock\" is drawn every year; such shocks move together through their loadings on common factors",
                "2: correlation[0].between[1]: \"factor.macro\" is drawn every year; such shocks move together through their loadings on common factors",
            ],
        ),
        (
            "[[correlation]]\nbetween = [\"prices.inflation\", \"prices.inflation\"]\nrank = 0.5",
            &["2: correlation[0].between: \"prices.inflation\" cannot be correlated with itself"],
        ),
        (
            "[[correlation]]\nbetween = [\"prices.inflation\", \"trends.convergence\"]\nrank = 0.5\n\
             [[correlation]]\nbetween = [\"trends.convergence\", \"prices.inflation\"]\nrank = 0.5\n\
             [[correlation]]\nbetween = [\"prices.inflation\", \"trends.convergence\"]\nrank = 0.4",
            &[
                "5: correlation[1].between: \"trends.convergence\" and \"prices.inflation\" are correlated by correlation[0] already; keep one of the two",
                "8: correlation[2].between: \"prices.inflation\" and \"trends.convergence\" are correlated by correlation[0] already; keep one of the two",
            ],
        ),
        (
            "[[correlation]]\nbetween = [\"prices.inflation\", \"trends.convergence\", \"investment.accelerator\"]\nrank = 0.5\n\
             [[correlation]]\nrank = 0.5\n\
             [[correlation]]\nbetween = []\nrank = 1.2",
            &[
                "2: correlation[0].between: found 3 names; a correlation is between two numbers",
                "4: correlation[1].between: this key is missing: the two numbers, by their dotted names",
                "7: correlation[2].between: found 0 names; a correlation is between two numbers",
                "8: correlation[2].rank: found 1.2; allowed is -1 to 1",
            ],
        ),
        (
            "[[correlation]]\nbetween = [\"prices.inflation\", \"trends.convergence\"]\nstanding = \"guessed\"\nsource = \"a paper\"",
            &[
                "1: correlation[0].rank: this key is missing: Spearman's rank correlation of the two, -1 to 1",
                "3: correlation[0].standing: found \"guessed\", which is no standing. Allowed: stated, derived, assumed",
            ],
        ),
        (
            "[[correlation]]\nbetween = \"prices.inflation\"\nrang = -2\n[[correlation]]\nbetween = [\"prices.inflation\", 3]\nrank = nan",
            &[
                "2: correlation[0].between: found string \"prices.inflation\"; expected a list in square brackets",
                "3: correlation[0].rang: this key is not known here; did you mean \"rank\"? Allowed: between, rank, standing, source",
                "5: correlation[1].between[1]: found number 3; expected text in quotes",
                "6: correlation[1].rank: found NaN; a finite number is needed",
            ],
        ),
        (
            "[dependence]\ncopula = \"t\"",
            &[
                "1: dependence: no numbers are correlated; name them under [[correlation]] or leave this out",
                "1: dependence.freedom: this key is missing: a t copula has degrees of freedom, 2 to 1000; the fewer, the more extremes come together",
            ],
        ),
        (
            "[dependence]\ncopula = \"student\"\n[[correlation]]\nbetween = [\"prices.inflation\", \"trends.convergence\"]\nrank = 0.5",
            &["2: dependence.copula: found \"student\", which is no copula. Allowed: gaussian, t"],
        ),
        (
            "[dependence]\ncopula = \"gausian\"\nfreedom = 6\n[[correlation]]\nbetween = [\"prices.inflation\", \"trends.convergence\"]\nrank = 0.5",
            &[
                "2: dependence.copula: found \"gausian\", which is no copula; did you mean \"gaussian\"? Allowed: gaussian, t",
            ],
        ),
        (
            "[dependence]\nfreedom = 6\n[[correlation]]\nbetween = [\"prices.inflation\", \"trends.convergence\"]\nrank = 0.5",
            &["2: dependence.freedom: only copula = \"t\" has degrees of freedom"],
        ),
        (
            "[dependence]\ncopula = \"t\"\nfreedom = 1.5\n[[correlation]]\nbetween = [\"prices.inflation\", \"trends.convergence\"]\nrank = 0.5",
            &["3: dependence.freedom: found 1.5; allowed is 2 to 1000"],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(told(text), expected.join("\n").replace("{drawn}", DRAWN), "after {text}");
    }
}

#[test]
fn a_list_that_is_none_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    std::fs::write(&path, format!("correlation = 5\ndependence = {{ copula = \"gaussian\" }}\n{BASELINE}")).unwrap();
    let told = Scenario::open(&path).unwrap_err().to_string().replace(&path.display().to_string(), "mine.toml");
    assert_eq!(told, "mine.toml:1: correlation: found number 5; expected a list in square brackets");
}

/// Where the region's files cannot be read, names may be those of numbers in them: only what needs no names is told.
#[test]
fn without_the_regions_files_names_are_not_judged() {
    let (_folder, path) =
        written("[[correlation]]\nbetween = [\"purchase_share.sectors.x\", \"sector.y.efficiency\"]\nrank = 7");
    let text = std::fs::read_to_string(&path).unwrap().replace("seeds = \"panzhihua-east\"", "seeds = \"gone.toml\"");
    std::fs::write(&path, text).unwrap();
    let told = Scenario::open(&path).unwrap_err();
    let told: Vec<String> = told.iter().map(|problem| format!("{}: {}", problem.path, problem.message)).collect();
    let expected = [
        "seeds: found \"gone.toml\"; there is no such file beside the scenario",
        "correlation[0].rank: found 7; allowed is -1 to 1",
    ];
    assert_eq!(told, expected);
}

/// Steel with vanadium and tourism as given; vanadium and tourism not written, and so 0, which does not fit the two.
const CONTRADICTORY: &str = "[[correlation]]
between = [\"prices.inflation\", \"trends.convergence\"]
rank = 0.5
[[correlation]]
between = [\"sector.vanadium.output_growth\", \"sector.steel.output_growth\"]
rank = 0.9
[[correlation]]
between = [\"sector.steel.output_growth\", \"sector.culture_tourism.output_growth\"]
rank = 0.8
";

/// The rank correlations nearest to two given ones and 0 between the numbers they have not in common, where these do not fit:
/// three scores in a plane, at angles x and y on both sides of the common one, with the least squared differences of
/// their correlations cos x, cos y and cos(x + y) from 2 sin(pi rho_s / 6). Found by trying ever smaller steps.
fn nearest_by_search(ranks: [f64; 2]) -> [f64; 3] {
    let [a, b] = ranks.map(|rank| 2.0 * (std::f64::consts::PI * rank / 6.0).sin());
    let far = |(x, y): (f64, f64)| (x.cos() - a).powi(2) + (y.cos() - b).powi(2) + (x + y).cos().powi(2);
    let (mut best, mut step) = ((0.7, 0.7), 0.3);
    while step > 1e-9 {
        let (x, y) = best;
        let near = [(x + step, y), (x - step, y), (x, y + step), (x, y - step)];
        match near.into_iter().find(|there| far(*there) < far(best)) {
            Some(there) => best = there,
            None => step /= 2.0,
        }
    }
    let (x, y) = best;
    [x, y, x + y].map(|angle| 6.0 / std::f64::consts::PI * (angle.cos() / 2.0).asin())
}

#[test]
fn correlations_that_contradict_each_other_are_warned_of() {
    let (_folder, path) = written(CONTRADICTORY);
    let scenario = Scenario::open(&path).unwrap();
    let model = scenario.build().unwrap();
    let projection = Projection::new(&model).unwrap();
    let warnings = projection.diagnosis().warnings(&model);
    let warning = warnings.iter().find(|warning| warning.path.starts_with("correlation")).unwrap();
    let located = scenario.locate(warning.clone().into()).to_string();
    let [vanadium, tourism, apart] = nearest_by_search([0.9, 0.8]);
    assert!(0.9 - vanadium > 0.8 - tourism && 0.9 - vanadium > apart, "steel and vanadium give way most");
    let line = BASELINE.lines().count() + 2 + 3;
    let expected = format!(
        "{}:{line}: correlation[1]: the rank correlations do not fit together: replaced by the nearest that do; the largest change is sector.steel.output_growth with sector.vanadium.output_growth, 0.90 to {vanadium:.2}; pairs among them that are not written count as 0",
        path.display()
    );
    assert_eq!(located, expected);
    assert_eq!(projection.diagnosis().mended_correlations.len(), 1, "the other group fits");
}
