//! The whole of the knowledge, checked.

use crate::model::{
    Action, Anchor, CalendarEntry, CheckIn, CheckInAlways, ChoiceOrder, Contradiction, Country, CourseNote, DayFrame,
    Definition, Disagreement, ExamplePerson, Exercise, ExerciseLevel, ExpectedCourse, Figure, Finding, FloorMove,
    HelpRule, Ingredient, Interaction, Level, LevelId, LogNumber, Medicine, MedicineNames, Milestone, MissedCheckIn,
    NameWords, Phase, PictureStep, PlanItem, Product, ProductCountry, Prognosis, PrognosisTool, Property, RedFlag,
    RefusedAnswers, Relapse, RelaxationStep, Reminder, ReportPart, Screen, SessionPace, Shadowed, Simulation, Source,
    StopForAll, Treatment, WalkingStep, WatchFor,
};
use std::fmt;

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u16);

        impl $name {
            /// Its place in the guideline's list, from 0.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    };
}

index! {
    /// A finding of this guideline, by its place.
    FindingId
}
index! {
    /// A treatment of this guideline, by its place.
    TreatmentId
}
index! {
    /// An option of a finding, by its place.
    OptionId
}

impl OptionId {
    /// The option at this place; places past 65,535 do not exist.
    pub(crate) fn at(place: usize) -> Self {
        Self(u16::try_from(place).unwrap_or(u16::MAX))
    }
}

impl FindingId {
    pub(crate) fn at(place: usize) -> Self {
        Self(u16::try_from(place).unwrap_or(u16::MAX))
    }
}

impl TreatmentId {
    pub(crate) fn at(place: usize) -> Self {
        Self(u16::try_from(place).unwrap_or(u16::MAX))
    }
}

/// The whole of the knowledge, checked. Lists keep the order of the files.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Guideline {
    /// What it is about, in one word.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What it is about, in a line.
    pub title: String,
    /// Whom it is for, and whom not.
    pub scope: String,
    /// Who has reviewed it.
    pub status: String,
    /// SHA-256 over its files (example people aside), as lower-case hex.
    pub digest: String,
    /// What is asked or known.
    pub findings: Vec<Finding>,
    /// In which order it is asked.
    pub screens: Vec<Screen>,
    /// How soon and whom to see.
    pub levels: Vec<Level>,
    /// What to do.
    pub actions: Vec<Action>,
    /// What to watch for.
    pub watch_for: Vec<WatchFor>,
    /// Whom to call.
    pub countries: Vec<Country>,
    /// Named conditions.
    pub definitions: Vec<Definition>,
    /// Answers that cannot stand together.
    pub contradictions: Vec<Contradiction>,
    /// What sets a floor on urgency.
    pub red_flags: Vec<RedFlag>,
    /// What may be offered.
    pub treatments: Vec<Treatment>,
    /// Stops for every treatment of a kind.
    pub stops_for_all: Vec<StopForAll>,
    /// Doses.
    pub medicines: Vec<Medicine>,
    /// The order in which a medicine is chosen.
    pub choice_order: Vec<ChoiceOrder>,
    /// What must not go together.
    pub interactions: Vec<Interaction>,
    /// What may have been taken, by the name on the box.
    pub products: Vec<Product>,
    /// Countries of products for which there are no numbers to call.
    pub product_countries: Vec<ProductCountry>,
    /// What is inside products.
    pub ingredients: Vec<Ingredient>,
    /// Names by which people know their medicines.
    pub medicine_names: Vec<MedicineNames>,
    /// Words that stand beside a name and do not change what it means.
    pub name_words: Vec<NameWords>,
    /// The numbers that the log counts with.
    pub log_numbers: Vec<LogNumber>,
    /// How it usually goes.
    pub expected_courses: Vec<ExpectedCourse>,
    /// Other published figures on the course.
    pub anchors: Vec<Anchor>,
    /// Lines that go with the course.
    pub course_notes: Vec<CourseNote>,
    /// What every check-in asks.
    pub check_in_always: Vec<CheckInAlways>,
    /// When to look again.
    pub check_ins: Vec<CheckIn>,
    /// What happens when nobody checks in.
    pub missed_check_ins: Vec<MissedCheckIn>,
    /// How often to remind.
    pub reminders: Vec<Reminder>,
    /// Phases of an episode.
    pub phases: Vec<Phase>,
    /// When pain that was gone counts as back.
    pub relapses: Vec<Relapse>,
    /// Who needs closer care.
    pub prognosis: Vec<Prognosis>,
    /// Scores that others use.
    pub prognosis_tools: Vec<PrognosisTool>,
    /// The assumed curve for simulations.
    pub simulations: Vec<Simulation>,
    /// Where the source article and current guidance differ.
    pub disagreements: Vec<Disagreement>,
    /// Pictures, in words.
    pub figures: Vec<Figure>,
    /// The frame of a usual day.
    pub day_frames: Vec<DayFrame>,
    /// The lines of the plan for today.
    pub plan_items: Vec<PlanItem>,
    /// How fast sessions go.
    pub session_paces: Vec<SessionPace>,
    /// How it is judged what helped.
    pub help_rules: Vec<HelpRule>,
    /// Steps on the way.
    pub milestones: Vec<Milestone>,
    /// Kinds of entries in the calendar.
    pub calendar_entries: Vec<CalendarEntry>,
    /// Parts of the page for the doctor.
    pub report_parts: Vec<ReportPart>,
    /// Levels of the exercise programme.
    pub exercise_levels: Vec<ExerciseLevel>,
    /// Exercises.
    pub exercises: Vec<Exercise>,
    /// The walking plan.
    pub walking_steps: Vec<WalkingStep>,
    /// The relaxation script.
    pub relaxation_steps: Vec<RelaxationStep>,
    /// Easy moves on the floor.
    pub floor_moves: Vec<FloorMove>,
    /// Lifting, in pictures.
    pub lifting_steps: Vec<PictureStep>,
    /// Posture, in pictures.
    pub posture_steps: Vec<PictureStep>,
    /// What must hold for every person.
    pub properties: Vec<Property>,
    /// What is known to make no difference to anybody, and why it stays.
    pub shadowed: Vec<Shadowed>,
    /// Where it comes from.
    pub sources: Vec<Source>,
    /// Example people; empty for the built-in guideline.
    pub people: Vec<ExamplePerson>,
    /// Answers that must be refused; empty for the built-in guideline.
    pub refused: Vec<RefusedAnswers>,
}

impl Guideline {
    /// The finding of this id.
    pub fn finding(&self, id: &str) -> Option<(FindingId, &Finding)> {
        let place = self.findings.iter().position(|finding| finding.id == id)?;
        Some((FindingId::at(place), self.findings.get(place)?))
    }

    /// The finding at this place.
    pub fn finding_at(&self, id: FindingId) -> Option<&Finding> {
        self.findings.get(id.index())
    }

    /// Every finding with its place.
    pub fn finding_ids(&self) -> impl Iterator<Item = (FindingId, &Finding)> {
        self.findings.iter().enumerate().map(|(place, finding)| (FindingId::at(place), finding))
    }

    /// The treatment of this id.
    pub fn treatment(&self, id: &str) -> Option<&Treatment> {
        self.treatments.iter().find(|treatment| treatment.id == id)
    }

    /// Every treatment with its place.
    pub fn treatment_ids(&self) -> impl Iterator<Item = (TreatmentId, &Treatment)> {
        self.treatments.iter().enumerate().map(|(place, treatment)| (TreatmentId::at(place), treatment))
    }

    /// The red flag of this id.
    pub fn red_flag(&self, id: &str) -> Option<&RedFlag> {
        self.red_flags.iter().find(|flag| flag.id == id)
    }

    /// The words of a level.
    pub fn level(&self, id: LevelId) -> Option<&Level> {
        self.levels.iter().find(|level| level.id == id)
    }

    /// The action of this id.
    pub fn action(&self, id: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.id == id)
    }

    /// What a level asks for as a rule.
    pub fn usual_action(&self, level: LevelId) -> Option<&Action> {
        self.level(level)?.usual_action.as_ref().and_then(|action| self.action(action))
    }

    /// The source of this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The country of this id.
    pub fn country(&self, id: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.id == id)
    }

    /// The exercise of this id.
    pub fn exercise(&self, id: &str) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.id == id)
    }

    /// The figure of this id.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.id == id)
    }

    /// The doses of the medicine of this id.
    pub fn medicine(&self, id: &str) -> Option<&Medicine> {
        self.medicines.iter().find(|medicine| medicine.id == id)
    }

    /// The product of this id.
    pub fn product(&self, id: &str) -> Option<&Product> {
        self.products.iter().find(|product| product.id == id)
    }

    /// What people call an ingredient; one that the guideline does not know is called by the word it came with.
    pub fn ingredient_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.ingredient(id).map_or(id, |ingredient| ingredient.name.as_str())
    }

    /// What may be inside a product, of this id.
    pub fn ingredient(&self, id: &str) -> Option<&Ingredient> {
        self.ingredients.iter().find(|ingredient| ingredient.id == id)
    }

    /// The number of this id that the log counts with, in the unit that the guideline gives it.
    pub fn log_number(&self, id: &str) -> Option<f64> {
        self.log_numbers.iter().find(|number| number.id == id).map(|number| number.value)
    }

    /// The phase of this id.
    pub fn phase(&self, id: &str) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.id == id)
    }

    /// The example person of this id.
    pub fn person(&self, id: &str) -> Option<&ExamplePerson> {
        self.people.iter().find(|person| person.id == id)
    }
}

impl Finding {
    /// The option of this id, with its place.
    pub fn option(&self, id: &str) -> Option<(OptionId, &crate::Choice)> {
        let place = self.options.iter().position(|option| option.id == id)?;
        Some((OptionId::at(place), self.options.get(place)?))
    }

    /// The option at this place.
    pub fn option_at(&self, id: OptionId) -> Option<&crate::Choice> {
        self.options.get(id.index())
    }

    /// What a clinician calls it; the question, where it has no term.
    pub fn clinical_name(&self) -> &str {
        self.term.as_deref().unwrap_or(&self.ask)
    }

    /// A number as the person would tell it, where the guideline says how: "It began 1 day ago."
    pub fn told(&self, number: f64) -> Option<String> {
        let is = |other: f64| number.total_cmp(&other).is_eq();
        if let Some(tell) = self.pick.iter().find(|pick| is(pick.value)).and_then(|pick| pick.tell.clone()) {
            return Some(tell);
        }
        let tell = self.tell.as_ref()?;
        let unit = self.unit.as_ref().filter(|_| is(1.0)).and_then(|unit| Some((unit, unit.strip_suffix('s')?)));
        let tell = match unit {
            Some((many, one)) => tell.replace(&format!("{{value}} {many}"), &format!("{{value}} {one}")),
            None => tell.clone(),
        };
        Some(tell.replace("{value}", &number.to_string()))
    }

    /// Whether it is a fact from the log, never asked.
    pub fn is_logged(&self) -> bool {
        self.group == crate::Group::Log
    }
}
