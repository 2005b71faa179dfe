//! What is drawn, before it is drawn: texts, lines and dots, each belonging to the content or to the decoration.

use crate::face::Weight;
use crate::structure::ElementId;

/// A place in points from the left and from the top: of a piece, and on a page once the piece has its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spot {
    pub(crate) x: f32,
    pub(crate) y: f32,
}

impl Spot {
    fn scale(&mut self, by: f32) {
        (self.x, self.y) = (self.x * by, self.y * by);
    }
}

pub(crate) const fn spot(x: f32, y: f32) -> Spot {
    Spot { x, y }
}

/// The few colours of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Black.
    Full,
    /// Grey that is dark enough to read in small letters.
    Quiet,
    /// Light grey, for lines that guide the eye.
    Faint,
    /// The colour of the program.
    Accent,
}

/// How letters are set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Type {
    pub(crate) weight: Weight,
    pub(crate) size: f32,
    /// From line to line.
    pub(crate) leading: f32,
    pub(crate) tone: Tone,
}

impl Type {
    /// From the top of a line to the feet of its letters; capitals then stand in the middle.
    pub(crate) fn baseline(&self) -> f32 {
        self.leading / 2.0 + self.size * 0.36
    }
}

/// One thing drawn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ink {
    Text { at: Spot, text: String, set: Type },
    Path { points: Vec<Spot>, closed: bool, width: f32, tone: Tone, dashed: bool },
    Dot { at: Spot, radius: f32, tone: Tone },
}

impl Ink {
    fn scale(&mut self, by: f32) {
        match self {
            Self::Text { at, set, .. } => {
                at.scale(by);
                (set.size, set.leading) = (set.size * by, set.leading * by);
            }
            Self::Path { points, width, .. } => {
                for point in points {
                    point.scale(by);
                }
                *width *= by;
            }
            Self::Dot { at, radius, .. } => {
                at.scale(by);
                *radius *= by;
            }
        }
    }

    /// A straight line.
    pub(crate) fn line(from: Spot, to: Spot, width: f32, tone: Tone) -> Self {
        Self::Path { points: vec![from, to], closed: false, width, tone, dashed: false }
    }

    fn moved(mut self, by: Spot) -> Self {
        let shift = |place: &mut Spot| *place = spot(place.x + by.x, place.y + by.y);
        match &mut self {
            Self::Text { at, .. } | Self::Dot { at, .. } => shift(at),
            Self::Path { points, .. } => points.iter_mut().for_each(shift),
        }
        self
    }
}

/// What a thing drawn is to those who listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A part of an element.
    Content(ElementId),
    /// A line or a frame.
    Decoration,
    /// Something said before and said again on a new page.
    Repeated,
    /// The head of a page.
    Header,
    /// The foot of a page.
    Footer,
}

/// One thing drawn, and what it is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mark {
    pub(crate) role: Role,
    pub(crate) ink: Ink,
}

impl Mark {
    pub(crate) fn moved(self, by: Spot) -> Self {
        Self { role: self.role, ink: self.ink.moved(by) }
    }

    pub(crate) fn scale(&mut self, by: f32) {
        self.ink.scale(by);
    }
}
