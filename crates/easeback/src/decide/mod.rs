//! `easeback decide`: people in as JSON, decisions out as JSON, one per line and in the same order.
//!
//! It holds one person at a time. A person that cannot be read is reported with its line and does not stop the others;
//! how the next one is found again is the work of [`pieces`].

mod person;
mod pieces;

use crate::arguments::Decide;
use crate::error::{Ending, Error};
use easeback_engine::Engine;
use pieces::{Fault, Piece, Pieces};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Write};
use std::path::Path;

/// Reads people from a file or from standard input, and answers on standard output.
pub(crate) fn run(engine: &Engine, from: &Decide) -> Result<Ending, Error> {
    let output = BufWriter::new(io::stdout().lock());
    if let Some(path) = from.file.as_deref().filter(|path| *path != Path::new("-")) {
        let trouble = |source| Error::File { path: path.to_owned(), source };
        let file = File::open(path).map_err(trouble)?;
        if file.metadata().map_err(trouble)?.is_dir() {
            return Err(trouble(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        return decide(engine, BufReader::new(file), output);
    }
    let input = io::stdin().lock();
    if input.is_terminal() {
        report("reading people from the keyboard, a JSON object each; press Ctrl-D when there are no more");
    }
    decide(engine, input, output)
}

fn decide(engine: &Engine, input: impl BufRead, mut output: impl Write) -> Result<Ending, Error> {
    let mut ending = Ending::Fine;
    let mut pieces = Pieces::new(input);
    loop {
        if pieces.needs_input() {
            // Whoever waits for an answer before asking again gets it now.
            output.flush()?;
        }
        let Some(Piece { line, content }) = pieces.next().map_err(Error::Input)? else { break };
        let problems = match content {
            Ok(text) => match person::read(engine, &text, line).map(|person| engine.answer(&person)) {
                Ok(Ok(decision)) => {
                    write_line(&mut output, &decision)?;
                    continue;
                }
                Ok(Err(problems)) => problems.into_iter().map(|problem| format!("field {problem}")).collect(),
                Err(problems) => problems,
            },
            Err(fault) => vec![said(&fault)],
        };
        ending = Ending::Wrong;
        for problem in problems {
            report(&format!("line {line}: {problem}"));
        }
    }
    output.flush()?;
    Ok(ending)
}

fn write_line(output: &mut impl Write, decision: &easeback_engine::DecisionOut) -> io::Result<()> {
    serde_json::to_writer(&mut *output, decision)?;
    output.write_all(b"\n")
}

fn said(fault: &Fault) -> String {
    match fault {
        Fault::Outside(text) => {
            format!("`{text}` does not belong here; allowed: JSON objects one after another, nothing between them")
        }
        Fault::TooLong => format!("the object is longer than {} bytes; allowed: at most that many", pieces::LONGEST),
        Fault::Cut(text) => person::why_cut(text),
    }
}

/// Tells whoever runs it. It may hold what was in the input, so it goes to them alone.
fn report(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
