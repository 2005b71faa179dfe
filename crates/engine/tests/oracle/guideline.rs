//! The guideline as plain tables, read with nothing but a TOML parser.

use super::language::Condition;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use toml::{Table, Value};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    YesNo,
    OneOf,
    ManyOf,
    Number,
}

#[expect(clippy::struct_excessive_bools, reason = "a plain copy of the table")]
pub struct Finding {
    pub id: String,
    pub kind: Kind,
    pub group: String,
    pub options: Vec<String>,
    pub min: f64,
    pub max: f64,
    pub whole: bool,
    /// The option that means none of these.
    pub none: Option<String>,
    /// From best to worst; empty when the finding is not ordered.
    pub worse: Vec<Vec<String>>,
    /// Whether a higher number, or a yes, is worse.
    pub higher_is_worse: bool,
    pub asked_when: Option<Condition>,
    pub counts_as_no_until_asked: bool,
    pub after_plan: bool,
    pub not_sure_is: Option<String>,
    pub when_absent: Option<serde_json::Value>,
    pub when_absent_after: Option<(String, String, serde_json::Value)>,
    /// What most people answer: only to make people up.
    pub commonest: serde_json::Value,
    /// Numbers that some condition compares it with.
    pub thresholds: BTreeSet<i64>,
}

pub struct RedFlag {
    pub id: String,
    pub when: Condition,
    pub level: String,
    pub within_days: Option<i64>,
    pub silent_if_unknown: bool,
    /// The condition as a list of *ors* of *ands* over leaves, each leaf as written or turned round.
    pub ways: Vec<Vec<(Condition, bool)>>,
}

pub struct Treatment {
    pub id: String,
    pub kind: String,
    pub shown_at: Vec<String>,
    pub also_shown: Vec<(String, Condition)>,
    pub offer_when: Option<Condition>,
    pub stops: Vec<(String, Condition)>,
}

pub struct Guideline {
    pub findings: Vec<Finding>,
    pub by_id: HashMap<String, usize>,
    pub definitions: HashMap<String, Condition>,
    pub red_flags: Vec<RedFlag>,
    pub treatments: Vec<Treatment>,
    /// Answers that cannot all be true: id and condition.
    pub contradictions: Vec<(String, Condition)>,
    /// Id, kinds it is for (all when empty), condition.
    pub stops_for_all: Vec<(String, Vec<String>, Condition)>,
    /// What an unknown red flag of a level costs.
    pub unknown_costs: HashMap<String, (String, Option<i64>)>,
    pub properties: Vec<(String, Condition)>,
    /// Two things that must not be combined, or not before asking.
    pub not_together: Vec<(String, String)>,
}

impl Guideline {
    pub fn read(folder: &Path) -> Self {
        let mut tables: BTreeMap<String, Vec<Table>> = BTreeMap::new();
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                for (name, value) in std::fs::read_to_string(&path).unwrap().parse::<Table>().unwrap() {
                    if let Value::Array(rows) = value {
                        let rows = rows.into_iter().map(|row| row.as_table().unwrap().clone());
                        tables.entry(name).or_default().extend(rows);
                    }
                }
            }
        }
        let all = |name: &str| tables.get(name).map_or(&[][..], Vec::as_slice);
        let mut guideline = Self {
            findings: all("finding").iter().map(finding).collect(),
            by_id: HashMap::new(),
            definitions: all("definition").iter().map(|row| (text(row, "id"), condition(row, "when"))).collect(),
            red_flags: all("red_flag").iter().map(red_flag).collect(),
            treatments: all("treatment").iter().map(treatment).collect(),
            contradictions: all("contradiction").iter().map(|row| (text(row, "id"), condition(row, "when"))).collect(),
            stops_for_all: all("stop_for_all")
                .iter()
                .map(|row| (text(row, "id"), texts(row, "kinds"), condition(row, "when")))
                .collect(),
            unknown_costs: all("level").iter().filter_map(unknown_cost).collect(),
            not_together: all("interaction")
                .iter()
                .filter(|row| matches!(text(row, "severity").as_str(), "never" | "ask_first"))
                .map(|row| (text(row, "a"), text(row, "b")))
                .collect(),
            properties: all("property").iter().map(|row| (text(row, "id"), condition(row, "claim"))).collect(),
        };
        guideline.by_id =
            guideline.findings.iter().enumerate().map(|(index, finding)| (finding.id.clone(), index)).collect();
        for index in 0..guideline.red_flags.len() {
            guideline.red_flags[index].ways = guideline.ways(&guideline.red_flags[index].when, true);
        }
        guideline.find_thresholds();
        guideline
    }

    pub fn finding(&self, id: &str) -> &Finding {
        &self.findings[*self.by_id.get(id).unwrap_or_else(|| panic!("there is no finding `{id}`"))]
    }

    /// Every finding that a condition speaks of, definitions spelled out.
    pub fn findings_of<'a>(&'a self, condition: &'a Condition) -> BTreeSet<&'a str> {
        let mut findings = BTreeSet::new();
        condition.leaves(&mut |leaf| {
            if let Some(id) = leaf.finding() {
                match self.definitions.get(id) {
                    Some(definition) => findings.extend(self.findings_of(definition)),
                    None => findings.extend([id]),
                }
            }
        });
        findings
    }

    pub fn red_flags_and_stops(&self) -> impl Iterator<Item = &Condition> {
        let stops = self.treatments.iter().flat_map(|treatment| treatment.stops.iter().map(|(_, when)| when));
        self.red_flags.iter().map(|flag| &flag.when).chain(stops)
    }

    /// The ways in which a condition can be true (or, with `wanted` false, false), definitions spelled out.
    fn ways(&self, condition: &Condition, wanted: bool) -> Vec<Vec<(Condition, bool)>> {
        let either = |left: &Condition, left_wanted, right: &Condition| {
            let mut ways = self.ways(left, left_wanted);
            ways.extend(self.ways(right, wanted));
            ways
        };
        let both = |left: &Condition, left_wanted, right: &Condition| {
            let right = self.ways(right, wanted);
            let left = self.ways(left, left_wanted);
            left.iter().flat_map(|left| right.iter().map(|right| [&left[..], &right[..]].concat())).collect()
        };
        match condition {
            Condition::Name(name) if self.definitions.contains_key(name) => self.ways(&self.definitions[name], wanted),
            Condition::Not(inner) => self.ways(inner, !wanted),
            Condition::Or(left, right) if wanted => either(left, wanted, right),
            Condition::Or(left, right) => both(left, wanted, right),
            Condition::And(left, right) if wanted => both(left, wanted, right),
            Condition::And(left, right) => either(left, wanted, right),
            Condition::Implies(left, right) if wanted => either(left, !wanted, right),
            Condition::Implies(left, right) => both(left, !wanted, right),
            leaf => vec![vec![(leaf.clone(), wanted)]],
        }
    }

    /// Notes for every number which values a condition, anywhere, compares it with.
    fn find_thresholds(&mut self) {
        let mut found = Vec::new();
        let mut note = |leaf: &Condition| {
            if let Condition::Number(finding, _, number) = leaf {
                found.push((finding.clone(), *number));
            }
        };
        self.definitions.values().for_each(|condition| condition.leaves(&mut note));
        self.red_flags.iter().for_each(|flag| flag.when.leaves(&mut note));
        self.properties.iter().for_each(|(_, claim)| claim.leaves(&mut note));
        self.stops_for_all.iter().for_each(|(_, _, when)| when.leaves(&mut note));
        for treatment in &self.treatments {
            treatment.stops.iter().chain(&treatment.also_shown).for_each(|(_, when)| when.leaves(&mut note));
            treatment.offer_when.iter().for_each(|when| when.leaves(&mut note));
        }
        for (finding, number) in found {
            assert!(number.fract() == 0.0, "the tests take thresholds to be whole numbers");
            self.findings[self.by_id[&finding]].thresholds.insert(number as i64);
        }
    }
}

impl Finding {
    /// Whether the other finding is asked only for some answers to this one.
    pub fn decides_whether_to_ask(&self, other: &Self) -> bool {
        let mut decides = false;
        other.asked_when.iter().for_each(|when| when.leaves(&mut |leaf| decides |= leaf.finding() == Some(&self.id)));
        decides
    }
}

fn text(row: &Table, key: &str) -> String {
    maybe_text(row, key).unwrap_or_else(|| panic!("`{key}` is missing in {row:?}"))
}

fn maybe_text(row: &Table, key: &str) -> Option<String> {
    row.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn texts(row: &Table, key: &str) -> Vec<String> {
    row.get(key)
        .and_then(Value::as_array)
        .map_or_else(Vec::new, |list| list.iter().map(|text| text.as_str().unwrap().to_owned()).collect())
}

fn rows<'a>(row: &'a Table, key: &str) -> Vec<&'a Table> {
    row.get(key)
        .and_then(Value::as_array)
        .map_or_else(Vec::new, |list| list.iter().map(|row| row.as_table().unwrap()).collect())
}

fn condition(row: &Table, key: &str) -> Condition {
    Condition::read(&text(row, key))
}

fn number(value: &Value) -> f64 {
    value.as_float().unwrap_or_else(|| value.as_integer().unwrap() as f64)
}

/// What stands in the log when nothing was logged: nothing chosen, an option, yes or no, or a number.
fn default_of(value: &Value, kind: Kind) -> serde_json::Value {
    match (kind, value) {
        (Kind::ManyOf, Value::String(word)) if word == "none" => serde_json::json!([]),
        (Kind::OneOf | Kind::Number, Value::String(word)) => serde_json::json!(word),
        (Kind::YesNo, Value::Boolean(yes)) => serde_json::json!(yes),
        (Kind::Number, number) => serde_json::json!(number.as_integer().unwrap()),
        _ => panic!("{value:?} is no default for a {kind:?}"),
    }
}

fn finding(row: &Table) -> Finding {
    let kind = match text(row, "kind").as_str() {
        "yes_no" => Kind::YesNo,
        "one_of" => Kind::OneOf,
        "many_of" => Kind::ManyOf,
        "number" => Kind::Number,
        other => panic!("`{other}` is no kind"),
    };
    let worse = row.get("worse");
    Finding {
        id: text(row, "id"),
        kind,
        group: text(row, "group"),
        options: rows(row, "option").iter().map(|option| text(option, "id")).collect(),
        min: row.get("min").map_or(0.0, number),
        max: row.get("max").map_or(0.0, number),
        whole: row.get("whole").and_then(Value::as_bool).unwrap_or(false),
        none: maybe_text(row, "none"),
        worse: worse.and_then(Value::as_array).map_or_else(Vec::new, |steps| {
            let step = |step: &Value| step.as_array().unwrap().iter().map(|id| id.as_str().unwrap().into()).collect();
            steps.iter().map(step).collect()
        }),
        higher_is_worse: match worse.and_then(Value::as_str) {
            Some(word) => word == "higher" || word == "yes",
            None => kind == Kind::YesNo,
        },
        asked_when: row.get("asked_when").map(|_| condition(row, "asked_when")),
        counts_as_no_until_asked: maybe_text(row, "until_then").is_some_and(|word| word == "no"),
        after_plan: row.get("after_plan").and_then(Value::as_bool).unwrap_or(false),
        not_sure_is: maybe_text(row, "not_sure_is"),
        when_absent: row.get("when_absent").map(|value| default_of(value, kind)),
        when_absent_after: row
            .get("when_absent_after")
            .and_then(Value::as_table)
            .map(|after| (text(after, "finding"), text(after, "answer"), default_of(&after["value"], kind))),
        commonest: commonest(row, kind),
        thresholds: BTreeSet::new(),
    }
}

fn commonest(row: &Table, kind: Kind) -> serde_json::Value {
    let share = |row: &Table| row.get("prevalence").map_or(0.0, number);
    let options = rows(row, "option");
    match kind {
        Kind::YesNo => serde_json::json!(share(row) > 0.5),
        Kind::OneOf => {
            let most = options.iter().max_by(|left, right| share(left).total_cmp(&share(right)));
            serde_json::json!(text(most.unwrap(), "id"))
        }
        Kind::ManyOf => {
            let likely = options.iter().filter(|option| share(option) > 0.9);
            serde_json::json!(likely.map(|option| text(option, "id")).collect::<Vec<_>>())
        }
        Kind::Number => {
            let typical = row.get("typical").and_then(Value::as_table).unwrap();
            serde_json::json!(number(&typical["mean"]).floor() as i64)
        }
    }
}

fn red_flag(row: &Table) -> RedFlag {
    RedFlag {
        id: text(row, "id"),
        when: condition(row, "when"),
        level: text(row, "level"),
        within_days: row.get("within_days").and_then(Value::as_integer),
        silent_if_unknown: maybe_text(row, "if_unknown").is_some_and(|word| word == "none"),
        ways: Vec::new(),
    }
}

fn unknown_cost(row: &Table) -> Option<(String, (String, Option<i64>))> {
    let costs = row.get("unknown_costs")?.as_table().unwrap();
    Some((text(row, "id"), (text(costs, "level"), costs.get("within_days").and_then(Value::as_integer))))
}

fn treatment(row: &Table) -> Treatment {
    Treatment {
        id: text(row, "id"),
        kind: text(row, "kind"),
        shown_at: texts(row, "shown_at"),
        also_shown: rows(row, "also_shown").iter().map(|row| (text(row, "level"), condition(row, "when"))).collect(),
        offer_when: row.get("offer_when").map(|_| condition(row, "offer_when")),
        stops: rows(row, "stop").iter().map(|row| (text(row, "id"), condition(row, "when"))).collect(),
    }
}
