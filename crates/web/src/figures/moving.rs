//! Daily life: walking, sitting, lifting.

use maud::{Markup, html};

use super::Drawing;
use super::body::{Point, Pose, arm, leg, person};
use super::things::{chair, filled, floor, right_mark, straight, thing, wrong_mark};

pub(super) fn drawings(id: &str) -> Option<Vec<Drawing>> {
    Some(match id {
        "keep_moving" => vec![walking()],
        "walking_plan" => vec![walking_plan()],
        "posture_advice" => vec![sitting()],
        "lifting_right" => vec![lifting_right()],
        "lifting_wrong" => vec![lifting_wrong()],
        _ => return None,
    })
}

fn stride(hip: Point, ground: f64) -> Pose {
    Pose {
        hip,
        spine: 86.0,
        bulge: 0.0,
        neck: 84.0,
        near_arm: arm((hip.0 + 34.0, hip.1 - 6.0), false),
        far_arm: arm((hip.0 - 30.0, hip.1 + 5.0), true),
        near_leg: leg((hip.0 - 32.0, ground - 12.0), true, -30.0),
        far_leg: leg((hip.0 + 28.0, ground - 5.0), true, 8.0),
    }
}

fn walking() -> Drawing {
    Drawing {
        title: "Walking at an easy pace on the flat, upright, with the arms swinging",
        width: 170,
        height: 192,
        marks: html! {
            (person(&stride((74.0, 100.0), 184.0)))
            (straight((122.0, 70.0), (158.0, 70.0)))
            (floor(6.0, 164.0, 184.0))
        },
    }
}

fn walking_plan() -> Drawing {
    Drawing {
        title: "Walking, with bars that grow from week to week: a little longer each time",
        width: 220,
        height: 192,
        marks: html! {
            (person(&stride((58.0, 100.0), 184.0)))
            (filled("M116 182v-14q0-4 4-4h10q4 0 4 4v14zM140 182v-34q0-4 4-4h10q4 0 4 4v34zM164 182v-58q0-4 4-4h10q4 0 4 4v58zM188 182v-84q0-4 4-4h10q4 0 4 4v84z"))
            (floor(6.0, 214.0, 184.0))
        },
    }
}

fn sitting() -> Drawing {
    let pose = Pose {
        hip: (62.0, 118.0),
        spine: 92.0,
        neck: 88.0,
        near_arm: arm((112.0, 96.0), false),
        near_leg: leg((106.0, 168.0), true, 0.0),
        ..Pose::default()
    };
    Drawing {
        title: "Sitting at a desk with the low back supported, feet flat, elbows bent, and the screen at eye level",
        width: 210,
        height: 186,
        marks: html! {
            (chair(92.0, 40.0, 133.0, 62.0, 176.0))
            (thing("M114 106H200M192 106V176"))
            (thing("M158 34V82M158 82V104M144 104H172"))
            path stroke-width="2.5" stroke-dasharray="1 7" d="M84 42H148" {}
            (person(&pose))
            (floor(6.0, 204.0, 178.0))
        },
    }
}

fn parcel(corner: Point, size: f64) -> Markup {
    html! {
        rect.a x=(corner.0) y=(corner.1) width=(size) height=(size) rx="4" stroke-width="5" {}
        path.a stroke-width="5" d=(format!("M{} {}v{}", corner.0 + size / 2.0, corner.1, size / 3.0)) {}
    }
}

fn lifting_right() -> Drawing {
    let pose = Pose {
        hip: (58.0, 128.0),
        spine: 62.0,
        neck: 66.0,
        near_arm: arm((110.0, 132.0), true),
        near_leg: leg((76.0, 168.5), true, 0.0),
        ..Pose::default()
    };
    Drawing {
        title: "The right way to lift: hips and knees bent, back in its natural curve, the box held close",
        width: 170,
        height: 184,
        marks: html! {
            (parcel((104.0, 118.0), 40.0))
            (person(&pose))
            (right_mark((146.0, 26.0)))
            (floor(6.0, 164.0, 176.0))
        },
    }
}

fn lifting_wrong() -> Drawing {
    let pose = Pose {
        hip: (54.0, 92.0),
        spine: 8.0,
        bulge: 13.0,
        neck: -40.0,
        near_arm: arm((128.0, 142.0), true),
        near_leg: leg((56.0, 168.0), true, 0.0),
        ..Pose::default()
    };
    Drawing {
        title: "The wrong way to lift, crossed out: legs straight, back bent, the box far from the body",
        width: 190,
        height: 184,
        marks: html! {
            (parcel((122.0, 134.0), 40.0))
            (person(&pose))
            (wrong_mark((164.0, 26.0)))
            (floor(6.0, 184.0, 176.0))
        },
    }
}
