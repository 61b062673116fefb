//! From a chain of files to model data: what stands in all of them together, and what is wrong with it.

use std::sync::Arc;

use toml::Table;

use super::draft::Draft;
use super::extends::{Chain, Link, Merged, Origin};
use super::files::Files;
use super::inherited::inherits_growth;
use super::raw::RawScenario;
use crate::input::{Problem, SourceFile};
use crate::model::{Model, ModelData};

/// A scenario's files, its data where they can be made out, and everything wrong with it.
pub(super) struct Resolved {
    pub(super) files: Files,
    /// What is written in all of them, merged.
    pub(super) written: Table,
    pub(super) data: Option<ModelData>,
    pub(super) problems: Vec<Problem>,
}

/// The scenario of a chain of files; with `given`, its other files are these and none is opened.
pub(super) fn resolve(chain: &Chain, given: Option<&[SourceFile]>) -> Resolved {
    if chain.is_whole { of_links(&chain.links, given) } else { unreadable(&chain.links) }
}

fn told(links: &[Link]) -> Vec<Problem> {
    links.iter().flat_map(|link| link.problems.iter().cloned()).collect()
}

fn files(links: &[Link], origin: Origin) -> Files {
    Files::new(links.iter().map(|link| link.file.clone()).collect(), origin)
}

/// What is wrong with each file alone: of the whole nothing can be said.
fn unreadable(links: &[Link]) -> Resolved {
    let mut draft = Draft::new(files(links, Origin::of_file(0)), None);
    draft.problems = told(links);
    let (files, problems) = draft.finish();
    Resolved { files, written: Table::new(), data: None, problems }
}

fn of_links(links: &[Link], given: Option<&[SourceFile]>) -> Resolved {
    let (Some(merged), Some(own)) = (Merged::of(links), links.first()) else { return unreadable(links) };
    let mut draft = Draft::new(files(links, merged.origin), given.map(<[SourceFile]>::to_vec));
    draft.problems = told(links);
    draft.problems.extend(merged.problems);
    for (index, link) in links.iter().enumerate() {
        draft.forgive_in(index, &link.taken_out);
    }
    let parent = inherits_growth(&merged.table, &draft.files.origin, links).then(|| of_links(&links[1..], given));
    let mut parents_files = Vec::new();
    if let Some(parent) = parent {
        draft.parent = parent.data.filter(|_| parent.problems.is_empty()).map(Arc::new);
        draft.problems.extend(parent.problems);
        parents_files = parent.files.all().to_vec();
    }
    let written = merged.table.clone();
    let data = match merged.table.try_into::<RawScenario>() {
        Ok(scenario) => draft.model_data(&own.name, &scenario),
        Err(error) => {
            draft.note("", error.message().to_owned()); // not met: what is of this shape in each file is so in all
            None
        }
    };
    if let Some(data) = &data
        && let Err(problems) = Model::new(data.clone())
    {
        draft.take_over(problems.into_vec());
    }
    // What only the scenario it extends needs is needed with it.
    parents_files.into_iter().for_each(|file| draft.files.push_new(file));
    let (files, problems) = draft.finish();
    Resolved { files, written, data, problems }
}
