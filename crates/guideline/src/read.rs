//! Texts to tables: TOML is parsed, every entry is read into its type, and all that does not fit is a problem.

use crate::condition::resolve::did_you_mean;
use crate::problem::{Problem, SourceFile};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// One entry of a table, with the place where it stands.
pub(crate) struct Entry<'t, T> {
    pub(crate) value: T,
    pub(crate) file: &'t SourceFile,
    table: DeTable<'t>,
    span: Range<usize>,
}

impl<T> Entry<'_, T> {
    /// A problem with the value under a path of keys; `0` and so on stand for places in lists.
    pub(crate) fn problem(&self, path: &[&str], message: impl Into<String>) -> Problem {
        Problem::new(message).at(self.file, self.span(path))
    }

    /// Where the value under a path of keys stands, or as much of the path as there is.
    pub(crate) fn span(&self, path: &[&str]) -> Range<usize> {
        let Some((first, rest)) = path.split_first() else { return self.span.clone() };
        let Some(mut found) = self.table.get(*first) else { return self.span.clone() };
        for key in rest {
            let next = match found.get_ref() {
                DeValue::Table(table) => table.get(*key),
                DeValue::Array(list) => key.parse::<usize>().ok().and_then(|place| list.get(place)),
                _ => None,
            };
            let Some(next) = next else { break };
            found = next;
        }
        found.span()
    }

    /// The line of the value under a path of keys, from 1.
    pub(crate) fn line(&self, path: &[&str]) -> usize {
        self.file.line(self.span(path).start)
    }

    /// Where a part of a text under a path of keys stands.
    pub(crate) fn span_within(&self, path: &[&str], part: &Range<usize>) -> Range<usize> {
        let whole = self.span(path);
        let text = self.file.text.get(whole.clone()).unwrap_or_default();
        let offsets = offsets_in_quotes(text);
        let place = |offset: usize| whole.start + offsets.get(offset).copied().unwrap_or(text.len());
        // What is missing at the end is shown at the closing quote.
        place(part.start)..place(part.end.saturating_sub(1).max(part.start)) + 1
    }

    /// Reports every id of a list of parts that stands there twice.
    pub(crate) fn twice(&self, list: &str, ids: &[&str], problems: &mut Vec<Problem>) {
        for (place, id) in ids.iter().enumerate() {
            if ids.iter().take(place).any(|other| other == id) {
                let message = format!("the {list} `{id}` stands twice");
                problems.push(self.problem(&[list, &place.to_string(), "id"], message));
            }
        }
    }

    /// Every text of the entry, those of its parts included.
    pub(crate) fn texts(&self) -> Vec<Text<'_>> {
        let mut texts = Vec::new();
        for (key, value) in &self.table {
            collect_texts(key.get_ref(), value, &[], &mut texts);
        }
        texts
    }
}

/// A text of an entry, with the keys that lead to it and the place where it stands.
pub(crate) struct Text<'e> {
    pub(crate) keys: Vec<&'e str>,
    pub(crate) value: &'e str,
    pub(crate) span: Range<usize>,
}

fn collect_texts<'e>(key: &'e str, value: &'e Spanned<DeValue<'_>>, above: &[&'e str], texts: &mut Vec<Text<'e>>) {
    let keys: Vec<&str> = above.iter().copied().chain([key]).collect();
    match value.get_ref() {
        DeValue::String(text) => texts.push(Text { keys, value: text, span: value.span() }),
        DeValue::Array(list) => list.iter().for_each(|value| collect_texts(key, value, above, texts)),
        DeValue::Table(table) => {
            for (key, value) in table {
                collect_texts(key.get_ref(), value, &keys, texts);
            }
        }
        _ => {}
    }
}

/// For every byte of a quoted TOML text, and for its end: how far into the quotes it stands.
fn offsets_in_quotes(quoted: &str) -> Vec<usize> {
    let quote = if quoted.starts_with("\"\"\"") || quoted.starts_with("'''") { 3 } else { 1 };
    let basic = quoted.starts_with('"');
    let end = quoted.len().saturating_sub(quote);
    let mut at = quote;
    if quote == 3 {
        at += quoted
            .get(at..)
            .map_or(0, |rest| usize::from(rest.starts_with('\r')) + usize::from(rest.starts_with(['\r', '\n'])));
    }
    let mut offsets = Vec::with_capacity(quoted.len());
    while let Some(char) = quoted.get(at..end).and_then(|rest| rest.chars().next()) {
        let rest = quoted.get(at + char.len_utf8()..end).unwrap_or_default();
        match char {
            '\\' if basic && rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n') => {
                at = end - rest.trim_start().len();
            }
            '\\' if basic => {
                let digits = match rest.chars().next() {
                    Some('x') => 2,
                    Some('u') => 4,
                    Some('U') => 8,
                    _ => 0,
                };
                let code = rest.get(1..=digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
                let meant = code.and_then(char::from_u32).unwrap_or('\\');
                offsets.extend(std::iter::repeat_n(at, meant.len_utf8()));
                at += 2 + digits;
            }
            _ => {
                offsets.extend(at..at + char.len_utf8());
                at += char.len_utf8();
            }
        }
    }
    offsets.push(end);
    offsets
}

/// What `guideline.toml` says of the guideline as a whole.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct About {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) title: String,
    pub(crate) scope: String,
    pub(crate) status: String,
}

/// All tables of all files, by the name of the table.
pub(crate) struct Tables<'t> {
    tables: BTreeMap<String, Vec<(&'t SourceFile, Spanned<DeValue<'t>>)>>,
    first_seen: BTreeMap<String, (&'t SourceFile, Range<usize>)>,
}

impl<'t> Tables<'t> {
    pub(crate) fn parse(files: &'t [SourceFile], problems: &mut Vec<Problem>) -> Self {
        let mut tables: BTreeMap<String, Vec<_>> = BTreeMap::new();
        let mut first_seen = BTreeMap::new();
        for file in files {
            let (document, errors) = DeTable::parse_recoverable(&file.text);
            for error in errors {
                problems.push(Problem::new(error.message()).at(file, error.span().unwrap_or(0..0)));
            }
            for (key, value) in document.into_inner() {
                let name = key.get_ref().to_string();
                first_seen.entry(name.clone()).or_insert_with(|| (file, key.span()));
                let list = tables.entry(name).or_default();
                let span = value.span();
                match value.into_inner() {
                    DeValue::Array(entries) => list.extend(entries.into_iter().map(|entry| (file, entry))),
                    other => list.push((file, Spanned::new(span, other))),
                }
            }
        }
        Self { tables, first_seen }
    }

    /// Takes the entries of one table.
    pub(crate) fn take<T: DeserializeOwned>(&mut self, name: &str, problems: &mut Vec<Problem>) -> Vec<Entry<'t, T>> {
        let mut entries = Vec::new();
        for (file, value) in self.tables.remove(name).unwrap_or_default() {
            let span = value.span();
            let DeValue::Table(table) = value.get_ref().clone() else {
                problems.push(Problem::new(format!("`{name}` is a table: `[[{name}]]`")).at(file, span));
                continue;
            };
            match T::deserialize(ValueDeserializer::from(value)) {
                Ok(value) => entries.push(Entry { value, file, table, span }),
                Err(error) => {
                    problems.push(unread(name, error.message()).at(file, error.span().unwrap_or(span)));
                }
            }
        }
        entries
    }

    /// Reports every table that nobody took.
    pub(crate) fn report_unknown(self, known: &[&str], problems: &mut Vec<Problem>) {
        for name in self.tables.keys() {
            if let Some((file, span)) = self.first_seen.get(name) {
                let help = did_you_mean(name, known.iter().copied());
                problems.push(
                    Problem::new(format!("`{name}` is no table of a guideline")).at(file, span.clone()).help(help),
                );
            }
        }
    }
}

/// The problem of an entry that does not fit its type, said without the words of the library that reads it.
fn unread(table: &str, message: &str) -> Problem {
    let words: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match words.split_first() {
        Some((key, known)) if message.starts_with("unknown field") => {
            Problem::new(format!("`{key}` is no key here")).help(one_of(key, known))
        }
        Some((word, known)) if message.starts_with("unknown variant") => {
            Problem::new(format!("`{word}` may not stand here")).help(one_of(word, known))
        }
        Some((key, _)) if message.starts_with("missing field") => {
            Problem::new(format!("`{key}` is missing")).help(Some(format!("see `[[{table}]]` in guideline/README.md")))
        }
        _ => Problem::new(format!("in `{table}`: {message}")),
    }
}

fn one_of(word: &str, known: &[&str]) -> Option<String> {
    did_you_mean(word, known.iter().copied()).or_else(|| Some(format!("here may stand: {}", known.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::offsets_in_quotes;

    #[test]
    fn a_place_in_a_text_is_found_again_between_its_quotes() {
        for (quoted, text) in [
            (r#""fever""#, "fever"),
            ("'fever'", "fever"),
            ("\"\"\"\nfever\"\"\"", "fever"),
            ("\"\"\"a \\\n   or fever\"\"\"", "a or fever"),
            (r#""\u00e9 or fever""#, "é or fever"),
            (r#""\"a\" or fever""#, "\"a\" or fever"),
        ] {
            let offsets = offsets_in_quotes(quoted);
            let start = text.find("fever").unwrap();
            assert_eq!(quoted.get(offsets[start]..offsets[start + 5]), Some("fever"), "{quoted}");
        }
    }
}
