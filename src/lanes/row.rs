//! One row of lanes.

use std::ops::{Deref, DerefMut, Index, IndexMut};
use std::slice::SliceIndex;

use super::LANES;

/// One number for each path of a block. A row starts where a vector register's worth of memory starts: one that straddles
/// two of them takes twice as long to read.
///
/// ```
/// use kapok::lanes::Lanes;
/// let mut years = Lanes::all(15.0);
/// years[3] += 5.0;
/// assert_eq!(years.iter().sum::<f64>(), 64.0 * 15.0 + 5.0);
/// assert_eq!(Lanes::from_fn(|lane| lane as f64)[63], 63.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(64))]
pub struct Lanes([f64; LANES]);

impl Lanes {
    /// The same number on every path.
    #[inline(always)]
    pub const fn all(number: f64) -> Self {
        Self([number; LANES])
    }

    /// The number that `of` gives for each lane.
    #[inline(always)]
    pub fn from_fn(of: impl FnMut(usize) -> f64) -> Self {
        Self(std::array::from_fn(of))
    }

    /// Its numbers, lane by lane.
    #[inline(always)]
    pub fn iter(&self) -> std::slice::Iter<'_, f64> {
        self.0.iter()
    }

    /// The same, to be changed.
    #[inline(always)]
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, f64> {
        self.0.iter_mut()
    }

    /// What `of` makes of each number.
    #[must_use]
    #[inline(always)]
    pub fn map(&self, of: impl FnMut(f64) -> f64) -> Self {
        Self(self.0.map(of))
    }
}

impl<I: SliceIndex<[f64]>> Index<I> for Lanes {
    type Output = I::Output;

    #[inline(always)]
    fn index(&self, lanes: I) -> &I::Output {
        &self.0[lanes]
    }
}

impl<I: SliceIndex<[f64]>> IndexMut<I> for Lanes {
    #[inline(always)]
    fn index_mut(&mut self, lanes: I) -> &mut I::Output {
        &mut self.0[lanes]
    }
}

impl IntoIterator for Lanes {
    type Item = f64;
    type IntoIter = std::array::IntoIter<f64, LANES>;

    #[inline(always)]
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Deref for Lanes {
    type Target = [f64; LANES];

    #[inline(always)]
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Lanes {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<'l> IntoIterator for &'l Lanes {
    type Item = &'l f64;
    type IntoIter = std::slice::Iter<'l, f64>;

    #[inline(always)]
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'l> IntoIterator for &'l mut Lanes {
    type Item = &'l mut f64;
    type IntoIter = std::slice::IterMut<'l, f64>;

    #[inline(always)]
    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}
