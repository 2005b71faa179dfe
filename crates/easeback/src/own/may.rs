//! `easeback may-i`: whether something may be taken or used now, how much, and if not, why and from when.

use super::standing::Standing;
use super::thing::{Thing, find};
use super::{Own, print, print_json};
use crate::error::{Ending, Error};
use crate::page::{Page, Tone, count};
use easeback_episode::{Content, May, Room, Rule, Why, minute_up};
use easeback_guideline::{Limit, Product};
use serde_json::{Value, json};

/// Said where the guideline has no words of its own.
const NOT_AT_THIS_LEVEL: &str = "It is not part of what Easeback advises you now. `easeback today` says what is.";

pub(super) fn answer(own: &Own, standing: &Standing<'_>, name: &str, as_json: bool) -> Result<Ending, Error> {
    let thing = find(standing.guideline(), name, standing.country())?;
    let Asked { id, called, may, medicines } = asked(standing, thing);
    if as_json {
        print_json(&told_as_json(id, &called, &may))?;
    } else {
        let mut page = Page::new();
        own.say_whose(&mut page);
        tell(&mut page, standing, &called, &may, &medicines);
        print(&page.text())?;
    }
    Ok(if may.now().is_some() { Ending::Fine } else { Ending::Wrong })
}

/// What the ledger says of a thing.
struct Asked<'g> {
    id: &'g str,
    called: String,
    may: May<'g>,
    /// The medicines of the plan that it is, or that are inside.
    medicines: Vec<&'g str>,
}

fn asked<'g>(standing: &'g Standing<'_>, thing: Thing<'g>) -> Asked<'g> {
    let (ledger, decision, at) = (standing.ledger(), &standing.decision, standing.at);
    match thing {
        Thing::Medicine(treatment, _) => {
            let (id, called) = (treatment.id.as_str(), treatment.name.clone());
            Asked { id, called, may: ledger.may_take(decision, id, at), medicines: vec![id] }
        }
        Thing::Treatment(treatment) => {
            let (id, called) = (treatment.id.as_str(), treatment.name.clone());
            Asked { id, called, may: ledger.may_use(decision, id, at), medicines: Vec::new() }
        }
        Thing::Product(product) => {
            let units = product.units_per_dose.unwrap_or(1);
            let inside = contents(product, f64::from(units));
            let may = ledger.may_take_product(decision, Some(&product.id), &inside, product.on_skin, at);
            let unit = product.unit.as_deref().unwrap_or("dose");
            let called = format!("{} ({units} × {unit})", product.name);
            let medicines = may.counts.iter().map(|(medicine, _)| *medicine).collect();
            Asked { id: &product.id, called, may: may.may, medicines }
        }
    }
}

/// What the guideline says to this very person about a medicine that is offered, and what a yes was needed for.
fn for_this_person(page: &mut Page, standing: &Standing<'_>, medicine: &str) {
    let Some(offer) = standing.decision.offer(medicine) else { return };
    for note in offer.notes.iter().filter(|note| note.when.is_some()) {
        page.toned(Tone::Care, &note.say);
    }
    for stop in &offer.allowed {
        page.say(&format!("You said that a doctor or pharmacist said yes to this: {}", stop.because));
    }
}

/// What so many units of a product hold.
pub(super) fn contents(product: &Product, units: f64) -> Vec<Content> {
    let of = |content: &easeback_guideline::Content| Content {
        ingredient: content.ingredient.clone(),
        mg: content.mg.map(|mg| mg * units),
    };
    product.ingredients.iter().map(of).collect()
}

fn tell(page: &mut Page, standing: &Standing<'_>, called: &str, may: &May<'_>, medicines: &[&str]) {
    match may {
        May::Now(room) => {
            page.toned(Tone::Well, &format!("Yes, you may: {called}, now{}.", at_most(room)));
            for limit in &room.reaches {
                page.toned(Tone::Care, &format!("That much uses up a limit. {}", limit.say));
            }
            for limit in &room.mind {
                page.say(&limit.say);
            }
            for medicine in medicines {
                for_this_person(page, standing, medicine);
            }
        }
        May::NotYet { from, reasons } => {
            let (told, until) = (standing.told(*from), standing.until(*from));
            page.toned(Tone::Care, &format!("Not yet: {called}, from {told} (in {until})."));
            why(page, standing, reasons);
        }
        May::NotAtAll { reasons } => {
            page.toned(Tone::Alarm, &format!("No, not now: {called}."));
            why(page, standing, reasons);
        }
    }
}

fn at_most(room: &Room<'_>) -> String {
    match (room.most_mg, room.most_minutes) {
        (Some(mg), _) => format!(", at most {mg} mg"),
        (None, Some(minutes)) => format!(", for at most {minutes} min"),
        (None, None) => String::new(),
    }
}

/// What is known to forbid it. What could not be ruled out is not listed one by one: a few questions settle most of it.
fn why(page: &mut Page, standing: &Standing<'_>, reasons: &[Why<'_>]) {
    let (known, open): (Vec<_>, Vec<_>) = reasons.iter().partition(|reason| is_known(reason));
    for reason in known {
        let until = reason.until.map_or(String::new(), |until| format!(" Until {}.", standing.told(minute_up(until))));
        page.item(2, &format!("{}{until}", says(standing, &reason.rule)));
    }
    if !open.is_empty() {
        let more = count(open.len(), "reason");
        page.item(
            2,
            &format!(
                "{more} against it could not be ruled out. The app asks about them: choose it on your result page."
            ),
        );
    }
}

const fn is_known(reason: &Why<'_>) -> bool {
    match &reason.rule {
        Rule::Stop { known, .. } => *known,
        _ => true,
    }
}

fn says(standing: &Standing<'_>, rule: &Rule<'_>) -> String {
    match rule {
        Rule::NotInPlan(id) => {
            let name = standing.guideline().ingredient_name(id);
            format!("It holds something that is no part of the plan: {name}. Ask a pharmacist or a doctor first.")
        }
        rule => rule.say().unwrap_or(NOT_AT_THIS_LEVEL).to_owned(),
    }
}

fn told_as_json(id: &str, called: &str, may: &May<'_>) -> Value {
    let limits = |limits: &[&Limit]| -> Vec<Value> {
        limits.iter().map(|limit| json!({ "id": limit.id, "say": limit.say })).collect()
    };
    let reasons: Vec<Value> = may
        .reasons()
        .iter()
        .map(|why| {
            let until = why.until.map(|until| until.to_string());
            json!({ "id": why.rule.id(), "say": why.rule.say(), "until": until, "known": is_known(why) })
        })
        .collect();
    let (answer, from) = match may {
        May::Now(_) => ("now", None),
        May::NotYet { from, .. } => ("not_yet", Some(from.to_string())),
        May::NotAtAll { .. } => ("no", None),
    };
    let room = may.now().cloned().unwrap_or_default();
    json!({
        "id": id,
        "name": called,
        "may": answer,
        "from": from,
        "most_mg": room.most_mg,
        "most_minutes": room.most_minutes,
        "reaches": limits(&room.reaches),
        "mind": limits(&room.mind),
        "reasons": reasons,
    })
}
