//! Messages on standard error, one a line; standard output is kept for answers.

use std::io::{IsTerminal, Write};

use super::common::Common;

/// Writes messages as the common options ask.
#[derive(Debug)]
pub(super) struct Messages {
    quiet: bool,
    colour: bool,
}

impl Messages {
    pub(super) fn new(common: &Common) -> Self {
        Self { quiet: common.quiet, colour: common.color.on(std::io::stderr().is_terminal()) }
    }

    pub(super) fn error(&self, message: &str) {
        self.write("error", "31", message);
    }

    /// Kept back by `--quiet`, as notes are.
    pub(super) fn warning(&self, message: &str) {
        if !self.quiet {
            self.write("warning", "33", message);
        }
    }

    pub(super) fn note(&self, message: &str) {
        if !self.quiet {
            self.write("note", "36", message);
        }
    }

    fn write(&self, kind: &str, colour: &str, message: &str) {
        // What a file says is shown, not obeyed: a control character would move the cursor or change colours.
        let plain = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
        let message: String = message.lines().collect::<Vec<_>>().join(" ").chars().map(plain).collect();
        let mut stderr = std::io::stderr().lock();
        // A closed standard error leaves nowhere to complain.
        let _ = if self.colour {
            writeln!(stderr, "\x1b[1;{colour}m{kind}:\x1b[0m {message}")
        } else {
            writeln!(stderr, "{kind}: {message}")
        };
    }
}
