//! `easeback serve`: the app in a browser, for this machine alone, kept in one file.
//!
//! The pages are the web crate's. Here is what they need from the operating system: a socket ([`listen`]), a file
//! ([`data`]), a browser to open ([`browser`]), a clock ([`clock`]), random ids, and a log that holds no answer
//! ([`log`]).

mod browser;
pub(crate) mod clock;
mod data;
mod kept;
mod listen;
mod log;

use crate::arguments::Serve;
use crate::error::{Ending, Error};
use crate::page::{Page, Tone};
use data::Lock;
pub(crate) use data::usual_place;
use easeback_engine::Engine;
use easeback_episode::EventId;
use easeback_store::PersonId;
use easeback_web::{AllowedHosts, App, ready_router};
use kept::Kept;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

/// Whose log it is on a machine of one's own.
pub(crate) const PERSON: &str = "me";

/// Serves until it is told to stop.
pub(crate) fn run(engine: Engine, how: &Serve) -> Result<Ending, Error> {
    log::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::Runtime)?;
    runtime.block_on(serve(engine, how))
}

async fn serve(engine: Engine, how: &Serve) -> Result<Ending, Error> {
    let wanted = SocketAddr::new(how.host, how.port);
    let listener = match listen::bind(wanted).await {
        Err(Error::PortTaken(_)) if listen::is_easeback(wanted) => {
            say(&[&format!("Easeback is running already: {}", address(wanted))]);
            browser::open_unless(how.no_open, &address(wanted));
            return Ok(Ending::Fine);
        }
        listener => listener?,
    };
    let clock = clock::of(how.clock_file.as_ref(), how.data.is_some())?;
    let at = listener.local_addr().map_err(|source| Error::Listen { address: wanted, source })?;
    let path = match &how.data {
        Some(path) => path.clone(),
        None => usual_place()?,
    };
    let path = std::path::absolute(&path).unwrap_or(path);
    let lock = Lock::take(&path, &address(at))?;
    let store = open(&path).await;
    let app = App {
        engine: Arc::new(engine),
        store: store.clone(),
        person: PersonId::new(PERSON).map_err(|source| Error::Data { path: path.clone(), source })?,
        clock,
        ids: Arc::new(random_id),
        zone: zone(),
        hosts: how.name.iter().fold(hosts(at), |hosts, name| hosts.and(name.as_str())),
    };
    let router = ready_router(app).await;
    // From here on a request to end is heard: before anybody is told where to find it.
    let stop = listen::told_to_stop()?;
    let mut lines = vec![format!("Easeback is at {}", address(at))];
    lines.push(if store.is_open().await {
        format!("Your data is in {}", path.display())
    } else {
        format!("Your data is not kept: {} cannot be used", path.display())
    });
    say(&lines);
    if !at.ip().is_loopback() {
        warn(&format!(
            "other machines can reach this, and nothing on the way is encrypted. It answers only to the names given with \
             --name, such as --name {at}"
        ));
    }
    browser::open_unless(how.no_open, &address(at));
    listen::until_stopped(listener, log::observed(router), stop).await;
    store.close().await;
    drop(lock);
    Ok(Ending::Fine)
}

/// Opens the file. One that cannot be used is left as it is; then every page says so, with the emergency signs on it.
async fn open(path: &Path) -> Kept {
    let (store, trouble) = Kept::open(path).await;
    if let Some(trouble) = trouble {
        warn(&format!("{}: {trouble}. Until then nothing you enter is kept.", path.display()));
        if !store.is_open().await {
            warn("the emergency signs show all the same, and `easeback check` does the safety check without a file");
        }
    }
    store
}

fn hosts(at: SocketAddr) -> AllowedHosts {
    let hosts = AllowedHosts::loopback(at.port());
    if at.ip().is_loopback() || at.ip().is_unspecified() { hosts } else { hosts.and(at.to_string()) }
}

/// The address as a browser takes it. What listens on every address is reached on this machine.
fn address(at: SocketAddr) -> String {
    format!("http://{}/", listen::from_here(at))
}

/// An id that was never there before. Should the system have no randomness, the time to the nanosecond is as good for
/// one person on one machine.
pub(crate) fn random_id() -> EventId {
    let mut bytes = [0; 16];
    let time = || u128::from_ne_bytes(jiff::Timestamp::now().as_nanosecond().to_ne_bytes());
    EventId::from_u128(getrandom::fill(&mut bytes).map_or_else(|_| time(), |()| u128::from_ne_bytes(bytes)))
}

/// The time zone of this machine.
pub(crate) fn zone() -> String {
    jiff::tz::TimeZone::system().iana_name().unwrap_or("UTC").to_owned()
}

/// Says something on standard output. Serving goes on when nobody listens.
fn say<S: AsRef<str>>(lines: &[S]) {
    let mut output = anstream::stdout().lock();
    for line in lines {
        let _ = writeln!(output, "{}", line.as_ref());
    }
    let _ = output.flush();
}

fn warn(line: &str) {
    let mut page = Page::for_stderr();
    page.toned(Tone::Care, &format!("easeback: {line}"));
    let _ = write!(anstream::stderr(), "{}", page.text());
}
