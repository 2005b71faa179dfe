//! Warmth, cream and hands: what is done to the back, by oneself or by somebody else. And thinking skills.

use maud::{Markup, html};

use super::Drawing;
use super::body::{Front, Limb, Pose, arm, front, front_arms, leg, person, person_in_front};
use super::things::{chair, filled, floor, pillow, thin, thing, waves};

pub(super) fn drawings(id: &str) -> Option<Vec<Drawing>> {
    Some(match id {
        "heat" => vec![heat()],
        "capsicum" | "capsicum_topical" => vec![cream()],
        "massage" => vec![massage()],
        "spinal_manipulation" => vec![manipulation()],
        "acupuncture" => vec![needles()],
        "cbt_skills" => vec![paper()],
        _ => return None,
    })
}

fn heat() -> Drawing {
    let pose = Pose {
        hip: (78.0, 118.0),
        spine: 94.0,
        neck: 90.0,
        near_arm: arm((118.0, 108.0), false),
        near_leg: leg((122.0, 168.0), true, 0.0),
        ..Pose::default()
    };
    Drawing {
        title: "Sitting in a chair with a warm pack, wrapped in a cloth, between the low back and the back of the chair",
        width: 170,
        height: 186,
        marks: html! {
            (chair(104.0, 42.0, 133.0, 56.0, 176.0))
            (pillow((45.0, 84.0), 17.0, 42.0))
            (person(&pose))
            (waves((30.0, 104.0), 180.0))
            (floor(6.0, 164.0, 178.0))
        },
    }
}

fn cream() -> Drawing {
    let pose = Front {
        hip: (60.0, 98.0),
        spine: 90.0,
        arms: [arm((26.0, 98.0), false), arm((66.0, 88.0), true)],
        legs: [leg((50.0, 190.0), true, 250.0), leg((70.0, 190.0), false, 290.0)],
        arms_over: true,
    };
    Drawing {
        title: "From behind: a hand spreads a thin layer of cream on the low back; the tube stands beside",
        width: 200,
        height: 164,
        marks: html! {
            g transform="translate(-6 -8) scale(1.4)" {
                (front(&Front { arms: [Limb::default(); 2], ..pose }))
                rect.hf x="43" y="77" width="34" height="22" rx="9" fill="currentColor" stroke="none" {}
                (pillow((45.0, 79.0), 30.0, 18.0))
                (front_arms(&pose))
            }
            (tube())
        },
    }
}

fn tube() -> Markup {
    html! {
        (filled("M150 96h30l-4 46h-22z"))
        (filled("M157 146h16v10h-16z"))
    }
}

fn prone(x: f64, y: f64) -> Pose {
    Pose { hip: (x, y), spine: 180.0, neck: 176.0, near_leg: leg((x + 83.0, y + 4.0), true, -20.0), ..Pose::default() }
}

fn massage() -> Drawing {
    let helper = Pose {
        hip: (146.0, 90.0),
        spine: 122.0,
        neck: 155.0,
        near_arm: arm((102.0, 101.0), true),
        far_arm: arm((88.0, 99.0), true),
        near_leg: leg((176.0, 124.0), true, 0.0),
        ..Pose::default()
    };
    Drawing {
        title: "Lying face down with a pillow while a helper kneels beside and strokes the muscles of the back",
        width: 230,
        height: 146,
        marks: html! {
            (person(&helper))
            (pillow((24.0, 118.0), 44.0, 14.0))
            (person_in_front(&prone(120.0, 118.0)))
            (floor(6.0, 224.0, 134.0))
        },
    }
}

fn manipulation() -> Drawing {
    let practitioner = Pose {
        hip: (150.0, 96.0),
        spine: 112.0,
        neck: 130.0,
        near_arm: arm((108.0, 100.0), true),
        near_leg: leg((154.0, 176.0), true, 180.0),
        ..Pose::default()
    };
    Drawing {
        title: "Lying face down on a table while a trained practitioner stands beside with both hands on the back",
        width: 230,
        height: 194,
        marks: html! {
            (person(&practitioner))
            (thing("M18 136H218M34 136V184M202 136V184"))
            (person_in_front(&prone(122.0, 118.0)))
            (floor(6.0, 224.0, 186.0))
        },
    }
}

fn needles() -> Drawing {
    Drawing {
        title: "Lying face down on a table with a few very thin needles in the back",
        width: 230,
        height: 126,
        marks: html! {
            (thing("M18 92H218M34 92V120M202 92V120"))
            (person(&prone(122.0, 74.0)))
            (thin("M78 60l-6 -24M92 60l-2 -26M106 60l2 -26M120 60l6 -24"))
        },
    }
}

fn paper() -> Drawing {
    Drawing {
        title: "A sheet of paper with three lines, the last one ticked, and a pencil",
        width: 170,
        height: 140,
        marks: html! {
            path stroke-width="5" d="M24 12H96L120 36V128H24Z" {}
            path stroke-width="5" d="M96 12V36H120" {}
            path stroke-width="5" d="M42 52H92M42 74H84" {}
            (thin("M42 98l6 6l12 -14"))
            path stroke-width="5" d="M72 100H92" {}
            (filled("M100 102L148 46l12 10L112 112l-16 6z"))
        },
    }
}
