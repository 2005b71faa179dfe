//! `easeback log`, `easeback today` and `easeback may-i`: one's own log in the terminal.
//!
//! It is the very log that the app in the browser works on, in the same file, also while the app is open. Nothing is
//! locked for longer than one write: what somebody else wrote in between is read, and the write is tried again.
//!
//! Who asks only to read never makes a file. A dose is never guessed: what cannot be read in one way only is refused.

mod amount;
mod log;
mod may;
mod standing;
mod thing;
mod today;

use crate::arguments::{Log as LogArguments, MayI, Today, Whose};
use crate::error::{Ending, Error};
use crate::page::{Page, Tone};
use crate::serve::{PERSON, clock, random_id, usual_place, zone};
use easeback_engine::Engine;
use easeback_episode::{Event, Log, NewEvent, Recorded, Sequence};
use easeback_store::{EventStore, PersonId, SqlStore, StoreError, Tries};
use easeback_web::Clock;
use jiff::Timestamp;
use standing::Standing;
use std::io::Write;
use std::path::PathBuf;

/// The setting that holds what the others call a person.
const NAME: &str = "name";

/// `easeback log`.
pub(crate) fn log(engine: &Engine, how: &LogArguments) -> Result<Ending, Error> {
    wait_for(async {
        let own = Own::open(&how.whose, how.what.is_some()).await?;
        let done = log::run(engine, &own, how.what.as_ref(), how.all).await;
        own.close().await;
        done
    })
}

/// `easeback today`.
pub(crate) fn today(engine: &Engine, how: &Today) -> Result<Ending, Error> {
    wait_for(async {
        let own = Own::open(&how.whose, false).await?;
        let read = own.standing(engine).await;
        own.close().await;
        today::show(&own, &read?, how)
    })
}

/// `easeback may-i`.
pub(crate) fn may_i(engine: &Engine, how: &MayI) -> Result<Ending, Error> {
    wait_for(async {
        let own = Own::open(&how.whose, false).await?;
        let read = own.standing(engine).await;
        own.close().await;
        may::answer(&own, &read?, &how.what.join(" "), how.json)
    })
}

fn wait_for<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::Runtime)?;
    runtime.block_on(work)
}

/// One's own log.
struct Own {
    path: PathBuf,
    /// None where there is no file yet, and nothing is to be written.
    store: Option<SqlStore>,
    person: PersonId,
    clock: Clock,
    /// What the person is called, where there are several.
    whose: Option<String>,
}

impl Own {
    async fn open(whose: &Whose, to_write: bool) -> Result<Self, Error> {
        let clock = clock::of(whose.clock_file.as_ref(), whose.data.is_some())?;
        let path = whose.data.clone().map_or_else(usual_place, Ok)?;
        let path = std::path::absolute(&path).unwrap_or(path);
        let trouble = |source| Error::Data { path: path.clone(), source };
        let there = to_write || path.try_exists().unwrap_or(true);
        let store = if there { Some(SqlStore::open_sqlite(&path).await.map_err(trouble)?) } else { None };
        let person = PersonId::new(PERSON).map_err(trouble)?;
        let own = Self { path, store, person, clock, whose: None };
        own.find(whose.person.as_deref()).await
    }

    /// The person of this name; without one, the first person here.
    async fn find(mut self, name: Option<&str>) -> Result<Self, Error> {
        let Some(store) = &self.store else {
            return if let Some(name) = name { Err(nobody(name, &[])) } else { Ok(self) };
        };
        let trouble = |source| Error::Data { path: self.path.clone(), source };
        let mut names = Vec::new();
        for person in store.people().await.map_err(trouble)? {
            let events = store.read(&person).await.map_err(trouble)?;
            let name = Log::at(&events, Timestamp::MAX).settings.get(NAME).cloned();
            names.push((person, name));
        }
        if let Some(name) = name {
            let is_called = |called: &Option<String>| called.as_ref().is_some_and(|one| same(one, name));
            let mut found = names.iter().filter(|(_, called)| is_called(called));
            match (found.next(), found.next()) {
                (Some((person, _)), None) => self.person = person.clone(),
                _ => return Err(nobody(name, &names.iter().filter_map(|(_, name)| name.clone()).collect::<Vec<_>>())),
            }
        }
        let alone = names.iter().all(|(person, _)| *person == self.person);
        let called = names.into_iter().find(|(person, _)| *person == self.person).and_then(|(_, name)| name);
        self.whose = (!alone).then(|| called.unwrap_or_else(|| "the first person here".to_owned()));
        Ok(self)
    }

    async fn close(&self) {
        if let Some(store) = &self.store {
            store.close().await;
        }
    }

    fn trouble(&self, source: StoreError) -> Error {
        Error::Data { path: self.path.clone(), source }
    }

    async fn events(&self) -> Result<Vec<Recorded>, Error> {
        match &self.store {
            Some(store) => store.read(&self.person).await.map_err(|source| self.trouble(source)),
            None => Ok(Vec::new()),
        }
    }

    async fn standing<'e>(&self, engine: &'e Engine) -> Result<Standing<'e>, Error> {
        Ok(Standing::new(engine, &self.events().await?, (self.clock)(), &zone()))
    }

    /// Adds what happened at an instant. It is right whatever was written before it, so it is written after whatever
    /// was.
    async fn add(&self, at: Timestamp, event: Event) -> Result<(), Error> {
        event.check().map_err(|source| self.trouble(source.into()))?;
        let Some(store) = &self.store else { return Ok(()) };
        let new = NewEvent { id: random_id(), at, zone: zone(), recorded_at: (self.clock)(), event };
        let mut tries = Tries::default();
        loop {
            let last: Sequence = store.last_sequence(&self.person).await.map_err(|source| self.trouble(source))?;
            let done = store.append(&self.person, last, std::slice::from_ref(&new)).await;
            if !tries.again(&done) {
                return done.map(drop).map_err(|source| self.trouble(source));
            }
        }
    }

    /// Says whose log it is, where there are several.
    fn say_whose(&self, page: &mut Page) {
        if let Some(whose) = &self.whose {
            page.toned(Tone::Quiet, &format!("This is the log of {whose}."));
        }
    }
}

fn nobody(name: &str, names: &[String]) -> Error {
    let help = match names {
        [] => "nobody here has a name; give names in the app, under Settings, People here".to_owned(),
        names => format!("there is {}", crate::page::list(names, "and")),
    };
    Error::Nobody { name: name.to_owned(), help }
}

/// Whether two names are the same but for capital letters.
fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn print(text: &str) -> Result<(), Error> {
    let mut output = anstream::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(())
}

fn print_json(value: &serde_json::Value) -> Result<(), Error> {
    print(&format!("{value:#}\n"))
}
