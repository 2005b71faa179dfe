//! Names of events: the id an event brings along, and its place in a person's log.

use crate::EpisodeError;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The identity of an event: 128 bits, given by whoever records it, written as 32 lower-case hexadecimal digits.
///
/// It makes recording idempotent: the same id a second time is the same event, not another one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(u128);

impl EventId {
    /// An id from 128 bits, which should be random or otherwise never used before for this person.
    pub const fn from_u128(bits: u128) -> Self {
        Self(bits)
    }

    /// The 128 bits.
    pub const fn as_u128(self) -> u128 {
        self.0
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "EventId({self})")
    }
}

impl FromStr for EventId {
    type Err = EpisodeError;

    /// Reads exactly the 32 digits that [`Display`](fmt::Display) writes.
    ///
    /// # Errors
    /// [`EpisodeError::EventId`] for anything else, upper case included: one id has one spelling.
    fn from_str(text: &str) -> Result<Self, EpisodeError> {
        let spelled = text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !spelled {
            return Err(EpisodeError::EventId);
        }
        u128::from_str_radix(text, 16).map(Self).map_err(|_| EpisodeError::EventId)
    }
}

impl Serialize for EventId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for EventId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// An event's place in one person's log: 1 for the first, without gaps. 0 is the end of an empty log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sequence(u64);

impl Sequence {
    /// The end of a log in which nothing stands yet.
    pub const EMPTY: Self = Self(0);
    /// The place of the first event.
    pub const FIRST: Self = Self(1);

    /// The place with this number.
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The number.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The place after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_id_has_one_spelling() {
        let text = "00000000000000000000000000c0ffee";
        let id: EventId = text.parse().unwrap();
        assert_eq!(id, EventId::from_u128(0xc0_ffee));
        assert_eq!(id.to_string(), text);
        for wrong in ["", "c0ffee", "00000000000000000000000000C0FFEE", "+0000000000000000000000000c0ffee"] {
            assert_eq!(wrong.parse::<EventId>(), Err(EpisodeError::EventId), "{wrong}");
        }
    }
}
