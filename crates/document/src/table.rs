//! Tables: how wide the columns are, and their rows.

use crate::DocumentError;
use crate::compose::{Cell, Composer, Cut, Piece, Setting, number};
use crate::document::Table;
use crate::ink::{Ink, Mark, Role, Tone, Type, spot};
use crate::sheet::{TABLE, TABLE_HEAD};
use crate::structure::{ElementId, Kind};
use crate::text::SetLine;

const GAP: f32 = 12.0;
const INSIDE: (f32, f32) = (2.0, 2.0);

/// What a column needs: for its longest word, and for its longest text in one line.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Need {
    least: f32,
    most: f32,
}

impl<C> Composer<'_, C> {
    pub(crate) fn table(&mut self, table: &Table) -> Result<(), DocumentError> {
        let columns = table.columns.len();
        if let Some((index, row)) = table.rows.iter().enumerate().find(|(_, row)| row.len() != columns) {
            return Err(DocumentError::UnevenRow { row: index + 1, found: row.len(), columns });
        }
        if columns == 0 {
            return Ok(());
        }
        let element = self.structure.add(None, Kind::Table);
        let places = self.places(table);
        let head_group = self.structure.add(Some(element), Kind::TableHead);
        let names: Vec<_> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let first = self.pieces.len();
        let setting = Setting { leading: TABLE.leading, above: 5.0, inside: INSIDE, cut: Cut::Never };
        self.row(head_group, (&Kind::HeaderCell, TABLE_HEAD), &names, table, &places, &setting);
        self.rule_under(first, 1.0, Tone::Full);
        let head = self.keep_head(first);
        let mut body = None;
        for row in &table.rows {
            let parent = *body.get_or_insert_with(|| self.structure.add(Some(element), Kind::TableBody));
            let texts: Vec<_> = row.iter().map(String::as_str).collect();
            let start = self.pieces.len();
            let setting = Setting { leading: TABLE.leading, above: 0.0, inside: INSIDE, cut: Cut::Never };
            self.row(parent, (&Kind::Cell, TABLE), &texts, table, &places, &setting);
            self.rule_under(start, 0.5, Tone::Faint);
            for piece in self.pieces.iter_mut().skip(start) {
                piece.head = head;
            }
        }
        Ok(())
    }

    fn row(
        &mut self,
        parent: ElementId,
        (kind, set): (&Kind, Type),
        texts: &[&str],
        table: &Table,
        places: &[(f32, f32)],
        setting: &Setting,
    ) {
        let row = self.structure.add(Some(parent), Kind::Row);
        let mut cells = Vec::with_capacity(texts.len());
        for ((text, column), (x, width)) in texts.iter().zip(&table.columns).zip(places) {
            let mut lines = self.lines(&set, *width, text);
            if lines.is_empty() {
                // An element without content would be left out, and the table would not be regular any more.
                lines.push(SetLine { text: " ".into(), width: 0.0 });
            }
            let element = self.structure.add(Some(row), kind.clone());
            cells.push(Cell { element, set, x: *x, width: *width, align: column.align, lines });
        }
        self.cells(&cells, setting);
    }

    fn rule_under(&mut self, first: usize, width: f32, tone: Tone) {
        let right = self.sheet.width;
        if let Some(piece) = self.pieces.get_mut(first..).and_then(<[Piece]>::last_mut) {
            let ink = Ink::line(spot(0.0, piece.height), spot(right, piece.height), width, tone);
            piece.marks.push(Mark { role: Role::Decoration, ink });
        }
    }

    /// Keeps the head for further pages, unless it would take up too much of them.
    fn keep_head(&mut self, first: usize) -> Option<usize> {
        for piece in self.pieces.iter_mut().skip(first) {
            piece.keeps_next = true;
        }
        let [piece] = self.pieces.get(first..)? else { return None };
        if piece.height > self.sheet.height / 3.0 {
            return None;
        }
        let mut head = piece.clone();
        for mark in &mut head.marks {
            mark.role = Role::Repeated;
        }
        self.heads.push(head);
        Some(self.heads.len() - 1)
    }

    /// Where each column starts, and how wide it is.
    fn places(&self, table: &Table) -> Vec<(f32, f32)> {
        let needs: Vec<_> = (0..table.columns.len()).map(|column| self.need(table, column)).collect();
        let widths = widths(&needs, self.sheet.width);
        let mut x = 0.0;
        let mut places = Vec::with_capacity(widths.len());
        for width in widths {
            places.push((x, width));
            x += width + GAP;
        }
        places
    }

    fn need(&self, table: &Table, column: usize) -> Need {
        let name = table.columns.get(column).map(|column| (&TABLE_HEAD, column.name.as_str()));
        let texts = table.rows.iter().filter_map(|row| row.get(column)).map(|text| (&TABLE, text.as_str()));
        let mut need = Need { least: 0.0, most: 0.0 };
        for (set, text) in name.into_iter().chain(texts) {
            let face = self.faces.of(set.weight);
            let shown = face.shown(text);
            let width = |text: &str| face.width(text) * set.size + 0.1;
            need.most = need.most.max(width(&shown));
            need.least = shown.split(' ').map(width).fold(need.least, f32::max);
        }
        need
    }
}

/// Shares out the page: every column gets what its longest word needs, then those that lack least get all that they lack,
/// so that only long texts are broken; what is left over widens all columns alike.
fn widths(needs: &[Need], page: f32) -> Vec<f32> {
    let count = number(needs.len()).max(1.0);
    let all = (page - GAP * (count - 1.0)).max(count);
    // A word that would take more than half of the page is broken.
    let longest = (all / 2.0).max(all / count);
    let mut widths: Vec<f32> = needs.iter().map(|need| need.least.min(longest).max(1.0)).collect();
    let mut lacks: Vec<_> =
        needs.iter().zip(&mut widths).map(|(need, width)| ((need.most - *width).max(0.0), width)).collect();
    lacks.sort_by(|(left, _), (right, _)| left.total_cmp(right));
    let mut rest = all - lacks.iter().map(|(_, width)| **width).sum::<f32>();
    let mut waiting = count;
    for (lack, width) in lacks {
        let more = lack.min((rest / waiting).max(0.0));
        *width += more;
        rest -= more;
        waiting -= 1.0;
    }
    let sum: f32 = widths.iter().sum();
    widths.iter().map(|width| width * all / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn columns_fill_the_page(needs in prop::collection::vec((0.0f32..900.0, 0.0f32..900.0), 1..12)) {
            let needs: Vec<_> = needs.into_iter().map(|(a, b)| Need { least: a.min(b), most: a.max(b) }).collect();
            let widths = widths(&needs, 470.0);
            let sum: f32 = widths.iter().sum::<f32>() + GAP * (number(widths.len()) - 1.0);
            prop_assert!((sum - 470.0).abs() < 0.1, "{widths:?}");
            prop_assert!(widths.iter().all(|width| *width > 0.0), "{widths:?}");
        }
    }

    #[test]
    fn a_short_text_is_not_broken_for_a_long_one() {
        let widths = widths(&[Need { least: 30.0, most: 44.0 }, Need { least: 80.0, most: 2000.0 }], 300.0);
        assert!(widths[0] >= 44.0, "{widths:?}");
    }

    #[test]
    fn a_column_is_as_wide_as_its_longest_word_while_there_is_room() {
        let widths = widths(&[Need { least: 60.0, most: 60.0 }, Need { least: 80.0, most: 2000.0 }], 300.0);
        assert!(widths[0] >= 60.0 && widths[1] > 200.0, "{widths:?}");
    }
}
