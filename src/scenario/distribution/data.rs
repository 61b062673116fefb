//! Data of an empirical distribution in a file beside the scenario.

use std::path::Path;

use super::{Distribution, Draft};
use crate::economy::io::column;

impl Draft {
    /// The distribution of the data in the column of a file, written at `path`; nothing after a problem was noted.
    pub(super) fn data(&mut self, path: &str, file: &str, name: &str) -> Option<Distribution> {
        let file = self.data_file(&format!("{path}.file"), file)?;
        let (file, text) = (file.name.clone(), file.text.clone());
        let values = match column(&file, &text, name) {
            Ok(values) => values,
            Err(problems) => {
                // A number that is the default of many is read as often.
                let new: Vec<_> =
                    problems.into_vec().into_iter().filter(|found| !self.problems.contains(found)).collect();
                self.problems.extend(new);
                self.forgive(path.to_owned());
                return None;
            }
        };
        Distribution::empirical(&values).map_err(|error| self.note(path, error.to_string())).ok()
    }

    /// The text of a file beside the scenario, kept with the scenario's other files.
    fn data_file(&mut self, path: &str, name: &str) -> Option<&crate::input::SourceFile> {
        let Some(folder) = self.files.folder_of(path) else {
            self.note(path, "a built-in scenario has no files beside it; write the values themselves".into());
            return None;
        };
        let file: &Path = &folder.join(name);
        self.open_data(file)
            .map_err(|problem| {
                let line = problem.location.and_then(|location| location.line);
                let line = line.map_or(String::new(), |line| format!(", line {line}"));
                self.note(path, format!("found \"{name}\" ({}{line}): {}", file.display(), problem.message));
            })
            .ok()?;
        self.files.named(file)
    }
}
