//! The emergency signs, the number to call, and what to do: for somebody who may be lying on the floor.
//!
//! The page needs nothing but the guideline: no answers, no store, no script. Everything clinical on it is the guideline's.

use easeback_engine::sentences;
use easeback_guideline::{Country, Guideline, HelpLine, LevelId, WatchFor, WatchKind};
use maud::{Markup, html};

use crate::components::{Words, button_link, copy_text};
use crate::figures::icon;

const WORDS: &Words<'static> = &Words::ENGLISH;

/// The country that stands in when none was chosen.
const ANY_COUNTRY: &str = "other";

/// The sign that names the crisis line.
const SELF_HARM: &str = "self_harm";

/// The signs, the call button and what to do. Without a country the number is told in words.
pub fn emergency(guideline: &Guideline, country: Option<&Country>) -> Markup {
    let country = country.or_else(|| guideline.country(ANY_COUNTRY));
    let phone = guideline.level(LevelId::EmergencyNow).and_then(|level| level.say_to_the_phone.as_deref());
    html! {
        h1.alarm { (icon("emergency")) "Any one of these? Get help now." }
        (call(country))
        section aria-labelledby="signs" {
            h2 #signs { "The signs" }
            (sign_list(guideline, country))
        }
        (call(country))
        (what_to_do(guideline))
        @if let Some(say) = phone { (copy_text("say", "What to say on the phone", say, WORDS)) }
        (other_lines(country))
        section aria-labelledby="none-of-these" {
            h2 #none-of-these { "None of these?" }
            p { "Then go back. You can come here again at any time." }
            p.row { (button_link("/", "None of these: go back", true)) }
        }
        (numbers(guideline, country))
    }
}

/// The signs and the number in short, for pages where something else went wrong. Its heading is an `h2`.
pub fn emergency_box(guideline: &Guideline, country: Option<&Country>) -> Markup {
    let country = country.or_else(|| guideline.country(ANY_COUNTRY));
    html! {
        section.act.emergency_now aria-labelledby="signs" {
            h2 #signs { "Any one of these? Get help now." }
            (call(country))
            (sign_list(guideline, country))
        }
    }
}

/// The emergency signs of the guideline, in its order.
pub(super) fn signs(guideline: &Guideline) -> impl Iterator<Item = &WatchFor> {
    guideline.watch_for.iter().filter(|sign| sign.kind == WatchKind::Emergency)
}

/// The signs as a list; the one that names the crisis line has its number beside it.
fn sign_list(guideline: &Guideline, country: Option<&Country>) -> Markup {
    let crisis = country.and_then(|country| country.crisis.as_ref());
    html! {
        ul.signs {
            @for sign in signs(guideline) {
                li {
                    (sign.say)
                    @if let Some(line) = crisis.filter(|_| sign.id == SELF_HARM) { p { (line_button(line)) } }
                }
            }
        }
    }
}

/// A line to call, as a button; where its number is not a plain one, as words.
fn line_button(line: &HelpLine) -> Markup {
    html! {
        @if let Some(dialled) = dialled(&line.number) {
            a.btn.quiet href={ "tel:" (dialled) } { (icon("phone")) span.vh { (line.name) ": " } (line.number) }
        } @else { strong { (line.number) } }
    }
}

/// The call button; where the number is not a plain one, the same in words.
fn call(country: Option<&Country>) -> Markup {
    let number = country.map_or("112", |country| country.emergency.as_str());
    html! {
        @if let Some(dialled) = dialled(number) {
            div.go { a.btn.call.huge href={ "tel:" (dialled) } { (icon("phone")) span { "Call " (number) } } }
        } @else {
            p.call-words { (icon("phone")) strong { "Call " (number) } }
        }
    }
}

/// A number as a telephone dials it, or `None` when it holds words.
fn dialled(number: &str) -> Option<String> {
    let plain = |sign: char| sign.is_ascii_digit() || matches!(sign, '+' | ' ' | '-' | '(' | ')');
    let digits: String = number.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
    (number.chars().all(plain) && !digits.is_empty()).then_some(digits)
}

/// What to do: each sentence once, under the heading where it is first needed.
fn what_to_do(guideline: &Guideline) -> Markup {
    let mut said: Vec<&str> = Vec::new();
    let mut parts = Vec::new();
    // Most signs of the list need an ambulance: what a person may do on their own stands last, with the signs it is for.
    for action in ["call", "ambulance", "go"].into_iter().filter_map(|id| guideline.action(id)) {
        let new: Vec<&str> = sentences(&action.say).into_iter().filter(|sentence| !said.contains(sentence)).collect();
        said.extend(&new);
        parts.push((action.heading.as_deref().unwrap_or_default(), new));
    }
    html! {
        @for (title, sentences) in parts {
            @if !sentences.is_empty() {
                section {
                    h2 { (title) }
                    ol.big-steps { @for sentence in sentences { li { (sentence) } } }
                }
            }
        }
    }
}

fn other_lines(country: Option<&Country>) -> Markup {
    let lines: Vec<(&str, &HelpLine)> = country.map_or(Vec::new(), |country| {
        let all =
            [("Crisis line", &country.crisis), ("Poison line", &country.poison), ("Advice line", &country.advice)];
        all.into_iter().filter_map(|(kind, line)| line.as_ref().map(|line| (kind, line))).collect()
    });
    html! {
        @if !lines.is_empty() {
            section {
                h2 { "Other lines to call" }
                ul.lines {
                    @for (kind, line) in lines {
                        li {
                            span { strong { (kind) } br; (line.name) }
                            (line_button(line))
                        }
                    }
                }
            }
        }
    }
}

/// The emergency numbers of every country, for those on a journey or with none chosen.
fn numbers(guideline: &Guideline, country: Option<&Country>) -> Markup {
    let unknown = country.is_none_or(|country| dialled(&country.emergency).is_none());
    html! {
        section {
            h2 { "Numbers in other countries" }
            details open[unknown] {
                summary { "See the numbers" }
                ul.lines {
                    @for one in &guideline.countries {
                        @if let Some(dialled) = dialled(&one.emergency) {
                            li {
                                span { (one.name) }
                                a.number href={ "tel:" (dialled) } { span.vh { (one.name) ": " } (one.emergency) }
                            }
                        }
                    }
                }
            }
            p { a href="/settings" { "Choose your country in the settings" } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guideline() -> Guideline {
        Guideline::built_in().unwrap()
    }

    #[test]
    fn every_emergency_sign_stands_on_the_page_and_in_the_box() {
        let guideline = guideline();
        assert!(signs(&guideline).count() >= 10);
        for text in [emergency(&guideline, None).into_string(), emergency_box(&guideline, None).into_string()] {
            for sign in signs(&guideline) {
                assert!(text.contains(&html! { (sign.say) }.into_string()), "{}", sign.id);
            }
        }
    }

    #[test]
    fn the_crisis_line_stands_beside_the_sign_that_names_it() {
        let guideline = guideline();
        let text = emergency(&guideline, guideline.country("us")).into_string();
        let sign = signs(&guideline).find(|sign| sign.id == SELF_HARM).unwrap();
        assert!(text.contains(&format!("{}<p><a class=\"btn quiet\" href=\"tel:988\">", sign.say)));
    }

    #[test]
    fn every_sentence_of_what_to_do_is_said_once() {
        let guideline = guideline();
        let text = what_to_do(&guideline).into_string();
        for id in ["go", "call", "ambulance"] {
            for sentence in sentences(&guideline.action(id).unwrap().say) {
                assert_eq!(
                    text.matches(&format!("<li>{}</li>", html! { (sentence) }.into_string())).count(),
                    1,
                    "{sentence}"
                );
            }
        }
    }

    #[test]
    fn going_there_stands_last_and_only_for_the_signs_of_the_nerves() {
        let guideline = guideline();
        let text = emergency(&guideline, None).into_string();
        let at = |part: &str| text.find(part).unwrap();
        let go = html! { (sentences(&guideline.action("go").unwrap().say)[0]) }.into_string();
        let heading = at("<h2>Only for numb skin, pee, poop or leg signs: if someone can take you</h2>");
        assert!(at("If you need an ambulance") < heading && heading < at(&go), "{text}");
        assert!(!text[..heading].contains(&go));
    }

    #[test]
    fn a_plain_number_can_be_tapped_in_every_country() {
        let guideline = guideline();
        for country in guideline.countries.iter().filter(|country| country.id != ANY_COUNTRY) {
            let text = emergency(&guideline, Some(country)).into_string();
            assert!(
                text.contains(&format!("class=\"btn call huge\" href=\"tel:{}\"", country.emergency)),
                "{}",
                country.id
            );
        }
    }

    #[test]
    fn a_number_in_words_is_told_and_never_dialled() {
        let guideline = guideline();
        for country in [None, guideline.country("other")] {
            let text = emergency(&guideline, country).into_string();
            assert!(text.contains("Call 112 or your local number"));
            assert!(!text.contains("btn call huge"));
        }
        assert_eq!(dialled("112 or your local number"), None);
        assert_eq!(dialled("1-844-764-7669").as_deref(), Some("18447647669"));
    }

    #[test]
    fn the_page_carries_no_inline_style_and_no_script() {
        let guideline = guideline();
        let text = emergency(&guideline, guideline.country("us")).into_string();
        assert!(!text.contains("style=") && !text.contains("<script"));
    }
}
