//! The command line of [`kapok`].

use std::process::ExitCode;

fn main() -> ExitCode {
    kapok::cli::main()
}
