//! The file that stands behind the name of a scenario to extend.

use std::path::{Path, PathBuf};

use super::super::builtin::BUILTIN;
use super::super::draft::has_toml_ending;
use crate::input::{Origin, Problem, SourceFile, hint};

/// A scenario's name and its file.
pub(super) type Named = (String, SourceFile);

/// The scenario that a file extends, by the name it is called there: a built-in one, or a TOML file beside that file. With
/// `given`, files of disks are those and none is opened.
pub(super) fn parent(written: &str, child: &SourceFile, given: Option<&[SourceFile]>) -> Result<Named, Problem> {
    if has_toml_ending(Path::new(written)) { beside(written, child, given) } else { built_in(written) }
}

fn built_in(name: &str) -> Result<Named, Problem> {
    if let Some(found) = BUILTIN.iter().find(|builtin| builtin.name == name) {
        return Ok((name.to_owned(), SourceFile::builtin(found.file, found.text)));
    }
    let names: Vec<&str> = BUILTIN.iter().map(|builtin| builtin.name).collect();
    let message = format!(
        "found \"{name}\", which is no built-in scenario{} Built in: {}; a scenario file is named with its ending .toml",
        hint(name, names.iter().copied(), "."),
        names.join(", ")
    );
    Err(Problem::new("extends", message))
}

fn beside(written: &str, child: &SourceFile, given: Option<&[SourceFile]>) -> Result<Named, Problem> {
    let Some(folder) = child.folder() else {
        let message = format!("found \"{written}\"; a built-in scenario has no files beside it");
        return Err(Problem::new("extends", message));
    };
    let path = folder.join(written);
    let missing = || {
        let names = toml_files(path.parent().unwrap_or(folder));
        let hint = hint(&file_name(Path::new(written)), names.iter().map(String::as_str), "");
        Problem::new("extends", format!("found \"{written}\" ({}): there is no such file{hint}", path.display()))
    };
    let name = path.file_stem().map_or_else(|| written.to_owned(), |stem| stem.to_string_lossy().into_owned());
    if let Some(given) = given {
        let found = given.iter().find(|file| file.name == path && file.origin != Origin::BuiltIn);
        return found.map(|file| (name, file.clone())).ok_or_else(missing);
    }
    if !path.exists() {
        return Err(missing());
    }
    let unread = |problem: Problem| match problem.location.as_ref().and_then(|location| location.line) {
        Some(_) => problem,
        None => Problem::new("extends", format!("found \"{written}\" ({}): {}", path.display(), problem.message)),
    };
    SourceFile::open(&path).map(|file| (name, file)).map_err(unread)
}

/// The names of all TOML files of a folder.
fn toml_files(folder: &Path) -> Vec<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| has_toml_ending(path)).collect();
    paths.sort();
    paths.iter().map(|path| file_name(path)).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
