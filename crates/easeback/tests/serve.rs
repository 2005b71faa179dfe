//! `easeback serve`: starting, answering, stopping, and what is said when something is in the way.

mod program;

use program::server::Server;
use program::{Folder, command, run};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;

#[test]
fn it_says_where_it_is_and_where_the_data_is_and_answers() {
    let folder = Folder::new();
    let server = Server::start(&folder.path("a/b.sqlite"));
    assert!(server.host.starts_with("127.0.0.1:"));
    assert_eq!(server.data, format!("Your data is in {}", folder.path("a/b.sqlite")));
    let start = server.get("/", "");
    assert!(start.starts_with("HTTP/1.1 200 ") && start.contains("Is it an emergency?"), "{start}");
    assert!(server.get("/nothing", "").starts_with("HTTP/1.1 404 "));
    for coding in ["br", "gzip"] {
        assert!(
            server.get("/", &format!("Accept-Encoding: {coding}\r\n")).contains(&format!("content-encoding: {coding}"))
        );
    }
}

#[cfg(unix)]
#[test]
fn the_data_is_its_owners_alone_and_one_file_when_it_ends() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let server = Server::start(&folder.path("a/easeback.sqlite"));
    let mode = |path: &str| std::fs::metadata(folder.path(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("a"), mode("a/easeback.sqlite")), (0o700, 0o600));
    assert_eq!(server.stop().0, Some(0));
    let left: Vec<_> = std::fs::read_dir(folder.path("a")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["easeback.sqlite"]);
}

#[cfg(unix)]
#[test]
fn the_log_holds_patterns_of_paths_and_no_query() {
    let folder = Folder::new();
    let server = Server::start(&folder.path("easeback.sqlite"));
    server.get("/learn/heat?groin_numb=yes", "");
    server.get("/groin_numb", "");
    let (_, log) = server.stop();
    assert!(log.contains("path=\"/learn/{treatment}\" status=200"), "{log}");
    assert!(!log.contains("groin_numb") && !log.contains("heat"), "{log}");
}

#[test]
fn the_data_goes_where_the_surroundings_say() {
    let folder = Folder::new();
    let mut command = command(&["--port", "0"]);
    command.env("EASEBACK_DATA", folder.path("elsewhere.sqlite")).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let said: Vec<_> = BufReader::new(child.stdout.take().unwrap()).lines().take(2).map(Result::unwrap).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(said.last().unwrap().ends_with("elsewhere.sqlite"), "{said:?}");
}

#[test]
fn a_second_one_on_the_same_port_points_at_the_first() {
    let folder = Folder::new();
    let server = Server::start(&folder.path("a.sqlite"));
    let ran = run(&["--port", server.port(), "--no-open", "--data", &folder.path("b.sqlite")], "");
    assert_eq!((ran.status, ran.output), (0, format!("Easeback is running already: http://{}/\n", server.host)));
    assert!(!folder.0.join("b.sqlite").exists());
}

#[test]
fn a_port_that_somebody_else_has_is_named_with_what_to_do() {
    let folder = Folder::new();
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port().to_string();
    let ran = run(&["--port", &port, "--no-open", "--data", &folder.path("a.sqlite")], "");
    assert_eq!((ran.status, ran.output.as_str()), (2, ""));
    let said = ran.errors.replace('\n', " ");
    assert!(said.contains(&format!("port {port} is taken")) && said.contains("--port"), "{said}");
}

#[test]
fn a_second_one_on_the_same_data_says_where_the_first_one_is() {
    let folder = Folder::new();
    let server = Server::start(&folder.path("a.sqlite"));
    let ran = run(&["--port", "0", "--no-open", "--data", &folder.path("a.sqlite")], "");
    assert_eq!((ran.status, ran.output.as_str()), (2, ""));
    let said = ran.errors.replace('\n', " ");
    assert!(
        said.contains(&format!("another Easeback at http://{}/", server.host)) && said.contains("--data"),
        "{said}"
    );
    assert!(server.get("/healthz", "").starts_with("HTTP/1.1 200 "));
}

#[cfg(unix)]
#[test]
fn a_damaged_file_is_left_as_it_is_and_the_emergency_signs_show_all_the_same() {
    let folder = Folder::new();
    let damaged = b"this is no database, whatever its name says".repeat(100);
    std::fs::write(folder.path("a.sqlite"), &damaged).unwrap();
    let server = Server::start(&folder.path("a.sqlite"));
    assert!(server.data.starts_with("Your data is not kept: "), "{}", server.data);
    let start = server.get("/", "");
    assert!(start.starts_with("HTTP/1.1 503 ") && start.contains("Numb or tingling skin between your legs"), "{start}");
    assert!(server.get("/emergency", "").starts_with("HTTP/1.1 200 "));
    let (status, log) = server.stop();
    assert_eq!(status, Some(0));
    assert!(log.contains("damaged") && log.contains("`easeback check`"), "{log}");
    assert_eq!(std::fs::read(folder.path("a.sqlite")).unwrap(), damaged);
}

#[cfg(unix)]
#[test]
fn a_file_that_can_only_be_read_is_shown_and_said_to_be_one() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let path = folder.path("a.sqlite");
    Server::start(&path).stop();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o400)).unwrap();
    let before = std::fs::read(&path).unwrap();
    let server = Server::start(&path);
    assert!(server.get("/", "").starts_with("HTTP/1.1 200 "));
    let (_, log) = server.stop();
    assert!(log.replace('\n', " ").contains("can only be read"), "{log}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn whoever_sends_half_a_head_does_not_keep_the_others_waiting() {
    let folder = Folder::new();
    let server = Server::start(&folder.path("a.sqlite"));
    let mut slow: Vec<_> = (0..20).map(|_| TcpStream::connect(&server.host).unwrap()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
    }
    assert!(server.get("/healthz", "").starts_with("HTTP/1.1 200 "));
    let large = format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(200_000));
    let mut stream = TcpStream::connect(&server.host).unwrap();
    // It may close the connection before all of this is sent.
    let _ = stream.write_all(large.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP/1.1 200"));
    assert!(server.get("/healthz", "").starts_with("HTTP/1.1 200 "));
}

#[test]
fn a_test_may_bring_the_time_but_never_into_the_usual_data() {
    let folder = Folder::new();
    let clock = folder.path("clock");
    std::fs::write(&clock, "2026-02-02T09:00:00Z\n").unwrap();
    let ran = run(&["serve", "--port", "0", "--no-open", "--clock-file", &clock], "");
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.errors.contains("name a file for the data too"), "{}", ran.errors);
    let data = folder.path("a.sqlite");
    let server = Server::at(&data, &clock);
    let told = |instant: &str| server.get("/export.json", "").contains(instant);
    server.post("/start", "");
    assert!(told("2026-02-02T09:00:00Z"));
    std::fs::write(&clock, "2026-02-16T09:00:00Z\n").unwrap();
    server.post("/settings", "theme=dark");
    assert!(told("2026-02-16T09:00:00Z"));
    // What cannot be read says nothing new.
    std::fs::write(&clock, "soon").unwrap();
    server.post("/settings", "theme=light");
    assert!(server.get("/export.json", "").matches("2026-02-16T09:00:00Z").count() >= 2);
    #[cfg(unix)]
    assert!(server.stop().1.contains("the time is not the real one"));
}
