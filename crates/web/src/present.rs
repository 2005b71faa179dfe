//! Where a person stands when a request comes in: what happened, what is known, what is decided on it, and their day.

use crate::known::Known;
use crate::pages::check::Stretch;
use crate::pages::frame::Frame;
use crate::units::WeightUnit;
use crate::visit::Visit;
use crate::when::When;
use easeback_engine::{Disposition, Engine, NextScreen};
use easeback_episode::{Episode, Snapshot};
use easeback_guideline::LevelId;
use easeback_store::{EventStore, StoreError};
use std::ops::Deref;
use std::sync::Arc;

/// Where a person stands, with what the pages know besides: everything of the [`Snapshot`] is at hand here too.
#[derive(Debug)]
pub(crate) struct Present<'e> {
    pub(crate) known: Known,
    zone_name: &'e str,
    snapshot: Snapshot<'e>,
}

impl<'e> Deref for Present<'e> {
    type Target = Snapshot<'e>;

    fn deref(&self) -> &Snapshot<'e> {
        &self.snapshot
    }
}

impl<S: EventStore> Visit<S> {
    /// Reads where the person stands now.
    pub(crate) async fn present(&self) -> Result<Present<'_>, StoreError> {
        Ok(Present::new(&self.engine, self.read().await?, &self.zone))
    }
}

impl<'e> Present<'e> {
    pub(crate) fn new(engine: &'e Engine, known: Known, zone_name: &'e str) -> Self {
        let snapshot = Snapshot::of(engine, Arc::clone(&known.log), known.now, known.next, zone_name);
        Self { known, zone_name, snapshot }
    }

    /// Whether the check was never gone through to its end. Later a question can open again by itself, as the days go
    /// by; then a check-in asks it.
    pub(crate) fn is_unfinished(&self) -> bool {
        let finished =
            |episode: &Episode| episode.decisions.iter().any(|shown| shown.disposition != LevelId::Incomplete.word());
        self.decision.disposition == Disposition::Incomplete && !self.known.episode().is_some_and(finished)
    }

    /// Whether what the log holds needs help, though no check has been begun: a dose, a reaction, a sign of before.
    pub(crate) fn needs_help_unasked(&self) -> bool {
        self.known.episode().is_none() && !self.decision.reasons.is_empty()
    }

    /// The next question of the check.
    pub(crate) fn next_question(&self) -> Option<NextScreen<'_>> {
        Stretch::Check.next_once(self.engine, &self.known, &self.known.rows())
    }

    /// The frame around this person's pages.
    pub(crate) fn frame(&self) -> Frame<'_> {
        Frame::of(self.engine.guideline(), &self.known, self.zone_name)
    }

    /// In what this person gives a weight.
    pub(crate) fn weight_unit(&self) -> WeightUnit {
        self.known.weight_unit(self.engine.guideline(), self.zone_name)
    }

    /// How instants are told to this person.
    pub(crate) fn when(&self) -> When {
        let country = self.frame().place.country.map(|country| country.id.as_str());
        When::new(self.known.now, self.zone.clone(), country)
    }
}
