//! Pain over time: what this person said, beside how it goes for most people.
//!
//! Drawn on the server as one SVG with labelled axes and labels beside the lines, readable on paper, in the dark and
//! without colour; the same stands below it as a table. It knows days and numbers; the words come from outside.

use super::Words;
use maud::{Markup, html};

/// What is drawn. Days count from the start of the episode and may have a fraction; pain goes from 0 to 10.
#[derive(Debug, Clone, Copy)]
pub struct Chart<'a> {
    /// Unique on the page.
    pub id: &'a str,
    /// What it shows, in a sentence.
    pub title: &'a str,
    /// What can be seen in it, for who cannot see it.
    pub description: &'a str,
    /// The last day drawn, at least 1.
    pub last_day: f64,
    /// What the person said, in order.
    pub pain: &'a [Reading<'a>],
    /// What lies beside it, such as the average of a study.
    pub others: &'a [Line<'a>],
    /// Days with a name, such as a visit that is due.
    pub moments: &'a [Moment<'a>],
    /// What was done, a row each below the axis.
    pub rows: &'a [Row<'a>],
    /// What the person's own line is called.
    pub own: &'a str,
    /// What the axes are called: pain, and days.
    pub axes: [&'a str; 2],
}

/// One reading of the pain.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// When.
    pub day: f64,
    /// How bad, 0 to 10.
    pub pain: f64,
    /// The day as people write it, for the table.
    pub date: &'a str,
    /// What else belongs to this line of the table; may be empty.
    pub note: &'a str,
}

/// A line of other people.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// What it is called.
    pub label: &'a str,
    /// Day and pain, in order.
    pub points: &'a [(f64, f64)],
}

/// A day with a name.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    /// The day.
    pub day: f64,
    /// Its name, short.
    pub label: &'a str,
}

/// Something that was done on some days.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// What.
    pub label: &'a str,
    /// When.
    pub days: &'a [f64],
}

/// The drawing: about as wide as a phone, in units that are its pixels there.
const WIDTH: f64 = 400.0;
const LEFT: f64 = 34.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 30.0;
const PLOT: f64 = 200.0;
/// A row: its name, and its marks below it.
const ROW: f64 = 38.0;
/// About how wide a letter of a label is, a bold one too.
const LETTER: f64 = 8.5;

impl Chart<'_> {
    fn x(&self, day: f64) -> f64 {
        LEFT + (WIDTH - LEFT - RIGHT) * day.clamp(0.0, self.last_day()) / self.last_day()
    }

    fn last_day(&self) -> f64 {
        self.last_day.max(1.0)
    }

    fn height(&self) -> f64 {
        TOP + PLOT + 46.0 + ROW * rounded(self.rows.len())
    }

    /// Days between two labels of the axis: never more than seven labels.
    fn step(&self) -> f64 {
        const STEPS: [f64; 9] = [1.0, 2.0, 7.0, 14.0, 28.0, 56.0, 91.0, 182.0, 364.0];
        STEPS.into_iter().find(|step| self.last_day() / step <= 7.0).unwrap_or((self.last_day() / 7.0).ceil())
    }

    fn labelled_days(&self) -> impl Iterator<Item = f64> {
        let (step, last) = (self.step(), self.last_day());
        (0..8_u32).map(move |place| f64::from(place) * step).take_while(move |day| *day <= last)
    }
}

fn y(pain: f64) -> f64 {
    TOP + PLOT * (1.0 - pain.clamp(0.0, 10.0) / 10.0)
}

#[expect(clippy::cast_precision_loss, reason = "a few rows")]
fn rounded(count: usize) -> f64 {
    count as f64
}

/// A number for the drawing, to a tenth.
fn at(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn path(points: impl Iterator<Item = (f64, f64)>) -> String {
    let step = |(place, (x, y))| format!("{}{} {}", if place == 0 { 'M' } else { 'L' }, at(x), at(y));
    points.enumerate().map(step).collect::<Vec<_>>().concat()
}

/// The chart, and the same as a table below it.
pub fn chart(chart: &Chart<'_>, words: &Words<'_>) -> Markup {
    html! {
        figure.chart {
            svg viewBox={ "0 0 " (at(WIDTH)) " " (at(chart.height())) } role="img" aria-labelledby={ (chart.id) "-title " (chart.id) "-desc" } {
                title id={ (chart.id) "-title" } { (chart.title) }
                desc id={ (chart.id) "-desc" } { (chart.description) }
                (axes(chart))
                (others(chart))
                (moments(chart))
                (own(chart))
                (rows(chart))
            }
        }
        details { summary { (words.as_a_table) } (table(chart)) }
    }
}

fn axes(chart: &Chart<'_>) -> Markup {
    let [pain, days] = chart.axes;
    html! {
        g.axis {
            @for pain in [0_u32, 2, 4, 6, 8, 10] {
                line x1=(at(LEFT)) x2=(at(WIDTH - RIGHT)) y1=(at(y(pain.into()))) y2=(at(y(pain.into()))) {}
                text x=(at(LEFT - 8.0)) y=(at(y(pain.into()) + 4.5)) text-anchor="end" { (pain) }
            }
            @for day in chart.labelled_days() {
                text x=(at(chart.x(day))) y=(at(TOP + PLOT + 18.0)) text-anchor="middle" { (day) }
            }
            text x="4" y="14" { (pain) }
            text x=(at(WIDTH - RIGHT)) y=(at(TOP + PLOT + 36.0)) text-anchor="end" { (days) }
        }
    }
}

/// The highest that a line comes to between two places across, from its ends there and the points between; none beside it.
fn highest(line: &[(f64, f64)], from: f64, to: f64) -> Option<f64> {
    let on = |x: f64| {
        let (before, after) = (line.iter().rfind(|point| point.0 <= x)?, line.iter().find(|point| point.0 >= x)?);
        let share = if after.0 > before.0 { (x - before.0) / (after.0 - before.0) } else { 0.0 };
        Some(before.1 + (after.1 - before.1) * share)
    };
    let between = line.iter().filter(|point| (from..=to).contains(&point.0)).map(|point| point.1);
    between.chain(on(from)).chain(on(to)).reduce(f64::min)
}

/// The lines of other people; the label stands above the end of each.
fn others(chart: &Chart<'_>) -> Markup {
    html! {
        @for line in chart.others {
            @let shown = line.points.iter().filter(|(day, _)| *day <= chart.last_day());
            @let shown: Vec<_> = shown.map(|(day, pain)| (chart.x(*day), y(*pain))).collect();
            g.other {
                path d=(path(shown.iter().copied())) {}
                @if let Some((end, _)) = shown.last() && let Some(y) = highest(&shown, end - width(line.label), *end) {
                    text x=(at(*end)) y=(at(y - 9.0)) text-anchor="end" { (line.label) }
                }
            }
        }
    }
}

fn width(label: &str) -> f64 {
    LETTER * rounded(label.chars().count())
}

fn moments(chart: &Chart<'_>) -> Markup {
    html! {
        @for (place, moment) in chart.moments.iter().filter(|moment| moment.day <= chart.last_day()).enumerate() {
            @let x = chart.x(moment.day);
            @let near_the_end = x > WIDTH * 0.7;
            g.moment {
                line x1=(at(x)) x2=(at(x)) y1=(at(TOP)) y2=(at(TOP + PLOT)) {}
                text x=(at(if near_the_end { x - 4.0 } else { x + 4.0 })) y=(at(TOP + 12.0 + 15.0 * rounded(place % 3)))
                    text-anchor=(if near_the_end { "end" } else { "start" }) { (moment.label) }
            }
        }
    }
}

fn own(chart: &Chart<'_>) -> Markup {
    let points: Vec<_> = chart.pain.iter().map(|reading| (chart.x(reading.day), y(reading.pain))).collect();
    // So many dots would run into each other.
    let dots = if points.len() <= 60 { points.as_slice() } else { points.get(points.len() - 1..).unwrap_or_default() };
    html! {
        g.own {
            @if points.len() > 1 { path d=(path(points.iter().copied())) {} }
            @for (x, y) in dots { circle cx=(at(*x)) cy=(at(*y)) r="4.5" {} }
            @if let Some((x, end)) = points.last() {
                @let beside = x + 9.0 + width(chart.own) <= WIDTH;
                @let from = (x - width(chart.own)).max(LEFT);
                @let above = highest(&points, from, *x).unwrap_or(*end) - 10.0;
                @if beside {
                    text x=(at(x + 9.0)) y=(at(end + 5.0)) { (chart.own) }
                } @else {
                    text x=(at(*x)) y=(at(above)) text-anchor="end" { (chart.own) }
                }
            }
        }
    }
}

fn rows(chart: &Chart<'_>) -> Markup {
    html! {
        @for (place, row) in chart.rows.iter().enumerate() {
            @let y = TOP + PLOT + 46.0 + ROW * rounded(place);
            g.done-row {
                text x="4" y=(at(y + 14.0)) { (row.label) }
                @for day in row.days { line x1=(at(chart.x(*day))) x2=(at(chart.x(*day))) y1=(at(y + 20.0)) y2=(at(y + 31.0)) {} }
            }
        }
    }
}

fn table(chart: &Chart<'_>) -> Markup {
    let [pain, days] = chart.axes;
    html! {
        table {
            caption { (chart.title) }
            thead { tr { th scope="col" { (days) } th.number scope="col" { (pain) } th scope="col" {} } }
            tbody {
                @for reading in chart.pain {
                    tr { th scope="row" { (reading.date) } td.number { (at(reading.pain)) } td { (reading.note) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(last_day: f64) -> String {
        let pain =
            [(0.0, 7.0), (1.0, 6.0), (2.5, 4.0)].map(|(day, pain)| Reading { day, pain, date: "1 May", note: "" });
        let others = [Line { label: "Average of many people", points: &[(0.0, 5.6), (42.0, 2.6)] }];
        let moments = [Moment { day: 14.0, label: "Visit due" }, Moment { day: 400.0, label: "never drawn" }];
        let rows = [Row { label: "Ibuprofen", days: &[0.2, 1.1] }];
        let drawing = Chart {
            id: "pain",
            title: "Your pain by day",
            description: "It went from 7 to 4.",
            last_day,
            pain: &pain,
            others: &others,
            moments: &moments,
            rows: &rows,
            own: "You",
            axes: ["Pain, 0 to 10", "Days"],
        };
        chart(&drawing, &Words::ENGLISH).into_string()
    }

    #[test]
    fn every_line_has_its_name_beside_it_and_the_numbers_stand_in_a_table() {
        let text = sample(42.0);
        for name in
            ["You", "Average of many people", "Visit due", "Ibuprofen", "Your pain by day", "It went from 7 to 4."]
        {
            assert!(text.contains(name), "{name}");
        }
        assert!(text.contains("<td class=\"number\">4</td>"));
        assert!(!text.contains("never drawn"));
        assert!(!text.contains("style="));
    }

    #[test]
    fn the_axis_has_at_most_eight_labels_however_long_it_is() {
        for last_day in [0.0, 1.0, 3.0, 14.0, 21.0, 42.0, 90.0, 365.0, 3650.0] {
            let text = sample(last_day);
            let labels = text.matches("text-anchor=\"middle\"").count();
            assert!((1..=8).contains(&labels), "{last_day}: {labels}");
            assert!(!text.contains("NaN"), "{last_day}");
        }
    }
}
