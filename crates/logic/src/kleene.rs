//! Kleene's three-valued logic over any algebra: known true, known false, or neither.

use crate::Algebra;

/// A truth that may be unknown, as the pair (known true, known false).
///
/// Both false is *unknown*. Over facts the two are never both true. The pair also carries readings in which they may
/// be, such as "can still become true" beside "can still become false"; the operations are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kleene<T> {
    /// Known true.
    pub yes: T,
    /// Known false.
    pub no: T,
}

impl<T> Kleene<T> {
    /// The opposite: known true and known false change places.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { yes: self.no, no: self.yes }
    }
}

impl Kleene<bool> {
    /// Neither known true nor known false.
    pub const UNKNOWN: Self = Self { yes: false, no: false };

    /// A known truth.
    pub const fn known(value: bool) -> Self {
        Self { yes: value, no: !value }
    }

    /// Whether it is neither known true nor known false.
    pub const fn is_unknown(self) -> bool {
        !self.yes && !self.no
    }
}

/// The three-valued logic over an algebra.
#[derive(Clone, Copy, Debug)]
pub struct ThreeValued<A>(pub A);

impl<A: Algebra> Algebra for ThreeValued<A> {
    type Truth = Kleene<A::Truth>;

    #[inline]
    fn constant(&self, value: bool) -> Self::Truth {
        Kleene { yes: self.0.constant(value), no: self.0.constant(!value) }
    }

    #[inline]
    fn and(&self, left: &Self::Truth, right: &Self::Truth) -> Self::Truth {
        Kleene { yes: self.0.and(&left.yes, &right.yes), no: self.0.or(&left.no, &right.no) }
    }

    #[inline]
    fn or(&self, left: &Self::Truth, right: &Self::Truth) -> Self::Truth {
        Kleene { yes: self.0.or(&left.yes, &right.yes), no: self.0.and(&left.no, &right.no) }
    }

    #[inline]
    fn not(&self, truth: &Self::Truth) -> Self::Truth {
        truth.clone().negated()
    }
}
