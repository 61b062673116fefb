//! What people write: text files, and problems told to whoever wrote them. Knows nothing of their content.

mod number;
mod problem;
mod source;
mod text_file;
mod toml_text;

pub use number::shown;
pub(crate) use number::shown_sum;
pub(crate) use problem::unknown_key;
pub use problem::{Location, Problem, Problems, hint, nearest};
pub(crate) use source::{Origin, Places, Segment, SourceFile, segments, spell};
pub(crate) use text_file::{MOST_BYTES, read_text};
pub(crate) use toml_text::{MOST_PROBLEMS, TomlText};
