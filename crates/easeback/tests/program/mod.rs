//! Runs the built program, as a person or another program would.

#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses a part of it; a test may panic")]

pub mod server;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// What came of it.
#[derive(Debug)]
pub struct Ran {
    /// The exit status.
    pub status: i32,
    /// What it wrote to standard output.
    pub output: String,
    /// What it wrote to standard error.
    pub errors: String,
}

/// The program with these arguments, and nothing from the surroundings that could change what it does.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_easeback"));
    command
        .args(arguments)
        .env_remove("EASEBACK_DATA")
        .env_remove("EASEBACK_CLOCK_FILE")
        .env("TZ", "UTC")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("COLUMNS");
    command
}

/// Runs it to its end, with this on standard input.
pub fn run(arguments: &[&str], input: impl AsRef<[u8]>) -> Ran {
    end(command(arguments), input)
}

/// Runs this to its end, with this on standard input.
pub fn end(mut command: Command, input: impl AsRef<[u8]>) -> Ran {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    let writer = std::thread::spawn(move || {
        // It may end before it has read everything.
        let _ = stdin.write_all(&input);
    });
    let ended = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { status: ended.status.code().unwrap(), output: text(ended.stdout), errors: text(ended.stderr) }
}

/// The folder with the guideline of this repository.
pub fn guideline() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../guideline")
}

/// A folder that is gone when this is dropped.
#[derive(Debug)]
pub struct Folder(pub PathBuf);

impl Folder {
    /// A new, empty folder.
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("easeback-test-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    /// A copy of the guideline of this repository in it.
    pub fn with_guideline() -> Self {
        let folder = Self::new();
        std::fs::create_dir(folder.0.join("people")).unwrap();
        for below in ["", "people"] {
            for entry in std::fs::read_dir(guideline().join(below)).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    std::fs::copy(&path, folder.0.join(below).join(path.file_name().unwrap())).unwrap();
                }
            }
        }
        folder
    }

    /// Replaces the first place of a text in one of its files.
    pub fn replace(&self, name: &str, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.0.join(name)).unwrap();
        assert!(text.contains(from), "{from}");
        std::fs::write(self.0.join(name), text.replacen(from, to, 1)).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
