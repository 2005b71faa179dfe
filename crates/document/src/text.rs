//! From any Unicode text to lines that fit: what cannot be printed is left out, words go on a line while there is room.

use crate::face::Face;

/// A space at which a line does not end.
pub(crate) const NO_BREAK: char = '\u{a0}';

/// A text with single spaces, and without what only steers its looks: control characters, marks of direction, joiners.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            NO_BREAK | '\u{2007}' | '\u{202f}' => plain.push(NO_BREAK),
            _ if is_invisible(character) => {}
            _ if character.is_whitespace() || character.is_control() => {
                if !plain.is_empty() && !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            _ => plain.push(character),
        }
    }
    plain.truncate(plain.trim_end_matches(' ').len());
    plain
}

/// Marks of direction, joiners, variants, tags, hyphens for breaks that are not made, and what is no character.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
        || u32::from(character) & 0xfffe == 0xfffe
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SetLine {
    /// What is drawn. All lines but the last end with the space between their words, so that copied words stay apart.
    pub(crate) text: String,
    /// How wide it is without that space.
    pub(crate) width: f32,
}

/// Breaks a text into lines no wider than `width`, at spaces where it can be, inside a word where it must be. The width is
/// at least that of a character. An empty text has no lines.
pub(crate) fn lines(face: &Face, size: f32, width: f32, text: &str) -> Vec<SetLine> {
    let space = face.advance(' ') * size;
    let mut lines = Vec::new();
    let mut line = SetLine { text: String::new(), width: 0.0 };
    for word in face.shown(text).split(' ').filter(|word| !word.is_empty()) {
        let word_width = face.width(word) * size;
        if !line.text.is_empty() && line.width + space + word_width <= width {
            line.text.push(' ');
            line.text.push_str(word);
            line.width += space + word_width;
            continue;
        }
        if !line.text.is_empty() {
            line.text.push(' ');
            lines.push(std::mem::replace(&mut line, SetLine { text: String::new(), width: 0.0 }));
        }
        for character in word.chars() {
            let advance = face.advance(character) * size;
            // The tolerance is for sums in another order.
            if !line.text.is_empty() && line.width + advance > width + 0.01 {
                lines.push(std::mem::replace(&mut line, SetLine { text: String::new(), width: 0.0 }));
            }
            line.text.push(character);
            line.width += advance;
        }
    }
    if !line.text.is_empty() {
        lines.push(line);
    }
    for line in &mut lines {
        line.text = line.text.replace(NO_BREAK, " ");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::{Faces, Weight};
    use proptest::prelude::*;

    #[test]
    fn what_steers_looks_is_left_out() {
        assert_eq!(plain(" a\r\n\tb\u{202e}c\u{feff}\u{fffe}\u{ad}d\u{0}"), "a bcd");
    }

    #[test]
    fn what_the_typeface_lacks_is_a_question_mark() {
        let faces = Faces::built_in().unwrap();
        let shown = faces.of(Weight::Regular).shown("é ß Ω Д 5 µg ≥ 痛 \u{1f642}\u{fe0f}");
        assert_eq!(shown, "é ß Ω Д 5 µg ≥ ? ?");
    }

    #[test]
    fn a_no_break_space_holds_a_number_to_its_unit() {
        let faces = Faces::built_in().unwrap();
        let set = lines(faces.of(Weight::Regular), 10.0, 60.0, "take up to 400\u{a0}mg");
        let texts: Vec<_> = set.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["take up to ", "400 mg"]);
    }

    proptest! {
        #[test]
        fn lines_fit_and_lose_nothing(text in any::<String>(), width in 12.0f32..300.0) {
            let faces = Faces::built_in().unwrap();
            let face = faces.of(Weight::Bold);
            let set = lines(face, 10.0, width, &text);
            let joined: String = set.iter().map(|line| line.text.as_str()).collect();
            prop_assert_eq!(joined, face.shown(&text).replace(NO_BREAK, " "));
            for line in &set {
                prop_assert!(line.width <= width + 0.05 || line.text.trim_end().chars().count() == 1, "{line:?}");
            }
        }
    }
}
