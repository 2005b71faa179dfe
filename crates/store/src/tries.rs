//! Trying again what lost a race for the end of a log.

use crate::StoreError;

/// How often at most. Many busy programs on one log need some tries; nobody is that busy for so long.
const MOST: u32 = 100;

/// Counts the tries of one write that is right whatever was written in between, once that has been read.
#[derive(Debug, Default)]
pub struct Tries(u32);

impl Tries {
    /// Whether to read the log and try again: after a conflict, and not for ever.
    pub fn again<T>(&mut self, done: &Result<T, StoreError>) -> bool {
        self.0 += 1;
        matches!(done, Err(StoreError::Conflict { .. })) && self.0 < MOST
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use easeback_episode::Sequence;

    #[test]
    fn only_a_conflict_is_tried_again_and_not_for_ever() {
        let conflict = || Err::<(), _>(StoreError::Conflict { expected: Sequence::EMPTY, actual: Sequence::FIRST });
        assert!(!Tries::default().again(&Ok(())));
        assert!(!Tries::default().again(&Err::<(), _>(StoreError::NotOurs)));
        let mut tries = Tries::default();
        assert_eq!((0..1000).take_while(|_| tries.again(&conflict())).count(), 99);
    }
}
