//! Proves every claim over every possible person of the built-in guideline, and says how long it took.
//!
//! `--all` prints a line per claim, `--dead` what makes no difference to anybody, `--nodes` how large the diagrams are,
//! `--axioms` why some people are impossible.

#![expect(clippy::print_stdout, reason = "an example that prints")]

use easeback_engine::Engine;
use easeback_guideline::Guideline;
use easeback_proof::Prover;
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let wants = |flag: &str| std::env::args().any(|argument| argument == flag);
    let start = Instant::now();
    let guideline = match Guideline::built_in() {
        Ok(guideline) => guideline,
        Err(problems) => {
            println!("{problems}");
            return ExitCode::FAILURE;
        }
    };
    let engine = Engine::new(guideline);
    let prover = Prover::new(&engine);
    let evaluated = milliseconds(start);
    let mut kinds: BTreeMap<String, (usize, usize, f64)> = BTreeMap::new();
    for claim in prover.claims() {
        let one = Instant::now();
        let proof = prover.prove(&claim);
        let proof = proof.took(milliseconds(one));
        let took = proof.milliseconds.unwrap_or_default();
        let kind = proof.id.split('.').next().filter(|kind| !kind.starts_with("I-")).unwrap_or("written");
        let (count, refuted, sum) = kinds.entry(kind.to_owned()).or_default();
        (*count, *refuted, *sum) = (*count + 1, *refuted + usize::from(!proof.holds()), *sum + took);
        if wants("--all") {
            println!("{:<44}{took:>9.2} ms  {}", proof.id, if proof.holds() { "proved" } else { "refuted" });
        }
        if let Some(person) = proof.counter_example() {
            println!("{} is refuted: {}\n{}", proof.id, proof.claim, person.to_toml(&engine, &claim));
        }
    }
    let in_all = milliseconds(start);
    println!("{} people, {} axioms", prover.people(), prover.axioms().len());
    println!("{evaluated:>9.1} ms to evaluate everybody");
    for (kind, (count, refuted, sum)) in &kinds {
        println!("{sum:>9.1} ms {kind}: {count} claims, {refuted} refuted");
    }
    println!("{in_all:>9.1} ms in all, {}", memory());
    if wants("--nodes") {
        prover.nodes().iter().for_each(|(name, nodes)| println!("{nodes:>9} {name}"));
    }
    if wants("--axioms") {
        prover.axioms().iter().for_each(|axiom| println!("{}: {}", axiom.id, axiom.says));
    }
    if wants("--dead") {
        let one = Instant::now();
        for dead in prover.dead_knowledge() {
            println!("{}: {} {}", dead.id, dead.because, dead.behind.join(", "));
        }
        println!("{:>9.1} ms for dead knowledge", milliseconds(one));
    }
    if kinds.values().any(|(_, refuted, _)| *refuted > 0) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

/// The most memory that this program has used.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default().to_owned()
}
