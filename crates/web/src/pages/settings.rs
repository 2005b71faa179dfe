//! The settings: country and numbers, the person's hours and calendar, light or dark, where the log is, exporting it,
//! importing one, erasing it.
//!
//! Plain forms: `POST /settings` with `country`, `weight_unit`, `wakes_at_hour`, `sleeps_at_hour`,
//! `calendar_with_health` and
//! `theme`, `GET /export.json`, `GET /export.csv`, `GET /settings/erase` to be asked once more, `POST /erase`.

use easeback_guideline::{Country, Guideline, HelpLine};
use maud::{Markup, html};

use crate::components::{NoticeKind, Words, back_button, button_link, notice, submit_button};
use crate::figures::icon;
use crate::units::{WEIGHT_UNIT, WeightUnit};

const WORDS: &Words<'static> = &Words::ENGLISH;

/// The settings by which a person says their own hours.
pub(crate) const WAKES: &str = "wakes_at_hour";
pub(crate) const SLEEPS: &str = "sleeps_at_hour";

/// The values of the field `theme`, with their words. The first one follows the system.
pub const THEMES: [(&str, &str); 3] = [("system", "As my device does"), ("light", "Light"), ("dark", "Dark")];

/// What is set now.
#[derive(Debug, Clone, Copy, Default)]
pub struct SettingsView<'a> {
    /// The id of the chosen country.
    pub country: Option<&'a str>,
    /// Whether nobody has chosen that country: it is a guess, and is shown as one.
    pub country_guessed: bool,
    /// The word of the unit in which a weight is typed: `kg`, `lb` or `st`; anything else counts as the first.
    pub weight_unit: &'a str,
    /// One of [`THEMES`]; anything else counts as the first.
    pub theme: Option<&'a str>,
    /// The person's day, and their calendar.
    pub day: DayView<'a>,
    /// Where the log is kept, as a person would look for it (a file, a server); may be empty.
    pub kept_at: &'a str,
    /// What was wrong with the form that came back; may be empty.
    pub problem: &'a str,
}

/// The person's day, and their calendar.
#[derive(Debug, Clone, Copy, Default)]
pub struct DayView<'a> {
    /// The hour at which the day begins, and the one at which it ends.
    pub hours: (u32, u32),
    /// Whether this person's clock goes to twelve.
    pub twelve: bool,
    /// Whether the entries of the calendar may say what they are about.
    pub calendar_with_health: bool,
    /// The address of the calendar, whole; may be empty.
    pub calendar: &'a str,
}

/// The settings page.
pub fn settings(guideline: &Guideline, current: &SettingsView<'_>) -> Markup {
    html! {
        h1 { "Settings" }
        @if !current.problem.is_empty() {
            div role="alert" { (notice(NoticeKind::Warning, "", &html! { p { (current.problem) } })) }
        }
        form method="post" action="/settings" {
            section {
                h2 { "Your country" }
                p.soft { "So that the right number stands on each page." }
                p.field {
                    label for="country" { "Country and emergency number" }
                    select #country name="country" {
                        @for country in &guideline.countries {
                            option value=(country.id) selected[is_current(country, current.country)] {
                                (country.name) " – " (country.emergency)
                            }
                        }
                    }
                }
                @if current.country_guessed { p { strong { "This is a guess. Please check it, and save." } } }
                @if let Some(country) = current.country.and_then(|id| guideline.country(id)) { (numbers(country)) }
            }
            section {
                fieldset {
                    legend { h2 { "How you say your weight" } }
                    @let chosen = WeightUnit::from_word(current.weight_unit).unwrap_or(WeightUnit::Kilograms);
                    @for unit in WeightUnit::ALL {
                        label.pick { input type="radio" name=(WEIGHT_UNIT) value=(unit.word()) checked[unit == chosen]; span { "In " (unit.name()) } }
                    }
                }
            }
            (your_day(&current.day))
            section {
                fieldset {
                    legend { h2 { "Light or dark" } }
                    @let chosen = THEMES.iter().position(|(id, _)| Some(*id) == current.theme).unwrap_or(0);
                    @for (place, (id, label)) in THEMES.iter().enumerate() {
                        label.pick { input type="radio" name="theme" value=(id) checked[place == chosen]; span { (label) } }
                    }
                }
            }
            div.go { (submit_button("Save", "", "", false)) }
        }
        (calendar(&current.day))
        (data(current.kept_at))
    }
}

/// The waking hours, and what the calendar may say.
fn your_day(current: &DayView<'_>) -> Markup {
    let (wakes, sleeps) = current.hours;
    let hours = |id: &str, label: &str, chosen: u32| {
        html! {
            p.field {
                label for=(id) { (label) }
                select id=(id) name=(id) {
                    @for hour in 0..24 { option value=(hour) selected[hour == chosen] { (hour_of(hour, current.twelve)) } }
                }
            }
        }
    };
    html! {
        section {
            h2 { "Your day" }
            p.soft { "So that nothing is planned while you sleep." }
            (hours(WAKES, "I get up at about", wakes))
            (hours(SLEEPS, "I go to bed at about", sleeps))
        }
        section {
            fieldset {
                legend { h2 { "What your calendar may say" } }
                p.soft { "A calendar is often seen by others." }
                @for (value, label) in [
                    ("no", "Only that it is time, such as “A minute for yourself”"),
                    ("yes", "What it is about, with the names of medicines"),
                ] {
                    label.pick { input type="radio" name=(crate::pages::calendar::WITH_HEALTH) value=(value)
                        checked[(value == "yes") == current.calendar_with_health]; span { (label) } }
                }
            }
        }
    }
}

/// As in "7 am" and "07:00".
fn hour_of(hour: u32, twelve: bool) -> String {
    match (twelve, hour) {
        (false, hour) => format!("{hour:02}:00"),
        (true, 0) => "12 am (midnight)".to_owned(),
        (true, 12) => "12 pm (noon)".to_owned(),
        (true, hour) if hour < 12 => format!("{hour} am"),
        (true, hour) => format!("{} pm", hour - 12),
    }
}

/// How to get the reminders into a calendar.
fn calendar(current: &DayView<'_>) -> Markup {
    html! {
        section #calendar {
            h2 { "Reminders in your calendar" }
            p { "Check-ins, the end of a timer, and when a medicine is possible again. Nothing is sent: your calendar fetches it from your own Easeback." }
            @if !current.calendar.is_empty() {
                h3 { "Subscribe" }
                p { "In the calendar program on this machine, choose “New calendar from the web” or “Subscribe”, and give it this address:" }
                p { code.address { (current.calendar) } }
                p.small.soft { "It keeps up with your log while Easeback is running. An online calendar cannot reach it." }
                h3 { "Or download" }
                p { "A file with what is to come as it stands now. It does not keep up." }
                p { a.btn.quiet href=(current.calendar) download="easeback.ics" { "Download the reminders" } }
            }
        }
    }
}

/// Whether this is the country to show as chosen: with none chosen, the one that stands for all others.
fn is_current(country: &Country, chosen: Option<&str>) -> bool {
    country.id == chosen.unwrap_or("other")
}

/// The numbers of a country, as they will stand on the pages.
fn numbers(country: &Country) -> Markup {
    let lines: [(&str, &Option<HelpLine>); 3] =
        [("Advice", &country.advice), ("Poison", &country.poison), ("Crisis", &country.crisis)];
    html! {
        dl.differ {
            div { dt { "Emergency" } dd.number { strong { (country.emergency) } } }
            @for (kind, line) in lines {
                @if let Some(line) = line { div { dt { (kind) } dd { (line.name) ": " span.number { (line.number) } } } }
            }
        }
        @if country.review.is_some() { p.small.soft { "Please check these numbers once. Nobody has checked them for us yet." } }
    }
}

fn data(kept_at: &str) -> Markup {
    html! {
        section {
            h2 { "Your log" }
            p { "Your answers and your log stay in the Easeback that you use. Nothing is sent to anybody else." }
            @if !kept_at.is_empty() { p { "They are kept here: " code { (kept_at) } } }
            h3 { "Export it" }
            p { "All of it in one file (JSON)." }
            form method="get" action="/export.json" { (submit_button("Export everything", "", "", true)) }
            h3 { "Export it as a table" }
            p { "Doses, sessions and pain, for a spreadsheet (CSV)." }
            form method="get" action="/export.csv" { (submit_button("Export a table", "", "", true)) }
            h3 { "Import a log" }
            p { "From a file that you exported before, here or on another device." }
            p { (button_link("/import", "Import a log", true)) }
            h3 { "Erase it" }
            p { "Erased means gone. We ask you once more first." }
            a.btn.call href="/settings/erase" { "Erase everything" }
        }
        section {
            h2 { "Who uses it" }
            p { "Each person in your home can have a log of their own." }
            p { (button_link("/people", "People here", true)) }
        }
        p { a href="/learn/about" { "How Easeback works" } }
    }
}

/// Asks once more before everything is erased.
pub fn confirm_erase() -> Markup {
    html! {
        (back_button("/settings", WORDS))
        h1 { "Erase everything?" }
        p.lead { "All of your answers, your log and your settings will be gone. Nobody can bring them back." }
        (notice(NoticeKind::Warning, "Do you take a medicine now?", &html! {
            p { "Then Easeback will no longer know when you took it. Write down the name and the time first." }
        }))
        p { "If you want to keep a copy, export it first." }
        form method="get" action="/export.json" { div.go { (submit_button("Export everything", "", "", true)) } }
        form method="post" action="/erase" { div.go { button.btn.call type="submit" { "Erase everything" } } }
        div.go { (button_link("/settings", "No, keep it", true)) }
    }
}

/// It is gone.
pub fn erased() -> Markup {
    html! {
        h1.with-icon { (icon("check")) "Erased" }
        p.lead { "Your answers, your log and your settings are gone." }
        p { "A file that you exported before is still where you put it." }
        p { (button_link("/", "Start again", false)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guideline() -> Guideline {
        Guideline::built_in().unwrap()
    }

    #[test]
    fn every_country_can_be_chosen_and_shows_its_number() {
        let guideline = guideline();
        let text = settings(&guideline, &SettingsView { country: Some("gb"), ..SettingsView::default() }).into_string();
        for country in &guideline.countries {
            assert!(text.contains(&format!("{} – {}", country.name, country.emergency)), "{}", country.id);
        }
        assert!(text.contains("<option value=\"gb\" selected>"));
        // And the two hours.
        assert_eq!(text.matches(" selected").count(), 3);
    }

    #[test]
    fn without_a_choice_the_form_says_another_country_and_follows_the_system() {
        let text = settings(&guideline(), &SettingsView::default()).into_string();
        assert!(text.contains("<option value=\"other\" selected>"));
        assert!(text.contains("value=\"system\" checked"));
        // And kilograms, and a calendar that says nothing about health.
        assert!(text.contains("value=\"kg\" checked"));
        assert!(text.contains("name=\"calendar_with_health\" value=\"no\" checked"));
        assert_eq!(text.matches(" checked").count(), 3);
    }

    #[test]
    fn erasing_is_asked_once_more_and_is_never_a_link_or_a_get() {
        let text = settings(&guideline(), &SettingsView::default()).into_string();
        assert!(!text.contains("action=\"/erase\""));
        assert!(text.contains("href=\"/settings/erase\""));
        let text = confirm_erase().into_string();
        assert!(text.contains("<form method=\"post\" action=\"/erase\">"));
        assert!(!text.contains("href=\"/erase\""));
    }

    #[test]
    fn every_control_has_a_label() {
        let text = settings(&guideline(), &SettingsView::default()).into_string();
        assert!(text.contains("<label for=\"country\">") && text.contains("id=\"country\""));
        assert_eq!(text.matches("type=\"radio\"").count(), text.matches("<label class=\"pick\">").count());
    }

    #[test]
    fn hours_are_told_as_the_country_tells_them() {
        let told = |twelve| [0, 7, 12, 13, 23].map(|hour| hour_of(hour, twelve));
        assert_eq!(told(true), ["12 am (midnight)", "7 am", "12 pm (noon)", "1 pm", "11 pm"]);
        assert_eq!(told(false), ["00:00", "07:00", "12:00", "13:00", "23:00"]);
    }

    #[test]
    fn no_page_carries_an_inline_style_or_script() {
        let pages = [settings(&guideline(), &SettingsView::default()), confirm_erase(), erased()];
        for page in pages.map(Markup::into_string) {
            assert!(!page.contains("style=") && !page.contains("<script"));
        }
    }
}
