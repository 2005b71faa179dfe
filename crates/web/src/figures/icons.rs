//! Icons: 24 by 24, one line weight. They are decoration; the words stand beside them.

use maud::{Markup, html};

/// Every icon.
pub const ICONS: &[&str] = &[
    "emergency",
    "today",
    "soon",
    "home",
    "not_sure",
    "phone",
    "back",
    "check",
    "clock",
    "shield",
    "book",
    "gear",
    "warning",
    "none",
    "medicine",
    "chart",
    "plan",
    "move",
    "bell",
    "voice",
];

/// The icon with this name; one that is not known is a plain ring.
pub fn icon(name: &str) -> Markup {
    html! {
        svg.icon viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="2"
            stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false" {
            path d=(lines(name)) {}
        }
    }
}

fn lines(name: &str) -> &'static str {
    match name {
        // An octagon with a call sign: stop, and act.
        "emergency" => "M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8zM12 7v6M12 16.8v.1",
        // A sun over the horizon: today.
        "today" => {
            "M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8zM12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M4.9 4.9l1.8 1.8M17.3 17.3l1.8 1.8M19.1 4.9l-1.8 1.8M6.7 17.3l-1.8 1.8"
        }
        // A calendar leaf with one day marked.
        "soon" => {
            "M5 5h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM3 10h18M8 2.5V6M16 2.5V6M8.5 15.5l2.4 2.3l4.6-4.6"
        }
        "home" => "M3 11.5L12 4l9 7.5M5.5 9.8V20h13V9.8M10 20v-6h4v6",
        "not_sure" => {
            "M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 0 0 0-19zM9.2 9.3a2.9 2.9 0 1 1 4.4 2.5c-1.1.7-1.6 1.2-1.6 2.3M12 17.2v.1"
        }
        "phone" => {
            "M6.5 3h3l1.7 4.6l-2.2 1.7a13 13 0 0 0 5.7 5.7l1.7-2.2L21 14.5v3a3 3 0 0 1-3.2 3A16.5 16.5 0 0 1 3.5 6.2A3 3 0 0 1 6.5 3z"
        }
        "back" => "M15 5l-7 7l7 7",
        "bell" => "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4",
        // A loudspeaker with two waves.
        "voice" => "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
        "check" => "M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 0 0 0-19zM7.8 12.4l2.9 2.9l5.6-6.3",
        "clock" => "M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 0 0 0-19zM12 6.8V12l3.6 2.2",
        "shield" => "M12 2.5l8 3v6c0 5-3.4 8.4-8 10c-4.6-1.6-8-5-8-10v-6zM8.5 12l2.5 2.5l4.5-5",
        "book" => {
            "M12 6.2C9.8 4.6 6.6 4.2 3 4.5v14.2c3.6-.3 6.8.1 9 1.8c2.2-1.7 5.4-2.1 9-1.8V4.5c-3.6-.3-6.8.1-9 1.7zM12 6.2v14.3"
        }
        "gear" => {
            "M12 8.8a3.2 3.2 0 1 0 0 6.4a3.2 3.2 0 0 0 0-6.4zM10.3 2.8h3.4l.6 2.6l1.9 1.1l2.5-.8l1.7 2.9l-1.9 1.8v2.2l1.9 1.8l-1.7 2.9l-2.5-.8l-1.9 1.1l-.6 2.6h-3.4l-.6-2.6l-1.9-1.1l-2.5.8l-1.7-2.9l1.9-1.8v-2.2L3.6 8.6l1.7-2.9l2.5.8l1.9-1.1z"
        }
        "warning" => "M12 3.5L22 20.5H2zM12 10v4.8M12 17.7v.1",
        "none" => "M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 0 0 0-19zM5.5 5.5l13 13",
        // A capsule.
        "medicine" => "M13.5 4.2a4.5 4.5 0 0 1 6.3 6.3l-9.3 9.3a4.5 4.5 0 0 1-6.3-6.3zM8.9 8.9l6.2 6.2",
        "chart" => "M3.5 3.5v17h17M7.5 9l4 4l3-2.5l5 5",
        // A list with its first line ticked.
        "plan" => "M3.5 6.5l1.8 1.8l3-3.6M12 6.5h9M4 12.5h.1M12 12.5h9M4 18.5h.1M12 18.5h9",
        // A person in stride.
        "move" => {
            "M13.5 2.8a1.7 1.7 0 1 0 0 3.4a1.7 1.7 0 0 0 0-3.4zM12.5 9l-1.5 5.5l3 2.5l1 5M11 14.5L10.3 18L7 21.5M7.5 12.5l1-2.5l4-1l2 3l2.8 1"
        }
        _ => "M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 0 0 0-19z",
    }
}
