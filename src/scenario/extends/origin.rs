//! Where each value of a merged scenario was written.

use crate::input::Segment;

/// Where a value, or a table of values, was written: the file, by its place in the chain, and its path there.
///
/// A path inside leads on in the same file, unless the parts come from different files: then each has its own origin.
#[derive(Debug, Clone)]
pub(in crate::scenario) struct Origin {
    pub(in crate::scenario) file: usize,
    pub(super) path: Vec<Segment>,
    /// Where other files wrote something of the same table.
    also: Vec<(usize, Vec<Segment>)>,
    parts: Vec<(Segment, Origin)>,
}

impl Origin {
    /// A file as a whole.
    pub(in crate::scenario) fn of_file(file: usize) -> Self {
        Self::at(file, Vec::new())
    }

    fn at(file: usize, path: Vec<Segment>) -> Self {
        Self { file, path, also: Vec::new(), parts: Vec::new() }
    }

    /// The origin of what stands under a key or in a place of a list.
    pub(super) fn part(&self, step: &Segment) -> Self {
        let part = self.parts.iter().find(|(name, _)| name == step);
        part.map_or_else(
            || Self::at(self.file, [&self.path[..], std::slice::from_ref(step)].concat()),
            |(_, o)| o.clone(),
        )
    }

    /// This table with parts of another below it: what is missing in both is missing in this one.
    pub(super) fn over(mut self, below: &Self, parts: Vec<(Segment, Self)>) -> Self {
        self.also.extend(below.also.iter().cloned());
        self.also.push((below.file, below.path.clone()));
        self.parts = parts;
        self
    }

    /// This table with parts taken out or moved.
    pub(super) fn with_parts(mut self, parts: Vec<(Segment, Self)>) -> Self {
        self.parts = parts;
        self
    }

    /// This table with one of its parts another.
    pub(super) fn with_part(mut self, step: Segment, part: Self) -> Self {
        self.parts.retain(|(name, _)| *name != step);
        self.parts.push((step, part));
        self
    }

    /// The file and the path in it that a path of the merged scenario leads to.
    pub(in crate::scenario) fn place(&self, path: &[Segment]) -> (usize, Vec<Segment>) {
        let mut origin = self;
        for (taken, step) in path.iter().enumerate() {
            match origin.parts.iter().find(|(name, _)| name == step) {
                Some((_, part)) => origin = part,
                None => return (origin.file, [&origin.path, &path[taken..]].concat()),
            }
        }
        (origin.file, origin.path.clone())
    }

    /// The path in the merged scenario of what stands at a path of a file; nothing where it was taken out.
    pub(in crate::scenario) fn merged_path(&self, file: usize, path: &[Segment]) -> Option<Vec<Segment>> {
        let [section @ Segment::Key(_), Segment::Index(_), rest @ ..] = path else { return Some(path.to_vec()) };
        let list = self.parts.iter().find(|(name, _)| name == section).map(|(_, list)| list)?;
        if list.parts.is_empty() {
            return (list.file == file).then(|| path.to_vec());
        }
        let wrote = |origin: &Self| {
            let mut places = origin.also.iter().map(|(file, path)| (*file, path)).chain([(origin.file, &origin.path)]);
            places.any(|(of, at)| of == file && at[..] == path[..2])
        };
        let (entry, _) = list.parts.iter().find(|(_, origin)| wrote(origin))?;
        Some([&[section.clone(), entry.clone()], rest].concat())
    }
}
