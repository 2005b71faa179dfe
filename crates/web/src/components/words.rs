//! The few words that components say by themselves, so that a page in another language can bring its own.

/// Words of the components. [`Words::ENGLISH`] is the default; another language fills every field.
///
/// No clinical text stands here: that comes from the guideline.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "each field is named after the words it holds")]
pub struct Words<'a> {
    pub skip_to_content: &'a str,
    pub emergency_signs: &'a str,
    pub main_menu: &'a str,
    pub footer_not_a_device: &'a str,
    pub footer_not_reviewed: &'a str,
    pub in_an_emergency_call: &'a str,
    pub back: &'a str,
    pub step: &'a str,
    pub of_about: &'a str,
    pub none_of_these: &'a str,
    pub continue_on: &'a str,
    pub not_sure: &'a str,
    pub your_answer: &'a str,
    pub level_emergency: &'a str,
    pub level_today: &'a str,
    pub level_soon: &'a str,
    pub level_home: &'a str,
    pub level_incomplete: &'a str,
    pub could_not_rule_out: &'a str,
    pub because_you_said: &'a str,
    pub would_settle_it: &'a str,
    pub what_to_do: &'a str,
    pub sources: &'a str,
    pub how_sure: &'a str,
    pub certainty_high: &'a str,
    pub certainty_moderate: &'a str,
    pub certainty_low: &'a str,
    pub certainty_very_low: &'a str,
    pub certainty_none: &'a str,
    pub the_numbers: &'a str,
    pub how_to: &'a str,
    pub limits: &'a str,
    pub not_together_with: &'a str,
    pub never: &'a str,
    pub ask_first: &'a str,
    pub copy: &'a str,
    pub copied: &'a str,
    pub there_is_a_problem: &'a str,
    pub done: &'a str,
    pub right_now: &'a str,
    pub and: &'a str,
    pub more: &'a str,
    pub or_type_it_in: &'a str,
}

impl Words<'static> {
    /// The words in English.
    pub const ENGLISH: Self = Self {
        skip_to_content: "Skip to the content",
        emergency_signs: "Emergency signs",
        main_menu: "Main menu",
        footer_not_a_device: "Easeback is not a medical device and does not diagnose.",
        footer_not_reviewed: "No clinician has reviewed it yet.",
        in_an_emergency_call: "In an emergency call",
        back: "Back",
        step: "Step",
        of_about: "of about",
        none_of_these: "None of these",
        continue_on: "Continue",
        not_sure: "Not sure",
        your_answer: "Your answer",
        level_emergency: "Emergency",
        level_today: "Today",
        level_soon: "Soon",
        level_home: "At home",
        level_incomplete: "Not finished",
        could_not_rule_out: "Could not be ruled out",
        because_you_said: "Because you said",
        would_settle_it: "These answers would settle it",
        what_to_do: "What to do",
        sources: "Sources",
        how_sure: "How sure is this?",
        certainty_high: "Strong evidence",
        certainty_moderate: "Fair evidence",
        certainty_low: "Weak evidence",
        certainty_very_low: "Very weak evidence",
        certainty_none: "No studies found",
        the_numbers: "The numbers",
        how_to: "How to do it",
        limits: "Limits",
        not_together_with: "Do not combine with",
        never: "Not for you",
        ask_first: "Ask first",
        copy: "Copy the text",
        copied: "Copied",
        there_is_a_problem: "There is a problem",
        done: "Done",
        right_now: "Right now",
        and: "and",
        more: "more",
        or_type_it_in: "Or type it in",
    };
}

impl Default for Words<'static> {
    fn default() -> Self {
        Self::ENGLISH
    }
}
