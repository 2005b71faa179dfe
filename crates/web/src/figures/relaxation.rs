//! The body map of muscle relaxation: regions that can be lit one after the other. And slow breathing.

use maud::{Markup, html};

use super::Drawing;
use super::body::{Pose, arm, leg, person};
use super::things::{floor, pillow, straight, waves};

/// The regions of the body map, from the feet up. In the drawing each has the id `region-…` and the class `region`;
/// the class `on` lights it.
pub const REGIONS: &[&str] =
    &["feet", "calves", "thighs", "buttocks", "belly", "back", "hands", "arms", "shoulders", "face", "chest"];

pub(super) fn drawings(id: &str) -> Option<Vec<Drawing>> {
    Some(match id {
        "progressive_relaxation" => vec![map(&[], "region-")],
        "breathing" => vec![breathing()],
        _ => return None,
    })
}

/// The body map with some regions lit. `prefix` stands before the region in each id: `region-` on a page with one map.
pub fn body_map(lit: &[&str], prefix: &str) -> Markup {
    let drawing = map(lit, prefix);
    html! { div.figure { (super::svg(&drawing, drawing.title)) } }
}

fn map(lit: &[&str], prefix: &str) -> Drawing {
    Drawing {
        title: "A body from the front and from behind, with its muscle groups from the feet up to the face",
        width: 240,
        height: 236,
        marks: html! {
            g stroke-width="3" {
                @for (region, shape) in FRONT { (part(region, shape, lit, Some(prefix))) }
                g transform="translate(124 0)" {
                    @for (region, shape) in BEHIND {
                        (part(region, shape, lit, matches!(*region, "back" | "buttocks").then_some(prefix)))
                    }
                }
            }
        },
    }
}

fn part(region: &str, shape: &str, lit: &[&str], prefix: Option<&str>) -> Markup {
    html! {
        path.region.on[lit.contains(&region)].hs id=[prefix.map(|prefix| format!("{prefix}{region}"))] data-part=(region) d=(shape)
            fill="currentColor" stroke="none" {}
    }
}

/// Both sides of the body in one shape for each region; the midline is x = 58.
const FRONT: &[(&str, &str)] = &[
    ("face", "M58 6a14 15 0 0 1 14 15c0 9-6 17-14 17s-14-8-14-17a14 15 0 0 1 14-15z"),
    ("shoulders", "M51 40h14v6l17 5c5 2 8 6 8 11l-12 3c-10-6-30-6-40 0l-12-3c0-5 3-9 8-11l17-5z"),
    ("chest", "M39 67c9-6 29-6 38 0l-1 20c-9 5-27 5-36 0z"),
    ("belly", "M40 91c9 4 27 4 36 0l3 24c-10 7-32 7-42 0z"),
    ("arms", "M26 66l11 2-3 26-8 24-9-3 4-24zM90 66l-11 2 3 26 8 24 9-3-4-24z"),
    ("hands", "M16 119l10 3c1 7-1 14-6 16-6-1-8-9-4-19zM100 119l-10 3c-1 7 1 14 6 16 6-1 8-9 4-19z"),
    ("thighs", "M36 119c7 5 14 6 20 6l-3 44c-4 3-10 3-14 0zM80 119c-7 5-14 6-20 6l3 44c4 3 10 3 14 0z"),
    (
        "calves",
        "M39 173c4 3 9 3 13 0 2 14 0 26-3 38h-7c-4-12-5-25-3-38zM77 173c-4 3-9 3-13 0-2 14 0 26 3 38h7c4-12 5-25 3-38z",
    ),
    ("feet", "M42 214h8l2 10c0 4-3 6-8 6h-9c-4 0-4-4-1-6zM74 214h-8l-2 10c0 4 3 6 8 6h9c4 0 4-4 1-6z"),
];

const BEHIND: &[(&str, &str)] = &[
    ("head", "M58 6a14 15 0 0 1 14 15c0 9-6 17-14 17s-14-8-14-17a14 15 0 0 1 14-15z"),
    ("shoulders", "M51 40h14v6l17 5c5 2 8 6 8 11l-12 3c-10-6-30-6-40 0l-12-3c0-5 3-9 8-11l17-5z"),
    ("back", "M39 67c9-6 29-6 38 0l-2 38c-8 4-26 4-34 0z"),
    ("buttocks", "M40 109c8 4 28 4 36 0l4 14c1 8-6 12-13 12-4 0-7-2-9-4-2 2-5 4-9 4-7 0-14-4-13-12z"),
    ("arms", "M26 66l11 2-3 26-8 24-9-3 4-24zM90 66l-11 2 3 26 8 24 9-3-4-24z"),
    ("hands", "M16 119l10 3c1 7-1 14-6 16-6-1-8-9-4-19zM100 119l-10 3c-1 7 1 14 6 16 6-1 8-9 4-19z"),
    ("thighs", "M37 137c7 4 14 3 19 0l-3 32c-4 3-10 3-14 0zM79 137c-7 4-14 3-19 0l3 32c4 3 10 3 14 0z"),
    (
        "calves",
        "M39 173c4 3 9 3 13 0 2 14 0 26-3 38h-7c-4-12-5-25-3-38zM77 173c-4 3-9 3-13 0-2 14 0 26 3 38h7c4-12 5-25 3-38z",
    ),
    ("feet", "M42 214h8l1 10c0 4-2 6-6 6s-6-2-5-6zM74 214h-8l-1 10c0 4 2 6 6 6s6-2 5-6z"),
];

fn breathing() -> Drawing {
    let pose = Pose {
        hip: (116.0, 95.0),
        spine: 180.0,
        neck: 174.0,
        near_arm: arm((102.0, 80.0), true),
        near_leg: leg((168.0, 100.0), true, 0.0),
        ..Pose::default()
    };
    Drawing {
        title: "Lying on the back with knees bent and a hand on the belly, which rises and falls with slow breaths",
        width: 220,
        height: 120,
        marks: html! {
            (pillow((20.0, 101.0), 40.0, 8.0))
            (person(&pose))
            (straight((92.0, 62.0), (92.0, 34.0)))
            (straight((108.0, 34.0), (108.0, 62.0)))
            (waves((36.0, 68.0), 100.0))
            (floor(6.0, 214.0, 110.0))
        },
    }
}
