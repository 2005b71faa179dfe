//! Somebody who comes back day after day: the pages as a person opens them, with a clock that the story moves.

use crate::support::Phone;
use jiff::civil::{Date, time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The day on which the pain began.
const DAY_0: Date = jiff::civil::date(2026, 2, 2);

/// A person with a phone, on a day of their spasm.
pub struct Days {
    pub phone: Phone,
    seconds: Arc<AtomicI64>,
}

/// What is said at a check-in. What is not named is "none of these".
#[derive(Clone, Copy)]
pub struct Said<'a> {
    pub pain: u32,
    pub course: &'a str,
    pub rest_days: u32,
    /// Signs that are ticked.
    pub signs: &'a [&'a str],
    /// Other single answers, by name.
    pub others: &'a [(&'a str, &'a str)],
}

pub const fn pain(pain: u32, course: &str) -> Said<'_> {
    Said { pain, course, rest_days: 0, signs: &[], others: &[] }
}

fn new_york() -> TimeZone {
    TimeZone::get("America/New_York").unwrap()
}

impl Days {
    /// Nine in the morning of the day on which it began.
    pub async fn begin() -> Self {
        let seconds = Arc::new(AtomicI64::new(at(0, 9).as_second()));
        Self { phone: Phone::by(&seconds).await, seconds }
    }

    /// The same time of day, so many days after day 0.
    pub fn on_day(&mut self, day: i64) {
        self.on(day, 9);
    }

    /// This hour of the day of this number.
    pub fn on(&mut self, day: i64, hour: i8) {
        let at = at(day, hour).as_second();
        assert!(at >= self.seconds.load(Ordering::Relaxed), "time goes on");
        self.seconds.store(at, Ordering::Relaxed);
    }

    pub fn wait_minutes(&mut self, minutes: i64) {
        self.seconds.fetch_add(minutes * 60, Ordering::Relaxed);
    }

    /// The whole check, as somebody with a plain spasm that began today does it, and what differs from that.
    pub async fn check(&mut self, pain: &str, differs: &[(&str, &str)]) {
        let usual = [("duration_days", "0"), ("pain_now", pain), ("course", "same")];
        for _ in 0..40 {
            if self.phone.path.starts_with("/result") {
                return;
            }
            let button = |name: &str| self.phone.page.contains(&format!("type=\"submit\" name=\"{name}\""));
            let tick_row = |name: &str| self.phone.page.contains(&format!("id=\"{name}\""));
            let named = differs.iter().chain(&usual).copied();
            match named.clone().find(|(name, _)| button(name)) {
                Some((name, value)) => self.phone.tap(name, value).await,
                None => match differs.iter().find(|(name, _)| tick_row(name)) {
                    Some((name, value)) => {
                        self.phone.tick(name, value);
                        self.phone.go_on().await;
                    }
                    None => self.phone.plain().await,
                },
            }
        }
        panic!("the check does not end: {}", self.phone.heading());
    }

    /// Opens the check-in, answers all of it and sends it.
    pub async fn check_in(&mut self, said: Said<'_>) {
        self.phone.open("/check-in").await;
        assert_eq!(self.phone.path, "/check-in", "{}", self.phone.text());
        for sign in said.signs {
            if !self.phone.is_on(sign, "yes") {
                self.phone.tick(sign, "yes");
            }
        }
        let (pain, rest) = (said.pain.to_string(), said.rest_days.to_string());
        self.phone.tick("pain_now", &pain);
        self.phone.tick("course", said.course);
        self.phone.tick("rest_days", &rest);
        self.phone.tick("pain_constant", "comes_and_goes");
        for (name, value) in said.others {
            self.phone.tick(name, value);
        }
        if self.phone.page.contains("name=\"mood_low\"") && !said.others.iter().any(|(name, _)| *name == "mood_low") {
            self.phone.tick("mood_low", "2");
        }
        if self.phone.page.contains("name=\"worry_persist\"") {
            self.phone.tick("worry_persist", "2");
        }
        for group in groups(&self.phone.page) {
            let ticked = rows_of(&self.phone.page, &group).iter().any(|row| self.phone.is_on(row, "yes"));
            if !ticked {
                self.phone.tick(&format!("_none.{group}"), "yes");
            }
        }
        self.phone.go_on().await;
    }

    /// The text of a page.
    pub async fn page(&mut self, path: &str) -> String {
        self.phone.open(path).await;
        self.phone.text()
    }

    /// Says yes to what the page of medicines offers.
    pub async fn takes(&mut self, treatment: &str, mg: &str) {
        self.phone.open("/medicines").await;
        let mut form = self.offered(treatment).unwrap_or_else(|| panic!("no {treatment}: {}", self.phone.text()));
        form.push(("mg".to_owned(), mg.to_owned()));
        self.phone.post("/medicines/take", &form).await;
    }

    /// The form to take a dose of it now, where the open page has one.
    pub fn offered(&self, treatment: &str) -> Option<Vec<(String, String)>> {
        let is =
            |form: &Vec<(String, String)>| form.iter().any(|(name, value)| name == "treatment" && value == treatment);
        self.phone.forms_to("/medicines/take").into_iter().find(is)
    }

    /// Logs a product that was taken, whether it was allowed or not.
    pub async fn logs(&mut self, product: &str, units: &str) {
        self.phone.post("/medicines/find", &[("name".to_owned(), product.to_owned())]).await;
        let has_product = |form: &Vec<(String, String)>| form.iter().any(|(name, _)| name == "product");
        let form = self.phone.forms_to("/medicines/log").into_iter().find(has_product);
        let mut form = form.unwrap_or_else(|| panic!("no {product}: {}", self.phone.text()));
        form.retain(|(name, _)| name != "units");
        form.push(("units".to_owned(), units.to_owned()));
        self.phone.post("/medicines/log", &form).await;
    }

    /// How many events of this kind the log holds.
    pub async fn count(&self, kind: &str) -> usize {
        self.phone.kinds().await.iter().filter(|one| **one == kind).count()
    }
}

fn at(day: i64, hour: i8) -> Timestamp {
    let date = DAY_0.checked_add(day.days()).unwrap();
    date.to_datetime(time(hour, 0, 0, 0)).to_zoned(new_york()).unwrap().timestamp()
}

/// The groups of a check-in that have their own "None of these".
fn groups(page: &str) -> Vec<String> {
    let names = page.split("name=\"_none.").skip(1);
    names.map(|rest| rest[..rest.find('"').unwrap()].to_owned()).collect()
}

/// The rows that stand in a group.
fn rows_of(page: &str, group: &str) -> Vec<String> {
    let start = page.find(&format!("<fieldset class=\"again\" id=\"{group}\"")).unwrap();
    let end = page[start..].find("</details>").map_or(page.len(), |end| start + end);
    let rows = page[start..end].split("class=\"tick\" id=\"").skip(1);
    rows.map(|rest| rest[..rest.find('"').unwrap()].to_owned()).collect()
}
