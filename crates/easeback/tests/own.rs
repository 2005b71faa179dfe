//! `easeback log`, `easeback today` and `easeback may-i`, on real files, alone and beside the server.
//!
//! Each test plays at an instant of its own: what may be done depends on the hour.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod program;

use easeback_engine::{Answer, answers_of};
use easeback_episode::{Event, EventId, NewEvent, Recorded, Sequence};
use easeback_guideline::{Guideline, SourceFile};
use easeback_store::{EventStore, PersonId, SqlStore};
use jiff::{SignedDuration, Timestamp};
use program::server::Server;
use program::{Folder, Ran, command, end, guideline};
use serde_json::Value;
use std::collections::BTreeMap;

/// When a test plays where it does not say otherwise: a Monday, ten in the morning.
const MORNING: &str = "2026-03-02T10:00:00Z";

/// A file in a folder of its own, beside the clock that is read with it.
struct File {
    folder: Folder,
    runtime: tokio::runtime::Runtime,
    /// Where the person is.
    zone: &'static str,
}

impl File {
    fn empty() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let file = Self { folder: Folder::new(), runtime, zone: "UTC" };
        file.set_clock(MORNING);
        file
    }

    /// Somebody with a plain spasm since an hour, who wants a pill.
    fn of_a_plain_spasm() -> Self {
        Self::of_a_plain_spasm_at(MORNING, "UTC")
    }

    fn of_a_plain_spasm_at(now: &str, zone: &'static str) -> Self {
        let file = Self { zone, ..Self::empty() };
        file.set_clock(now);
        let wants = Answer::ManyOf { chosen: vec!["medicine".to_owned()], not_sure: false };
        let mut answers = plain_spasm();
        answers.insert("wants".to_owned(), wants);
        file.add(vec![Event::EpisodeStarted {}, Event::AnswersGiven { screen: None, answers }]);
        file
    }

    fn path(&self) -> String {
        self.folder.path("easeback.sqlite")
    }

    fn clock(&self) -> String {
        self.folder.path("clock")
    }

    fn set_clock(&self, now: &str) {
        std::fs::write(self.clock(), now).unwrap();
    }

    fn now(&self) -> Timestamp {
        std::fs::read_to_string(self.clock()).unwrap().parse().unwrap()
    }

    /// Adds events of an hour ago.
    fn add(&self, events: Vec<Event>) {
        let at = self.now() - SignedDuration::from_hours(1);
        let new = |(place, event): (usize, Event)| {
            let id = EventId::from_u128(1 + place as u128);
            NewEvent { id, at, zone: self.zone.to_owned(), recorded_at: at, event }
        };
        let events: Vec<NewEvent> = events.into_iter().enumerate().map(new).collect();
        self.runtime.block_on(async {
            let store = SqlStore::open_sqlite(self.path()).await.unwrap();
            store.append(&PersonId::new("me").unwrap(), Sequence::EMPTY, &events).await.unwrap();
            store.close().await;
        });
    }

    fn events(&self) -> Vec<Recorded> {
        self.runtime.block_on(async {
            let store = SqlStore::open_sqlite(self.path()).await.unwrap();
            let events = store.read(&PersonId::new("me").unwrap()).await.unwrap();
            store.close().await;
            events
        })
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let (path, clock) = (self.path(), self.clock());
        let mut command = command(&[arguments, &["--data", &path, "--clock-file", &clock]].concat());
        command.env("TZ", self.zone);
        let mut ran = end(command, "");
        // Arguments that cannot be read are refused before any clock is.
        if let Some((warning, errors)) = ran.errors.split_once("only.\n") {
            assert!(warning.starts_with("easeback: the time is not the real one"), "{warning}");
            ran.errors = errors.to_owned();
        }
        ran
    }

    /// When it may be taken or used next; none where it may be now.
    fn not_before(&self, what: &str) -> Option<String> {
        let (status, answer) = self.json(&["may-i", what, "--json"]);
        assert!(matches!((status, answer["may"].as_str()), (0, Some("now")) | (1, Some("not_yet"))), "{answer}");
        answer["from"].as_str().map(str::to_owned)
    }

    fn json(&self, arguments: &[&str]) -> (i32, Value) {
        let ran = self.run(arguments);
        assert_eq!(ran.errors, "");
        (ran.status, serde_json::from_str(&ran.output).unwrap())
    }
}

/// What the example person with a plain spasm answers.
fn plain_spasm() -> BTreeMap<String, Answer> {
    let text = |name: &str| std::fs::read_to_string(guideline().join(name)).unwrap();
    let names = |folder: &str| {
        let entries = std::fs::read_dir(guideline().join(folder)).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let is_toml = |name: &String| std::path::Path::new(name).extension().is_some_and(|ending| ending == "toml");
        names.filter(is_toml).map(|name| format!("{folder}{name}")).collect::<Vec<_>>()
    };
    let names = [names(""), names("people/")].concat();
    let files: Vec<SourceFile> = names.into_iter().map(|name| SourceFile { text: text(&name), name }).collect();
    let guideline = Guideline::read(&files).unwrap();
    let mut rows = answers_of(&guideline, guideline.person("plain_spasm").unwrap());
    rows.retain(|row, _| !guideline.finding(row.split('.').next().unwrap()).unwrap().1.is_logged());
    rows
}

#[test]
fn before_a_dose_it_may_be_taken_and_after_it_not_yet_with_reason_and_time() {
    let file = File::of_a_plain_spasm();
    let (status, answer) = file.json(&["may-i", "ibuprofen", "--json"]);
    assert_eq!((status, answer["may"].as_str(), answer["most_mg"].as_f64()), (0, Some("now"), Some(200.0)));

    let taken = file.run(&["log", "took", "ibuprofen", "200mg", "--pain", "6"]);
    assert_eq!((taken.status, taken.errors.as_str()), (0, ""));
    assert!(taken.output.starts_with("Written down: Ibuprofen 200 mg,"), "{}", taken.output);
    assert!(taken.output.contains("The next one: from "), "{}", taken.output);
    let Event::MedicineTaken { contents, units, pain_before, .. } = &file.events()[2].event else { unreachable!() };
    assert_eq!((contents[0].mg, *units, *pain_before), (Some(200.0), Some(1.0), Some(6.0)));

    let (status, answer) = file.json(&["may-i", "nurofen", "--json"]);
    assert_eq!((status, answer["may"].as_str(), answer["id"].as_str()), (1, Some("not_yet"), Some("ibuprofen")));
    assert_eq!(answer["from"], "2026-03-02T16:00:00Z");
    let said = file.run(&["may-i", "ibuprofen"]);
    assert_eq!(said.status, 1);
    assert!(said.output.starts_with("Not yet: Ibuprofen, from 16:00 (in 6 h)."), "{}", said.output);
    assert!(said.output.contains("  - "), "{}", said.output);
    assert!(!said.output.contains('\u{1b}'), "it reads without colour");
}

#[test]
fn too_much_is_written_down_all_the_same_and_what_to_do_is_said_at_once() {
    let file = File::of_a_plain_spasm();
    let ran = file.run(&["log", "took", "paracetamol", "20", "x", "500mg"]);
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""));
    assert!(ran.output.contains("10000 mg") && ran.output.contains("EMERGENCY"), "{}", ran.output);
    assert_eq!(file.events().len(), 3);
    let ran = file.run(&["today"]);
    assert!(ran.output.starts_with("EMERGENCY"), "{}", ran.output);
    assert!(ran.output.contains("911"));
    let (_, today) = file.json(&["today", "--json"]);
    assert_eq!(today["plan"], "not_at_this_level");
    assert!(today["red_flags"].as_array().unwrap().contains(&Value::from("acetaminophen_overdose")));
}

#[test]
fn a_dose_over_its_limits_is_told_so_at_once_also_without_a_spasm() {
    let file = File::empty();
    let ran = file.run(&["log", "took", "ibuprofen", "2400mg"]);
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""));
    assert!(ran.output.contains("You have taken more pain medicine than is safe for one day."), "{}", ran.output);
    assert!(ran.output.contains("Take no more today."), "{}", ran.output);
    assert!(ran.output.contains("Never more than 2 tablets (400 mg) at once."), "{}", ran.output);
    let file = File::empty();
    assert!(!file.run(&["log", "took", "ibuprofen", "400mg"]).output.contains("too much"));
    let ran = file.run(&["log", "took", "ibuprofen", "200mg"]);
    assert!(ran.output.contains("At least 6 hours from one dose to the next."), "{}", ran.output);
}

#[test]
fn a_name_that_may_mean_several_things_and_a_date_far_back_are_not_taken_in_silence() {
    let file = File::of_a_plain_spasm();
    let ran = file.run(&["log", "took", "paracetmol", "500mg"]);
    assert_ne!(ran.status, 0);
    assert!(ran.errors.contains("did you mean `acetaminophen`"), "{}", ran.errors);
    let ran = file.run(&["log", "took", "APAP 500mg", "10000mg"]);
    assert!(ran.output.contains("EMERGENCY"), "{}", ran.output);
    let long_ago = ["log", "took", "ibuprofen", "200mg", "--at", "2020-01-01 10:00"];
    assert!(file.run(&long_ago).errors.contains("--long-ago"));
    assert_eq!(file.events().len(), 3);
    assert_eq!(file.run(&[long_ago.as_slice(), &["--long-ago"]].concat()).status, 0);
}

#[test]
fn the_pain_after_a_dose_is_told_as_such() {
    let file = File::of_a_plain_spasm();
    assert_ne!(file.run(&["log", "pain", "3", "--after"]).status, 0);
    assert_eq!(file.run(&["log", "took", "ibuprofen", "200mg", "--pain", "6"]).status, 0);
    let ran = file.run(&["log", "pain", "3", "--after"]);
    assert!(ran.output.contains("pain 3 of 10 after Ibuprofen"), "{}", ran.output);
    let events = file.events();
    assert_eq!(events[3].event, Event::PainFelt { pain: 3.0, after: Some(events[2].id) });
}

#[test]
fn too_much_without_a_spasm_is_no_quiet_day() {
    let file = File::empty();
    assert_eq!(file.run(&["log", "took", "paracetamol", "12", "x", "500mg"]).status, 0);
    let ran = file.run(&["today"]);
    assert!(ran.output.starts_with("EMERGENCY") && ran.output.contains("911"), "{}", ran.output);
    assert!(!ran.output.contains("No spasm"), "{}", ran.output);
    let far_too_much = File::empty();
    assert_eq!(far_too_much.run(&["log", "took", "ibuprofen", "13", "x", "200mg"]).status, 0);
    let ran = far_too_much.run(&["today"]);
    assert!(ran.output.contains("That is far more ibuprofen than is safe"), "{}", ran.output);
    assert!(ran.output.contains("Call a poison center"), "{}", ran.output);
}

#[test]
fn the_plan_for_today_is_a_list_that_what_was_done_moves_on() {
    let file = File::of_a_plain_spasm();
    let ran = file.run(&["today"]);
    assert_eq!(ran.status, 0);
    assert!(ran.output.starts_with("Day ") && ran.output.contains("[ ]"), "{}", ran.output);
    assert!(ran.output.lines().all(|line| line.chars().count() <= 80), "{}", ran.output);
    let (_, today) = file.json(&["today", "--json"]);
    assert_eq!((today["plan"].as_str(), today["disposition"].as_str()), (Some("yes"), Some("home_care")));
    let heat = |today: &Value| {
        let items = today["items"].as_array().unwrap();
        items.iter().find(|item| item["treatment"] == "heat").map(|item| item["left_today"].clone())
    };
    let before = heat(&today).unwrap();
    assert_eq!(file.run(&["log", "used", "heat", "20min"]).status, 0);
    let after = heat(&file.json(&["today", "--json"]).1).unwrap();
    assert_eq!(after.as_u64().unwrap() + 1, before.as_u64().unwrap());
    assert_eq!(file.run(&["may-i", "heat"]).status, 1);
}

#[test]
fn the_plan_of_a_plain_day_stands_on_one_screen_with_what_to_do_now_first() {
    for time in ["07:05", "10:00", "14:30", "21:30", "23:50"] {
        let file = File::of_a_plain_spasm_at(&format!("2026-03-02T{time}:00Z"), "UTC");
        assert_eq!(file.run(&["log", "took", "ibuprofen", "200mg"]).status, 0);
        let short = file.run(&["today"]).output;
        // A terminal has 24 lines; the command and the next prompt take two.
        assert!(short.lines().count() <= 22, "{time}: {short}");
        assert!(short.contains("\nNow\n") && short.contains("`easeback today --all`"), "{short}");
        let full = file.run(&["today", "--all"]).output;
        let (_, today) = file.json(&["today", "--json"]);
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for item in today["items"].as_array().unwrap() {
            let say = words(item["say"].as_str().unwrap());
            assert!(words(&full).contains(&say), "{say}: {full}");
            let is_now = item["at"].as_str() == Some(&file.now().to_string()) && item["done"] == false;
            if is_now && item["kind"] != "all_day" {
                assert!(words(&short).contains(&say), "{say}: {short}");
            }
        }
    }
}

#[test]
fn the_log_is_listed_newest_first() {
    let file = File::of_a_plain_spasm();
    let steps = [
        ("10:00", &["log", "pain", "4"][..]),
        ("10:30", &["log", "used", "heat", "20", "min"]),
        ("10:31", &["log", "rest", "no"]),
    ];
    for (time, what) in steps {
        file.set_clock(&format!("2026-03-02T{time}:00Z"));
        assert_eq!(file.run(what).status, 0, "{what:?}");
    }
    let ran = file.run(&["log"]);
    let (pain, heat) = (ran.output.find("pain 4 of 10").unwrap(), ran.output.find(", 20 min").unwrap());
    assert!(heat < pain && ran.output.contains("a spasm began"), "{}", ran.output);
}

#[test]
fn a_dose_that_can_be_read_in_two_ways_is_refused_and_nothing_is_written() {
    let file = File::of_a_plain_spasm();
    for (what, says) in [
        (&["log", "took", "ibuprofen"][..], "`400mg`"),
        (&["log", "took", "ibuprofen", "400"], "`400mg`"),
        (&["log", "took", "ibuprofen", "1,000mg"], "`400mg`"),
        (&["log", "took", "ibuprofen", "400mg", "--at", "soon"], "`14:30`"),
        (
            &["log", "took", "ibuprofen", "400mg", "--at", "2999-01-01 10:00"],
            "is later than now; type a time that has been",
        ),
        (&["log", "took", "ibuprofn", "400mg"], "did you mean"),
        (&["log", "took", "heat"], "log used heat"),
        (&["log", "used", "ibuprofen"], "log took"),
        (&["log", "used", "heat", "20"], "`20min`"),
        (&["log", "pain", "11"], "0..=10"),
        (&["log", "rest", "perhaps"], "possible values: yes, no"),
        (&["log", "pain", "4", "--person", "Nobody"], "nobody here is called `Nobody`"),
        (&["may-i", "moonshine"], "`moonshine` is not clear"),
    ] {
        let ran = file.run(what);
        assert_eq!((ran.status, ran.output.as_str()), (2, ""), "{what:?}");
        let errors = ran.errors.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(errors.contains(says), "{what:?}: {errors}");
    }
    assert_eq!(file.events().len(), 2);
}

#[test]
fn a_product_counts_with_everything_that_is_inside() {
    let file = File::of_a_plain_spasm();
    let guideline = Guideline::built_in().unwrap();
    let mixed = guideline
        .products
        .iter()
        .find(|product| {
            let inside = |id: &str| product.ingredients.iter().any(|one| one.ingredient == id && one.mg.is_some());
            inside("acetaminophen") && product.ingredients.len() > 1 && !product.on_skin
        })
        .unwrap();
    let ran = file.run(&["log", "took", &mixed.id, "2"]);
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""));
    let events = file.events();
    let Event::MedicineTaken { product, contents, .. } = &events[2].event else { unreachable!() };
    assert_eq!(product.as_ref(), Some(&mixed.id));
    for (content, inside) in contents.iter().zip(&mixed.ingredients) {
        assert_eq!(content.mg, inside.mg.map(|mg| mg * 2.0));
    }
    assert_eq!(file.run(&["may-i", "acetaminophen"]).status, 1);
    assert_eq!(file.run(&["may-i", &mixed.id]).status, 1);
}

#[test]
fn what_was_never_asked_is_said_to_be_open_and_not_listed_as_an_illness() {
    let file = File::empty();
    let mut answers = plain_spasm();
    answers.retain(|row, _| !row.starts_with("conditions") && !row.starts_with("medicines"));
    file.add(vec![Event::EpisodeStarted {}, Event::AnswersGiven { screen: None, answers }]);
    let ran = file.run(&["may-i", "ibuprofen"]);
    assert_eq!(ran.status, 1);
    assert!(ran.output.contains("could not be ruled out"), "{}", ran.output);
    assert!(ran.output.lines().count() < 10, "{}", ran.output);
    let (_, answer) = file.json(&["may-i", "ibuprofen", "--json"]);
    assert!(answer["reasons"].as_array().unwrap().iter().any(|reason| reason["known"] == false));
}

#[test]
fn asking_makes_no_file_and_says_what_comes_first() {
    let file = File::empty();
    let today = file.run(&["today"]).output.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(today.contains("begins with the safety check"), "{today}");
    assert!(file.run(&["log"]).output.contains("Nothing is in your log yet"));
    let ran = file.run(&["may-i", "ibuprofen"]);
    assert_eq!((ran.status, ran.output.starts_with("No, not now: Ibuprofen.")), (1, true), "{}", ran.output);
    assert!(!std::path::Path::new(&file.path()).exists());
    // What was taken before the first check is kept for it.
    assert_eq!(file.run(&["log", "took", "ibuprofen", "unknown"]).status, 0);
    assert_eq!(file.events().len(), 1);
}

#[test]
fn the_terminal_and_the_open_app_write_to_one_log_and_neither_loses_anything() {
    let file = File::of_a_plain_spasm();
    let server = Server::at(&file.path(), &file.clock());
    std::thread::scope(|scope| {
        for pain in ["1", "2", "3"] {
            let file = &file;
            scope.spawn(move || {
                for _ in 0..4 {
                    let ran = file.run(&["log", "pain", pain]);
                    assert_eq!((ran.status, ran.errors.as_str()), (0, ""));
                }
            });
        }
        for country in ["gb", "us", "de", "fr"] {
            let answer = server.post("/settings", &format!("country={country}"));
            assert!(answer.starts_with("HTTP/1.1 303 "), "{answer}");
        }
    });
    assert!(server.get("/progress", "").contains("HTTP/1.1 200"));
    let shown = server.get("/log?all=yes", "");
    assert_eq!(shown.matches(": Pain 1 of 10</span>").count(), 4, "the app shows what the terminal wrote");
    assert!(file.run(&["log", "--all"]).output.matches("pain 3 of 10").count() == 4);
    drop(server);
    let events = file.events();
    let count = |kind: &str| events.iter().filter(|event| event.event.kind() == kind).count();
    assert_eq!((count("pain_felt"), count("setting_changed")), (12, 4));
    let ids: std::collections::BTreeSet<_> = events.iter().map(|event| event.id).collect();
    assert_eq!(ids.len(), events.len());
}

#[test]
fn of_two_people_the_one_that_is_named_is_meant_and_it_is_said_whose_log_it_is() {
    let file = File::of_a_plain_spasm();
    let at = file.now();
    let (setting, value) = ("name".to_owned(), "Maria".to_owned());
    let event = Event::SettingChanged { setting, value };
    let new = NewEvent { id: EventId::from_u128(77), at, zone: "UTC".to_owned(), recorded_at: at, event };
    let maria = PersonId::new("0123").unwrap();
    file.runtime.block_on(async {
        let store = SqlStore::open_sqlite(file.path()).await.unwrap();
        store.append(&maria, Sequence::EMPTY, &[new]).await.unwrap();
        store.close().await;
    });
    let ran = file.run(&["log", "--person", "maria", "pain", "5"]);
    assert!(ran.output.starts_with("This is the log of Maria."), "{} {}", ran.output, ran.errors);
    assert_eq!(file.events().len(), 2);
    assert!(file.run(&["log"]).output.starts_with("This is the log of the first person here."));
}

#[test]
fn a_dose_of_before_midnight_counts_on_after_it() {
    let file = File::of_a_plain_spasm_at("2026-03-02T23:30:00Z", "UTC");
    let ran = file.run(&["log", "took", "ibuprofen", "200mg"]);
    assert!(ran.output.starts_with("Written down: Ibuprofen 200 mg, 23:30."), "{}", ran.output);
    assert!(ran.output.contains("The next one: from tomorrow 05:30."), "{}", ran.output);
    file.set_clock("2026-03-03T00:10:00Z");
    let ran = file.run(&["may-i", "ibuprofen"]);
    assert!(ran.output.starts_with("Not yet: Ibuprofen, from 05:30 (in 5 h 20 min)."), "{}", ran.output);
    assert!(file.run(&["log"]).output.contains("yesterday 23:30"));
    assert_eq!(file.not_before("ibuprofen").as_deref(), Some("2026-03-03T05:30:00Z"));
    file.set_clock("2026-03-03T05:30:00Z");
    assert_eq!(file.not_before("ibuprofen"), None);
}

#[test]
fn a_new_day_is_no_new_24_hours() {
    let file = File::of_a_plain_spasm_at("2026-03-02T04:00:00Z", "UTC");
    for hour in ["04", "10", "16", "22"] {
        file.set_clock(&format!("2026-03-02T{hour}:00:00Z"));
        assert_eq!(file.run(&["log", "took", "paracetamol", "1000mg"]).status, 0);
    }
    // Six hours after the last one it is still the fourth within a day.
    file.set_clock("2026-03-03T02:00:00Z");
    let from: Timestamp = file.not_before("paracetamol").unwrap().parse().unwrap();
    assert!(from >= "2026-03-03T04:00:00Z".parse().unwrap(), "{from}");
}

#[test]
fn at_night_the_plan_keeps_what_eases_the_pain_and_leaves_the_rest_for_the_morning() {
    for (now, morning) in [("2026-03-02T23:30:00Z", "[ ] tomorrow 07:"), ("2026-03-03T02:10:00Z", "[ ] 07:")] {
        let file = File::of_a_plain_spasm_at(now, "UTC");
        let ran = file.run(&["today"]);
        assert_eq!((ran.status, ran.errors.as_str()), (0, ""));
        assert!(ran.output.contains(morning), "{now}: {}", ran.output);
        let (_, today) = file.json(&["today", "--json"]);
        let items = today["items"].as_array().unwrap();
        let at = |item: &Value| item["at"].as_str().unwrap().to_owned();
        for item in items.iter().filter(|item| ["session", "hourly"].contains(&item["kind"].as_str().unwrap())) {
            let lies = item["treatment"].as_str().unwrap().starts_with("pos_");
            assert_eq!(lies, *at(item) < *"2026-03-03T07", "{now}: {item}");
        }
        assert_eq!(items.iter().find(|item| item["treatment"] == "pos_pillow_knees").map(at).as_deref(), Some(now));
    }
}

#[test]
fn what_was_taken_before_midnight_is_told_with_its_day() {
    let file = File::of_a_plain_spasm_at("2026-03-03T00:20:00Z", "UTC");
    let ran = file.run(&["log", "took", "ibuprofen", "200mg", "--at", "23:50"]);
    assert_eq!(ran.status, 2);
    let errors = ran.errors.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(errors.contains("for yesterday, type `2026-03-02 23:50`"), "{errors}");
    let ran = file.run(&["log", "took", "ibuprofen", "200mg", "--at", "2026-03-02 23:50"]);
    assert!(ran.output.starts_with("Written down: Ibuprofen 200 mg, yesterday 23:50."), "{}", ran.output);
    assert!(ran.output.contains("The next one: from 05:50."), "{}", ran.output);
}

#[test]
fn the_day_is_the_one_of_the_person() {
    // Half past midnight in Paris.
    let file = File::of_a_plain_spasm_at("2026-03-02T23:30:00Z", "Europe/Paris");
    assert_eq!(file.run(&["log", "rest", "yes"]).status, 0);
    let Event::RestLogged { date, .. } = &file.events()[2].event else { unreachable!() };
    assert_eq!(date.to_string(), "2026-03-03");
    assert!(file.run(&["log", "pain", "4", "--at", "00:10"]).output.contains("pain 4 of 10, 00:10"));
    assert_eq!(file.events()[3].at.to_string(), "2026-03-02T23:10:00Z");
}

#[test]
fn a_night_of_daylight_saving_shortens_no_gap() {
    let file = File::of_a_plain_spasm_at("2026-03-28T22:30:00Z", "Europe/Paris");
    assert_eq!(file.run(&["log", "took", "ibuprofen", "200mg"]).status, 0);
    // From 23:30 to 06:30 the clock on the wall shows seven hours; six have passed.
    let ran = file.run(&["may-i", "ibuprofen"]);
    assert!(ran.output.starts_with("Not yet: Ibuprofen, from tomorrow 06:30 (in 6 h)."), "{}", ran.output);
}

#[test]
fn a_clock_that_was_put_back_brings_no_dose_forward() {
    let file = File::of_a_plain_spasm();
    assert_eq!(file.run(&["log", "took", "ibuprofen", "200mg"]).status, 0);
    file.set_clock("2026-03-02T06:00:00Z");
    assert_eq!(file.not_before("ibuprofen").as_deref(), Some("2026-03-02T16:00:00Z"));
}

#[test]
fn a_time_from_a_file_needs_a_file_for_the_data_and_is_said_aloud() {
    let file = File::of_a_plain_spasm();
    let clock = file.clock();
    for what in [&["today"][..], &["log", "pain", "4"], &["may-i", "heat"]] {
        let ran = end(command(&[what, &["--clock-file", &clock]].concat()), "");
        assert_eq!((ran.status, ran.output.as_str()), (2, ""), "{what:?}");
        assert!(ran.errors.contains("`--data`"), "{}", ran.errors);
        let mut by_name = command(&[what, &["--data", &file.path()]].concat());
        by_name.env("EASEBACK_CLOCK_FILE", &clock);
        let ran = end(by_name, "");
        assert!(ran.errors.contains("the time is not the real one"), "{what:?}: {}", ran.errors);
    }
    assert_eq!(file.events()[2].recorded_at, file.now());
    file.set_clock("soon");
    assert!(file.run(&["today"]).errors.contains("holds no instant"));
}
