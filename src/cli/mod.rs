//! The command line: each command is one file; this one reads what was asked and ends the program.

mod answer;
mod arguments;
mod check;
mod check_entry;
mod common;
mod compare;
mod decompose;
mod destination;
mod diff;
mod discover;
mod draws;
mod ending;
mod findings;
mod interrupt;
mod io;
mod list;
mod merge;
mod messages;
mod output;
mod part;
mod path;
mod progress;
mod run;
mod schema;
mod sensitivity;
mod shard_file;
mod show;
mod solve;
mod until;

use std::process::ExitCode;

use arguments::{Arguments, Command};
use clap::{CommandFactory, FromArgMatches};
use ending::Ending;
use messages::Messages;

/// Does what the program's arguments ask for, and returns the code it ends with.
///
/// 0 done, 1 the run failed, 2 bad input or usage, 3 a check's answer is no, 130 interrupted.
pub fn main() -> ExitCode {
    let written = arguments::with_default_command(std::env::args_os().collect());
    let colour = arguments::colour_of(&written);
    let parsed = Arguments::command()
        .color(colour.into())
        .try_get_matches_from(written)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let ending = match parsed {
        Ok(arguments) => obey(&arguments),
        Err(error) => {
            let _ = error.print(); // nobody is left to tell if this fails
            if error.use_stderr() { Ending::BadInput } else { Ending::Done }
        }
    };
    ending.into()
}

fn obey(arguments: &Arguments) -> Ending {
    let messages = Messages::new(&arguments.common);
    let outcome = match &arguments.command {
        Command::Run(run) => run.obey(&arguments.common, &messages),
        Command::Check(check) => check.obey(&arguments.common, &messages),
        Command::List(list) => list.obey(&arguments.common, &messages),
        Command::Show(show) => show.obey(&arguments.common, &messages),
        Command::Diff(diff) => diff.obey(&arguments.common, &messages),
        Command::Schema(schema) => schema.obey(),
        Command::Path(path) => path.obey(&arguments.common, &messages),
        Command::Compare(compare) => compare.obey(&arguments.common, &messages),
        Command::Sensitivity(sensitivity) => sensitivity.obey(&arguments.common, &messages),
        Command::Discover(discover) => discover.obey(&arguments.common, &messages),
        Command::Decompose(decompose) => decompose.obey(&arguments.common, &messages),
        Command::Solve(solve) => solve.obey(&arguments.common, &messages),
        Command::Merge(merge) => merge.obey(&arguments.common, &messages),
        Command::Io(io) => io.obey(&arguments.common, &messages),
    };
    outcome.unwrap_or_else(|failure| {
        failure.messages.iter().for_each(|message| messages.error(message));
        failure.ending
    })
}
