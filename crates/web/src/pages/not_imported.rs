//! Why a file could not be imported, as a person needs it: what is wrong, where it stands, and what to do.
//!
//! A field is named by its name and by what it may hold, never by what stands in it: that may be an answer.

use easeback_episode::EpisodeError;

/// What to do with a file that is not as it was exported.
const AS_IT_WAS: &str =
    "The file was changed, or came over only in part. Use it as it was when you exported it, or export the log again.";

/// What to do with a file of a later Easeback.
const UPDATE: &str = "The file comes from a newer Easeback. Update Easeback here, then import it again.";

/// What is wrong with a file, in a sentence or two, and what to do.
pub(crate) struct NotImported {
    pub(crate) wrong: String,
    pub(crate) to_do: &'static str,
}

impl NotImported {
    pub(crate) fn new(error: &EpisodeError) -> Self {
        let said = |wrong: String, to_do| Self { wrong, to_do };
        match error {
            EpisodeError::AtEvent { place, source } => {
                let Self { wrong, to_do } = Self::new(source);
                said(format!("There is a problem with entry {place} of the file. {wrong}"), to_do)
            }
            EpisodeError::Unreadable { line, column: 0 } => {
                said(format!("We cannot read line {line} of the file."), AS_IT_WAS)
            }
            EpisodeError::Unreadable { line, column } => {
                said(format!("We cannot read the file from line {line}, character {column} on."), AS_IT_WAS)
            }
            EpisodeError::NotALog => said(
                "This file is not a log of Easeback.".to_owned(),
                "Choose the file that you exported. Its name begins with “easeback-log”.",
            ),
            EpisodeError::NewerFormat { .. } | EpisodeError::UnknownVersion { .. } => {
                said("This Easeback is too old to read it.".to_owned(), UPDATE)
            }
            EpisodeError::UnknownKind { kind } => {
                said(format!("It is of a kind that this Easeback does not know: “{}”.", plain(kind)), UPDATE)
            }
            EpisodeError::NotAllowed { kind, field, allowed } => said(
                format!("What stands in “{}” of “{}” does not fit. It has to be {allowed}.", plain(field), plain(kind)),
                AS_IT_WAS,
            ),
            EpisodeError::NotStorable { kind } => {
                said(format!("“{}” holds a number that cannot be kept.", plain(kind)), AS_IT_WAS)
            }
            EpisodeError::EventId => said("Its id is not one that Easeback gives.".to_owned(), AS_IT_WAS),
            EpisodeError::Zone => said("Its time zone is not one that we know.".to_owned(), AS_IT_WAS),
            EpisodeError::OutOfSequence { expected, .. } => {
                said(format!("Entry {expected} is missing, or stands in the wrong place."), AS_IT_WAS)
            }
            EpisodeError::RepeatedId { sequence } => {
                said(format!("Entry {sequence} has the id of another entry."), AS_IT_WAS)
            }
            EpisodeError::Conflict { sequence } => {
                said(format!("It has the id of entry {sequence} of your log, but says something else."), AS_IT_WAS)
            }
            EpisodeError::Ahead => said(
                "It has a later date than the file.".to_owned(),
                "The clock of the other device was wrong. Correct that clock, and export the log again.",
            ),
            other => said(format!("{other}."), AS_IT_WAS),
        }
    }
}

/// As in "medicine taken" for `medicine_taken`.
fn plain(name: &str) -> String {
    name.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use easeback_episode::Sequence;

    /// One of each kind.
    fn errors() -> Vec<EpisodeError> {
        let (kind, field, allowed) = ("medicine_taken", "mg", "a number above 0");
        let sequence = Sequence::new(3);
        vec![
            EpisodeError::Unreadable { line: 4, column: 7 },
            EpisodeError::Unreadable { line: 4, column: 0 },
            EpisodeError::UnknownKind { kind: "pain_dreamt".to_owned() },
            EpisodeError::UnknownVersion { kind: kind.to_owned(), version: 9, newest: 1 },
            EpisodeError::NotAllowed { kind, field, allowed },
            EpisodeError::NotStorable { kind },
            EpisodeError::EventId,
            EpisodeError::Zone,
            EpisodeError::NotALog,
            EpisodeError::NewerFormat { version: 9, newest: 1 },
            EpisodeError::OutOfSequence { expected: sequence, found: sequence.next() },
            EpisodeError::Ahead,
            EpisodeError::Conflict { sequence },
            EpisodeError::RepeatedId { sequence },
        ]
    }

    #[test]
    fn every_reason_is_said_in_plain_words_with_what_to_do() {
        for error in errors() {
            let NotImported { wrong, to_do } = NotImported::new(&error);
            let text = format!("{wrong} {to_do}");
            for word in ["JSON", "`", "_", "hexadecimal", "sequence", "version", "format", "event", "parse", "invalid"]
            {
                assert!(!text.contains(word), "{error:?} says `{word}`: {text}");
            }
            assert!(wrong.ends_with('.') && to_do.ends_with('.'), "{text}");
            assert_ne!(wrong, format!("{error}."), "{error:?} is not told in the programmer's words");
        }
    }

    #[test]
    fn the_place_the_field_and_what_it_may_hold_are_named() {
        let source = EpisodeError::NotAllowed { kind: "medicine_taken", field: "mg", allowed: "a number above 0" };
        let said = NotImported::new(&EpisodeError::AtEvent { place: 7, source: Box::new(source) });
        assert_eq!(
            said.wrong,
            "There is a problem with entry 7 of the file. What stands in “mg” of “medicine taken” does not fit. It has to be a number above 0."
        );
        assert!(
            NotImported::new(&EpisodeError::Unreadable { line: 4, column: 7 }).wrong.contains("line 4, character 7")
        );
    }
}
