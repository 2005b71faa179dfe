//! One body for every figure: the same bones, the same thickness, posed by where hands and feet are.
//!
//! A pose says where the hip is, which way the spine runs and what the hands and feet touch; elbows and knees follow.
//! So no figure can have a longer leg than another. Lengths are in the units of the drawing, about a pixel each;
//! directions are in degrees, 0 to the right and 90 upwards.

use maud::{Markup, html};

/// A point of the drawing; y runs downwards.
pub(super) type Point = (f64, f64);

const SPINE: f64 = 50.0;
const NECK: f64 = 25.0;
const HEAD: f64 = 12.5;
const UPPER_ARM: f64 = 30.0;
const FOREARM: f64 = 29.0;
const THIGH: f64 = 43.0;
const SHIN: f64 = 41.0;
const FOOT: f64 = 15.0;
/// How much wider the gap is that sets a near limb off from the body behind it.
const GAP: f64 = 5.0;

/// An arm or a leg, or none where it is not seen.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Limb(Option<Reach>);

#[derive(Debug, Clone, Copy)]
struct Reach {
    /// Where the hand or the ankle is.
    to: Point,
    /// Whether elbow or knee lies to the left, seen from the root looking at the end.
    left: bool,
    /// The direction of the foot; hands have none.
    foot: Option<f64>,
}

/// An arm whose hand is at a point; the elbow lies to the left or right of the way there.
pub(super) fn arm(to: Point, left: bool) -> Limb {
    Limb(Some(Reach { to, left, foot: None }))
}

/// A leg whose ankle is at a point, with the direction of its foot.
pub(super) fn leg(to: Point, left: bool, foot: f64) -> Limb {
    Limb(Some(Reach { to, left, foot: Some(foot) }))
}

/// A person seen from the side.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pose {
    pub(super) hip: Point,
    /// From the hip to the shoulders.
    pub(super) spine: f64,
    /// How far the middle of the back bulges to the left of that line.
    pub(super) bulge: f64,
    /// From the shoulders to the head.
    pub(super) neck: f64,
    pub(super) near_arm: Limb,
    pub(super) far_arm: Limb,
    pub(super) near_leg: Limb,
    pub(super) far_leg: Limb,
}

/// The point at a distance in a direction.
pub(super) fn go(from: Point, direction: f64, distance: f64) -> Point {
    let (sine, cosine) = direction.to_radians().sin_cos();
    (from.0 + distance * cosine, from.1 - distance * sine)
}

/// Draws the person: far limbs pale, then leg and trunk, then the near arm with a gap around it.
pub(super) fn person(pose: &Pose) -> Markup {
    let root = arm_root(pose);
    html! {
        g opacity=".5" {
            (draw_arm(root, pose.far_arm, 0.0))
            (draw_leg(pose.hip, pose.far_leg, 0.0))
        }
        @if pose.far_leg.0.is_some() { g.h { (draw_leg(pose.hip, pose.near_leg, GAP)) } }
        (draw_leg(pose.hip, pose.near_leg, 0.0))
        (trunk(pose, 0.0))
        g.h { (draw_arm(root, pose.near_arm, GAP)) }
        (draw_arm(root, pose.near_arm, 0.0))
    }
}

/// Draws the person with a gap all around, in front of somebody else.
pub(super) fn person_in_front(pose: &Pose) -> Markup {
    html! {
        g.h { (draw_leg(pose.hip, pose.near_leg, GAP)) (trunk(pose, GAP)) }
        (person(pose))
    }
}

fn arm_root(pose: &Pose) -> Point {
    go(pose.hip, pose.spine, SPINE - 4.0)
}

fn trunk(pose: &Pose, gap: f64) -> Markup {
    let shoulder = go(pose.hip, pose.spine, SPINE);
    let middle = go(go(pose.hip, pose.spine, SPINE / 2.0), pose.spine + 90.0, pose.bulge * 2.0);
    let head = go(shoulder, pose.neck, NECK);
    html! {
        path stroke-width=(number(24.0 + gap)) d=(format!("M{} Q{} {}", at(pose.hip), at(middle), at(shoulder))) {}
        (segment(shoulder, head, 11.0 + gap))
        (segment(head, head, HEAD * 2.0 + gap))
    }
}

/// A person seen from the front, from behind or from above, upright: trunk between two shoulders and two hips.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Front {
    /// The point between the hips.
    pub(super) hip: Point,
    /// From the hips to the shoulders.
    pub(super) spine: f64,
    /// Arms: first the one on the left of that direction.
    pub(super) arms: [Limb; 2],
    /// Legs, likewise.
    pub(super) legs: [Limb; 2],
    /// Whether the arms lie in front of the trunk.
    pub(super) arms_over: bool,
}

/// Draws a person from the front.
pub(super) fn front(pose: &Front) -> Markup {
    let across = pose.spine + 90.0;
    let shoulders = go(pose.hip, pose.spine, SPINE);
    let [left, right] = [go(shoulders, across, 20.0), go(shoulders, across, -20.0)];
    let [hip_left, hip_right] = [go(pose.hip, across, 10.0), go(pose.hip, across, -10.0)];
    let head = go(shoulders, pose.spine, NECK + 4.0);
    html! {
        @if !pose.arms_over { (front_arms(pose)) }
        @for (root, limb) in [hip_left, hip_right].into_iter().zip(pose.legs) {
            g.h { (draw_leg(root, limb, GAP)) }
            (draw_leg(root, limb, 0.0))
        }
        path fill="currentColor" stroke-width="13" d=(format!(
            "M{} L{} L{} L{} Z", at(left), at(right), at(hip_right), at(hip_left)
        )) {}
        (segment(shoulders, head, 11.0))
        (segment(head, head, HEAD * 2.0))
        @if pose.arms_over { (front_arms(pose)) }
    }
}

/// Draws only the arms of a person from the front.
pub(super) fn front_arms(pose: &Front) -> Markup {
    let shoulders = go(pose.hip, pose.spine, SPINE);
    let roots = [20.0, -20.0].map(|aside| go(shoulders, pose.spine + 90.0, aside));
    html! {
        @for (root, limb) in roots.into_iter().zip(pose.arms) {
            @if pose.arms_over { g.h { (draw_arm(root, limb, GAP)) } }
            (draw_arm(root, limb, 0.0))
        }
    }
}

fn draw_arm(root: Point, limb: Limb, gap: f64) -> Markup {
    let Some(limb) = limb.0 else { return html! {} };
    let (elbow, hand) = reach(root, limb, UPPER_ARM, FOREARM);
    html! {
        (segment(root, elbow, 11.5 + gap))
        (segment(elbow, hand, 10.0 + gap))
    }
}

fn draw_leg(root: Point, limb: Limb, gap: f64) -> Markup {
    let Some(limb) = limb.0 else { return html! {} };
    let (knee, ankle) = reach(root, limb, THIGH, SHIN);
    html! {
        (segment(root, knee, 18.0 + gap))
        (segment(knee, ankle, 13.5 + gap))
        @if let Some(direction) = limb.foot {
            (segment(ankle, go(ankle, direction, FOOT), 9.0 + gap))
        }
    }
}

/// One rounded piece of a limb, where a pose is seen so that its bones look shorter.
pub(super) fn segment(from: Point, to: Point, width: f64) -> Markup {
    html! { path stroke-width=(number(width)) d=(format!("M{} L{}", at(from), at(to))) {} }
}

/// Where the joint and the end are: the end is the target, or as near to it as the bones allow.
fn reach(root: Point, limb: Reach, first: f64, second: f64) -> (Point, Point) {
    let (along, up) = (limb.to.0 - root.0, root.1 - limb.to.1);
    let direction = up.atan2(along).to_degrees();
    let distance = along.hypot(up).clamp((first - second).abs() + 1.0, first + second - 0.01);
    let cosine = (first * first + distance * distance - second * second) / (2.0 * first * distance);
    let turn = cosine.clamp(-1.0, 1.0).acos().to_degrees();
    let joint = go(root, if limb.left { direction + turn } else { direction - turn }, first);
    (joint, go(root, direction, distance))
}

/// A point as path data.
pub(super) fn at(point: Point) -> String {
    format!("{} {}", number(point.0), number(point.1))
}

/// A number with at most one decimal.
pub(super) fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limb_keeps_its_bones_wherever_it_reaches() {
        for target in [(10.0, 0.0), (55.0, 20.0), (300.0, -40.0), (0.5, 0.0)] {
            let limb = Reach { to: target, left: true, foot: None };
            let (joint, end) = reach((0.0, 0.0), limb, THIGH, SHIN);
            assert!((joint.0.hypot(joint.1) - THIGH).abs() < 0.01);
            assert!(((end.0 - joint.0).hypot(end.1 - joint.1) - SHIN).abs() < 0.1);
        }
    }
}
