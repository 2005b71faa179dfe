//! The document as a page.

use crate::components::{Chart as Drawing, Line as DrawnLine, NoticeKind, back_button, chart, notice, submit_button};
use crate::pages::frame::WORDS;
use crate::present::Present;
use easeback_document::{Align, Block, Chart, Document, Level, Table};
use easeback_guideline::PartOfReport;
use maud::{Markup, html};

pub(super) fn page(present: &Present<'_>, document: &Document, without: &[PartOfReport]) -> Markup {
    let query: Vec<String> = without.iter().map(|part| format!("without={}", part.word())).collect();
    let pdf = if query.is_empty() { "/report.pdf".to_owned() } else { format!("/report.pdf?{}", query.join("&")) };
    html! {
        (back_button("/progress", WORDS))
        section.no-print {
            p { a.btn.quiet href=(pdf) { "As a PDF" } }
            p { "It uses a doctor’s words, so that it fits on one page." }
            p.small { "Or print this page. The PDF is made by your own Easeback; nothing is sent anywhere." }
            (choose(present, without))
        }
        div.report { (blocks(document)) p.small.soft { (document.footer.small_print) } }
    }
}

/// What to leave out.
fn choose(present: &Present<'_>, without: &[PartOfReport]) -> Markup {
    html! {
        details {
            summary { "Leave something out" }
            form method="get" action="/report" {
                @for part in &present.engine.guideline().report_parts {
                    label.pick {
                        input type="checkbox" name="without" value=(part.part.word()) checked[without.contains(&part.part)];
                        span { (part.title) }
                    }
                }
                (submit_button("Show it without these", "", "", true))
            }
        }
    }
}

/// The blocks; a table is called as the heading above it.
fn blocks(document: &Document) -> Markup {
    let mut under = document.title.as_str();
    let mut shown = Vec::new();
    for item in &document.blocks {
        if let Block::Heading { text, .. } = item {
            under = text;
        }
        shown.push(block(item, under));
    }
    html! { @for one in shown { (one) } }
}

fn block(block: &Block, under: &str) -> Markup {
    html! {
        @match block {
            Block::Heading { level: Level::One, text } => h1 { (text) },
            Block::Heading { level: Level::Two, text } => h2 { (text) },
            Block::Heading { level: Level::Three, text } => h3 { (text) },
            Block::Paragraph(text) => p { (text) },
            Block::Notice { title, paragraphs } => (notice(NoticeKind::Warning, title, &html! { @for text in paragraphs { p { (text) } } })),
            Block::KeyValues(pairs) => dl.differ { @for (name, value) in pairs { div { dt { (name) } dd { (value) } } } },
            Block::Bullets(list) => ul { @for text in list { li { (text) } } },
            Block::Table(data) => (table(data, under)),
            Block::Chart(data) => (drawn(data)),
        }
    }
}

/// A table; on a phone a card for each row, where every cell says what it is.
fn table(data: &Table, called: &str) -> Markup {
    let name = |place: usize| data.columns.get(place).map_or("", |column| column.name.as_str());
    let number = |place: usize| data.columns.get(place).is_some_and(|column| column.align == Align::End);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(called) {
            table {
                thead { tr { @for (place, column) in data.columns.iter().enumerate() { th.number[number(place)] scope="col" { (column.name) } } } }
                tbody { @for row in &data.rows { tr { @for (place, cell) in row.iter().enumerate() { td.number[number(place)] data-name=(name(place)) { (cell) } } } } }
            }
        }
    }
}

/// The chart of the document; its numbers stand on the page of progress.
fn drawn(data: &Chart) -> Markup {
    let points: Vec<(&str, Vec<(f64, f64)>)> = data
        .lines
        .iter()
        .map(|line| (line.name.as_str(), line.points.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).collect()))
        .collect();
    let Some(((_, own), others)) = points.split_last() else { return html! {} };
    let pain: Vec<_> = own
        .iter()
        .map(|(day, pain)| crate::components::Reading { day: *day, pain: *pain, date: "", note: "" })
        .collect();
    let dates: Vec<String> = own.iter().map(|(day, _)| format!("Day {day}")).collect();
    let pain: Vec<_> =
        pain.into_iter().zip(&dates).map(|(one, date)| crate::components::Reading { date, ..one }).collect();
    let others: Vec<_> = others.iter().map(|(label, points)| DrawnLine { label, points }).collect();
    let drawing = Drawing {
        id: "report-pain",
        title: "The worst pain of each day",
        description: &data.alternative,
        last_day: f64::from(data.across.to),
        pain: &pain,
        others: &others,
        moments: &[],
        rows: &[],
        // Short, so that it stands beside the end of its line.
        own: "This person",
        axes: [&data.up.name, &data.across.name],
    };
    chart(&drawing, WORDS)
}
