//! "You have had too much": what to do now, as long as the doses in the log say so, with and without a spasm.
//!
//! A red flag about doses comes with its action. Where none fires, the limits that were passed are told in their own
//! words.

use crate::components::{ActionBox, Call, NoticeKind, action_box, notice};
use crate::error::Trouble;
use crate::pages::check::Sent;
use crate::pages::write::lead;
use crate::present::Present;
use crate::visit::Visit;
use crate::when::When;
use axum::response::{IntoResponse, Redirect, Response};
use easeback_episode::{Passed, passed};
use easeback_guideline::{Action, LevelId, RedFlag};
use easeback_store::EventStore;
use maud::{Markup, html};

/// Where it stands.
const HREF: &str = "/medicines#too-much";

/// Where a dose that was logged leads: to help where what is to be done has changed, to what it passed, or else on.
pub(crate) async fn lead_on<S: EventStore>(
    app: &Visit<S>,
    before: LevelId,
    sent: &Sent,
    done: Response,
) -> Result<Response, Trouble> {
    let present = app.present().await?;
    let level = present.decision.disposition.level();
    let urgent = matches!(level, LevelId::SameDay | LevelId::EmergencyNow) && level != before;
    let (flags, limits) = (flags(&present), limits(&present));
    Ok(if urgent && present.known.episode().is_some() {
        lead("/result", sent)
    } else if !flags.is_empty() {
        // No word stands above the way to help.
        Redirect::to(HREF).into_response()
    } else if limits.is_empty() {
        done
    } else {
        lead(HREF, sent)
    })
}

/// The red flags that doses set off, the most urgent first.
fn flags<'p>(present: &'p Present<'_>) -> Vec<&'p RedFlag> {
    let guideline = present.engine.guideline();
    let of_doses =
        |id: &easeback_guideline::FindingId| guideline.finding_at(*id).is_some_and(|finding| finding.about.is_some());
    let reasons = present.decision.reasons.iter().filter(|reason| reason.facts.iter().any(of_doses));
    let mut flags: Vec<&RedFlag> = reasons.map(|reason| reason.red_flag).collect();
    flags.sort_by_key(|flag| std::cmp::Reverse(flag.level));
    flags
}

fn limits<'p>(present: &'p Present<'_>) -> Vec<Passed<'p>> {
    passed(present.engine.guideline(), &present.known.log, present.known.now)
}

/// What there is to say; nothing where the doses keep all limits.
pub(super) fn section(present: &Present<'_>, when: &When) -> Markup {
    let (flags, limits) = (flags(present), limits(present));
    html! {
        @if !flags.is_empty() || !limits.is_empty() {
            div #too-much role="alert" {
                @if let Some(worst) = flags.first() { (what_to_do(present, worst, flags.get(1..).unwrap_or_default())) }
                @for one in &limits { (limit(present, when, one, flags.is_empty())) }
            }
        }
    }
}

fn what_to_do(present: &Present<'_>, worst: &RedFlag, others: &[&RedFlag]) -> Markup {
    let guideline = present.engine.guideline();
    let action = |flag: &RedFlag| guideline.action(&flag.action);
    let first = action(worst).map(|action| action.say.as_str());
    let beside = others.iter().filter_map(|flag| action(flag).map(Action::say_beside));
    let mut steps: Vec<&str> = first.into_iter().chain(beside.filter(|say| !say.is_empty())).collect();
    steps.dedup();
    let place = present.frame().place;
    let emergency = (worst.level == LevelId::EmergencyNow).then(|| place.emergency());
    let poison = place.country.and_then(|country| country.poison.as_ref());
    let numbers: Vec<(String, &str)> = poison
        .map(|line| {
            // Some lines carry their number in their name, as "NHS 111".
            let number = if line.name.contains(&line.number) { String::new() } else { format!(": {}", line.number) };
            (format!("Call {}{number}", line.name), line.number.as_str())
        })
        .into_iter()
        .chain(emergency.map(|number| (format!("Call {number}"), number)))
        .collect();
    // A number in words ("112 or your local number") is told, not dialled.
    let (calls, told): (Vec<_>, Vec<_>) =
        numbers.iter().partition(|(_, number)| !number.contains(|sign: char| sign.is_alphabetic()));
    let calls: Vec<Call<'_>> = calls.into_iter().map(|(label, number)| Call { label, number }).collect();
    html! {
        @for (label, _) in told { p.lead { strong { (label) } } }
        (action_box(&ActionBox { level: worst.level.word(), title: &worst.because, calls: &calls, steps: &steps }))
    }
}

fn limit(present: &Present<'_>, when: &When, passed: &Passed<'_>, alone: bool) -> Markup {
    let name = present.engine.guideline().treatment(passed.medicine).map_or("", |treatment| treatment.name.as_str());
    let title = if passed.over.is_empty() {
        format!("{name}: a limit is used up")
    } else {
        format!("{name}: too much or too soon")
    };
    notice(
        NoticeKind::Warning,
        &title,
        &html! {
            @for limit in passed.over.iter().chain(&passed.reached) { p { (limit.say) } }
            // Beside a red flag the order is to take no more.
            @if let Some(again) = passed.again.filter(|_| alone) { p { "No more of it before " strong.number { (when.at(again)) } "." } }
        },
    )
}
