//! The numbers that a guideline can tell apart: one sample of each range between the thresholds of its conditions.

use easeback_guideline::{Atom, Finding};

/// One number of each range that the atoms tell apart, from low to high; only numbers that the finding allows.
pub(crate) fn samples(finding: &Finding, atoms: &[Atom]) -> Vec<f64> {
    samples_of(&[(finding, atoms)])
}

/// Whether a finding takes a number.
pub(crate) fn fits(finding: &Finding, number: f64) -> bool {
    let whole = !finding.whole || number.fract() == 0.0;
    whole && finding.min.is_none_or(|min| number >= min) && finding.max.is_none_or(|max| number <= max)
}

/// The same for a finding as several guidelines have it: ranges that one of them tells apart, of numbers that one allows.
pub(crate) fn samples_of(sides: &[(&Finding, &[Atom])]) -> Vec<f64> {
    let all_whole = sides.iter().all(|(finding, _)| finding.whole);
    let ends = |finding: &Finding| [finding.min.unwrap_or(f64::MIN), finding.max.unwrap_or(f64::MAX)];
    let thresholds: Vec<f64> = sides
        .iter()
        .flat_map(|(_, atoms)| atoms.iter())
        .filter_map(|atom| match atom {
            Atom::AtLeast(_, number) | Atom::Above(_, number) => Some(*number),
            _ => None,
        })
        .collect();
    let mut candidates: Vec<f64> = sides.iter().flat_map(|(finding, _)| ends(finding)).collect();
    if all_whole {
        let around = |number: &f64| [number.floor() - 1.0, number.floor(), number.ceil(), number.ceil() + 1.0];
        let ends = candidates.clone();
        candidates.extend(thresholds.iter().chain(&ends).flat_map(around));
    } else {
        candidates.extend(&thresholds);
        candidates.sort_by(f64::total_cmp);
        let between: Vec<_> =
            candidates.iter().zip(candidates.iter().skip(1)).map(|(low, high)| between(*low, *high)).collect();
        candidates.extend(between);
    }
    candidates.retain(|number| sides.iter().any(|(finding, _)| fits(finding, *number)));
    candidates.sort_by(f64::total_cmp);
    let mut samples: Vec<f64> = Vec::new();
    for number in candidates {
        let told_apart = |last: &f64| {
            sides.iter().any(|(finding, atoms)| {
                fits(finding, *last) != fits(finding, number)
                    || atoms.iter().any(|atom| reaches(atom, *last) != reaches(atom, number))
            })
        };
        if samples.last().is_none_or(told_apart) {
            samples.push(number);
        }
    }
    samples
}

/// A number between two others, with few decimals where there is one.
fn between(low: f64, high: f64) -> f64 {
    let rounded = [1.0, 2.0, 4.0, 8.0].map(|parts: f64| (f64::midpoint(low, high) * parts).round() / parts);
    rounded.into_iter().find(|number| low < *number && *number < high).unwrap_or(f64::midpoint(low, high))
}

/// Whether a number reaches the threshold of an atom.
pub(crate) fn reaches(atom: &Atom, number: f64) -> bool {
    match atom {
        Atom::AtLeast(_, least) => number >= *least,
        Atom::Above(_, limit) => number > *limit,
        _ => false,
    }
}
