//! A run that answers only what a table shows shows the same table as one that answers everything.

use kapok::report::{Ink, ReportError, shown_in_table, to_table};
use kapok::{Ensemble, RunSettings, Scenario};

/// The table without the line that tells how long the run took.
fn table(ensemble: &Ensemble) -> Result<Vec<String>, ReportError> {
    let table = to_table(ensemble, Ink::Plain)?;
    Ok(table.lines().filter(|line| !line.contains(" path-years a second")).map(str::to_owned).collect())
}

#[test]
fn the_table_does_not_depend_on_what_else_is_answered() {
    for name in ["baseline", "plan", "china-2020", "two-industry-integration", "pandemic"] {
        let model = Scenario::builtin(name).unwrap().build().unwrap();
        let settings = RunSettings::new(200, 3);
        let all = Ensemble::run(&model, &settings).unwrap();
        let only = RunSettings { only: Some(shown_in_table(&model)), ..settings };
        let shown = Ensemble::run(&model, &only).unwrap();
        assert!(shown.indicators.len() < all.indicators.len(), "{name}");
        assert_eq!(table(&shown).unwrap(), table(&all).unwrap(), "{name}");
    }
}
