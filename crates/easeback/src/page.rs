//! Pages of text: wrapped to the terminal, readable at 80 columns, and complete without colour.
//!
//! Colour and weight are added to words that say the same by themselves. Where the output is no terminal, or `NO_COLOR` is
//! set, `anstream` takes them away again.

use anstyle::{AnsiColor, Style};
use std::io::IsTerminal;
use terminal_size::Width;

/// Lines longer than this are hard to read.
const WIDEST: usize = 80;
/// Lines shorter than this are not worth wrapping to.
const NARROWEST: usize = 32;

/// What a line says by its look, besides what it says in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// A heading, or the name of something.
    Strong,
    /// What may be passed over.
    Quiet,
    /// Needs help now.
    Alarm,
    /// Needs somebody to look.
    Care,
    /// All is well.
    Well,
}

impl Tone {
    const fn style(self) -> Style {
        match self {
            Self::Strong => Style::new().bold(),
            Self::Quiet => Style::new().dimmed(),
            Self::Alarm => AnsiColor::Red.on_default().bold(),
            Self::Care => AnsiColor::Yellow.on_default().bold(),
            Self::Well => AnsiColor::Green.on_default().bold(),
        }
    }

    /// A text in this tone.
    pub(crate) fn of(self, text: &str) -> String {
        format!("{}{text}{}", self.style(), self.style().render_reset())
    }
}

/// A page in the making.
#[derive(Debug)]
pub(crate) struct Page {
    text: String,
    width: usize,
}

impl Page {
    /// A page for standard output.
    pub(crate) fn new() -> Self {
        let terminal = std::io::stdout();
        Self::of_width(terminal.is_terminal().then(|| terminal_size::terminal_size_of(terminal)).flatten())
    }

    /// A page for standard error.
    pub(crate) fn for_stderr() -> Self {
        let terminal = std::io::stderr();
        Self::of_width(terminal.is_terminal().then(|| terminal_size::terminal_size_of(terminal)).flatten())
    }

    fn of_width(size: Option<(Width, terminal_size::Height)>) -> Self {
        let width = size.map_or(WIDEST, |(Width(width), _)| usize::from(width));
        Self { text: String::new(), width: width.clamp(NARROWEST, WIDEST) }
    }

    /// How wide it is, in columns.
    pub(crate) const fn width(&self) -> usize {
        self.width
    }

    /// The page as text.
    pub(crate) fn text(self) -> String {
        self.text
    }

    /// An empty line, unless the page is empty or there is one already.
    pub(crate) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A heading, with an empty line before it.
    pub(crate) fn heading(&mut self, text: &str) {
        self.gap();
        self.toned(Tone::Strong, text);
    }

    /// A paragraph.
    pub(crate) fn say(&mut self, text: &str) {
        self.hanging("", "", text);
    }

    /// A paragraph in a tone.
    pub(crate) fn toned(&mut self, tone: Tone, text: &str) {
        self.hanging("", "", &tone.of(text));
    }

    /// A paragraph that stands in by some columns.
    pub(crate) fn inside(&mut self, columns: usize, text: &str) {
        let indent = " ".repeat(columns);
        self.hanging(&indent, &indent, text);
    }

    /// A paragraph in a tone that stands in by some columns.
    pub(crate) fn inside_toned(&mut self, columns: usize, tone: Tone, text: &str) {
        self.inside(columns, &tone.of(text));
    }

    /// One of a list; `columns` is how far the list stands in.
    pub(crate) fn item(&mut self, columns: usize, text: &str) {
        self.marked(columns, "-", text);
    }

    /// One of a list, with a mark of its own.
    pub(crate) fn marked(&mut self, columns: usize, mark: &str, text: &str) {
        let first = format!("{}{mark} ", " ".repeat(columns));
        let rest = " ".repeat(first.chars().count());
        self.hanging(&first, &rest, text);
    }

    /// A paragraph whose first line starts differently from the others.
    pub(crate) fn hanging(&mut self, first: &str, rest: &str, text: &str) {
        let how = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .break_words(false);
        for line in textwrap::wrap(text.trim_end(), how) {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }
}

/// `1 problem`, `3 problems`.
pub(crate) fn count(number: usize, thing: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{ending}")
}

/// A list in a sentence: `a`, `a and b`, `a, b and c`.
pub(crate) fn list<S: AsRef<str>>(items: &[S], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., end] => {
            let first: Vec<_> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", first.join(", "), end.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_the_page_and_weight_does_not_count() {
        let mut page = Page { text: String::new(), width: 40 };
        page.heading("A heading");
        page.item(
            2,
            &format!("{} {}", Tone::Strong.of("Warm pack"), "and some more words that do not fit on one line"),
        );
        let plain = anstream::adapter::strip_str(&page.text).to_string();
        assert_eq!(plain, "A heading\n  - Warm pack and some more words that\n    do not fit on one line\n");
    }

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(list::<&str>(&[], "and"), "");
        assert_eq!(list(&["a"], "and"), "a");
        assert_eq!(list(&["a", "b", "c"], "or"), "a, b or c");
        assert_eq!(count(1, "problem"), "1 problem");
        assert_eq!(count(0, "problem"), "0 problems");
    }
}
