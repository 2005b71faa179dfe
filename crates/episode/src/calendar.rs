//! Reminders as a calendar file after RFC 5545; whoever subscribes is asked by RFC 7986 to look again soon.
//!
//! Times are in UTC, so that the file needs no description of a zone and no clock change can move an entry.

use crate::Reminder;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::fmt::Write;

/// The most octets of a line, its end aside.
const LINE: usize = 75;

/// A calendar with these reminders; `stamp` is when it was made.
pub fn calendar(reminders: &[Reminder], stamp: Timestamp) -> String {
    let mut text = String::new();
    let mut line = |content: &str| fold(&mut text, content);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Easeback//Easeback//EN");
    line("REFRESH-INTERVAL;VALUE=DURATION:PT15M");
    for reminder in reminders {
        let title = escaped(&reminder.title);
        line("BEGIN:VEVENT");
        line(&format!("UID:{}@easeback", reminder.id));
        line(&format!("DTSTAMP:{}", utc(stamp)));
        line(&format!("DTSTART:{}", utc(reminder.at)));
        line(&format!("SUMMARY:{title}"));
        line("CLASS:PRIVATE");
        line("TRANSP:TRANSPARENT");
        line("BEGIN:VALARM");
        line("ACTION:DISPLAY");
        line(&format!("DESCRIPTION:{title}"));
        line("TRIGGER:PT0S");
        line("END:VALARM");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    text
}

/// `20260201T210400Z`.
fn utc(at: Timestamp) -> String {
    let time = TimeZone::UTC.to_datetime(at);
    let mut text = String::new();
    let (year, month, day) = (time.year(), time.month(), time.day());
    // Writing to a string cannot fail.
    let _ = write!(text, "{year:04}{month:02}{day:02}T{:02}{:02}{:02}Z", time.hour(), time.minute(), time.second());
    text
}

/// A text value: backslash, semicolon, comma and line ends are written with a backslash; other control signs have no place.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for sign in text.replace("\r\n", "\n").chars() {
        match sign {
            '\\' | ';' | ',' => escaped.extend(['\\', sign]),
            '\n' | '\r' => escaped.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => escaped.push(sign),
        }
    }
    escaped
}

/// Adds a line, cut so that no part is longer than allowed and no character is torn.
fn fold(text: &mut String, line: &str) {
    let mut used = 0;
    for sign in line.chars() {
        if used + sign.len_utf8() > LINE {
            text.push_str("\r\n ");
            used = 1;
        }
        text.push(sign);
        used += sign.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use easeback_guideline::CalendarKind;

    fn made(title: &str) -> String {
        let at = "2026-03-29T01:30:00Z".parse().unwrap();
        let title = title.to_owned();
        let reminder = Reminder { id: "7-check_in-3".to_owned(), at, kind: CalendarKind::CheckIn, title };
        calendar(&[reminder], "2026-03-28T00:00:00Z".parse().unwrap())
    }

    #[test]
    fn an_entry_has_its_name_its_time_in_utc_and_the_time_it_was_made() {
        let text = made("A minute for yourself");
        for line in ["UID:7-check_in-3@easeback", "DTSTART:20260329T013000Z", "DTSTAMP:20260328T000000Z", "VERSION:2.0"]
        {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} in {text}");
        }
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("\r\nEND:VCALENDAR\r\n"));
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    }

    #[test]
    fn signs_with_a_meaning_are_escaped() {
        let text = made("a,b;c\\d\ne\r\nEND:VCALENDAR\u{7}");
        assert!(text.contains("SUMMARY:a\\,b\\;c\\\\d\\ne\\nEND:VCALENDAR\r\n"), "{text}");
        assert_eq!(text.matches("\r\nEND:VCALENDAR").count(), 1);
    }

    #[test]
    fn long_lines_are_folded_between_characters_and_unfold_to_the_same() {
        let title = "wärme ".repeat(40);
        let text = made(&title);
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{title}")));
    }
}
