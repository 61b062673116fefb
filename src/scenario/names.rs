//! One name, or a list of names.

use std::fmt;
use std::ops::Deref;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

/// `"steel"` or `["steel", "vanadium"]`.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Names {
    list: Vec<String>,
    /// Where in the list each stands.
    places: Vec<usize>,
    is_list: bool,
}

impl Names {
    /// The dotted path of the name at a place.
    pub(super) fn path(&self, path: &str, place: usize) -> String {
        if self.is_list { format!("{path}[{}]", self.places[place]) } else { path.to_owned() }
    }

    /// All but one name; the others keep their places.
    pub(super) fn without(&self, name: &str) -> Self {
        let kept: Vec<usize> = (0..self.list.len()).filter(|&k| self.list[k] != name).collect();
        Self {
            list: kept.iter().map(|&k| self.list[k].clone()).collect(),
            places: kept.iter().map(|&k| self.places[k]).collect(),
            is_list: self.is_list,
        }
    }
}

impl Deref for Names {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.list
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
                Ok(Names { list: vec![name.to_owned()], places: vec![0], is_list: false })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = list.next_element()? {
                    names.push(name);
                }
                Ok(Names { places: (0..names.len()).collect(), list: names, is_list: true })
            }
        }
        deserializer.deserialize_any(OneOrMany)
    }
}
