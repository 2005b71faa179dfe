//! Whose log it is.

use crate::StoreError;
use std::fmt;

/// The id that a person's events are kept under: 1 to 128 visible ASCII characters, given from outside.
///
/// It is compared exactly, upper and lower case being different. It does not show itself in debug output, so that it does
/// not end up in a log by accident.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(String);

impl PersonId {
    /// Checks the id.
    ///
    /// # Errors
    /// [`StoreError::PersonId`] if it is empty, too long, or holds a space, a control character or anything beyond ASCII.
    pub fn new(id: impl Into<String>) -> Result<Self, StoreError> {
        let id = id.into();
        let visible = id.bytes().all(|byte| byte.is_ascii_graphic());
        if visible && (1..=128).contains(&id.len()) { Ok(Self(id)) } else { Err(StoreError::PersonId) }
    }

    /// The id as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PersonId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PersonId(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_visible_ascii_and_does_not_show_itself() {
        for right in ["me", "a3f9", "Patient/123", "maria@example.org", &"x".repeat(128)] {
            assert_eq!(PersonId::new(right).unwrap().as_str(), right);
        }
        for wrong in ["", " ", "two words", "naïve", "a\0", "a\n", &"x".repeat(129)] {
            assert!(matches!(PersonId::new(wrong), Err(StoreError::PersonId)), "{wrong}");
        }
        assert_eq!(format!("{:?}", PersonId::new("maria").unwrap()), "PersonId(…)");
    }
}
