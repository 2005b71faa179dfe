//! From blocks to pieces: everything set and measured, and cut where a page may end.

use crate::document::{Align, Block, Level};
use crate::face::Faces;
use crate::ink::{Ink, Mark, Role, Tone, Type, spot};
use crate::sheet::{BOLD, HEADING_1, HEADING_2, HEADING_3, Sheet, TEXT};
use crate::structure::{ElementId, Kind, Structure};
use crate::text::{SetLine, lines, plain};
use crate::{Document, DocumentError};
use std::ops::Range;

/// Something that stands on one page as a whole.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// The gap to what stands above it on the same page.
    pub(crate) above: f32,
    pub(crate) height: f32,
    /// Whether the next piece should stand on the same page.
    pub(crate) keeps_next: bool,
    pub(crate) marks: Vec<Mark>,
    /// The box that it is a part of.
    pub(crate) frame: Option<usize>,
    /// The head of its table, to be repeated when it is the first on its page.
    pub(crate) head: Option<usize>,
    /// What it adds to the outline.
    pub(crate) heading: Option<(Level, String)>,
    /// The figure it is.
    pub(crate) figure: Option<ElementId>,
}

impl Piece {
    pub(crate) fn new(above: f32, height: f32) -> Self {
        let marks = Vec::new();
        Self { above, height, keeps_next: false, marks, frame: None, head: None, heading: None, figure: None }
    }
}

/// A text in its column.
pub(crate) struct Cell {
    pub(crate) element: ElementId,
    pub(crate) set: Type,
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) align: Align,
    pub(crate) lines: Vec<SetLine>,
}

/// How cells become pieces.
pub(crate) struct Setting {
    /// From line to line, in all cells.
    pub(crate) leading: f32,
    /// The gap above the first piece.
    pub(crate) above: f32,
    /// The room inside, over the first line and under the last one.
    pub(crate) inside: (f32, f32),
    pub(crate) cut: Cut,
}

/// Where a page may end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Between lines, two of which stay together at both ends.
    Lines,
    /// Nowhere, unless it is longer than two thirds of a page.
    Never,
}

/// Collects pieces and elements.
pub(crate) struct Composer<'a, C> {
    pub(crate) faces: &'a Faces,
    pub(crate) sheet: Sheet,
    pub(crate) structure: Structure<C>,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) heads: Vec<Piece>,
    frames: usize,
    level: u16,
}

const NOTICE_SIDE: f32 = 12.0;
const NOTICE_INSIDE: f32 = 8.0;
const BULLET_WIDTH: f32 = 13.0;

impl<'a, C> Composer<'a, C> {
    pub(crate) fn new(faces: &'a Faces, sheet: Sheet) -> Self {
        let (pieces, heads) = (Vec::new(), Vec::new());
        Self { faces, sheet, structure: Structure::new(), pieces, heads, frames: 0, level: 0 }
    }

    pub(crate) fn document(&mut self, document: &Document) -> Result<(), DocumentError> {
        for (index, block) in document.blocks.iter().enumerate() {
            let next = document.blocks.get(index + 1);
            match block {
                Block::Heading { level, text } => self.heading(*level, text),
                Block::Paragraph(text) => self.paragraph(text, next.is_some_and(is_led_up_to)),
                Block::Notice { title, paragraphs } => self.notice(title, paragraphs),
                Block::KeyValues(pairs) => self.key_values(pairs),
                Block::Bullets(items) => self.bullets(items),
                Block::Table(table) => self.table(table)?,
                Block::Chart(chart) => self.chart(chart)?,
            }
        }
        Ok(())
    }

    pub(crate) fn lines(&self, set: &Type, width: f32, text: &str) -> Vec<SetLine> {
        lines(self.faces.of(set.weight), set.size, width, text)
    }

    fn heading(&mut self, level: Level, text: &str) {
        let (set, above, depth) = match level {
            Level::One => (HEADING_1, 18.0, 1),
            Level::Two => (HEADING_2, 10.0, 2),
            Level::Three => (HEADING_3, 9.0, 3),
        };
        let set_lines = self.lines(&set, self.sheet.width, text);
        if set_lines.is_empty() {
            return;
        }
        self.level = depth.min(self.level + 1);
        let text = plain(text);
        let element = self.structure.add(None, Kind::Heading { level: self.level, text: text.clone() });
        let inside = if level == Level::One { (0.0, 7.0) } else { (0.0, 0.0) };
        let first = self.pieces.len();
        let cell = self.cell(element, set, set_lines);
        self.cells(&[cell], &Setting { leading: set.leading, above, inside, cut: Cut::Never });
        let width = self.sheet.width;
        for piece in self.pieces.iter_mut().skip(first) {
            piece.keeps_next = true;
        }
        if let Some(piece) = self.pieces.get_mut(first) {
            piece.heading = Some((level, text));
        }
        if let (Level::One, Some(piece)) = (level, self.pieces.last_mut()) {
            let line = Ink::line(spot(0.0, piece.height - 2.0), spot(width, piece.height - 2.0), 1.5, Tone::Accent);
            piece.marks.push(Mark { role: Role::Decoration, ink: line });
        }
    }

    /// A short paragraph that leads up to the next block stays with it.
    fn paragraph(&mut self, text: &str, leads_up: bool) {
        let set_lines = self.lines(&TEXT, self.sheet.width, text);
        if !set_lines.is_empty() {
            let element = self.structure.add(None, Kind::Paragraph);
            let cell = self.cell(element, TEXT, set_lines);
            let first = self.pieces.len();
            self.cells(&[cell], &Setting { leading: TEXT.leading, above: 4.0, inside: (0.0, 0.0), cut: Cut::Lines });
            if let Some([piece]) = self.pieces.get_mut(first..) {
                piece.keeps_next = leads_up;
            }
        }
    }

    fn notice(&mut self, title: &str, paragraphs: &[String]) {
        let width = self.sheet.width - 2.0 * NOTICE_SIDE;
        let mut parts: Vec<_> = std::iter::once((BOLD, self.lines(&BOLD, width, title)))
            .chain(paragraphs.iter().map(|text| (TEXT, self.lines(&TEXT, width, text))))
            .filter(|(_, lines)| !lines.is_empty())
            .collect();
        if parts.is_empty() {
            return;
        }
        let group = self.structure.add(None, Kind::Group);
        let first = self.pieces.len();
        let last = parts.len() - 1;
        for (index, (set, lines)) in parts.drain(..).enumerate() {
            let element = self.structure.add(Some(group), Kind::Paragraph);
            let cell = Cell { element, set, x: NOTICE_SIDE, width, align: Align::Start, lines };
            let inside =
                (if index == 0 { NOTICE_INSIDE } else { 2.0 }, if index == last { NOTICE_INSIDE } else { 0.0 });
            let above = if index == 0 { 11.0 } else { 0.0 };
            self.cells(&[cell], &Setting { leading: set.leading, above, inside, cut: Cut::Lines });
        }
        for piece in self.pieces.iter_mut().skip(first) {
            piece.frame = Some(self.frames);
            piece.keeps_next = true;
        }
        if let Some(piece) = self.pieces.last_mut() {
            piece.keeps_next = false;
        }
        self.frames += 1;
    }

    fn bullets(&mut self, items: &[String]) {
        let width = self.sheet.width - BULLET_WIDTH;
        let items: Vec<_> =
            items.iter().map(|text| self.lines(&TEXT, width, text)).filter(|lines| !lines.is_empty()).collect();
        if items.is_empty() {
            return;
        }
        let list = self.structure.add(None, Kind::List { bullets: true });
        for (index, lines) in items.into_iter().enumerate() {
            let item = self.structure.add(Some(list), Kind::Item);
            let label = self.structure.add(Some(item), Kind::Label);
            let body = self.structure.add(Some(item), Kind::Body);
            let bullet = self.lines(&TEXT, BULLET_WIDTH, "•");
            let cells = [
                Cell { element: label, set: TEXT, x: 2.0, width: BULLET_WIDTH, align: Align::Start, lines: bullet },
                Cell { element: body, set: TEXT, x: BULLET_WIDTH, width, align: Align::Start, lines },
            ];
            let above = if index == 0 { 4.0 } else { 1.5 };
            self.cells(&cells, &Setting { leading: TEXT.leading, above, inside: (0.0, 0.0), cut: Cut::Never });
        }
    }

    fn key_values(&mut self, pairs: &[(String, String)]) {
        let all = self.sheet.width;
        let (gap, most) = (14.0, all * 0.36);
        let widest = |(key, _): &(String, String)| {
            self.lines(&BOLD, most, key).iter().map(|line| line.width).fold(0.0, f32::max)
        };
        let keys = pairs.iter().map(widest).fold(0.0, f32::max) + 0.1;
        let (at, width) = (keys + gap, all - keys - gap);
        let mut list = None;
        for (key, value) in pairs {
            let (key, value) = (self.lines(&BOLD, keys, key), self.lines(&TEXT, width, value));
            if key.is_empty() && value.is_empty() {
                continue;
            }
            let above = if list.is_none() { 4.0 } else { 1.5 };
            let parent = *list.get_or_insert_with(|| self.structure.add(None, Kind::List { bullets: false }));
            let item = self.structure.add(Some(parent), Kind::Item);
            let label = self.structure.add(Some(item), Kind::Label);
            let body = self.structure.add(Some(item), Kind::Body);
            let cells = [
                Cell { element: label, set: BOLD, x: 0.0, width: keys, align: Align::Start, lines: key },
                Cell { element: body, set: TEXT, x: at, width, align: Align::Start, lines: value },
            ];
            self.cells(&cells, &Setting { leading: TEXT.leading, above, inside: (0.0, 0.0), cut: Cut::Never });
        }
    }

    /// A cell as wide as the page.
    fn cell(&self, element: ElementId, set: Type, lines: Vec<SetLine>) -> Cell {
        Cell { element, set, x: 0.0, width: self.sheet.width, align: Align::Start, lines }
    }

    /// Sets cells side by side.
    pub(crate) fn cells(&mut self, cells: &[Cell], setting: &Setting) {
        let leading = setting.leading;
        let count = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        // Room for the repeated head of a table, which is at most a third of the page.
        let room = self.sheet.height * 0.66 - setting.inside.0 - setting.inside.1;
        let mut start = 0;
        while start < count {
            let end = end_of_piece(start..count, setting.cut, lines_in(room, leading));
            let (is_first, is_last) = (start == 0, end == count);
            let top = if is_first { setting.inside.0 } else { 0.0 };
            let bottom = if is_last { setting.inside.1 } else { 0.0 };
            let mut piece =
                Piece::new(if is_first { setting.above } else { 0.0 }, top + number(end - start) * leading + bottom);
            for cell in cells {
                for (index, line) in cell.lines.iter().enumerate().take(end).skip(start) {
                    let x = match cell.align {
                        Align::Start => cell.x,
                        Align::End => cell.x + cell.width - line.width,
                    };
                    let at = spot(x, top + number(index - start) * leading + cell.set.baseline());
                    let ink = Ink::Text { at, text: line.text.clone(), set: cell.set };
                    piece.marks.push(Mark { role: Role::Content(cell.element), ink });
                }
            }
            self.pieces.push(piece);
            start = end;
        }
    }
}

/// Whether the words before a block are likely to be about it.
fn is_led_up_to(block: &Block) -> bool {
    matches!(block, Block::KeyValues(_) | Block::Bullets(_) | Block::Table(_) | Block::Chart(_))
}

/// Where the piece ends that starts with the first of these lines.
fn end_of_piece(lines: Range<usize>, cut: Cut, most: usize) -> usize {
    let left = lines.len();
    let take = match cut {
        Cut::Never => left,
        Cut::Lines if left <= 3 => left,
        Cut::Lines if lines.start == 0 => 2,
        Cut::Lines => 1,
    };
    lines.start + take.min(most)
}

/// How many lines there is room for, at least one.
fn lines_in(room: f32, leading: f32) -> usize {
    let mut count = 1;
    while number(count + 1) * leading <= room {
        count += 1;
    }
    count
}

/// A count as a measure.
pub(crate) fn number(count: usize) -> f32 {
    u16::try_from(count).map_or(f32::from(u16::MAX), f32::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces_of(mut lines: Range<usize>, cut: Cut, most: usize) -> Vec<usize> {
        let mut sizes = Vec::new();
        while !lines.is_empty() {
            let end = end_of_piece(lines.clone(), cut, most);
            sizes.push(end - lines.start);
            lines.start = end;
        }
        sizes
    }

    #[test]
    fn no_line_of_a_paragraph_stands_alone() {
        assert_eq!(pieces_of(0..3, Cut::Lines, 40), [3]);
        assert_eq!(pieces_of(0..4, Cut::Lines, 40), [2, 2]);
        assert_eq!(pieces_of(0..7, Cut::Lines, 40), [2, 1, 1, 3]);
    }

    #[test]
    fn only_what_is_very_long_is_cut() {
        assert_eq!(pieces_of(0..40, Cut::Never, 40), [40]);
        assert_eq!(pieces_of(0..90, Cut::Never, 40), [40, 40, 10]);
    }
}
