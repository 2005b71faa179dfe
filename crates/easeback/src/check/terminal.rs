//! Lists with arrow keys and tick-boxes, for a terminal.

use super::interview::{Ask, Asked, Detail, Mark, Question, Reply};
use super::{plain, print, result};
use crate::error::Error;
use crate::page::Page;
use easeback_engine::{Answer, Row};
use easeback_guideline::{Choice, Finding, Kind};
use inquire::list_option::ListOption;
use inquire::ui::{Color, ErrorMessageRenderConfig, RenderConfig, StyleSheet, Styled};
use inquire::validator::Validation;
use inquire::{InquireError, MultiSelect, Select, Text};
use std::fmt;

const NONE: &str = "None of these";
const SOME_NOT_SURE: &str = "I am not sure about some of these";
const NOT_SURE: &str = "Not sure";
/// Where the cursor of a list stands at first, so that a stray Enter answers nothing.
const NOT_YET: &str = "Choose with the arrow keys";
/// Said when Enter was pressed there.
const NOTHING: &str = "nothing chosen yet";
/// The question, what is wrong with the answer, the keys, and the line of the cursor.
const LINES_AROUND: usize = 5;
/// "None of these" stands last, so that whoever chooses it has had the signs before their eyes; the first step up leads
/// to it.
const TICK_KEYS: &str = "↑↓ move · space ticks · enter goes on · esc back · none of these: first ↑";
const MARK_KEYS: &str = "↑↓ move · space ticks · enter goes on · esc goes back";
const LIST_KEYS: &str = "↑↓ move · enter chooses · esc goes back";

/// Asks with lists.
#[derive(Debug)]
pub(super) struct Terminal {
    look: RenderConfig<'static>,
    width: usize,
    height: usize,
}

/// An entry of a list.
#[derive(Clone, Debug)]
struct Entry<'q, T> {
    says: &'q str,
    help: Option<&'q str>,
    means: T,
    /// Under which column a text goes on.
    under: &'static str,
    width: usize,
}

impl<'q, T> Entry<'q, T> {
    const fn with_help(mut self, help: Option<&'q str>) -> Self {
        self.help = help;
        self
    }

    /// How many lines it takes.
    fn lines(&self) -> usize {
        self.to_string().lines().count()
    }
}

impl<T> fmt::Display for Entry<'_, T> {
    /// A long text goes on under its first line, behind the tick-box, and so does what helps to answer.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = textwrap::Options::new(self.width).initial_indent(self.under).subsequent_indent(self.under);
        // The pointer and the tick-box already stand before the first line.
        formatter.write_str(textwrap::fill(self.says, &how).trim_start())?;
        self.help.map_or(Ok(()), |help| write!(formatter, "\n{}", textwrap::fill(help, &how)))
    }
}

impl Terminal {
    pub(super) fn new() -> Self {
        let height = terminal_size::terminal_size().map_or(24, |(_, terminal_size::Height(height))| height.into());
        Self { look: look(), width: Page::new().width() - 2, height }
    }

    /// An entry of a list from which one is chosen.
    const fn entry<'q, T>(&self, says: &'q str, means: T) -> Entry<'q, T> {
        Entry { says, help: None, means, under: "  ", width: self.width }
    }

    /// An entry with a tick-box.
    const fn tick_box<'q>(&self, says: &'q str, means: Tick) -> Entry<'q, Tick> {
        Entry { says, help: None, means, under: "      ", width: self.width }
    }

    /// How many entries show at a time, so that any that stand together fit with the question and the keys.
    fn page_size<T>(&self, entries: &[Entry<'_, T>]) -> usize {
        let lines: Vec<_> = entries.iter().map(Entry::lines).collect();
        let room = self.height.saturating_sub(LINES_AROUND);
        let fit = |count: &usize| lines.windows(*count).all(|window| window.iter().sum::<usize>() <= room);
        (1..=entries.len()).rev().find(fit).unwrap_or(1)
    }

    fn statements<'r>(&self, rows: &'r [Row<'r>]) -> Result<Reply, Error> {
        let entry = |(place, row): (usize, &'r Row<'r>)| {
            self.tick_box(row.statement(), Tick::Row(place)).with_help(plain::row_help(row))
        };
        let entries = || rows.iter().enumerate().map(entry);
        let ticked = match self.tick("Which fit?", entries().collect())? {
            Ok(ticked) => ticked,
            Err(reply) => return Ok(reply),
        };
        let mut unsure = Vec::new();
        if ticked.contains(&Tick::NotSure) {
            let rest = entries().filter(|entry| !ticked.contains(&entry.means)).collect();
            unsure = match self.unsure_of(rest)? {
                Ok(unsure) => unsure,
                Err(Reply::Back) => return self.statements(rows),
                Err(reply) => return Ok(reply),
            };
        }
        let mark = |place| match Tick::Row(place) {
            row if unsure.contains(&row) => Mark::NotSure,
            row if ticked.contains(&row) => Mark::Yes,
            _ => Mark::No,
        };
        Ok(Reply::Marks((0..rows.len()).map(mark).collect()))
    }

    /// Which of some entries fit, none of them, or not sure about some.
    fn tick(&self, title: &str, mut entries: Vec<Entry<'_, Tick>>) -> Result<Result<Vec<Tick>, Reply>, Error> {
        entries.push(self.tick_box(SOME_NOT_SURE, Tick::NotSure));
        entries.push(self.tick_box(NONE, Tick::None));
        let one_answer = |ticked: &[ListOption<&Entry<'_, Tick>>]| {
            let none = ticked.iter().any(|entry| entry.value.means == Tick::None);
            Ok(match (ticked.len(), none) {
                (0, _) => Validation::Invalid("tick what fits, or \"None of these\", with the space bar".into()),
                (2.., true) => Validation::Invalid("\"None of these\" stands alone".into()),
                _ => Validation::Valid,
            })
        };
        let page_size = self.page_size(&entries);
        let prompt = MultiSelect::new(title, entries)
            .with_page_size(page_size)
            .with_help_message(if self.width < TICK_KEYS.chars().count() { MARK_KEYS } else { TICK_KEYS })
            .with_validator(one_answer)
            .with_formatter(&|ticked| in_short(ticked))
            .with_render_config(self.look)
            .without_filtering();
        Ok(heard(prompt.prompt())?.map(|ticked| ticked.into_iter().map(|entry| entry.means).collect()))
    }

    fn unsure_of(&self, entries: Vec<Entry<'_, Tick>>) -> Result<Result<Vec<Tick>, Reply>, Error> {
        let at_least_one = |ticked: &[ListOption<&Entry<'_, Tick>>]| {
            Ok(match ticked.len() {
                0 => Validation::Invalid("tick at least one with the space bar".into()),
                _ => Validation::Valid,
            })
        };
        let page_size = self.page_size(&entries);
        let prompt = MultiSelect::new("Which are you not sure about?", entries)
            .with_page_size(page_size)
            .with_help_message(MARK_KEYS)
            .with_validator(at_least_one)
            .with_formatter(&|ticked| in_short(ticked))
            .with_render_config(self.look)
            .without_filtering();
        Ok(heard(prompt.prompt())?.map(|ticked| ticked.into_iter().map(|entry| entry.means).collect()))
    }

    fn choose<'q>(&self, title: &str, choices: impl Iterator<Item = &'q Choice>) -> Result<Reply, Error> {
        let mut entries: Vec<_> = choices
            .map(|choice| self.entry(&choice.say, Answer::OneOf(choice.id.clone())).with_help(choice.help.as_deref()))
            .collect();
        entries.push(self.entry(NOT_SURE, Answer::NotSure));
        self.select(title, entries)
    }

    /// Asks until an entry is chosen: the cursor starts on none of them.
    fn select(&self, title: &str, entries: Vec<Entry<'_, Answer>>) -> Result<Reply, Error> {
        let entries = with_none_chosen(self.entry(NOT_YET, None), entries);
        let page_size = self.page_size(&entries);
        loop {
            let prompt = Select::new(title, entries.clone())
                .with_page_size(page_size)
                .with_help_message(LIST_KEYS)
                .with_formatter(&|entry| {
                    if entry.value.means.is_some() { answered(entry.value.says) } else { NOTHING.to_owned() }
                })
                .with_render_config(self.look)
                .without_filtering();
            match heard(prompt.prompt())? {
                Ok(Entry { means: Some(answer), .. }) => return Ok(Reply::Answer(answer)),
                Ok(_) => {}
                Err(reply) => return Ok(reply),
            }
        }
    }

    fn one(&self, finding: &Finding) -> Result<Reply, Error> {
        if let Some(help) = &finding.help {
            let mut page = Page::new();
            page.say(help);
            print(&page.text())?;
        }
        match finding.kind {
            Kind::YesNo => {
                let entries = [("No", Answer::YesNo(false)), ("Yes", Answer::YesNo(true)), (NOT_SURE, Answer::NotSure)];
                self.select(&finding.ask, entries.into_iter().map(|(says, means)| self.entry(says, means)).collect())
            }
            Kind::OneOf => self.choose(&finding.ask, finding.options.iter()),
            Kind::ManyOf => self.many(finding),
            Kind::Number => self.number(finding),
        }
    }

    fn many(&self, finding: &Finding) -> Result<Reply, Error> {
        let options = finding.options.iter().enumerate();
        let entries = options.map(|(place, option)| self.tick_box(&option.say, Tick::Row(place))).collect();
        let ticked = match self.tick(&finding.ask, entries)? {
            Ok(ticked) => ticked,
            Err(reply) => return Ok(reply),
        };
        let chosen = finding.options.iter().enumerate().filter(|(place, _)| ticked.contains(&Tick::Row(*place)));
        let chosen = chosen.map(|(_, option)| option.id.clone()).collect();
        Ok(Reply::Answer(Answer::ManyOf { chosen, not_sure: ticked.contains(&Tick::NotSure) }))
    }

    fn number(&self, finding: &Finding) -> Result<Reply, Error> {
        let keys = format!("{} · ? not sure · esc goes back", result::number_hint(finding));
        let problem = format!("type {}, or ?", result::range(finding));
        let wanted = finding.clone();
        let allowed = move |typed: &str| {
            Ok(match plain::number(&wanted, typed) {
                Some(_) => Validation::Valid,
                None => Validation::Invalid(problem.clone().into()),
            })
        };
        let prompt = Text::new(&finding.ask)
            .with_help_message(&keys)
            .with_validator(allowed)
            .with_formatter(&answered)
            .with_render_config(self.look);
        let answer = |typed: String| Reply::Answer(plain::number(finding, &typed).unwrap_or(Answer::NotSure));
        Ok(heard(prompt.prompt())?.map_or_else(|reply| reply, answer))
    }
}

impl Ask for Terminal {
    fn how_to(&self) -> &'static str {
        "Esc goes back, Ctrl-C stops."
    }

    fn ask(&mut self, question: &Question<'_>) -> Result<Reply, Error> {
        match &question.asked {
            Asked::Statements(rows) => self.statements(rows),
            Asked::Which(row) => self.choose("Which one?", row.choices()),
            Asked::One(finding) => self.one(finding),
        }
    }

    fn detail(&self) -> Detail {
        Detail::Overview
    }

    fn browse(&mut self, plan: &[&str]) -> Result<Option<usize>, Error> {
        print("\n")?;
        let mut entries: Vec<_> = plan.iter().enumerate().map(|(place, name)| self.entry(name, Some(place))).collect();
        entries.push(self.entry("Done", None));
        let page_size = self.page_size(&entries);
        let prompt = Select::new("Show how to do it, step by step", entries)
            .with_page_size(page_size)
            .with_help_message("↑↓ move · enter shows · esc: done")
            .with_formatter(&|entry| answered(entry.value.says))
            .with_render_config(self.look)
            .without_filtering();
        Ok(heard(prompt.prompt())?.ok().and_then(|entry| entry.means))
    }

    fn wants_more(&mut self) -> Result<bool, Error> {
        print("\n")?;
        let entries =
            vec![self.entry("No, this is enough", Answer::YesNo(false)), self.entry("Yes", Answer::YesNo(true))];
        Ok(matches!(self.select(result::MORE, entries)?, Reply::Answer(Answer::YesNo(true))))
    }
}

/// What an entry of a tick screen stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tick {
    Row(usize),
    NotSure,
    None,
}

/// The entries behind one that means nothing, on which the cursor starts.
fn with_none_chosen<'q>(
    first: Entry<'q, Option<Answer>>,
    entries: Vec<Entry<'q, Answer>>,
) -> Vec<Entry<'q, Option<Answer>>> {
    let chosen = |Entry { says, help, means, under, width }| Entry { says, help, means: Some(means), under, width };
    std::iter::once(first).chain(entries.into_iter().map(chosen)).collect()
}

/// Esc goes back, Ctrl-C stops; anything else that keeps a prompt from its answer is trouble.
fn heard<T>(answer: Result<T, InquireError>) -> Result<Result<T, Reply>, Error> {
    match answer {
        Ok(answer) => Ok(Ok(answer)),
        Err(InquireError::OperationCanceled) => Ok(Err(Reply::Back)),
        Err(InquireError::OperationInterrupted) => Ok(Err(Reply::Stop)),
        Err(InquireError::IO(trouble)) => Err(Error::Terminal(trouble.to_string())),
        Err(trouble) => Err(Error::Terminal(trouble.to_string())),
    }
}

/// What was ticked, on one line.
fn in_short<T>(ticked: &[ListOption<&Entry<'_, T>>]) -> String {
    match ticked {
        [one] => answered(one.value.says),
        ticked => answered(&format!("{} ticked", ticked.len())),
    }
}

/// How an answer stands behind its question. The tick is here and not before the question, which stands there too while
/// nothing is chosen.
fn answered(text: &str) -> String {
    const LONGEST: usize = 50;
    let short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() { format!("✓ {short}…") } else { format!("✓ {short}") }
}

fn look() -> RenderConfig<'static> {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let config = if plain { RenderConfig::empty() } else { RenderConfig::default_colored() };
    let strong = if plain { StyleSheet::empty() } else { StyleSheet::empty().with_fg(Color::LightCyan) };
    config
        .with_prompt_prefix(Styled::new("?"))
        .with_answered_prompt_prefix(Styled::new("?"))
        .with_highlighted_option_prefix(Styled::new("›"))
        .with_selected_checkbox(Styled::new("[x]"))
        .with_unselected_checkbox(Styled::new("[ ]"))
        .with_error_message(ErrorMessageRenderConfig::empty().with_prefix(Styled::new("!").with_fg(Color::LightRed)))
        .with_answer(strong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_answer_has_a_tick() {
        assert_eq!(answered("Yes"), "✓ Yes");
        assert_eq!(answered(&"a".repeat(51)), format!("✓ {}…", "a".repeat(50)));
        assert!(!NOTHING.contains('✓'));
    }

    #[test]
    fn a_stray_enter_chooses_nothing_from_a_list() {
        let terminal = Terminal { look: RenderConfig::empty(), width: 80, height: 24 };
        let yes = terminal.entry("Yes", Answer::YesNo(true));
        let entries = with_none_chosen(terminal.entry(NOT_YET, None), vec![yes]);
        let means: Vec<_> = entries.into_iter().map(|entry| entry.means).collect();
        assert_eq!(means, [None, Some(Answer::YesNo(true))]);
    }
}
