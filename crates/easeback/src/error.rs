//! What can go wrong at the edge, and how the program ends.

use crate::page::{Page, Tone};
use easeback_guideline::Problems;
use easeback_store::StoreError;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use thiserror::Error;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// All is well.
    Fine,
    /// Something was wrong with the input or with the guideline.
    Wrong,
    /// It could not run.
    CouldNotRun,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Fine => Self::from(0),
            Ending::Wrong => Self::from(1),
            Ending::CouldNotRun => Self::from(2),
        }
    }
}

/// Why a command could not do its work.
#[derive(Debug, Error)]
pub(crate) enum Error {
    #[error("the folder `{}` cannot be read ({source}); give the folder in which the guideline's files lie", path.display())]
    Folder { path: PathBuf, source: io::Error },

    #[error("there is no file ending in .toml in `{}`; give the folder in which the guideline's files lie", .0.display())]
    NoGuideline(PathBuf),

    #[error(
        "the guideline that is built in brings no example people; give its folder, as in `easeback mutate --guideline guideline`"
    )]
    NoPeople,

    #[error("the file `{}` cannot be read ({source})", path.display())]
    File { path: PathBuf, source: io::Error },

    #[error("the file `{}` cannot be written ({source})", path.display())]
    WriteFile { path: PathBuf, source: io::Error },

    #[error("the guideline has {}", problems(.0))]
    Guideline(#[source] Problems),

    #[error("the guideline in `{}` has {}; see `easeback guideline check {}`", path.display(), self::problems(problems), path.display())]
    CannotCompare {
        path: PathBuf,
        #[source]
        problems: Problems,
    },

    #[error("the guideline holds nothing called `{id}`{}", help.as_ref().map(|help| format!("; {help}")).unwrap_or_default())]
    NothingCalled { id: String, help: Option<String> },

    #[error("the input cannot be read ({0})")]
    Input(#[source] io::Error),

    #[error("the output cannot be written ({0})")]
    Output(#[from] io::Error),

    #[error("the terminal cannot be used ({0}); try `easeback check --plain`")]
    Terminal(String),

    #[error("port {0} is taken by another program; choose another one, as in `easeback serve --port {next}`", next = .0.saturating_add(1))]
    PortTaken(u16),

    #[error("nothing can listen on {address} ({source}); choose another `--port` or `--host`")]
    Listen { address: SocketAddr, source: io::Error },

    #[error("another Easeback{at} works on `{}`; use that one, or end it, or give another file with `--data`", path.display())]
    InUse { path: PathBuf, at: String },

    #[error("there is no home folder to keep your data in; give a file with `--data`")]
    NoHome,

    #[error("`{}` cannot be used: {source}", path.display())]
    Data { path: PathBuf, source: StoreError },

    #[error("`{name}` is not clear; {help}")]
    Unclear { name: String, help: String },

    #[error("`{given}` cannot be read here; allowed: {allowed}")]
    Amount { given: String, allowed: &'static str },

    #[error("`{given}` is later than now; {help}")]
    Later { given: String, help: String },

    #[error("nobody here is called `{name}`; {help}")]
    Nobody { name: String, help: String },

    #[error("`--clock-file` is for tests: name a file for the data too, with `--data`")]
    ClockWithoutData,

    #[error("the file `{}` holds no instant such as 2026-02-02T09:00:00Z", .0.display())]
    Clock(PathBuf),

    #[error("the system does not let it run ({0})")]
    Runtime(#[source] io::Error),
}

/// `1 problem`, `3 problems`.
fn problems(problems: &Problems) -> String {
    crate::page::count(problems.count(), "problem")
}

impl Error {
    /// How the program ends after it.
    pub(crate) const fn ending(&self) -> Ending {
        match self {
            Self::Guideline(_) | Self::NothingCalled { .. } => Ending::Wrong,
            _ => Ending::CouldNotRun,
        }
    }

    /// What to tell on standard error.
    pub(crate) fn page(&self) -> String {
        let mut page = Page::for_stderr();
        page.toned(Tone::Alarm, &format!("easeback: {self}"));
        if let Self::Guideline(problems) = self {
            return format!("{}{problems}see `easeback guideline check DIR` for each in its place\n", page.text());
        }
        page.text()
    }
}
