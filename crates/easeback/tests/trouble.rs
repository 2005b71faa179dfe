//! The program when its file is in trouble: a page that says so with the emergency signs, and nothing that was kept is lost.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

mod program;

use program::Folder;
use program::server::Server;
use sqlx::{AnyConnection, Connection, Executor};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

/// The signs, and the way to them, stand on it.
fn has_signs(page: &str) -> bool {
    page.contains("Numb or tingling skin between your legs") && page.contains("href=\"/emergency\"")
}

/// How many changes of a setting are kept.
fn kept(server: &Server) -> usize {
    let export = server.get("/export.json", "");
    assert!(export.starts_with("HTTP/1.1 200 "), "{export}");
    export.matches("\"kind\":\"setting_changed\"").count()
}

fn theme(turn: usize) -> &'static str {
    if turn.is_multiple_of(2) { "theme=dark" } else { "theme=light" }
}

/// Another program on the same file, which lets nobody else near it until it is dropped.
struct Stranger {
    connection: Option<AnyConnection>,
    runtime: Runtime,
}

impl Stranger {
    fn holding(path: &str) -> Self {
        sqlx::any::install_default_drivers();
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let connection = runtime.block_on(async {
            let mut connection = AnyConnection::connect(&format!("sqlite:{path}")).await.unwrap();
            connection.execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").await.unwrap();
            connection
        });
        Self { connection: Some(connection), runtime }
    }
}

impl Drop for Stranger {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            let _ = self.runtime.block_on(connection.close());
        }
    }
}

#[test]
fn a_disk_without_room_loses_nothing_that_was_acknowledged() {
    let folder = Folder::new();
    let path = folder.path("a.sqlite");
    let mut command = Command::new("sh");
    // A file may grow to 256 blocks of 512 bytes; the signal is ignored, so that writing fails as it does on a full disk.
    let limited = "trap '' XFSZ; ulimit -f 256; exec \"$0\" \"$@\"";
    command.args(["-c", limited, env!("CARGO_BIN_EXE_easeback")]);
    command.args(["serve", "--port", "0", "--no-open", "--data", &path]);
    let server = Server::of(command);
    let mut acknowledged = 0;
    let refused = (0..500).find_map(|turn| {
        let answer = server.post("/settings", theme(turn));
        if answer.starts_with("HTTP/1.1 303 ") {
            acknowledged += 1;
            return None;
        }
        Some(answer)
    });
    let refused = refused.unwrap();
    assert!(acknowledged > 0, "{refused}");
    assert!(refused.starts_with("HTTP/1.1 503 ") && has_signs(&refused), "{refused}");
    assert!(refused.contains("name=\"theme\""), "what was typed is given back");
    assert!(server.get("/emergency", "").starts_with("HTTP/1.1 200 "));
    assert!(server.get("/", "").contains("What you enter is not kept"));
    assert_eq!(kept(&server), acknowledged);
    drop(server);

    let server = Server::start(&path);
    assert_eq!(kept(&server), acknowledged, "after it was killed, with room again");
    assert!(server.post("/settings", theme(acknowledged)).starts_with("HTTP/1.1 303 "));
    assert!(!server.get("/", "").contains("What you enter is not kept"));
}

#[test]
fn a_file_that_can_only_be_read_is_shown_and_every_page_says_that_nothing_is_kept() {
    let folder = Folder::new();
    let path = folder.path("a.sqlite");
    let server = Server::start(&path);
    for turn in 0..3 {
        assert!(server.post("/settings", theme(turn)).starts_with("HTTP/1.1 303 "));
    }
    server.stop();
    fs::set_permissions(&path, Permissions::from_mode(0o400)).unwrap();
    let before = fs::read(&path).unwrap();
    let server = Server::start(&path);
    for page in ["/", "/learn", "/settings", "/emergency", "/people"] {
        let page = server.get(page, "");
        assert!(page.starts_with("HTTP/1.1 200 ") && page.contains("What you enter is not kept"), "{page}");
        assert!(page.contains("href=\"/emergency\""), "{page}");
    }
    let refused = server.post("/settings", "theme=light");
    assert!(refused.starts_with("HTTP/1.1 503 ") && refused.contains("Your log cannot be changed"), "{refused}");
    assert!(has_signs(&refused));
    assert_eq!(kept(&server), 3);
    server.stop();
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_file_that_another_program_holds_is_said_to_be_in_use_and_works_once_it_is_free() {
    let folder = Folder::new();
    let path = folder.path("a.sqlite");
    let server = Server::start(&path);
    assert!(server.post("/settings", "theme=dark").starts_with("HTTP/1.1 303 "));
    server.stop();

    let stranger = Stranger::holding(&path);
    let server = Server::start(&path);
    let page = server.get("/", "");
    assert!(page.starts_with("HTTP/1.1 503 ") && page.contains("Your log is in use") && has_signs(&page), "{page}");
    assert!(server.get("/emergency", "").starts_with("HTTP/1.1 200 "));
    drop(stranger);
    let start = Instant::now();
    while !server.get("/", "").starts_with("HTTP/1.1 200 ") {
        assert!(start.elapsed() < Duration::from_mins(1), "it never took the file up again");
        sleep(Duration::from_millis(200));
    }
    assert_eq!(kept(&server), 1);
    assert!(server.post("/settings", "theme=light").starts_with("HTTP/1.1 303 "));
}

#[test]
fn a_damaged_page_anywhere_is_never_a_log_with_something_missing() {
    let folder = Folder::new();
    let path = folder.path("a.sqlite");
    let server = Server::start(&path);
    for turn in 0..40 {
        assert!(server.post("/settings", theme(turn)).starts_with("HTTP/1.1 303 "));
    }
    let events = |export: &str| export.split_once("\"events\"").map(|(_, events)| events.to_owned());
    let whole_log = events(&server.get("/export.json", "")).unwrap();
    server.stop();
    let whole = fs::read(&path).unwrap();
    let mut noticed = 0;
    for middle in (2048..whole.len()).step_by(4096) {
        let mut damaged = whole.clone();
        damaged.iter_mut().skip(middle).take(200).for_each(|byte| *byte = !*byte);
        fs::write(&path, &damaged).unwrap();
        let server = Server::start(&path);
        let (page, export) = (server.get("/settings", ""), server.get("/export.json", ""));
        if export.starts_with("HTTP/1.1 200 ") {
            // It hit free space, or what only writing looks at.
            assert_eq!(events(&export).as_ref(), Some(&whole_log), "the bytes at {middle}");
        } else {
            noticed += 1;
            assert!(page.starts_with("HTTP/1.1 503 ") && has_signs(&page), "the bytes at {middle}: {page}");
            assert!(page.contains("We cannot read all of your log"), "the bytes at {middle}: {page}");
            assert!(server.get("/emergency", "").starts_with("HTTP/1.1 200 "));
        }
    }
    assert!(noticed >= 3, "the events fill some pages: {noticed}");
}
