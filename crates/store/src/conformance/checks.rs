//! The checks; the name of each is the promise.

use super::samples::{country, every_kind, instant, later, new, person, some};
use super::{Why, refused, same};
use crate::{EventStore, PersonId, StoreError};
use easeback_episode::{Answer, Event, EventId, NewEvent, Recorded, Sequence};
use jiff::Timestamp;
use std::error::Error;

type Check = Result<(), Why>;

fn is_conflict(error: &StoreError) -> bool {
    matches!(error, StoreError::Conflict { .. })
}

fn is_taken(error: &StoreError) -> bool {
    matches!(error, StoreError::EventIdTaken { .. })
}

fn unknown() -> Result<PersonId, StoreError> {
    person("unknown")
}

fn at_their_places(events: &[NewEvent]) -> Vec<Recorded> {
    (1..).map(Sequence::new).zip(events).map(|(sequence, event)| event.recorded(sequence)).collect()
}

pub(super) async fn a_store_that_works_is_healthy(store: &impl EventStore) -> Check {
    Ok(store.health().await?)
}

pub(super) async fn nobody_is_in_a_new_store(store: &impl EventStore) -> Check {
    same("people", &store.people().await?, &Vec::new())
}

pub(super) async fn somebody_unknown_has_an_empty_log(store: &impl EventStore) -> Check {
    let unknown = unknown()?;
    same("log", &store.read(&unknown).await?, &Vec::new())?;
    same("end", &store.last_sequence(&unknown).await?, &Sequence::EMPTY)?;
    store.erase(&unknown).await?;
    same("people", &store.people().await?.contains(&unknown), &false)
}

pub(super) async fn what_was_appended_is_read_back_the_same(store: &impl EventStore) -> Check {
    let person = person("everything")?;
    let mut events = (1..).zip(every_kind()).map(|(id, event)| new(id, event)).collect::<Result<Vec<_>, _>>()?;
    // To the nanosecond, and at both ends of time; an id of every bit.
    for (id, at) in [(u128::MAX, "2026-02-01T21:04:05.123456789Z"), (1 << 127, "1969-12-31T23:59:59.999999999Z")] {
        let (id, at) = (EventId::from_u128(id), at.parse().map_err(|_| Why("no such instant".to_owned()))?);
        events.push(NewEvent { id, at, ..new(1, country("FR"))? });
    }
    for (id, at) in [(100, Timestamp::MIN), (101, Timestamp::MAX)] {
        events.push(NewEvent {
            at,
            recorded_at: at,
            zone: "America/Argentina/Rio_Gallegos".to_owned(),
            ..new(id, country("AR"))?
        });
    }
    store.append(&person, Sequence::EMPTY, &events).await?;
    same("log", &store.read(&person).await?, &at_their_places(&events))
}

pub(super) async fn events_are_numbered_from_one_without_gaps(store: &impl EventStore) -> Check {
    let person = person("numbers")?;
    let events = some(1, 300)?;
    let (first, rest) = events.split_at(2);
    same("end", &store.append(&person, Sequence::EMPTY, first).await?, &Sequence::new(2))?;
    same("end", &store.append(&person, Sequence::new(2), rest).await?, &Sequence::new(300))?;
    same("end", &store.last_sequence(&person).await?, &Sequence::new(300))?;
    same("log", &store.read(&person).await?, &at_their_places(&events))
}

pub(super) async fn reading_on_gives_what_came_after_and_nothing_twice(store: &impl EventStore) -> Check {
    let (person, other) = (person("reading-on")?, person("reading-beside")?);
    let events = some(1, 700)?;
    let last = store.append(&person, Sequence::EMPTY, &events).await?;
    store.append(&other, Sequence::EMPTY, &some(2_000, 3)?).await?;
    let log = at_their_places(&events);
    for after in [0, 1, 255, 256, 257, 511, 512, 513, 699] {
        let rest: Vec<_> = log.iter().filter(|event| event.sequence.get() > after).cloned().collect();
        same("rest", &store.read_after(&person, Sequence::new(after)).await?, &rest)?;
    }
    for beyond in [700, 701, 1 << 32, u64::MAX] {
        same("nothing more", &store.read_after(&person, Sequence::new(beyond)).await?, &Vec::new())?;
    }
    same("somebody unknown", &store.read_after(&unknown()?, Sequence::EMPTY).await?, &Vec::new())?;
    same("somebody unknown", &store.read_after(&unknown()?, Sequence::new(9)).await?, &Vec::new())?;

    let more = some(1_000, 2)?;
    store.append(&person, last, &more).await?;
    let new: Vec<_> = (701..).map(Sequence::new).zip(&more).map(|(sequence, event)| event.recorded(sequence)).collect();
    same("what is new", &store.read_after(&person, last).await?, &new)
}

pub(super) async fn two_tabs_cannot_overwrite_each_other(store: &impl EventStore) -> Check {
    let person = person("tabs")?;
    let seen = store.append(&person, Sequence::EMPTY, &some(1, 2)?).await?;
    let first = store.append(&person, seen, &some(10, 1)?).await?;
    let late = store.append(&person, seen, &some(20, 1)?).await;
    match late {
        Err(StoreError::Conflict { expected, actual }) => {
            same("conflict", &(expected, actual), &(seen, Sequence::new(3)))?;
        }
        other => return Err(Why(format!("no conflict: {other:?}"))),
    }
    for wrong in [Sequence::EMPTY, Sequence::new(4), Sequence::new(u64::MAX)] {
        refused("a wrong end", &store.append(&person, wrong, &some(20, 1)?).await, is_conflict)?;
    }
    same("end", &store.last_sequence(&person).await?, &first)?;
    same("after reading again", &store.append(&person, first, &some(20, 1)?).await?, &Sequence::new(4))
}

pub(super) async fn adding_nothing_only_checks_where_the_log_ends(store: &impl EventStore) -> Check {
    let person = person("nothing")?;
    same("end", &store.append(&person, Sequence::EMPTY, &[]).await?, &Sequence::EMPTY)?;
    same("people", &store.people().await?.contains(&person), &false)?;
    let last = store.append(&person, Sequence::EMPTY, &some(1, 3)?).await?;
    same("end", &store.append(&person, last, &[]).await?, &last)?;
    refused("a wrong end", &store.append(&person, Sequence::FIRST, &[]).await, is_conflict)
}

pub(super) async fn the_same_events_again_are_not_added_again(store: &impl EventStore) -> Check {
    let person = person("again")?;
    let events = some(1, 3)?;
    let last = store.append(&person, Sequence::EMPTY, &events).await?;
    let end = store.append(&person, last, &some(10, 2)?).await?;
    let before = store.read(&person).await?;

    // A request sent twice, one repeated after reading again, and one that brings a later clock.
    let mut delayed = events.clone();
    for event in &mut delayed {
        event.at = later(event.at, 60)?;
        event.recorded_at = later(event.recorded_at, 60)?;
    }
    for (expected, events) in [(Sequence::EMPTY, &events), (end, &events), (Sequence::EMPTY, &delayed)] {
        same("end", &store.append(&person, expected, events).await?, &last)?;
    }
    same("log", &store.read(&person).await?, &before)
}

pub(super) async fn an_id_means_one_event(store: &impl EventStore) -> Check {
    let person = person("ids")?;
    let last = store.append(&person, Sequence::EMPTY, &some(1, 2)?).await?;
    let before = store.read(&person).await?;

    let another = [new(1, country("another country"))?];
    refused("another event", &store.append(&person, last, &another).await, is_taken)?;
    let twice = [new(7, country("FR"))?, new(7, country("FR"))?];
    refused("an id twice", &store.append(&person, last, &twice).await, is_taken)?;
    refused("partly there", &store.append(&person, last, &some(2, 2)?).await, is_taken)?;
    same("log", &store.read(&person).await?, &before)
}

pub(super) async fn events_are_added_all_or_none(store: &impl EventStore) -> Check {
    let person = person("all-or-none")?;
    let answers = [("weight_kg".to_owned(), Answer::Number(f64::NAN))].into();
    let number = new(2, Event::AnswersGiven { screen: None, answers })?;
    let zone = NewEvent { zone: "half past nine".to_owned(), ..new(2, country("FR"))? };
    for unfit in [number, zone] {
        let events = [new(1, country("FR"))?, unfit, new(3, country("FR"))?];
        let seen = store.append(&person, Sequence::EMPTY, &events).await;
        refused("unfit", &seen, |error| matches!(error, StoreError::Event { .. }))?;
    }
    same("log", &store.read(&person).await?, &Vec::new())?;
    same("people", &store.people().await?.contains(&person), &false)
}

pub(super) async fn people_do_not_see_each_other(store: &impl EventStore) -> Check {
    let (one, other) = (person("Maria")?, person("maria")?);
    let id = EventId::from_u128(1);
    let mine = [NewEvent { id, ..new(1, country("FR"))? }];
    let yours = [NewEvent { id, at: instant(9)?, ..new(2, country("DE"))? }];
    store.append(&one, Sequence::EMPTY, &mine).await?;
    same("their log", &store.read(&other).await?, &Vec::new())?;
    store.append(&other, Sequence::EMPTY, &yours).await?;
    same("my log", &store.read(&one).await?, &at_their_places(&mine))?;
    same("their log", &store.read(&other).await?, &at_their_places(&yours))
}

pub(super) async fn everybody_with_an_event_is_listed_in_order(store: &impl EventStore) -> Check {
    let mut people = Vec::new();
    for name in ["list.b", "list.a", "list_a", "list.B", "LIST", "list/9", "list%", "list'"] {
        let person = person(name)?;
        store.append(&person, Sequence::EMPTY, &some(1, 1)?).await?;
        people.push(person);
    }
    people.sort();
    let mut listed = store.people().await?;
    listed.retain(|person| people.contains(person));
    same("people", &listed, &people)
}

pub(super) async fn an_erased_person_is_gone_and_nobody_else(store: &impl EventStore) -> Check {
    let (gone, stays) = (person("gone")?, person("stays")?);
    let events = some(1, 5)?;
    let last = store.append(&gone, Sequence::EMPTY, &events).await?;
    store.append(&stays, Sequence::EMPTY, &events).await?;

    store.erase(&gone).await?;
    store.erase(&gone).await?;
    same("log", &store.read(&gone).await?, &Vec::new())?;
    same("end", &store.last_sequence(&gone).await?, &Sequence::EMPTY)?;
    let people = store.people().await?;
    same("people", &(people.contains(&gone), people.contains(&stays)), &(false, true))?;
    same("the other log", &store.read(&stays).await?, &at_their_places(&events))?;

    // A tab that has not noticed adds nothing; whoever starts anew starts from the beginning.
    refused("an old tab", &store.append(&gone, last, &some(10, 1)?).await, is_conflict)?;
    same("nothing to read on", &store.read_after(&gone, Sequence::new(2)).await?, &Vec::new())?;
    let anew = some(20, 5)?;
    same("end", &store.append(&gone, Sequence::EMPTY, &anew).await?, &last)?;
    same("the new log", &store.read(&gone).await?, &at_their_places(&anew))
}

pub(super) async fn no_error_tells_what_an_event_holds(store: &impl EventStore) -> Check {
    let person = person("discreet")?;
    let secret = "a secret country";
    let last = store.append(&person, Sequence::EMPTY, &[new(1, country(secret))?]).await?;
    let zone = NewEvent { zone: "half past nine".to_owned(), ..new(2, country(secret))? };
    for (expected, event) in [(last, new(1, country("FR"))?), (Sequence::EMPTY, new(2, country(secret))?), (last, zone)]
    {
        let Err(error) = store.append(&person, expected, &[event]).await else {
            return Err(Why("an append that should have been refused".to_owned()));
        };
        let mut told = format!("{error:?}");
        let mut next: Option<&dyn Error> = Some(&error);
        while let Some(error) = next {
            told.push_str(&error.to_string());
            next = error.source();
        }
        same("tells", &told.contains(secret), &false)?;
    }
    Ok(())
}
