//! Check-ins: when they come, what they ask, and what happens when nobody does them.

use crate::days::Story;
use easeback_episode::{Answer, Event, Shown, asked, felt_worse, nobody_did, report, schedule};
use easeback_guideline::Group;

#[test]
fn check_ins_come_day_by_day_and_one_covers_those_before_it() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    let next = story.look(|now| schedule(now).next.map(|slot| (slot.check_in.unwrap().id.clone(), slot.at)));
    assert_eq!(next, Some(("hours_24".to_owned(), "2026-02-03T09:00:00Z".parse().unwrap())));
    story.wait_hours(49);
    story.look(|now| {
        let schedule = schedule(now);
        assert_eq!(schedule.due.unwrap().check_in.unwrap().id, "hours_48");
        assert_eq!(schedule.missed.len(), 1);
        assert!(schedule.silent.unwrap().with_emergency_list);
    });
    story.checks_in(5.0, "better", &[]);
    story.look(|now| {
        let schedule = schedule(now);
        assert!(schedule.due.is_none() && schedule.missed.is_empty() && schedule.silent.is_none());
        assert_eq!(schedule.next.unwrap().check_in.unwrap().id, "day_3");
    });
}

/// I-51.
#[test]
fn every_check_in_asks_every_warning_sign_again_the_emergency_first() {
    let story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    story.look(|now| {
        for check_in in now.guideline().check_ins.iter().map(Some).chain([None]) {
            let asked = asked(now, check_in);
            let rows: Vec<_> = asked.warning_signs.iter().flat_map(|screen| &screen.rows).map(|row| row.id).collect();
            let first = asked.warning_signs.iter().position(|one| !one.screen.emergency).unwrap();
            assert!(asked.warning_signs[first..].iter().all(|one| !one.screen.emergency));
            for finding in &now.guideline().findings {
                let sign = matches!(finding.group, Group::Emergency | Group::Warning) && finding.asked_when.is_none();
                assert!(!sign || rows.contains(&finding.id.as_str()), "{} is not asked again", finding.id);
            }
            assert!(["night_pain", "cannot_function", "pain_constant"].iter().all(|id| rows.contains(id)));
            let others: Vec<_> = asked.findings.iter().map(|finding| finding.id.as_str()).collect();
            assert!(["pain_now", "course", "bad_reaction"].iter().all(|id| others.contains(id)));
        }
    });
}

/// I-52.
#[test]
fn a_plan_of_the_first_week_expires_after_two_days_and_a_check_in_renews_it() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    story.wait_hours(47);
    story.plan(|plan| assert_eq!(plan.shown, Shown::Yes));
    story.wait_hours(1);
    story.plan(|plan| {
        assert!(matches!(plan.shown, Shown::Expired(_)));
        assert!(plan.items.iter().all(|item| item.treatment.is_none()));
        assert!(plan.items.iter().any(|item| item.line.id == "check_in"));
    });
    // Silence is never taken for being well, however long it lasts.
    story.wait_hours(24 * 20);
    story.plan(|plan| assert!(matches!(plan.shown, Shown::Expired(_))));
    story.checks_in(3.0, "better", &[]);
    story.plan(|plan| assert_eq!(plan.shown, Shown::Yes));
}

#[test]
fn a_plan_begun_late_in_the_pain_expires_in_its_own_first_days() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 5.0);
    story.check(5.0, &[("duration_days", Answer::Number(6.0))]);
    story.wait_hours(47);
    story.plan(|plan| assert_eq!(plan.shown, Shown::Yes));
    story.wait_hours(1);
    story.plan(|plan| assert!(matches!(plan.shown, Shown::Expired(_))));
    story.checks_in(4.0, "better", &[]);
    story.plan(|plan| assert_eq!(plan.shown, Shown::Yes));
}

#[test]
fn check_ins_that_nobody_did_stay_counted_once_one_was_done() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 5.0);
    story.wait_hours(24 * 4);
    // Days 1, 2 and 3; that of today is due.
    assert_eq!(story.look(nobody_did), 3);
    story.checks_in(4.0, "better", &[]);
    assert_eq!(story.look(nobody_did), 3);
    story.wait_hours(24);
    story.checks_in(4.0, "better", &[]);
    assert_eq!(story.look(nobody_did), 3);
    assert_eq!(story.look(|now| report(now, &[]).missed), 3);
}

#[test]
fn worse_pain_noted_between_check_ins_asks_to_look_again() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 5.0);
    let felt = |pain| Event::PainFelt { pain, after: None };
    story.wait_hours(2);
    story.tell(felt(6.0));
    assert!(!story.look(felt_worse));
    story.tell(felt(7.0));
    assert!(story.look(felt_worse));
    story.tell(felt(3.0));
    assert!(story.look(felt_worse), "it was so all the same");
    story.checks_in(7.0, "same", &[]);
    assert!(!story.look(felt_worse));
}
