//! The document for the doctor, part by part, in the order of the guideline: what fits on one page for most spasms.
//!
//! Every date is written out, because a page on paper has no "today".

use crate::present::Present;
use crate::units::KILOGRAMS;
use crate::when::When;
use easeback_document::{Align, Axis, Block, Chart, Column, Document, Footer, Level, Line, Paper, Stroke, Table};
use easeback_engine::{Answer, capital, sentence, termed, within, words};
use easeback_episode::{
    Answered, GivenAdvice, Harm, Helped, PainDay, Report, SignAsked, Verdict, VisitAdvised, expected, report,
};
use easeback_guideline::{Choice, Finding, Guideline, LevelId, PartOfReport};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// Countries that print on Letter.
const LETTER: &[&str] = &["us", "ca", "mx"];

/// The finding at the head of the page.
const AGE: &str = "age_years";

const ASKED_AND_NO: &str = "Asked, and said no: ";

const NOT_ASKED: &str = "Not asked: ";

pub(super) fn document(present: &Present<'_>, without: &[PartOfReport]) -> Document {
    let (now, when) = (present.now(), present.when());
    let report = report(&now, without);
    let country = present.frame().place.country.map_or("", |country| country.id.as_str());
    let mut blocks = vec![
        Block::Heading { level: Level::One, text: "Back pain: a page for the doctor".to_owned() },
        Block::KeyValues(head(present, &when, &report)),
    ];
    let mut empty = Vec::new();
    for part in &report.parts {
        let content = content(present, &when, &report, part.part);
        if content.is_empty() {
            empty.push(format!("{}: {}", part.title, part.empty));
        } else {
            blocks.push(Block::Heading { level: Level::Two, text: part.title.clone() });
            blocks.extend(content);
        }
    }
    blocks.extend((!empty.is_empty()).then(|| Block::Paragraph(empty.join(" "))));
    if !report.left_out.is_empty() {
        let titles: Vec<&str> = report.left_out.iter().map(|part| part.title.as_str()).collect();
        blocks.push(Block::Paragraph(format!("Left out by choice: {}.", titles.join("; "))));
    }
    Document {
        title: "Back pain: a page for the doctor".to_owned(),
        language: "en".to_owned(),
        made_on: when.date(when.now),
        paper: if LETTER.contains(&country) { Paper::Letter } else { Paper::A4 },
        blocks,
        footer: Footer {
            page_of: "Page {page} of {pages}".to_owned(),
            small_print: "Written by the person with Easeback: not a medical device, no diagnosis, not reviewed by a clinician yet.".to_owned(),
        },
    }
}

fn head(present: &Present<'_>, when: &When, report: &Report<'_>) -> Vec<(String, String)> {
    let now = present.now();
    let line = |name: &str, value: String| (name.to_owned(), value);
    let name = present.known.log.settings.get("name").cloned();
    let age = now.number(AGE).map(|age| format!("{age} years old"));
    let who: Vec<String> = name.into_iter().chain(age).collect();
    let who = (!who.is_empty()).then(|| line("Who", who.join(", ")));
    let log = report.started_at.zip(report.on).map(|(from, to)| {
        let of = if now.number("duration_days").is_some() { "pain" } else { "log" };
        line("Log", format!("from {} to {} (day {} of the {of})", dated(when, from), written(to), report.day))
    });
    let disposition = now.decision.disposition;
    let level = now.guideline().level(disposition.level());
    let advice = level.map(|level| line("Advice now", disposition.filled(&level.title)));
    who.into_iter().chain(log).chain(advice).collect()
}

/// As in "22 Nov 2026".
fn written(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// As in "22 Nov 2026, 3:45 pm".
fn dated(when: &When, at: Timestamp) -> String {
    format!("{}, {}", written(when.date(at)), when.time(at))
}

fn content(present: &Present<'_>, when: &When, report: &Report<'_>, part: PartOfReport) -> Vec<Block> {
    let guideline = present.engine.guideline();
    match part {
        PartOfReport::WarningSigns => signs(present, when, report),
        PartOfReport::Background => background(present, report),
        PartOfReport::Pain => pain(present, &report.pain),
        PartOfReport::Timeline => bullets(timeline(present, when, report)),
        PartOfReport::Medicines => medicines(present, when, report),
        PartOfReport::WhatHelped => helped(guideline, report),
        PartOfReport::Advice => advice(guideline, when, report),
        PartOfReport::Harms => bullets(report.harms.iter().map(|harm| told_harm(guideline, when, harm)).collect()),
        PartOfReport::NotKnown => listed("", &terms(&report.not_known)),
    }
}

fn bullets(list: Vec<String>) -> Vec<Block> {
    if list.is_empty() { Vec::new() } else { vec![Block::Bullets(list)] }
}

/// Many short texts in one paragraph, after what they have in common.
fn listed(title: &str, list: &[impl AsRef<str>]) -> Vec<Block> {
    let list: Vec<&str> = list.iter().map(|text| text.as_ref().trim_end_matches(['.', '?'])).collect();
    if list.is_empty() {
        Vec::new()
    } else {
        vec![Block::Paragraph(sentence(&capital(&format!("{title}{}", list.join("; ")))))]
    }
}

/// What says something, then what is not so, then what was not asked. The age stands at the head of the page.
fn background(present: &Present<'_>, report: &Report<'_>) -> Vec<Block> {
    let unit = present.weight_unit();
    let rows = present.known.rows();
    let whole = |finding: &Finding| {
        let asked = |option: &Choice| rows.contains_key(&format!("{}.{}", finding.id, option.id));
        rows.contains_key(&finding.id) || finding.options.iter().all(asked)
    };
    let told =
        report.background.iter().filter(|(finding, _)| finding.id != AGE).map(|(finding, answer)| match answer {
            Answer::Number(kg) if finding.unit.as_deref() == Some(KILOGRAMS) => {
                format!("{}: {}", finding.clinical_name(), unit.told(*kg))
            }
            Answer::ManyOf { .. } if !whole(finding) => format!("{} (not all asked)", termed(finding, answer)),
            answer => termed(finding, answer),
        });
    let mut blocks = listed("", &told.collect::<Vec<_>>());
    blocks.extend(listed(ASKED_AND_NO, &terms(&report.background_no)));
    // What the advice waits for stands in a part of its own.
    let known = |finding: &&Finding| !report.not_known.iter().any(|open| open.id == finding.id);
    let not_asked: Vec<&Finding> = report.background_not_asked.iter().copied().filter(known).collect();
    blocks.extend(listed(NOT_ASKED, &terms(&not_asked)));
    blocks
}

fn terms<'a>(findings: &[&'a Finding]) -> Vec<&'a str> {
    findings.iter().map(|finding| finding.clinical_name()).collect()
}

/// What is there first, then what was there earlier, then what is not sure; what is not there in one paragraph. What had not
/// to be asked is left out.
fn signs(present: &Present<'_>, when: &When, report: &Report<'_>) -> Vec<Block> {
    let guideline = present.engine.guideline();
    let all = |wanted: &Answered| -> Vec<&str> {
        let signs = report.warning_signs.iter().filter(|sign| sign.answered == *wanted);
        signs.map(|sign| sign.finding.clinical_name()).collect()
    };
    let there = report.warning_signs.iter().filter_map(|sign| match &sign.answered {
        Answered::Yes(answer) => {
            Some(format!("{} (“{}”)", capital(&termed(sign.finding, answer)), words(sign.finding, answer)))
        }
        Answered::No | Answered::NotSure | Answered::NotAsked => None,
    });
    let earlier = report
        .earlier
        .iter()
        .map(|(flag, at)| format!("EARLIER, and not told any more: {} ({})", flag.because, dated(when, *at)));
    let not_sure = all(&Answered::NotSure).into_iter().map(|name| format!("Not sure: {name}"));
    let mut blocks = bullets(there.chain(earlier).chain(not_sure).collect());
    let asked = report.asked_at.map_or(String::new(), |at| format!(" (last on {})", written(when.date(at))));
    blocks.extend(listed(&format!("Asked{asked}, and said no: "), &all(&Answered::No)));
    let due = |sign: &&SignAsked<'_>| {
        let id = guideline.finding(&sign.finding.id).map(|(id, _)| id);
        sign.answered == Answered::NotAsked && id.is_some_and(|id| present.engine.may_be_asked(present.now().facts, id))
    };
    let not_asked: Vec<&str> =
        report.warning_signs.iter().filter(due).map(|sign| sign.finding.clinical_name()).collect();
    blocks.extend(listed(NOT_ASKED, &not_asked));
    blocks
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "days and pain are small")]
fn pain(present: &Present<'_>, days: &[PainDay]) -> Vec<Block> {
    let Some((first, last)) = days.first().zip(days.last()) else { return Vec::new() };
    let until = last.day.max(14);
    let point = |day: i64, pain: f64| (day as f32, pain as f32);
    let told = |day: &PainDay| format!("{} on {}", day.worst, written(day.date));
    let only = format!("The worst pain, 0 to 10: {}.", told(first));
    let alternative = format!("The worst pain of each day, 0 to 10: {}, {}.", told(first), told(last));
    // One day is no line.
    if days.len() < 2 {
        return vec![Block::Paragraph(only)];
    }
    let mut lines = Vec::new();
    if let Some((_, expected)) = expected(&present.now(), until) {
        lines.push(Line {
            name: "Average of many people".to_owned(),
            points: expected.iter().map(|day| point(day.day, day.mean)).collect(),
            stroke: Stroke::Dashed,
        });
    }
    let own = days.iter().map(|day| point(day.day, day.worst)).collect();
    lines.push(Line { name: "This person, the worst of each day".to_owned(), points: own, stroke: Stroke::Solid });
    let to = i16::try_from(until).unwrap_or(i16::MAX);
    let across = Axis { name: "Days in this log".to_owned(), from: 0, to, step: if until > 28 { 14 } else { 2 } };
    let up = Axis { name: "Pain, 0 to 10".to_owned(), from: 0, to: 10, step: 2 };
    vec![Block::Chart(Chart { alternative, across, up, lines })]
}

fn timeline(present: &Present<'_>, when: &When, report: &Report<'_>) -> Vec<String> {
    let guideline = present.engine.guideline();
    let finding = guideline.finding("doctor_seen").map(|(_, finding)| finding);
    let mut lines: Vec<String> = report
        .visits
        .iter()
        .map(|visit| {
            let said = finding.and_then(|finding| finding.option(&visit.said)).map_or("", |(_, option)| &option.say);
            let plan = visit.plan.as_deref().map_or(String::new(), |plan| format!(" Their plan: {plan}"));
            format!("{}: a doctor looked. {said}{plan}", dated(when, visit.at))
        })
        .collect();
    if let Some((first, last)) = report.check_ins.first().zip(report.check_ins.last()) {
        let (count, first, last) = (report.check_ins.len(), when.date(first.at), when.date(last.at));
        lines.push(format!("Check-ins: {count}, from {} to {}.", written(first), written(last)));
    }
    if report.missed > 0 {
        lines.push(format!("Check-ins that nobody did: {}.", report.missed));
    }
    // Beside help today or at once no later visit stands.
    let urgent = matches!(present.decision.disposition.level(), LevelId::EmergencyNow | LevelId::SameDay);
    lines.extend(report.open.iter().filter(|_| !urgent).map(open_visit));
    lines
}

fn open_visit(visit: &VisitAdvised<'_>) -> String {
    let by = visit.by.map_or(String::new(), |by| format!(" by {}", written(by)));
    format!("A visit is advised{by}. {}", visit.because.join(" "))
}

fn table(names: &[(&str, Align)], rows: Vec<Vec<String>>) -> Vec<Block> {
    let columns = names.iter().map(|(name, align)| Column { name: (*name).to_owned(), align: *align }).collect();
    if rows.is_empty() { Vec::new() } else { vec![Block::Table(Table { columns, rows })] }
}

/// What was taken of one ingredient in all.
#[derive(Debug, Default)]
struct Total<'a> {
    names: BTreeSet<&'a str>,
    days: BTreeSet<Date>,
    doses: Vec<(Timestamp, Option<f64>)>,
}

impl Total<'_> {
    /// As in "1200 mg", with what is not known of it.
    fn amount(doses: &[&(Timestamp, Option<f64>)]) -> (f64, String) {
        let mg: f64 = doses.iter().filter_map(|(_, mg)| *mg).sum();
        let unknown = doses.iter().any(|(_, mg)| mg.is_none());
        let said = match (mg > 0.0, unknown) {
            (true, false) => format!("{mg} mg"),
            (true, true) => format!("at least {mg} mg"),
            (false, _) => "not known".to_owned(),
        };
        (mg, said)
    }

    /// The most in any 24 hours, which end with a dose.
    fn most_in_a_day(&self) -> String {
        let until = |end: Timestamp| -> Vec<_> {
            let within = |at: Timestamp| at <= end && end.duration_since(at) < DAY;
            self.doses.iter().filter(|(at, _)| within(*at)).collect()
        };
        let windows = self.doses.iter().map(|(end, _)| Self::amount(&until(*end)));
        windows.max_by(|one, other| one.0.total_cmp(&other.0)).map_or_else(String::new, |(_, said)| said)
    }
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A row for each ingredient, and each dose of the last 24 hours; every single dose is in the export.
fn medicines(present: &Present<'_>, when: &When, report: &Report<'_>) -> Vec<Block> {
    let guideline = present.engine.guideline();
    let mut totals: BTreeMap<(&str, bool), Total<'_>> = BTreeMap::new();
    let mut lately = Vec::new();
    for dose in &report.doses {
        for content in &dose.contents {
            let total = totals.entry((&content.ingredient, dose.on_skin)).or_default();
            total.names.insert(&dose.name);
            total.days.insert(when.date(dose.at));
            total.doses.push((dose.at, content.mg));
            if when.now.duration_since(dose.at) < DAY {
                let mg = content.mg.map_or_else(|| "amount not known".to_owned(), |mg| format!("{mg} mg"));
                lately.push(format!(
                    "{}: {} {mg}",
                    dated(when, dose.at),
                    guideline.ingredient_name(&content.ingredient)
                ));
            }
        }
    }
    let rows = totals.iter().map(|((ingredient, on_skin), total)| {
        let name = guideline.ingredient_name(ingredient);
        let name = if *on_skin { format!("{name}, on the skin") } else { name.to_owned() };
        let names: Vec<&str> = total.names.iter().copied().filter(|one| !one.eq_ignore_ascii_case(&name)).collect();
        let what = if names.is_empty() { name } else { format!("{name} ({})", names.join(", ")) };
        let first = total.doses.iter().map(|(at, _)| *at).min().map(|at| written(when.date(at)));
        let last = total.doses.iter().map(|(at, _)| *at).max().map(|at| dated(when, at));
        let (_, all) = Total::amount(&total.doses.iter().collect::<Vec<_>>());
        let (days, times) = (total.days.len().to_string(), total.doses.len().to_string());
        vec![what, first.unwrap_or_default(), last.unwrap_or_default(), days, times, total.most_in_a_day(), all]
    });
    let names = [
        ("What", Align::Start),
        ("First", Align::Start),
        ("Last", Align::Start),
        ("Days", Align::End),
        ("Doses", Align::End),
        ("Most in any 24 h", Align::End),
        ("In all", Align::End),
    ];
    let mut blocks = table(&names, rows.collect());
    // A single one stands in the table.
    if lately.len() > 1 {
        blocks.extend(listed("In the last 24 hours: ", &lately));
    }
    blocks
}

/// A row for what was used often enough to tell; the rest in one paragraph.
fn helped(guideline: &Guideline, report: &Report<'_>) -> Vec<Block> {
    let Some(rule) = guideline.help_rules.first() else { return Vec::new() };
    let name =
        |one: &Helped| guideline.treatment(&one.what).map_or_else(|| one.what.clone(), |known| known.name.clone());
    let (few, told): (Vec<&Helped>, Vec<&Helped>) =
        report.helped.iter().partition(|one| one.verdict == Verdict::TooFew);
    let rows = told.iter().map(|one| {
        let change = one.median_change.map_or_else(|| "–".to_owned(), |change| format!("{change:+}"));
        vec![name(one), one.times.to_string(), one.pairs.to_string(), change, one.verdict.say(rule).to_owned()]
    });
    let names = [
        ("What", Align::Start),
        ("Times", Align::End),
        ("With pain noted", Align::End),
        ("Usual change", Align::End),
        ("Pain after it", Align::Start),
    ];
    let mut blocks = table(&names, rows.collect());
    if !blocks.is_empty() {
        blocks.push(Block::Paragraph(rule.say_honest.clone()));
    }
    let times = |times: usize| if times == 1 { "once".to_owned() } else { format!("{times} times") };
    let few: Vec<String> = few.iter().map(|one| format!("{}, {}", name(one), times(one.times))).collect();
    blocks.extend(listed(&format!("{}: ", rule.say_too_few.trim_end_matches('.')), &few));
    blocks
}

/// What was said and why, by the instant; by which guideline where it was not the one before.
fn advice(guideline: &Guideline, when: &When, report: &Report<'_>) -> Vec<Block> {
    let version = |advice: &GivenAdvice<'_>| format!("{} {}", advice.guideline.name, advice.guideline.version);
    let mut last = String::new();
    let said = report.advice.iter().map(|advice| {
        let level = LevelId::from_word(advice.disposition).and_then(|level| guideline.level(level));
        let title = level.map_or(advice.disposition, |level| &level.title);
        let because = advice.red_flags.iter().map(|id| {
            guideline.red_flag(id).map_or_else(|| sentence(id), |flag| format!("{}: {}", flag.code, flag.because))
        });
        let before = std::mem::replace(&mut last, version(advice));
        let by = (before != last).then(|| format!("By the guideline {last}."));
        let words = std::iter::once(sentence(&within(title, advice.within_days))).chain(because).chain(by);
        (dated(when, advice.at), words.collect::<Vec<_>>().join(" "))
    });
    let said: Vec<_> = said.collect();
    if said.is_empty() { Vec::new() } else { vec![Block::KeyValues(said)] }
}

fn told_harm(guideline: &Guideline, when: &When, harm: &Harm) -> String {
    let option = guideline.finding("bad_reaction").and_then(|(_, finding)| finding.option(&harm.reaction));
    let what = option.map_or(harm.reaction.as_str(), |(_, option)| option.say.as_str());
    let after = harm.treatment.as_deref().and_then(|id| guideline.treatment(id));
    let after = after.map_or(String::new(), |treatment| format!(", after {}", treatment.name));
    format!("{}: {what}{after}", dated(when, harm.at))
}
