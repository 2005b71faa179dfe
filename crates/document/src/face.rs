//! The typeface: which characters it has, how wide they are, and the glyphs for a text.

use crate::DocumentError;
use crate::text::{NO_BREAK, plain};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// The two weights of the typeface.
pub(crate) struct Faces {
    regular: Face,
    bold: Face,
}

impl Faces {
    pub(crate) fn built_in() -> Result<Self, DocumentError> {
        Ok(Self {
            regular: Face::read(include_bytes!("../fonts/OpenSans-Regular.ttf")).ok_or(DocumentError::Typeface)?,
            bold: Face::read(include_bytes!("../fonts/OpenSans-Bold.ttf")).ok_or(DocumentError::Typeface)?,
        })
    }

    pub(crate) fn of(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

/// One weight.
pub(crate) struct Face {
    font: Font,
    characters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    units: f32,
}

impl Face {
    fn read(data: &'static [u8]) -> Option<Self> {
        let reference = FontRef::new(data).ok()?;
        let font = Font::new(data.into(), 0)?;
        let units = font.units_per_em();
        Some(Self {
            font,
            characters: reference.charmap(),
            widths: reference.glyph_metrics(Size::unscaled(), LocationRef::default()),
            units,
        })
    }

    pub(crate) fn font(&self) -> Font {
        self.font.clone()
    }

    fn glyph(&self, character: char) -> Option<skrifa::GlyphId> {
        self.characters.map(character).filter(|glyph| glyph.to_u32() != 0)
    }

    /// The text in characters that this face has: `?` stands for the others.
    pub(crate) fn shown(&self, text: &str) -> String {
        let known = |character| character == NO_BREAK || self.glyph(character).is_some();
        plain(text).chars().map(|character| if known(character) { character } else { '?' }).collect()
    }

    /// How wide a character is, in ems.
    pub(crate) fn advance(&self, character: char) -> f32 {
        let character = if character == NO_BREAK { ' ' } else { character };
        self.glyph(character).and_then(|glyph| self.widths.advance_width(glyph)).unwrap_or_default() / self.units
    }

    /// How wide a text is, in ems.
    pub(crate) fn width(&self, text: &str) -> f32 {
        text.chars().map(|character| self.advance(character)).sum()
    }

    /// The glyphs of a text, each mapped to its character.
    pub(crate) fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        text.char_indices()
            .filter_map(|(start, character)| {
                let glyph = GlyphId::new(self.glyph(character)?.to_u32());
                let range = start..start + character.len_utf8();
                Some(KrillaGlyph::new(glyph, self.advance(character), 0.0, 0.0, 0.0, range, None))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_character_shown_has_its_glyph(text in any::<String>()) {
            let faces = Faces::built_in().unwrap();
            let face = faces.of(Weight::Regular);
            let shown = face.shown(&text).replace(NO_BREAK, " ");
            let glyphs = face.glyphs(&shown);
            let covered: String = glyphs.iter().map(|glyph| &shown[glyph.text_range.clone()]).collect();
            prop_assert_eq!(covered, shown);
        }
    }
}
