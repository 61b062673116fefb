//! Files that hold a part of a run: a head of plain text, then the numbers and the scenario they belong to, with a check
//! number over all of it.

use std::hash::Hasher;
use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher24;

use super::ending::Failure;
use crate::ensemble::Shard;
use crate::scenario::{Scenario, SourceText};

/// The first line of a file, before the version of the program.
const HEAD: &str = "kapok part of a run, format 1, written by kapok ";
/// Largest file that is read.
const MOST_BYTES: u64 = 256 << 20;
/// Bytes of the check number.
const CHECK: usize = 8;

/// A part of a run with the files of its scenario.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Part {
    scenario: String,
    files: Vec<SourceText>,
    pub(super) shard: Shard,
}

impl Part {
    pub(super) fn new(scenario: &Scenario, shard: Shard) -> Self {
        Self { scenario: scenario.name().into(), files: scenario.sources(), shard }
    }

    /// The scenario the part was run of, read again from the texts kept with it.
    pub(super) fn scenario(&self) -> Result<Scenario, Failure> {
        Ok(Scenario::of_sources(&self.scenario, &self.files)?)
    }

    /// The whole file.
    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, Failure> {
        let mut body = Vec::new();
        ciborium::into_writer(self, &mut body).map_err(|error| {
            Failure::run_failed(format!("the part of the run could not be put into a file: {error}"))
        })?;
        let mut file = format!("{HEAD}{}\n", env!("CARGO_PKG_VERSION")).into_bytes();
        file.extend(check_number(&body));
        file.extend(body);
        Ok(file)
    }

    /// Reads a file.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let name = path.display();
        let refused = |why: String| Failure::bad_input(format!("{name}: {why}"));
        let bytes = read(path).map_err(refused)?;
        let line_end = bytes.iter().take(200).position(|byte| *byte == b'\n');
        let head = line_end.and_then(|end| std::str::from_utf8(&bytes[..end]).ok());
        let Some((version, end)) = head.and_then(|head| head.strip_prefix(HEAD)).zip(line_end) else {
            return Err(refused(
                "this is no part of a run; `kapok run --paths-range A..B --save FILE` writes one".into(),
            ));
        };
        if version != env!("CARGO_PKG_VERSION") {
            let this = env!("CARGO_PKG_VERSION");
            return Err(refused(format!(
                "this part was run by kapok {version}, this is kapok {this}: their draws may differ; run the part again"
            )));
        }
        let damaged =
            || refused("the file is damaged or cut short: its check number does not fit; run the part again".into());
        let (check, body) = bytes[end + 1..].split_at_checked(CHECK).ok_or_else(damaged)?;
        if check != check_number(body) {
            return Err(damaged());
        }
        ciborium::from_reader(body).map_err(|_| damaged())
    }
}

fn check_number(body: &[u8]) -> [u8; CHECK] {
    let mut hasher = SipHasher24::new();
    hasher.write(body);
    hasher.finish().to_le_bytes()
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let unreadable = |error: std::io::Error| format!("the file cannot be read: {error}");
    let file = std::fs::File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err("this is a folder, not a part of a run".into());
    }
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(format!("the file is larger than {} MiB, more than any part of a run", MOST_BYTES >> 20));
    }
    Ok(bytes)
}
