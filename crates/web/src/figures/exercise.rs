//! Exercises, each in its key poses.

use maud::{Markup, html};

use super::Drawing;
use super::body::{Front, Limb, Point, Pose, arm, front, leg, person, segment};
use super::things::{arrow, chair, floor, mat, straight, thin};

pub(super) fn drawings(id: &str) -> Option<Vec<Drawing>> {
    Some(match id {
        "knee_rock" => vec![knee_rock()],
        "pelvic_tilt" => vec![tilt_rest(), tilt_press()],
        "cat_round_hollow" => vec![cat_round(), cat_hollow()],
        "bridge" => vec![bridge_down(), bridge_up()],
        "bird_dog" => vec![bird_start(), bird_reach()],
        "side_plank_knees" => vec![side_plank()],
        "sit_to_stand" => vec![sit(), stand()],
        "hip_hinge" => vec![hinge_tall(), hinge_bent()],
        "curl_up" => vec![curl_rest(), curl_lift()],
        _ => return None,
    })
}

fn lying(title: &'static str, marks: &Markup) -> Drawing {
    Drawing { title, width: 210, height: 118, marks: html! { (marks) (floor(6.0, 204.0, 107.0)) } }
}

/// On the back with the knees bent and the feet flat.
fn hook(hip: Point) -> Pose {
    Pose {
        hip,
        spine: 180.0,
        neck: 177.0,
        near_arm: arm((118.0, 98.0), true),
        near_leg: leg((154.0, 98.0), true, 0.0),
        ..Pose::default()
    }
}

fn knee_rock() -> Drawing {
    let pose = |ankle: f64, left: bool| Front {
        hip: (112.0, 70.0),
        spine: 180.0,
        arms: [arm((58.0, 118.0), true), arm((58.0, 22.0), false)],
        legs: [leg((164.0, ankle + 9.0), left, 0.0), leg((172.0, ankle - 9.0), left, 0.0)],
        arms_over: false,
    };
    Drawing {
        title: "Seen from above: lying on the back with knees bent, rocking both knees slowly from side to side",
        width: 220,
        height: 140,
        marks: html! {
            (mat((6.0, 6.0), 208.0, 128.0))
            g opacity=".35" { (front(&pose(57.0, true))) }
            (front(&pose(83.0, false)))
            (arrow((196.0, 40.0), (208.0, 70.0), (196.0, 100.0)))
        },
    }
}

fn tilt_rest() -> Drawing {
    let pose = Pose { bulge: -5.0, near_arm: Limb::default(), ..hook((104.0, 93.0)) };
    lying("First: on the back with knees bent, a small gap under the low back", &html! { (person(&pose)) })
}

fn tilt_press() -> Drawing {
    let pose = Pose { near_arm: Limb::default(), ..hook((104.0, 93.0)) };
    lying(
        "Then: tilt the pelvis so that the low back presses gently into the floor",
        &html! { (person(&pose)) (straight((84.0, 44.0), (84.0, 74.0))) },
    )
}

fn all_fours(bulge: f64, neck: f64) -> Pose {
    Pose {
        hip: (66.0, 76.0),
        spine: 13.0,
        bulge,
        neck,
        near_arm: arm((122.0, 123.0), true),
        near_leg: leg((25.0, 121.0), true, 180.0),
        ..Pose::default()
    }
}

fn on_hands_and_knees(title: &'static str, marks: &Markup) -> Drawing {
    Drawing { title, width: 180, height: 136, marks: html! { (marks) (floor(6.0, 174.0, 129.0)) } }
}

fn cat_round() -> Drawing {
    on_hands_and_knees(
        "First: on hands and knees, round the back up and let the head hang",
        &html! { (person(&all_fours(11.0, -50.0))) (straight((90.0, 30.0), (90.0, 8.0))) },
    )
}

fn cat_hollow() -> Drawing {
    on_hands_and_knees(
        "Then: let the back sink into a gentle hollow and look ahead",
        &html! { (person(&all_fours(-7.0, 30.0))) (straight((90.0, 20.0), (90.0, 48.0))) },
    )
}

fn bridge_down() -> Drawing {
    lying("First: on the back with knees bent and feet flat", &html! { (person(&hook((104.0, 93.0)))) })
}

fn bridge_up() -> Drawing {
    let pose = Pose {
        hip: (102.0, 70.0),
        spine: 207.0,
        neck: 178.0,
        near_arm: arm((121.0, 101.0), true),
        near_leg: leg((146.0, 98.0), true, 0.0),
        ..Pose::default()
    };
    lying(
        "Then: lift the hips until shoulders, hips and knees make a straight line",
        &html! { (person(&pose)) (straight((92.0, 46.0), (92.0, 20.0))) },
    )
}

fn bird_start() -> Drawing {
    on_hands_and_knees("First: on hands and knees with a straight back", &html! { (person(&all_fours(0.0, 4.0))) })
}

fn bird_reach() -> Drawing {
    let pose = Pose {
        hip: (98.0, 76.0),
        spine: 13.0,
        neck: 8.0,
        near_arm: arm((154.0, 123.0), true),
        far_arm: arm((204.0, 46.0), true),
        near_leg: leg((14.0, 78.0), true, 240.0),
        far_leg: leg((57.0, 121.0), true, 180.0),
        ..Pose::default()
    };
    Drawing {
        title: "Then: stretch one arm forward and the other leg back, level with the back",
        width: 220,
        height: 136,
        marks: html! { (person(&pose)) (floor(6.0, 214.0, 129.0)) },
    }
}

fn side_plank() -> Drawing {
    let pose = Front {
        hip: (112.0, 84.0),
        spine: 160.0,
        arms: [arm((29.0, 117.0), true), arm((112.0, 70.0), true)],
        arms_over: true,
        ..Front::default()
    };
    Drawing {
        title: "On the side, held up on one elbow and the knees, with the body straight from head to knees",
        width: 210,
        height: 134,
        marks: html! {
            g opacity=".5" { (segment((148.0, 112.0), (178.0, 113.0), 13.5)) (segment((155.0, 96.0), (184.0, 99.0), 13.5)) }
            (segment((108.0, 93.0), (147.0, 112.0), 18.0))
            (segment((115.0, 77.0), (154.0, 95.0), 18.0))
            (front(&pose))
            (straight((140.0, 60.0), (140.0, 32.0)))
            (floor(6.0, 204.0, 124.0))
        },
    }
}

fn sit() -> Drawing {
    let pose = Pose {
        hip: (56.0, 122.0),
        spine: 68.0,
        neck: 70.0,
        near_arm: arm((110.0, 100.0), false),
        near_leg: leg((92.0, 172.0), true, 0.0),
        ..Pose::default()
    };
    Drawing {
        title: "First: sit near the front of a chair and lean forward",
        width: 150,
        height: 190,
        marks: html! { (chair(78.0, 28.0, 137.0, 74.0, 180.0)) (person(&pose)) (floor(6.0, 144.0, 182.0)) },
    }
}

fn stand() -> Drawing {
    let pose = Pose {
        hip: (78.0, 88.4),
        spine: 88.0,
        neck: 86.0,
        near_arm: arm((92.0, 98.0), false),
        near_leg: leg((80.0, 172.0), true, 0.0),
        ..Pose::default()
    };
    Drawing {
        title: "Then: push through the feet and stand up tall",
        width: 150,
        height: 190,
        marks: html! {
            (chair(64.0, 18.0, 137.0, 74.0, 180.0)) (person(&pose))
            (straight((124.0, 86.0), (124.0, 36.0)))
            (floor(6.0, 144.0, 182.0))
        },
    }
}

fn hinge_tall() -> Drawing {
    let pose = Pose {
        hip: (66.0, 90.5),
        spine: 90.0,
        neck: 88.0,
        near_arm: arm((48.0, 92.0), false),
        near_leg: leg((68.0, 174.0), true, 0.0),
        ..Pose::default()
    };
    Drawing {
        title: "First: stand tall with a stick along the back that touches head, upper back and tail bone",
        width: 140,
        height: 192,
        marks: html! { (thin("M51 4V106")) (person(&pose)) (floor(6.0, 134.0, 184.0)) },
    }
}

fn hinge_bent() -> Drawing {
    let pose = Pose {
        hip: (52.0, 98.0),
        spine: 34.0,
        neck: 34.0,
        near_arm: arm((40.0, 82.0), false),
        near_leg: leg((72.0, 174.0), true, 0.0),
        ..Pose::default()
    };
    Drawing {
        title: "Then: push the hips back and bend forward; the stick keeps touching, so the back stays straight",
        width: 160,
        height: 192,
        marks: html! {
            (thin("M34 93L122 34")) (person(&pose)) (straight((36.0, 126.0), (10.0, 126.0)))
            (floor(6.0, 154.0, 184.0))
        },
    }
}

fn curl(neck: f64, spine: f64) -> Pose {
    Pose {
        hip: (108.0, 93.0),
        spine,
        neck,
        near_arm: arm((113.0, 102.0), true),
        near_leg: leg((158.0, 98.0), true, 0.0),
        far_leg: leg((190.0, 98.0), true, 70.0),
        ..Pose::default()
    }
}

fn curl_rest() -> Drawing {
    lying("First: on the back, one knee bent, both hands under the low back", &html! { (person(&curl(178.0, 180.0))) })
}

fn curl_lift() -> Drawing {
    lying(
        "Then: lift head and shoulders a little, without bending the low back",
        &html! { (person(&curl(160.0, 172.0))) (arrow((22.0, 66.0), (22.0, 46.0), (38.0, 34.0))) },
    )
}
