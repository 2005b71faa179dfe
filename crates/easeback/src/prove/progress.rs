//! How far it has come, on one line that is gone at the end; nothing where nobody watches.

use std::io::{IsTerminal, Write, stderr};

/// A line on the terminal that says how far it has come.
#[derive(Debug)]
pub(crate) struct Progress {
    watched: bool,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self { watched: stderr().is_terminal() }
    }

    /// What is being done now.
    pub(crate) fn say(&mut self, doing: &str) {
        if self.watched {
            // Whoever watches may have gone; that is no reason to stop.
            let _ = write!(stderr(), "\r\u{1b}[K{doing} …").and_then(|()| stderr().flush());
        }
    }

    /// What is being done now, and how many are done.
    pub(crate) fn count(&mut self, doing: &str, done: usize, all: usize) {
        if done.is_multiple_of(16) {
            self.say(&format!("{doing} {done} of {all}"));
        }
    }

    /// Takes the line away.
    pub(crate) fn end(&mut self) {
        if self.watched {
            let _ = write!(stderr(), "\r\u{1b}[K").and_then(|()| stderr().flush());
        }
    }
}
