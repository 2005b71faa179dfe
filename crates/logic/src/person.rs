//! One person: a truth is a `bool`.

use crate::Algebra;

/// The algebra of one person.
#[derive(Clone, Copy, Debug, Default)]
pub struct OnePerson;

impl Algebra for OnePerson {
    type Truth = bool;

    #[inline]
    fn constant(&self, value: bool) -> bool {
        value
    }

    #[inline]
    fn and(&self, left: &bool, right: &bool) -> bool {
        *left && *right
    }

    #[inline]
    fn or(&self, left: &bool, right: &bool) -> bool {
        *left || *right
    }

    #[inline]
    fn not(&self, truth: &bool) -> bool {
        !*truth
    }
}
