//! What can be asked for on the command line.

use std::ffi::{OsStr, OsString};

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use super::common::{Colour, Common};
use super::{check, compare, decompose, diff, discover, io, list, merge, path, run, schema, sensitivity, show, solve};
use crate::input::nearest;
use crate::scenario::BUILTIN;

const ABOUT: &str = "\
Projects the economy of a region year by year, many times over, each time with its own draw of
what is uncertain. Answers are medians and bands, and the probability of meeting each target of a
plan.";

const AFTER_HELP: &str = "\
Without a command, kapok runs: `kapok --paths 1000` is `kapok run --paths 1000`.

A scenario is a TOML file that states the assumptions about the years ahead, each with its reason;
`kapok list` shows those that come with the program. The same scenario, seed and number of paths
give the same answer on any number of threads.

It ends with 0 when done, 1 when a run failed, 2 on bad input or usage, 3 when the answer of a
check is no, 130 when interrupted.";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "kapok", version, about = ABOUT, long_about = None, after_help = AFTER_HELP)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Run(run::Run),
    Check(check::Check),
    List(list::List),
    Show(show::Show),
    Diff(diff::Diff),
    Path(path::Path),
    Compare(compare::Compare),
    Sensitivity(sensitivity::Sensitivity),
    Discover(discover::Discover),
    Decompose(decompose::Decompose),
    Solve(solve::Solve),
    Merge(merge::Merge),
    Io(io::Io),
    Schema(schema::Schema),
}

/// What the arguments ask of colour, looked up before they are read so that help and usage errors obey it too.
pub(super) fn colour_of(arguments: &[OsString]) -> Colour {
    let values = arguments.windows(2).filter(|pair| pair[0] == "--color").filter_map(|pair| pair[1].to_str());
    let joined = arguments.iter().filter_map(|argument| argument.to_str()?.strip_prefix("--color="));
    values.chain(joined).find_map(|value| Colour::from_str(value, false).ok()).unwrap_or(Colour::Auto)
}

/// Puts `run` before the arguments where they name no command.
pub(super) fn with_default_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let mut place = 1;
    while let Some(argument) = arguments.get(place).and_then(|argument| argument.to_str()) {
        match argument {
            "--color" => place += 2,
            "-q" | "--quiet" | "-v" | "--verbose" => place += 1,
            other if other.starts_with("--color=") => place += 1,
            _ => break,
        }
    }
    if arguments.get(place).is_none_or(|word| !stands_for_itself(word)) {
        arguments.insert(place.min(arguments.len()), "run".into());
    }
    arguments
}

/// Whether a first word is a command, a plea for help, or looks like a misspelt command.
fn stands_for_itself(word: &OsStr) -> bool {
    let Some(word) = word.to_str() else { return false };
    if ["help", "-h", "--help", "-V", "--version"].contains(&word) {
        return true;
    }
    let command = Arguments::command();
    let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let scenario = BUILTIN.iter().any(|builtin| builtin.name == word) || word.contains(['.', '/', '\\']);
    let option = word.starts_with('-');
    names.contains(&word)
        || (!scenario && !option && nearest(word, names).is_some() && !std::path::Path::new(word).exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split_whitespace().map(OsString::from).collect()
    }

    #[test]
    fn run_is_the_default_command() {
        let cases = [
            ("kapok", "kapok run"),
            ("kapok --paths 10", "kapok run --paths 10"),
            ("kapok -q --color never baseline", "kapok -q --color never run baseline"),
            ("kapok my.toml", "kapok run my.toml"),
            ("kapok run baseline", "kapok run baseline"),
            ("kapok check my.toml", "kapok check my.toml"),
            ("kapok chekc my.toml", "kapok chekc my.toml"),
            ("kapok --help", "kapok --help"),
        ];
        for (written, read) in cases {
            assert_eq!(with_default_command(words(written)), words(read), "{written}");
        }
    }

    #[test]
    fn colour_is_found_before_the_rest_is_read() {
        assert_eq!(colour_of(&words("kapok --color always --nonsense")), Colour::Always);
        assert_eq!(colour_of(&words("kapok run --color=never")), Colour::Never);
        assert_eq!(colour_of(&words("kapok run --color")), Colour::Auto);
    }

    #[test]
    fn help_is_written_as_wide_as_it_is_shown() {
        // Lines of more than 100 characters are broken where they are shown, which leaves a word or two on the next.
        let mut commands = vec![Arguments::command()];
        while let Some(command) = commands.pop() {
            let texts = [command.get_before_help(), command.get_about(), command.get_after_help()];
            for line in texts.into_iter().flatten().map(ToString::to_string).flat_map(|text| written_lines(&text)) {
                assert!(line.chars().count() <= 100, "{}: {line}", command.get_name());
            }
            commands.extend(command.get_subcommands().cloned());
        }
    }

    /// The lines of a text that was broken into lines by hand; a single line is broken by the program alone.
    fn written_lines(text: &str) -> Vec<String> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        if lines.len() == 1 { Vec::new() } else { lines }
    }

    #[test]
    fn the_definition_of_the_arguments_is_sound() {
        Arguments::command().debug_assert();
    }
}
