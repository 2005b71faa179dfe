//! "Type a medicine that a doctor gave you": which class it is, asked for a yes before it counts as an answer.

use crate::App;
use crate::components::{NoticeKind, back_button, notice, submit_button};
use crate::error::Trouble;
use crate::known::{Known, Rows};
use crate::pages::check::Stretch;
use crate::pages::frame::WORDS;
use crate::pages::medicines::{FOUND, HREF, LOOKED_FOR};
use crate::pages::write::{Posted, event_field, sent, write};
use crate::present::Present;
use crate::visit::Visit;
use axum::response::Response;
use easeback_engine::{Answer, Engine, PersonFacts};
use easeback_episode::{Event, answered};
use easeback_guideline::{Guideline, LevelId};
use easeback_store::EventStore;
use maud::{Markup, html};

/// Where medicines are looked up by name.
pub(crate) const NAMES_HREF: &str = "/medicines/name";

/// The question whose options the classes are.
const MEDICINES: &str = "medicines";

/// Its option for a medicine that is in none of the lists.
const OTHER: &str = "other_medicine";

/// The way there, from the page of medicines.
pub(super) fn way_there() -> Markup {
    html! {
        section {
            h2 { "Medicines from a doctor" }
            p { "Some do not go with a painkiller. Tell us once what you take." }
            p { a.btn.quiet href=(NAMES_HREF) { "Look up a medicine by its name" } }
        }
    }
}

/// `GET /medicines/name`.
pub(crate) async fn show<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let present = app.present().await?;
    Ok(page(&app, &present, &html! {}))
}

/// `POST /medicines/name`: nothing is written.
pub(crate) async fn find<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let name = sent.get(LOOKED_FOR).map(str::trim).unwrap_or_default();
    let present = app.present().await?;
    Ok(page(&app, &present, &found(&app, &present, name)))
}

fn page<S>(app: &App<S>, present: &Present<'_>, answer: &Markup) -> Response {
    let asking = is_asking(present.engine, &present.known.rows(), &present.known.facts(present.engine));
    let back = if asking { Stretch::Medicines.href(None) } else { HREF.to_owned() };
    let body = html! {
        div data-here=(NAMES_HREF) {
            (back_button(&back, WORDS))
            h1 { "A medicine that a doctor gave you" }
            @if to_name(&present.known).is_some() { (to_be_named()) }
            p { "Type its name as it stands on the box. We look which kind it is, and you say yes or no." }
            form.search method="post" action=(NAMES_HREF) role="search" {
                label.vh for="medicine-name" { "Name of the medicine" }
                input #medicine-name type="search" name=(LOOKED_FOR) autocomplete="off" maxlength="80" required;
                (submit_button("Search", "", "", false))
            }
            (answer)
            (told(present))
            @if to_name(&present.known).is_some() { (was_none(app)) }
        }
    };
    present.frame().page("A medicine that a doctor gave you", HREF, &body)
}

fn to_be_named() -> Markup {
    notice(
        NoticeKind::Warning,
        "Which medicine did your doctor give you?",
        &html! {
            p { "Until we know it, we suggest no pain medicine, herb or rub. Some must not be taken together." }
        },
    )
}

fn was_none<S>(app: &App<S>) -> Markup {
    html! {
        form.card method="post" action="/medicines/name/none" {
            (event_field(app))
            h2 { "Was it no new medicine after all?" }
            (submit_button("They gave me no new medicine", "", "", true))
        }
    }
}

/// What a doctor's new medicine leaves unknown about the kinds that the person takes, until it is named: all that was
/// not chosen before.
pub(crate) fn some_new(rows: &Rows) -> Rows {
    let option = |(row, answer): (&String, &Answer)| {
        let option = row.strip_prefix(&row_start())?.to_owned();
        (*answer == Answer::YesNo(true)).then_some(option)
    };
    let mut chosen: Vec<String> = rows.iter().filter_map(option).collect();
    if let Some(Answer::ManyOf { chosen: whole, .. }) = rows.get(MEDICINES) {
        chosen.extend(whole.iter().cloned());
    }
    [(MEDICINES.to_owned(), Answer::ManyOf { chosen, not_sure: true })].into()
}

/// The last visit at which a doctor gave a new medicine, as long as nobody has said which: what was known before it
/// stands with the visit.
pub(crate) fn to_name(known: &Known) -> Option<&easeback_episode::Visit> {
    let episode = known.episode()?;
    let visit = episode.visits.last()?;
    let now = episode.rows.get(MEDICINES)?;
    let unsure = matches!(now, Answer::ManyOf { not_sure: true, .. });
    (unsure && visit.since.iter().any(|(row, answer)| row == MEDICINES && answer == now)).then_some(visit)
}

/// What was known of the person's medicines before the doctor gave a new one.
fn before(visit: &easeback_episode::Visit) -> Rows {
    let of_them = |row: &String| row == MEDICINES || row.starts_with(&row_start());
    visit.rows.iter().filter(|(row, _)| of_them(row)).map(|(row, answer)| (row.clone(), answer.clone())).collect()
}

fn row_start() -> String {
    format!("{MEDICINES}.")
}

fn found<S>(app: &App<S>, present: &Present<'_>, name: &str) -> Markup {
    let guideline = present.engine.guideline();
    // A medicine that is two kinds at once is found under both.
    let found = guideline.find_medicine_names(name, FOUND);
    html! {
        section #found {
            h2 { "“" (name) "”" }
            @if found.is_empty() {
                p { "We do not know this name. It may still matter: go through the list of kinds, or ask a pharmacist." }
                @if present.known.episode().is_some() && !name.is_empty() { (other(app, present)) }
            } @else if present.known.episode().is_none() {
                p { "Begin the check first. It asks for your medicines when they matter." }
            }
            @for one in &found {
                div.card {
                    h3 { (one.name.name) @if let Some(note) = &one.name.note { " " span.small.soft { "(" (note) ")" } } }
                    p { "This kind:" }
                    ul { @for class in &one.list.classes { li { (says(guideline, class)) } } }
                    @if present.known.episode().is_some() {
                        @if has(&present.known.rows(), &one.list.classes) && to_name(&present.known).is_none() {
                            p { strong { "You have told us already that you take this kind." } }
                        } @else {
                            form method="post" action="/medicines/name/yes" {
                                (event_field(app))
                                input type="hidden" name="list" value=(one.list.id);
                                div.go { (submit_button("Yes, I take this", "", "", true)) }
                            }
                        }
                    }
                }
            }
            @if !found.is_empty() { p { "None of these? Try another name on the box, such as the one in small print." } }
        }
    }
}

/// The way to say that it is a medicine in none of the lists.
fn other<S>(app: &App<S>, present: &Present<'_>) -> Markup {
    html! {
        div.card {
            p { (says(present.engine.guideline(), OTHER)) }
            @if takes(&present.known.rows(), OTHER) && to_name(&present.known).is_none() {
                p { strong { "You have told us already that you take such a one." } }
            } @else {
                form method="post" action="/medicines/name/yes" {
                    (event_field(app))
                    input type="hidden" name="list" value=(OTHER);
                    div.go { (submit_button("Yes, I take this: add it as another medicine", "", "", true)) }
                }
            }
        }
    }
}

/// The kinds that the person takes, as far as we were told.
fn told(present: &Present<'_>) -> Markup {
    let guideline = present.engine.guideline();
    let Some((_, finding)) = guideline.finding(MEDICINES) else { return html! {} };
    let rows = present.known.rows();
    let taken: Vec<&str> =
        finding.options.iter().filter(|option| takes(&rows, &option.id)).map(|option| option.say.as_str()).collect();
    html! {
        @if !taken.is_empty() {
            section {
                h2 { "What you told us you take" }
                ul { @for say in taken { li { (say) } } }
                p { a href="/result" { "Your answers, to change them" } }
            }
        }
    }
}

fn says<'g>(guideline: &'g Guideline, class: &'g str) -> &'g str {
    let option = guideline.finding(MEDICINES).and_then(|(_, finding)| finding.option(class));
    option.map_or(class, |(_, option)| option.say.as_str())
}

fn takes(rows: &Rows, class: &str) -> bool {
    match rows.get(MEDICINES) {
        Some(Answer::ManyOf { chosen, .. }) => chosen.iter().any(|one| one == class),
        _ => rows.get(&row(class)) == Some(&Answer::YesNo(true)),
    }
}

fn has(rows: &Rows, classes: &[String]) -> bool {
    classes.iter().all(|class| takes(rows, class))
}

fn row(class: &str) -> String {
    format!("{MEDICINES}.{class}")
}

/// Whether the person is in the middle of the questions about medicines.
fn is_asking(engine: &Engine, rows: &Rows, facts: &PersonFacts) -> bool {
    rows.contains_key("wants") && Stretch::Medicines.next(engine, facts).is_some()
}

/// The answers that the person takes a medicine of these kinds.
fn answers(rows: &Rows, classes: &[String]) -> Rows {
    if let Some(Answer::ManyOf { chosen, not_sure }) = rows.get(MEDICINES) {
        let more = classes.iter().filter(|class| !chosen.contains(class)).cloned();
        let answer = Answer::ManyOf { chosen: chosen.iter().cloned().chain(more).collect(), not_sure: *not_sure };
        return [(MEDICINES.to_owned(), answer)].into();
    }
    classes.iter().map(|class| (row(class), Answer::YesNo(true))).collect()
}

/// `POST /medicines/name/yes`: the person takes it, so its kinds are answers.
pub(crate) async fn confirm<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let id = sent.get("list").ok_or(Trouble::BAD_FORM)?;
    let lists = &app.engine.guideline().medicine_names;
    let other = [OTHER.to_owned()];
    let classes = match id {
        OTHER => other.as_slice(),
        id => lists.iter().find(|list| list.id == id).map(|list| list.classes.as_slice()).ok_or(Trouble::BAD_FORM)?,
    };
    let before = app.present().await?;
    // Whoever was in the middle of these questions goes on with them; whoever has to be seen sooner is told so.
    let rows = answered(before.known.rows(), &named(&before.known, classes));
    let facts = before.known.facts_with(&app.engine, &rows);
    let level = app.engine.disposition(&facts).level();
    let urgent =
        matches!(level, LevelId::SameDay | LevelId::EmergencyNow) && before.decision.disposition.level() != level;
    let then = match (urgent, is_asking(&app.engine, &rows, &facts)) {
        (true, _) => "/result".to_owned(),
        (false, true) => Stretch::Medicines.href(None),
        (false, false) => NAMES_HREF.to_owned(),
    };
    write(&app, "/medicines/name/yes", &sent, &then, |present| {
        let rows = present.known.rows();
        let given = Event::AnswersGiven { screen: None, answers: named(&present.known, classes) };
        let new = !has(&rows, classes) || to_name(&present.known).is_some();
        Ok((present.known.episode().is_some() && new).then_some((None, given)).into_iter().collect())
    })
    .await
}

/// The answers once a medicine of these kinds was named. The one that a doctor gave is known then, and what was known
/// before it is known again.
fn named(known: &Known, classes: &[String]) -> Rows {
    match to_name(known) {
        Some(visit) => {
            let rows = before(visit);
            let new = answers(&rows, classes);
            answered(rows, &new)
        }
        None => answers(&known.rows(), classes),
    }
}

/// `POST /medicines/name/none`: the doctor gave no new medicine, so what was known before is known again.
pub(crate) async fn none<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    write(&app, "/medicines/name/none", &sent, "/today", |present| {
        let Some(visit) = to_name(&present.known) else { return Ok(Vec::new()) };
        Ok(vec![(None, as_before(visit))])
    })
    .await
}

/// Makes what was known of the person's medicines before a visit known again.
pub(crate) fn as_before(visit: &easeback_episode::Visit) -> Event {
    let rows = before(visit);
    if rows.is_empty() {
        Event::AnswersWithdrawn { rows: vec![MEDICINES.to_owned()] }
    } else {
        Event::AnswersGiven { screen: None, answers: rows }
    }
}
