//! Which numbers hang together through pairs.

use std::collections::{BTreeMap, BTreeSet};

/// The groups of members linked by pairs, directly or through others; each in rising order, and the groups in the order
/// of their first members. Members of no pair are in no group.
///
/// ```
/// use kapok::sampling::dependence::connected;
/// assert_eq!(connected(&[(7, 2), (4, 5), (2, 3)]), [vec![2, 3, 7], vec![4, 5]]);
/// ```
pub fn connected(pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut linked: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &(a, b) in pairs {
        linked.entry(a).or_default().push(b);
        linked.entry(b).or_default().push(a);
    }
    let mut seen = BTreeSet::new();
    let mut groups = Vec::new();
    for &first in linked.keys() {
        let mut group = BTreeSet::new();
        let mut open = vec![first];
        while let Some(member) = open.pop() {
            if seen.insert(member) {
                group.insert(member);
                open.extend(linked.get(&member).into_iter().flatten());
            }
        }
        if !group.is_empty() {
            groups.push(group.into_iter().collect());
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::connected;

    #[test]
    fn pairs_are_followed_to_the_end() {
        assert_eq!(connected(&[]), Vec::<Vec<usize>>::new());
        assert_eq!(connected(&[(9, 8), (1, 2), (8, 7), (2, 1), (7, 9), (3, 3)]), [vec![1, 2], vec![3], vec![7, 8, 9]]);
        assert_eq!(connected(&[(1, 5), (2, 6), (5, 6)]), [vec![1, 2, 5, 6]]);
    }
}
