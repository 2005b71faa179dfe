//! The head and the foot of the pages: the title again, the small print, the number of the page.

use crate::compose::number;
use crate::face::{Face, Faces};
use crate::ink::{Ink, Mark, Role, Tone, spot};
use crate::page::Page;
use crate::sheet::{BELOW, HEAD, SMALL, SMALL_PRINT_LINES, Sheet, UNDER_FOOT_LINE};
use crate::structure::{Kind, Structure};
use crate::text::{SetLine, lines};
use crate::{Document, DocumentError};

/// The room for the number of the page.
const NUMBER_WIDTH: f32 = 90.0;

/// The small print, set.
pub(crate) struct SmallPrint(Vec<SetLine>);

impl SmallPrint {
    pub(crate) fn new(document: &Document, faces: &Faces, enlarged: f32) -> Result<Self, DocumentError> {
        let width = Sheet::new(document.paper, 0.0, enlarged).width - NUMBER_WIDTH;
        let set = lines(faces.of(SMALL.weight), SMALL.size, width, &document.footer.small_print);
        if set.len() > SMALL_PRINT_LINES {
            return Err(DocumentError::SmallPrint { lines: set.len(), room: SMALL_PRINT_LINES });
        }
        Ok(Self(set))
    }

    /// How many lines the foot of a page has.
    pub(crate) fn height_in_lines(&self) -> f32 {
        number(self.0.len().max(1))
    }
}

/// Adds head and foot to all pages. The small print is content on the last page, so that it is read aloud once.
pub(crate) fn finish<C>(
    pages: &mut [Page],
    document: &Document,
    small_print: &SmallPrint,
    faces: &Faces,
    sheet: Sheet,
    structure: &mut Structure<C>,
) {
    let face = faces.of(SMALL.weight);
    let count = pages.len();
    let element = (!small_print.0.is_empty()).then(|| structure.add(None, Kind::Paragraph));
    for (index, page) in pages.iter_mut().enumerate() {
        if index > 0 {
            page.marks.splice(0..0, head(face, document, sheet));
        }
        foot_line(page, small_print, sheet);
        let role = if index + 1 == count { element.map_or(Role::Footer, Role::Content) } else { Role::Footer };
        foot(page, small_print, sheet, role);
        let numbers = document.footer.page_of.replace("{page}", &(index + 1).to_string());
        let numbers = numbers.replace("{pages}", &count.to_string());
        if let Some(line) = lines(face, SMALL.size, NUMBER_WIDTH - 8.0, &numbers).into_iter().next() {
            let at = spot(sheet.left + sheet.width - line.width, top_of_foot(small_print, sheet) + SMALL.baseline());
            page.marks.push(Mark { role: Role::Footer, ink: Ink::Text { at, text: line.text, set: SMALL } });
        }
    }
}

fn head(face: &Face, document: &Document, sheet: Sheet) -> Option<Mark> {
    let line = lines(face, SMALL.size, sheet.width, &document.title).into_iter().next()?;
    let at = spot(sheet.left, HEAD + SMALL.baseline());
    Some(Mark { role: Role::Header, ink: Ink::Text { at, text: line.text, set: SMALL } })
}

fn top_of_foot(small_print: &SmallPrint, sheet: Sheet) -> f32 {
    sheet.paper_height - BELOW - small_print.height_in_lines() * SMALL.leading
}

fn foot_line(page: &mut Page, small_print: &SmallPrint, sheet: Sheet) {
    let y = top_of_foot(small_print, sheet) - UNDER_FOOT_LINE;
    let ink = Ink::line(spot(sheet.left, y), spot(sheet.left + sheet.width, y), 0.5, Tone::Faint);
    page.marks.push(Mark { role: Role::Footer, ink });
}

fn foot(page: &mut Page, small_print: &SmallPrint, sheet: Sheet, role: Role) {
    let top = top_of_foot(small_print, sheet);
    for (index, line) in small_print.0.iter().enumerate() {
        let at = spot(sheet.left, top + number(index) * SMALL.leading + SMALL.baseline());
        page.marks.push(Mark { role, ink: Ink::Text { at, text: line.text.clone(), set: SMALL } });
    }
}
