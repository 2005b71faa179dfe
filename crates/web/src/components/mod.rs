//! The parts that pages are made of: each takes plain words and slices and gives markup.
//!
//! A component knows how a thing looks and how it is read aloud; it knows nothing of the guideline, the engine or the
//! store, and it writes no clinical words. Markup carries no inline style and no inline script, so a strict content
//! security policy holds. Everything works without JavaScript; `assets/app.js` only adds comfort.
//!
//! Links that every page shares are constants here, so that no page can spell them differently.

mod act;
mod ask;
mod band;
mod chart;
mod fold;
mod offer;
mod path;
mod say;
mod shell;
mod tick;
mod timer;
mod words;

pub use act::{ActionBox, Call, action_box, copy_text};
pub use ask::{
    BesideField, Choice, ChoiceScreen, MultiGroup, MultiScreen, NumberScreen, choice_screen, multi_screen,
    number_screen,
};
pub use band::{ReasonCard, disposition_band, level_tag, reason_card};
pub use chart::{Chart, Line, Moment, Reading, Row, chart};
pub use fold::{FirstThing, Fold, fold, names_in_a_line, right_now};
pub use offer::{Evidence, OfferCard, Source, Withheld, evidence_note, offer_card, source_list, withheld_list};
pub use path::{back_button, button_link, progress, submit_button};
pub use say::{NoticeKind, PlanItem, empty_state, error_summary, notice, plan_item, settings_row};
pub use shell::{Assets, NavItem, PageShell, brand_mark, page};
pub use tick::{TickRow, TickScreen, tick_row, tick_screen};
pub use timer::{Cue, Timer, reload, timer};
pub use words::Words;

use maud::{Markup, html};

/// The page that lists the emergency signs. Every page links to it.
pub const EMERGENCY_HREF: &str = "/emergency";

/// The submit button "None of these" sends this name with the value [`PRESSED`].
/// It starts with an underscore, which no id of the guideline does.
pub const NONE_OF_THESE: &str = "_none";

/// The submit button "Continue" sends this name with the value [`PRESSED`].
pub const CONTINUE: &str = "_continue";

/// What a submit button named [`NONE_OF_THESE`] or [`CONTINUE`] sends.
pub const PRESSED: &str = "pressed";

/// The value of a ticked "yes" box.
pub const YES: &str = "yes";

/// The value that every "Not sure" sends under the name of its question.
pub const NOT_SURE: &str = "not_sure";

/// Put behind the name of a tick row to name its choices: `bladder` has its choices under `bladder.which`.
pub const WHICH: &str = ".which";

/// Hidden fields of a form, as name and value.
pub type Hidden<'a> = &'a [(&'a str, &'a str)];

fn hidden_fields(hidden: Hidden<'_>) -> Markup {
    html! {
        @for (name, value) in hidden {
            input type="hidden" name=(name) value=(value);
        }
    }
}
