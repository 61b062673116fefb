//! The line that shows how far a run has come.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const LINE: &str = "{bar:40} {human_pos} of {human_len} paths, {eta} left";

/// A progress line on standard error. Shown only where a person watches: both standard error and standard output are
/// terminals, and quiet was not asked for.
pub(super) fn line(paths: u64, quiet: bool) -> ProgressBar {
    let watched = std::io::stderr().is_terminal() && std::io::stdout().is_terminal();
    let target = if watched && !quiet { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let line = ProgressBar::with_draw_target(Some(paths), target);
    match ProgressStyle::with_template(LINE) {
        Ok(style) => line.with_style(style),
        Err(_) => line,
    }
}
