//! The exercises of the later levels, sitting slumped, getting up often, and turning with a load.

use maud::{Markup, html};

use super::Drawing;
use super::body::{Front, Point, Pose, arm, front, leg, number, person};
use super::things::{arrow, chair, clock, floor, right_mark, straight, thin, thing, wrong_mark};

pub(super) fn drawings(id: &str) -> Option<Vec<Drawing>> {
    Some(match id {
        "single_leg_bridge" => vec![single_leg_bridge()],
        "side_plank_full" => vec![side_plank()],
        "squat_to_chair" => vec![squat_tall(), squat_down()],
        "hip_hinge_weight" => vec![hinge_tall(), hinge_bent()],
        "goblet_squat" => vec![goblet_tall(), goblet_down()],
        "dead_lift" => vec![dead_lift_down(), dead_lift_up()],
        "step_up" => vec![step_foot(), step_top()],
        "hamstring_stretch" => vec![hamstring()],
        "hip_flexor_stretch" => vec![hip_flexor()],
        "sit_slumped" => vec![slumped()],
        "stand_up_often" => vec![stand_up_often()],
        "turn_with_feet" => vec![turn_with_feet()],
        "turn_twisted" => vec![turn_twisted()],
        _ => return None,
    })
}

/// A weight that hangs from a hand by its handle. It is drawn before the person, so that the hand holds it.
fn weight(hand: Point) -> Markup {
    html! {
        (thin(&format!("M{} {}l2 -13h10l2 13", hand.0 - 7.0, hand.1 + 14.0)))
        (ball((hand.0, hand.1 + 18.0)))
    }
}

/// A weight that is held in both hands.
fn ball(centre: Point) -> Markup {
    html! { circle.af cx=(number(centre.0)) cy=(number(centre.1)) r="10.5" fill="currentColor" stroke="none" {} }
}

/// A box that is carried.
fn load(corner: Point) -> Markup {
    html! {
        rect.a x=(number(corner.0)) y=(number(corner.1)) width="36" height="36" rx="4" stroke-width="5" {}
        path.a stroke-width="5" d=(format!("M{} {}v12", corner.0 + 18.0, corner.1)) {}
    }
}

fn single_leg_bridge() -> Drawing {
    let pose = Pose {
        hip: (102.0, 74.0),
        spine: 205.0,
        neck: 178.0,
        near_arm: arm((121.0, 105.0), true),
        near_leg: leg((178.0, 39.0), true, 100.0),
        far_leg: leg((146.0, 101.0), true, 0.0),
        ..Pose::default()
    };
    Drawing {
        title: "The bridge with one foot on the floor and the other leg held out straight, in line with the body",
        width: 210,
        height: 120,
        marks: html! { (person(&pose)) (straight((92.0, 50.0), (92.0, 24.0))) (floor(6.0, 204.0, 110.0)) },
    }
}

fn side_plank() -> Drawing {
    let pose = Front {
        hip: (108.0, 80.0),
        spine: 160.0,
        arms: [arm((25.0, 113.0), true), arm((108.0, 66.0), true)],
        legs: [leg((187.0, 112.0), true, -14.0), leg((192.0, 98.0), true, -14.0)],
        arms_over: true,
    };
    Drawing {
        title: "On the side, held up on one forearm and the feet, with the body straight from head to feet",
        width: 220,
        height: 132,
        marks: html! { (front(&pose)) (straight((136.0, 56.0), (136.0, 28.0))) (floor(6.0, 214.0, 123.0)) },
    }
}

fn standing(title: &'static str, width: u16, marks: &Markup) -> Drawing {
    let end = f64::from(width) - 6.0;
    Drawing { title, width, height: 192, marks: html! { (marks) (floor(6.0, end, 184.0)) } }
}

fn squat_tall() -> Drawing {
    let pose = Pose {
        hip: (84.0, 90.4),
        spine: 90.0,
        neck: 88.0,
        near_arm: arm((98.0, 98.0), false),
        near_leg: leg((86.0, 174.0), true, 0.0),
        ..Pose::default()
    };
    standing(
        "First: stand in front of a chair",
        150,
        &html! { (chair(64.0, 18.0, 139.0, 76.0, 182.0)) (person(&pose)) },
    )
}

fn squat_down() -> Drawing {
    let pose = Pose {
        hip: (62.0, 120.0),
        spine: 60.0,
        neck: 66.0,
        near_arm: arm((140.0, 84.0), false),
        near_leg: leg((86.0, 174.0), true, 0.0),
        ..Pose::default()
    };
    standing(
        "Then: push the hips back and down until they just touch the seat, and come up again",
        160,
        &html! { (chair(64.0, 18.0, 139.0, 76.0, 182.0)) (person(&pose)) (straight((136.0, 106.0), (136.0, 138.0))) },
    )
}

fn hinge_tall() -> Drawing {
    let pose = Pose {
        hip: (60.0, 90.4),
        spine: 90.0,
        neck: 88.0,
        near_arm: arm((74.0, 98.0), false),
        near_leg: leg((62.0, 174.0), true, 0.0),
        ..Pose::default()
    };
    standing(
        "First: stand tall and hold a weight close in both hands",
        130,
        &html! { (weight((76.0, 100.0))) (person(&pose)) },
    )
}

fn hinge_bent() -> Drawing {
    let pose = Pose {
        hip: (52.0, 98.0),
        spine: 34.0,
        neck: 34.0,
        near_arm: arm((92.0, 128.0), true),
        near_leg: leg((72.0, 174.0), true, 0.0),
        ..Pose::default()
    };
    standing(
        "Then: push the hips back and tip forward with a straight back, the weight close to the legs",
        150,
        &html! { (weight((93.0, 130.0))) (person(&pose)) (straight((34.0, 128.0), (8.0, 128.0))) },
    )
}

fn goblet_tall() -> Drawing {
    let pose = Pose {
        hip: (60.0, 90.4),
        spine: 90.0,
        neck: 88.0,
        near_arm: arm((84.0, 56.0), false),
        near_leg: leg((62.0, 174.0), true, 0.0),
        ..Pose::default()
    };
    standing(
        "First: stand and hold a weight at the chest in both hands",
        130,
        &html! { (person(&pose)) (ball((93.0, 50.0))) },
    )
}

fn goblet_down() -> Drawing {
    let pose = Pose {
        hip: (52.0, 130.0),
        spine: 68.0,
        neck: 72.0,
        near_arm: arm((94.0, 102.0), false),
        near_leg: leg((74.0, 174.0), true, 0.0),
        ..Pose::default()
    };
    standing(
        "Then: hips back and down, the back stays long, the weight stays at the chest",
        150,
        &html! { (person(&pose)) (ball((103.0, 97.0))) (straight((134.0, 92.0), (134.0, 128.0))) },
    )
}

fn dead_lift_down() -> Drawing {
    let pose = Pose {
        hip: (50.0, 106.0),
        spine: 40.0,
        neck: 40.0,
        near_arm: arm((102.0, 131.0), true),
        near_leg: leg((72.0, 174.0), true, 0.0),
        ..Pose::default()
    };
    standing(
        "First: a weight stands at knee height; tip from the hips and take it with both hands, close to the legs",
        150,
        &html! { (thing("M88 163H136M94 163V182M130 163V182")) (weight((103.0, 131.0))) (person(&pose)) },
    )
}

fn dead_lift_up() -> Drawing {
    let pose = Pose {
        hip: (60.0, 90.4),
        spine: 90.0,
        neck: 88.0,
        near_arm: arm((74.0, 98.0), false),
        near_leg: leg((62.0, 174.0), true, 0.0),
        ..Pose::default()
    };
    standing(
        "Then: stand up tall with the weight close to the body",
        150,
        &html! {
            (thing("M88 163H136M94 163V182M130 163V182")) (weight((76.0, 100.0))) (person(&pose))
            (straight((116.0, 120.0), (116.0, 84.0)))
        },
    )
}

fn stepping(title: &'static str, marks: &Markup) -> Drawing {
    Drawing {
        title,
        width: 160,
        height: 222,
        marks: html! { (thing("M74 211V188H136V211")) (marks) (floor(6.0, 154.0, 213.0)) },
    }
}

fn step_foot() -> Drawing {
    let pose = Pose {
        hip: (62.0, 120.0),
        spine: 86.0,
        neck: 86.0,
        near_arm: arm((88.0, 118.0), false),
        near_leg: leg((96.0, 176.0), true, 0.0),
        far_leg: leg((52.0, 203.0), true, 0.0),
        ..Pose::default()
    };
    stepping("First: one foot stands on a low step", &person(&pose))
}

fn step_top() -> Drawing {
    let pose = Pose {
        hip: (96.0, 93.0),
        spine: 90.0,
        neck: 88.0,
        near_arm: arm((110.0, 100.0), false),
        near_leg: leg((98.0, 176.0), true, 0.0),
        ..Pose::default()
    };
    stepping(
        "Then: rise onto the step, stand tall, and come down again",
        &html! { (person(&pose)) (straight((40.0, 150.0), (40.0, 112.0))) },
    )
}

fn hamstring() -> Drawing {
    let pose = Pose {
        hip: (108.0, 117.0),
        spine: 180.0,
        neck: 176.0,
        near_arm: arm((88.0, 82.0), false),
        near_leg: leg((124.0, 36.0), true, 165.0),
        far_leg: leg((158.0, 122.0), true, 0.0),
        ..Pose::default()
    };
    Drawing {
        title: "On the back, one leg held up with a towel around the foot, the knee almost straight, the other leg bent",
        width: 210,
        height: 142,
        marks: html! {
            (person(&pose))
            (thin("M88 82L106 30Q110 21 118 27"))
            (arrow((154.0, 40.0), (150.0, 24.0), (138.0, 16.0)))
            (floor(6.0, 204.0, 131.0))
        },
    }
}

fn hip_flexor() -> Drawing {
    let pose = Pose {
        hip: (84.0, 106.0),
        spine: 90.0,
        neck: 88.0,
        near_arm: arm((122.0, 96.0), false),
        near_leg: leg((126.0, 146.0), true, 0.0),
        far_leg: leg((26.0, 148.0), true, 180.0),
        ..Pose::default()
    };
    Drawing {
        title: "Kneeling on one knee with the other foot in front, the body upright, the hips moving gently forward",
        width: 180,
        height: 164,
        marks: html! { (person(&pose)) (straight((142.0, 72.0), (172.0, 72.0))) (floor(6.0, 174.0, 156.0)) },
    }
}

fn slumped() -> Drawing {
    let pose = Pose {
        hip: (68.0, 119.0),
        spine: 84.0,
        bulge: 11.0,
        neck: 28.0,
        near_arm: arm((118.0, 96.0), false),
        near_leg: leg((112.0, 168.0), true, 0.0),
        ..Pose::default()
    };
    Drawing {
        title: "Crossed out: sitting slumped at a desk, the back round and the head forward",
        width: 210,
        height: 186,
        marks: html! {
            (chair(92.0, 40.0, 133.0, 62.0, 176.0))
            (thing("M114 106H200M192 106V176"))
            (thing("M158 34V82M158 82V104M144 104H172"))
            (person(&pose))
            (wrong_mark((186.0, 20.0)))
            (floor(6.0, 204.0, 178.0))
        },
    }
}

fn stand_up_often() -> Drawing {
    let pose = Pose {
        hip: (72.0, 106.0),
        spine: 66.0,
        neck: 72.0,
        near_arm: arm((96.0, 116.0), false),
        near_leg: leg((86.0, 174.0), true, 0.0),
        ..Pose::default()
    };
    standing(
        "Getting up from a chair, with a clock beside it: half an hour has passed",
        170,
        &html! {
            (chair(64.0, 18.0, 139.0, 76.0, 182.0)) (person(&pose)) (clock((142.0, 36.0)))
            (straight((126.0, 124.0), (126.0, 84.0)))
        },
    )
}

fn turn_with_feet() -> Drawing {
    let pose = Pose {
        hip: (64.0, 92.0),
        spine: 90.0,
        neck: 88.0,
        near_arm: arm((98.0, 82.0), false),
        near_leg: leg((48.0, 173.0), true, -8.0),
        far_leg: leg((86.0, 172.0), true, 6.0),
        ..Pose::default()
    };
    Drawing {
        title: "Ticked: holding a box close and stepping round with the feet; hips and shoulders face the same way",
        width: 170,
        height: 212,
        marks: html! {
            (load((86.0, 46.0))) (person(&pose)) (right_mark((148.0, 20.0)))
            (floor(6.0, 164.0, 184.0))
            (arrow((28.0, 194.0), (66.0, 212.0), (110.0, 194.0)))
        },
    }
}

fn turn_twisted() -> Drawing {
    let pose = Pose {
        hip: (70.0, 92.0),
        spine: 84.0,
        neck: 80.0,
        near_arm: arm((118.0, 84.0), false),
        near_leg: leg((74.0, 174.0), false, 180.0),
        far_leg: leg((58.0, 174.0), false, 180.0),
        ..Pose::default()
    };
    Drawing {
        title: "Crossed out: holding a box and twisting the back while the feet point the other way",
        width: 180,
        height: 192,
        marks: html! {
            (load((110.0, 46.0))) (person(&pose)) (wrong_mark((160.0, 20.0)))
            (arrow((36.0, 76.0), (40.0, 52.0), (62.0, 20.0)))
            (floor(6.0, 174.0, 184.0))
        },
    }
}
