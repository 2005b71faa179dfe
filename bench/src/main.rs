//! Measures what the project claims, against its limits, and prints a row each.
//!
//! ```text
//! cargo build --release && cargo run --release -p easeback-bench
//! ```
//!
//! Every figure is the median of several rounds. Machines are shared and noisy: read the distance to the limit, not the
//! last digit. Nothing here fails on a slow day; the numbers are for people.

mod decisions;
mod fold;
mod log;
mod program;
mod ten_years;

use std::io::{self, Write};

/// One measured figure.
struct Figure {
    what: String,
    value: f64,
    limit: f64,
    unit: &'static str,
}

fn main() -> io::Result<()> {
    let mut figures = decisions::measure();
    figures.extend(fold::measure());
    let mut out = io::stdout().lock();
    match program::measure() {
        Ok(more) => figures.extend(more),
        Err(problem) => {
            writeln!(out, "the program was not measured: {problem}\nbuild it first: cargo build --release")?;
        }
    }
    match log::measure() {
        Ok(more) => figures.extend(more),
        Err(problem) => writeln!(out, "the pages of a long log were not measured: {problem}")?,
    }
    writeln!(out, "{:<52} {:>10} {:>10}  {:<6} of the limit", "what", "measured", "limit", "unit")?;
    for Figure { what, value, limit, unit } in figures {
        writeln!(out, "{what:<52} {value:>10.2} {limit:>10.0}  {unit:<6} {:>5.0} %", 100.0 * value / limit)?;
    }
    Ok(())
}
