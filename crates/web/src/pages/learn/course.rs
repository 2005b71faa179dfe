//! How it usually goes: for most people, never a promise.

use easeback_guideline::{CourseGroup, CoursePoint, ExpectedCourse, Guideline, WatchKind};
use maud::{Markup, html};

use super::LEARN_HREF;
use super::parts::{Unchecked, WORDS, cited, sources_section, unchecked, unchecked_section};
use super::treatment::disagreement;
use crate::components::{NoticeKind, back_button, button_link, notice};

/// The points of disagreement with the article that are about the course.
pub(super) const DIFFERS: [&str; 2] = ["time_to_go_away", "two_to_three_weeks"];

/// How pain goes over weeks for most people, as text and as a small table.
pub fn course(guideline: &Guideline) -> Markup {
    let shown: Vec<_> = guideline.expected_courses.iter().filter(|course| course.shown).collect();
    let differs: Vec<_> = guideline.disagreements.iter().filter(|one| DIFFERS.contains(&one.id.as_str())).collect();
    html! {
        (back_button(LEARN_HREF, WORDS))
        h1 { "How it usually goes" }
        @for note in guideline.course_notes.iter().take(1) {
            (notice(NoticeKind::Info, "", &html! { p { strong { (note.say) } } }))
        }
        section {
            h2 { "How the pain goes down" }
            p.soft { "The numbers are the mean of many people, from 0 (no pain) to 10 (the worst pain)." }
            @for course in &shown { (one_course(course)) }
            @if shown.iter().any(|course| course.points.iter().any(|point| point.interpolated)) {
                p.small.soft { "A star marks a number that nobody measured. It lies between the ones before and after." }
            }
        }
        section {
            h2 { "Keep in mind" }
            ul { @for note in guideline.course_notes.iter().skip(1) { li { (note.say) } } }
        }
        section {
            h2 { "Getting back to your life" }
            ul { @for anchor in &guideline.anchors { li { (anchor.say) } } }
            details {
                summary { (WORDS.the_numbers) }
                ul.small {
                    @for anchor in &guideline.anchors { li { (anchor.figures) } }
                    @for note in &guideline.course_notes { @if let Some(figures) = &note.figures { li { (figures) } } }
                }
            }
        }
        section {
            h2 { "Step by step" }
            ol { @for phase in &guideline.phases { li { strong { (phase.title) ". " } (phase.say) } } }
        }
        section {
            h2 { "Do the check again when" }
            ul { @for sign in guideline.watch_for.iter().filter(|sign| sign.kind == WatchKind::ComeBack) { li { (sign.say) } } }
            (button_link("/check", "Do the check", true))
        }
        @if !differs.is_empty() {
            section {
                h2 { "What the article says, and what we do" }
                @for entry in differs { h3 { (entry.topic) } (disagreement(entry, true)) }
            }
        }
        (sources_section(&cited(guideline, source_ids(guideline))))
        (unchecked_section(&awaiting_review(guideline)))
    }
}

fn one_course(course: &ExpectedCourse) -> Markup {
    html! {
        h3 { (group(course.group)) }
        p { (course.says) }
        table.course {
            caption.vh { "Mean pain, week by week: " (group(course.group)) }
            thead { tr { th scope="col" { "When" } th scope="col" { "Mean pain" } } }
            tbody { @for point in &course.points { (week(point)) } }
        }
    }
}

fn week(point: &CoursePoint) -> Markup {
    html! {
        tr {
            th scope="row" { @if point.week == 0 { "Start" } @else { (point.week) " weeks" } }
            td.number {
                div.bar {
                    span { (format!("{:.1}", point.pain / 10.0)) @if point.interpolated { "*" } }
                    svg viewBox="0 0 100 12" width="200" height="12" preserveAspectRatio="none"
                        aria-hidden="true" focusable="false" {
                        rect.track width="100" height="12" rx="2" {}
                        rect.fill width=(point.pain) height="12" rx="2" {}
                    }
                }
            }
        }
    }
}

const fn group(group: CourseGroup) -> &'static str {
    match group {
        CourseGroup::Acute => "New pain, up to 6 weeks",
        CourseGroup::Subacute => "Pain of 6 to 12 weeks",
        CourseGroup::Persistent => "Pain of more than 12 weeks",
    }
}

fn source_ids(guideline: &Guideline) -> impl Iterator<Item = &String> {
    let courses = guideline.expected_courses.iter().filter(|one| one.shown).flat_map(|one| &one.sources);
    let anchors = guideline.anchors.iter().flat_map(|one| &one.sources);
    courses.chain(anchors).chain(guideline.course_notes.iter().flat_map(|one| &one.sources))
}

fn awaiting_review(guideline: &Guideline) -> Vec<Unchecked<'_>> {
    let courses = guideline.expected_courses.iter().filter(|one| one.shown);
    let courses = courses.flat_map(|one| unchecked(&one.says, one.review, one.review_note.as_ref()));
    let anchors = guideline.anchors.iter().flat_map(|one| unchecked(&one.say, one.review, one.review_note.as_ref()));
    let notes = guideline.course_notes.iter().flat_map(|one| unchecked(&one.say, one.review, one.review_note.as_ref()));
    courses.chain(anchors).chain(notes).collect()
}
