//! Taking a dose of a medicine of the plan: the warning before it, the dose itself, and the refusal.

use crate::App;
use crate::components::{NoticeKind, notice, submit_button};
use crate::error::Trouble;
use crate::pages::check::Sent;
use crate::pages::medicines::{HREF, may, page, product, too_much};
use crate::pages::write::{Posted, attempt, event_field, number, pain_field, sent};
use crate::present::Present;
use crate::visit::Visit;
use crate::when::When;
use axum::http::StatusCode;
use axum::response::Response;
use easeback_engine::capital;
use easeback_episode::{Content, Event, May, Room};
use easeback_guideline::{Guideline, Limit, Medicine, Treatment, TreatmentKind};
use easeback_store::EventStore;
use maud::{Markup, html};

/// One button for each amount that may be taken, with what it would use up said before.
pub(super) fn take_form<S>(
    app: &App<S>,
    present: &Present<'_>,
    when: &When,
    treatment: &Treatment,
    room: &Room<'_>,
    instead: bool,
) -> Markup {
    let ledger = present.ledger();
    let amounts = amounts(present.engine.guideline(), treatment, room);
    let on_skin = treatment.kind == TreatmentKind::SkinRub;
    html! {
        @for limit in &room.mind { (notice(NoticeKind::Info, "", &html! { p { (limit.say) } })) }
        form method="post" action="/medicines/take" {
            (event_field(app))
            input type="hidden" name="treatment" value=(treatment.id);
            details.fold-away {
                summary { "Add how bad the pain is" }
                (pain_field("pain_before", "How bad is the pain now?"))
            }
            @for (mg, label) in &amounts {
                @let reached = match mg {
                    Some(mg) => ledger.reached_by(&treatment.id, *mg, when.now),
                    None => room.reaches.clone(),
                };
                @if !reached.is_empty() { (warning(&format!("{} uses up a limit", capital(label)), &reached)) }
                p { button.btn.wide.quiet[instead] type="submit" name="mg" value=(mg.map_or_else(String::new, |mg| mg.to_string())) {
                    @if on_skin { "I put it on now" } @else { "I take " (label) " now" }
                } }
            }
        }
    }
}

/// What a dose uses up: said before it is taken.
pub(super) fn warning(title: &str, reached: &[&Limit]) -> Markup {
    notice(NoticeKind::Warning, title, &html! { @for limit in reached { p { (limit.say) } } })
}

/// The amounts to choose from, with their words: whole tablets, or the first dose, up to the most.
fn amounts(guideline: &Guideline, treatment: &Treatment, room: &Room<'_>) -> Vec<(Option<f64>, String)> {
    let Some(doses) = guideline.medicine(&treatment.id) else { return Vec::new() };
    let most = room.most_mg.or(doses.single_mg_max);
    match (doses.strength_mg, doses.first_mg, most) {
        (Some(tablet), _, Some(most)) => (1..=4_u32)
            .map(|count| (count, f64::from(count) * tablet))
            .filter(|(_, mg)| *mg <= most && room.least_mg.is_none_or(|least| *mg >= least))
            .map(|(count, mg)| {
                (Some(mg), format!("{count} tablet{} of {tablet} mg", if count == 1 { "" } else { "s" }))
            })
            .collect(),
        (None, Some(first), Some(most)) => {
            let of = doses.amount_of.as_deref().map_or(String::new(), |of| format!(" of {of}"));
            let mut list = vec![first, most];
            list.retain(|mg| *mg <= most);
            list.dedup();
            list.into_iter().map(|mg| (Some(mg), format!("{mg} mg{of}"))).collect()
        }
        _ => vec![(None, "it".to_owned())],
    }
}

/// The medicine of the plan that a form names.
pub(super) fn named<'g>(guideline: &'g Guideline, sent: &Sent) -> Result<(&'g Treatment, &'g Medicine), Trouble> {
    let id = sent.get("treatment").ok_or(Trouble::BAD_FORM)?;
    guideline.treatment(id).zip(guideline.medicine(id)).ok_or(Trouble::BAD_FORM)
}

/// So much of a medicine of the plan, taken.
pub(super) fn dose(treatment: &Treatment, doses: &Medicine, mg: Option<f64>, pain_before: Option<f64>) -> Event {
    Event::MedicineTaken {
        product: None,
        name: treatment.name.clone(),
        units: mg.zip(doses.strength_mg).map(|(mg, tablet)| mg / tablet),
        contents: vec![Content { ingredient: doses.ingredient.clone(), mg }],
        on_skin: treatment.kind == TreatmentKind::SkinRub,
        pain_before,
    }
}

/// `POST /medicines/take`: a dose of what may be taken now. What may not is refused, with the reason and the time, also
/// when the form is of an older page on which it was still allowed.
pub(crate) async fn take<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let guideline = app.engine.guideline();
    let (treatment, doses) = named(guideline, &sent)?;
    let (mg, pain_before) = (number(&sent, "mg")?, number(&sent, "pain_before")?);
    let before = app.present().await?.decision.disposition.level();
    let made = attempt(&app, "/medicines/take", &sent, HREF, |present| {
        Ok(if is_allowed(present, treatment, mg) {
            Ok(vec![(None, dose(treatment, doses, mg, pain_before))])
        } else {
            Err(refused(&app, present, treatment, mg))
        })
    });
    match made.await? {
        Ok(done) => too_much::lead_on(&app, before, &sent, done).await,
        Err((present, answer)) => Ok(page(&app, &present, StatusCode::CONFLICT, &answer)),
    }
}

/// Whether this amount is one of those that may be taken now.
fn is_allowed(present: &Present<'_>, treatment: &Treatment, mg: Option<f64>) -> bool {
    let may = may::of(present, treatment);
    let fits = |room: &Room<'_>| amounts(present.engine.guideline(), treatment, room).iter().any(|one| one.0 == mg);
    may.now().is_some_and(fits)
}

fn refused<S>(app: &App<S>, present: &Present<'_>, treatment: &Treatment, mg: Option<f64>) -> Markup {
    let when = present.when();
    let may = may::of(present, treatment);
    let took = html! {
        input type="hidden" name="treatment" value=(treatment.id);
        @if let Some(mg) = mg { input type="hidden" name="mg" value=(mg); }
    };
    refusal(app, present, &when, &treatment.name, &may, &took)
}

/// Nothing was written, and why; with the way to say that it was taken all the same.
pub(super) fn refusal<S>(
    app: &App<S>,
    present: &Present<'_>,
    when: &When,
    name: &str,
    may: &May<'_>,
    took: &Markup,
) -> Markup {
    html! {
        section.act.refused role="alert" {
            h2 { "Do not take it: " (name) }
            @if may.now().is_some() { p.because { "This amount is not one that you may take now. Look below for how much." } }
            @else { (may::verdict(present, when, may)) }
            p { "Nothing was written into your log." }
            details {
                summary { "I have taken it already" }
                form method="post" action="/medicines/log" {
                    (event_field(app))
                    (took)
                    p { "Then your log must know. It counts, and we tell you if you had too much." }
                    (product::time_field(when, "anyway"))
                    div.go { (submit_button("Log it", "", "", true)) }
                }
            }
        }
    }
}
