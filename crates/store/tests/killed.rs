//! A program that is killed while it writes: every event it was told is kept is there, and no half of anything.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

mod support;

use easeback_store::{EventStore, SqlStore};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use support::{Folder, me, new};

const FOLDER: &str = "EASEBACK_TEST_FOLDER";

/// How often it is killed.
const TURNS: u64 = 200;

/// How many events belong together.
const TOGETHER: u128 = 3;

#[tokio::test]
async fn what_was_acknowledged_survives_kill_9_and_nothing_is_half_there() {
    let folder = Folder::new();
    let mut before = 0;
    for turn in 0..TURNS {
        let mut child = child(&folder);
        wait_until_it_has_written(&folder, before, &mut child);
        // From the moment of an acknowledgement to the middle of some later write.
        std::thread::sleep(Duration::from_micros(turn * 37 % 5_000));
        child.kill().unwrap();
        child.wait().unwrap();

        let acknowledged = acknowledged(&folder);
        let store = SqlStore::open_sqlite(folder.join("log")).await.unwrap();
        let log = store.read(&me()).await.unwrap();
        store.close().await;
        let there = u64::try_from(log.len()).unwrap();
        assert!(there >= acknowledged, "turn {turn}: {acknowledged} were acknowledged, {there} are there");
        assert_eq!(u128::from(there) % TOGETHER, 0, "turn {turn}: half an append is there");
        before = acknowledged;
    }
    assert!(before >= TURNS * 3, "the child wrote in every turn");
}

/// The program that the other test kills; without a folder from it there is nothing to append to.
#[tokio::test]
async fn a_program_that_appends_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let folder = std::path::PathBuf::from(folder);
    let store = SqlStore::open_sqlite(folder.join("log")).await.unwrap();
    let mut acknowledged = OpenOptions::new().append(true).create(true).open(folder.join("acknowledged")).unwrap();
    let mut last = store.last_sequence(&me()).await.unwrap();
    loop {
        let first = u128::from(last.get()) + 1;
        let events: Vec<_> = (first..first + TOGETHER).map(|id| new(id, &"somewhere ".repeat(50))).collect();
        last = store.append(&me(), last, &events).await.unwrap();
        acknowledged.write_all(format!("{last}\n").as_bytes()).unwrap();
    }
}

fn child(folder: &Folder) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_program_that_appends_until_it_is_killed"])
        .env(FOLDER, folder.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

fn wait_until_it_has_written(folder: &Folder, before: u64, child: &mut Child) {
    let start = Instant::now();
    while acknowledged(folder) <= before {
        let alive = child.try_wait().unwrap().is_none() && start.elapsed() < Duration::from_mins(1);
        assert!(alive, "the child wrote nothing");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// The last sequence of which the child was told that it is kept; a line that is not whole does not count.
fn acknowledged(folder: &Folder) -> u64 {
    let text = fs::read_to_string(folder.join("acknowledged")).unwrap_or_default();
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    whole.lines().last().map_or(0, |line| line.parse().unwrap())
}
