//! Amounts as people type them. What could be read in two ways is refused, so a bare number is never milligrams.

/// The word for an amount that nobody knows.
const UNKNOWN: &str = "unknown";

/// An amount of a medicine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Amount {
    /// So many milligrams.
    Milligrams(f64),
    /// Nobody knows.
    Unknown,
}

impl Amount {
    pub(super) const fn mg(self) -> Option<f64> {
        match self {
            Self::Milligrams(mg) => Some(mg),
            Self::Unknown => None,
        }
    }
}

/// An amount of a medicine: `400mg`, `400 mg`, `1g`, `2x200mg`, `unknown`.
pub(super) fn amount(typed: &str) -> Option<Amount> {
    let typed = compact(typed);
    if typed == UNKNOWN {
        return Some(Amount::Unknown);
    }
    let (times, each) = match typed.split_once('x') {
        Some((times, each)) => (number(times)?, each),
        None => (1.0, typed.as_str()),
    };
    let mg = match (each.strip_suffix("mg"), each.strip_suffix('g')) {
        (Some(mg), _) => number(mg)?,
        (None, Some(g)) => number(g)? * 1000.0,
        (None, None) => return None,
    };
    let mg = times * mg;
    (mg > 0.0).then_some(Amount::Milligrams(mg))
}

/// How many: `2`, `1.5`.
pub(super) fn count(typed: &str) -> Option<f64> {
    number(&compact(typed)).filter(|count| *count > 0.0)
}

/// Seconds: `20min`, `20 min`, `90s`, `1h`.
pub(super) fn seconds(typed: &str) -> Option<u32> {
    const UNITS: [(&str, f64); 6] =
        [("minutes", 60.0), ("min", 60.0), ("m", 60.0), ("hours", 3600.0), ("h", 3600.0), ("s", 1.0)];
    let typed = compact(typed);
    let (count, unit) = UNITS.into_iter().find_map(|(unit, seconds)| Some((typed.strip_suffix(unit)?, seconds)))?;
    let seconds = (number(count)? * unit).round();
    // A day at most: `Event::check` allows no more.
    (1.0..=86_400.0).contains(&seconds).then(|| whole(seconds))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 to 86400")]
const fn whole(seconds: f64) -> u32 {
    seconds as u32
}

fn compact(typed: &str) -> String {
    typed.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_lowercase()
}

/// Digits, and a point or comma where parts are meant.
fn number(typed: &str) -> Option<f64> {
    let digits = typed.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    // `1,000` could be a thousand or one.
    let in_two_ways = typed.split_once(',').is_some_and(|(_, behind)| behind.len() == 3);
    if !digits || in_two_ways || typed.len() > 10 { None } else { typed.replace(',', ".").parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_in_one_way_only() {
        assert_eq!(amount("400mg"), Some(Amount::Milligrams(400.0)));
        assert_eq!(amount("400 MG"), Some(Amount::Milligrams(400.0)));
        assert_eq!(amount("1g"), Some(Amount::Milligrams(1000.0)));
        assert_eq!(amount("2x200mg"), Some(Amount::Milligrams(400.0)));
        assert_eq!(amount("0,5 g"), Some(Amount::Milligrams(500.0)));
        assert_eq!(amount("unknown"), Some(Amount::Unknown));
        for wrong in ["", "400", "two", "-200mg", "0mg", "1,000mg", "1e3mg", "mg", "xmg", "nanmg", "400ml"] {
            assert_eq!(amount(wrong), None, "{wrong}");
        }
        assert_eq!(
            (count("2"), count("1.5"), count("0"), count("-1"), count("2mg")),
            (Some(2.0), Some(1.5), None, None, None)
        );
    }

    #[test]
    fn a_time_needs_its_unit() {
        assert_eq!(seconds("20min"), Some(1200));
        assert_eq!(seconds("20 m"), Some(1200));
        assert_eq!(seconds("1h"), Some(3600));
        assert_eq!(seconds("90s"), Some(90));
        for wrong in ["", "20", "0min", "25h", "-1min", "min"] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
    }
}
