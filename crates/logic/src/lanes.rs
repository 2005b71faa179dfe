//! Many people at once: a truth is a block of bits, one lane per person.

use crate::Algebra;

/// `WORDS * 64` people side by side; bit `i % 64` of word `i / 64` is person `i`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block<const WORDS: usize>(pub [u64; WORDS]);

impl<const WORDS: usize> Block<WORDS> {
    /// How many people a block holds.
    pub const PEOPLE: usize = WORDS * 64;

    /// Nobody.
    pub const NOBODY: Self = Self([0; WORDS]);

    /// Whether it holds for the person in this lane; lanes that do not exist hold nothing.
    pub fn holds(&self, lane: usize) -> bool {
        self.0.get(lane / 64).is_some_and(|word| word >> (lane % 64) & 1 == 1)
    }

    /// Sets what holds for the person in this lane; lanes that do not exist are passed over.
    pub fn set(&mut self, lane: usize, holds: bool) {
        if let Some(word) = self.0.get_mut(lane / 64) {
            let bit = 1 << (lane % 64);
            *word = if holds { *word | bit } else { *word & !bit };
        }
    }
}

/// The algebra of `WORDS * 64` people at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lanes<const WORDS: usize>;

impl<const WORDS: usize> Algebra for Lanes<WORDS> {
    type Truth = Block<WORDS>;

    #[inline]
    fn constant(&self, value: bool) -> Block<WORDS> {
        Block([if value { u64::MAX } else { 0 }; WORDS])
    }

    #[inline]
    fn and(&self, left: &Block<WORDS>, right: &Block<WORDS>) -> Block<WORDS> {
        let mut both = *left;
        for (word, other) in both.0.iter_mut().zip(&right.0) {
            *word &= other;
        }
        both
    }

    #[inline]
    fn or(&self, left: &Block<WORDS>, right: &Block<WORDS>) -> Block<WORDS> {
        let mut either = *left;
        for (word, other) in either.0.iter_mut().zip(&right.0) {
            *word |= other;
        }
        either
    }

    #[inline]
    fn not(&self, truth: &Block<WORDS>) -> Block<WORDS> {
        let mut others = *truth;
        for word in &mut others.0 {
            *word = !*word;
        }
        others
    }
}
