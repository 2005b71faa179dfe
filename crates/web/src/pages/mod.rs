//! The pages, one module each: a handler that reads and appends, and views that turn plain data into markup.

pub(crate) mod api;
pub(crate) mod check;
pub mod emergency;
pub(crate) mod frame;
pub(crate) mod home;
pub mod learn;
pub(crate) mod other;
pub(crate) mod people;
pub(crate) mod result;
pub mod settings;
pub mod trouble;
