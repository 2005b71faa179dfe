//! Which screen comes next: what can no longer change the decision is not asked.

use crate::engine::Engine;
use crate::facts::PersonFacts;
use crate::questions::{may_be_asked, urgency_questions};
use easeback_guideline::{Atom, Choice, Condition, Finding, FindingId, Kind, OptionId, Screen, ScreenPart, Strength};
use easeback_logic::OnePerson;

/// One row of a screen: a finding, or one option of a many-of finding.
#[derive(Clone, Copy, Debug)]
pub struct Row<'e> {
    /// As the screen names it: `fever` or `conditions.diabetes`.
    pub id: &'e str,
    /// The finding.
    pub finding: &'e Finding,
    /// The option, where the row is one option.
    pub option: Option<&'e Choice>,
    finding_id: FindingId,
    option_id: Option<OptionId>,
}

/// A screen to show, with those of its rows that matter.
#[derive(Clone, Debug)]
pub struct NextScreen<'e> {
    /// The screen.
    pub screen: &'e Screen,
    /// The rows to show, in the screen's order; never empty.
    pub rows: Vec<Row<'e>>,
    /// How many screens are still to come after this one, as things stand.
    pub screens_after: usize,
}

impl Engine {
    /// The next screen of one part of the interview; none when nothing is left that matters.
    ///
    /// `Check` asks all that can still change how urgent it is, wherever it stands. `Comfort` asks what the suggested
    /// treatments still need to know, from the screens of that part; `Wanted` the same wherever it stands, also where
    /// it can change no urgency any more. `After` asks what was not asked.
    pub fn next_screen(&self, facts: &PersonFacts, part: ScreenPart) -> Option<NextScreen<'_>> {
        let wanted = self.wanted(facts, part);
        let mut screens = self.screens(part).filter_map(|screen| {
            let rows: Vec<_> = self.rows(screen).filter(|row| self.is_wanted(facts, &wanted, row)).collect();
            (!rows.is_empty()).then_some((screen, rows))
        });
        let (screen, rows) = screens.next()?;
        Some(NextScreen { screen, rows, screens_after: screens.count() })
    }

    /// Whether a finding is asked at all yet: always, but for a conditional question whose condition does not hold, or
    /// hangs on what was not asked. What only the log knows is never asked.
    pub fn may_be_asked(&self, facts: &PersonFacts, finding: FindingId) -> bool {
        may_be_asked(self, facts, finding)
    }

    /// The screens of one part; the check may need any screen, and a wish any but those that come after the plan.
    fn screens(&self, part: ScreenPart) -> impl Iterator<Item = &Screen> {
        self.guideline().screens.iter().filter(move |screen| match part {
            ScreenPart::Check => true,
            ScreenPart::Wanted => screen.when != ScreenPart::After,
            other => screen.when == other,
        })
    }

    /// Every row of a screen.
    pub fn rows<'e>(&'e self, screen: &'e Screen) -> impl Iterator<Item = Row<'e>> {
        screen.rows.iter().filter_map(|id| self.row(id))
    }

    /// The row of this id.
    pub fn row<'e>(&'e self, id: &'e str) -> Option<Row<'e>> {
        let (name, option) = id.split_once('.').map_or((id, None), |(name, option)| (name, Some(option)));
        let (finding_id, finding) = self.guideline().finding(name)?;
        let option = match option {
            None => None,
            Some(option) => Some(finding.option(option)?),
        };
        Some(Row {
            id,
            finding,
            option: option.map(|(_, option)| option),
            finding_id,
            option_id: option.map(|(id, _)| id),
        })
    }

    fn is_wanted(&self, facts: &PersonFacts, wanted: &Wanted, row: &Row<'_>) -> bool {
        let asked = facts.is_not_asked(row.finding_id, row.option_id) && may_be_asked(self, facts, row.finding_id);
        asked
            && match wanted {
                Wanted::Everything => true,
                Wanted::Atoms(atoms) => atoms.iter().any(|atom| match (*atom, row.option_id) {
                    (Atom::Contains(finding, option), Some(wanted)) => finding == row.finding_id && option == wanted,
                    (Atom::NotSure(finding, option) | Atom::NotAsked(finding, option), wanted) => {
                        finding == row.finding_id
                            && option.is_none_or(|option| wanted.is_none_or(|wanted| wanted == option))
                    }
                    (atom, _) => atom.finding() == Some(row.finding_id),
                }),
            }
    }

    fn wanted(&self, facts: &PersonFacts, part: ScreenPart) -> Wanted {
        match part {
            ScreenPart::Check => {
                let live = urgency_questions(self, facts);
                let live = self.program().atoms.iter().zip(live).filter(|(_, live)| *live);
                Wanted::Atoms(live.map(|(atom, _)| *atom).collect())
            }
            ScreenPart::Comfort | ScreenPart::Wanted => Wanted::Atoms(self.undecided_stops(facts)),
            ScreenPart::After => Wanted::Everything,
        }
    }

    /// The atoms of the stops that are not known, for every treatment that the level allows, that would be suggested
    /// and that nothing known rules out. One that has to be asked about first is asked on: only then is it known
    /// whether asking is all that it takes.
    fn undecided_stops(&self, facts: &PersonFacts) -> Vec<Atom> {
        let (guideline, program) = (self.guideline(), self.program());
        let evaluation = self.evaluate(&OnePerson, facts);
        let mut atoms = Vec::new();
        for ((treatment, plan), allowed) in
            guideline.treatments.iter().zip(&program.treatments).zip(&evaluation.allowed)
        {
            let would_be_suggested = evaluation.value(plan.suggest).is_some_and(|when| when.yes);
            let for_all = plan.for_all.iter().filter_map(|place| {
                let stop = guideline.stops_for_all.get(*place)?;
                Some((stop.when.condition(), stop.strength, *program.stops_for_all.get(*place)?))
            });
            let own = treatment.stops.iter().zip(&plan.stops);
            let own = own.map(|(stop, root)| (stop.when.condition(), stop.strength, *root));
            let stops: Vec<_> = own
                .chain(for_all)
                .filter_map(|(condition, strength, root)| Some((condition, strength, evaluation.value(root)?)))
                .collect();
            let only_asking = |condition: &Condition| {
                condition.atoms().iter().all(|atom| matches!(atom, Atom::NotSure(..) | Atom::NotAsked(..)))
            };
            // A stop that says no more than "this was not asked" is settled by asking.
            let held = stops.iter().any(|(condition, strength, value)| {
                let not_sure = condition
                    .findings()
                    .iter()
                    .any(|finding| !facts.is_known(*finding) && !facts.is_not_asked(*finding, None));
                *strength == Strength::Never && value.yes && (!only_asking(condition) || not_sure)
            });
            if *allowed && would_be_suggested && !held {
                let open = stops.iter().filter(|(_, _, value)| !value.no);
                atoms.extend(open.flat_map(|(condition, ..)| condition.atoms()));
            }
        }
        atoms
    }
}

enum Wanted {
    Everything,
    Atoms(Vec<Atom>),
}

impl Row<'_> {
    /// What stands beside its tick-box.
    pub fn statement(&self) -> &str {
        match self.option {
            Some(option) => &option.say,
            None => self.finding.tick.as_deref().unwrap_or(&self.finding.ask),
        }
    }

    /// Whether ticking it says yes; it says no for a finding whose good answer is yes.
    pub fn tick_says_yes(&self) -> bool {
        self.finding.none != Some(crate::Answer::YesNo(true))
    }

    /// The options to choose from once it is ticked: those of a one-of finding but for the one that "None of these"
    /// means.
    pub fn choices(&self) -> impl Iterator<Item = &Choice> {
        let one_of = self.option.is_none() && self.finding.kind == Kind::OneOf;
        self.finding
            .options
            .iter()
            .filter(move |choice| one_of && self.finding.none != Some(crate::Answer::OneOf(choice.id.clone())))
    }

    /// The answer that "None of these" gives.
    pub fn none(&self) -> crate::Answer {
        match (self.option, &self.finding.none) {
            (None, Some(answer)) => answer.clone(),
            _ => crate::Answer::YesNo(false),
        }
    }
}
