//! Units of weight as people use them: the log and the guideline keep kilograms, and this is the edge where that
//! changes.
//!
//! A pound is 0.45359237 kg and a stone is 14 pounds, both exactly. Nothing is rounded on the way in; on the way out a
//! weight is shown with at most one decimal.

use easeback_guideline::Country;

/// The setting that holds the unit.
pub(crate) const WEIGHT_UNIT: &str = "weight_unit";

/// The unit in which the guideline asks for a weight.
pub(crate) const KILOGRAMS: &str = "kg";

const KG_PER_POUND: f64 = 0.453_592_37;
const POUNDS_PER_STONE: f64 = 14.0;

/// A unit of weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WeightUnit {
    Kilograms,
    Pounds,
    /// Stone, and pounds beside it.
    Stone,
}

impl WeightUnit {
    pub(crate) const ALL: [Self; 3] = [Self::Kilograms, Self::Pounds, Self::Stone];

    /// The word in settings, forms and addresses.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Kilograms => KILOGRAMS,
            Self::Pounds => "lb",
            Self::Stone => "st",
        }
    }

    /// The unit of this word.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.word() == word)
    }

    /// Its name for people.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Kilograms => "kilograms (kg)",
            Self::Pounds => "pounds (lb)",
            Self::Stone => "stone and pounds",
        }
    }

    /// What most people of a country use.
    pub(crate) fn of_country(country: Option<&Country>) -> Self {
        match country.map(|country| country.id.as_str()) {
            Some("us") => Self::Pounds,
            Some("gb" | "ie") => Self::Stone,
            _ => Self::Kilograms,
        }
    }

    /// Kilograms of what was typed; `pounds` counts only beside stone.
    pub(crate) fn to_kg(self, typed: f64, pounds: f64) -> f64 {
        match self {
            Self::Kilograms => typed,
            Self::Pounds => typed * KG_PER_POUND,
            Self::Stone => typed.mul_add(POUNDS_PER_STONE, pounds) * KG_PER_POUND,
        }
    }

    /// What to type for so many kilograms, and the pounds beside stone.
    pub(crate) fn typed(self, kg: f64) -> (String, String) {
        let pounds = tenth(kg / KG_PER_POUND);
        match self {
            Self::Kilograms => (tenth(kg).to_string(), String::new()),
            Self::Pounds => (pounds.to_string(), String::new()),
            Self::Stone => {
                let stone = (pounds / POUNDS_PER_STONE).floor();
                (stone.to_string(), tenth(stone.mul_add(-POUNDS_PER_STONE, pounds)).to_string())
            }
        }
    }

    /// A weight for somebody who counts in kilograms, with what was typed beside it.
    pub(crate) fn told(self, kg: f64) -> String {
        let kilograms = format!("{} kg", tenth(kg));
        match (self, self.typed(kg)) {
            (Self::Kilograms, _) => kilograms,
            (Self::Pounds, (pounds, _)) => format!("{kilograms} ({pounds} lb)"),
            (Self::Stone, (stone, pounds)) => format!("{kilograms} ({stone} st {pounds} lb)"),
        }
    }

    /// A weight in whole numbers that is not below this one, or not above it: for the range in a message.
    pub(crate) fn bound(self, kg: f64, upper: bool) -> String {
        let inside = |value: f64| if upper { (value + 1e-9).floor() } else { (value - 1e-9).ceil() };
        let pounds = inside(kg / KG_PER_POUND);
        match self {
            Self::Kilograms => format!("{} kg", inside(kg)),
            Self::Pounds => format!("{pounds} lb"),
            Self::Stone => {
                let stone = (pounds / POUNDS_PER_STONE).floor();
                format!("{stone} st {} lb", stone.mul_add(-POUNDS_PER_STONE, pounds))
            }
        }
    }
}

fn tenth(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-12
    }

    #[test]
    fn pounds_and_stone_are_converted_exactly() {
        assert!(same(WeightUnit::Kilograms.to_kg(72.5, 0.0), 72.5));
        assert!(same(WeightUnit::Pounds.to_kg(100.0, 0.0), 45.359_237));
        assert!(same(WeightUnit::Stone.to_kg(11.0, 4.0), 158.0 * 0.453_592_37));
    }

    #[test]
    fn what_was_typed_is_shown_again() {
        for tenths in 450..6600_u32 {
            let pounds = f64::from(tenths) / 10.0;
            let kg = WeightUnit::Pounds.to_kg(pounds, 0.0);
            assert_eq!(WeightUnit::Pounds.typed(kg).0, pounds.to_string());
        }
        for stone in 4..40_u32 {
            for pounds in 0..14_u32 {
                let kg = WeightUnit::Stone.to_kg(f64::from(stone), f64::from(pounds));
                assert_eq!(WeightUnit::Stone.typed(kg), (stone.to_string(), pounds.to_string()));
            }
        }
    }

    #[test]
    fn a_weight_is_told_in_kilograms_and_as_it_was_typed() {
        let kg = WeightUnit::Pounds.to_kg(170.0, 0.0);
        assert_eq!(WeightUnit::Kilograms.told(kg), "77.1 kg");
        assert_eq!(WeightUnit::Pounds.told(kg), "77.1 kg (170 lb)");
        assert_eq!(WeightUnit::Stone.told(kg), "77.1 kg (12 st 2 lb)");
    }

    #[test]
    fn a_bound_in_any_unit_lies_within_the_range() {
        assert_eq!(WeightUnit::Kilograms.bound(20.0, false), "20 kg");
        assert_eq!(WeightUnit::Pounds.bound(20.0, false), "45 lb");
        assert_eq!(WeightUnit::Pounds.bound(300.0, true), "661 lb");
        assert_eq!(WeightUnit::Stone.bound(20.0, false), "3 st 3 lb");
        assert_eq!(WeightUnit::Stone.bound(300.0, true), "47 st 3 lb");
    }

    #[test]
    fn every_unit_is_known_by_its_word() {
        for unit in WeightUnit::ALL {
            assert_eq!(WeightUnit::from_word(unit.word()), Some(unit));
        }
        assert_eq!(WeightUnit::from_word("oz"), None);
    }
}
