//! The suite itself: a store that breaks a promise does not pass.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

use easeback_episode::{EventId, NewEvent, Recorded, Sequence};
use easeback_store::{EventStore, MemoryStore, PersonId, StoreError, conformance};

/// What a careless store might do.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Flaw {
    WritesWhereverTheLogEnds,
    AddsRepeatedEventsAgain,
    AddsOneByOne,
    RoundsTimes,
    ReadsBackwards,
    ReadsTheLastOneAgain,
    ForgetsToErase,
    ErasesEverybody,
    ListsThoseWhoAreGone,
    MixesPeople,
    IsIll,
    TellsWhatItWasGiven,
}

struct Careless {
    store: MemoryStore,
    flaw: Flaw,
}

impl Careless {
    fn person(&self, person: &PersonId) -> PersonId {
        if self.flaw == Flaw::MixesPeople {
            PersonId::new(person.as_str().to_lowercase()).unwrap()
        } else {
            person.clone()
        }
    }
}

impl EventStore for Careless {
    async fn append(&self, person: &PersonId, expected: Sequence, events: &[NewEvent]) -> Result<Sequence, StoreError> {
        let person = &self.person(person);
        let mut events = events.to_vec();
        let last = self.store.last_sequence(person).await?;
        match self.flaw {
            Flaw::WritesWhereverTheLogEnds => return self.store.append(person, last, &events).await,
            Flaw::AddsRepeatedEventsAgain => {
                let known = self.store.read(person).await?;
                for event in &mut events {
                    if known.iter().any(|old| old.id == event.id) {
                        event.id = EventId::from_u128(u128::from(last.get()) + 1_000_000);
                    }
                }
                return self.store.append(person, last, &events).await;
            }
            Flaw::AddsOneByOne => {
                let mut end = self.store.append(person, expected, &[]).await?;
                for event in &events {
                    end = self.store.append(person, end, std::slice::from_ref(event)).await?;
                }
                return Ok(end);
            }
            Flaw::RoundsTimes => {
                for event in &mut events {
                    event.at = jiff::Timestamp::from_second(event.at.as_second()).unwrap_or(event.at);
                }
            }
            _ => {}
        }
        let said = self.store.append(person, expected, &events).await;
        match said {
            Err(_) if self.flaw == Flaw::TellsWhatItWasGiven => {
                Err(StoreError::Unavailable { source: Some(format!("could not write {events:?}").into()) })
            }
            said => said,
        }
    }

    async fn read_after(&self, person: &PersonId, after: Sequence) -> Result<Vec<Recorded>, StoreError> {
        let from = if self.flaw == Flaw::ReadsTheLastOneAgain && after > Sequence::EMPTY {
            Sequence::new(after.get() - 1)
        } else {
            after
        };
        let mut log = self.store.read_after(&self.person(person), from).await?;
        if self.flaw == Flaw::ReadsBackwards {
            log.reverse();
        }
        Ok(log)
    }

    async fn last_sequence(&self, person: &PersonId) -> Result<Sequence, StoreError> {
        self.store.last_sequence(&self.person(person)).await
    }

    async fn erase(&self, person: &PersonId) -> Result<(), StoreError> {
        match self.flaw {
            Flaw::ForgetsToErase => Ok(()),
            Flaw::ErasesEverybody => {
                for person in self.store.people().await? {
                    self.store.erase(&person).await?;
                }
                Ok(())
            }
            _ => self.store.erase(person).await,
        }
    }

    async fn people(&self) -> Result<Vec<PersonId>, StoreError> {
        let mut people = self.store.people().await?;
        if self.flaw == Flaw::ListsThoseWhoAreGone {
            people.push(PersonId::new("gone").unwrap());
        }
        Ok(people)
    }

    async fn health(&self) -> Result<(), StoreError> {
        if self.flaw == Flaw::IsIll { Err(StoreError::Unavailable { source: None }) } else { Ok(()) }
    }
}

#[tokio::test]
async fn a_store_that_breaks_a_promise_is_told_which() {
    for (flaw, promise) in [
        (Flaw::WritesWhereverTheLogEnds, "two_tabs_cannot_overwrite_each_other"),
        (Flaw::AddsRepeatedEventsAgain, "the_same_events_again_are_not_added_again"),
        (Flaw::AddsOneByOne, "events_are_added_all_or_none"),
        (Flaw::RoundsTimes, "what_was_appended_is_read_back_the_same"),
        (Flaw::ReadsBackwards, "events_are_numbered_from_one_without_gaps"),
        (Flaw::ReadsTheLastOneAgain, "reading_on_gives_what_came_after_and_nothing_twice"),
        (Flaw::ForgetsToErase, "an_erased_person_is_gone_and_nobody_else"),
        (Flaw::ErasesEverybody, "an_erased_person_is_gone_and_nobody_else"),
        (Flaw::ListsThoseWhoAreGone, "nobody_is_in_a_new_store"),
        (Flaw::MixesPeople, "people_do_not_see_each_other"),
        (Flaw::IsIll, "a_store_that_works_is_healthy"),
        (Flaw::TellsWhatItWasGiven, "no_error_tells_what_an_event_holds"),
    ] {
        let broken = conformance::run(&Careless { store: MemoryStore::default(), flaw }).await.unwrap_err();
        assert!(broken.iter().any(|broken| broken.check == promise), "{flaw:?}: {broken:?}");
    }
}
