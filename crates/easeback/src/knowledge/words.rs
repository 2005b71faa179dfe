//! Conditions in words, for a reader who does not write them.

use crate::page::{Page, list};
use easeback_guideline::{Atom, Condition, Finding, FindingId, Guideline, LevelId, OptionId, Rule, TreatmentId};

/// A rule in words, on a page.
pub(super) fn say(page: &mut Page, columns: usize, guideline: &Guideline, rule: &Rule) {
    match if_then(rule) {
        Some((whenever, then)) => {
            page.inside(columns, "whenever");
            nested(page, columns + 2, guideline, whenever, true);
            page.inside(columns, "then");
            match then {
                [then] => nested(page, columns + 2, guideline, then, true),
                then => group(page, columns + 2, guideline, "any of these:", then, true),
            }
        }
        None => nested(page, columns, guideline, rule.condition(), true),
    }
}

/// The two sides of a rule that is written with `implies`.
fn if_then(rule: &Rule) -> Option<(&Condition, &[Condition])> {
    match rule.condition() {
        Condition::Or(parts) if rule.text().contains(" implies ") => match parts.as_slice() {
            [Condition::Not(whenever), then @ ..] if !then.is_empty() => Some((whenever, then)),
            _ => None,
        },
        _ => None,
    }
}

fn nested(page: &mut Page, columns: usize, guideline: &Guideline, condition: &Condition, holds: bool) {
    match condition {
        Condition::Constant(value) => page.item(columns, if *value == holds { "always" } else { "never" }),
        Condition::Atom(atom) => page.item(columns, &atom_in_words(guideline, *atom, holds)),
        Condition::Not(inner) => nested(page, columns, guideline, inner, !holds),
        Condition::And(parts) => {
            group(
                page,
                columns,
                guideline,
                if holds { "all of these:" } else { "at least one of these:" },
                parts,
                holds,
            );
        }
        Condition::Or(parts) => {
            group(page, columns, guideline, if holds { "any of these:" } else { "all of these:" }, parts, holds);
        }
    }
}

fn group(page: &mut Page, columns: usize, guideline: &Guideline, heading: &str, parts: &[Condition], holds: bool) {
    match parts {
        [only] => nested(page, columns, guideline, only, holds),
        parts => {
            page.item(columns, heading);
            for part in parts {
                nested(page, columns + 2, guideline, part, holds);
            }
        }
    }
}

fn atom_in_words(guideline: &Guideline, atom: Atom, holds: bool) -> String {
    let not = |yes: &str, no: &str| if holds { yes.to_owned() } else { no.to_owned() };
    match atom {
        Atom::Yes(finding) => format!("{} to {}", not("yes", "no"), asked(guideline, finding)),
        Atom::OneOf(finding, mask) => {
            let options = chosen(guideline, finding, |place| mask.checked_shr(place).unwrap_or(0) & 1 == 1);
            let (asked, options) = (asked(guideline, finding), list(&options, "or"));
            format!("{asked} is answered with {}{options}", not("", "anything but "))
        }
        Atom::Contains(finding, option) => {
            let (asked, option) = (asked(guideline, finding), one_option(guideline, finding, option));
            format!("{asked} {} {option}", not("includes", "does not include"))
        }
        Atom::AtLeast(finding, number) => {
            format!(
                "{} is answered with {}",
                asked(guideline, finding),
                not(&format!("{number} or more"), &format!("less than {number}"),)
            )
        }
        Atom::Above(finding, number) => {
            format!(
                "{} is answered with {}",
                asked(guideline, finding),
                not(&format!("more than {number}"), &format!("{number} or less"),)
            )
        }
        Atom::NotSure(finding, None) => {
            format!("{} {} \"not sure\"", asked(guideline, finding), not("holds", "does not hold"))
        }
        Atom::NotSure(finding, Some(option)) => {
            let option = one_option(guideline, finding, option);
            format!("{} is {} for {option}", asked(guideline, finding), not("\"not sure\"", "not \"not sure\""))
        }
        Atom::NotAsked(finding, None) => format!("{} was {}", asked(guideline, finding), not("not asked", "asked")),
        Atom::NotAsked(finding, Some(option)) => {
            let option = one_option(guideline, finding, option);
            format!("{} was {} about {option}", asked(guideline, finding), not("not asked", "asked"))
        }
        Atom::Offered(treatment) => format!("{} is {}offered", named(guideline, treatment), not("", "not ")),
        Atom::Withheld(treatment) => format!("{} is {}held back", named(guideline, treatment), not("", "not ")),
        Atom::KeptApart(one, other) => {
            let (one, other) = (named(guideline, one), named(guideline, other));
            let each = not("each offer names", "an offer leaves out");
            format!("where {one} and {other} are both offered, {each} the other as what it must not be combined with")
        }
        Atom::OfferedKind(None) => not("any treatment is offered", "no treatment is offered"),
        Atom::OfferedKind(Some(kind)) => {
            format!("{} treatment of the kind \"{}\" is offered", not("any", "no"), kind.word().replace('_', " "))
        }
        Atom::Urgency(level, days) => {
            let level = level_in_words(level, days);
            not(&format!("it is at least as urgent as {level}"), &format!("it is less urgent than {level}"))
        }
        Atom::Disposition(level) => format!("the disposition is {}{}", not("", "not "), level_in_words(level, None)),
    }
}

fn asked(guideline: &Guideline, finding: FindingId) -> String {
    guideline.finding_at(finding).map_or_else(String::new, |finding| format!("\"{}\"", finding.ask))
}

fn one_option(guideline: &Guideline, finding: FindingId, option: OptionId) -> String {
    chosen(guideline, finding, |place| usize::try_from(place).is_ok_and(|place| place == option.index())).concat()
}

fn chosen(guideline: &Guideline, finding: FindingId, is_chosen: impl Fn(u32) -> bool) -> Vec<String> {
    let options = guideline.finding_at(finding).map(|finding: &Finding| finding.options.iter()).into_iter().flatten();
    (0..).zip(options).filter(|(place, _)| is_chosen(*place)).map(|(_, option)| format!("\"{}\"", option.say)).collect()
}

fn named(guideline: &Guideline, treatment: TreatmentId) -> String {
    guideline.treatments.get(treatment.index()).map_or_else(String::new, |treatment| format!("\"{}\"", treatment.name))
}

fn level_in_words(level: LevelId, days: Option<u32>) -> String {
    let within = days.map(|days| format!(" within {}", crate::page::count(days as usize, "day"))).unwrap_or_default();
    format!("{}{within}", level.word().replace('_', " "))
}
