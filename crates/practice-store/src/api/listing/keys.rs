//! The keys by which a list is ordered, and finding the items between two of them.

use std::ops::Bound;

/// The keys between two edges, both of which are left out.
#[derive(Debug, Clone, Copy)]
pub(in crate::api) struct Keys {
    after: Option<u64>,
    before: Option<u64>,
}

impl Keys {
    pub(super) const ALL: Self = Self { after: None, before: None };

    pub(super) const fn after(key: u64) -> Self {
        Self { after: Some(key), before: None }
    }

    pub(super) const fn before(key: u64) -> Self {
        Self { after: None, before: Some(key) }
    }

    /// The same, as maps take it.
    pub(in crate::api) fn bounds(self) -> (Bound<u64>, Bound<u64>) {
        let bound = |edge: Option<u64>| edge.map_or(Bound::Unbounded, Bound::Excluded);
        (bound(self.after), bound(self.before))
    }
}

/// Items that rise by their key: those between two keys.
pub(in crate::api) fn rising<T>(
    items: &[T],
    key: impl Fn(&T) -> u64,
    keys: Keys,
) -> impl DoubleEndedIterator<Item = (u64, &T)> {
    let start = items.partition_point(|item| keys.after.is_some_and(|after| key(item) <= after));
    let end = items.partition_point(|item| keys.before.is_none_or(|before| key(item) < before));
    items[start..end].iter().map(move |item| (key(item), item))
}

/// Items that rise by their id, told from the last to the first: those between two keys.
pub(in crate::api) fn newest_first<T>(
    items: &[T],
    id: impl Fn(&T) -> u64,
    keys: Keys,
) -> impl DoubleEndedIterator<Item = (u64, &T)> {
    let key = move |item: &T| u64::MAX - id(item);
    let start = items.partition_point(|item| keys.before.is_some_and(|before| key(item) >= before));
    let end = items.partition_point(|item| keys.after.is_none_or(|after| key(item) > after));
    items[start..end].iter().rev().map(move |item| (key(item), item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edges_are_left_out() {
        let check = |keys: Keys, expected: &[u64]| {
            let found: Vec<u64> =
                rising(&[2, 4, 6], |item| *item, keys).map(|(_, item)| *item).collect();
            assert_eq!(found, expected, "{keys:?}");
        };
        check(Keys::ALL, &[2, 4, 6]);
        check(Keys::after(2), &[4, 6]);
        check(Keys::after(3), &[4, 6]);
        check(Keys::after(6), &[]);
        check(Keys::before(6), &[2, 4]);
        check(Keys::before(1), &[]);
    }

    #[test]
    fn the_newest_come_first() {
        let check = |keys: Keys, expected: &[u64]| {
            let found: Vec<u64> =
                newest_first(&[2, 4, 6], |item| *item, keys).map(|(_, item)| *item).collect();
            assert_eq!(found, expected, "{keys:?}");
        };
        check(Keys::ALL, &[6, 4, 2]);
        check(Keys::after(u64::MAX - 4), &[2]);
        check(Keys::after(u64::MAX - 5), &[4, 2]);
        check(Keys::before(u64::MAX - 4), &[6]);
        check(Keys::before(u64::MAX - 9), &[]);
    }
}
