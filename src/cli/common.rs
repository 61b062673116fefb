//! Options that every command takes.

use std::io::IsTerminal;

use clap::{Args, ColorChoice, ValueEnum};

use crate::report::Ink;

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct Common {
    /// Say nothing but errors: no warnings, no progress
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say more about the model before its answer
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// Bold headings and coloured messages; auto: on a terminal only
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Colour,
}

impl Common {
    /// How headings on standard output are set off.
    pub(super) fn ink(&self) -> Ink {
        if self.color.on(std::io::stdout().is_terminal()) { Ink::Bold } else { Ink::Plain }
    }
}

/// A choice as it is written on the command line.
pub(super) fn written(choice: &impl ValueEnum) -> String {
    choice.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

/// When text is set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}

impl Colour {
    /// Whether to set text off in a stream that is a terminal or not. The variable `NO_COLOR` turns auto off.
    pub(super) fn on(self, terminal: bool) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
                terminal && !refused && !dumb
            }
        }
    }
}

impl From<Colour> for ColorChoice {
    fn from(colour: Colour) -> Self {
        match colour {
            Colour::Auto => Self::Auto,
            Colour::Always => Self::Always,
            Colour::Never => Self::Never,
        }
    }
}
