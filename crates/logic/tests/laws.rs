//! The laws every algebra keeps, on random truths.

use easeback_logic::{Algebra, Block, Kleene, Lanes, Marks, Noted, OnePerson, Recorder, ThreeValued};
use proptest::prelude::*;
use std::fmt::Debug;

/// The laws that hold in two-valued and in three-valued logic alike.
fn keeps_the_laws<A: Algebra>(algebra: &A, a: &A::Truth, b: &A::Truth, c: &A::Truth)
where
    A::Truth: PartialEq + Debug,
{
    let (and, or, not) = (|x: &_, y: &_| algebra.and(x, y), |x: &_, y: &_| algebra.or(x, y), |x: &_| algebra.not(x));
    assert_eq!(and(a, b), and(b, a), "and commutes");
    assert_eq!(or(a, b), or(b, a), "or commutes");
    assert_eq!(and(&and(a, b), c), and(a, &and(b, c)), "and associates");
    assert_eq!(or(&or(a, b), c), or(a, &or(b, c)), "or associates");
    assert_eq!(and(a, &or(a, b)), a.clone(), "and absorbs");
    assert_eq!(or(a, &and(a, b)), a.clone(), "or absorbs");
    assert_eq!(and(a, &or(b, c)), or(&and(a, b), &and(a, c)), "and distributes");
    assert_eq!(or(a, &and(b, c)), and(&or(a, b), &or(a, c)), "or distributes");
    assert_eq!(not(&not(a)), a.clone(), "not undoes itself");
    assert_eq!(not(&and(a, b)), or(&not(a), &not(b)), "De Morgan");
    assert_eq!(and(a, &algebra.constant(true)), a.clone(), "true is neutral");
    assert_eq!(or(a, &algebra.constant(false)), a.clone(), "false is neutral");
    assert_eq!(and(a, &algebra.constant(false)), algebra.constant(false), "false decides");
    assert_eq!(or(a, &algebra.constant(true)), algebra.constant(true), "true decides");
    assert_eq!(algebra.any([a, b, c]), or(&or(a, b), c), "any is or");
    assert_eq!(algebra.and_not(a, b), and(a, &not(b)), "and_not is and with not");
}

fn block() -> impl Strategy<Value = Block<2>> + Clone {
    any::<[u64; 2]>().prop_map(Block)
}

fn kleene<T: Debug + Clone>(truth: impl Strategy<Value = T> + Clone) -> impl Strategy<Value = Kleene<T>> {
    (truth.clone(), truth).prop_map(|(yes, no)| Kleene { yes, no })
}

proptest! {
    #[test]
    fn one_person_keeps_the_laws(a: bool, b: bool, c: bool) {
        keeps_the_laws(&OnePerson, &a, &b, &c);
        prop_assert!(OnePerson.or(&a, &!a));
        prop_assert!(!OnePerson.and(&a, &!a));
    }

    #[test]
    fn lanes_keep_the_laws(a in block(), b in block(), c in block()) {
        keeps_the_laws(&Lanes::<2>, &a, &b, &c);
    }

    #[test]
    fn the_three_valued_logic_keeps_the_laws(
        a in kleene(any::<bool>()), b in kleene(any::<bool>()), c in kleene(any::<bool>()),
    ) {
        keeps_the_laws(&ThreeValued(OnePerson), &a, &b, &c);
    }

    #[test]
    fn three_valued_lanes_keep_the_laws(a in kleene(block()), b in kleene(block()), c in kleene(block())) {
        keeps_the_laws(&ThreeValued(Lanes::<2>), &a, &b, &c);
    }

    #[test]
    fn each_lane_is_one_person(a in block(), b in block(), lane in 0_usize..128) {
        let lanes = Lanes::<2>;
        prop_assert_eq!(lanes.and(&a, &b).holds(lane), a.holds(lane) && b.holds(lane));
        prop_assert_eq!(lanes.or(&a, &b).holds(lane), a.holds(lane) || b.holds(lane));
        prop_assert_eq!(lanes.not(&a).holds(lane), !a.holds(lane));
    }

    #[test]
    fn setting_a_lane_touches_no_other(mut a in block(), lane in 0_usize..128, holds: bool) {
        let before = a;
        a.set(lane, holds);
        for other in 0..128 {
            prop_assert_eq!(a.holds(other), if other == lane { holds } else { before.holds(other) });
        }
    }

    #[test]
    fn the_recorder_decides_as_one_person_does(a: bool, b: bool) {
        let noted = |value, mark| Noted { value, because: Marks::one(mark) };
        prop_assert_eq!(Recorder.and(&noted(a, 1), &noted(b, 2)).value, a && b);
        prop_assert_eq!(Recorder.or(&noted(a, 1), &noted(b, 2)).value, a || b);
        prop_assert_eq!(Recorder.not(&noted(a, 1)).value, !a);
    }
}

#[test]
fn kleene_matches_its_truth_table() {
    let logic = ThreeValued(OnePerson);
    let (yes, no, unknown) = (Kleene::known(true), Kleene::known(false), Kleene::UNKNOWN);
    assert_eq!(logic.and(&unknown, &no), no);
    assert_eq!(logic.and(&unknown, &yes), unknown);
    assert_eq!(logic.or(&unknown, &yes), yes);
    assert_eq!(logic.or(&unknown, &no), unknown);
    assert_eq!(logic.not(&unknown), unknown);
    assert!(unknown.is_unknown() && !yes.is_unknown() && !no.is_unknown());
}

#[test]
fn a_true_or_rests_on_the_sides_that_are_true() {
    let noted = |value, mark| Noted { value, because: Marks::one(mark) };
    let fired = Recorder.or(&noted(true, 3), &noted(false, 4));
    assert_eq!(fired.because.iter().collect::<Vec<_>>(), [3]);
    let both = Recorder.and(&fired, &noted(true, 100));
    assert_eq!(both.because.iter().collect::<Vec<_>>(), [3, 100]);
    assert!(Marks::one(128).is_empty());
}
