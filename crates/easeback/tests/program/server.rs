//! The program as a server, asked over a socket.

use super::command;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A server under way; it is ended when this is dropped.
pub struct Server {
    pub child: Child,
    output: BufReader<ChildStdout>,
    /// Such as `127.0.0.1:41234`.
    pub host: String,
    /// The line that says where the data is.
    pub data: String,
}

impl Server {
    pub fn start(data: &str) -> Self {
        Self::of(command(&["serve", "--port", "0", "--no-open", "--data", data]))
    }

    /// One whose time stands in a file.
    pub fn at(data: &str, clock: &str) -> Self {
        Self::of(command(&["serve", "--port", "0", "--no-open", "--data", data, "--clock-file", clock]))
    }

    /// The server that this starts.
    pub fn of(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = || {
            let mut line = String::new();
            output.read_line(&mut line).unwrap();
            line.trim_end().to_owned()
        };
        let (address, data) = (line(), line());
        let host = address.strip_prefix("Easeback is at http://").unwrap().trim_end_matches('/').to_owned();
        Self { child, output, host, data }
    }

    pub fn port(&self) -> &str {
        self.host.rsplit_once(':').unwrap().1
    }

    /// The whole answer to a request, head and all.
    pub fn get(&self, path: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\n{headers}Connection: close\r\n\r\n", self.host).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The whole answer to a form of one field.
    pub fn post(&self, path: &str, field: &str) -> String {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let (host, length) = (&self.host, field.len());
        let kind = "Content-Type: application/x-www-form-urlencoded";
        let head = format!("POST {path} HTTP/1.1\r\nHost: {host}\r\n{kind}\r\nContent-Length: {length}\r\n");
        write!(stream, "{head}Connection: close\r\n\r\n{field}").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Asks it to end, and gives its exit status and what it wrote to the log.
    #[cfg(unix)]
    pub fn stop(mut self) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let status = self.child.wait().unwrap();
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "", "two lines are all it says");
        (status.code(), log)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
