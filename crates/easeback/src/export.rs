//! `easeback export`: the guideline in other languages.

use crate::arguments::{ExportCommand, ExportTo};
use crate::error::{Ending, Error};
use easeback_fhir::Library;
use easeback_guideline::Guideline;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Writes the guideline in one of them.
pub(crate) fn run(guideline: &Guideline, what: &ExportCommand) -> Result<Ending, Error> {
    let library = Library::of(guideline);
    match what {
        ExportCommand::Cql(to) => write(to, &library.cql())?,
        ExportCommand::Elm(to) => write(to, &format!("{:#}\n", library.elm()))?,
    }
    Ok(Ending::Fine)
}

fn write(to: &ExportTo, text: &str) -> Result<(), Error> {
    if let Some(path) = to.output.as_deref().filter(|path| *path != Path::new("-")) {
        return fs::write(path, text).map_err(|source| Error::WriteFile { path: path.to_owned(), source });
    }
    let mut output = anstream::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(())
}
