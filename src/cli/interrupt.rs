//! What happens when the user interrupts (Ctrl-C).

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::ProgressBar;

use super::ending::Ending;

/// A watch for the interrupt key over a run.
#[derive(Debug, Default)]
pub(super) struct Watch {
    answering: Arc<AtomicBool>,
}

impl Watch {
    /// Until there is an answer, an interrupt takes the progress line away, says that nothing was written, and ends
    /// the program. An answer on its way to a file is let arrive: that takes no time.
    pub(super) fn over(progress: &ProgressBar, to_a_file: bool) -> Self {
        let watch = Self::default();
        let (answering, progress) = (Arc::clone(&watch.answering), progress.clone());
        // Without a handler the system ends the program with the same code, less tidily.
        let _ = ctrlc::set_handler(move || {
            let answering = answering.load(Ordering::SeqCst);
            if answering && to_a_file {
                return;
            }
            if !answering {
                progress.finish_and_clear();
                let _ = writeln!(std::io::stderr(), "interrupted; nothing was written");
            }
            std::process::exit(Ending::Interrupted.code().into());
        });
        watch
    }

    /// From here on the answer is being given.
    pub(super) fn answer_is_coming(&self) {
        self.answering.store(true, Ordering::SeqCst);
    }
}
