//! What is not in our list: the person copies it from the box. A name that is certain is taken for what it means; where it
//! may mean several things, they say which before anything is kept. A name that nobody knows is kept as it is.

use crate::App;
use crate::components::submit_button;
use crate::error::Trouble;
use crate::pages::check::Sent;
use crate::pages::medicines::asked::kept;
use crate::pages::medicines::product::{INTENT, TOOK, time_field};
use crate::pages::write::{event_field, number};
use crate::present::Present;
use easeback_episode::{Content, Event};
use easeback_guideline::{Guideline, Inside, Meant};
use maud::{Markup, html};

/// How many ingredients can be typed by hand.
const BY_HAND: u32 = 3;

/// What somebody says who means none of what a name may mean.
const NONE: &str = "none";

/// A name that may mean several things, and what.
pub(super) struct Open<'g> {
    place: u32,
    typed: String,
    guesses: Vec<Inside<'g>>,
}

pub(super) fn form<S>(app: &App<S>, present: &Present<'_>, name: &str) -> Markup {
    let when = present.when();
    let known = present.engine.guideline().ingredients.iter();
    html! {
        details.card.product {
            summary { strong { "It is another product" } }
            form method="post" action="/medicines/log" {
                (event_field(app))
                p.field { label for="by-hand-name" { "Name on the box" }
                    input type="text" id="by-hand-name" name="name" value=(name) maxlength="80" required; }
                p { "What is in it? Look for the active ingredients on the box. Leave empty what you do not need." }
                @for place in 1..=BY_HAND {
                    div.pair {
                        p.field { label for={ "ingredient-" (place) } { "Ingredient " (place) }
                            input type="text" id={ "ingredient-" (place) } name={ "ingredient." (place) } list="ingredients" maxlength="60"; }
                        p.field { label for={ "amount-" (place) } { "All of it together, in mg" }
                            input type="number" id={ "amount-" (place) } name={ "mg." (place) } min="0.001" max="20000" step="any"; }
                    }
                }
                datalist #ingredients { @for ingredient in known { option value=(ingredient.name) {} } }
                label.pick { input type="checkbox" name="on_skin" value="yes"; span { "It goes on the skin" } }
                (time_field(&when, "by-hand"))
                div.go { (submit_button("Log it", INTENT, TOOK, true)) }
            }
        }
    }
}

/// The dose that was typed; or the names in it of which the person has not said yet what they mean.
pub(super) fn read<'g>(guideline: &'g Guideline, sent: &Sent) -> Result<Result<Event, Vec<Open<'g>>>, Trouble> {
    let name = sent.get("name").map(str::trim).filter(|name| !name.is_empty()).ok_or(Trouble::BAD_FORM)?;
    let mut rows: Vec<(u32, &str, Option<f64>)> = Vec::new();
    for place in 1..=BY_HAND {
        let typed = sent.get(&format!("ingredient.{place}")).map(str::trim).unwrap_or_default();
        let mg = number(sent, &format!("mg.{place}"))?;
        match typed {
            "" if mg.is_none() => {}
            // So much of the box, whatever is in it.
            "" => rows.push((place, name, mg)),
            typed => rows.push((place, typed, mg)),
        }
    }
    if rows.is_empty() {
        rows.push((1, name, None));
    }
    let (mut contents, mut open, mut boxes) = (Vec::new(), Vec::new(), Vec::new());
    for (place, typed, mg) in &rows {
        match meant(guideline, sent, *place, typed) {
            Ok(Some(inside)) => {
                // Of a mix nobody says how much is of which, so all of it counts as each: rather too much than too little.
                let of = inside.ingredients.iter().map(|one| Content { ingredient: one.id.clone(), mg: *mg });
                contents.extend(of);
                boxes.extend(inside.product);
            }
            Ok(None) => contents.push(Content { ingredient: (*typed).to_owned(), mg: *mg }),
            Err(one) => open.push(one),
        }
    }
    if !open.is_empty() {
        return Ok(Err(open));
    }
    // A box that is all there is says more of itself than its ingredients do, such as that it goes on the skin.
    let product = boxes.first().filter(|_| rows.len() == 1);
    let on_skin = sent.has("on_skin", "yes") || product.is_some_and(|product| product.on_skin);
    let product = product.map(|product| product.id.clone());
    let (name, units, pain_before) = (name.to_owned(), None, None);
    Ok(Ok(Event::MedicineTaken { product, name, units, contents, on_skin, pain_before }))
}

/// What is meant by a name: this, something that nobody knows, or the person has to say.
fn meant<'g>(guideline: &'g Guideline, sent: &Sent, place: u32, typed: &str) -> Result<Option<Inside<'g>>, Open<'g>> {
    let mut guesses = match guideline.ingredients_meant(typed) {
        Meant::Certain(inside) => return Ok(known(inside)),
        Meant::Unknown => return Ok(None),
        Meant::Perhaps(guesses) => guesses,
    };
    let said = sent.get(&field(place)).unwrap_or_default();
    if said == NONE {
        return Ok(None);
    }
    match guesses.iter().position(|guess| key(guess) == said) {
        Some(place) => Ok(known(guesses.swap_remove(place))),
        None => Err(Open { place, typed: typed.to_owned(), guesses }),
    }
}

/// A box of which nobody knows what is in it is kept by its name.
fn known(inside: Inside<'_>) -> Option<Inside<'_>> {
    (!inside.ingredients.is_empty()).then_some(inside)
}

fn field(place: u32) -> String {
    format!("meant.{place}")
}

/// What tells a guess from the others, in a field.
fn key(guess: &Inside<'_>) -> String {
    let ids: Vec<&str> = guess.ingredients.iter().map(|one| one.id.as_str()).collect();
    format!("{} {}", ids.join(" "), guess.product.map_or("", |product| product.id.as_str()))
}

/// Asks what is meant, with everything that was typed kept.
pub(super) fn which(sent: &Sent, open: &[Open<'_>]) -> Markup {
    let fields: Vec<String> = open.iter().map(|one| field(one.place)).collect();
    let asked: Vec<&str> = fields.iter().map(String::as_str).chain([INTENT]).collect();
    html! {
        section.act role="alert" {
            h2 { "Is it this one?" }
            p { "Nothing is in your log yet. Say what it is, so that it counts." }
            form method="post" action="/medicines/log" {
                (kept(sent, &asked))
                @for one in open {
                    fieldset {
                        legend { "You typed “" (one.typed) "”" }
                        @for guess in &one.guesses {
                            label.pick { input type="radio" name=(field(one.place)) value=(key(guess)) required; span { (says(guess)) } }
                        }
                        label.pick { input type="radio" name=(field(one.place)) value=(NONE) required; span { "None of these" } }
                    }
                }
                div.go { (submit_button("Log it", INTENT, TOOK, false)) }
            }
        }
    }
}

/// As in "Tylenol PM: acetaminophen (paracetamol), diphenhydramine".
fn says(guess: &Inside<'_>) -> String {
    let inside: Vec<&str> = guess.ingredients.iter().map(|one| one.name.as_str()).collect();
    let inside = inside.join(", ");
    if inside.is_empty() || inside == guess.name { guess.name.clone() } else { format!("{}: {inside}", guess.name) }
}
