//! `easeback guideline`: the knowledge, for those who read it and those who change it.

mod catalogue;
mod check;
mod contents;
mod page;
mod review;
mod schema;
mod words;

use crate::arguments::KnowledgeCommand;
use crate::error::{Ending, Error};
use crate::folder;
use std::io::Write;
use std::path::Path;

/// Runs one of the commands about the guideline in this folder, or about the one built in.
pub(crate) fn run(command: &KnowledgeCommand, folder: Option<&Path>) -> Result<Ending, Error> {
    let (text, ending) = match command {
        KnowledgeCommand::Check { folder: other } => check::report(other.as_deref().or(folder))?,
        KnowledgeCommand::Show { id: None } => (contents::page(&folder::guideline(folder)?), Ending::Fine),
        KnowledgeCommand::Show { id: Some(id) } => (page::of(&folder::guideline(folder)?, id)?, Ending::Fine),
        KnowledgeCommand::Review => (review::page(&folder::guideline(folder)?), Ending::Fine),
        KnowledgeCommand::Schema => (schema::text(&folder::guideline(folder)?), Ending::Fine),
    };
    let mut output = anstream::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(ending)
}
