//! What a reader can count on in every PDF.

use easeback_document::{
    Align, Axis, Block, Chart, Column, Document, DocumentError, Footer, Level, Line, Paper, Stroke, Table,
};
use proptest::prelude::*;

fn document(blocks: Vec<Block>) -> Document {
    Document {
        title: "Back pain report".into(),
        language: "en-GB".into(),
        made_on: jiff::civil::date(2026, 3, 9),
        paper: Paper::A4,
        blocks,
        footer: Footer { page_of: "Page {page} of {pages}".into(), small_print: "Not a diagnosis.".into() },
    }
}

fn heading(level: Level, text: &str) -> Block {
    Block::Heading { level, text: text.into() }
}

fn table(columns: &[&str], rows: &[&[&str]]) -> Block {
    let column = |name: &&str| Column { name: (*name).into(), align: Align::Start };
    let row = |texts: &&[&str]| texts.iter().map(|text| (*text).into()).collect();
    Block::Table(Table { columns: columns.iter().map(column).collect(), rows: rows.iter().map(row).collect() })
}

fn chart(alternative: &str) -> Block {
    let line = |stroke| Line { name: "a line".into(), points: vec![(1.0, 8.0), (2.0, f32::NAN), (3.0, 4.0)], stroke };
    Block::Chart(Chart {
        alternative: alternative.into(),
        across: Axis { name: "Day".into(), from: 1, to: 14, step: 1 },
        up: Axis { name: "Pain".into(), from: 0, to: 10, step: 2 },
        lines: vec![line(Stroke::Dashed), line(Stroke::Solid)],
    })
}

fn every_block() -> Vec<Block> {
    vec![
        heading(Level::One, "Report"),
        heading(Level::Two, "Section"),
        heading(Level::Three, "Part"),
        Block::Paragraph("A paragraph.".into()),
        Block::Notice { title: "Notice".into(), paragraphs: vec!["Its text.".into()] },
        Block::KeyValues(vec![("Key".into(), "value".into())]),
        Block::Bullets(vec!["one".into(), "two".into()]),
        table(&["Day", "Dose"], &[&["1", "400 mg"], &["2", ""]]),
        chart("Pain falls from 8 to 4."),
    ]
}

/// How often a part of the file occurs that is not compressed, as the elements are.
fn count(pdf: &[u8], part: &str) -> usize {
    pdf.windows(part.len()).filter(|window| *window == part.as_bytes()).count()
}

#[test]
fn the_structure_is_tagged() {
    let pdf = document(every_block()).pdf().unwrap();
    let elements = [
        ("H1", 1),
        ("H2", 1),
        ("H3", 1),
        ("P", 4),
        ("Div", 1),
        ("L", 2),
        ("LI", 3),
        ("Lbl", 3),
        ("LBody", 3),
        ("Table", 1),
        ("THead", 1),
        ("TBody", 1),
        ("TR", 3),
        ("TH", 2),
        ("TD", 4),
        ("Figure", 1),
    ];
    for (element, expected) in elements {
        assert_eq!(count(&pdf, &format!("/S/{element}/")), expected, "{element}");
    }
    assert_eq!(count(&pdf, "/Scope/Column"), 2);
    assert_eq!(count(&pdf, "/Alt(Pain falls from 8 to 4.)"), 1);
}

#[test]
fn the_file_says_what_it_is() {
    let pdf = document(every_block()).pdf().unwrap();
    for part in
        ["/Lang(en-GB)", "/Title(Back pain report)", "/CreationDate(D:20260309", "pdfuaid:part>1<", "/Marked true"]
    {
        assert!(count(&pdf, part) >= 1, "{part}");
    }
}

#[test]
fn no_level_of_headings_is_skipped() {
    let pdf = document(vec![heading(Level::Three, "First"), heading(Level::Three, "Second")]).pdf().unwrap();
    assert_eq!(["H1", "H2", "H3"].map(|element| count(&pdf, &format!("/S/{element}/"))), [1, 1, 0]);
}

#[test]
fn equal_documents_give_equal_bytes() {
    assert_eq!(document(every_block()).pdf().unwrap(), document(every_block()).pdf().unwrap());
}

#[test]
fn two_full_pages_with_a_chart_stay_under_100_kilobytes() {
    let rows: Vec<Vec<String>> =
        (0..60).map(|day| vec![day.to_string(), "Ibuprofen".into(), "400 mg with food".into()]).collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let all: String =
        (' '..'ӿ').filter(|character| character.is_alphanumeric()).flat_map(|character| [character, ' ']).collect();
    let blocks = [every_block(), vec![table(&["Day", "Medicine", "Dose"], &rows), Block::Paragraph(all)]].concat();
    let pdf = document(blocks).pdf().unwrap();
    assert!(count(&pdf, "/Type/Page/") >= 2);
    assert!(pdf.len() < 100_000, "{}", pdf.len());
}

#[test]
fn a_document_may_say_nothing() {
    let blocks = vec![
        heading(Level::One, " "),
        Block::Paragraph("\u{0}\u{feff}".into()),
        Block::Bullets(Vec::new()),
        table(&[], &[]),
    ];
    for blocks in [Vec::new(), blocks] {
        assert_eq!(count(&document(blocks).pdf().unwrap(), "/Type/Page/"), 1);
    }
}

#[test]
fn what_a_reader_needs_is_asked_for() {
    let title = Document { title: "\u{200b} ".into(), ..document(Vec::new()) };
    assert!(matches!(title.pdf(), Err(DocumentError::NoTitle)));
    for language in ["", "e", "english language", "en-", "1n", "en_GB", "en\n"] {
        let document = Document { language: language.into(), ..document(Vec::new()) };
        assert!(matches!(document.pdf(), Err(DocumentError::Language)), "{language}");
    }
    assert!(matches!(document(vec![chart(" ")]).pdf(), Err(DocumentError::NoAlternative)));
    let uneven = document(vec![table(&["a", "b"], &[&["1", "2"], &["1"]])]).pdf();
    assert!(matches!(uneven, Err(DocumentError::UnevenRow { row: 2, found: 1, columns: 2 })));
    let footer = Footer { page_of: String::new(), small_print: "small print ".repeat(200) };
    let long = Document { footer, ..document(Vec::new()) };
    assert!(matches!(long.pdf(), Err(DocumentError::SmallPrint { room: 8, .. })));
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a-z ]{0,400}", "\\PC{0,40}", Just("w".repeat(300))]
}

fn any_axis() -> impl Strategy<Value = Axis> {
    (any_text(), any::<i16>(), any::<i16>(), any::<u16>()).prop_map(|(name, from, to, step)| Axis {
        name,
        from,
        to,
        step,
    })
}

fn any_chart() -> impl Strategy<Value = Block> {
    let stroke = prop_oneof![Just(Stroke::Solid), Just(Stroke::Dashed)];
    let points = prop::collection::vec((any::<f32>(), any::<f32>()), 0..5);
    let line = (any_text(), points, stroke).prop_map(|(name, points, stroke)| Line { name, points, stroke });
    (any_text(), any_axis(), any_axis(), prop::collection::vec(line, 0..4)).prop_map(|(text, across, up, lines)| {
        Block::Chart(Chart { alternative: format!("chart {text}"), across, up, lines })
    })
}

fn any_table() -> impl Strategy<Value = Block> {
    (0usize..9, 0usize..5).prop_flat_map(|(columns, rows)| {
        let align = prop_oneof![Just(Align::Start), Just(Align::End)];
        let column = (any_text(), align).prop_map(|(name, align)| Column { name, align });
        let row = prop::collection::vec(any_text(), columns);
        (prop::collection::vec(column, columns), prop::collection::vec(row, rows))
            .prop_map(|(columns, rows)| Block::Table(Table { columns, rows }))
    })
}

fn any_block() -> impl Strategy<Value = Block> {
    let level = prop_oneof![Just(Level::One), Just(Level::Two), Just(Level::Three)];
    let texts = || prop::collection::vec(any_text(), 0..4);
    prop_oneof![
        (level, any_text()).prop_map(|(level, text)| Block::Heading { level, text }),
        any_text().prop_map(Block::Paragraph),
        (any_text(), texts()).prop_map(|(title, paragraphs)| Block::Notice { title, paragraphs }),
        prop::collection::vec((any_text(), any_text()), 0..4).prop_map(Block::KeyValues),
        texts().prop_map(Block::Bullets),
        any_table(),
        any_chart(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_text_can_be_written(blocks in prop::collection::vec(any_block(), 0..6), title in any::<String>(), letter in any::<bool>()) {
        let paper = if letter { Paper::Letter } else { Paper::A4 };
        let footer = Footer { page_of: title.clone(), small_print: title.clone() };
        let document = Document { title: format!("Report {title}"), paper, footer, ..document(blocks) };
        let pdf = document.pdf();
        prop_assert!(pdf.as_ref().is_ok_and(|pdf| pdf.starts_with(b"%PDF-1.7")), "{pdf:?}");
    }
}

#[test]
fn a_text_longer_than_pages_goes_on() {
    let long = "word ".repeat(900);
    let blocks = vec![
        Block::Notice { title: long.clone(), paragraphs: vec![long.clone()] },
        table(&["Head", &long], &[&["a", &long], &[&long, "b"]]),
        heading(Level::One, &long),
        Block::KeyValues(vec![(long.clone(), "v".into())]),
    ];
    let pdf = document(blocks).pdf().unwrap();
    assert!(count(&pdf, "/Type/Page/") > 6);
}
