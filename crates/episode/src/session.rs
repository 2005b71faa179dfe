//! Sessions with a timer: how long, what is said when, and where one stands at an instant.
//!
//! Nothing ticks here. Where a session stands follows from when it was started, so that it survives a reload, a sleeping
//! phone and a restart. One that nobody ended is never taken for longer than it was meant to be.

use crate::now::{count, later, limit, seconds_between};
use crate::prevention::{Set, programme};
use crate::{Event, Now, Running};
use easeback_guideline::{PlanItem, RelaxationStep, Script, SessionPace, Treatment};
use jiff::Timestamp;

const SECONDS_A_MINUTE: u32 = 60;

/// Something that is said or done at a time of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue<'a> {
    /// Seconds from the start.
    pub from: u32,
    /// For so many seconds.
    pub seconds: u32,
    /// The step, exercise or limit it belongs to, by its id.
    pub id: &'a str,
    /// What it is called, where it has a name.
    pub name: Option<&'a str>,
    /// What is said.
    pub say: &'a str,
    /// The picture beside it.
    pub figure: Option<&'a str>,
}

/// A session as it is meant to go.
#[derive(Clone, Debug, PartialEq)]
pub struct Session<'a> {
    /// The treatment.
    pub treatment: &'a Treatment,
    /// Which part of it.
    pub part: Option<&'a str>,
    /// How long it is meant to last.
    pub seconds: u32,
    /// What is said when, in order.
    pub cues: Vec<Cue<'a>>,
}

impl Session<'_> {
    /// The event that starts it.
    pub fn start(&self, pain_before: Option<f64>) -> Event {
        let part = self.part.map(str::to_owned);
        Event::SessionStarted { treatment: self.treatment.id.clone(), part, seconds: self.seconds, pain_before }
    }
}

/// A session of a treatment, or of one part of it, as this person may do it now; none for a treatment that is not offered
/// or takes no session.
pub fn session<'a>(now: &Now<'a>, treatment: &str, part: Option<&str>) -> Option<Session<'a>> {
    let offer = now.decision.offer(treatment)?;
    let (item, treatment) = (timed(now, treatment)?, offer.treatment);
    let pace = now.guideline().session_paces.first();
    let (cues, part) = match (item.script, pace) {
        (Some(Script::Relaxation), _) => (relaxation(&now.guideline().relaxation_steps), None),
        (Some(Script::FloorMoves), Some(pace)) => floor_moves(now, pace, part),
        (Some(Script::Exercises), Some(pace)) => exercises(now, pace, part),
        _ => (limits(item, treatment), None),
    };
    let scripted = cues.last().map(|cue| cue.from.saturating_add(cue.seconds)).filter(|_| item.script.is_some());
    let minutes = minutes(now, item, treatment);
    let seconds = match (scripted, minutes) {
        (Some(seconds), _) => seconds,
        (None, Some((least, _))) => least.saturating_mul(SECONDS_A_MINUTE),
        (None, None) => return None,
    };
    Some(Session { treatment, part, seconds, cues })
}

/// The line of the plan that says how long a treatment takes.
fn timed<'a>(now: &Now<'a>, treatment: &str) -> Option<&'a PlanItem> {
    let takes_time = |item: &&PlanItem| item.minutes.is_some() || item.script.is_some();
    now.guideline().plan_items.iter().filter(takes_time).find(|item| item.treatment.as_deref() == Some(treatment))
}

/// The least and the most minutes of one session for this person.
pub(crate) fn minutes(now: &Now<'_>, item: &PlanItem, treatment: &Treatment) -> Option<(u32, u32)> {
    let [least, most] = item.minutes.as_ref()?;
    let (least, most) = (count(limit(treatment, least)?), count(limit(treatment, most)?));
    let less = item.less_when.as_ref().filter(|when| !now.facts.knows(when).no);
    let less = less.and(item.less_minutes.as_ref()).and_then(|id| limit(treatment, id)).map(count);
    let most = less.map_or(most, |less| less.min(most));
    Some((least.min(most), most))
}

/// Limits in minutes that come up while it runs, such as a look at the skin.
fn limits<'a>(item: &'a PlanItem, treatment: &'a Treatment) -> Vec<Cue<'a>> {
    let named =
        treatment.limits.iter().filter(|limit| item.limits.contains(&limit.id) && limit.id.ends_with("_minutes"));
    named
        .map(|limit| Cue {
            from: count(limit.value).saturating_mul(SECONDS_A_MINUTE),
            seconds: 0,
            id: &limit.id,
            name: None,
            say: &limit.say,
            figure: None,
        })
        .collect()
}

/// The cues one after the other.
#[derive(Debug, Default)]
struct Timeline<'a> {
    cues: Vec<Cue<'a>>,
    end: u32,
}

impl<'a> Timeline<'a> {
    fn then(&mut self, seconds: u32, cue: Cue<'a>) {
        self.cues.push(Cue { from: self.end, seconds, ..cue });
        self.end = self.end.saturating_add(seconds);
    }
}

fn relaxation(steps: &[RelaxationStep]) -> Vec<Cue<'_>> {
    let mut steps: Vec<&RelaxationStep> = steps.iter().collect();
    steps.sort_by_key(|step| step.order);
    let mut line = Timeline::default();
    for step in steps {
        let said = |say| Cue { from: 0, seconds: 0, id: &step.id, name: Some(&step.part), say, figure: None };
        let breaths = step.breaths.unwrap_or(0).saturating_mul(step.breath_seconds.unwrap_or(0));
        line.then(step.say_seconds.saturating_add(breaths), said(&step.say));
        for _ in 0..step.rounds.unwrap_or(0) {
            if let (Some(say), Some(seconds)) = (&step.tense_say, step.tense_seconds) {
                line.then(seconds, said(say));
            }
            if let Some(seconds) = step.let_go_seconds {
                line.then(seconds, said(step.let_go_say.as_deref().unwrap_or(&step.say)));
            }
        }
    }
    line.cues
}

type Led<'a> = (Vec<Cue<'a>>, Option<&'a str>);

fn floor_moves<'a>(now: &Now<'a>, pace: &'a SessionPace, part: Option<&str>) -> Led<'a> {
    let mut moves: Vec<_> = now.guideline().floor_moves.iter().collect();
    moves.sort_by_key(|one| one.order);
    let mut line = Timeline::default();
    for one in moves.iter().filter(|one| part.is_none_or(|part| part == one.id)) {
        let cue = Cue { from: 0, seconds: 0, id: &one.id, name: Some(&one.name), say: "", figure: Some(&one.figure) };
        for step in &one.steps {
            line.then(pace.ready_seconds, Cue { say: step, ..cue });
        }
        line.then(one.reps.saturating_mul(pace.repeat_seconds), Cue { say: &pace.say_first, ..cue });
    }
    let part = part.and_then(|part| moves.iter().find(|one| one.id == part)).map(|one| one.id.as_str());
    (ended(line, pace), part)
}

fn exercises<'a>(now: &Now<'a>, pace: &'a SessionPace, part: Option<&str>) -> Led<'a> {
    let sets = programme(now).map(|programme| programme.exercises).unwrap_or_default();
    let mut line = Timeline::default();
    for set in sets.iter().filter(|set| part.is_none_or(|part| part == set.exercise.id)) {
        exercise(&mut line, pace, set);
    }
    let part =
        part.and_then(|part| sets.iter().find(|set| set.exercise.id == part)).map(|set| set.exercise.id.as_str());
    (ended(line, pace), part)
}

fn exercise<'a>(line: &mut Timeline<'a>, pace: &'a SessionPace, set: &Set<'a>) {
    let Set { exercise, dose, sets_min, repeats, .. } = *set;
    let cue = Cue {
        from: 0,
        seconds: 0,
        id: &exercise.id,
        name: Some(&exercise.name),
        say: "",
        figure: Some(&exercise.figure),
    };
    for step in &exercise.steps {
        line.then(pace.ready_seconds, Cue { say: step, ..cue });
    }
    let one_side = repeats.saturating_mul(pace.repeat_seconds.saturating_add(dose.hold_seconds.unwrap_or(0)));
    for round in 0..sets_min.max(1) {
        if round > 0 {
            line.then(pace.rest_seconds, Cue { say: &pace.say_rest, ..cue });
        }
        line.then(one_side, Cue { say: &pace.say_first, ..cue });
        if dose.each_side {
            line.then(pace.ready_seconds.saturating_add(one_side), Cue { say: &pace.say_other_side, ..cue });
        }
    }
}

/// The line with its last words; nothing where it holds nothing.
fn ended<'a>(mut line: Timeline<'a>, pace: &'a SessionPace) -> Vec<Cue<'a>> {
    if let Some(last) = line.cues.last().copied() {
        line.then(pace.ready_seconds, Cue { say: &pace.say_end, ..last });
    }
    line.cues
}

/// How far a session has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It runs; so many seconds are left.
    Going {
        /// Seconds.
        left: u32,
    },
    /// It is over.
    Over,
    /// It has been over for so long that the person has to be asked about it.
    Forgotten,
}

/// A session that was started and not ended, at an instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing<'a> {
    /// How it was started.
    pub running: &'a Running,
    /// How long it lasts: what was meant, and never more than the limit of its treatment.
    pub seconds: u32,
    /// When it ends, or ended.
    pub ends_at: Timestamp,
    /// How far it has come.
    pub progress: Progress,
    /// What is said now.
    pub cue: Option<Cue<'a>>,
    /// What is asked about it, where it was forgotten.
    pub ask: Option<&'a str>,
}

/// Every session that was started and not ended, oldest first.
pub fn running<'a>(now: &Now<'a>) -> Vec<Standing<'a>> {
    now.log.running.iter().map(|running| standing(now, running)).collect()
}

fn standing<'a>(now: &Now<'a>, running: &'a Running) -> Standing<'a> {
    let seconds = running.seconds.min(longest(now, running));
    let elapsed = seconds_between(running.started_at, now.at);
    let pace = now.guideline().session_paces.first();
    let forgotten = pace.map_or(0, |pace| pace.forgotten_after_minutes.saturating_mul(SECONDS_A_MINUTE));
    let progress = match seconds.checked_sub(elapsed) {
        Some(left) if left > 0 => Progress::Going { left },
        _ if elapsed.saturating_sub(seconds) < forgotten => Progress::Over,
        _ => Progress::Forgotten,
    };
    let cue = session(now, &running.treatment, running.part.as_deref())
        .and_then(|session| session.cues.into_iter().rfind(|cue| cue.from <= elapsed))
        .filter(|_| matches!(progress, Progress::Going { .. }));
    Standing {
        running,
        seconds,
        ends_at: later(running.started_at, i64::from(seconds)),
        progress,
        cue,
        ask: pace.filter(|_| progress == Progress::Forgotten).map(|pace| pace.say_forgotten.as_str()),
    }
}

/// The most seconds that a session of its treatment may last: its limit, or the whole of what leads through it.
fn longest(now: &Now<'_>, running: &Running) -> u32 {
    let treatment = now.guideline().treatment(&running.treatment);
    let item = timed(now, &running.treatment);
    let minutes = treatment.zip(item).and_then(|(treatment, item)| minutes(now, item, treatment));
    let led = item.filter(|item| item.script.is_some());
    let led =
        led.and_then(|_| session(now, &running.treatment, running.part.as_deref())).map(|session| session.seconds);
    let limit = minutes.map(|(_, most)| most.saturating_mul(SECONDS_A_MINUTE));
    limit.max(led).unwrap_or(u32::MAX)
}

impl Standing<'_> {
    /// What to record when it ends at an instant, and when it ended: never later than it was meant to.
    pub fn ended(&self, at: Timestamp, pain_after: Option<f64>) -> (Timestamp, Event) {
        let at = at.min(self.ends_at).max(self.running.started_at);
        let event = Event::TreatmentUsed {
            treatment: self.running.treatment.clone(),
            part: self.running.part.clone(),
            seconds: Some(seconds_between(self.running.started_at, at)),
            session: Some(self.running.id),
            pain_before: self.running.pain_before,
            pain_after,
        };
        (at, event)
    }

    /// What to record when it was given up and does not count.
    pub const fn abandoned(&self) -> Event {
        Event::SessionAbandoned { session: self.running.id }
    }
}
