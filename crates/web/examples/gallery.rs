//! Writes every component and every figure into one HTML file, to be looked at.
//!
//! `cargo run --example gallery -p easeback-web -- gallery.html [figures|components|shell]`
//!
//! The style sheet stands inside the file here, so that it opens without a server; the pages themselves link to it.
//! The words are samples, not advice.

use std::{env, fs, io};

use easeback_web::components::{
    ActionBox, Call, Choice, ChoiceScreen, Evidence, MultiGroup, MultiScreen, NavItem, NoticeKind, NumberScreen,
    OfferCard, PageShell, PlanItem, ReasonCard, Source, TickRow, TickScreen, Withheld, Words, action_box, back_button,
    button_link, choice_screen, copy_text, disposition_band, empty_state, error_summary, evidence_note, multi_screen,
    notice, number_screen, offer_card, page, plan_item, progress, reason_card, settings_row, submit_button,
    tick_screen, withheld_list,
};
use easeback_web::figures::{FIGURES, ICONS, body_map, figure, icon, titles};
use maud::{Markup, html};

const STYLE: &str = include_str!("../assets/style.css");
const SCRIPT: &str = include_str!("../assets/app.js");
const WORDS: &Words<'static> = &Words::ENGLISH;

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| "gallery.html".to_owned());
    let body = match arguments.next().as_deref() {
        Some("figures") => figures(),
        Some("components") => components(),
        Some("result") => result(),
        Some("tick") => tick(),
        _ => html! { (components()) (figures()) },
    };
    let nav = [
        NavItem { href: "/today", label: "Today", icon: "plan" },
        NavItem { href: "/medicines", label: "Medicines", icon: "medicine" },
        NavItem { href: "/check-in", label: "Check-in", icon: "check" },
        NavItem { href: "/progress", label: "Progress", icon: "chart" },
        NavItem { href: "/settings", label: "Settings", icon: "gear" },
    ];
    let text = page(&PageShell {
        title: "Gallery",
        nav: &nav,
        nav_current: Some("/today"),
        emergency_number: "911",
        footer_links: &[("/report", "Report"), ("/learn", "Learn"), ("/settings", "Settings")],
        body,
        ..PageShell::default()
    })
    .into_string()
    .replace("<link rel=\"stylesheet\" href=\"/assets/style.css\">", &format!("<style>{STYLE}</style>"))
    .replace("<script src=\"/assets/app.js\" defer></script>", &format!("<script type=\"module\">{SCRIPT}</script>"));
    fs::write(path, text)
}

fn figures() -> Markup {
    html! {
        h1 { "Figures" }
        h2 { "All of them" }
        @for id in FIGURES {
            article.card {
                @if let Some(drawing) = figure(id) { (drawing) }
                h3 { (id) }
                @for title in titles(id) { p.small.soft { (title) } }
            }
        }
        article.card { (body_map(&["belly", "calves"], "lit-")) h3 { "body_map, two regions lit" } }
        h2 { "Icons" }
        div.row { @for name in ICONS { span.row { (icon(name)) span.small { (name) } } } }
    }
}

fn tick() -> Markup {
    let choices = [
        Choice { value: "leaking", label: "I leak, or cannot hold it" },
        Choice { value: "cannot_go", label: "It is hard to start, or only drips" },
        Choice { value: "no_feeling", label: "I do not feel when I pee" },
        Choice { value: "long_standing", label: "It has been so for over 3 months and a doctor knows why" },
    ];
    let rows = [
        TickRow {
            name: "groin_numb",
            label: "My groin, inner thighs or private parts are numb or tingly",
            ..TickRow::default()
        },
        TickRow {
            name: "bladder",
            label: "I have new trouble with peeing",
            which: "What is it?",
            choices: &choices,
            ..TickRow::default()
        },
        TickRow {
            name: "fever",
            label: "I have a fever, or feel hot and shivery",
            help: "38 °C or 100.4 °F or more. Pain pills can hide a fever.",
            ..TickRow::default()
        },
        TickRow { name: "leg_weak", label: "A leg or foot is newly weak", ..TickRow::default() },
        TickRow { name: "vomiting", label: "I have thrown up", ..TickRow::default() },
    ];
    html! {
        (back_button("/", WORDS))
        (progress(2, 6, WORDS))
        (tick_screen(&TickScreen { action: "/check", title: "Is it an emergency?", lead: "Tick all that are true since this pain began.", rows: &rows, ..TickScreen::default() }, WORDS))
    }
}

fn ticked() -> Markup {
    let choices = [
        Choice { value: "leaking", label: "I leak, or cannot hold it" },
        Choice { value: "cannot_go", label: "It is hard to start, or only drips" },
    ];
    let rows = [
        TickRow {
            name: "bladder2",
            label: "I have new trouble with peeing",
            yes: true,
            which: "What is it?",
            choices: &choices,
            chosen: Some("cannot_go"),
            ..TickRow::default()
        },
        TickRow {
            name: "fever2",
            label: "I have a fever, or feel hot and shivery",
            not_sure: true,
            ..TickRow::default()
        },
        TickRow {
            name: "leg2",
            label: "A leg or foot is newly weak",
            yes: true,
            not_sure: true,
            error: "Tick yes or not sure, not both.",
            ..TickRow::default()
        },
    ];
    tick_screen(
        &TickScreen { action: "/check", title: "Tick screen, answered", rows: &rows, ..TickScreen::default() },
        WORDS,
    )
}

fn result() -> Markup {
    let sources = [Source {
        cite: "GIRFT (NHS England) 2023. National suspected cauda equina syndrome pathway.",
        href: "https://example.org/",
    }];
    html! {
        (disposition_band("emergency_now", "Get emergency help now", "Some of your answers can be signs of something that must not wait.", WORDS))
        (action_box(&ActionBox {
            level: "emergency_now",
            title: "What to do now",
            calls: &[Call { label: "Call 911", number: "911" }, Call { label: "Call the advice line", number: "1-800-222-1222" }],
            steps: &["Call now, or have somebody take you to an emergency room.", "Do not drive yourself.", "Take a list of your medicines with you."],
        }))
        (copy_text("say", "What to say", "I have a bad back spasm since yesterday.\nThe skin between my legs is numb.\nI cannot pee.", WORDS))
        h2 { "Why" }
        (reason_card(&ReasonCard {
            level: "emergency_now", because: "Numb skin between the legs can mean the nerves at the base of the spine are squeezed.",
            what_to_do: "Go to an emergency room.", by_when: "Now", facts: &["Your groin or private parts are numb or tingly: yes"], sources: &sources, ..ReasonCard::default()
        }, WORDS))
        (reason_card(&ReasonCard {
            level: "same_day", because: "A fever with back pain needs a look today.", facts: &["Do you have a fever?"], not_ruled_out: true, ..ReasonCard::default()
        }, WORDS))
    }
}

fn questions() -> Markup {
    let pain: Vec<String> = (0..=10).map(|step: u8| step.to_string()).collect();
    let pain: Vec<Choice<'_>> = pain.iter().map(|step| Choice { value: step, label: step }).collect();
    let days =
        [("0", "Today"), ("1", "Yesterday"), ("3", "3 days"), ("7", "A week"), ("14", "2 weeks"), ("30", "A month")]
            .map(|(value, label)| Choice { value, label });
    let course = [("better", "Better"), ("same", "About the same"), ("worse", "Worse")]
        .map(|(value, label)| Choice { value, label });
    let heart = [("heart_failure", "A weak heart (heart failure)"), ("high_blood_pressure", "High blood pressure")]
        .map(|(value, label)| Choice { value, label });
    let belly = [("ulcer", "A stomach ulcer or bleeding gut, ever"), ("liver", "Liver disease")]
        .map(|(value, label)| Choice { value, label });
    html! {
        (choice_screen(&ChoiceScreen { action: "/check", name: "course", question: "Since it began, how is the pain?", choices: &course, chosen: Some("same"), ..ChoiceScreen::default() }, WORDS))
        (number_screen(&NumberScreen { action: "/check", name: "pain_now", question: "How bad was the pain at its worst in the last day?", pick: &pain, ends: ("No pain", "Worst pain"), value: Some("5"), ..NumberScreen::default() }, WORDS))
        (number_screen(&NumberScreen {
            action: "/check", name: "duration_days", question: "How long have you had this pain?", pick: &days, type_label: "Or type the number of days", unit: "days", range: "A whole number from 0 to 3650",
            whole: true, value: Some("4000"), error: "4000 days is more than we can take: give 0 to 3650.", ..NumberScreen::default()
        }, WORDS))
        (multi_screen(&MultiScreen {
            action: "/check", name: "conditions", question: "Do you have any of these?", help: "It matters for which medicines are safe for you.",
            groups: &[
                MultiGroup { title: "Heart and blood", options: &heart, none_name: "none.heart", none: false },
                MultiGroup { title: "Stomach and liver", options: &belly, none_name: "none.belly", none: true },
            ],
            chosen: &["high_blood_pressure"], ..MultiScreen::default()
        }, WORDS))
        (multi_screen(&MultiScreen { action: "/check", name: "skin", question: "On your back, is the skin…", groups: &[MultiGroup { options: &belly, ..MultiGroup::default() }], ..MultiScreen::default() }, WORDS))
    }
}

fn offers() -> Markup {
    let sources = [Source {
        cite: "French SD et al. 2006. Superficial heat or cold for low back pain. Cochrane.",
        href: "https://example.org/",
    }];
    let evidence = [Evidence {
        certainty: "moderate",
        say: "In studies, warmth gave a little short-term relief.",
        figures: "2 trials, 258 people.",
        sources: &sources,
    }];
    html! {
        h2 { "What may help" }
        (offer_card(&OfferCard {
            figure: "heat", name: "Warm pack", summary: "Warmth can ease a tight back for a while.",
            steps: &["Wrap the pack in a cloth.", "Put it on the sore part.", "Set a timer."], limits: &["At most 30 minutes at a time."], limits_in_view: false,
            not_with: &["Capsicum cream on the same skin"], notes: &["Never fall asleep on it."], evidence: &evidence,
            actions: html! { (button_link("/heat", "Start", false)) (button_link("/learn/heat", "Read more", true)) },
        }, WORDS))
        @for certainty in ["high", "moderate", "low", "very_low", "none"] {
            (evidence_note(&Evidence { certainty, say: "What the studies say, in one line.", ..Evidence::default() }, WORDS))
        }
        h2 { "Held back" }
        (withheld_list(&[
            Withheld { name: "Ibuprofen", strength: "never", because: &["You take a blood thinner. Together they can cause bleeding."], ..Withheld::default() },
            Withheld { name: "Massage", strength: "ask_first", because: &["You have weak bones."], actions: button_link("/ask", "My doctor said yes", true) },
        ], WORDS))
    }
}

fn components() -> Markup {
    html! {
        (tick())
        (error_summary(&[("leg2", "Tick yes or not sure for the weak leg, not both."), ("duration_days", "Give the number of days.")], WORDS))
        (ticked())
        (result())
        (disposition_band("same_day", "Talk to a doctor today", "Do not wait until tomorrow.", WORDS))
        (disposition_band("see_doctor_soon", "See a doctor within 3 days", "You can look after yourself until then.", WORDS))
        (action_box(&ActionBox { level: "see_doctor_soon", title: "What to do", calls: &[Call { label: "Call the advice line", number: "111" }], steps: &["Book a visit."] }))
        (disposition_band("home_care", "You can look after this at home", "Nothing you told us points to danger. Here is a plan for today.", WORDS))
        (disposition_band("incomplete", "A few answers are missing", "", WORDS))
        (questions())
        (offers())
        (notice(NoticeKind::Info, "Good to know", &html! { p { "Most spasms ease within weeks." } }))
        (notice(NoticeKind::Warning, "", &html! { p { "You took a dose 3 hours ago. The next one is allowed at 18:40." } }))
        (notice(NoticeKind::Done, "", &html! { p { "Saved." } }))
        h2 { "Today" }
        (plan_item(&PlanItem { time: "08:00", name: "Warm pack", href: "/heat", detail: "20 to 30 minutes", done: true }, &html! {}, WORDS))
        (plan_item(&PlanItem { time: "09:00", name: "Walk", href: "", detail: "2 to 5 minutes on the flat", done: false }, &submit_button("Done", "", "", true), WORDS))
        div.timer { "19:42" }
        (empty_state("keep_moving", "Nothing logged yet", "What you do today will stand here.", &button_link("/check", "Start", false)))
        (settings_row("theme", "Light or dark", "Follows your system unless you choose.", &html! { select #theme name="theme" { option { "System" } option { "Light" } option { "Dark" } } }))
        (settings_row("", "Erase everything", "Erased means gone.", &submit_button("Erase", "", "", true)))
    }
}
