//! How big the program is, how soon it serves its first page, and what the start page weighs.

use crate::Figure;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How often the program is started.
const ROUNDS: usize = 7;

/// The program, killed when it goes out of scope.
struct Running {
    child: Child,
    port: u16,
    folder: PathBuf,
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

pub fn measure() -> io::Result<Vec<Figure>> {
    let program = program()?;
    #[expect(clippy::cast_precision_loss, reason = "a file of some megabytes")]
    let size = std::fs::metadata(&program)?.len() as f64 / 1e6;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        let running = start_program(&program)?;
        times.push(begin.elapsed().as_secs_f64());
        drop(running);
    }
    times.sort_by(f64::total_cmp);
    let start = times.get(ROUNDS / 2).copied().unwrap_or_default();
    let running = start_program(&program)?;
    let weight = start_page_weight(running.port)?;
    Ok(vec![
        Figure {
            what: "start to first page served, empty database".to_owned(),
            value: start * 1e3,
            limit: 150.0,
            unit: "ms",
        },
        Figure {
            what: "the start page with all it loads, compressed".to_owned(),
            value: weight / 1024.0,
            limit: 14.0,
            unit: "KB",
        },
        Figure { what: "the release binary".to_owned(), value: size, limit: 30.0, unit: "MB" },
    ])
}

/// The program beside this one.
fn program() -> io::Result<PathBuf> {
    let here = std::env::current_exe()?;
    let program = here.with_file_name("easeback");
    if program.exists() { Ok(program) } else { Err(io::Error::other(format!("{} is not there", program.display()))) }
}

/// Starts the program on an empty database and waits for its first page.
fn start_program(program: &Path) -> io::Result<Running> {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
    let folder = std::env::temp_dir().join(format!("easeback-bench-{}-{port}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let child = Command::new(program)
        .args(["serve", "--no-open", "--port", &port.to_string(), "--data"])
        .arg(folder.join("easeback.sqlite"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let running = Running { child, port, folder };
    let begin = Instant::now();
    loop {
        match get(port, "/") {
            Ok(page) if page.starts_with(b"HTTP/1.1 200") => return Ok(running),
            _ if begin.elapsed() > Duration::from_secs(10) => return Err(io::Error::other("no page after 10 seconds")),
            _ => std::thread::sleep(Duration::from_millis(1)),
        }
    }
}

/// A whole response, head and compressed body, as it came over the wire.
fn get(port: u16, path: &str) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: br, gzip\r\nConnection: close\r\n\r\n"
    )?;
    let mut response = Vec::new();
    stream.read_to_end(&mut response)?;
    Ok(response)
}

/// The bytes of the start page and of everything that it links to load.
#[expect(clippy::cast_precision_loss, reason = "some kilobytes")]
fn start_page_weight(port: u16) -> io::Result<f64> {
    let mut total = get(port, "/")?.len();
    for path in loaded_by_the_start_page(port)? {
        total += get(port, &path)?.len();
    }
    Ok(total as f64)
}

fn loaded_by_the_start_page(port: u16) -> io::Result<Vec<String>> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    write!(stream, "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
    let mut paths = Vec::new();
    for line in BufReader::new(stream).lines() {
        for part in line?.split('"').filter(|part| part.starts_with("/assets/")) {
            let path = part.to_owned();
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
    }
    Ok(paths)
}
