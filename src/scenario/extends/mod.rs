//! Scenarios that extend others: the files behind one, put together value by value, each with the place it was written.
//!
//! A file that `extends` another states only what differs. Files are read one by one, so that each is told its own
//! mistakes, and merged before anything is made of them.

mod chain;
mod lists;
mod merge;
mod origin;
mod outside;
mod parent;
mod removals;

pub(super) use chain::{Chain, Link};
pub(super) use lists::name_of;
#[cfg(feature = "cli")]
pub(super) use lists::{LISTS, key_of};
pub(super) use merge::{Merged, is_distribution};
pub(super) use origin::Origin;
