//! Everything in a guideline that has an id, in one shape, so that it can be listed, found and shown.

use easeback_guideline::{Certainty, Guideline, Provenance, Review, Rule, Severity, SourceStatus, Strength, Treatment};

/// One thing of the guideline.
#[derive(Clone, Debug)]
pub(super) struct Thing<'g> {
    /// What it is, `red flag`.
    pub(super) kind: &'static str,
    /// Its id; a part of something has the id of the whole before it, `heat.broken_skin`.
    pub(super) id: String,
    /// Another name for it, such as the code of a red flag.
    pub(super) code: Option<&'g str>,
    /// What it says in one line.
    pub(super) title: &'g str,
    /// What else there is to say, with a label.
    pub(super) says: Vec<(&'static str, String)>,
    /// Lists, with a label.
    pub(super) lists: Vec<(&'static str, Vec<String>)>,
    /// Its conditions, with a label.
    pub(super) rules: Vec<(&'static str, &'g Rule)>,
    /// Ids of sources.
    pub(super) sources: &'g [String],
    /// Why it awaits review, and what exactly is unsure.
    pub(super) review: Option<(&'static str, &'g str)>,
    /// Its parts.
    pub(super) parts: Vec<Thing<'g>>,
}

impl<'g> Thing<'g> {
    fn new(kind: &'static str, id: impl Into<String>, title: &'g str) -> Self {
        Self {
            kind,
            id: id.into(),
            code: None,
            title,
            says: Vec::new(),
            lists: Vec::new(),
            rules: Vec::new(),
            sources: &[],
            review: None,
            parts: Vec::new(),
        }
    }

    fn say(mut self, label: &'static str, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.says.push((label, text));
        }
        self
    }

    fn list(mut self, label: &'static str, items: impl Iterator<Item = String>) -> Self {
        let items: Vec<_> = items.collect();
        if !items.is_empty() {
            self.lists.push((label, items));
        }
        self
    }

    fn when(mut self, label: &'static str, rule: Option<&'g Rule>) -> Self {
        self.rules.extend(rule.map(|rule| (label, rule)));
        self
    }

    fn part(mut self, parts: impl Iterator<Item = Thing<'g>>) -> Self {
        self.parts.extend(parts);
        self
    }

    fn code(mut self, code: &'g str) -> Self {
        self.code = Some(code);
        self
    }

    fn awaits(mut self, review: Option<Review>, note: Option<&'g String>) -> Self {
        self.review = review.map(|why| (why.word(), note.map_or("", String::as_str)));
        self
    }

    /// Itself and its parts.
    pub(super) fn with_parts(&self) -> impl Iterator<Item = &Thing<'g>> {
        std::iter::once(self).chain(&self.parts)
    }

    /// Whether it is called this.
    pub(super) fn is_called(&self, id: &str) -> bool {
        self.id == id || self.code.is_some_and(|code| code.eq_ignore_ascii_case(id))
    }
}

/// A thing with the id, sources and review marks that every entry has.
macro_rules! thing {
    ($kind:literal, $entry:expr, $title:expr) => {{
        let mut thing = Thing::new($kind, $entry.id.as_str(), $title);
        thing.sources = &$entry.sources;
        thing.awaits($entry.review, $entry.review_note.as_ref())
    }};
}

/// The same for a part of something.
macro_rules! part {
    ($kind:literal, $whole:expr, $id:expr, $part:expr, $title:expr) => {{
        let mut thing = Thing::new($kind, format!("{}.{}", $whole.id, $id), $title);
        thing.sources = &$part.sources;
        thing.awaits($part.review, $part.review_note.as_ref())
    }};
}

/// Everything, kind by kind, in the order of the files.
pub(super) fn of(guideline: &Guideline) -> Vec<Thing<'_>> {
    let mut things = Vec::new();
    red_flags(guideline, &mut things);
    things.extend(guideline.treatments.iter().map(treatment));
    things.extend(guideline.stops_for_all.iter().map(|stop| {
        let kinds = stop.kinds.iter().flatten().map(|kind| kind.word().to_owned());
        thing!("stop for all", stop, &stop.because)
            .code(&stop.code)
            .say("Strength", strength(stop.strength))
            .list("Holds back these kinds", kinds)
            .when("Holds unless this is known to be false", Some(&stop.when))
    }));
    medicines(guideline, &mut things);
    findings(guideline, &mut things);
    things.extend(
        guideline
            .definitions
            .iter()
            .map(|definition| thing!("definition", definition, &definition.says).when("Means", Some(&definition.when))),
    );
    things.extend(guideline.contradictions.iter().map(|contradiction| {
        thing!("contradiction", contradiction, &contradiction.because)
            .when("Answers are refused when", Some(&contradiction.when))
    }));
    things.extend(guideline.properties.iter().map(|property| {
        Thing::new("property", &property.id, &property.says)
            .when("Holds for every possible person", Some(&property.claim))
    }));
    products(guideline, &mut things);
    help(guideline, &mut things);
    course(guideline, &mut things);
    planned(guideline, &mut things);
    exercises(guideline, &mut things);
    things.extend(guideline.sources.iter().map(|source| {
        let mut thing = Thing::new("source", &source.id, &source.cite)
            .say("Link", source.link.clone().unwrap_or_default())
            .say("DOI", source.doi.clone().unwrap_or_default())
            .say("Seen", seen(source.status));
        let note = source.note.as_deref().unwrap_or_default();
        thing.review = match source.status {
            SourceStatus::Verified => None,
            SourceStatus::FiguresNotSeen => Some(("figures not seen", note)),
            SourceStatus::FromMemory => Some(("from memory", note)),
        };
        if thing.review.is_none() { thing.say("Note", note) } else { thing }
    }));
    things
}

fn red_flags<'g>(guideline: &'g Guideline, things: &mut Vec<Thing<'g>>) {
    things.extend(guideline.red_flags.iter().map(|flag| {
        let level = guideline.level(flag.level).map_or("", |level| level.title.as_str());
        let action = guideline.action(&flag.action).map_or("", |action| action.say.as_str());
        let lines = flag.seed_line.iter().map(ToString::to_string).collect::<Vec<_>>();
        thing!("red flag", flag, &flag.because)
            .code(&flag.code)
            .say("Level", format!("{} ({})", with_days(level, flag.within_days), flag.level.word()))
            .say("What to do", [action, flag.also.as_deref().unwrap_or_default()].join(" ").trim().to_owned())
            .say(
                "Not ruled out",
                match (flag.if_unknown, guideline.level(flag.level).and_then(|level| level.unknown_costs)) {
                    (Some(_), _) => "while a fact from the log in it is unknown, it changes nothing".to_owned(),
                    (None, None) => "while it is unknown, it calls for the same".to_owned(),
                    (None, Some(floor)) => {
                        let level = guideline.level(floor.level).map_or("", |level| level.title.as_str());
                        format!(
                            "while it is unknown, it calls for this at least: {}",
                            with_days(level, floor.within_days)
                        )
                    }
                },
            )
            .say(
                "From the article",
                if lines.is_empty() { String::new() } else { format!("line {}", lines.join(", ")) },
            )
            .when("Fires when", Some(&flag.when))
    }));
}

/// The title of a level with its window.
fn with_days(title: &str, days: Option<u32>) -> String {
    title.replace(
        "{days}",
        &days.map_or_else(|| "some days".to_owned(), |days| crate::page::count(days as usize, "day")),
    )
}

fn treatment(treatment: &Treatment) -> Thing<'_> {
    let levels = treatment.shown_at.iter().map(|level| level.word().replace('_', " ")).collect::<Vec<_>>();
    let mut thing = thing!("treatment", treatment, &treatment.name)
        .say("Kind", treatment.kind.word().replace('_', " "))
        .say("What it does", &treatment.summary)
        .say("The article says", treatment.seed_says.clone().unwrap_or_default())
        .say("Shown at", levels.join(", "))
        .list("How to do it", treatment.steps.iter().cloned())
        .when("Suggested when", treatment.offer_when.as_ref());
    for also in &treatment.also_shown {
        thing = thing
            .say("Also shown at", also.level.word().replace('_', " "))
            .when("But there only when", Some(&also.when));
    }
    let limits = treatment
        .limits
        .iter()
        .map(|limit| part!("limit", treatment, limit.id, limit, &limit.say).say("Number", limit.value.to_string()));
    let notes = treatment.notes.iter().enumerate().map(|(place, note)| {
        part!("note", treatment, format_args!("note.{}", place + 1), note, &note.say)
            .when("Said when", note.when.as_ref())
    });
    let evidence = treatment.evidence.iter().enumerate().map(|(place, evidence)| {
        part!("evidence", treatment, format_args!("evidence.{}", place + 1), evidence, &evidence.say)
            .say("Certainty", certainty(evidence.certainty))
            .say("Numbers", evidence.figures.clone().unwrap_or_default())
    });
    let stops = treatment.stops.iter().map(|stop| {
        part!("stop", treatment, stop.id, stop, &stop.because)
            .say("Strength", strength(stop.strength))
            .when("Holds unless this is known to be false", Some(&stop.when))
    });
    thing.part(stops).part(limits).part(notes).part(evidence)
}

fn medicines<'g>(guideline: &'g Guideline, things: &mut Vec<Thing<'g>>) {
    things.extend(guideline.medicines.iter().map(|medicine| {
        let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        let days = |days: Option<u32>| days.map(|days| days.to_string()).unwrap_or_default();
        let from = medicine.sources_of.iter().map(|(number, from)| match from {
            Provenance::Sources(sources) => format!("{number}: {}", sources.join(", ")),
            Provenance::Review(review) => format!("{number}: {} (awaits review)", review.word()),
        });
        let unchecked = medicine.sources_of.iter().filter_map(|(number, from)| match from {
            Provenance::Sources(_) => None,
            Provenance::Review(review) => Some((number, review)),
        });
        let numbers = unchecked.map(|(number, review)| {
            let mut part = Thing::new("dose", format!("{}.{number}", medicine.id), number.as_str());
            part.review = Some((review.word(), ""));
            part
        });
        thing!("medicine", medicine, &medicine.ingredient)
            .say("Also called", medicine.also_called.join(", "))
            .say("Milligrams of", medicine.amount_of.clone().unwrap_or_default())
            .say("One tablet, mg", number(medicine.strength_mg))
            .say("First dose, mg", number(medicine.first_mg))
            .say("Single dose from, mg", number(medicine.single_mg_min))
            .say("Single dose up to, mg", number(medicine.single_mg_max))
            .say("Hours between doses", number(medicine.gap_hours))
            .say("At most in 24 hours, mg", number(medicine.max_mg_24h))
            .say("At most, days", days(medicine.max_days))
            .say("Stop without help on day", days(medicine.stop_if_no_help_day))
            .list("Where each number comes from", from)
            .part(numbers)
    }));
    things.extend(guideline.choice_order.iter().map(|choice| {
        thing!("choice order", choice, &choice.say)
            .say("Place", choice.order.to_string())
            .say("Treatment", &choice.treatment)
    }));
    things.extend(guideline.interactions.iter().map(|pair| {
        let severity = match pair.severity {
            Severity::Never => "never together",
            Severity::AskFirst => "ask first",
            Severity::Caution => "with care",
            Severity::NeededTogether => "not one without the other",
        };
        thing!("interaction", pair, &pair.because)
            .say("Between", format!("{} and {}", pair.a, pair.b))
            .say("Together", severity)
            .say("Carried out by", pair.stop.clone().unwrap_or_default())
    }));
}

/// What may have been taken, what is inside, and names by which medicines are known.
fn products<'g>(guideline: &'g Guideline, things: &mut Vec<Thing<'g>>) {
    let words = |ids: &[String]| ids.join(", ");
    let yes = |is: bool| if is { "yes" } else { "" };
    things.extend(guideline.products.iter().map(|product| {
        let inside = product.ingredients.iter().map(|content| {
            let name = guideline.ingredient(&content.ingredient).map_or("", |ingredient| ingredient.name.as_str());
            let amount = match (content.mg, content.percent) {
                (Some(mg), _) => format!("{mg} mg in 1 {}", product.unit.as_deref().unwrap_or(&product.form)),
                (None, Some(percent)) => format!("{percent}%"),
                (None, None) => "how much is not known".to_owned(),
            };
            format!("{name}: {amount}")
        });
        let counts = guideline.counts_as(product);
        let treatments: Vec<_> = counts.treatments.into_iter().collect();
        let options: Vec<_> = counts.medicines_options.into_iter().collect();
        let doses: Vec<_> = counts.doses.iter().map(|dose| dose.medicine).collect();
        Thing::new("product", &product.id, &product.name)
            .awaits(product.review, product.remark.as_ref())
            .say("Country", &product.country)
            .say("Form", &product.form)
            .say("Sold for", product.kind.word().replace('_', " "))
            .say("On prescription", yes(product.prescription))
            .say("Units of a dose", product.units_per_dose.map(|units| units.to_string()).unwrap_or_default())
            .say("More inside than is listed", yes(product.more_inside))
            .say("Counts as doses of", doses.join(", "))
            .say("Counts as these medicines", options.join(", "))
            .say("Counts as using", treatments.join(", "))
            .say("Note", product.note.clone().unwrap_or_default())
            .say("Its label says", product.label_says.clone().unwrap_or_default())
            .say("Seen in", product.seen_in.clone().unwrap_or_default())
            .say("Remark", product.remark.clone().filter(|_| product.review.is_none()).unwrap_or_default())
            .list("Inside", inside)
    }));
    things.extend(
        guideline.product_countries.iter().map(|country| Thing::new("country of products", &country.id, &country.name)),
    );
    things.extend(guideline.ingredients.iter().map(|ingredient| {
        let holds = |product: &&easeback_guideline::Product| {
            product.ingredients.iter().any(|content| content.ingredient == ingredient.id)
        };
        Thing::new("ingredient", &ingredient.id, &ingredient.name)
            .awaits(ingredient.review, ingredient.review_note.as_ref())
            .say("Also called", words(&ingredient.also_called))
            .say("Counts as a dose of", ingredient.dose_of.clone().unwrap_or_default())
            .say("Counts as this medicine", ingredient.medicines_option.clone().unwrap_or_default())
            .say("Counts as using", ingredient.treatment.clone().unwrap_or_default())
            .say("Makes sleepy", yes(ingredient.sedating))
            .say("Works like ibuprofen or aspirin", yes(ingredient.nsaid_like))
            .say("Note", ingredient.note.clone().unwrap_or_default())
            .say("Inside", crate::page::count(guideline.products.iter().filter(holds).count(), "product"))
    }));
    things.extend(guideline.medicine_names.iter().map(|list| {
        let names: Vec<_> = list.names.iter().map(|medicine| medicine.name.as_str()).collect();
        Thing::new("list of names", &list.id, list.names.first().map_or("", |medicine| medicine.name.as_str()))
            .awaits(list.review, None)
            .say("Counts as these medicines", words(&list.classes))
            .say("Names", names.join(", "))
    }));
}

fn findings<'g>(guideline: &'g Guideline, things: &mut Vec<Thing<'g>>) {
    things.extend(guideline.findings.iter().map(|finding| {
        let options = finding.options.iter().map(|option| {
            part!("option", finding, option.id, option, &option.say)
                .say("To a clinician", option.term.clone().unwrap_or_default())
        });
        let range = match (finding.min, finding.max) {
            (Some(min), Some(max)) => format!("{min} to {max} {}", finding.unit.as_deref().unwrap_or_default()),
            _ => String::new(),
        };
        thing!("finding", finding, &finding.ask)
            .say("Help", finding.help.clone().unwrap_or_default())
            .say("As a tick-box", finding.tick.clone().unwrap_or_default())
            .say("To a clinician", finding.term.clone().unwrap_or_default())
            .say(
                "Answer",
                match finding.kind {
                    easeback_guideline::Kind::YesNo => "yes or no",
                    easeback_guideline::Kind::OneOf => "one option",
                    easeback_guideline::Kind::ManyOf => "any number of options, none included",
                    easeback_guideline::Kind::Number => "a number",
                },
            )
            .say("Range", range.trim_end())
            .say("Asked", if finding.is_logged() { "never: it is known from the log" } else { "" })
            .when("Asked only when", finding.asked_when.as_ref())
            .part(options)
    }));
    things.extend(guideline.screens.iter().map(|screen| {
        Thing::new("screen", &screen.id, &screen.title)
            .say("Lead", screen.lead.clone().unwrap_or_default())
            .list("Asks", screen.rows.iter().cloned())
    }));
}

fn help<'g>(guideline: &'g Guideline, things: &mut Vec<Thing<'g>>) {
    things.extend(guideline.levels.iter().map(|level| {
        let costs = level.unknown_costs.map(|floor| floor.level.word().replace('_', " ")).unwrap_or_default();
        Thing::new("level", level.id.word(), &level.title)
            .awaits(level.review, level.review_note.as_ref())
            .say("Lead", &level.lead)
            .say("A red flag not ruled out calls for", costs)
            .say("On the phone", level.say_to_the_phone.clone().unwrap_or_default())
    }));
    things.extend(guideline.actions.iter().map(|action| thing!("action", action, &action.say)));
    things.extend(guideline.watch_for.iter().map(|sign| {
        let calls_for = match sign.kind {
            easeback_guideline::WatchKind::Emergency => "emergency help",
            easeback_guideline::WatchKind::ComeBack => "another look at the check, or at a doctor",
        };
        thing!("sign to watch for", sign, &sign.say).say("Calls for", calls_for)
    }));
    things.extend(guideline.countries.iter().map(|country| {
        let line = |line: &Option<easeback_guideline::HelpLine>| {
            line.as_ref().map(|line| format!("{} ({})", line.number, line.name)).unwrap_or_default()
        };
        thing!("country", country, &country.name)
            .say("Emergency", &country.emergency)
            .say("Advice", line(&country.advice))
            .say("Poison", line(&country.poison))
            .say("Crisis", line(&country.crisis))
    }));
}

fn planned<'g>(guideline: &'g Guideline, things: &mut Vec<Thing<'g>>) {
    things.extend(guideline.day_frames.iter().map(|frame| {
        let hours = format!("{} to {} o'clock", frame.wakes_at_hour, frame.sleeps_at_hour);
        part!("frame of a day", PLAN, frame.id, frame, "The hours in which things are planned").say("From", hours)
    }));
    things.extend(guideline.plan_items.iter().map(|line| {
        let limits = line.minutes.iter().flatten().chain(&line.gap).chain(&line.times_a_day).chain(&line.times_an_hour);
        part!("line of the plan", PLAN, line.id, line, &line.say)
            .say("When done", line.say_done.clone().unwrap_or_default())
            .say("Treatment", line.treatment.clone().unwrap_or_default())
            .say("Instead of", line.instead_of.clone().unwrap_or_default())
            .when("When", line.when.as_ref())
            .list("Limits", limits.chain(&line.less_minutes).chain(&line.limits).cloned())
    }));
    things.extend(guideline.session_paces.iter().map(|pace| {
        let seconds = [
            format!("{} to get ready", pace.ready_seconds),
            format!("{} a repeat", pace.repeat_seconds),
            format!("{} of rest between sets", pace.rest_seconds),
        ];
        part!("pace of sessions", PLAN, pace.id, pace, &pace.say_forgotten)
            .say("Forgotten after", format!("{} minutes", pace.forgotten_after_minutes))
            .list("Seconds", seconds.into_iter())
    }));
    things.extend(guideline.help_rules.iter().map(|rule| {
        thing!("rule of what helped", rule, &rule.say_honest)
            .say("Times at least", rule.times_min.to_string())
            .say("Points at least", rule.points_min.to_string())
    }));
    things.extend(
        guideline
            .milestones
            .iter()
            .map(|milestone| part!("milestone", MILESTONE, milestone.id, milestone, &milestone.say)),
    );
}

/// What stands before the ids of things that are named after something else.
struct Whole {
    id: &'static str,
}

const PLAN: Whole = Whole { id: "plan" };
const MILESTONE: Whole = Whole { id: "milestone" };

fn course<'g>(guideline: &'g Guideline, things: &mut Vec<Thing<'g>>) {
    things.extend(guideline.expected_courses.iter().map(|course| {
        let points = course.points.iter().map(|point| format!("week {}: pain {} of 100", point.week, point.pain));
        thing!("expected course", course, &course.says).say("Group", course.group.word()).list("Pain", points)
    }));
    things.extend(
        guideline.anchors.iter().map(|anchor| thing!("anchor", anchor, &anchor.say).say("Numbers", &anchor.figures)),
    );
    things.extend(
        guideline.course_notes.iter().map(|note| {
            thing!("course note", note, &note.say).say("Numbers", note.figures.clone().unwrap_or_default())
        }),
    );
    things.extend(
        guideline
            .check_in_always
            .iter()
            .map(|always| thing!("every check-in", always, &always.say).list("Asks", always.asks.iter().cloned())),
    );
    things.extend(guideline.check_ins.iter().map(|check_in| {
        let escalations = check_in.escalations.iter().map(|escalation| {
            part!("escalation", check_in, escalation.id, escalation, &escalation.say)
                .say("Trigger", &escalation.trigger)
                .when("When", escalation.when.as_ref())
        });
        thing!("check-in", check_in, &check_in.title)
            .say("Says", &check_in.say)
            .say("Day", check_in.day.to_string())
            .list("Asks", check_in.asks.iter().cloned())
            .part(escalations)
    }));
    things.extend(guideline.log_numbers.iter().map(|number| {
        thing!("number of the log", number, &number.says).say("Number", format!("{} {}", number.value, number.unit))
    }));
    things.extend(guideline.missed_check_ins.iter().map(|missed| {
        thing!("missed check-in", missed, &missed.say).say("When the plan has expired", &missed.expired)
    }));
    things.extend(guideline.reminders.iter().map(|reminder| thing!("reminder", reminder, &reminder.say)));
    things.extend(
        guideline
            .phases
            .iter()
            .map(|phase| thing!("phase", phase, &phase.title).say("Says", &phase.say).when("When", Some(&phase.when))),
    );
    things.extend(guideline.relapses.iter().map(|relapse| thing!("relapse", relapse, &relapse.say)));
    things.extend(
        guideline
            .prognosis
            .iter()
            .map(|prognosis| thing!("prognosis", prognosis, &prognosis.say).when("When", Some(&prognosis.when))),
    );
    things.extend(guideline.prognosis_tools.iter().map(|tool| {
        thing!("prognosis tool", tool, &tool.name)
            .say("Says", &tool.say)
            .say("Numbers", &tool.figures)
            .say("Why", &tool.why)
    }));
    things.extend(
        guideline.simulations.iter().map(|simulation| thing!("simulation", simulation, "The assumed curve of pain")),
    );
    things.extend(guideline.disagreements.iter().map(|disagreement| {
        thing!("disagreement", disagreement, &disagreement.topic)
            .say("The article says", &disagreement.article_says)
            .say("Guidance says", &disagreement.guidance_says)
            .say("We do", &disagreement.we_do)
    }));
}

fn exercises<'g>(guideline: &'g Guideline, things: &mut Vec<Thing<'g>>) {
    things.extend(guideline.exercise_levels.iter().map(|level| {
        thing!("exercise level", level, &level.name).say("Move up", &level.move_up).say("Step back", &level.step_back)
    }));
    things.extend(guideline.exercises.iter().map(|exercise| {
        thing!("exercise", exercise, &exercise.name)
            .list("How to do it", exercise.steps.iter().cloned())
            .say("Without the floor", exercise.without_floor.clone().unwrap_or_default())
            .say("Left out because", exercise.leave_out_because.clone().unwrap_or_default())
            .when("Left out when", exercise.leave_out_when.as_ref())
    }));
    things.extend(
        guideline
            .walking_steps
            .iter()
            .map(|step| thing!("walking step", step, &step.say).when("When", Some(&step.when))),
    );
    things.extend(guideline.relaxation_steps.iter().map(|step| thing!("relaxation step", step, &step.say)));
    things.extend(guideline.floor_moves.iter().map(|floor_move| {
        thing!("floor move", floor_move, &floor_move.name).list("How to do it", floor_move.steps.iter().cloned())
    }));
    things.extend(guideline.lifting_steps.iter().map(|step| thing!("lifting step", step, &step.say)));
    things.extend(guideline.posture_steps.iter().map(|step| thing!("posture step", step, &step.say)));
    things.extend(guideline.figures.iter().map(|figure| thing!("figure", figure, &figure.alt)));
}

/// Whether somebody has looked at a source.
pub(super) const fn seen(status: SourceStatus) -> &'static str {
    match status {
        SourceStatus::Verified => "yes",
        SourceStatus::FiguresNotSeen => "found, but its figures were not seen",
        SourceStatus::FromMemory => "not yet: from memory",
    }
}

const fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Never => "never",
        Strength::AskFirst => "ask a doctor or pharmacist first",
    }
}

const fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::High => "high",
        Certainty::Moderate => "moderate",
        Certainty::Low => "low",
        Certainty::VeryLow => "very low",
        Certainty::None => "no trial evidence was found",
    }
}
