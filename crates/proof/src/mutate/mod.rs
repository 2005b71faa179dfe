//! Changes of the guideline, one at a time, to ask of each whether anybody would notice.
//!
//! A rule that nobody would miss is either not needed or not guarded. So each word, number, option, level, window and
//! strength is changed on its own, and somebody has to object: the checks of the guideline, an example person, or a claim
//! over all possible people. Where nobody does, the change makes no difference to anyone, and that is proved; or there is
//! a person who is decided differently, and that person should become an example.
//!
//! What only words depend on (texts, notes beside an offer, the course, exercises) is not changed here.

mod compare;
mod judge;
mod kinds;
mod witness;

pub use judge::{Effect, Everybody, Judge, Noticed, Verdict};
pub use kinds::mutations;
pub use witness::Survivor;

use easeback_guideline::{Guideline, IfUnknown, LevelId, RuleAt, Strength, TreatmentKind};

/// One change of a guideline.
#[derive(Clone, Debug, PartialEq)]
pub struct Mutation {
    /// `red_flag.fever.when.2`: what is changed, and which of its changes this is.
    pub id: String,
    /// What changes, in words, without a final stop.
    pub says: String,
    /// What kind of thing changes: `red flag`, `window`, `strength`.
    pub kind: &'static str,
    /// Where it stands in the files.
    pub place: Place,
    pub(crate) change: Change,
}

/// Where something stands in the files of a guideline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The table: `red_flag`.
    pub table: &'static str,
    /// The id of the entry.
    pub id: String,
    /// The keys that lead to it; `0` and so on stand for places in lists.
    pub path: Vec<String>,
}

/// What is put in the place of what. Numbers are places in the guideline's lists.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Change {
    Rule(RuleAt, String),
    Rank(usize, LevelId, Option<u32>),
    IfUnknown(usize, Option<IfUnknown>),
    Floor(usize, u32),
    UntilThen(usize, Option<String>),
    ShownAt(usize, Vec<LevelId>),
    NotAlsoShown(usize, usize),
    AlsoShownAt(usize, usize, LevelId),
    Strength(usize, usize, Strength),
    StrengthForAll(usize, Strength),
    Kinds(usize, Option<Vec<TreatmentKind>>),
}

impl Mutation {
    /// The guideline with this change, or what its checks say against it.
    pub fn apply(&self, guideline: &Guideline) -> Result<Guideline, Vec<String>> {
        if let Change::Rule(at, text) = &self.change {
            return guideline.with_rule(*at, text);
        }
        let mut changed = guideline.clone();
        self.set(&mut changed).map_or_else(|| Err(vec![format!("there is no `{}`", self.id)]), |()| Ok(changed))
    }

    fn set(&self, guideline: &mut Guideline) -> Option<()> {
        match &self.change {
            Change::Rule(..) => {}
            Change::Rank(flag, level, within_days) => {
                let flag = guideline.red_flags.get_mut(*flag)?;
                (flag.level, flag.within_days) = (*level, *within_days);
            }
            Change::IfUnknown(flag, word) => guideline.red_flags.get_mut(*flag)?.if_unknown = *word,
            Change::Floor(level, days) => {
                guideline.levels.get_mut(*level)?.unknown_costs.as_mut()?.within_days = Some(*days);
            }
            Change::UntilThen(finding, word) => {
                guideline.findings.get_mut(*finding)?.until_then.clone_from(word);
            }
            Change::ShownAt(treatment, levels) => {
                guideline.treatments.get_mut(*treatment)?.shown_at.clone_from(levels);
            }
            Change::NotAlsoShown(treatment, part) => {
                let also = &mut guideline.treatments.get_mut(*treatment)?.also_shown;
                if *part >= also.len() {
                    return None;
                }
                also.remove(*part);
            }
            Change::AlsoShownAt(treatment, part, level) => {
                guideline.treatments.get_mut(*treatment)?.also_shown.get_mut(*part)?.level = *level;
            }
            Change::Strength(treatment, stop, strength) => {
                guideline.treatments.get_mut(*treatment)?.stops.get_mut(*stop)?.strength = *strength;
            }
            Change::StrengthForAll(stop, strength) => guideline.stops_for_all.get_mut(*stop)?.strength = *strength,
            Change::Kinds(stop, kinds) => guideline.stops_for_all.get_mut(*stop)?.kinds.clone_from(kinds),
        }
        Some(())
    }
}
