//! From pieces to pages: each piece goes on the page while there is room, and what belongs together stays together.

use crate::compose::Piece;
use crate::document::Level;
use crate::ink::{Ink, Mark, Role, Tone, spot};
use crate::sheet::Sheet;
use crate::structure::ElementId;

/// What stands on a page.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) marks: Vec<Mark>,
    /// The headings on it, with their places from the top.
    pub(crate) headings: Vec<(Level, String, f32)>,
    /// The figures on it, with where they start and end.
    pub(crate) figures: Vec<(ElementId, f32, f32)>,
}

impl Page {
    pub(crate) fn scale(&mut self, by: f32) {
        for mark in &mut self.marks {
            mark.scale(by);
        }
        for (_, _, top) in &mut self.headings {
            *top *= by;
        }
        for (_, top, bottom) in &mut self.figures {
            (*top, *bottom) = (*top * by, *bottom * by);
        }
    }
}

/// Puts pieces on pages, at least one.
pub(crate) fn pages(pieces: &[Piece], heads: &[Piece], sheet: Sheet) -> Vec<Page> {
    let mut press = Press { sheet, heads, pages: Vec::new(), page: Page::default(), y: 0.0, frame: None };
    let mut rest = pieces;
    while !rest.is_empty() {
        let together = rest.iter().take_while(|piece| piece.keeps_next).count() + 1;
        let (group, next) = rest.split_at_checked(together).unwrap_or((rest, &[]));
        press.group(group);
        rest = next;
    }
    press.turn();
    press.pages
}

struct Press<'a> {
    sheet: Sheet,
    heads: &'a [Piece],
    pages: Vec<Page>,
    page: Page,
    /// Where the next piece goes, from the top of the text.
    y: f32,
    /// The open box, and where it starts.
    frame: Option<(usize, f32)>,
}

impl Press<'_> {
    fn group(&mut self, group: &[Piece]) {
        let height: f32 = group.iter().map(|piece| piece.above + piece.height).sum();
        let first_gap = group.first().map_or(0.0, |piece| piece.above);
        if self.y > 0.0 && self.y + height > self.sheet.height && height - first_gap <= self.sheet.height {
            self.turn();
        }
        for piece in group {
            self.piece(piece);
        }
    }

    fn piece(&mut self, piece: &Piece) {
        if self.y > 0.0 && self.y + piece.above + piece.height > self.sheet.height {
            self.turn();
        }
        if self.frame.is_some_and(|(frame, _)| Some(frame) != piece.frame) {
            self.close_frame();
        }
        if self.y > 0.0 {
            self.y += piece.above;
        } else if let Some(head) = piece.head.and_then(|head| self.heads.get(head)) {
            self.place(head);
        }
        if self.frame.is_none() {
            self.frame = piece.frame.map(|frame| (frame, self.y));
        }
        let top = self.sheet.top + self.y;
        if let Some((level, text)) = &piece.heading {
            self.page.headings.push((*level, text.clone(), top));
        }
        if let Some(figure) = piece.figure {
            self.page.figures.push((figure, top, top + piece.height));
        }
        self.place(piece);
    }

    fn place(&mut self, piece: &Piece) {
        let by = spot(self.sheet.left, self.sheet.top + self.y);
        self.page.marks.extend(piece.marks.iter().cloned().map(|mark| mark.moved(by)));
        self.y += piece.height;
    }

    fn close_frame(&mut self) {
        if let Some((_, from)) = self.frame.take() {
            let (left, right) = (self.sheet.left, self.sheet.left + self.sheet.width);
            let (top, bottom) = (self.sheet.top + from, self.sheet.top + self.y);
            let points = vec![spot(left, top), spot(right, top), spot(right, bottom), spot(left, bottom)];
            let ink = Ink::Path { points, closed: true, width: 1.0, tone: Tone::Full, dashed: false };
            self.page.marks.push(Mark { role: Role::Decoration, ink });
        }
    }

    fn turn(&mut self) {
        self.close_frame();
        self.pages.push(std::mem::take(&mut self.page));
        self.y = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Paper;

    fn sheet() -> Sheet {
        Sheet { height: 100.0, top: 0.0, left: 0.0, ..Sheet::new(Paper::A4, 1.0, 1.0) }
    }

    fn piece(height: f32, keeps_next: bool) -> Piece {
        let mut piece = Piece::new(5.0, height);
        piece.keeps_next = keeps_next;
        piece.heading = Some((Level::Two, height.to_string()));
        piece
    }

    /// The heights of the pieces, page by page.
    fn heights(pieces: &[Piece]) -> Vec<Vec<String>> {
        let pages = pages(pieces, &[], sheet());
        pages.into_iter().map(|page| page.headings.into_iter().map(|(_, text, _)| text).collect()).collect()
    }

    #[test]
    fn a_heading_goes_with_the_block_after_it() {
        assert_eq!(
            heights(&[piece(60.0, false), piece(10.0, true), piece(40.0, false)]),
            [vec!["60"], vec!["10", "40"]]
        );
    }

    #[test]
    fn what_cannot_stay_together_still_has_its_place() {
        assert_eq!(heights(&[piece(60.0, true), piece(60.0, true), piece(250.0, false)]), [["60"], ["60"], ["250"]]);
    }

    #[test]
    fn a_page_holds_what_fits_to_the_point() {
        assert_eq!(heights(&[piece(95.0, false), piece(0.0, false), piece(1.0, false)]), [vec!["95", "0"], vec!["1"]]);
    }

    #[test]
    fn the_head_of_a_table_is_repeated_on_a_new_page() {
        let mut row = piece(60.0, false);
        row.head = Some(0);
        let mut head = Piece::new(0.0, 20.0);
        head.marks
            .push(Mark { role: Role::Repeated, ink: Ink::line(spot(0.0, 20.0), spot(1.0, 20.0), 1.0, Tone::Full) });
        let pages = pages(&[piece(30.0, true), row.clone(), row], &[head], sheet());
        assert_eq!(pages.iter().map(|page| page.marks.len()).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(pages[1].headings, [(Level::Two, "60".into(), 20.0)]);
    }

    #[test]
    fn a_box_over_two_pages_is_drawn_on_both() {
        let mut part = piece(60.0, false);
        part.frame = Some(0);
        let pages = pages(&[part.clone(), part], &[], sheet());
        assert_eq!(pages.iter().map(|page| page.marks.len()).collect::<Vec<_>>(), [1, 1]);
    }

    #[test]
    fn a_box_ends_with_its_last_piece() {
        let mut part = piece(20.0, false);
        part.frame = Some(0);
        let page = pages(&[piece(10.0, false), part, piece(10.0, false)], &[], sheet()).remove(0);
        let Ink::Path { points, closed: true, .. } = &page.marks[0].ink else { panic!("{page:?}") };
        assert_eq!(points.iter().map(|point| point.y).collect::<Vec<_>>(), [15.0, 15.0, 35.0, 35.0]);
    }
}
