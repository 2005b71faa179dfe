//! From pages to a PDF: the only module that speaks to the PDF library, apart from the fonts.

use crate::compose::Composer;
use crate::document::Level;
use crate::face::Faces;
use crate::footer::{SmallPrint, finish};
use crate::ink::{Ink, Mark, Role, Spot, Tone};
use crate::page::{Page, pages};
use crate::sheet::Sheet;
use crate::structure::{Element, ElementId, Kind, Structure};
use crate::text::plain;
use crate::{Document, DocumentError};
use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder, PdfVersion};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, BBox, ContentTag, Identifier, ListNumbering, Node, Placement, TableHeaderScope, Tag,
    TagGroup, TagKind, TagTree,
};
use std::num::NonZeroU16;

pub(crate) fn pdf(document: &Document) -> Result<Vec<u8>, DocumentError> {
    let title = plain(&document.title);
    if title.is_empty() {
        return Err(DocumentError::NoTitle);
    }
    if !is_language_tag(&document.language) {
        return Err(DocumentError::Language);
    }
    let faces = Faces::built_in()?;
    write(document, &title, &faces, Layout::fitting(document, &faces)?)
}

/// How many times as large as the paper a sheet may be, to be brought to its size afterwards. All on one page is worth
/// letters that are a little smaller; from here on they would be too small to read.
const ENLARGED: [f32; 3] = [1.07, 1.14, 1.2];

/// A document on its pages.
struct Layout {
    sheet: Sheet,
    pages: Vec<Page>,
    structure: Structure<Identifier>,
}

impl Layout {
    /// At full size, unless it all fits on one page in letters that are a little smaller.
    fn fitting(document: &Document, faces: &Faces) -> Result<Self, DocumentError> {
        let full = Self::new(document, faces, 1.0)?;
        // What fills more than two pages fits on none of these.
        if full.pages.len() == 2 {
            for enlarged in ENLARGED {
                let smaller = Self::new(document, faces, enlarged)?;
                if smaller.pages.len() == 1 {
                    return Ok(smaller);
                }
            }
        }
        Ok(full)
    }

    /// Laid out on sheets so many times as large as the paper, and brought to its size.
    fn new(document: &Document, faces: &Faces, enlarged: f32) -> Result<Self, DocumentError> {
        let small_print = SmallPrint::new(document, faces, enlarged)?;
        let sheet = Sheet::new(document.paper, small_print.height_in_lines(), enlarged);
        let mut composer = Composer::new(faces, sheet);
        composer.document(document)?;
        let (mut structure, pieces, heads) = (composer.structure, composer.pieces, composer.heads);
        let mut pages = pages(&pieces, &heads, sheet);
        finish(&mut pages, document, &small_print, faces, sheet, &mut structure);
        for page in &mut pages {
            page.scale(enlarged.recip());
        }
        Ok(Self { sheet: sheet.scaled(enlarged.recip()), pages, structure })
    }
}

/// Subtags of 1 to 8 letters and digits with hyphens between them; the first one is a language of letters.
fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let language = subtags.next().unwrap_or_default();
    (2..=8).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && subtags.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn write(
    document: &Document,
    title: &str,
    faces: &Faces,
    Layout { sheet, pages, mut structure }: Layout,
) -> Result<Vec<u8>, DocumentError> {
    let configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .unwrap_or_default();
    let mut pdf = krilla::Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    for page in &pages {
        let settings = PageSettings::from_wh(sheet.paper_width, sheet.paper_height).unwrap_or_default();
        let mut target = pdf.start_page_with(settings);
        let mut surface = target.surface();
        for run in page.marks.chunk_by(|left, right| left.role == right.role) {
            draw_run(&mut surface, run, faces, &mut structure);
        }
        surface.finish();
        target.finish();
    }
    pdf.set_tag_tree(tag_tree(&structure, &pages, sheet, &document.language));
    pdf.set_outline(outline(&pages, title));
    pdf.set_metadata(metadata(document, title));
    pdf.finish().map_err(|source| DocumentError::Pdf { source })
}

fn metadata(document: &Document, title: &str) -> Metadata {
    let date = document.made_on;
    let positive = |number: i8| u8::try_from(number).unwrap_or(1);
    let made =
        DateTime::new(u16::try_from(date.year()).unwrap_or(0)).month(positive(date.month())).day(positive(date.day()));
    Metadata::new()
        .title(title.into())
        .language(document.language.clone())
        .creator("Easeback".into())
        .creation_date(made)
}

/// Draws marks of one role, which become one piece of content.
fn draw_run(surface: &mut Surface<'_>, run: &[Mark], faces: &Faces, structure: &mut Structure<Identifier>) {
    let Some(Mark { role, .. }) = run.first() else { return };
    let artifact = |kind| ContentTag::Artifact(Artifact::with_kind(kind));
    let tag = match role {
        Role::Content(_) => ContentTag::Other,
        Role::Decoration => artifact(ArtifactType::Layout),
        Role::Repeated => artifact(ArtifactType::PaginationOther),
        Role::Header => artifact(ArtifactType::Header),
        Role::Footer => artifact(ArtifactType::Footer),
    };
    let content = surface.start_tagged(tag);
    for mark in run {
        draw(surface, &mark.ink, faces);
    }
    surface.end_tagged();
    if let Role::Content(element) = role {
        structure.drawn(*element, content);
    }
}

fn draw(surface: &mut Surface<'_>, ink: &Ink, faces: &Faces) {
    match ink {
        Ink::Text { at, text, set } => {
            let face = faces.of(set.weight);
            surface.set_stroke(None);
            surface.set_fill(Some(fill(set.tone)));
            surface.draw_glyphs(Point::from_xy(at.x, at.y), &face.glyphs(text), face.font(), text, set.size, false);
        }
        Ink::Path { points, closed, width, tone, dashed } => {
            if let Some(path) = path(points, *closed) {
                let dash = dashed.then(|| StrokeDash { array: vec![4.0, 3.0], offset: 0.0 });
                surface.set_fill(None);
                surface.set_stroke(Some(Stroke {
                    paint: color(*tone).into(),
                    width: *width,
                    line_cap: LineCap::Butt,
                    line_join: if *closed { LineJoin::Miter } else { LineJoin::Round },
                    dash,
                    ..Stroke::default()
                }));
                surface.draw_path(&path);
            }
        }
        Ink::Dot { at, radius, tone } => {
            if let Some(path) = circle(*at, *radius) {
                surface.set_stroke(None);
                surface.set_fill(Some(fill(*tone)));
                surface.draw_path(&path);
            }
        }
    }
}

fn path(points: &[Spot], closed: bool) -> Option<Path> {
    let (first, rest) = points.split_first()?;
    let mut path = PathBuilder::new();
    path.move_to(first.x, first.y);
    for point in rest {
        path.line_to(point.x, point.y);
    }
    if closed {
        path.close();
    }
    path.finish()
}

/// A circle of four curves.
fn circle(Spot { x, y }: Spot, radius: f32) -> Option<Path> {
    let handle = radius * 0.552_285;
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + handle, x + handle, y + radius, x, y + radius);
    path.cubic_to(x - handle, y + radius, x - radius, y + handle, x - radius, y);
    path.cubic_to(x - radius, y - handle, x - handle, y - radius, x, y - radius);
    path.cubic_to(x + handle, y - radius, x + radius, y - handle, x + radius, y);
    path.close();
    path.finish()
}

fn color(tone: Tone) -> rgb::Color {
    match tone {
        Tone::Full => rgb::Color::new(0, 0, 0),
        Tone::Quiet => rgb::Color::new(74, 74, 74),
        Tone::Faint => rgb::Color::new(200, 200, 200),
        Tone::Accent => rgb::Color::new(14, 105, 98),
    }
}

fn fill(tone: Tone) -> Fill {
    Fill { paint: color(tone).into(), ..Fill::default() }
}

/// The headings, as deep as they stand; a document without any is one entry.
fn outline(pages: &[Page], title: &str) -> Outline {
    let mut entries = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        for (level, text, top) in &page.headings {
            let destination = XyzDestination::new(index, Point::from_xy(0.0, *top));
            entries.push((*level, OutlineNode::new(text.clone(), destination)));
        }
    }
    if entries.is_empty() {
        let destination = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
        entries.push((Level::One, OutlineNode::new(title.into(), destination)));
    }
    let mut outline = Outline::new();
    let mut entries = entries.into_iter().peekable();
    while let Some((level, mut node)) = entries.next() {
        while let Some((second, mut inner)) = entries.next_if(|(next, _)| *next > level) {
            while let Some((_, innermost)) = entries.next_if(|(next, _)| *next > second) {
                inner.push_child(innermost);
            }
            node.push_child(inner);
        }
        outline.push_child(node);
    }
    outline
}

fn tag_tree(structure: &Structure<Identifier>, pages: &[Page], sheet: Sheet, language: &str) -> TagTree {
    let boxes: Vec<_> = pages
        .iter()
        .enumerate()
        .flat_map(|(page, content)| content.figures.iter().map(move |(id, top, bottom)| (*id, page, *top, *bottom)))
        .filter_map(|(id, page, top, bottom)| {
            let rect = Rect::from_ltrb(sheet.left, top, sheet.left + sheet.width, bottom)?;
            Some((id, BBox::new(page, rect)))
        })
        .collect();
    let mut tree = TagTree::new().with_lang(Some(language.into()));
    for id in &structure.top {
        if let Some(node) = node(structure, *id, &boxes) {
            tree.push(node);
        }
    }
    tree
}

fn node(structure: &Structure<Identifier>, id: ElementId, boxes: &[(ElementId, BBox)]) -> Option<Node> {
    let element = structure.get(id)?;
    let bounds = boxes.iter().find(|(figure, _)| *figure == id).map(|(_, bounds)| *bounds);
    let inner = element.elements.iter().filter_map(|id| node(structure, *id, boxes));
    let children = element.content.iter().copied().map(Node::from).chain(inner).collect();
    Some(TagGroup::with_children(tag(element, bounds), children).into())
}

fn tag(element: &Element<Identifier>, bounds: Option<BBox>) -> TagKind {
    match &element.kind {
        Kind::Heading { level, text } => {
            Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(text.clone())).into()
        }
        Kind::Paragraph => Tag::P.into(),
        Kind::Group => Tag::Div.into(),
        Kind::List { bullets: true } => Tag::L(ListNumbering::Disc).into(),
        Kind::List { bullets: false } => Tag::L(ListNumbering::None).into(),
        Kind::Item => Tag::LI.into(),
        Kind::Label => Tag::Lbl.into(),
        Kind::Body => Tag::LBody.into(),
        Kind::Table => Tag::Table.into(),
        Kind::TableHead => Tag::THead.into(),
        Kind::TableBody => Tag::TBody.into(),
        Kind::Row => Tag::TR.into(),
        Kind::HeaderCell => Tag::TH(TableHeaderScope::Column).into(),
        Kind::Cell => Tag::TD.into(),
        Kind::Figure { alternative } => {
            Tag::Figure(Some(alternative.clone())).with_bbox(bounds).with_placement(Some(Placement::Block)).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::TEXT;
    use crate::{Block, Footer, Paper};

    fn letter(words: usize) -> Document {
        Document {
            title: "Letter".into(),
            language: "en".into(),
            made_on: jiff::civil::date(2026, 3, 9),
            paper: Paper::A4,
            blocks: vec![Block::Paragraph("word ".repeat(words))],
            footer: Footer { page_of: "{page}/{pages}".into(), small_print: "Small.".into() },
        }
    }

    /// Its pages, and the size of its first letters.
    fn laid_out(layout: &Layout) -> (usize, f32) {
        let mut inks = layout.pages.iter().flat_map(|page| &page.marks).map(|mark| &mark.ink);
        let size = inks.find_map(|ink| if let Ink::Text { set, .. } = ink { Some(set.size) } else { None });
        (layout.pages.len(), size.unwrap())
    }

    #[test]
    fn what_is_a_little_too_long_for_one_page_is_set_smaller_and_no_more() {
        let faces = Faces::built_in().unwrap();
        let at_full_size = |words: usize| Layout::new(&letter(words), &faces, 1.0).unwrap().pages.len();
        let words = (1..400).map(|tens| tens * 10).find(|words| at_full_size(*words) > 1).unwrap();
        let fitting = |words: usize| laid_out(&Layout::fitting(&letter(words), &faces).unwrap());
        let (pages, full) = fitting(words - 10);
        assert_eq!((pages, full), (1, TEXT.size));
        let (pages, smaller) = fitting(words + words / 10);
        assert!(pages == 1 && smaller < full && smaller > full * 0.85, "{pages} {smaller}");
        assert_eq!(fitting(words + words * 7 / 10), (2, full));
    }
}
