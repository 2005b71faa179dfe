//! One person with the facts that mattered: a `bool` that remembers what made it so.

use crate::Algebra;

/// A small set of numbered marks, from 0 to [`Marks::LIMIT`] - 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks([u64; 2]);

impl Marks {
    /// How many different marks there can be.
    pub const LIMIT: usize = 128;

    /// No mark.
    pub const NONE: Self = Self([0; 2]);

    /// Only this mark; none when it is past the limit.
    pub fn one(mark: usize) -> Self {
        let mut words = [0; 2];
        if let Some(word) = words.get_mut(mark / 64) {
            *word = 1 << (mark % 64);
        }
        Self(words)
    }

    /// The marks of both.
    #[must_use]
    #[inline]
    pub fn with(self, other: Self) -> Self {
        let ([low, high], [other_low, other_high]) = (self.0, other.0);
        Self([low | other_low, high | other_high])
    }

    /// These marks if the condition holds, else none; without a branch, for the evaluator's innermost loop.
    #[inline]
    fn only_if(self, condition: bool) -> Self {
        let mask = u64::from(condition).wrapping_neg();
        let Self([low, high]) = self;
        Self([low & mask, high & mask])
    }

    /// Whether this mark is among them.
    pub fn contains(self, mark: usize) -> bool {
        self.0.get(mark / 64).is_some_and(|word| word >> (mark % 64) & 1 == 1)
    }

    /// Whether there is no mark at all.
    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    /// The marks, lowest first.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..Self::LIMIT).filter(move |&mark| self.contains(mark))
    }
}

/// A truth about one person, with the marks of the facts that made it so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The truth.
    pub value: bool,
    /// What it rests on.
    pub because: Marks,
}

/// The algebra of one person that records what mattered.
///
/// A true "and" rests on both sides, a true "or" on each side that is true; the other way round for false.
#[derive(Clone, Copy, Debug, Default)]
pub struct Recorder;

impl Recorder {
    /// A side counts where it decides, or where neither does.
    #[inline]
    fn join(left: Noted, right: Noted, deciding: bool) -> Noted {
        let (left_decides, right_decides) = (left.value == deciding, right.value == deciding);
        let because = left.because.only_if(left_decides || !right_decides);
        let because = because.with(right.because.only_if(right_decides || !left_decides));
        Noted { value: (left_decides || right_decides) == deciding, because }
    }
}

impl Algebra for Recorder {
    type Truth = Noted;

    #[inline]
    fn constant(&self, value: bool) -> Noted {
        Noted { value, because: Marks::NONE }
    }

    #[inline]
    fn and(&self, left: &Noted, right: &Noted) -> Noted {
        Self::join(*left, *right, false)
    }

    #[inline]
    fn or(&self, left: &Noted, right: &Noted) -> Noted {
        Self::join(*left, *right, true)
    }

    #[inline]
    fn not(&self, truth: &Noted) -> Noted {
        Noted { value: !truth.value, because: truth.because }
    }
}
