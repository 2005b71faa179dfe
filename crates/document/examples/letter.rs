//! Writes a letter of two pages with everything a document can hold: `letter a4 > letter.pdf`, or `letter letter`.

use easeback_document::{Align, Axis, Block, Chart, Column, Document, Footer, Level, Line, Paper, Stroke, Table};
use std::error::Error;
use std::io::Write;

fn main() -> Result<(), Box<dyn Error>> {
    let paper = if std::env::args().any(|argument| argument == "letter") { Paper::Letter } else { Paper::A4 };
    std::io::stdout().write_all(&letter(paper).pdf()?)?;
    Ok(())
}

fn letter(paper: Paper) -> Document {
    Document {
        title: "Back pain report".into(),
        language: "en".into(),
        made_on: jiff::civil::date(2026, 3, 9),
        paper,
        blocks: blocks(),
        footer: Footer {
            page_of: "Page {page} of {pages}".into(),
            small_print:
                "Made on the person's own device from what they entered. No clinician has checked it. It is a summary, \
                          not a diagnosis. Guideline back-spasm 2026.11.0, digest 3f9a61c2."
                    .into(),
        },
    }
}

fn blocks() -> Vec<Block> {
    let heading = |level, text: &str| Block::Heading { level, text: text.into() };
    vec![
        heading(Level::One, "Back pain report"),
        Block::Paragraph("For the doctor, made by the person on Monday 9 March 2026.".into()),
        Block::Notice {
            title: "See a doctor within 7 days".into(),
            paragraphs: vec![
                "The pain has not got better after six weeks, and it wakes the person at night. No sign of an emergency \
                 was found when it was last asked, on 9 March 2026."
                    .into(),
            ],
        },
        heading(Level::Two, "In short"),
        Block::KeyValues(vec![
            ("Age".into(), "46 years".into()),
            ("Pain began".into(), "26 January 2026, on lifting a box; 42 days ago".into()),
            ("Worst pain".into(), "9 of 10; now 5 of 10".into()),
            (
                "Other illnesses".into(),
                "High blood pressure, well controlled; stomach ulcer in 2011. Takes ramipril 5\u{a0}mg once a day and \
                 has no allergies that are known."
                    .into(),
            ),
        ]),
        heading(Level::Two, "Course of the pain"),
        pain_chart(),
        heading(Level::Two, "Warning signs"),
        heading(Level::Three, "Present"),
        bullets(&["Pain at night that does not ease in any position, since 1 March"]),
        heading(Level::Three, "Asked and not present"),
        bullets(&[
            "Numb skin between the legs; trouble passing urine or holding stool; weakness in both legs",
            "Fever, weight loss without a reason, cancer at any time",
            "A fall or a blow; weak bones; steroid tablets for a long time",
        ]),
        heading(Level::Two, "Medicines taken"),
        Block::Paragraph("All doses in the log of the last 14 days. Times are those of the person's own clock.".into()),
        // Enough for a second page at every size.
        Block::Paragraph("Each dose was taken with food, at home, and noted within the hour. ".repeat(40)),
        medicines(),
        heading(Level::Two, "What helped"),
        bullets(&[
            "Heat wrap: 11 sessions, pain lower by 2 points an hour later",
            "Walking: most days, 10 to 25 minutes",
            "Lying with raised legs: no change",
        ]),
        heading(Level::Two, "Words of the person"),
        Block::Paragraph(
            "“It starts low on the left and goes down to the knee. In the morning I need half an hour until I can stand \
             straight. I worry that it is a disc like my father’s.” Характер боли: тянущая. \u{75db} \u{1f642}"
                .into(),
        ),
    ]
}

fn bullets(items: &[&str]) -> Block {
    Block::Bullets(items.iter().map(|item| (*item).into()).collect())
}

fn pain_chart() -> Block {
    let own = [9u8, 9, 8, 8, 7, 7, 7, 6, 7, 6, 6, 6, 5, 6, 6, 5, 5, 6, 5, 5, 5];
    let own = (0u8..).zip(own).map(|(index, pain)| (f32::from(2 * index + 1), f32::from(pain))).collect();
    Block::Chart(Chart {
        alternative:
            "Pain from day 1 to day 41. It fell from 9 to 6 in three weeks and has stayed at 5 or 6 since. Other \
                      people are at 2 after six weeks on average."
                .into(),
        across: Axis { name: "Days since the pain began".into(), from: 0, to: 42, step: 7 },
        up: Axis { name: "Pain, 0 to 10".into(), from: 0, to: 10, step: 2 },
        lines: vec![
            Line {
                name: "Other people, on average".into(),
                points: vec![(0.0, 8.0), (7.0, 5.4), (14.0, 3.9), (21.0, 3.0), (28.0, 2.5), (35.0, 2.2), (42.0, 2.0)],
                stroke: Stroke::Dashed,
            },
            Line { name: "This person, each evening".into(), points: own, stroke: Stroke::Solid },
        ],
    })
}

fn medicines() -> Block {
    let column = |name: &str, align| Column { name: name.into(), align };
    let rows = (0u8..12).map(|index| {
        let day = 8 - index / 2;
        let (time, medicine, amount) = if index % 2 == 0 {
            ("21:30", "Ibuprofen", "400\u{a0}mg")
        } else {
            ("07:15", "Paracetamol (acetaminophen)", "1,000\u{a0}mg")
        };
        let remark = if index == 5 { "Taken with food; some heartburn an hour later, gone by noon" } else { "" };
        vec![format!("{day} March"), time.into(), medicine.into(), amount.into(), remark.into()]
    });
    Block::Table(Table {
        columns: vec![
            column("Day", Align::Start),
            column("Time", Align::End),
            column("Medicine", Align::Start),
            column("Amount", Align::End),
            column("Remark", Align::Start),
        ],
        rows: rows.collect(),
    })
}
