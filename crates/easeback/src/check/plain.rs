//! Numbered questions on standard output, typed answers on standard input: for screen readers, pipes and plain terminals.

use super::interview::{Ask, Asked, Detail, Mark, Question, Reply};
use super::print;
use crate::error::Error;
use crate::page::{Page, Tone};
use easeback_engine::{Answer, Row};
use easeback_guideline::{Finding, Kind};
use std::io::{BufRead, Read};

/// The most that is read of a line.
const LONGEST: u64 = 10_000;

/// Asks in lines.
#[derive(Debug)]
pub(super) struct Plain<R> {
    input: R,
    /// Whether what is typed shows by itself.
    echoes: bool,
}

/// A line as it was typed, or what it stands for everywhere.
enum Line {
    Typed(String),
    Instead(Reply),
}

impl<R: BufRead> Plain<R> {
    pub(super) const fn new(input: R, echoes: bool) -> Self {
        Self { input, echoes }
    }

    fn read(&mut self) -> Result<Line, Error> {
        print("> ")?;
        let mut bytes = Vec::new();
        let count = (&mut self.input).take(LONGEST).read_until(b'\n', &mut bytes).map_err(Error::Input)?;
        let typed = String::from_utf8_lossy(&bytes).trim().to_lowercase();
        if !self.echoes {
            print(&format!("{typed}\n"))?;
        }
        Ok(match typed.as_str() {
            _ if count == 0 => Line::Instead(Reply::Ended),
            "b" | "back" => Line::Instead(Reply::Back),
            "q" | "quit" => Line::Instead(Reply::Stop),
            _ => Line::Typed(typed),
        })
    }

    /// Asks until there is an answer that can be read.
    fn until(&mut self, hint: &str, read: impl Fn(&str) -> Option<Reply>) -> Result<Reply, Error> {
        let mut page = Page::new();
        page.toned(Tone::Quiet, hint);
        print(&page.text())?;
        loop {
            let typed = match self.read()? {
                Line::Instead(reply) => return Ok(reply),
                Line::Typed(typed) => typed,
            };
            match read(&typed) {
                Some(reply) => return Ok(reply),
                None if typed.is_empty() => print("An empty line is no answer. Please type one.\n")?,
                None => print(&format!("`{typed}` is no answer here. Please try again.\n"))?,
            }
        }
    }

    fn statements(&mut self, rows: &[Row<'_>]) -> Result<Reply, Error> {
        let mut page = Page::new();
        for (place, row) in rows.iter().enumerate() {
            numbered(&mut page, place, row.statement());
            if let Some(help) = row_help(row) {
                page.inside_toned(5, Tone::Quiet, help);
            }
        }
        print(&page.text())?;
        let hint = "Type the numbers that fit: 1 3. Put a ? where you are not sure: 3?. \
                    n: none of these. ?: not sure about any. b: back. q: quit.";
        self.until(hint, |typed| marks(typed, rows.len()).map(Reply::Marks))
    }

    fn which(&mut self, row: &Row<'_>) -> Result<Reply, Error> {
        let choices: Vec<_> = row.choices().collect();
        let mut page = Page::new();
        for (place, choice) in choices.iter().enumerate() {
            numbered(&mut page, place, &choice.say);
        }
        print(&page.text())?;
        self.until("Type one number. ?: not sure. b: back. q: quit.", |typed| match typed {
            "?" => Some(Reply::Answer(Answer::NotSure)),
            typed => choices.get(place(typed)?).map(|choice| Reply::Answer(Answer::OneOf(choice.id.clone()))),
        })
    }

    fn one(&mut self, finding: &Finding) -> Result<Reply, Error> {
        let mut page = Page::new();
        page.toned(Tone::Strong, &finding.ask);
        if let Some(help) = &finding.help {
            page.say(help);
        }
        for (place, option) in finding.options.iter().enumerate() {
            numbered(&mut page, place, &option.say);
        }
        print(&page.text())?;
        let hint = match finding.kind {
            Kind::YesNo => "Type y for yes or n for no.".to_owned(),
            Kind::OneOf => "Type one number.".to_owned(),
            Kind::ManyOf => "Type the numbers that fit: 1 3. n: none of these.".to_owned(),
            Kind::Number => format!("Type {}.", super::result::number_hint(finding)),
        };
        self.until(&format!("{hint} ?: not sure. b: back. q: quit."), |typed| {
            let answer = match (typed, finding.kind) {
                ("?", _) => Answer::NotSure,
                (_, Kind::YesNo) => Answer::YesNo(yes_no(typed)?),
                (_, Kind::Number) => number(finding, typed)?,
                (_, Kind::OneOf) => Answer::OneOf(finding.options.get(place(typed)?)?.id.clone()),
                (_, Kind::ManyOf) => many(finding, typed)?,
            };
            Some(Reply::Answer(answer))
        })
    }
}

impl<R: BufRead> Ask for Plain<R> {
    fn how_to(&self) -> &'static str {
        "Answer each question with a line. b goes back, q stops."
    }

    fn ask(&mut self, question: &Question<'_>) -> Result<Reply, Error> {
        match &question.asked {
            Asked::Statements(rows) => self.statements(rows),
            Asked::Which(row) => self.which(row),
            Asked::One(finding) => self.one(finding),
        }
    }

    fn detail(&self) -> Detail {
        Detail::Everything
    }

    fn browse(&mut self, _: &[&str]) -> Result<Option<usize>, Error> {
        Ok(None)
    }

    fn wants_more(&mut self) -> Result<bool, Error> {
        let mut page = Page::new();
        page.say(super::result::MORE);
        print(&format!("\n{}", page.text()))?;
        let reply =
            self.until("Type y for yes or n for no.", |typed| yes_no(typed).map(Answer::YesNo).map(Reply::Answer))?;
        Ok(matches!(reply, Reply::Answer(Answer::YesNo(true))))
    }
}

fn is_none(typed: &str) -> bool {
    matches!(typed, "n" | "none" | "no")
}

/// The marks of a line like `1 3?`; a line without any is no answer.
fn marks(typed: &str, rows: usize) -> Option<Vec<Mark>> {
    words(typed).next()?;
    if is_none(typed) {
        return Some(vec![Mark::No; rows]);
    }
    if typed == "?" {
        return Some(vec![Mark::NotSure; rows]);
    }
    let mut marks = vec![Mark::No; rows];
    for word in words(typed) {
        let (number, mark) = word.strip_suffix('?').map_or((word, Mark::Yes), |number| (number, Mark::NotSure));
        *marks.get_mut(place(number)?)? = mark;
    }
    Some(marks)
}

fn words(typed: &str) -> impl Iterator<Item = &str> {
    typed.split([' ', ',', ';', '\t']).filter(|word| !word.is_empty())
}

/// The place in a list, from 0, of a number from 1.
fn place(typed: &str) -> Option<usize> {
    typed.parse::<usize>().ok()?.checked_sub(1)
}

fn yes_no(typed: &str) -> Option<bool> {
    match typed {
        "y" | "yes" => Some(true),
        "n" | "no" => Some(false),
        _ => None,
    }
}

/// A number that this finding allows.
pub(super) fn number(finding: &Finding, typed: &str) -> Option<Answer> {
    if typed.trim() == "?" {
        return Some(Answer::NotSure);
    }
    let number = typed.trim().replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite())?;
    let in_range = finding.min.is_none_or(|min| number >= min) && finding.max.is_none_or(|max| number <= max);
    (in_range && !(finding.whole && number.fract() != 0.0)).then_some(Answer::Number(number))
}

fn many(finding: &Finding, typed: &str) -> Option<Answer> {
    words(typed).next()?;
    if is_none(typed) {
        return Some(Answer::ManyOf { chosen: Vec::new(), not_sure: false });
    }
    let (mut chosen, mut not_sure) = (Vec::new(), false);
    for word in words(typed) {
        if word == "?" {
            not_sure = true;
            continue;
        }
        let option = finding.options.get(place(word)?)?;
        if !chosen.contains(&option.id) {
            chosen.push(option.id.clone());
        }
    }
    Some(Answer::ManyOf { chosen, not_sure })
}

/// An entry of a numbered list; numbers of one and of two digits end in the same column.
fn numbered(page: &mut Page, place: usize, text: &str) {
    let columns = if place < 9 { 2 } else { 1 };
    page.marked(columns, &format!("{}.", place + 1), text);
}

/// What helps to answer a row.
pub(super) fn row_help<'r>(row: &'r Row<'_>) -> Option<&'r str> {
    match row.option {
        Some(option) => option.help.as_deref(),
        None => row.finding.help.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Mark::{No, NotSure, Yes};

    #[test]
    fn a_line_of_numbers_is_read_with_its_doubts() {
        assert_eq!(marks("n", 2), Some(vec![No, No]));
        assert_eq!(marks("?", 2), Some(vec![NotSure, NotSure]));
        assert_eq!(marks("1, 3?", 3), Some(vec![Yes, No, NotSure]));
        for wrong in ["", ",", "0", "4", "x", "1 4", "-1", "1.5", "??"] {
            assert_eq!(marks(wrong, 3), None, "{wrong}");
        }
    }
}
