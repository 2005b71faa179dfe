//! Finds the objects in a stream of JSON, and finds the next one again after one that is broken.
//!
//! Objects may stand one per line, one after another on a line, or over several lines each. Where one ends is told by its
//! braces. When one is cut off, its braces never close and would swallow all that follow. So every later line that begins
//! with `{`, no further in than the open object, is noted: when an object that starts there is whole by itself and has the
//! `facts` of a person (which nothing inside a person has), the open one was broken and is reported, and the new one stands.
//!
//! What is kept in memory is one object, up to [`LONGEST`] bytes.

use serde_json::value::RawValue;
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, BufRead};

/// The most bytes that one object may have.
pub(super) const LONGEST: usize = 1_000_000;

/// As much of the text outside of objects as a message shows.
const SHOWN: usize = 24;

/// One thing found in the stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The line on which it begins, from 1.
    pub(super) line: u64,
    /// An object, or what is wrong.
    pub(super) content: Result<Vec<u8>, Fault>,
}

/// What can be wrong with the stream itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// This stands outside of any object.
    Outside(String),
    /// The object is longer than [`LONGEST`].
    TooLong,
    /// The object breaks off; this is all of it.
    Cut(Vec<u8>),
}

/// The objects of a stream.
#[derive(Debug)]
pub(super) struct Pieces<R> {
    input: R,
    scan: Scan,
    ended: bool,
}

impl<R: BufRead> Pieces<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, scan: Scan::default(), ended: false }
    }

    /// Whether the next piece can only come out of more input.
    pub(super) fn needs_input(&self) -> bool {
        self.scan.found.is_empty() && !self.ended
    }

    /// The next piece; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Piece>> {
        while self.needs_input() {
            let bytes = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                bytes => bytes?,
            };
            if bytes.is_empty() {
                self.scan.end();
                self.ended = true;
            } else {
                // Up to the end of a line, so that no more than the pieces of one line wait to be taken.
                let taken = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |place| place + 1);
                bytes.iter().take(taken).for_each(|byte| self.scan.feed(*byte));
                self.input.consume(taken);
            }
        }
        Ok(self.scan.found.pop_front())
    }
}

/// A place where an object begins that may yet turn out to be a person.
#[derive(Clone, Copy, Debug)]
struct Start {
    /// Where it begins in the open text.
    at: usize,
    line: u64,
    /// How many objects are open around it.
    depth: usize,
}

/// Where the scan stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Between objects.
    #[default]
    Outside,
    /// In an object.
    Inside,
    /// After a broken object: lines are passed over until one begins with `{`.
    Lost,
}

#[derive(Debug)]
struct Scan {
    found: VecDeque<Piece>,
    state: State,
    line: u64,
    /// How far in the line begins, while nothing but spaces has been seen in it.
    indent: Option<usize>,
    /// How many bytes there were, up to the first few.
    seen: usize,
    /// Text outside of objects that has to be reported.
    outside: Vec<u8>,
    /// The line was complained about already.
    complained: bool,
    open: Vec<u8>,
    open_line: u64,
    open_indent: usize,
    depth: usize,
    in_text: bool,
    escaped: bool,
    starts: Vec<Start>,
}

impl Default for Scan {
    fn default() -> Self {
        Self {
            found: VecDeque::new(),
            state: State::Outside,
            line: 1,
            indent: Some(0),
            seen: 0,
            outside: Vec::new(),
            complained: false,
            open: Vec::new(),
            open_line: 1,
            open_indent: 0,
            depth: 0,
            in_text: false,
            escaped: false,
            starts: Vec::new(),
        }
    }
}

impl Scan {
    fn feed(&mut self, byte: u8) {
        if self.is_mark(byte) {
            return;
        }
        let indent = self.indent;
        self.indent = match byte {
            b' ' | b'\t' => indent.map(|columns| columns + 1),
            b'\r' => indent,
            _ => None,
        };
        match (self.state, byte) {
            (State::Inside, _) => self.feed_inside(byte, indent),
            (State::Outside, b'{') => self.begin(indent),
            (State::Lost, b'{') if indent.is_some() => self.begin(indent),
            (State::Outside, byte) if !byte.is_ascii_whitespace() && self.outside.len() < SHOWN * 4 => {
                self.outside.push(byte);
            }
            _ => {}
        }
        if byte == b'\n' {
            self.complain();
            self.complained = false;
            self.line += 1;
            self.indent = Some(0);
        }
    }

    /// The mark that some programs put before UTF-8.
    fn is_mark(&mut self, byte: u8) -> bool {
        let mark = b"\xEF\xBB\xBF".get(self.seen) == Some(&byte);
        self.seen = if mark { self.seen + 1 } else { usize::MAX };
        mark
    }

    fn begin(&mut self, indent: Option<usize>) {
        self.complain();
        self.state = State::Inside;
        self.open.clear();
        self.open.push(b'{');
        self.open_line = self.line;
        self.open_indent = indent.unwrap_or(usize::MAX);
        (self.depth, self.in_text, self.escaped) = (1, false, false);
        self.starts.clear();
    }

    fn feed_inside(&mut self, byte: u8, indent: Option<usize>) {
        if self.open.len() >= LONGEST {
            self.push(self.open_line, Err(Fault::TooLong));
            self.lose();
            return;
        }
        if self.in_text {
            match byte {
                // No text goes on over the end of a line.
                b'\n' => return self.break_off(),
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_text = false,
                _ => {}
            }
            self.open.push(byte);
            return;
        }
        if byte == b'{' && indent.is_some_and(|columns| columns <= self.open_indent) {
            self.starts.push(Start { at: self.open.len(), line: self.line, depth: self.depth });
        }
        self.open.push(byte);
        match byte {
            b'"' => self.in_text = true,
            b'{' => self.depth += 1,
            b'}' => self.close(),
            _ => {}
        }
    }

    fn close(&mut self) {
        self.depth -= 1;
        if self.depth == 0 {
            let whole = std::mem::take(&mut self.open);
            self.push(self.open_line, Ok(whole));
            self.state = State::Outside;
            return;
        }
        let Some(start) = self.starts.pop_if(|start| start.depth >= self.depth) else { return };
        if start.depth == self.depth && is_person(self.open.get(start.at..).unwrap_or_default()) {
            let person = self.open.split_off(start.at);
            self.report_open();
            self.push(start.line, Ok(person));
            self.state = State::Outside;
        }
    }

    /// The open object is broken, and so is every object that was begun in it on a line of its own.
    fn report_open(&mut self) {
        let mut rest = std::mem::take(&mut self.open);
        let mut pieces = Vec::new();
        for start in std::mem::take(&mut self.starts).into_iter().rev() {
            pieces.push((start.line, rest.split_off(start.at.min(rest.len()))));
        }
        pieces.push((self.open_line, rest));
        for (line, text) in pieces.into_iter().rev() {
            self.push(line, Err(Fault::Cut(text)));
        }
    }

    fn break_off(&mut self) {
        self.report_open();
        self.lose();
    }

    fn lose(&mut self) {
        self.state = State::Lost;
        self.open = Vec::new();
        self.starts.clear();
    }

    /// Reports what stands outside of objects, once a line.
    fn complain(&mut self) {
        let text = std::mem::take(&mut self.outside);
        if !text.is_empty() && !self.complained {
            self.complained = true;
            let text = String::from_utf8_lossy(&text);
            let mut shown: String = text.chars().take(SHOWN).collect();
            if shown.len() < text.len() {
                shown.push('…');
            }
            self.push(self.line, Err(Fault::Outside(shown)));
        }
    }

    fn end(&mut self) {
        self.complain();
        if self.state == State::Inside {
            self.break_off();
        }
    }

    fn push(&mut self, line: u64, content: Result<Vec<u8>, Fault>) {
        self.found.push_back(Piece { line, content });
    }
}

/// Whether this is a whole object with the facts of a person.
fn is_person(text: &[u8]) -> bool {
    let entries: Result<BTreeMap<String, &RawValue>, _> = serde_json::from_slice(text);
    entries.is_ok_and(|entries| entries.contains_key("facts"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every piece as its line and its text, or what is wrong with it.
    fn pieces(text: &str) -> Vec<(u64, String)> {
        let mut pieces = Pieces::new(text.as_bytes());
        let mut found = Vec::new();
        while let Some(Piece { line, content }) = pieces.next().unwrap() {
            let content = match content {
                Ok(text) => String::from_utf8(text).unwrap(),
                Err(Fault::Outside(text)) => format!("outside {text}"),
                Err(Fault::Cut(text)) => format!("cut {}", String::from_utf8_lossy(&text).trim_end()),
                Err(Fault::TooLong) => "too long".to_owned(),
            };
            found.push((line, content));
        }
        found
    }

    #[track_caller]
    fn finds(text: &str, wanted: &[(u64, &str)]) {
        let wanted: Vec<_> = wanted.iter().map(|(line, text)| (*line, (*text).to_owned())).collect();
        assert_eq!(pieces(text), wanted, "{text}");
    }

    const GOOD: &str = r#"{"id":2,"facts":{}}"#;

    #[test]
    fn objects_stand_in_lines_behind_each_other_or_over_lines() {
        finds("", &[]);
        finds("\n\n  \r\n", &[]);
        finds(&format!("{GOOD}\n\n{GOOD}"), &[(1, GOOD), (3, GOOD)]);
        finds(&format!("{GOOD} {GOOD}{GOOD}\r\n"), &[(1, GOOD), (1, GOOD), (1, GOOD)]);
        finds("{\n \"facts\":\n {\n }\n}\n{}", &[(1, "{\n \"facts\":\n {\n }\n}"), (6, "{}")]);
        finds("{\n\"id\": 1,\n\"facts\":\n{\n}\n}", &[(1, "{\n\"id\": 1,\n\"facts\":\n{\n}\n}")]);
        finds(&format!("\u{feff}{GOOD}"), &[(1, GOOD)]);
        finds(r#"{"id":"}{\"","facts":{}}"#, &[(1, r#"{"id":"}{\"","facts":{}}"#)]);
    }

    #[test]
    fn what_breaks_off_does_not_swallow_what_follows() {
        for broken in
            [r#"{"id":1,"facts":{"a":"#, r#"{"id":1"#, "{", r#"{"facts":{"medicines":["x""#, r#"{"facts":{"a":1}"#]
        {
            finds(&format!("{broken}\n{GOOD}\n{GOOD}"), &[(1, &format!("cut {broken}")), (2, GOOD), (3, GOOD)]);
            finds(
                &format!("{broken}\n\n{broken}\n{GOOD}"),
                &[(1, &format!("cut {broken}")), (3, &format!("cut {broken}")), (4, GOOD)],
            );
            finds(broken, &[(1, &format!("cut {broken}"))]);
            let pretty = "{\n  \"id\": 3,\n  \"facts\": {\n    \"a\": true\n  }\n}";
            finds(&format!("{broken}\n{pretty}\n{GOOD}"), &[(1, &format!("cut {broken}")), (2, pretty), (8, GOOD)]);
        }
    }

    #[test]
    fn a_text_that_is_not_closed_ends_with_its_line() {
        finds(&format!("{{\"id\":\"a1\n{GOOD}"), &[(1, "cut {\"id\":\"a1"), (2, GOOD)]);
        finds(
            &format!("{{\n  \"id\":\"a1,\n  \"facts\": {{\n  }}\n}}\n{GOOD}"),
            &[(1, "cut {\n  \"id\":\"a1,"), (6, GOOD)],
        );
    }

    #[test]
    fn what_stands_outside_is_reported_once_a_line() {
        finds(&format!("[{GOOD},{GOOD}]\n"), &[(1, "outside ["), (1, GOOD), (1, GOOD)]);
        finds(&format!("NaN\n{GOOD}}}\n"), &[(1, "outside NaN"), (2, GOOD), (2, "outside }")]);
    }

    #[test]
    fn an_object_without_end_is_given_up() {
        let endless = format!("{{\"id\": \"{}\"", "x".repeat(LONGEST));
        finds(&format!("{endless}\nand more\n{GOOD}"), &[(1, "too long"), (3, GOOD)]);
        let deep = "{\n".repeat(LONGEST);
        assert_eq!(pieces(&deep)[0], (1, "too long".to_owned()));
    }
}
