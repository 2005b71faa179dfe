//! The paper, its margins, and the letters: all measures of the design, in points.

use crate::Paper;
use crate::face::Weight;
use crate::ink::{Tone, Type};

pub(crate) const TEXT: Type = Type { weight: Weight::Regular, size: 9.25, leading: 12.75, tone: Tone::Full };
pub(crate) const BOLD: Type = Type { weight: Weight::Bold, ..TEXT };
pub(crate) const HEADING_1: Type = Type { weight: Weight::Bold, size: 17.0, leading: 22.0, tone: Tone::Full };
pub(crate) const HEADING_2: Type = Type { weight: Weight::Bold, size: 11.0, leading: 15.0, tone: Tone::Full };
pub(crate) const HEADING_3: Type = Type { weight: Weight::Bold, size: 9.75, leading: 13.5, tone: Tone::Full };
pub(crate) const TABLE: Type = Type { weight: Weight::Regular, size: 8.75, leading: 12.0, tone: Tone::Full };
pub(crate) const TABLE_HEAD: Type = Type { weight: Weight::Bold, ..TABLE };
pub(crate) const CHART: Type = Type { weight: Weight::Regular, size: 8.0, leading: 11.0, tone: Tone::Quiet };
pub(crate) const SMALL: Type = Type { weight: Weight::Regular, size: 7.5, leading: 10.0, tone: Tone::Quiet };

/// From the top of the paper to the head of a page.
pub(crate) const HEAD: f32 = 26.0;
/// From the last line of the text to the line over the foot of the page.
pub(crate) const OVER_FOOT: f32 = 14.0;
/// From that line to the small print.
pub(crate) const UNDER_FOOT_LINE: f32 = 5.0;
/// From the last line of the small print to the end of the paper.
pub(crate) const BELOW: f32 = 28.0;
/// The most lines of small print.
pub(crate) const SMALL_PRINT_LINES: usize = 8;

/// A page, and the part of it that is for the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sheet {
    pub(crate) paper_width: f32,
    pub(crate) paper_height: f32,
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

impl Sheet {
    /// The sheet that leaves room for `small_print` lines at its foot, so many times as large as the paper.
    pub(crate) fn new(paper: Paper, small_print: f32, enlarged: f32) -> Self {
        let (paper_width, paper_height) = match paper {
            Paper::A4 => (595.28 * enlarged, 841.89 * enlarged),
            Paper::Letter => (612.0 * enlarged, 792.0 * enlarged),
        };
        let (left, top) = (50.0, 40.0);
        let foot = OVER_FOOT + UNDER_FOOT_LINE + small_print * SMALL.leading + BELOW;
        Self {
            paper_width,
            paper_height,
            left,
            top,
            width: paper_width - 2.0 * left,
            height: paper_height - top - foot,
        }
    }

    pub(crate) fn scaled(self, by: f32) -> Self {
        Self {
            paper_width: self.paper_width * by,
            paper_height: self.paper_height * by,
            left: self.left * by,
            top: self.top * by,
            width: self.width * by,
            height: self.height * by,
        }
    }
}
