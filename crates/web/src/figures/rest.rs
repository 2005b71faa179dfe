//! Resting: on the back, on the side, a short rest, and how to get up again.

use maud::html;

use super::Drawing;
use super::body::{Pose, arm, leg, person};
use super::things::{arrow, chair, clock, floor, mat, pillow, thing};

pub(super) fn drawings(id: &str) -> Option<Vec<Drawing>> {
    Some(match id {
        "pos_pillow_knees" => vec![pillow_knees()],
        "pos_legs_chair" => vec![legs_chair()],
        "side_lying_pillow" => vec![side_lying()],
        "roll_to_rise" => vec![roll(), push_up(), kneel_up()],
        "short_rest" => vec![short_rest()],
        _ => return None,
    })
}

fn pillow_knees() -> Drawing {
    let pose = Pose {
        hip: (108.0, 98.0),
        spine: 180.0,
        neck: 173.0,
        near_arm: arm((121.0, 103.0), true),
        near_leg: leg((181.0, 102.0), true, 66.0),
        ..Pose::default()
    };
    Drawing {
        title: "Lying on the back on the floor, with pillows under the knees and a thin pillow under the head",
        width: 220,
        height: 122,
        marks: html! {
            (pillow((16.0, 103.0), 38.0, 8.0))
            (pillow((127.0, 84.0), 37.0, 13.0))
            (pillow((120.0, 99.0), 52.0, 12.0))
            (person(&pose))
            (floor(6.0, 214.0, 113.0))
        },
    }
}

fn legs_chair() -> Drawing {
    let pose = Pose {
        hip: (112.0, 128.0),
        spine: 180.0,
        neck: 175.0,
        near_arm: arm((125.0, 132.0), true),
        near_leg: leg((164.0, 82.0), true, 80.0),
        ..Pose::default()
    };
    Drawing {
        title: "Lying on the back on the floor, with the calves resting on the seat of a chair and hips and knees bent",
        width: 220,
        height: 152,
        marks: html! {
            (pillow((20.0, 134.0), 36.0, 8.0))
            (chair(136.0, 196.0, 93.0, 30.0, 140.0))
            (person(&pose))
            (floor(6.0, 214.0, 143.0))
        },
    }
}

fn side_lying() -> Drawing {
    let pose = Pose {
        hip: (124.0, 44.0),
        spine: 178.0,
        bulge: -3.0,
        neck: 192.0,
        near_arm: arm((60.0, 92.0), true),
        near_leg: leg((188.0, 74.0), false, -55.0),
        far_leg: leg((176.0, 100.0), false, -70.0),
        ..Pose::default()
    };
    Drawing {
        title: "Seen from above: lying on the side with knees bent, a pillow under the head and one between the knees",
        width: 230,
        height: 126,
        marks: html! {
            (mat((8.0, 8.0), 214.0, 110.0))
            (pillow((22.0, 20.0), 40.0, 72.0))
            (person(&pose))
            (pillow((146.0, 82.0), 46.0, 13.0))
        },
    }
}

fn roll() -> Drawing {
    let pose = Pose {
        hip: (104.0, 92.0),
        spine: 180.0,
        neck: 176.0,
        near_arm: arm((90.0, 62.0), false),
        near_leg: leg((140.0, 98.0), true, 0.0),
        ..Pose::default()
    };
    Drawing {
        title: "To get up, first: on the back, bend the knees and roll to the side in one piece",
        width: 200,
        height: 118,
        marks: html! {
            (person(&pose))
            (arrow((60.0, 62.0), (84.0, 18.0), (112.0, 44.0)))
            (floor(6.0, 194.0, 107.0))
        },
    }
}

fn push_up() -> Drawing {
    let pose = Pose {
        hip: (100.0, 106.0),
        spine: 132.0,
        neck: 122.0,
        near_arm: arm((50.0, 115.0), true),
        far_arm: arm((72.0, 115.0), true),
        near_leg: leg((102.2, 113.5), true, 180.0),
        ..Pose::default()
    };
    Drawing {
        title: "Second: from the side, push the body up with both arms",
        width: 180,
        height: 130,
        marks: html! {
            (person(&pose))
            (arrow((34.0, 92.0), (18.0, 66.0), (34.0, 42.0)))
            (floor(6.0, 174.0, 120.0))
        },
    }
}

fn kneel_up() -> Drawing {
    let pose = Pose {
        hip: (66.0, 96.0),
        spine: 84.0,
        neck: 82.0,
        near_arm: arm((104.0, 86.0), false),
        near_leg: leg((108.0, 136.0), true, 0.0),
        far_leg: leg((30.0, 138.0), true, 180.0),
        ..Pose::default()
    };
    Drawing {
        title: "Third: kneel on one knee, then push up with the hands on the front leg",
        width: 150,
        height: 156,
        marks: html! {
            (person(&pose))
            (arrow((126.0, 78.0), (132.0, 50.0), (126.0, 22.0)))
            (floor(6.0, 144.0, 146.0))
        },
    }
}

fn short_rest() -> Drawing {
    let pose = Pose {
        hip: (112.0, 78.0),
        spine: 180.0,
        neck: 170.0,
        near_arm: arm((112.0, 66.0), true),
        near_leg: leg((190.0, 82.0), true, 75.0),
        ..Pose::default()
    };
    Drawing {
        title: "A short rest lying on a bed, with a clock that says when to get up",
        width: 220,
        height: 128,
        marks: html! {
            (thing("M10 96H206V118M10 118V70"))
            (pillow((18.0, 80.0), 40.0, 12.0))
            (person(&pose))
            (clock((186.0, 30.0)))
        },
    }
}
