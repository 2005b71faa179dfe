//! All entries of all tables, while they are checked.

use super::entries::{self, Known};
use crate::Guideline;
use crate::model::{
    Action, Anchor, CalendarEntry, CheckIn, CheckInAlways, ChoiceOrder, Contradiction, Country, CourseNote, DayFrame,
    Definition, Disagreement, ExamplePerson, Exercise, ExerciseLevel, ExpectedCourse, Figure, Finding, FloorMove,
    HelpRule, Ingredient, Interaction, Level, LogNumber, Medicine, MedicineNames, Milestone, MissedCheckIn, NameWords,
    Phase, PictureStep, PlanItem, Product, ProductCountry, Prognosis, PrognosisTool, Property, RedFlag, RefusedAnswers,
    Relapse, RelaxationStep, Reminder, ReportPart, Screen, SessionPace, Shadowed, Simulation, Source, StopForAll,
    Treatment, WalkingStep, WatchFor,
};
use crate::problem::Problem;
use crate::read::{About, Entry, Tables};

macro_rules! draft {
    ($($list:ident: $kind:ident = $table:literal),* $(,)?) => {
        /// Every entry of every table, read into its type and not yet given its meaning.
        pub(super) struct Draft<'t> {
            $(pub(super) $list: Vec<Entry<'t, $kind>>,)*
        }

        impl<'t> Draft<'t> {
            /// Takes every table; reports tables that nobody knows.
            pub(super) fn take(mut tables: Tables<'t>, problems: &mut Vec<Problem>) -> Self {
                let draft = Self { $($list: tables.take($table, problems),)* };
                tables.report_unknown(&["guideline", $($table),*], problems);
                draft
            }

            /// What holds for every entry of every table: its id, its texts and its sources.
            pub(super) fn check_entries(&self, problems: &mut Vec<Problem>) {
                let known = Known::of("source", &self.sources);
                $(entries::check(&self.$list, $table, &known, problems);)*
            }

            /// The entries without their places.
            pub(super) fn into_guideline(self, about: About, digest: String) -> Guideline {
                Guideline {
                    name: about.name,
                    version: about.version,
                    title: about.title,
                    scope: about.scope,
                    status: about.status,
                    digest,
                    $($list: self.$list.into_iter().map(|entry| entry.value).collect(),)*
                }
            }
        }
    };
}

draft! {
    findings: Finding = "finding",
    screens: Screen = "screen",
    levels: Level = "level",
    actions: Action = "action",
    watch_for: WatchFor = "watch_for",
    countries: Country = "country",
    definitions: Definition = "definition",
    contradictions: Contradiction = "contradiction",
    red_flags: RedFlag = "red_flag",
    treatments: Treatment = "treatment",
    stops_for_all: StopForAll = "stop_for_all",
    medicines: Medicine = "medicine",
    choice_order: ChoiceOrder = "choice_order",
    interactions: Interaction = "interaction",
    products: Product = "product",
    product_countries: ProductCountry = "product_country",
    ingredients: Ingredient = "ingredient",
    medicine_names: MedicineNames = "medicine_names",
    name_words: NameWords = "name_words",
    log_numbers: LogNumber = "log_number",
    expected_courses: ExpectedCourse = "expected_course",
    anchors: Anchor = "anchor",
    course_notes: CourseNote = "course_note",
    prognosis: Prognosis = "prognosis",
    prognosis_tools: PrognosisTool = "prognosis_tool",
    check_in_always: CheckInAlways = "check_in_always",
    check_ins: CheckIn = "check_in",
    missed_check_ins: MissedCheckIn = "missed_check_in",
    reminders: Reminder = "reminder",
    phases: Phase = "phase",
    relapses: Relapse = "relapse",
    simulations: Simulation = "simulation",
    disagreements: Disagreement = "disagreement",
    figures: Figure = "figure",
    exercise_levels: ExerciseLevel = "exercise_level",
    exercises: Exercise = "exercise",
    walking_steps: WalkingStep = "walking_step",
    relaxation_steps: RelaxationStep = "relaxation_step",
    floor_moves: FloorMove = "floor_move",
    lifting_steps: PictureStep = "lifting_step",
    posture_steps: PictureStep = "posture_step",
    day_frames: DayFrame = "day_frame",
    plan_items: PlanItem = "plan_item",
    session_paces: SessionPace = "session_pace",
    help_rules: HelpRule = "help_rule",
    milestones: Milestone = "milestone",
    calendar_entries: CalendarEntry = "calendar_entry",
    report_parts: ReportPart = "report_part",
    properties: Property = "property",
    shadowed: Shadowed = "shadowed",
    sources: Source = "source",
    people: ExamplePerson = "person",
    refused: RefusedAnswers = "refused",
}
