//! Whom a conditional note is for, in the words of the questions.
//!
//! A handbook page does not know the person, so a note that is for some people must say for whom. A condition that
//! cannot be said in the words of a few answers (a phase, the log, what else is offered) is not said at all: its note
//! belongs to the person's own plan, where the engine has decided it.

use easeback_guideline::{Answer, Atom, Condition, FindingId, Guideline};

/// The answers that each make the condition true, as people read them; `None` where it takes more than that.
pub(super) fn whom(guideline: &Guideline, condition: &Condition) -> Option<Vec<String>> {
    match condition {
        Condition::Or(parts) => {
            let parts: Option<Vec<_>> = parts.iter().map(|part| whom(guideline, part)).collect();
            Some(parts?.into_iter().flatten().collect())
        }
        Condition::Atom(atom) => is(guideline, atom),
        Condition::Not(inner) => match inner.as_ref() {
            Condition::Atom(atom) => is_not(guideline, atom),
            _ => None,
        },
        Condition::Constant(_) | Condition::And(_) => None,
    }
}

fn is(guideline: &Guideline, atom: &Atom) -> Option<Vec<String>> {
    match *atom {
        Atom::Yes(id) => {
            let finding = guideline.finding_at(id)?;
            let says_yes = finding.none != Some(Answer::YesNo(true));
            Some(vec![finding.tick.clone().filter(|_| says_yes)?])
        }
        Atom::OneOf(id, mask) => options(guideline, id, mask),
        Atom::Contains(id, option) => {
            let finding = guideline.finding_at(id).filter(|finding| !finding.is_logged())?;
            Some(vec![finding.option_at(option)?.say.clone()])
        }
        Atom::AtLeast(id, value) => number(guideline, id, &format!("{value}"), "or more"),
        Atom::Above(id, value) => number(guideline, id, &format!("More than {value}"), ""),
        _ => None,
    }
}

fn is_not(guideline: &Guideline, atom: &Atom) -> Option<Vec<String>> {
    match *atom {
        Atom::Yes(id) => {
            let finding = guideline.finding_at(id)?;
            let says_no = finding.none == Some(Answer::YesNo(true));
            Some(vec![finding.tick.clone().filter(|_| says_no)?])
        }
        Atom::OneOf(id, mask) => options(guideline, id, !mask),
        Atom::AtLeast(id, value) => number(guideline, id, &format!("Less than {value}"), ""),
        Atom::Above(id, value) => number(guideline, id, &format!("{value}"), "or less"),
        _ => None,
    }
}

/// The question with all the options whose bit is set.
fn options(guideline: &Guideline, id: FindingId, mask: u32) -> Option<Vec<String>> {
    let finding = guideline.finding_at(id).filter(|finding| !finding.is_logged())?;
    let bits = (0_u32..).map(|place| mask.checked_shr(place).unwrap_or(0) & 1 == 1);
    let set = finding.options.iter().zip(bits).filter(|(_, set)| *set);
    let quoted: Vec<_> = set.map(|(option, _)| format!("“{}”", option.say)).collect();
    Some(vec![format!("{} {}", finding.ask, quoted.join(" or "))])
}

/// The question with a number as its answer.
fn number(guideline: &Guideline, id: FindingId, value: &str, rest: &str) -> Option<Vec<String>> {
    let finding = guideline.finding_at(id).filter(|finding| !finding.is_logged())?;
    let words = [value, finding.unit.as_deref().unwrap_or_default(), rest];
    let answer = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    Some(vec![format!("{} {answer}", finding.ask)])
}
