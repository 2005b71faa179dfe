//! Which question stands on the page: the next one that matters, or one that was answered before.

use crate::known::{Known, Rows};
use easeback_engine::{Disposition, Engine, NextScreen, PersonFacts, Row};
use easeback_guideline::{Finding, LevelId, Screen, ScreenPart, ScreenStyle};

/// A stretch of the interview that a person walks in one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stretch {
    /// From the first sign to the result.
    Check,
    /// What makes rest and warmth safe, when it is asked for from the result.
    Comfort,
    /// What has to be known for something that the person wants.
    Wanted,
    /// The same, asked for from the page of medicines, and leading back there.
    Medicines,
    /// What may be asked after the plan.
    After,
}

impl Stretch {
    const ALL: [Self; 5] = [Self::Check, Self::Comfort, Self::Wanted, Self::Medicines, Self::After];

    /// The word that stands in addresses and forms; it tells nothing about an answer.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Comfort => "comfort",
            Self::Wanted => "wanted",
            Self::Medicines => "medicines",
            Self::After => "after",
        }
    }

    /// The stretch of this word; the check for any other.
    pub(crate) fn from_word(word: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|stretch| Some(stretch.word()) == word).unwrap_or(Self::Check)
    }

    /// What is asked on it, in order: whatever can change how urgent it is comes first.
    const fn parts(self) -> &'static [ScreenPart] {
        match self {
            Self::Check | Self::Comfort => &[ScreenPart::Check, ScreenPart::Comfort],
            Self::Wanted | Self::Medicines => &[ScreenPart::Check, ScreenPart::Comfort, ScreenPart::Wanted],
            Self::After => &[ScreenPart::Check, ScreenPart::After],
        }
    }

    /// Whether a screen that was answered belongs to it.
    fn holds(self, screen: &Screen) -> bool {
        match self {
            Self::Check => true,
            Self::Comfort => screen.when == ScreenPart::Comfort,
            Self::Wanted | Self::Medicines => screen.when == ScreenPart::Wanted,
            Self::After => screen.when == ScreenPart::After,
        }
    }

    /// The next screen on it; none when nothing is left that matters, and at once when it is an emergency.
    pub(crate) fn next<'e>(self, engine: &'e Engine, facts: &PersonFacts) -> Option<NextScreen<'e>> {
        let level = engine.disposition(facts).level();
        // Whoever is to be seen today gets the result first, and may ask for the resting positions from there.
        let comfort = self == Self::Comfort || level != LevelId::SameDay;
        let mut parts = self.parts().iter().filter(|part| comfort || **part != ScreenPart::Comfort);
        (level != LevelId::EmergencyNow).then(|| parts.find_map(|part| engine.next_screen(facts, *part))).flatten()
    }

    /// The next screen once these answers are given. In an emergency nothing is asked any more; but where only the log
    /// tells of one, by a dose or by a sign of before, the warning signs can still be gone through.
    pub(crate) fn next_once<'e>(self, engine: &'e Engine, known: &Known, answers: &Rows) -> Option<NextScreen<'e>> {
        let facts = known.facts_with(engine, answers);
        if engine.disposition(&facts) != Disposition::EmergencyNow {
            return self.next(engine, &facts);
        }
        let facts = Known::facts_of(engine, answers);
        let told = engine.disposition(&facts) == Disposition::EmergencyNow;
        (!told).then(|| engine.next_screen(&facts, ScreenPart::Check)).flatten()
    }

    /// Where a finding is asked that the page of medicines has to know: the screen on which it was answered, or the
    /// questions that are left for what is wanted.
    pub(crate) fn href_of(engine: &Engine, known: &Known, finding: &Finding) -> Option<String> {
        let rows = known.rows();
        let of = |row: &String| finding_of(row) == finding.id && is_answered(&rows, row);
        let place = journey(engine, &rows, Self::Check).iter().position(|screen| screen.rows.iter().any(of));
        let open = || Self::Medicines.next(engine, &known.facts(engine)).map(|_| Self::Medicines.href(None));
        place.map(|place| Self::Check.href(Some(place + 1))).or_else(open)
    }

    /// The address of a step on it; without a step, of the next question.
    pub(crate) fn href(self, step: Option<usize>) -> String {
        let part = (self != Self::Check).then(|| format!("part={}", self.word()));
        let step = step.map(|step| format!("step={step}"));
        let query: Vec<String> = part.into_iter().chain(step).collect();
        if query.is_empty() { "/check".to_owned() } else { format!("/check?{}", query.join("&")) }
    }
}

/// How a question is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Statements to tick.
    Ticks,
    /// One question, one answer.
    One,
}

/// A screen as it stands on the page.
#[derive(Clone, Debug)]
pub(crate) struct Question<'e> {
    pub(super) screen: &'e Screen,
    pub(super) rows: Vec<Row<'e>>,
    pub(super) style: Style,
}

impl<'e> Question<'e> {
    /// The next screen. Where its rows were answered but for one that was ticked without saying what it is, that one
    /// stands by itself.
    pub(super) fn next(next: NextScreen<'e>, answered: &Rows) -> Self {
        let NextScreen { screen, rows, .. } = next;
        let begun = screen.rows.iter().any(|row| is_answered(answered, row));
        let by_itself = |row: &&Row<'_>| row.choices().next().is_some();
        match rows.iter().find(by_itself).filter(|_| begun || screen.style == ScreenStyle::One) {
            Some(row) => Self { screen, rows: vec![*row], style: Style::One },
            None => Self::of(screen, rows),
        }
    }

    /// A screen that was answered, with every row of it that was answered or still matters.
    pub(super) fn again(
        engine: &'e Engine,
        screen: &'e Screen,
        answered: &Rows,
        next: Option<&NextScreen<'e>>,
    ) -> Self {
        let matters = |row: &Row<'_>| {
            next.is_some_and(|next| next.screen.id == screen.id && next.rows.iter().any(|asked| asked.id == row.id))
        };
        let rows = engine.rows(screen).filter(|row| is_answered(answered, row.id) || matters(row));
        Self::of(screen, rows.collect())
    }

    /// The question that a form says it is an answer to; none where no such question can have been asked.
    pub(super) fn from_form(engine: &'e Engine, screen: &str, rows: &str, style: &str) -> Option<Self> {
        let screen = engine.guideline().screens.iter().find(|known| known.id == screen)?;
        let ids: Vec<&str> = rows.split(' ').collect();
        let rows: Vec<_> = engine.rows(screen).filter(|row| ids.contains(&row.id)).collect();
        let style = match style {
            "ticks" if screen.style == ScreenStyle::Tick => Style::Ticks,
            "one" if rows.len() == 1 => Style::One,
            _ => return None,
        };
        (!rows.is_empty() && rows.len() == ids.len()).then_some(Self { screen, rows, style })
    }

    /// One row by itself.
    pub(super) fn only(mut self, row: &str) -> Self {
        self.rows.retain(|shown| shown.id == row);
        Self { style: Style::One, ..self }
    }

    fn of(screen: &'e Screen, mut rows: Vec<Row<'e>>) -> Self {
        let style = match screen.style {
            ScreenStyle::Tick => Style::Ticks,
            ScreenStyle::One => {
                rows.truncate(1);
                Style::One
            }
        };
        Self { screen, rows, style }
    }
}

/// The screens with an answer, in the order in which they are asked: the steps that a person can go back to.
pub(crate) fn journey<'e>(engine: &'e Engine, answered: &Rows, stretch: Stretch) -> Vec<&'e Screen> {
    let screens = engine.guideline().screens.iter().filter(|screen| stretch.holds(screen));
    screens.filter(|screen| screen.rows.iter().any(|row| is_answered(answered, row))).collect()
}

fn finding_of(row: &str) -> &str {
    row.split_once('.').map_or(row, |(finding, _)| finding)
}

/// Whether a row was answered, by itself or with the whole finding that it is an option of.
fn is_answered(answered: &Rows, row: &str) -> bool {
    answered.contains_key(row) || row.split_once('.').is_some_and(|(finding, _)| answered.contains_key(finding))
}
