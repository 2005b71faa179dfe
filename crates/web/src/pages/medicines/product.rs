//! Products in the shop: what is inside, whether all of it together may be taken, and the forms to log it.

use crate::App;
use crate::components::{NoticeKind, notice, submit_button};
use crate::error::Trouble;
use crate::pages::check::Sent;
use crate::pages::medicines::take::{dose, named, refusal, warning};
use crate::pages::medicines::{FOUND, HREF, LOOKED_FOR, asked, by_hand, ingredient, may, page, too_much};
use crate::pages::write::{Posted, attempt, event_field, number, sent};
use crate::present::Present;
use crate::visit::Visit;
use crate::when::When;
use axum::http::StatusCode;
use axum::response::Response;
use easeback_episode::{Content, Event, May, MayProduct};
use easeback_guideline::{Guideline, Product, ProductKind};
use easeback_store::EventStore;
use maud::{Markup, html};

/// The field that says whether a dose is about to be taken, or was. Without it, it was.
pub(super) const INTENT: &str = "intent";
const NOW: &str = "now";
pub(super) const TOOK: &str = "took";
/// The field of somebody who has read what a dose uses up.
const AWARE: &str = "aware";

/// The form to look for a product.
pub(super) fn search() -> Markup {
    html! {
        section #search {
            h2 { "What is inside a product?" }
            p { "Type the name on the box. Cold, flu, sleep and period medicines often hold a painkiller too." }
            form.search method="post" action="/medicines/find" role="search" {
                label.vh for="product-name" { "Name on the box" }
                input #product-name type="search" name=(LOOKED_FOR) autocomplete="off" maxlength="80" required;
                (submit_button("Search", "", "", true))
            }
        }
    }
}

/// `POST /medicines/find`: products by name. Nothing is written.
pub(crate) async fn find<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let name = sent.get(LOOKED_FOR).map(str::trim).unwrap_or_default();
    let present = app.present().await?;
    let guideline = present.engine.guideline();
    let country = present.frame().place.country.map(|country| country.id.as_str());
    let mut products = if name.is_empty() { Vec::new() } else { guideline.find_products(name, country, FOUND) };
    // The pages are for adults.
    products.sort_by_key(|product| product.kind == ProductKind::Children);
    let answer = html! {
        section #found {
            h2 { "We found " @if products.is_empty() { "nothing" } @else { (products.len()) } " for “" (name) "”" }
            @if products.is_empty() {
                p { "Check the spelling, or type in below what the box says." }
            } @else {
                p { "Open the one that you have, and compare it with the box." }
            }
            @for (place, product) in products.iter().enumerate() {
                (card(&app, &present, product, place == 0 && products.len() == 1))
            }
            (by_hand::form(&app, &present, name))
        }
    };
    Ok(page(&app, &present, StatusCode::OK, &answer))
}

fn card<S>(app: &App<S>, present: &Present<'_>, product: &Product, open: bool) -> Markup {
    let guideline = present.engine.guideline();
    let when = present.when();
    let usual = product.units_per_dose.unwrap_or(1);
    let country = guideline.country(&product.country).map(|country| country.name.as_str());
    html! {
        details.card.product open[open] {
            summary {
                strong { (product.name) } " "
                span.small.soft { (product.form) @if let Some(country) = country { ", " (country) } }
            }
            (inside(guideline, product))
            @if let Some(note) = &product.note { p { (note) } }
            @if product.review.is_some() {
                p.small.soft { "Nobody has checked this against the box yet. Please compare." }
            }
            form method="post" action="/medicines/log" {
                (event_field(app))
                input type="hidden" name="product" value=(product.id);
                @if present.known.episode().is_some() { (asked(present, &when, product, f64::from(usual))) }
                p.field {
                    label for={ "units-" (product.id) } { "How many? (" (product.unit.as_deref().unwrap_or("dose")) ")" }
                    input type="number" id={ "units-" (product.id) } name="units" min="0.001" max="100" step="any" value=(usual) required;
                }
                (missing_amounts(guideline, product))
                @if present.known.episode().is_some() && !product.more_inside {
                    div.go { (submit_button("I want to take it now: check and log", INTENT, NOW, false)) }
                }
                h3 { "I took it already" }
                (time_field(&when, &product.id))
                div.go { (submit_button("Log it", INTENT, TOOK, true)) }
            }
        }
    }
}

/// What is in one unit, with a word on what hides in it.
fn inside(guideline: &Guideline, product: &Product) -> Markup {
    let known = || product.ingredients.iter().filter_map(|content| guideline.ingredient(&content.ingredient));
    let mut notes: Vec<&str> = known().filter_map(|one| one.note.as_deref()).collect();
    notes.dedup();
    html! {
        h3 { "In each " (product.unit.as_deref().unwrap_or("dose")) }
        ul.inside {
            @for content in &product.ingredients {
                li {
                    (ingredient(guideline, &content.ingredient))
                    @match (content.mg, content.percent) {
                        (Some(mg), _) => { " " strong.number { (mg) " mg" } },
                        (None, Some(percent)) => { " " strong.number { (percent) " %" } },
                        (None, None) => ", amount not known",
                    }
                }
            }
            @if product.more_inside { li { "And more that we do not know. Read the box." } }
        }
        @if !notes.is_empty() {
            (notice(NoticeKind::Warning, "Look out", &html! { @for note in notes { p { (note) } } }))
        }
    }
}

/// Whether the usual amount may be taken now, and what it would use up.
fn asked(present: &Present<'_>, when: &When, product: &Product, usual: f64) -> Markup {
    let unknown = !product.on_skin && product.ingredients.iter().any(|content| content.mg.is_none());
    if unknown {
        return html! { p { strong { "Type in the amount from the box, and we can tell." } } };
    }
    if product.more_inside {
        return html! { p { strong { "We do not know all that is in it. Ask a pharmacist before you take it." } } };
    }
    let MayProduct { may, counts, .. } = may_take(present, product, &contents(product, usual));
    html! {
        (may::verdict(present, when, &may))
        @if may.now().is_some() { @for (medicine, _) in &counts { (may::for_this_person(present, medicine)) } }
        @if let Some(room) = may.now().filter(|room| !room.reaches.is_empty()) {
            (warning("This uses up a limit", &room.reaches))
        }
    }
}

fn may_take<'a>(present: &'a Present<'_>, product: &Product, contents: &[Content]) -> MayProduct<'a> {
    let now = present.known.now;
    present.ledger().may_take_product(&present.decision, Some(&product.id), contents, product.on_skin, now)
}

/// A field for each amount that we do not know: it is asked, never guessed.
fn missing_amounts(guideline: &Guideline, product: &Product) -> Markup {
    let missing = product.ingredients.iter().filter(|content| content.mg.is_none() && !product.on_skin);
    html! {
        @for content in missing {
            @let id = format!("mg-{}-{}", product.id, content.ingredient);
            p.field {
                label for=(id) { (ingredient(guideline, &content.ingredient)) ": how many mg in one? See the box. Leave it out if you cannot tell." }
                input type="number" id=(id) name={ "mg." (content.ingredient) } min="0.001" max="20000" step="any";
            }
        }
    }
}

/// When it was taken: now, or at another time.
pub(super) fn time_field(when: &When, id: &str) -> Markup {
    html! {
        p.field {
            label for={ "at-" (id) } { "When?" }
            input type="datetime-local" id={ "at-" (id) } name="at" value=(when.field(when.now)) max=(when.field(when.now)) required;
        }
    }
}

/// What so many units of a product hold.
fn contents(product: &Product, units: f64) -> Vec<Content> {
    let content = |one: &easeback_guideline::Content| Content {
        ingredient: one.ingredient.clone(),
        mg: one.mg.map(|mg| mg * units),
    };
    product.ingredients.iter().map(content).collect()
}

/// `POST /medicines/log`: what was taken, whatever it was; or a product that is about to be taken, if it may be.
pub(crate) async fn log<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let guideline = app.engine.guideline();
    let product = match sent.get("product") {
        Some(id) => Some(guideline.product(id).ok_or(Trouble::BAD_FORM)?),
        None => None,
    };
    let told = match product {
        Some(product) => Ok(of_product(product, &sent)?),
        None if sent.get("treatment").is_some() => {
            let (treatment, doses) = named(guideline, &sent)?;
            Ok(dose(treatment, doses, number(&sent, "mg")?, None))
        }
        None => by_hand::read(guideline, &sent)?,
    };
    let about_to = product.filter(|_| sent.has(INTENT, NOW));
    let before = app.present().await?.decision.disposition.level();
    let made = attempt(&app, "/medicines/log", &sent, HREF, |present| {
        let event = match &told {
            Ok(event) => event,
            Err(open) => return Ok(Err((StatusCode::UNPROCESSABLE_ENTITY, by_hand::which(&sent, open)))),
        };
        let at = match about_to {
            Some(product) => match not_yet(&app, present, product, event, &sent) {
                Some(answer) => return Ok(Err((StatusCode::CONFLICT, answer))),
                None => None,
            },
            None => match asked::time(&present.when(), guideline, &sent) {
                Ok(at) => at,
                Err(answer) => return Ok(Err((StatusCode::UNPROCESSABLE_ENTITY, answer))),
            },
        };
        Ok(Ok(vec![(at, event.clone())]))
    });
    match made.await? {
        Ok(done) => too_much::lead_on(&app, before, &sent, done).await,
        Err((present, (status, answer))) => Ok(page(&app, &present, status, &answer)),
    }
}

fn all_of(event: &Event) -> &[Content] {
    match event {
        Event::MedicineTaken { contents, .. } => contents,
        _ => &[],
    }
}

/// What stands in the way of a dose that is about to be taken: the refusal, or a limit to know of first.
fn not_yet<S>(app: &App<S>, present: &Present<'_>, product: &Product, event: &Event, sent: &Sent) -> Option<Markup> {
    let when = present.when();
    let may = may_take(present, product, all_of(event)).may;
    let again = html! {
        @for (name, value) in sent.0.iter().filter(|(name, _)| name == "product" || name == "units" || name.starts_with("mg.")) {
            input type="hidden" name=(name) value=(value);
        }
    };
    match &may {
        May::Now(room) if room.reaches.is_empty() || sent.has(AWARE, "yes") => None,
        May::Now(room) => Some(html! {
            section.act role="alert" {
                h2 { "Before you take it: " (product.name) }
                (warning("This uses up a limit", &room.reaches))
                form method="post" action="/medicines/log" {
                    (event_field(app))
                    (again)
                    input type="hidden" name=(AWARE) value="yes";
                    div.go {
                        (submit_button("I take it now", INTENT, NOW, false))
                        a.btn.quiet href=(HREF) { "I do not take it" }
                    }
                }
            }
        }),
        _ => Some(refusal(app, present, &when, &product.name, &may, &again)),
    }
}

fn of_product(product: &Product, sent: &Sent) -> Result<Event, Trouble> {
    let units = number(sent, "units")?.filter(|units| *units > 0.0).ok_or(Trouble::BAD_FORM)?;
    let mut contents = contents(product, units);
    if contents.is_empty() {
        // It counts as what nobody knows.
        contents.push(Content { ingredient: product.name.clone(), mg: None });
    }
    for content in contents.iter_mut().filter(|content| content.mg.is_none()) {
        content.mg = number(sent, &format!("mg.{}", content.ingredient))?.map(|mg| mg * units);
    }
    let (product, name, on_skin) = (Some(product.id.clone()), product.name.clone(), product.on_skin);
    Ok(Event::MedicineTaken { product, name, units: Some(units), contents, on_skin, pain_before: None })
}
