//! `easeback questions`: how much is asked until the disposition is known, and that the emergency screens come first.

use crate::arguments::Questions;
use crate::error::{Ending, Error};
use crate::page::{Page, Tone, count};
use crate::prove::Progress;
use easeback_engine::{Disposition, Engine};
use easeback_proof::{Asked, Interviews, Proof, Prover};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write;

/// The claim that the emergency screens come first.
const SIGNS_FIRST: &str = "signs_first";
/// The same people are drawn on every run.
const SEED: u64 = 20_261_122;

/// Plays the check with drawn people.
pub(crate) fn run(engine: &Engine, how: &Questions) -> Result<Ending, Error> {
    let mut progress = Progress::new();
    progress.say("looking at all possible people");
    let prover = Prover::new(engine);
    let claims = prover.claims();
    let proof = claims.iter().find(|claim| claim.id == SIGNS_FIRST).map(|claim| prover.prove(claim));
    progress.say("asking");
    let interviews = prover.interviews(how.people, SEED);
    progress.end();
    let text = if how.json {
        format!("{}\n", as_json(&interviews, proof.as_ref()))
    } else {
        page(&interviews, proof.as_ref())
    };
    let mut output = anstream::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(if proof.is_some_and(|proof| proof.holds()) { Ending::Fine } else { Ending::Wrong })
}

fn page(interviews: &Interviews, proof: Option<&Proof>) -> String {
    let mut page = Page::new();
    page.toned(Tone::Strong, "How much the check asks until it knows what to do");
    let Asked { screens, questions } = interviews.at_most;
    page.say(&format!(
        "Never more than {} and {}; that is proved over all possible people.",
        count(screens, "screen"),
        count(questions, "question")
    ));
    let Asked { screens, questions } = interviews.most;
    page.say(&format!(
        "The most that was found for one person: {} and {}.",
        count(screens, "screen"),
        count(questions, "question")
    ));
    page.gap();
    page.say(&format!("On average, for {} people drawn by how common the guideline says each answer is, as if answers did not depend on each other; always the same people:", interviews.drawn));
    page.gap();
    let mut text = page.text();
    text.push_str("  disposition                  of 1,000   screens  questions   at most\n");
    for level in &interviews.levels {
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let share = level.people as f64 * 1000.0 / interviews.drawn.max(1) as f64;
        // Writing to a text cannot fail.
        let _ = writeln!(
            text,
            "  {:<27} {share:>9.1} {:>9.1} {:>10.1} {:>4}/{}",
            in_words(level.disposition),
            level.screens,
            level.questions,
            level.most.screens,
            level.most.questions
        );
    }
    let mut page = Page::new();
    text.push('\n');
    match proof {
        Some(proof) if proof.holds() => page.toned(Tone::Well, &format!("Proved: {}", proof.claim)),
        _ => page.toned(
            Tone::Alarm,
            "REFUTED: an emergency sign may be asked after other screens; see `easeback prove --only signs_first`",
        ),
    }
    text + &page.text()
}

fn in_words(disposition: Disposition) -> String {
    let days = disposition.within_days().map(|days| format!(" ({})", count(days as usize, "day")));
    format!("{}{}", disposition.level().word().replace('_', " "), days.unwrap_or_default())
}

fn as_json(interviews: &Interviews, proof: Option<&Proof>) -> Value {
    let asked = |asked: Asked| json!({ "screens": asked.screens, "questions": asked.questions });
    let levels = interviews.levels.iter().map(|level| {
        json!({
            "disposition": level.disposition.level().word(),
            "within_days": level.disposition.within_days(),
            "people": level.people,
            "screens_mean": level.screens,
            "questions_mean": level.questions,
            "most": asked(level.most),
        })
    });
    json!({
        "at_most": asked(interviews.at_most),
        "most_found": asked(interviews.most),
        "most_asked": { "facts": interviews.most_asked },
        "drawn": interviews.drawn,
        "seed": SEED,
        "levels": levels.collect::<Vec<_>>(),
        "emergency_first": proof.is_some_and(Proof::holds),
    })
}
