//! Opens a page in the person's browser, where there is one to open.

use std::env;
use std::io::{self, IsTerminal};
use std::process::{Command, Stdio};
use std::thread;

/// Opens this address, unless it is not wanted, nobody sits at a terminal, or there is no display. The address has been
/// said already, so it is no trouble if this does not work.
pub(super) fn open_unless(not_wanted: bool, address: &str) {
    if not_wanted || !io::stdout().is_terminal() || !has_display() {
        return;
    }
    let (program, first) = opener();
    let mut command = Command::new(program);
    command.args(first).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Ok(mut child) = command.spawn() {
        thread::spawn(move || child.wait());
    }
}

/// The program that opens an address, and what stands before the address.
const fn opener() -> (&'static str, &'static [&'static str]) {
    if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    }
}

fn has_display() -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let remote = set("SSH_CONNECTION");
    !remote && (cfg!(any(windows, target_os = "macos")) || set("DISPLAY") || set("WAYLAND_DISPLAY"))
}
