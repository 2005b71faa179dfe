//! A guideline with one condition changed, given its meaning and checked again.
//!
//! This is for asking what a change would do before anybody writes it down; see `easeback mutate`. What is not a condition
//! (a level, a window, the strength of a stop) is a public field and needs no help from here.

use crate::Guideline;
use crate::condition::parse::parse;
use crate::condition::resolve::{Names, Place};
use crate::condition::{Condition, Literals, Rule, Syntax};

/// Where a condition stands that a decision can depend on. Numbers are places in the guideline's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleAt {
    /// What a definition stands for.
    Definition(usize),
    /// Which answers contradict each other.
    Contradiction(usize),
    /// When a finding is asked.
    AskedWhen(usize),
    /// When a red flag fires.
    RedFlag(usize),
    /// When a treatment is suggested.
    OfferWhen(usize),
    /// When a level is open to a treatment: the treatment, and the place in `also_shown`.
    AlsoShown(usize, usize),
    /// When a stop holds a treatment back: the treatment, and the place of the stop.
    Stop(usize, usize),
    /// When a note is said beside a treatment: the treatment, and the place of the note.
    Note(usize, usize),
    /// When a stop for all holds.
    StopForAll(usize),
    /// What a safety property claims.
    Property(usize),
}

/// The parts of a condition as they are written, and what it means.
type Meaning = (Syntax, Condition);

impl RuleAt {
    const fn place(self) -> Place {
        match self {
            Self::StopForAll(_) => Place::FactsAndAsked,
            Self::OfferWhen(_) | Self::Note(..) => Place::FactsAndOffers,
            Self::Property(_) => Place::Property,
            _ => Place::Facts,
        }
    }
}

impl Guideline {
    /// Every condition that a decision can depend on, and the safety properties.
    pub fn rules(&self) -> Vec<(RuleAt, &Rule)> {
        let mut rules = Vec::new();
        let definitions = self.definitions.iter().map(|definition| &definition.when);
        rules.extend(definitions.enumerate().map(|(place, rule)| (RuleAt::Definition(place), rule)));
        let contradictions = self.contradictions.iter().map(|contradiction| &contradiction.when);
        rules.extend(contradictions.enumerate().map(|(place, rule)| (RuleAt::Contradiction(place), rule)));
        let asked = self.findings.iter().map(|finding| finding.asked_when.as_ref()).enumerate();
        rules.extend(asked.filter_map(|(place, rule)| Some((RuleAt::AskedWhen(place), rule?))));
        let flags = self.red_flags.iter().map(|flag| &flag.when).enumerate();
        rules.extend(flags.map(|(place, rule)| (RuleAt::RedFlag(place), rule)));
        for (place, treatment) in self.treatments.iter().enumerate() {
            rules.extend(treatment.offer_when.iter().map(|rule| (RuleAt::OfferWhen(place), rule)));
            let also = treatment.also_shown.iter().map(|also| &also.when).enumerate();
            rules.extend(also.map(|(part, rule)| (RuleAt::AlsoShown(place, part), rule)));
            let stops = treatment.stops.iter().map(|stop| &stop.when).enumerate();
            rules.extend(stops.map(|(part, rule)| (RuleAt::Stop(place, part), rule)));
            let notes = treatment.notes.iter().map(|note| note.when.as_ref()).enumerate();
            rules.extend(notes.filter_map(|(part, rule)| Some((RuleAt::Note(place, part), rule?))));
        }
        let for_all = self.stops_for_all.iter().map(|stop| &stop.when).enumerate();
        rules.extend(for_all.map(|(place, rule)| (RuleAt::StopForAll(place), rule)));
        let properties = self.properties.iter().map(|property| &property.claim).enumerate();
        rules.extend(properties.map(|(place, rule)| (RuleAt::Property(place), rule)));
        rules
    }

    /// The same guideline with another text for one condition, or what its checks say against it.
    ///
    /// A definition changes every condition that uses it. The digest stays that of the files.
    pub fn with_rule(&self, at: RuleAt, text: &str) -> Result<Self, Vec<String>> {
        let mut changed = self.clone();
        if let Some(rule) = changed.rule_mut(at) {
            *rule = Rule::unread(text);
        }
        let meanings = match at {
            RuleAt::Definition(_) => changed.meanings_of_all()?,
            at => vec![(at, Self::meaning(&changed.names()?, at, text)?)],
        };
        for (at, (syntax, condition)) in meanings {
            if let Some(rule) = changed.rule_mut(at) {
                rule.set(syntax, condition);
            }
        }
        let contradicted = changed
            .red_flags
            .iter()
            .find(|flag| Literals::of(flag.when.condition()).contradicted(&changed.findings).is_some());
        match contradicted {
            Some(flag) => Err(vec![format!("no single answer can satisfy all that `{}` asks of it", flag.id)]),
            None => Ok(changed),
        }
    }

    fn meanings_of_all(&self) -> Result<Vec<(RuleAt, Meaning)>, Vec<String>> {
        let names = self.names()?;
        self.rules().into_iter().map(|(at, rule)| Ok((at, Self::meaning(&names, at, rule.text())?))).collect()
    }

    fn meaning(names: &Names<'_>, at: RuleAt, text: &str) -> Result<Meaning, Vec<String>> {
        let syntax = parse(text).map_err(|fault| vec![fault.message])?;
        let faults = |faults: Vec<crate::condition::syntax::Fault>| faults.into_iter().map(|fault| fault.message);
        let condition = names.resolve(&syntax, at.place()).map_err(|found| faults(found).collect::<Vec<_>>())?;
        Ok((syntax, condition))
    }

    /// What names mean here: those of definitions, too, one after the other as they need each other.
    fn names(&self) -> Result<Names<'_>, Vec<String>> {
        let treatments = self.treatments.iter().map(|treatment| treatment.id.as_str());
        let mut names = Names::new(&self.findings, treatments);
        let mut waiting: Vec<_> = self.definitions.iter().enumerate().collect();
        while !waiting.is_empty() {
            let (mut later, mut faults, before) = (Vec::new(), Vec::new(), waiting.len());
            for (place, definition) in waiting {
                match Self::meaning(&names, RuleAt::Definition(place), definition.when.text()) {
                    Ok((_, condition)) => names.define(&definition.id, Some(condition)),
                    Err(found) => {
                        faults.extend(found);
                        later.push((place, definition));
                    }
                }
            }
            if later.len() == before {
                return Err(faults);
            }
            waiting = later;
        }
        Ok(names)
    }

    fn rule_mut(&mut self, at: RuleAt) -> Option<&mut Rule> {
        match at {
            RuleAt::Definition(place) => self.definitions.get_mut(place).map(|definition| &mut definition.when),
            RuleAt::Contradiction(place) => self.contradictions.get_mut(place).map(|entry| &mut entry.when),
            RuleAt::AskedWhen(place) => self.findings.get_mut(place)?.asked_when.as_mut(),
            RuleAt::RedFlag(place) => self.red_flags.get_mut(place).map(|flag| &mut flag.when),
            RuleAt::OfferWhen(place) => self.treatments.get_mut(place)?.offer_when.as_mut(),
            RuleAt::AlsoShown(place, part) => {
                self.treatments.get_mut(place)?.also_shown.get_mut(part).map(|also| &mut also.when)
            }
            RuleAt::Stop(place, part) => self.treatments.get_mut(place)?.stops.get_mut(part).map(|stop| &mut stop.when),
            RuleAt::Note(place, part) => self.treatments.get_mut(place)?.notes.get_mut(part)?.when.as_mut(),
            RuleAt::StopForAll(place) => self.stops_for_all.get_mut(place).map(|stop| &mut stop.when),
            RuleAt::Property(place) => self.properties.get_mut(place).map(|property| &mut property.claim),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_written_again_as_it_was_changes_nothing() {
        let guideline = Guideline::built_in().unwrap();
        for (at, rule) in guideline.rules() {
            assert_eq!(guideline.with_rule(at, rule.text()).as_ref(), Ok(&guideline), "{at:?}");
        }
    }

    #[test]
    fn a_changed_definition_changes_what_uses_it() {
        let guideline = Guideline::built_in().unwrap();
        let place = guideline.definitions.iter().position(|definition| definition.id == "any_injury").unwrap();
        let changed = guideline.with_rule(RuleAt::Definition(place), "trauma = 'none'").unwrap();
        let differ =
            guideline.rules().into_iter().zip(changed.rules()).filter(|(before, after)| {
                before.1.text() == after.1.text() && before.1.condition() != after.1.condition()
            });
        assert!(differ.count() > 0);
    }

    #[test]
    fn what_the_checks_refuse_is_refused() {
        let guideline = Guideline::built_in().unwrap();
        let age = guideline.with_rule(RuleAt::RedFlag(0), "age_years >= 500").unwrap_err();
        assert!(age.iter().any(|message| message.contains("outside the range")), "{age:?}");
        let both = guideline.with_rule(RuleAt::RedFlag(0), "age_years >= 50 and age_years < 40").unwrap_err();
        assert!(both.iter().any(|message| message.contains("no single answer")), "{both:?}");
    }
}
