//! The document for the doctor, part by part, in the order of the guideline: what fits on one page for most spasms.
//!
//! Every date is written out, because a page on paper has no "today".

use crate::present::Present;
use crate::units::KILOGRAMS;
use crate::when::When;
use easeback_document::{Align, Axis, Block, Chart, Column, Document, Footer, Level, Line, Paper, Stroke, Table};
use easeback_engine::{Answer, capital, sentence, termed, within, words};
use easeback_episode::{
    Answered, Day, GivenAdvice, Harm, Helped, Intake, PainDay, Report, SignAsked, Verdict, VisitAdvised, expected,
    report,
};
use easeback_guideline::{Finding, Guideline, LevelId, PartOfReport};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Countries that print on Letter.
const LETTER: &[&str] = &["us", "ca", "mx"];

/// The finding at the head of the page.
const AGE: &str = "age_years";

const ASKED_AND_NO: &str = "Asked, and said no: ";

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
        line("Log", format!("from {} to {} (day {} of the pain)", dated(when, from), written(to), report.day))
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
        PartOfReport::WarningSigns => signs(present, report),
        PartOfReport::Background => background(present, report),
        PartOfReport::Pain => pain(present, &report.pain),
        PartOfReport::Timeline => bullets(timeline(guideline, when, report)),
        PartOfReport::Medicines => medicines(guideline, &report.medicines),
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

/// What says something, and then what is not so. The age stands at the head of the page.
fn background(present: &Present<'_>, report: &Report<'_>) -> Vec<Block> {
    let unit = present.weight_unit();
    let told =
        report.background.iter().filter(|(finding, _)| finding.id != AGE).map(|(finding, answer)| match answer {
            Answer::Number(kg) if finding.unit.as_deref() == Some(KILOGRAMS) => {
                format!("{}: {}", finding.clinical_name(), unit.told(*kg))
            }
            answer => termed(finding, answer),
        });
    let mut blocks = listed("", &told.collect::<Vec<_>>());
    blocks.extend(listed(ASKED_AND_NO, &terms(&report.background_no)));
    blocks
}

fn terms<'a>(findings: &[&'a Finding]) -> Vec<&'a str> {
    findings.iter().map(|finding| finding.clinical_name()).collect()
}

/// What is there first, then what is not sure; what is not there in one paragraph. What had not to be asked is left
/// out.
fn signs(present: &Present<'_>, report: &Report<'_>) -> Vec<Block> {
    let guideline = present.engine.guideline();
    let all = |wanted: &Answered| -> Vec<&str> {
        report
            .warning_signs
            .iter()
            .filter(|sign| sign.answered == *wanted)
            .map(|sign| sign.finding.clinical_name())
            .collect()
    };
    let there = report.warning_signs.iter().filter_map(|sign| match &sign.answered {
        Answered::Yes(answer) => {
            Some(format!("YES: {} (“{}”)", termed(sign.finding, answer), words(sign.finding, answer)))
        }
        Answered::NotSure => Some(format!("Not sure: {}", sign.finding.clinical_name())),
        Answered::No | Answered::NotAsked => None,
    });
    let mut blocks = bullets(there.collect());
    blocks.extend(listed(ASKED_AND_NO, &all(&Answered::No)));
    let due = |sign: &&SignAsked<'_>| {
        let id = guideline.finding(&sign.finding.id).map(|(id, _)| id);
        sign.answered == Answered::NotAsked && id.is_some_and(|id| present.engine.may_be_asked(present.now().facts, id))
    };
    let not_asked: Vec<&str> =
        report.warning_signs.iter().filter(due).map(|sign| sign.finding.clinical_name()).collect();
    blocks.extend(listed("Not asked: ", &not_asked));
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

fn timeline(guideline: &Guideline, when: &When, report: &Report<'_>) -> Vec<String> {
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
    lines.extend(report.open.iter().map(open_visit));
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
    days: Vec<Date>,
    times: usize,
    mg: f64,
    most_in_a_day: f64,
    unknown: usize,
}

impl<'a> Total<'a> {
    fn add(&mut self, date: Date, intake: &'a Intake) {
        self.names.extend(intake.names.iter().map(String::as_str));
        self.days.push(date);
        self.times += intake.times;
        self.mg += intake.mg;
        self.most_in_a_day = self.most_in_a_day.max(intake.mg);
        self.unknown += intake.unknown;
    }

    /// As in "1200 mg", with what is not known of it.
    fn amount(&self, mg: f64) -> String {
        match (mg > 0.0, self.unknown) {
            (true, 0) => format!("{mg} mg"),
            (true, _) => format!("at least {mg} mg"),
            (false, _) => "not known".to_owned(),
        }
    }
}

/// A row for each ingredient; every single dose is in the export.
fn medicines(guideline: &Guideline, days: &[Day]) -> Vec<Block> {
    let mut totals: BTreeMap<(&str, bool), Total<'_>> = BTreeMap::new();
    for day in days {
        for intake in &day.intake {
            totals.entry((&intake.ingredient, intake.on_skin)).or_default().add(day.date, intake);
        }
    }
    let rows = totals.iter().map(|((ingredient, on_skin), total)| {
        let name = guideline.ingredient_name(ingredient);
        let name = if *on_skin { format!("{name}, on the skin") } else { name.to_owned() };
        let names: Vec<&str> = total.names.iter().copied().filter(|one| !one.eq_ignore_ascii_case(&name)).collect();
        let what = if names.is_empty() { name } else { format!("{name} ({})", names.join(", ")) };
        let (first, last) = (total.days.first().copied(), total.days.last().copied());
        let told = |date: Option<Date>| date.map(written).unwrap_or_default();
        let amounts = [total.amount(total.most_in_a_day), total.amount(total.mg)];
        let [most, all] = amounts;
        vec![what, told(first), told(last), total.days.len().to_string(), total.times.to_string(), most, all]
    });
    let names = [
        ("What", Align::Start),
        ("First", Align::Start),
        ("Last", Align::Start),
        ("Days", Align::End),
        ("Doses", Align::End),
        ("Most in a day", Align::End),
        ("In all", Align::End),
    ];
    table(&names, rows.collect())
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
