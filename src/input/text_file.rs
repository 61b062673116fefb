//! Reading a text file that a person named.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::{Location, Problem};

/// Larger files are refused; tables alone may be larger.
pub(crate) const MOST_BYTES: u64 = 16 << 20;

/// The text of a file, without byte-order mark. `wanted` says what kind of file is needed ("a TOML file"); files of more
/// than `most` bytes are refused.
pub(crate) fn read_text(path: &Path, wanted: &str, most: u64) -> Result<String, Problem> {
    let problem = |message: String, line| Problem {
        path: String::new(),
        message,
        location: Some(Location { file: path.to_owned(), line }),
    };
    if path.is_dir() {
        return Err(problem(format!("this is a folder; {wanted} is needed"), None));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most + 1).read_to_end(&mut bytes))
        .map_err(|error| problem(cannot_read(&error), None))?;
    if bytes.len() as u64 > most {
        return Err(problem(format!("the file is larger than {} MiB, the most that is read", most >> 20), None));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + String::from_utf8_lossy(good).matches('\n').count();
        problem("the text is not UTF-8 from here on; save the file as UTF-8".into(), Some(line))
    })?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if text.trim().is_empty() {
        return Err(problem("the file is empty".into(), None));
    }
    Ok(text)
}

fn cannot_read(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "the file may not be read (permission denied)".to_owned(),
        _ => format!("the file cannot be read: {error}"),
    }
}
