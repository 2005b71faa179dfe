//! Medicines: what may be taken now and from when, what was taken, and what hides inside a product.
//!
//! Two things are kept apart. *May I take it?* is answered by the ledger, and a dose that is not allowed is refused with the
//! reason and the time. *I took it* is always written down, because a log that refuses the truth would be worth nothing.
//!
//! The name that somebody looks for is sent in a form, never in an address.

use crate::App;
use crate::components::{NoticeKind, notice, submit_button};
use crate::error::Trouble;
use crate::pages::check::Sent;
use crate::pages::write::{Posted, event_field, number, pain_field, sent, write};
use crate::present::Present;
use crate::visit::Visit;
use crate::when::When;
use axum::response::Response;
use easeback_episode::{Content, Dose, Event, May, Room, Why};
use easeback_guideline::{Guideline, Medicine, Product, Treatment, TreatmentKind};
use easeback_store::EventStore;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};

/// The field with the name that somebody looks for.
const LOOKED_FOR: &str = "name";

/// How many products are shown for a name.
const FOUND: usize = 12;

/// `GET /medicines`.
pub(crate) async fn show<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let present = app.present().await?;
    Ok(page(&app, &present, html! {}))
}

/// `POST /medicines/find`: products by name. Nothing is written.
pub(crate) async fn find<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let name = sent.get(LOOKED_FOR).map(str::trim).unwrap_or_default();
    let present = app.present().await?;
    Ok(page(&app, &present, found(&app, &present, name)))
}

fn page<S>(app: &App<S>, present: &Present<'_>, answer: Markup) -> Response {
    let when = present.when();
    let body = html! {
        h1 { "Medicines" }
        (answer)
        @if present.known.log.open().is_some() { (may_take(app, present, &when)) }
        (search(present))
        (taken(app, present, &when))
    };
    present.frame().page("Medicines", "/medicines", &body)
}

/// What may be taken, and from when.
fn may_take<S>(app: &App<S>, present: &Present<'_>, when: &When) -> Markup {
    let (now, ledger) = (present.now(), present.ledger());
    let taken = |treatment: &Treatment| ledger.has_taken(&treatment.id);
    let is_medicine = |treatment: &&Treatment| {
        matches!(treatment.kind, TreatmentKind::Medicine | TreatmentKind::Herb | TreatmentKind::SkinRub)
    };
    let listed: Vec<&Treatment> = now
        .guideline()
        .treatments
        .iter()
        .filter(is_medicine)
        // Herbs and rubs stand here only when they are asked for, or were used.
        .filter(|treatment| {
            let suggested = now.decision.offer(&treatment.id).is_some_and(|offer| offer.suggested);
            treatment.kind == TreatmentKind::Medicine || suggested || taken(treatment)
        })
        .collect();
    html! {
        section {
            h2 { "May I take it now?" }
            @if listed.is_empty() { p { "There is nothing here that we could suggest." } }
            @for treatment in listed {
                @let may = match treatment.kind {
                    TreatmentKind::SkinRub => ledger.may_use(&present.decision, &treatment.id, when.now),
                    _ => ledger.may_take(&present.decision, &treatment.id, when.now),
                };
                (medicine(app, present, when, treatment, &may))
            }
        }
    }
}

fn medicine<S>(app: &App<S>, present: &Present<'_>, when: &When, treatment: &Treatment, may: &May<'_>) -> Markup {
    let guideline = present.engine.guideline();
    let doses = guideline.medicine(&treatment.id);
    html! {
        section.card.medicine id=(treatment.id) {
            h3 { (treatment.name) }
            @if let Some(doses) = doses.filter(|doses| !doses.also_called.is_empty()) {
                p.small.soft { "Sold as " (doses.also_called.join(", ")) "." }
            }
            @match may {
                May::Now(room) => {
                    p { strong { "Yes, you may." } }
                    (take_forms(app, present, when, treatment, room))
                }
                May::NotYet { from, reasons } => {
                    p { strong { "Not yet." } " From " strong.number { (when.at(*from)) } " (in " span.number data-until=(from.as_millisecond()) { (when.until(*from)) } ")." }
                    (why(when, reasons))
                }
                May::NotAtAll { reasons } => {
                    p { strong { "No, not now." } }
                    (why(when, reasons))
                }
            }
            @if let Some(total) = doses.and_then(|doses| total(present, doses)) { p.small { (total) } }
            p.small { a href={ "/learn/" (treatment.id) } { "How to take it, and who should not" } }
        }
    }
}

/// What was taken of it in 24 hours, beside the most.
fn total(present: &Present<'_>, doses: &Medicine) -> Option<String> {
    let most = doses.max_mg_24h?;
    let at = present.known.now;
    let recent = present.known.log.doses.iter().filter(|dose| dose.stands && is_recent(dose, at));
    let contents = recent.flat_map(|dose| &dose.contents).filter(|content| content.ingredient == doses.ingredient);
    let amounts: Vec<Option<f64>> = contents.map(|content| content.mg).collect();
    if amounts.is_empty() {
        return None;
    }
    let known: f64 = amounts.iter().flatten().sum();
    let unknown = amounts.iter().filter(|mg| mg.is_none()).count();
    let more = if unknown > 0 { " and some more that nobody knows" } else { "" };
    Some(format!("In the last 24 hours: {known} mg{more}, of at most {most} mg."))
}

fn is_recent(dose: &Dose, at: Timestamp) -> bool {
    dose.at > at.checked_sub(SignedDuration::from_hours(24)).unwrap_or(Timestamp::MIN)
}

fn why(when: &When, reasons: &[Why<'_>]) -> Markup {
    html! {
        ul {
            @for reason in reasons {
                @if let Some(say) = reason.rule.say() {
                    li { (say) @if let Some(until) = reason.until { " Until " (when.at(until)) "." } }
                }
            }
        }
    }
}

/// One button for each amount that may be taken, with what it would use up said before.
fn take_forms<S>(app: &App<S>, present: &Present<'_>, when: &When, treatment: &Treatment, room: &Room<'_>) -> Markup {
    let ledger = present.ledger();
    let amounts = amounts(present.engine.guideline(), treatment, room);
    html! {
        @for limit in &room.mind { p.small { (limit.say) } }
        form method="post" action="/medicines/take" {
            (event_field(app))
            input type="hidden" name="treatment" value=(treatment.id);
            (pain_field("pain_before", "How bad is the pain now? You may leave this out."))
            @for (mg, label) in &amounts {
                @let reached = mg.map(|mg| ledger.reached_by(&treatment.id, mg, when.now)).unwrap_or_default();
                @if !reached.is_empty() {
                    (notice(NoticeKind::Warning, &format!("{label} uses up a limit"), &html! {
                        @for limit in reached { p { (limit.say) } }
                    }))
                }
                p { button.btn.wide type="submit" name="mg" value=[mg.as_ref()] { "I take " (label) " now" } }
            }
        }
    }
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

/// `POST /medicines/take`: a dose of what may be taken now. What may not is refused, with the reason and the time.
pub(crate) async fn take<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let id = sent.get("treatment").ok_or(Trouble::BAD_FORM)?;
    let guideline = app.engine.guideline();
    let treatment = guideline.treatment(id).ok_or(Trouble::BAD_FORM)?;
    let doses = guideline.medicine(id).ok_or(Trouble::BAD_FORM)?;
    let (mg, pain_before) = (number(&sent, "mg")?, number(&sent, "pain_before")?);
    let on_skin = treatment.kind == TreatmentKind::SkinRub;
    // What the ledger no longer allows is not written: the page that follows says why, and from when.
    let then = format!("/medicines#{id}");
    write(&app, "/medicines/take", &sent, &then, |present| {
        let (ledger, now) = (present.ledger(), present.known.now);
        let may = if on_skin {
            ledger.may_use(&present.decision, id, now)
        } else {
            ledger.may_take(&present.decision, id, now)
        };
        let Some(room) = may.now() else { return Ok(Vec::new()) };
        let fits = amounts(guideline, treatment, room).iter().any(|(amount, _)| *amount == mg);
        if !fits {
            return Ok(Vec::new());
        }
        Ok(vec![(
            None,
            Event::MedicineTaken {
                product: None,
                name: treatment.name.clone(),
                units: mg.zip(doses.strength_mg).map(|(mg, tablet)| mg / tablet),
                contents: vec![Content { ingredient: doses.ingredient.clone(), mg }],
                on_skin,
                pain_before,
            },
        )])
    })
    .await
}

/// The form to look for a product.
fn search(present: &Present<'_>) -> Markup {
    html! {
        section {
            h2 { "What is inside a product?" }
            p { "Type the name on the box. Cold, flu, sleep and period medicines often hold a painkiller too." }
            form.row method="post" action="/medicines/find" role="search" {
                label.vh for="product-name" { "Name on the box" }
                input #product-name type="search" name=(LOOKED_FOR) autocomplete="off" maxlength="80" required;
                (submit_button("Look", "", "", true))
            }
            @if present.known.log.open().is_none() { p.small.soft { "What you log here is kept, also before a check." } }
        }
    }
}

/// The products of a name, what is in each, and the forms to log them.
fn found<S>(app: &App<S>, present: &Present<'_>, name: &str) -> Markup {
    let guideline = present.engine.guideline();
    let country = present.frame().place.country.map(|country| country.id.as_str());
    let products = if name.is_empty() { Vec::new() } else { guideline.find_products(name, country, FOUND) };
    html! {
        section #found {
            h2 { "“" (name) "”" }
            @if products.is_empty() { p { "We do not know a product of this name. You can type in what the box says." } }
            @for product in products { (product_card(app, present, product)) }
            (by_hand(app, present, name))
        }
    }
}

fn product_card<S>(app: &App<S>, present: &Present<'_>, product: &Product) -> Markup {
    let guideline = present.engine.guideline();
    let (when, ledger) = (present.when(), present.ledger());
    let unit = product.unit.as_deref().unwrap_or("dose");
    let usual = product.units_per_dose.unwrap_or(1);
    let inside = contents(product, f64::from(usual));
    let may = ledger.may_take_product(&present.decision, Some(&product.id), &inside, product.on_skin, when.now);
    let country = guideline.country(&product.country).map(|country| country.name.as_str());
    html! {
        details.card.product {
            summary {
                strong { (product.name) } " " span.soft { (product.form) @if let Some(country) = country { ", " (country) } }
            }
            h4 { "In each " (unit) }
            ul {
                @for content in &product.ingredients {
                    @let ingredient = guideline.ingredient(&content.ingredient);
                    li {
                        (ingredient.map_or(content.ingredient.as_str(), |ingredient| ingredient.name.as_str()))
                        @match content.mg { Some(mg) => { " " (mg) " mg" }, None => { ", amount not known" } }
                        @if let Some(note) = ingredient.and_then(|ingredient| ingredient.note.as_deref()) { br; span.small { (note) } }
                    }
                }
                @if product.more_inside { li { "And more; read the box." } }
            }
            @if let Some(note) = &product.note { p { (note) } }
            @if product.review.is_some() { p.small.soft { "Nobody has checked this against the box yet. Please compare." } }
            @if present.known.log.open().is_some() && !product.on_skin {
                @match &may.may {
                    May::Now(_) => p { strong { "You may take it now." } },
                    May::NotYet { from, reasons } => { p { strong { "Do not take it before " (when.at(*from)) "." } } (why(&when, reasons)) }
                    May::NotAtAll { reasons } => { p { strong { "Do not take it on your own now." } } (why(&when, reasons)) }
                }
            }
            form method="post" action="/medicines/log" {
                (event_field(app))
                input type="hidden" name="product" value=(product.id);
                h4 { "I took it" }
                p.field { label for={ "units-" (product.id) } { "How many? (" (unit) ")" }
                    input type="number" id={ "units-" (product.id) } name="units" min="0" max="100" step="any" value=(usual) required; }
                (missing_amounts(guideline, product))
                (time_field(&when, &product.id))
                div.go { (submit_button("Log it", "", "", false)) }
            }
        }
    }
}

/// A field for each amount that we do not know: it is asked, never guessed.
fn missing_amounts(guideline: &Guideline, product: &Product) -> Markup {
    html! {
        @for content in product.ingredients.iter().filter(|content| content.mg.is_none()) {
            @let id = format!("mg-{}-{}", product.id, content.ingredient);
            @let name = guideline.ingredient(&content.ingredient).map_or(content.ingredient.as_str(), |one| one.name.as_str());
            p.field {
                label for=(id) { (name) ", mg in one (see the box; leave it out if you cannot tell)" }
                input type="number" id=(id) name={ "mg." (content.ingredient) } min="0" max="20000" step="any";
            }
        }
    }
}

/// When it was taken: now, or at another time.
fn time_field(when: &When, id: &str) -> Markup {
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

/// What is not in our list: the person copies it from the box.
fn by_hand<S>(app: &App<S>, present: &Present<'_>, name: &str) -> Markup {
    let when = present.when();
    let ingredients = present.engine.guideline().ingredients.iter();
    html! {
        details.card {
            summary { "It is another product" }
            form method="post" action="/medicines/log" {
                (event_field(app))
                p.field { label for="by-hand-name" { "Name on the box" }
                    input type="text" id="by-hand-name" name="name" value=(name) maxlength="80" required; }
                p { "What is in it? Look for the active ingredients on the box. Leave empty what you do not need." }
                @for place in 1..=3_u32 {
                    p.field { label for={ "ingredient-" (place) } { "Ingredient " (place) }
                        input type="text" id={ "ingredient-" (place) } name={ "ingredient." (place) } list="ingredients" maxlength="60"; }
                    p.field { label for={ "amount-" (place) } { "All of it together, in mg (leave it out if you cannot tell)" }
                        input type="number" id={ "amount-" (place) } name={ "mg." (place) } min="0" max="20000" step="any"; }
                }
                datalist #ingredients { @for ingredient in ingredients { option value=(ingredient.name) {} } }
                label.pick { input type="checkbox" name="on_skin" value="yes"; span { "It goes on the skin" } }
                (time_field(&when, "by-hand"))
                div.go { (submit_button("Log it", "", "", true)) }
            }
        }
    }
}

/// `POST /medicines/log`: what was taken, whatever it was.
pub(crate) async fn log<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let event = match sent.get("product") {
        Some(id) => of_product(app.engine.guideline().product(id).ok_or(Trouble::BAD_FORM)?, &sent)?,
        None => typed(app.engine.guideline(), &sent)?,
    };
    let at = sent.get("at").map(str::to_owned);
    write(&app, "/medicines/log", &sent, "/medicines#taken", |present| {
        let when = present.when();
        let at = match at.as_deref() {
            Some(text) => Some(when.from_field(text).ok_or(Trouble::BAD_FORM)?.min(when.now)),
            None => None,
        };
        Ok(vec![(at, event.clone())])
    })
    .await
}

fn of_product(product: &Product, sent: &Sent) -> Result<Event, Trouble> {
    let units = number(sent, "units")?.filter(|units| *units > 0.0).ok_or(Trouble::BAD_FORM)?;
    let mut contents = contents(product, units);
    for content in contents.iter_mut().filter(|content| content.mg.is_none()) {
        content.mg = number(sent, &format!("mg.{}", content.ingredient))?.map(|mg| mg * units);
    }
    let (product, name, on_skin) = (Some(product.id.clone()), product.name.clone(), product.on_skin);
    Ok(Event::MedicineTaken { product, name, units: Some(units), contents, on_skin, pain_before: None })
}

fn typed(guideline: &Guideline, sent: &Sent) -> Result<Event, Trouble> {
    let name = sent.get("name").map(str::trim).filter(|name| !name.is_empty()).ok_or(Trouble::BAD_FORM)?;
    let mut contents = Vec::new();
    for place in 1..=3_u32 {
        let typed = sent.get(&format!("ingredient.{place}")).map(str::trim).unwrap_or_default();
        let mg = number(sent, &format!("mg.{place}"))?;
        match typed {
            "" if mg.is_some() => return Err(Trouble::BAD_FORM),
            "" => {}
            typed => contents.push(Content { ingredient: guideline.ingredient_named(typed).to_owned(), mg }),
        }
    }
    let on_skin = sent.has("on_skin", "yes");
    Ok(Event::MedicineTaken { product: None, name: name.to_owned(), units: None, contents, on_skin, pain_before: None })
}

/// What was taken in the last two days, newest first; each can be corrected.
fn taken<S>(app: &App<S>, present: &Present<'_>, when: &When) -> Markup {
    let since = when.now.checked_sub(SignedDuration::from_hours(48)).unwrap_or(Timestamp::MIN);
    let doses: Vec<&Dose> =
        present.known.log.doses.iter().rev().filter(|dose| dose.stands && dose.at > since).collect();
    html! {
        section #taken {
            h2 { "What I took" }
            @if doses.is_empty() { p { "Nothing is in the log for the last two days." } }
            ul.lines {
                @for dose in doses {
                    li {
                        span { strong { (dose.name) } " " span.soft { (amount(present.engine.guideline(), dose)) } br; (when.at(dose.at)) }
                        form method="post" action="/log/withdraw" {
                            (event_field(app))
                            input type="hidden" name="event" value=(dose.id);
                            (submit_button("I did not take it", "", "", true))
                        }
                    }
                }
            }
            @if !present.known.log.doses.is_empty() {
                p.small.soft { "To be safe, what you take back still counts for when the next dose is due." }
            }
        }
    }
}

fn amount(guideline: &Guideline, dose: &Dose) -> String {
    let parts = dose.contents.iter().map(|content| {
        let name =
            guideline.ingredient(&content.ingredient).map_or(content.ingredient.as_str(), |one| one.name.as_str());
        content.mg.map_or_else(|| format!("{name}, amount not known"), |mg| format!("{name} {mg} mg"))
    });
    parts.collect::<Vec<_>>().join("; ")
}
