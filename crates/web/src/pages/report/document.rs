//! The document for the doctor, part by part, in the order of the guideline.

use crate::present::Present;
use crate::when::When;
use easeback_document::{Align, Axis, Block, Chart, Column, Document, Footer, Level, Line, Paper, Stroke, Table};
use easeback_episode::{Answered, Day, PainDay, Report, VisitAdvised, expected, report};
use easeback_guideline::{Guideline, LevelId, PartOfReport};

/// Countries that print on Letter.
const LETTER: &[&str] = &["us", "ca", "mx"];

pub(super) fn document(present: &Present<'_>, without: &[PartOfReport]) -> Document {
    let (now, when) = (present.now(), present.when());
    let report = report(&now, without);
    let country = present.frame().place.country.map_or("", |country| country.id.as_str());
    let mut blocks = vec![
        Block::Heading { level: Level::One, text: "Back pain: a page for the doctor".to_owned() },
        Block::KeyValues(head(present, &when, &report)),
    ];
    for part in &report.parts {
        let mut content = content(present, &when, &report, part.part);
        if content.is_empty() {
            content.extend(part.empty.clone().map(Block::Paragraph));
        }
        if !content.is_empty() {
            blocks.push(Block::Heading { level: Level::Two, text: part.title.clone() });
            blocks.extend(content);
        }
    }
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
            small_print: "Written by the person with Easeback, which is not a medical device, does not diagnose, and has not been reviewed by a clinician.".to_owned(),
        },
    }
}

fn head(present: &Present<'_>, when: &When, report: &Report<'_>) -> Vec<(String, String)> {
    let now = present.now();
    let line = |name: &str, value: String| (name.to_owned(), value);
    let age = now.number("age_years").map(|age| line("Age", format!("{age} years")));
    let name = present.known.log.settings.get("name").map(|name| line("Name", name.clone()));
    let began = report.started_at.map(|at| line("In this log since", when.at(at)));
    let made = report.on.map(|on| line("Made", format!("{} (day {} of the pain)", when.on(on), report.day)));
    let disposition = now.decision.disposition;
    let level = now.guideline().level(disposition.level());
    let advice = level.map(|level| line("Advice now", disposition.filled(&level.title)));
    name.into_iter().chain(age).chain(began).chain(made).chain(advice).collect()
}

fn content(present: &Present<'_>, when: &When, report: &Report<'_>, part: PartOfReport) -> Vec<Block> {
    let guideline = present.engine.guideline();
    let bullets = |list: Vec<String>| if list.is_empty() { Vec::new() } else { vec![Block::Bullets(list)] };
    match part {
        PartOfReport::WarningSigns => signs(report),
        PartOfReport::Background => bullets(report.background.clone()),
        PartOfReport::Pain => pain(present, when, &report.pain),
        PartOfReport::Timeline => bullets(timeline(guideline, when, report)),
        PartOfReport::Medicines => medicines(guideline, when, &report.medicines),
        PartOfReport::WhatHelped => helped(guideline, report),
        PartOfReport::Advice => advice(guideline, when, report),
        PartOfReport::Harms => bullets(harms(guideline, when, report)),
        PartOfReport::NotKnown => bullets(report.not_known.iter().map(|finding| finding.ask.clone()).collect()),
    }
}

/// What is there first, then what is not sure; what is not there in one line.
fn signs(report: &Report<'_>) -> Vec<Block> {
    let of = |wanted: fn(&Answered) -> bool| report.warning_signs.iter().filter(move |sign| wanted(&sign.answered));
    let statement = |sign: &easeback_episode::SignAsked<'_>| {
        sign.finding.tick.clone().unwrap_or_else(|| sign.finding.ask.clone())
    };
    let there: Vec<String> = report
        .warning_signs
        .iter()
        .filter_map(|sign| match &sign.answered {
            Answered::Yes(words) => Some(format!("YES: {words}")),
            Answered::NotSure => Some(format!("Not sure: {}", statement(sign))),
            _ => None,
        })
        .collect();
    let no = of(|answered| matches!(answered, Answered::No)).map(statement).collect::<Vec<_>>();
    let open = of(|answered| matches!(answered, Answered::NotAsked)).map(statement).collect::<Vec<_>>();
    let mut blocks = Vec::new();
    if !there.is_empty() {
        blocks.push(Block::Bullets(there));
    }
    if !no.is_empty() {
        blocks.push(Block::Paragraph(format!("Asked, and said no: {}.", no.join("; "))));
    }
    if !open.is_empty() {
        blocks.push(Block::Paragraph(format!("Not asked: {}.", open.join("; "))));
    }
    blocks
}

#[expect(clippy::cast_possible_truncation, reason = "days and pain are small, and the cast saturates")]
fn pain(present: &Present<'_>, when: &When, days: &[PainDay]) -> Vec<Block> {
    let Some((first, last)) = days.first().zip(days.last()) else { return Vec::new() };
    let until = last.day.max(14);
    let point = |day: i64, pain: f64| (day as f32, pain as f32);
    let mut lines = Vec::new();
    if let Some((_, expected)) = expected(&present.now(), until) {
        lines.push(Line {
            name: "Average of many people".to_owned(),
            points: expected.iter().map(|day| point(day.day, day.mean)).collect(),
            stroke: Stroke::Dashed,
        });
    }
    let own = days.iter().map(|day| point(day.day, day.worst)).collect();
    lines.push(Line { name: "This person".to_owned(), points: own, stroke: Stroke::Solid });
    let alternative = format!(
        "The worst pain of each day, 0 to 10: {} on {}, {} on {}.",
        first.worst,
        when.on(first.date),
        last.worst,
        when.on(last.date)
    );
    let to = i16::try_from(until).unwrap_or(i16::MAX);
    let across = Axis { name: "Days".to_owned(), from: 0, to, step: if until > 28 { 14 } else { 7 } };
    let up = Axis { name: "Pain, 0 to 10".to_owned(), from: 0, to: 10, step: 2 };
    vec![Block::Paragraph(alternative.clone()), Block::Chart(Chart { alternative, across, up, lines })]
}

fn timeline(guideline: &Guideline, when: &When, report: &Report<'_>) -> Vec<String> {
    let finding = guideline.finding("doctor_seen").map(|(_, finding)| finding);
    let mut lines: Vec<_> = report
        .visits
        .iter()
        .map(|visit| {
            let said = finding.and_then(|finding| finding.option(&visit.said)).map_or("", |(_, option)| &option.say);
            let plan = visit.plan.as_deref().map_or(String::new(), |plan| format!(" Their plan: {plan}"));
            (visit.at, format!("{}: a doctor looked. {said}{plan}", when.at(visit.at)))
        })
        .collect();
    lines.sort_by_key(|(at, _)| *at);
    let mut lines: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
    if let Some((first, last)) = report.check_ins.first().zip(report.check_ins.last()) {
        let count = report.check_ins.len();
        lines.push(format!("Check-ins: {count}, from {} to {}. Missed: {}.", when.at(first.at), when.at(last.at), report.missed));
    }
    lines.extend(report.open.iter().map(|visit| open_visit(when, visit)));
    lines
}

fn open_visit(when: &When, visit: &VisitAdvised<'_>) -> String {
    let by = visit.by.map_or(String::new(), |by| format!(" by {}", when.on(by)));
    format!("A visit is advised{by}: {}", visit.because.join(" "))
}

fn columns(names: &[(&str, Align)]) -> Vec<Column> {
    names.iter().map(|(name, align)| Column { name: (*name).to_owned(), align: *align }).collect()
}

fn table(names: &[(&str, Align)], rows: Vec<Vec<String>>) -> Vec<Block> {
    if rows.is_empty() { Vec::new() } else { vec![Block::Table(Table { columns: columns(names), rows })] }
}

fn medicines(guideline: &Guideline, when: &When, days: &[Day]) -> Vec<Block> {
    let rows = days.iter().flat_map(|day| {
        day.intake.iter().map(move |intake| {
            let name = guideline.ingredient(&intake.ingredient).map_or(intake.ingredient.as_str(), |one| one.name.as_str());
            let total = match (intake.mg > 0.0, intake.unknown) {
                (true, 0) => format!("{} mg", intake.mg),
                (true, _) => format!("{} mg and more", intake.mg),
                (false, _) => "not known".to_owned(),
            };
            let how = if intake.on_skin { "on the skin" } else { "" };
            vec![when.on(day.date), name.to_owned(), intake.names.join(", "), intake.times.to_string(), total, how.to_owned()]
        })
    });
    let names = [
        ("Day", Align::Start),
        ("Ingredient", Align::Start),
        ("Product", Align::Start),
        ("Times", Align::End),
        ("In all", Align::End),
        ("", Align::Start),
    ];
    table(&names, rows.collect())
}

fn helped(guideline: &Guideline, report: &Report<'_>) -> Vec<Block> {
    let Some(rule) = guideline.help_rules.first() else { return Vec::new() };
    let rows = report.helped.iter().map(|one| {
        let name = guideline.treatment(&one.what).map_or(one.what.as_str(), |treatment| treatment.name.as_str());
        let change = one.median_change.map_or_else(|| "–".to_owned(), |change| format!("{change:+}"));
        vec![name.to_owned(), one.times.to_string(), one.pairs.to_string(), change, one.verdict.say(rule).to_owned()]
    });
    let names = [
        ("What", Align::Start),
        ("Times", Align::End),
        ("With pain noted", Align::End),
        ("Middle change", Align::End),
        ("", Align::Start),
    ];
    let mut blocks = table(&names, rows.collect());
    if !blocks.is_empty() {
        blocks.push(Block::Paragraph(rule.say_honest.clone()));
    }
    blocks
}

fn advice(guideline: &Guideline, when: &When, report: &Report<'_>) -> Vec<Block> {
    let rows = report.advice.iter().map(|advice| {
        let level = LevelId::ALL.into_iter().find(|level| level.word() == advice.disposition);
        let title = level.and_then(|level| guideline.level(level)).map_or(advice.disposition, |level| &level.title);
        let days = advice.within_days.map_or(String::new(), |days| days.to_string());
        let because = advice.red_flags.iter().map(|id| {
            guideline.red_flag(id).map_or(id.clone(), |flag| format!("{}: {}", flag.code, flag.because))
        });
        let version = format!("{} {}", advice.guideline.name, advice.guideline.version);
        vec![when.at(advice.at), title.replace("{days}", &days), because.collect::<Vec<_>>().join(" "), version]
    });
    let names = [("When", Align::Start), ("Advice", Align::Start), ("Why", Align::Start), ("Guideline", Align::Start)];
    table(&names, rows.collect())
}

fn harms(guideline: &Guideline, when: &When, report: &Report<'_>) -> Vec<String> {
    let finding = guideline.finding("bad_reaction").map(|(_, finding)| finding);
    let line = |harm: &&easeback_episode::Harm| {
        let option = finding.and_then(|finding| finding.option(&harm.reaction));
        let what = option.map_or(harm.reaction.as_str(), |(_, option)| option.say.as_str());
        let after = harm.treatment.as_deref().and_then(|id| guideline.treatment(id));
        let after = after.map_or(String::new(), |treatment| format!(", after {}", treatment.name));
        format!("{}: {what}{after}", when.at(harm.at))
    };
    report.harms.iter().map(line).collect()
}
