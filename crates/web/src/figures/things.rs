//! What stands around the body: floor, pillow, chair, mat, arrows, marks. Helping things are drawn in the accent.

use maud::{Markup, html};

use super::body::{Point, at, go, number};

/// The floor: a thin line.
pub(super) fn floor(from: f64, to: f64, y: f64) -> Markup {
    html! { path stroke-width="3" opacity=".45" d=(format!("M{} L{}", at((from, y)), at((to, y)))) {} }
}

/// A mattress or mat seen from above.
pub(super) fn mat(corner: Point, width: f64, height: f64) -> Markup {
    html! {
        rect x=(number(corner.0)) y=(number(corner.1)) width=(number(width)) height=(number(height)) rx="14"
            stroke-width="3" opacity=".45" {}
    }
}

/// A pillow: a soft filled block.
pub(super) fn pillow(corner: Point, width: f64, height: f64) -> Markup {
    html! {
        rect.af x=(number(corner.0)) y=(number(corner.1)) width=(number(width)) height=(number(height))
            rx=(number((height / 2.0).min(9.0))) fill="currentColor" stroke="none" {}
    }
}

/// A thing drawn with a thick accent line.
pub(super) fn thing(data: &str) -> Markup {
    html! { path.a stroke-width="6" d=(data) {} }
}

/// A thing drawn with a thin accent line.
pub(super) fn thin(data: &str) -> Markup {
    html! { path.a stroke-width="3.5" d=(data) {} }
}

/// A filled accent shape.
pub(super) fn filled(data: &str) -> Markup {
    html! { path.af fill="currentColor" stroke="none" d=(data) {} }
}

/// A chair seen from the side: `seat` is the front edge of the seat, `back` where its back stands, `ground` the floor.
pub(super) fn chair(front: f64, back: f64, seat: f64, top: f64, ground: f64) -> Markup {
    let lean = if back > front { 5.0 } else { -5.0 };
    let inset = if back > front { 4.0 } else { -4.0 };
    thing(&format!(
        "M{} L{} L{} M{} L{} M{} L{}",
        at((front, seat)),
        at((back, seat)),
        at((back + lean, top)),
        at((front + inset, seat)),
        at((front + inset, ground)),
        at((back, seat)),
        at((back, ground)),
    ))
}

/// An arrow along a curve, with its head at the end.
pub(super) fn arrow(from: Point, bend: Point, to: Point) -> Markup {
    let direction = (bend.1 - to.1).atan2(to.0 - bend.0).to_degrees();
    let [one, other] = [go(to, direction + 145.0, 9.0), go(to, direction - 145.0, 9.0)];
    thin(&format!("M{} Q{} {} M{} L{} L{}", at(from), at(bend), at(to), at(one), at(to), at(other)))
}

/// A straight arrow.
pub(super) fn straight(from: Point, to: Point) -> Markup {
    arrow(from, (from.0.midpoint(to.0), from.1.midpoint(to.1)), to)
}

/// Warmth or breath: three waves that rise from a point.
pub(super) fn waves(from: Point, direction: f64) -> Markup {
    html! {
        @for step in [-1.0, 0.0, 1.0] {
            @let start = go(from, direction + 90.0, step * 9.0);
            @let bends = [(4.0, 4.0), (8.0, 0.0), (12.0, -4.0), (16.0, 0.0)].map(|(on, aside)| at(go(go(start, direction, on), direction + 90.0, aside)));
            (thin(&format!("M{} Q{}", at(start), bends.join(" "))))
        }
    }
}

/// A tick in a ring: this is the way.
pub(super) fn right_mark(centre: Point) -> Markup {
    html! {
        circle.a cx=(number(centre.0)) cy=(number(centre.1)) r="14" stroke-width="3.5" {}
        (thin(&format!("M{} l5 5 l9 -11", at((centre.0 - 7.0, centre.1 + 1.0)))))
    }
}

/// A cross in a ring: not like this.
pub(super) fn wrong_mark(centre: Point) -> Markup {
    html! {
        g.w stroke-width="4.5" {
            circle cx=(number(centre.0)) cy=(number(centre.1)) r="14" {}
            path d=(format!("M{} l11 11 m0 -11 l-11 11", at((centre.0 - 5.5, centre.1 - 5.5)))) {}
        }
    }
}

/// A clock face.
pub(super) fn clock(centre: Point) -> Markup {
    html! {
        circle.a cx=(number(centre.0)) cy=(number(centre.1)) r="17" stroke-width="3.5" {}
        (thin(&format!("M{} v-9 M{} l7 4", at(centre), at(centre))))
    }
}
