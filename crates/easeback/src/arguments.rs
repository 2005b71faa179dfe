//! What may stand on the command line, and the help for it.

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::net::IpAddr;
use std::path::PathBuf;

const ENDINGS: &str = "\
Exit status:
  0  all is well
  1  something was wrong with the input or with the guideline
  2  it could not run

Easeback is not a medical device and does not diagnose. In an emergency, call your emergency number.";

const EXAMPLES: &str = "\
Examples:
  easeback                       open the app in your browser
  easeback check                 do the safety check here in the terminal
  easeback today                 what to do today
  easeback may-i ibuprofen       whether you may take it now
  easeback log pain 4            write something down
  easeback decide people.jsonl   decide for many people at once
  easeback guideline show RF01   read one rule, with its sources
";

/// Helps a person get through a back spasm at home, safely.
///
/// It screens for danger, says whom to see and how soon, and makes a plan for today out of what suits this person.
/// Without a command it opens the app in your browser. Everything stays on this machine.
#[derive(Debug, Parser)]
#[command(
    name = "easeback",
    version,
    max_term_width = 80,
    after_help = ENDINGS,
    after_long_help = format!("{EXAMPLES}\n{ENDINGS}"),
)]
pub(crate) struct Arguments {
    /// Decide by the guideline in this folder, not by the one built in.
    #[arg(long, value_name = "DIR", global = true)]
    pub(crate) guideline: Option<PathBuf>,

    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    #[command(flatten)]
    pub(crate) serve: Serve,
}

impl Arguments {
    /// What stands on the command line, or the end of the program with the help for it.
    pub(crate) fn read() -> Self {
        let mut command = Self::command();
        let matches = command.get_matches_mut();
        let before = |name: &str| matches.value_source(name) == Some(ValueSource::CommandLine);
        let misplaced = ["port", "host", "name", "data", "clock_file", "no_open"].into_iter().find(|name| before(name));
        if let (Some(_), Some(name)) = (matches.subcommand_name(), misplaced) {
            let name = name.replace('_', "-");
            command
                .error(ErrorKind::ArgumentConflict, format!("`--{name}` stands behind `serve`, not before a command"))
                .exit();
        }
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Open the app in your browser (this is the default).
    ///
    /// For the person whose back it is. Only this machine can reach it, and everything you enter is kept in one file
    /// that only you can read.
    Serve(Serve),

    /// Do the safety check here in the terminal.
    ///
    /// For the person whose back it is, where no browser is at hand. It asks the questions of the app, stops at once
    /// when a sign needs emergency help, and ends with what to do today. It keeps nothing.
    #[command(after_long_help = "Examples:
  easeback check            arrow keys and the space bar
  easeback check --plain    numbered questions, for screen readers and pipes")]
    Check(Check),

    /// Say what to do today: the plan as a short list with times.
    ///
    /// For the person whose back it is, from the same log as the app. First what is to be done now and how, then what
    /// comes later. Where there is no plan, it says why.
    #[command(after_long_help = "Examples:
  easeback today
  easeback today --all      how everything is done, and what holds all day
  easeback today --json")]
    Today(Today),

    /// Say whether something may be taken or used now.
    ///
    /// How much at most; and if not, why, and from when. A product counts with everything that is inside.
    #[command(
        name = "may-i",
        after_long_help = "Examples:
  easeback may-i ibuprofen
  easeback may-i heat
  easeback may-i --json paracetamol

Exit status:
  0  yes, now
  1  no, or not yet
  2  it could not be said"
    )]
    MayI(MayI),

    /// Show the log, or write something down in it.
    ///
    /// Works on the log of the app, also while the app is open. What you took is always written down, also when it was
    /// too much. Taking something back and setting it right is done in the app, under /log.
    #[command(after_long_help = "Examples:
  easeback log                                what is in it, newest first
  easeback log took ibuprofen 400mg           a medicine
  easeback log took ibuprofen 400mg --at 9:30
  easeback log used heat 20min                warmth, walks and so on
  easeback log pain 4
  easeback log rest yes                       mostly lying down today")]
    Log(Log),

    /// Decide for many people: JSON in, JSON out.
    ///
    /// For clinics, records and data teams. Each person is a JSON object with an `id` of your choice and the `facts`
    /// that are known; for each comes one decision, on one line, in the same order. A fact that is left out was not
    /// asked, and "not_sure" is an answer too: neither is ever read as "no". A person that cannot be read is reported
    /// on standard error with the line, the field, the value and what is allowed; the others are still answered.
    ///
    /// `easeback guideline schema` describes both sides as JSON Schema.
    #[command(after_long_help = "Examples:
  easeback decide people.jsonl > decisions.jsonl
  echo '{\"id\": \"a1\", \"facts\": {\"groin_numb\": true}}' | easeback decide")]
    Decide(Decide),

    /// Read and check the clinical knowledge.
    ///
    /// For clinicians, and for those who change the guideline.
    Guideline(Knowledge),

    /// Prove what must hold for every possible person.
    ///
    /// For those who change the guideline, and for those who ask why it can be trusted. Every safety property, and
    /// every claim that follows from the guideline itself, is worked out over all people whom the guideline can tell
    /// apart. For a claim that does not hold there comes a person, ready to be saved as an example person.
    #[command(after_long_help = "Examples:
  easeback prove
  easeback prove --guideline guideline --dead
  easeback prove --only I-57 --only worse.fever
  easeback prove --json | jq 'select(.status == \"refuted\")'")]
    Prove(Prove),

    /// Say who is decided differently by another guideline.
    ///
    /// For those who change the guideline and those who approve the change. It counts exactly how many of all people
    /// whom either guideline can tell apart get another level, window, offer or stop, tells roughly how common they
    /// are, and shows one person for each kind of change. A finding or an option that only one of them has is not asked
    /// by the other. It compares decisions, not texts. The exit status is 0 when nobody is decided differently, 1 when
    /// somebody is, and 2 when it could not run.
    #[command(after_long_help = "Example:
  git worktree add /tmp/before main && easeback diff /tmp/before/guideline guideline")]
    Diff(Diff),

    /// Say how much is asked until it is known what to do.
    ///
    /// For those who change the questions: how many screens and questions the check asks at most, and on average for
    /// each level; and the proof that the emergency screens come first.
    Questions(Questions),

    /// Write the guideline in another language.
    ///
    /// For engines and tools that know a standard of their own, and as a second opinion on what the guideline says.
    Export(Export),

    /// Change the guideline in one place after the other, and see whether anybody notices.
    ///
    /// For developers, and for those who change the guideline. Each word, number, option, level, window and strength is
    /// changed on its own. Somebody has to notice: the checks, an example person, or a claim that holds for every
    /// possible person. Where nobody does, either the change makes no difference to anyone, which is proved, or a
    /// person is shown who is decided differently and should become an example.
    #[command(after_long_help = "Examples:
  easeback mutate --guideline guideline
  easeback mutate --guideline guideline --sample 100 --seed 7
  easeback mutate --guideline guideline --json > changes.jsonl")]
    Mutate(Mutate),
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Serve {
    /// Listen on this port.
    #[arg(long, value_name = "N", default_value_t = 7722)]
    pub(crate) port: u16,

    /// Listen on this address. Any other than the default lets other machines reach what you enter, unencrypted.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(crate) host: IpAddr,

    /// Answer under this name too, such as `back.example.org` or `192.168.1.20:7722`; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Vec<String>,

    /// Keep everything in this file [default: your data folder].
    #[arg(long, value_name = "FILE", env = "EASEBACK_DATA", hide_env_values = true)]
    pub(crate) data: Option<PathBuf>,

    /// For tests: take the time from this file, which holds an instant; only with `--data`.
    #[arg(long, value_name = "FILE", env = "EASEBACK_CLOCK_FILE", hide = true)]
    pub(crate) clock_file: Option<PathBuf>,

    /// Do not open a browser.
    #[arg(long)]
    pub(crate) no_open: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Numbered questions and typed answers, one line each. Taken by itself when the input is not a terminal.
    #[arg(long)]
    pub(crate) plain: bool,
}

/// Whose log, and where it is kept.
#[derive(Debug, Args)]
pub(crate) struct Whose {
    /// The file of the app [default: your data folder].
    // A name of its own, as for the clock: clap hands what is global up to the `--data` of `serve`.
    #[arg(
        id = "own_data",
        long = "data",
        value_name = "FILE",
        env = "EASEBACK_DATA",
        hide_env_values = true,
        global = true
    )]
    pub(crate) data: Option<PathBuf>,

    /// For tests: take the time from this file, which holds an instant; only with `--data`.
    #[arg(
        id = "own_clock_file",
        long = "clock-file",
        value_name = "FILE",
        env = "EASEBACK_CLOCK_FILE",
        hide = true,
        global = true
    )]
    pub(crate) clock_file: Option<PathBuf>,

    /// The log of this person, by the name they have in the app [default: the first person].
    #[arg(long, value_name = "NAME", global = true)]
    pub(crate) person: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Today {
    /// Say of everything how it is done, and what holds all day.
    #[arg(long, conflicts_with = "json")]
    pub(crate) all: bool,

    /// Write JSON.
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) whose: Whose,
}

#[derive(Debug, Args)]
pub(crate) struct MayI {
    /// A medicine, a product by the name on its box, or something else that helps, such as `heat`.
    #[arg(value_name = "NAME", required = true)]
    pub(crate) what: Vec<String>,

    /// Write JSON.
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) whose: Whose,
}

#[derive(Debug, Args)]
pub(crate) struct Log {
    /// Show all of it.
    #[arg(long)]
    pub(crate) all: bool,

    #[command(flatten)]
    pub(crate) whose: Whose,

    #[command(subcommand)]
    pub(crate) what: Option<LogCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LogCommand {
    /// A medicine, an herb or a rub, or a product from a shop.
    #[command(after_help = "Examples:
  easeback log took ibuprofen 400mg
  easeback log took paracetamol 2x500mg --at 14:30 --pain 6
  easeback log took ibuprofen unknown
  easeback log took \"Night Nurse\" 1")]
    Took {
        /// Its name, or the name on the box (in quotes where it has several words).
        #[arg(value_name = "NAME")]
        name: String,
        /// How much: milligrams in all for a medicine, as in `400mg`; how many for a product; `unknown`.
        #[arg(value_name = "AMOUNT")]
        amount: Vec<String>,
        #[command(flatten)]
        told: Told,
        /// The time is right, though it lies more than two days back.
        #[arg(long, requires = "at")]
        long_ago: bool,
    },
    /// Something that is no medicine, such as heat.
    Used {
        /// Its name, such as `heat`.
        #[arg(value_name = "NAME")]
        name: String,
        /// How long, as in `20min`.
        #[arg(value_name = "TIME")]
        time: Vec<String>,
        #[command(flatten)]
        told: Told,
    },
    /// How bad the pain is.
    Pain {
        /// 0 is none, 10 is the worst.
        #[arg(value_parser = clap::value_parser!(u8).range(0..=10))]
        pain: u8,
        /// When: `14:30`, or `2026-11-22 14:30`. Left out, it is now.
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
        /// It is the pain after the last dose, so that what helped can be told.
        #[arg(long)]
        after: bool,
    },
    /// Whether you lay down for more than half of your waking time today.
    Rest {
        /// Whether you did.
        mostly: YesNo,
    },
}

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum YesNo {
    Yes,
    No,
}

/// What may be told beside it.
#[derive(Debug, Args)]
pub(crate) struct Told {
    /// When: `14:30`, or `2026-11-22 14:30`. Left out, it is now.
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,

    /// The pain before it, 0 to 10.
    #[arg(long, value_name = "PAIN", value_parser = clap::value_parser!(u8).range(0..=10))]
    pub(crate) pain: Option<u8>,
}

#[derive(Debug, Args)]
pub(crate) struct Decide {
    /// The file to read; standard input when it is left out or `-`.
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Prove {
    /// Prove only this claim, or all whose ids begin so; may be given several times.
    #[arg(long, value_name = "ID")]
    pub(crate) only: Vec<String>,

    /// Say why some people are impossible.
    #[arg(long)]
    pub(crate) axioms: bool,

    /// Look for knowledge that makes no difference to anybody, too.
    ///
    /// What is found has to be named in a `[[shadowed]]` of the guideline with the reason why it stays; what is not
    /// named, or is named and makes a difference, is an error.
    #[arg(long)]
    pub(crate) dead: bool,

    /// Write an object a line, for programs.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The folder of the guideline as it was.
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,

    /// The folder of the guideline as it is to be.
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,

    /// Write one object, for programs.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Questions {
    /// How many people to draw.
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    pub(crate) people: usize,

    /// Write one object, for programs.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Knowledge {
    #[command(subcommand)]
    pub(crate) command: KnowledgeCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KnowledgeCommand {
    /// Report every problem of a guideline at once.
    ///
    /// For whoever has changed it: each problem comes with its file, its line and what may help. Every example person
    /// in DIR/people is decided too, and a decision that differs from the expected one is a problem. Without DIR, the
    /// guideline that is built in is checked; it brings no example people.
    #[command(after_long_help = "Example:
  easeback guideline check guideline/")]
    Check {
        /// The folder to check.
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },

    /// Print one thing as a page that a clinician can read.
    ///
    /// A red flag, a treatment, a finding, a definition, a medicine, a source, a property, or anything else that has an
    /// id: what it says, when it holds in words and as it is written, what it rests on, and what still awaits review.
    /// Without an id: what there is.
    #[command(after_long_help = "Examples:
  easeback guideline show
  easeback guideline show saddle_numbness
  easeback guideline show RF01
  easeback guideline show heat.broken_skin
  easeback guideline show B-NHSBACK")]
    Show {
        /// What to show.
        #[arg(value_name = "ID")]
        id: Option<String>,
    },

    /// List what still awaits a clinician's review.
    ///
    /// Everything that is assumed, written from memory or a matter of judgement, with the note that says what exactly
    /// is unsure.
    Review,

    /// Print a JSON Schema of what `easeback decide` reads and writes.
    ///
    /// For those who write a program against it. It is made from the guideline: each finding with its question, its
    /// options and its range.
    Schema,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(subcommand)]
    pub(crate) what: ExportCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ExportCommand {
    /// The guideline's conditions as a library of CQL 1.5.
    ///
    /// Clinical Quality Language, of HL7: a parameter for each finding, an expression for each definition, red flag,
    /// stop and suggestion. Each is true, false or null, and null is unknown.
    #[command(after_long_help = "Example:
  easeback export cql -o back-spasm.cql")]
    Cql(ExportTo),

    /// The same library as ELM, in the JSON that CQL engines run.
    #[command(after_long_help = "Example:
  easeback export elm -o back-spasm.json")]
    Elm(ExportTo),
}

#[derive(Debug, Args)]
pub(crate) struct ExportTo {
    /// The file to write; standard output when it is left out or `-`.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Mutate {
    /// Try only this many changes, chosen at random.
    #[arg(long, value_name = "N")]
    pub(crate) sample: Option<usize>,

    /// Choose them by this number; the same number chooses the same.
    #[arg(long, value_name = "S", default_value_t = 1, requires = "sample")]
    pub(crate) seed: u64,

    /// One JSON object per change, a line each.
    #[arg(long)]
    pub(crate) json: bool,

    /// Only the counts, and what nobody notices.
    #[arg(long, conflicts_with = "json")]
    pub(crate) brief: bool,
}
