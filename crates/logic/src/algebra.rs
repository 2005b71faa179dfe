//! The operations a decision may use, and no others.

/// A Boolean algebra whose truths may be anything: one `bool`, a block of bits, a diagram of all people.
///
/// Implementations keep the laws of a Boolean algebra (both operations commute, associate, absorb and distribute;
/// `not` complements). The values are combined by reference, so that large truths are not copied.
pub trait Algebra {
    /// What a truth is in this algebra.
    type Truth: Clone;

    /// True or false for everybody.
    fn constant(&self, value: bool) -> Self::Truth;

    /// True where both are true.
    fn and(&self, left: &Self::Truth, right: &Self::Truth) -> Self::Truth;

    /// True where at least one is true.
    fn or(&self, left: &Self::Truth, right: &Self::Truth) -> Self::Truth;

    /// True where it is false.
    fn not(&self, truth: &Self::Truth) -> Self::Truth;

    /// True where `left` is and `right` is not.
    fn and_not(&self, left: &Self::Truth, right: &Self::Truth) -> Self::Truth {
        self.and(left, &self.not(right))
    }

    /// True where any of them is true; false for none at all.
    fn any<'t>(&self, truths: impl IntoIterator<Item = &'t Self::Truth>) -> Self::Truth
    where
        Self::Truth: 't,
    {
        let mut truths = truths.into_iter();
        match truths.next() {
            None => self.constant(false),
            Some(first) => truths.fold(first.clone(), |so_far, truth| self.or(&so_far, truth)),
        }
    }
}

impl<A: Algebra + ?Sized> Algebra for &A {
    type Truth = A::Truth;

    fn constant(&self, value: bool) -> A::Truth {
        (**self).constant(value)
    }

    fn and(&self, left: &A::Truth, right: &A::Truth) -> A::Truth {
        (**self).and(left, right)
    }

    fn or(&self, left: &A::Truth, right: &A::Truth) -> A::Truth {
        (**self).or(left, right)
    }

    fn not(&self, truth: &A::Truth) -> A::Truth {
        (**self).not(truth)
    }
}
