//! Days of people with a spasm, told in events: what the plan, the check-ins and the rest say on each.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]
#![expect(clippy::redundant_closure_for_method_calls, reason = "a method alone is not general enough over lifetimes")]

#[path = "../days/mod.rs"]
mod days;

mod check_ins;
mod not_better;
mod plan;
mod prevention;
mod sessions;
mod told;

use days::Story;
use easeback_episode::{escalations, phase};

pub(crate) fn set_off(story: &Story) -> Vec<String> {
    story.look(|now| escalations(now).iter().map(|one| one.escalation.id.clone()).collect())
}

pub(crate) fn phase_of(story: &Story) -> String {
    story.look(|now| phase(now).unwrap().id.clone())
}

/// A plain spasm that goes: prevention, and then the pain comes back.
pub(crate) fn recovered() -> Story {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    for pain in [5.0, 4.0, 3.0, 2.0, 2.0, 1.0, 1.0, 1.0, 0.0, 1.0, 0.0] {
        story.wait_hours(24);
        story.checks_in(pain, "better", &[]);
    }
    story
}
