//! Where an answer goes: standard output, or a file that appears whole or not at all.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::ending::{Ending, Failure};

/// Where an answer goes.
#[derive(Debug)]
pub(super) enum Destination {
    StandardOutput,
    File { path: PathBuf, replace: bool },
}

impl Destination {
    /// A file `NAME.EXTENSION` in a folder, which is made if need be, so that an answer that could not be kept is not worked out.
    pub(super) fn file(folder: &Path, name: &str, extension: &str, replace: bool) -> Result<Self, Failure> {
        let fault = |error: &std::io::Error| format!("the folder {} cannot be used: {error}", folder.display());
        if folder.exists() && !folder.is_dir() {
            return Err(Failure::bad_input(format!("{} is a file; --out needs a folder", folder.display())));
        }
        std::fs::create_dir_all(folder).map_err(|error| Failure::bad_input(fault(&error)))?;
        Self::at(&folder.join(format!("{name}.{extension}")), replace)
    }

    /// The file at a path, in a folder that is there.
    pub(super) fn at(path: &Path, replace: bool) -> Result<Self, Failure> {
        let path = path.to_owned();
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return Err(Failure::bad_input(format!("{}: there is no folder {}", path.display(), folder.display())));
        }
        let refused = |why| Err(Failure::bad_input(format!("{} {why}", path.display())));
        match path.symlink_metadata() {
            Ok(found) if found.is_dir() => refused("is a folder"),
            Ok(_) if !replace => refused("exists already; --force replaces it"),
            _ => Ok(Self::File { path, replace }),
        }
    }

    /// Whether both are the same file.
    pub(super) fn is_same_file(&self, other: &Self) -> bool {
        let whole = |path: &Path| std::path::absolute(path).map(|path| path.components().collect::<PathBuf>()).ok();
        match (self, other) {
            (Self::File { path: a, .. }, Self::File { path: b, .. }) => whole(a).is_some() && whole(a) == whole(b),
            _ => false,
        }
    }

    /// Gives the answer; returns the file it stands in, if it is one.
    pub(super) fn give(&self, answer: impl AsRef<[u8]>) -> Result<Option<&Path>, Failure> {
        match self {
            Self::StandardOutput => print(answer.as_ref()).map(|_| None),
            Self::File { path, replace } => match save(path, *replace, answer.as_ref()) {
                Ok(()) => Ok(Some(path)),
                Err(error) => Err(Failure::run_failed(format!("{} could not be written: {error}", path.display()))),
            },
        }
    }
}

/// Writes to standard output; a reader who has seen enough is no fault.
pub(super) fn print(answer: &[u8]) -> Result<Ending, Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(answer).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::run_failed(format!("the answer could not be written: {error}")))
        }
        _ => Ok(Ending::Done),
    }
}

/// Writes beside the file and moves the whole into its place.
fn save(path: &Path, replace: bool, answer: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".kapok-");
    as_open_as_any_file(&mut builder);
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(answer)?;
    file.as_file().sync_all()?;
    let moved = if replace { file.persist(path) } else { file.persist_noclobber(path) };
    moved.map(drop).map_err(|error| error.error)
}

/// Temporary files are closed to others; this one is to stay, with the rights that files here usually have.
#[cfg(unix)]
fn as_open_as_any_file(builder: &mut tempfile::Builder) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn as_open_as_any_file(_: &mut tempfile::Builder) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_replaced_only_when_asked() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("new/answers");
        let first = Destination::file(&inner, "baseline", "txt", false).unwrap();
        assert_eq!(first.give("one").unwrap(), Some(inner.join("baseline.txt").as_path()));
        let refused = Destination::file(&inner, "baseline", "txt", false).unwrap_err();
        assert_eq!(refused.ending, Ending::BadInput);
        assert_eq!(first.give("two").unwrap_err().ending, Ending::RunFailed); // it appeared meanwhile
        assert_eq!(std::fs::read_to_string(inner.join("baseline.txt")).unwrap(), "one");
        Destination::file(&inner, "baseline", "txt", true).unwrap().give("three").unwrap();
        assert_eq!(std::fs::read_to_string(inner.join("baseline.txt")).unwrap(), "three");
        assert_eq!(std::fs::read_dir(&inner).unwrap().count(), 1);
    }

    #[test]
    fn a_file_is_no_folder() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert_eq!(Destination::file(&file, "a", "txt", true).unwrap_err().ending, Ending::BadInput);
        assert_eq!(Destination::file(&file.join("b"), "a", "txt", true).unwrap_err().ending, Ending::BadInput);
    }
}
