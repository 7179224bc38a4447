//! Chance that repeats itself: from the same seed the same throws, on every machine and in every
//! build. What must not be guessed comes from `random` instead.

/// Dice that were shaken with a seed.
#[derive(Debug)]
pub(crate) struct Dice {
    state: u64,
}

/// The odd number nearest to the golden ratio of 2⁶⁴, by which SplitMix64 steps.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Dice {
    /// The dice of one thing among many. Its throws do not depend on how many others there are.
    pub(crate) fn of(seed: u64, number: u64) -> Self {
        Self { state: mixed(seed ^ mixed(number.wrapping_add(STEP))) }
    }

    /// A number below `bound`, which must not be 0.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        self.state = self.state.wrapping_add(STEP);
        // The high half is the better mixed one; the product's own high half is below the bound.
        let scaled = (mixed(self.state) >> 32) * u64::from(bound);
        u32::try_from(scaled >> 32).expect("a number below 2³² times one of 32 bits fits 64")
    }

    /// A place in a list of this length, which must not be 0.
    pub(crate) fn place(&mut self, length: usize) -> usize {
        let bound = u32::try_from(length).unwrap_or(u32::MAX);
        self.below(bound) as usize
    }

    /// Whether something happens that does once in so many times.
    pub(crate) fn once_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    /// One of several, none of which is likelier.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.place(from.len())]
    }

    /// One of several by their weights.
    pub(crate) fn weigh<T: Copy>(&mut self, from: &[(u32, T)]) -> T {
        let mut left = self.below(from.iter().map(|(weight, _)| weight).sum());
        let chosen = from.iter().find(|(weight, _)| match left.checked_sub(*weight) {
            Some(rest) => {
                left = rest;
                false
            }
            None => true,
        });
        chosen.expect("a throw is below the sum of the weights").1
    }
}

/// The finishing step of SplitMix64: each bit of the outcome depends on each bit of the number.
fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_itself_and_another_does_not() {
        let throws = |seed, number| -> Vec<u32> {
            let mut dice = Dice::of(seed, number);
            (0..8).map(|_| dice.below(1000)).collect()
        };
        assert_eq!(throws(7, 1), throws(7, 1));
        assert_ne!(throws(7, 1), throws(8, 1));
        assert_ne!(throws(7, 1), throws(7, 2));
        assert_ne!(throws(0, 0), throws(0, 1));
    }

    #[test]
    fn every_side_comes_up_about_as_often_as_it_weighs() {
        let mut dice = Dice::of(1, 1);
        let mut counts = [0_u32; 3];
        for _ in 0..6000 {
            counts[dice.weigh(&[(1, 0_usize), (2, 1), (3, 2)])] += 1;
        }
        for (side, count) in counts.into_iter().enumerate() {
            let expected = 1000 * (side as u32 + 1);
            assert!(count.abs_diff(expected) < 200, "{counts:?}");
        }
    }
}
