//! What people write: text files, and problems told to whoever wrote them. Knows nothing of their content.

mod number;
mod problem;
mod text_file;

pub(crate) use number::shown;
pub(crate) use problem::hint;
pub use problem::{Location, Problem, Problems, nearest};
pub(crate) use text_file::{MOST_BYTES, read_text};
