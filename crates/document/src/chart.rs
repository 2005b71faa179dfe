//! Charts: two axes with their marks, lines as vector paths, and what they are below.

use crate::compose::{Composer, Piece, number};
use crate::document::{Axis, Chart, Line, Stroke};
use crate::ink::{Ink, Mark, Role, Spot, Tone, Type, spot};
use crate::sheet::CHART;
use crate::structure::{ElementId, Kind};
use crate::text::plain;
use crate::{DocumentError, face::Weight};

const PLOT_HEIGHT: f32 = 72.0;
/// The room over the highest mark, so that a line there is not cut.
const OVER: f32 = 6.0;
const TICK_GAP: f32 = 6.0;
const SAMPLE: f32 = 24.0;
const LEGEND_GAP: f32 = 18.0;
const NAME: Type = Type { weight: Weight::Regular, tone: Tone::Full, ..CHART };

/// Where the plot stands in its piece.
#[derive(Clone, Copy, Debug)]
struct Plot {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
}

impl Plot {
    fn x(&self, axis: &Axis, value: f32) -> f32 {
        self.left + (self.right - self.left) * share(axis, value)
    }

    fn y(&self, axis: &Axis, value: f32) -> f32 {
        self.bottom - (self.bottom - self.top) * share(axis, value)
    }
}

/// How far along an axis a value stands, from 0 to 1.
fn share(axis: &Axis, value: f32) -> f32 {
    (value - f32::from(axis.from)) / (f32::from(axis.to) - f32::from(axis.from)).max(1.0)
}

/// The values marked on an axis.
fn marks(axis: &Axis, most: i32) -> Vec<i16> {
    let (from, to) = (i32::from(axis.from), i32::from(axis.to));
    let mut step = i32::from(axis.step).max(1);
    while (to - from) / step >= most {
        step *= 2;
    }
    let mut marks = Vec::new();
    let mut value = from;
    while value <= to {
        marks.extend(i16::try_from(value));
        value += step;
    }
    marks
}

impl<C> Composer<'_, C> {
    pub(crate) fn chart(&mut self, chart: &Chart) -> Result<(), DocumentError> {
        let alternative = plain(&chart.alternative);
        if alternative.is_empty() {
            return Err(DocumentError::NoAlternative);
        }
        let figure = self.structure.add(None, Kind::Figure { alternative });
        let mut inks = Vec::new();
        let top = self.head_of(chart, &mut inks);
        let plot = self.axes(chart, top, &mut inks);
        for line in &chart.lines {
            draw_line(chart, line, &plot, &mut inks);
        }
        let across = self.lines(&CHART, plot.right - plot.left, &chart.across.name);
        let mut height = plot.bottom + TICK_GAP + CHART.leading;
        for line in across {
            let x = f32::midpoint(plot.left, plot.right) - line.width / 2.0;
            inks.push(Ink::Text { at: spot(x, height + CHART.baseline()), text: line.text, set: CHART });
            height += CHART.leading;
        }
        self.figure(figure, height, inks);
        Ok(())
    }

    fn figure(&mut self, figure: ElementId, height: f32, inks: Vec<Ink>) {
        let mut piece = Piece::new(6.0, height);
        piece.figure = Some(figure);
        piece.marks = inks.into_iter().map(|ink| Mark { role: Role::Content(figure), ink }).collect();
        self.pieces.push(piece);
    }

    /// What the upright axis measures and, after it, what each line is; gives back where it ends.
    fn head_of(&self, chart: &Chart, inks: &mut Vec<Ink>) -> f32 {
        let names = self.lines(&CHART, self.sheet.width, &chart.up.name);
        let (mut end, mut bottom) = (0.0, 0.0);
        for (index, line) in names.into_iter().enumerate() {
            let y = number(index) * CHART.leading;
            inks.push(Ink::Text { at: spot(0.0, y + CHART.baseline()), text: line.text, set: CHART });
            (end, bottom) = (line.width + LEGEND_GAP, y);
        }
        self.legend(chart, spot(end, bottom), inks)
    }

    /// The marks of the axes, with a faint line at each mark of the upright one.
    fn axes(&self, chart: &Chart, top: f32, inks: &mut Vec<Ink>) -> Plot {
        let face = self.faces.of(CHART.weight);
        let width = |text: &str| face.width(text) * CHART.size;
        let up = marks(&chart.up, 12);
        let labels = up.iter().map(|mark| width(&signed(*mark))).fold(0.0, f32::max);
        let plot = Plot {
            left: labels + TICK_GAP,
            right: self.sheet.width - 8.0,
            top: top + OVER,
            bottom: top + OVER + PLOT_HEIGHT,
        };
        for mark in up {
            let (y, text) = (plot.y(&chart.up, f32::from(mark)), signed(mark));
            let tone = if mark == chart.up.from { Tone::Quiet } else { Tone::Faint };
            inks.push(Ink::line(spot(plot.left, y), spot(plot.right, y), 0.5, tone));
            let at = spot(labels - width(&text), y + CHART.size * 0.36);
            inks.push(Ink::Text { at, text, set: CHART });
        }
        for mark in marks(&chart.across, 16) {
            let (x, text) = (plot.x(&chart.across, f32::from(mark)), signed(mark));
            inks.push(Ink::line(spot(x, plot.bottom), spot(x, plot.bottom + 3.0), 0.5, Tone::Quiet));
            let at = spot(x - width(&text) / 2.0, plot.bottom + TICK_GAP - 2.0 + CHART.baseline());
            inks.push(Ink::Text { at, text, set: CHART });
        }
        plot
    }

    /// What each line is, from here on side by side while there is room; gives back where it ends.
    fn legend(&self, chart: &Chart, from: Spot, inks: &mut Vec<Ink>) -> f32 {
        let (right, mut at) = (self.sheet.width, from);
        for line in &chart.lines {
            let names = self.lines(&NAME, right - SAMPLE - TICK_GAP, &line.name);
            let width = SAMPLE + TICK_GAP + names.iter().map(|name| name.width).fold(0.0, f32::max);
            if at.x > 0.0 && (at.x + width > right || names.len() > 1) {
                at = spot(0.0, at.y + NAME.leading);
            }
            let middle = at.y + NAME.leading / 2.0;
            sample(line.stroke, &[spot(at.x, middle), spot(at.x + SAMPLE, middle)], inks);
            if line.stroke == Stroke::Solid {
                inks.push(Ink::Dot { at: spot(at.x + SAMPLE / 2.0, middle), radius: 2.2, tone: Tone::Accent });
            }
            let rows = number(names.len().max(1));
            for (index, name) in names.into_iter().enumerate() {
                let y = at.y + number(index) * NAME.leading + NAME.baseline();
                inks.push(Ink::Text { at: spot(at.x + SAMPLE + TICK_GAP, y), text: name.text, set: NAME });
            }
            at = spot(at.x + width + LEGEND_GAP, at.y + (rows - 1.0) * NAME.leading);
        }
        at.y + NAME.leading
    }
}

fn draw_line(chart: &Chart, line: &Line, plot: &Plot, inks: &mut Vec<Ink>) {
    let within = |axis: &Axis, value: f32| value >= f32::from(axis.from) && value <= f32::from(axis.to);
    let points: Vec<_> = line
        .points
        .iter()
        .filter(|(across, up)| within(&chart.across, *across) && within(&chart.up, *up))
        .map(|(across, up)| spot(plot.x(&chart.across, *across), plot.y(&chart.up, *up)))
        .collect();
    if points.len() > 1 {
        sample(line.stroke, &points, inks);
    }
    if line.stroke == Stroke::Solid {
        inks.extend(points.into_iter().map(|at| Ink::Dot { at, radius: 2.2, tone: Tone::Accent }));
    }
}

fn sample(stroke: Stroke, points: &[Spot], inks: &mut Vec<Ink>) {
    let (width, tone, dashed) = match stroke {
        Stroke::Solid => (1.6, Tone::Accent, false),
        Stroke::Dashed => (1.2, Tone::Quiet, true),
    };
    inks.push(Ink::Path { points: points.to_vec(), closed: false, width, tone, dashed });
}

/// A number with a true minus sign.
fn signed(value: i16) -> String {
    value.to_string().replace('-', "\u{2212}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stay_few_enough_to_read() {
        let axis = |from, to, step| Axis { name: String::new(), from, to, step };
        assert_eq!(marks(&axis(0, 10, 2), 12), [0, 2, 4, 6, 8, 10]);
        assert_eq!(marks(&axis(1, 90, 7), 16).len(), 13);
        assert_eq!(marks(&axis(1, 365, 1), 16).len(), 12);
        assert_eq!(marks(&axis(i16::MIN, i16::MAX, 0), 16).len(), 16);
        assert_eq!(marks(&axis(5, 1, 1), 16), []);
    }
}
