//! Where a person stands at an instant, worked out once from their log: what happened, what is known, what is decided
//! on it, and what follows for their day. Pages, commands and documents take it from here.

use crate::days::time_zone;
use crate::facts::{allowed_at, facts, rows_at};
use crate::{Ledger, Log, Now, Plan, Recorded, plan};
use easeback_engine::{Decision, Engine, PersonFacts};
use easeback_guideline::Guideline;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::sync::Arc;

/// Where a person stands at an instant.
#[derive(Debug)]
pub struct Snapshot<'e> {
    /// The engine that decided.
    pub engine: &'e Engine,
    /// What happened until now.
    pub log: Arc<Log>,
    /// What the clock shows.
    pub at: Timestamp,
    /// When a new event happens: now, or at the time of the latest event where the clock has gone back. A later answer
    /// must win.
    pub next: Timestamp,
    /// The zone that the person is in.
    pub zone: TimeZone,
    /// What is known now.
    pub facts: PersonFacts,
    /// What is decided on it.
    pub decision: Decision<'e>,
}

impl<'e> Snapshot<'e> {
    /// Where somebody with these events stands when the clock shows `clock`, in the zone of this name.
    pub fn by_clock(engine: &'e Engine, events: &[Recorded], clock: Timestamp, zone: &str) -> Self {
        let next = events.iter().map(|event| event.at).fold(clock, Timestamp::max);
        Self::of(engine, Arc::new(Log::by_clock(events, clock)), clock, next, zone)
    }

    /// The same for a log that was read by this clock already; `next` is when a new event happens.
    pub fn of(engine: &'e Engine, log: Arc<Log>, clock: Timestamp, next: Timestamp, zone: &str) -> Self {
        let facts = facts(engine, &rows_at(engine, &log, clock));
        let decision = engine.decide_allowing(&facts, &allowed_at(engine, &log));
        Self { engine, log, at: clock, next, zone: time_zone(zone), facts, decision }
    }

    /// The guideline it is decided by.
    pub fn guideline(&self) -> &'e Guideline {
        self.engine.guideline()
    }

    /// The same, as everything that follows from it takes it.
    pub fn now(&self) -> Now<'_> {
        let Self { engine, log, at, zone, facts, decision, .. } = self;
        Now { engine, log, facts, decision, at: *at, zone }
    }

    /// The doses that were taken, and what they leave room for.
    pub fn ledger(&self) -> Ledger<'_> {
        Ledger::of(&self.now())
    }

    /// The plan for today, with the times of the ledger.
    pub fn plan(&self) -> Plan<'_> {
        plan(&self.now(), &self.ledger().next_doses(&self.decision, self.at))
    }
}
