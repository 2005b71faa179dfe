//! Random people, always the same ones for the same seed.

use super::guideline::{Finding, Guideline, Kind};
use super::language::Condition;
use super::person::{Answers, Person};
use serde_json::{Value, json};

/// A seeded die (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Below `sides`.
    pub fn below(&mut self, sides: usize) -> usize {
        (self.roll() % sides as u64) as usize
    }

    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// What kind of person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// Everything at random.
    Wild,
    /// The commonest answers, with a few surprises.
    Plain,
    /// Plain, with every medicine, illness and log fact at random.
    Treated,
    /// Plain, after a doctor said that home care is fine, and with little pain for days.
    Cleared,
    /// Plain, but everything that some red flag or some stop speaks of is at random.
    Pointed,
    /// Plain, but the questions stop somewhere.
    Started,
    /// Plain, but not sure of many things.
    Unsure,
}

pub struct People<'g> {
    guideline: &'g Guideline,
    dice: Dice,
}

impl<'g> People<'g> {
    pub fn new(guideline: &'g Guideline, seed: u64) -> Self {
        Self { guideline, dice: Dice(seed) }
    }

    /// The next person whose answers can all be true.
    pub fn next(&mut self) -> Answers {
        loop {
            let answers = self.anyone();
            if Person::new(self.guideline, &answers).contradiction().is_none() {
                return answers;
            }
        }
    }

    /// The next person, whether or not all of their answers can be true.
    pub fn anyone(&mut self) -> Answers {
        const STYLES: [Style; 9] = [
            Style::Wild,
            Style::Plain,
            Style::Plain,
            Style::Treated,
            Style::Treated,
            Style::Cleared,
            Style::Pointed,
            Style::Started,
            Style::Unsure,
        ];
        let style = *self.dice.pick(&STYLES);
        self.person(style)
    }

    fn person(&mut self, style: Style) -> Answers {
        let mut answers = Answers::new();
        let guideline = self.guideline;
        for finding in &guideline.findings {
            let at_random = match style {
                Style::Wild => true,
                Style::Treated => {
                    matches!(finding.group.as_str(), "medicine" | "log" | "plan") && self.dice.percent(40)
                }
                _ => false,
            };
            if at_random {
                self.change(&mut answers, finding);
            } else if !matches!(finding.group.as_str(), "log") && finding.asked_when.is_none() {
                answers.insert(finding.id.clone(), finding.commonest.clone());
            }
        }
        if style == Style::Cleared {
            answers.insert("doctor_seen".into(), json!("yes_home_care_ok"));
            answers.insert("low_pain_days".into(), json!(6 + self.dice.below(3)));
            answers.insert("pain_now".into(), json!(self.dice.below(4)));
        }
        if style == Style::Pointed {
            if self.dice.percent(30) {
                answers.insert("doctor_seen".into(), json!("yes_home_care_ok"));
            }
            let conditions: Vec<&Condition> = guideline.red_flags_and_stops().collect();
            let condition = *self.dice.pick(&conditions);
            for id in guideline.findings_of(condition) {
                self.change(&mut answers, guideline.finding(id));
            }
        } else if style != Style::Wild {
            for _ in 0..self.dice.below(5) {
                let finding = self.dice.pick(&guideline.findings);
                self.change(&mut answers, finding);
            }
        }
        if style == Style::Started {
            let asked = self.dice.below(guideline.findings.len());
            for finding in guideline.findings.iter().skip(asked).filter(|finding| finding.group != "log") {
                answers.remove(&finding.id);
            }
        }
        if style == Style::Unsure {
            let chance = *self.dice.pick(&[3, 10, 60]);
            for (_, answer) in &mut answers {
                if self.dice.percent(chance) {
                    *answer = json!("not_sure");
                }
            }
        }
        answers
    }

    /// Another answer, not sure, or not asked; and often an answer to the question that it leads to.
    fn change(&mut self, answers: &mut Answers, finding: &Finding) {
        for child in self.guideline.findings.iter().filter(|child| finding.decides_whether_to_ask(child)) {
            if self.dice.percent(60) {
                answers.insert(child.id.clone(), child.commonest.clone());
            }
        }
        let of_this = format!("{}.", finding.id);
        answers.retain(|row, _| !row.starts_with(&of_this));
        let roll = self.dice.below(20);
        if finding.kind == Kind::ManyOf && (6..=9).contains(&roll) {
            self.ask_in_part(answers, finding);
            return;
        }
        match roll {
            0..=2 => answers.insert(finding.id.clone(), json!("not_sure")),
            3..=5 => answers.remove(&finding.id),
            _ => answers.insert(finding.id.clone(), self.answer(finding)),
        };
    }

    /// Asks some options of a list, each by itself.
    fn ask_in_part(&mut self, answers: &mut Answers, finding: &Finding) {
        answers.remove(&finding.id);
        let asked = *self.dice.pick(&[20, 60, 95]);
        for option in finding.options.iter().filter(|option| Some(*option) != finding.none.as_ref()) {
            if self.dice.percent(asked) {
                let answer = match self.dice.below(8) {
                    0 => json!(true),
                    1 => json!("not_sure"),
                    _ => json!(false),
                };
                answers.insert(format!("{}.{option}", finding.id), answer);
            }
        }
    }

    fn answer(&mut self, finding: &Finding) -> Value {
        match finding.kind {
            Kind::YesNo => json!(self.dice.percent(50)),
            Kind::OneOf => json!(self.dice.pick(&finding.options)),
            Kind::Number => number(*self.dice.pick(&finding.numbers_worth_trying())),
            Kind::ManyOf => {
                if let Some(none) = &finding.none
                    && self.dice.percent(30)
                {
                    return json!([none]);
                }
                let mut chosen: Vec<&str> = Vec::new();
                for _ in 0..self.dice.below(4) {
                    let option = self.dice.pick(&finding.options);
                    if !chosen.contains(&option.as_str()) {
                        chosen.push(option);
                    }
                }
                if self.dice.percent(15) {
                    chosen.push("not_sure");
                }
                json!(chosen)
            }
        }
    }
}

/// A whole number is written as one.
pub fn number(number: f64) -> Value {
    if number.fract() == 0.0 { json!(number as i64) } else { json!(number) }
}
