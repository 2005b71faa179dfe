//! The pages, one module each: a handler that reads and appends, and views that turn plain data into markup.

pub(crate) mod api;
pub(crate) mod calendar;
pub(crate) mod check;
pub(crate) mod check_in;
pub mod emergency;
pub(crate) mod export;
pub(crate) mod fine;
pub(crate) mod frame;
pub(crate) mod history;
pub(crate) mod home;
pub(crate) mod import;
pub mod learn;
pub(crate) mod medicines;
pub(crate) mod mistake;
pub(crate) mod other;
pub(crate) mod people;
pub(crate) mod prevent;
pub(crate) mod progress;
pub(crate) mod report;
pub(crate) mod result;
pub(crate) mod session;
pub mod settings;
pub(crate) mod today;
pub(crate) mod told;
pub mod trouble;
pub(crate) mod write;
