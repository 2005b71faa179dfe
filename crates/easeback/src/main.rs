//! Easeback on the command line.
//!
//! This is the edge: files, sockets, terminals and exit codes live here and nowhere else. What is known stands in the
//! guideline, what is decided comes from the engine, and what is shown in a browser comes from the web crate.

mod arguments;
mod check;
mod decide;
mod error;
mod export;
mod folder;
mod knowledge;
mod own;
mod page;
mod serve;

use arguments::{Arguments, Command};
use easeback_engine::Engine;
use error::{Ending, Error};
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(Arguments::read()) {
        Ok(ending) => ending.into(),
        Err(Error::Output(trouble)) if trouble.kind() == io::ErrorKind::BrokenPipe => Ending::Fine.into(),
        Err(error) => {
            // Nobody is left to tell when this fails too.
            let _ = write!(anstream::stderr(), "{}", error.page());
            error.ending().into()
        }
    }
}

fn run(arguments: Arguments) -> Result<Ending, Error> {
    let guideline = || folder::guideline(arguments.guideline.as_deref());
    let engine = || guideline().map(Engine::new);
    match arguments.command.unwrap_or(Command::Serve(arguments.serve)) {
        Command::Serve(how) => serve::run(engine()?, &how),
        Command::Check(how) => check::run(&engine()?, &how),
        Command::Today(how) => own::today(&engine()?, &how),
        Command::MayI(how) => own::may_i(&engine()?, &how),
        Command::Log(how) => own::log(&engine()?, &how),
        Command::Decide(from) => decide::run(&engine()?, &from),
        Command::Export(export) => export::run(&guideline()?, &export.what),
        Command::Guideline(about) => knowledge::run(&about.command, arguments.guideline.as_deref()),
    }
}
