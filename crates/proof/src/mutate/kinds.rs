//! Every change that is made to a guideline, in its order.

use super::{Change, Mutation, Place};
use crate::outcome::LEVELS;
use easeback_guideline::{Guideline, IfUnknown, LevelId, RedFlag, RuleAt, Strength, TreatmentKind};

/// Every change of a guideline that is tried, one at a time.
///
/// Conditions: see [`Rule::edits`](easeback_guideline::Rule::edits). Red flags: one level up and down, the window a day
/// and a used window longer and shorter, and what an unknown one does. Treatments: each level opened and closed. Stops:
/// the strength, and the kinds that a stop for all holds back.
pub fn mutations(guideline: &Guideline) -> Vec<Mutation> {
    let mut list = List { guideline, mutations: Vec::new() };
    list.conditions();
    list.questions();
    list.levels();
    list.red_flags();
    list.treatments();
    list.stops_for_all();
    list.mutations
}

struct List<'g> {
    guideline: &'g Guideline,
    mutations: Vec<Mutation>,
}

impl List<'_> {
    fn add(&mut self, kind: &'static str, place: Place, says: String, change: Change) {
        let of = part_id(self.guideline, &place);
        let before = self.mutations.iter().filter(|known| known.place == place).count();
        let id = format!("{of}.{}", before + 1);
        self.mutations.push(Mutation { id, says, kind, place, change });
    }

    fn conditions(&mut self) {
        for (at, rule) in self.guideline.rules() {
            let Some((kind, place)) = place_of(self.guideline, at) else { continue };
            for edit in rule.edits(&self.guideline.findings) {
                self.add(kind, place.clone(), edit.says, Change::Rule(at, edit.text));
            }
        }
    }

    fn questions(&mut self) {
        for (at, finding) in self.guideline.findings.iter().enumerate() {
            if finding.asked_when.is_none() {
                continue;
            }
            let place = Place::new("finding", &finding.id, &["asked_when"]);
            let (says, word) = match &finding.until_then {
                Some(_) => ("until it is asked it counts as unknown, not as no", None),
                None => ("until it is asked it counts as no, not as unknown", Some("no".to_owned())),
            };
            self.add("question", place, says.to_owned(), Change::UntilThen(at, word));
        }
    }

    fn levels(&mut self) {
        for (at, level) in self.guideline.levels.iter().enumerate() {
            let Some(days) = level.unknown_costs.and_then(|floor| floor.within_days) else { continue };
            let place = Place::new("level", level.id.word(), &["unknown_costs"]);
            for to in [days.checked_sub(1), Some(days + 1)].into_iter().flatten().filter(|to| *to > 0) {
                let says = format!("an unknown red flag costs a visit within {} instead of {}", in_days(to), days);
                self.add("floor", place.clone(), says, Change::Floor(at, to));
            }
        }
    }

    fn red_flags(&mut self) {
        let mut windows: Vec<_> = self.guideline.red_flags.iter().filter_map(|flag| flag.within_days).collect();
        windows.sort_unstable();
        windows.dedup();
        for (at, flag) in self.guideline.red_flags.iter().enumerate() {
            for (level, days) in next_levels(flag, &windows) {
                let window = days.map(|days| format!(" within {}", in_days(days))).unwrap_or_default();
                let says = format!("`{}` becomes `{}`{window}", flag.level.word(), level.word());
                let place = Place::new("red_flag", &flag.id, &["level"]);
                self.add("level", place, says, Change::Rank(at, level, days));
            }
            for to in flag.within_days.map(|days| other_windows(days, &windows)).unwrap_or_default() {
                let says = format!("a window of {} becomes {}", flag.within_days.unwrap_or(0), in_days(to));
                let place = Place::new("red_flag", &flag.id, &["within_days"]);
                self.add("window", place, says, Change::Rank(at, flag.level, Some(to)));
            }
            let (says, word) = match flag.if_unknown {
                None => ("while a fact from the log is unknown it sets no floor", Some(IfUnknown::None)),
                Some(IfUnknown::None) => ("it sets a floor while a fact from the log is unknown", None),
            };
            let place = Place::new("red_flag", &flag.id, &["if_unknown"]);
            self.add("if unknown", place, says.to_owned(), Change::IfUnknown(at, word));
        }
    }

    fn treatments(&mut self) {
        for (at, treatment) in self.guideline.treatments.iter().enumerate() {
            let place = Place::new("treatment", &treatment.id, &["shown_at"]);
            let offered = treatment.kind != TreatmentKind::Information;
            for level in LEVELS.into_iter().filter(|_| offered) {
                let mut levels = treatment.shown_at.clone();
                let says = if levels.contains(&level) {
                    levels.retain(|known| *known != level);
                    format!("it is no longer shown at `{}`", level.word())
                } else {
                    levels.push(level);
                    format!("it is shown at `{}` too", level.word())
                };
                self.add("gate", place.clone(), says, Change::ShownAt(at, levels));
            }
            for (part, also) in treatment.also_shown.iter().enumerate() {
                let place = Place::new("treatment", &treatment.id, &["also_shown", &part.to_string()]);
                let says = format!("`{}` is open under no condition", also.level.word());
                self.add("gate", place.clone(), says, Change::NotAlsoShown(at, part));
                for level in LEVELS.into_iter().filter(|level| *level != also.level) {
                    let says = format!("under its condition `{}` is open, not `{}`", level.word(), also.level.word());
                    self.add("gate", place.clone(), says, Change::AlsoShownAt(at, part, level));
                }
            }
            for (part, stop) in treatment.stops.iter().enumerate() {
                let place = Place::new("treatment", &treatment.id, &["stop", &part.to_string(), "strength"]);
                let to = other_strength(stop.strength);
                self.add("strength", place, strengths(stop.strength), Change::Strength(at, part, to));
            }
        }
    }

    fn stops_for_all(&mut self) {
        for (at, stop) in self.guideline.stops_for_all.iter().enumerate() {
            let place = Place::new("stop_for_all", &stop.id, &["strength"]);
            let to = other_strength(stop.strength);
            self.add("strength", place, strengths(stop.strength), Change::StrengthForAll(at, to));
            let place = Place::new("stop_for_all", &stop.id, &["kinds"]);
            for kind in TreatmentKind::ALL.into_iter().filter(|kind| *kind != TreatmentKind::Information) {
                let mut kinds = stop.kinds.clone().unwrap_or_else(|| TreatmentKind::ALL.to_vec());
                let says = if kinds.contains(&kind) {
                    kinds.retain(|known| *known != kind);
                    format!("it no longer holds back `{}`", kind.word())
                } else {
                    kinds.push(kind);
                    format!("it holds back `{}` too", kind.word())
                };
                self.add("gate", place.clone(), says, Change::Kinds(at, Some(kinds)));
            }
        }
    }
}

impl Place {
    fn new(table: &'static str, id: &str, path: &[&str]) -> Self {
        Self { table, id: id.to_owned(), path: path.iter().map(|&key| key.to_owned()).collect() }
    }
}

/// What is changed, in one word: parts of a treatment go by their own ids.
fn part_id(guideline: &Guideline, place: &Place) -> String {
    let path: Vec<&str> = place.path.iter().map(String::as_str).collect();
    let stop = |part: &str| {
        let treatment = guideline.treatment(&place.id)?;
        Some(treatment.stops.get(part.parse::<usize>().ok()?)?.id.clone())
    };
    match path.as_slice() {
        ["stop", part, key] => format!("stop.{}.{}.{key}", place.id, stop(part).unwrap_or_default()),
        _ => format!("{}.{}.{}", place.table, place.id, path.join(".")),
    }
}

/// The kind of a condition and where it stands; none for what is not changed.
fn place_of(guideline: &Guideline, at: RuleAt) -> Option<(&'static str, Place)> {
    Some(match at {
        RuleAt::Definition(place) => {
            ("definition", Place::new("definition", &guideline.definitions.get(place)?.id, &["when"]))
        }
        RuleAt::Contradiction(place) => {
            ("contradiction", Place::new("contradiction", &guideline.contradictions.get(place)?.id, &["when"]))
        }
        RuleAt::AskedWhen(place) => {
            ("question", Place::new("finding", &guideline.findings.get(place)?.id, &["asked_when"]))
        }
        RuleAt::RedFlag(place) => ("red flag", Place::new("red_flag", &guideline.red_flags.get(place)?.id, &["when"])),
        RuleAt::OfferWhen(place) => {
            ("suggestion", Place::new("treatment", &guideline.treatments.get(place)?.id, &["offer_when"]))
        }
        RuleAt::AlsoShown(place, part) => {
            let path = ["also_shown", &part.to_string(), "when"];
            ("gate", Place::new("treatment", &guideline.treatments.get(place)?.id, &path))
        }
        RuleAt::Stop(place, part) => {
            let path = ["stop", &part.to_string(), "when"];
            ("stop", Place::new("treatment", &guideline.treatments.get(place)?.id, &path))
        }
        RuleAt::StopForAll(place) => {
            ("stop", Place::new("stop_for_all", &guideline.stops_for_all.get(place)?.id, &["when"]))
        }
        // Words beside an offer, and what judges all else.
        _ => return None,
    })
}

/// One level up and one down, each with the window that is nearest.
fn next_levels(flag: &RedFlag, windows: &[u32]) -> Vec<(LevelId, Option<u32>)> {
    let shortest = windows.first().copied().or(Some(1));
    match flag.level {
        LevelId::SameDay => vec![(LevelId::EmergencyNow, None), (LevelId::SeeDoctorSoon, shortest)],
        // Above the one and below the other, there is nothing that a red flag may be.
        LevelId::EmergencyNow | LevelId::SeeDoctorSoon => vec![(LevelId::SameDay, None)],
        LevelId::HomeCare | LevelId::Incomplete => Vec::new(),
    }
}

/// A day shorter and longer, and the next windows that other red flags have.
fn other_windows(days: u32, used: &[u32]) -> Vec<u32> {
    let shorter = used.iter().rev().find(|used| **used < days).copied();
    let longer = used.iter().find(|used| **used > days).copied();
    let near = [days.checked_sub(1), Some(days + 1), shorter, longer];
    let mut windows: Vec<_> = near.into_iter().flatten().filter(|days| *days > 0).collect();
    windows.sort_unstable();
    windows.dedup();
    windows
}

fn in_days(days: u32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

const fn other_strength(strength: Strength) -> Strength {
    match strength {
        Strength::AskFirst => Strength::Never,
        Strength::Never => Strength::AskFirst,
    }
}

fn strengths(from: Strength) -> String {
    format!("`{}` becomes `{}`", from.word(), other_strength(from).word())
}
