//! A PostgreSQL server for one test: in a folder of its own, over a socket only, stopped when the test ends.

use super::Folder;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub struct Server {
    programs: PathBuf,
    /// Whom the server runs as, where that is somebody else: it refuses to run as root.
    user: Option<&'static str>,
    folder: Folder,
}

impl Server {
    /// Starts it.
    ///
    /// # Panics
    /// If PostgreSQL is not there: what was not tested against it does not pass.
    pub fn start() -> Self {
        let programs = programs().expect("PostgreSQL is needed to test the store: apt-get install postgresql");
        let user = is_root().then_some("postgres").map(|user| if is_known(user) { user } else { "nobody" });
        let server = Self { programs, user, folder: Folder::new() };
        if let Some(user) = user {
            let owned = Command::new("chown").arg(user).arg(server.folder.path()).status().unwrap();
            assert!(owned.success(), "could not give the folder to `{user}`");
        }
        let data = server.data();
        server.run("initdb", &["-D", &data, "-U", "easeback", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        let socket = format!("-c listen_addresses='' -c fsync=off -k '{}'", server.folder.path().display());
        let log = server.folder.join("log").display().to_string();
        server.run("pg_ctl", &["-D", &data, "-l", &log, "-w", "-t", "60", "-o", &socket, "start"]);
        server
    }

    pub fn url(&self) -> String {
        format!("postgres:///postgres?user=easeback&host={}", self.folder.path().display())
    }

    /// Stops it, as it stops at the end of the test.
    pub fn stop(&self) {
        let data = self.data();
        let _ = self.command("pg_ctl", &["-D", &data, "-m", "immediate", "-w", "stop"]).output();
    }

    /// Runs SQL as the owner of the database, past the store.
    pub fn sql(&self, sql: &str) {
        let host = self.folder.path().display().to_string();
        self.run("psql", &["-h", &host, "-U", "easeback", "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-c", sql]);
    }

    /// Whether a text stands in a file of the databases. Its write-ahead log is not looked at.
    pub fn holds(&self, text: &str) -> bool {
        let mut folders = vec![self.folder.join("data/base")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if fs::read(path).unwrap().windows(text.len()).any(|window| window == text.as_bytes()) {
                    return true;
                }
            }
        }
        false
    }

    fn data(&self) -> String {
        self.folder.join("data").display().to_string()
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        // The server inherits what it writes to, so that must not be a pipe that we wait for.
        let said = fs::File::create(self.folder.join("said")).unwrap();
        let mut command = self.command(program, arguments);
        let status = command.stdout(said.try_clone().unwrap()).stderr(said).status().unwrap();
        let told = || ["said", "log"].map(|name| fs::read_to_string(self.folder.join(name)).unwrap_or_default());
        assert!(status.success(), "{program} failed: {}", told().concat());
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let program = self.programs.join(program);
        let mut command = match self.user {
            None => Command::new(program),
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", user, "--"]).arg(program);
                command
            }
        };
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Where Debian keeps the newest one, or where the path finds it.
fn programs() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").ok().into_iter().flatten().flatten();
    let mut versions: Vec<_> = debian.map(|entry| entry.path().join("bin")).collect();
    versions.sort_by_key(|path| version(path));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = std::env::split_paths(&path).chain(versions);
    all.filter(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file()).last()
}

fn version(bin: &Path) -> Option<u32> {
    bin.parent()?.file_name()?.to_str()?.parse().ok()
}

fn is_root() -> bool {
    let said = Command::new("id").arg("-u").output().unwrap();
    said.stdout.trim_ascii() == b"0"
}

fn is_known(user: &str) -> bool {
    Command::new("id").arg(user).output().is_ok_and(|said| said.status.success())
}
