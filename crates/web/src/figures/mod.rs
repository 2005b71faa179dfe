//! Pictures for people who would rather look than read: inline drawings of every pose, and icons.
//!
//! All in one hand: `body` poses one body by its bones, `things` holds pillow, chair and floor. The body takes the
//! colour of the text around it, what helps takes the accent. Every drawing is `role="img"` with a `<title>` that says the
//! pose; a treatment with several key poses has several drawings, which wrap on a narrow screen.
//!
//! There is no text inside a drawing, so a picture needs no translation: only its title does ([`titles`],
//! [`figure_titled`]).

mod body;
mod care;
mod exercise;
mod icons;
mod medicine;
mod moving;
mod programme;
mod relaxation;
mod rest;
mod things;

pub use icons::{ICONS, icon};
pub use relaxation::{REGIONS, body_map};

use maud::{Markup, html};

/// Every figure, by the id of its treatment, exercise or pose.
pub const FIGURES: &[&str] = &[
    "pos_pillow_knees",
    "pos_legs_chair",
    "side_lying_pillow",
    "roll_to_rise",
    "short_rest",
    "heat",
    "keep_moving",
    "walking_plan",
    "knee_rock",
    "pelvic_tilt",
    "cat_round_hollow",
    "bridge",
    "bird_dog",
    "side_plank_knees",
    "sit_to_stand",
    "hip_hinge",
    "curl_up",
    "single_leg_bridge",
    "side_plank_full",
    "squat_to_chair",
    "hip_hinge_weight",
    "goblet_squat",
    "dead_lift",
    "step_up",
    "hamstring_stretch",
    "hip_flexor_stretch",
    "posture_advice",
    "sit_slumped",
    "stand_up_often",
    "lifting_right",
    "lifting_wrong",
    "turn_with_feet",
    "turn_twisted",
    "breathing",
    "progressive_relaxation",
    "cbt_skills",
    "massage",
    "spinal_manipulation",
    "acupuncture",
    "capsicum",
    "ibuprofen",
    "acetaminophen",
    "willow_bark",
    "devils_claw",
];

/// One drawing: what it shows, how large it is, and its marks.
struct Drawing {
    title: &'static str,
    width: u16,
    height: u16,
    marks: Markup,
}

fn drawings(id: &str) -> Option<Vec<Drawing>> {
    rest::drawings(id)
        .or_else(|| moving::drawings(id))
        .or_else(|| exercise::drawings(id))
        .or_else(|| programme::drawings(id))
        .or_else(|| relaxation::drawings(id))
        .or_else(|| care::drawings(id))
        .or_else(|| medicine::drawings(id))
}

/// The figure with this id, or `None` when there is none.
pub fn figure(id: &str) -> Option<Markup> {
    figure_titled(id, &[])
}

/// The figure with titles in another language, one for each drawing; one that is missing stays English.
pub fn figure_titled(id: &str, titles: &[&str]) -> Option<Markup> {
    let drawings = drawings(id)?;
    Some(html! {
        div.figure {
            @for (place, drawing) in drawings.iter().enumerate() {
                (svg(drawing, titles.get(place).copied().unwrap_or(drawing.title)))
            }
        }
    })
}

/// What the drawings of a figure say, in their order; empty for an unknown id.
pub fn titles(id: &str) -> Vec<&'static str> {
    drawings(id).unwrap_or_default().iter().map(|drawing| drawing.title).collect()
}

fn svg(drawing: &Drawing, title: &str) -> Markup {
    html! {
        svg role="img" viewBox=(format!("0 0 {} {}", drawing.width, drawing.height)) width=(drawing.width) height=(drawing.height)
            fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round" {
            title { (title) }
            (drawing.marks)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_is_an_image_with_a_title() {
        for id in FIGURES {
            let text = figure(id).unwrap().into_string();
            assert!(!titles(id).is_empty());
            assert_eq!(text.matches("role=\"img\"").count(), titles(id).len(), "{id}");
            assert!(titles(id).iter().all(|title| title.len() > 12), "{id}");
            assert!(!text.contains("style="), "{id}");
            assert!(!text.contains("NaN"), "{id}");
        }
    }

    #[test]
    fn an_unknown_figure_is_none() {
        assert!(figure("handstand").is_none());
    }

    #[test]
    fn every_icon_draws_something() {
        for name in ICONS {
            assert!(icon(name).into_string().contains("<path"), "{name}");
        }
    }
}
