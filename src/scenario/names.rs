//! One name, or a list of names.

use std::fmt;
use std::ops::Deref;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

/// `"steel"` or `["steel", "vanadium"]`.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Names {
    names: Vec<String>,
    is_list: bool,
}

impl Names {
    /// The dotted path of the name at a place.
    pub(super) fn path(&self, path: &str, place: usize) -> String {
        if self.is_list { format!("{path}[{place}]") } else { path.to_owned() }
    }
}

impl Deref for Names {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.names
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;
        impl<'de> Visitor<'de> for OneOrMany {
            type Value = Names;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a name in quotes, or a list of names")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Names, E> {
                Ok(Names { names: vec![name.to_owned()], is_list: false })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = list.next_element()? {
                    names.push(name);
                }
                Ok(Names { names, is_list: true })
            }
        }
        deserializer.deserialize_any(OneOrMany)
    }
}
