//! What a doctor or pharmacist has said yes to (ruling 10).

use crate::evaluate::Lifted;
use easeback_guideline::{Guideline, Strength};

/// A "yes" to one treatment in spite of one of its `ask_first` stops.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Allowed {
    /// The id of the treatment.
    pub treatment: String,
    /// The id of the stop within the treatment.
    pub stop: String,
}

/// The stops that these lift: only a treatment's own, and only those that are to be asked about.
pub(crate) fn lifted(guideline: &Guideline, allowed: &[Allowed]) -> Vec<Lifted> {
    let place = |allowed: &Allowed| {
        let place = guideline.treatments.iter().position(|treatment| treatment.id == allowed.treatment)?;
        let stops = &guideline.treatments.get(place)?.stops;
        let stop = stops.iter().position(|stop| stop.id == allowed.stop && stop.strength == Strength::AskFirst)?;
        Some((place, stop))
    };
    allowed.iter().filter_map(place).collect()
}
