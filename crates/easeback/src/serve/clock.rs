//! The clock of the pages and of one's own log: the system's, or for tests the time that stands in a file.
//!
//! A test that plays two weeks cannot wait for them. The file holds one instant, such as `2026-02-02T09:00:00Z`, and is
//! read again whenever the time is asked for. Invented times never come into a real log: this works only on a file for
//! the data that was named too, and the program says loudly that the time is not the real one.

use crate::error::Error;
use easeback_web::Clock;
use jiff::Timestamp;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The system's clock, or the one in this file.
pub(crate) fn of(file: Option<&PathBuf>, data_is_named: bool) -> Result<Clock, Error> {
    let Some(file) = file.cloned() else { return Ok(Arc::new(Timestamp::now)) };
    if !data_is_named {
        return Err(Error::ClockWithoutData);
    }
    let last = Mutex::new(read(&file).ok_or_else(|| Error::Clock(file.clone()))?);
    super::warn(&format!("the time is not the real one: it stands in {}. This is for tests only.", file.display()));
    Ok(Arc::new(move || {
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        // A file that is being written at this moment says nothing new yet.
        *last = read(&file).unwrap_or(*last);
        *last
    }))
}

fn read(file: &Path) -> Option<Timestamp> {
    fs::read_to_string(file).ok()?.trim().parse().ok()
}
