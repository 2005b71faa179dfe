//! How common each answer is, by what the guideline says of its findings.
//!
//! It speaks of people who were asked everything and are sure. Findings are taken to be independent of each other, which
//! they are not; so what is worked out here is a rough share, and decides nothing.

use crate::fact::{Fact, Status};
use easeback_engine::Answer;
use easeback_guideline::{Atom, Finding, Guideline};

/// The share of each code of a fact; they sum to one.
pub(crate) fn of(guideline: &Guideline, fact: &Fact) -> Vec<(u16, f64)> {
    let codes: Vec<_> = fact.codes().collect();
    let Some(finding) = guideline.finding_at(fact.finding) else { return plainest(&codes) };
    let mut told: Vec<Status> = Vec::new();
    let mut shares = Vec::new();
    for (place, (status, code)) in codes.iter().enumerate() {
        // Where several codes mean the same, the first stands for it.
        let again = told.contains(status);
        told.push(*status);
        let share = if again { 0.0 } else { share(finding, fact, &codes, place) };
        shares.push((*code, share));
    }
    let sum: f64 = shares.iter().map(|(_, share)| share).sum();
    if sum <= 0.0 {
        return plainest(&codes);
    }
    shares.into_iter().map(|(code, share)| (code, share / sum)).collect()
}

/// Everybody gives the plainest answer.
fn plainest(codes: &[(Status, u16)]) -> Vec<(u16, f64)> {
    codes.iter().enumerate().map(|(place, (_, code))| (*code, if place == 0 { 1.0 } else { 0.0 })).collect()
}

fn share(finding: &Finding, fact: &Fact, codes: &[(Status, u16)], place: usize) -> f64 {
    let Some((status, _)) = codes.get(place) else { return 0.0 };
    let usual = finding.none.clone().unwrap_or(Answer::YesNo(false));
    match (status, &fact.about) {
        (Status::YesNo(yes), crate::About::Option(option)) => {
            let prevalence = finding.option_at(*option).and_then(|option| option.prevalence).unwrap_or(0.0);
            if *yes { prevalence } else { 1.0 - prevalence }
        }
        (Status::YesNo(yes), _) => match finding.prevalence {
            Some(prevalence) => {
                if *yes {
                    prevalence
                } else {
                    1.0 - prevalence
                }
            }
            None => {
                if usual == Answer::YesNo(*yes) {
                    1.0
                } else {
                    0.0
                }
            }
        },
        (Status::OneOf(option), _) => finding.option_at(*option).and_then(|option| option.prevalence).unwrap_or(0.0),
        (Status::Others { not_sure: false, not_asked: false }, _) => 1.0,
        (Status::Number(number), _) => {
            let next = codes.iter().skip(place + 1).find_map(|(status, _)| match status {
                Status::Number(next) if next > number => Some(*next),
                _ => None,
            });
            let first = !codes.iter().take(place).any(|(status, _)| matches!(status, Status::Number(_)));
            let from = if first { 1.0 } else { at_least(finding, lowest(finding, fact, codes, place, *number)) };
            let to = next.map_or(0.0, |next| at_least(finding, lowest(finding, fact, codes, place + 1, next)));
            (from - to).max(0.0)
        }
        _ => 0.0,
    }
}

/// Where the range begins that a sample stands for; of whole numbers the sample is the lowest.
fn lowest(finding: &Finding, fact: &Fact, codes: &[(Status, u16)], place: usize, sample: f64) -> f64 {
    if finding.whole {
        return sample;
    }
    let before = codes.iter().take(place).rev().find_map(|(status, _)| match status {
        Status::Number(number) => Some(*number),
        _ => None,
    });
    let thresholds = fact.thresholds().iter().filter_map(|atom| match atom {
        Atom::AtLeast(_, number) | Atom::Above(_, number) => Some(*number),
        _ => None,
    });
    let between = thresholds.filter(|number| *number <= sample && before.is_none_or(|before| *number >= before));
    between
        .fold(None, |highest: Option<f64>, number| Some(highest.map_or(number, |highest| highest.max(number))))
        .unwrap_or(sample)
}

/// The share of people at or above a number.
fn at_least(finding: &Finding, number: f64) -> f64 {
    let by_shape = |number: f64| match finding.typical {
        Some(typical) if typical.sd > 0.0 => {
            let number = if finding.whole { number - 0.5 } else { number };
            above((number - typical.mean) / typical.sd)
        }
        _ => {
            let (min, max) = (finding.min.unwrap_or(0.0), finding.max.unwrap_or(1.0));
            if max > min { ((max - number) / (max - min)).clamp(0.0, 1.0) } else { 1.0 }
        }
    };
    // Between two numbers whose shares are given, the shape says how the people lie.
    let mut known = vec![(finding.min.unwrap_or(f64::MIN), 1.0)];
    known.extend(finding.prevalence_at_least.iter().map(|given| (given.value, given.share)));
    known.push((finding.max.unwrap_or(f64::MAX), 0.0));
    known.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let below = known.iter().rev().find(|(value, _)| *value <= number);
    let beyond = known.iter().find(|(value, _)| *value > number);
    match (below, beyond) {
        (None, _) => 1.0,
        (Some((_, share)), None) => *share,
        (Some((low, more)), Some((high, fewer))) => {
            let (from, to) = (by_shape(*low), by_shape(*high));
            let part = if from > to { ((by_shape(number) - to) / (from - to)).clamp(0.0, 1.0) } else { 1.0 };
            fewer + (more - fewer) * part
        }
    }
}

/// The share of a normal distribution above this many standard deviations (Abramowitz and Stegun 7.1.26).
fn above(deviations: f64) -> f64 {
    let x = deviations.abs() / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let terms = [0.254_829_592, -0.284_496_736, 1.421_413_741, -1.453_152_027, 1.061_405_429];
    let sum = terms.iter().rev().fold(0.0, |sum, term| (sum + term) * t);
    let tail = 0.5 * sum * (-x * x).exp();
    if deviations >= 0.0 { tail } else { 1.0 - tail }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Prover;
    use easeback_engine::Engine;

    #[test]
    fn the_normal_distribution_is_the_known_one() {
        for (deviations, share) in
            [(0.0, 0.5), (1.0, 0.158_655), (-1.0, 0.841_345), (1.96, 0.024_998), (3.0, 0.001_350)]
        {
            assert!((above(deviations) - share).abs() < 1e-6, "{deviations}: {}", above(deviations));
        }
    }

    #[test]
    fn shares_of_every_fact_sum_to_one_and_meet_what_the_guideline_says() {
        let engine = Engine::new(Guideline::built_in().unwrap());
        let prover = Prover::new(&engine);
        for fact in prover.everyone().facts() {
            let shares = of(engine.guideline(), fact);
            assert!((shares.iter().map(|(_, share)| share).sum::<f64>() - 1.0).abs() < 1e-9, "{}", fact.id);
            let finding = engine.guideline().finding_at(fact.finding).unwrap();
            for given in &finding.prevalence_at_least {
                let above = fact
                    .codes()
                    .zip(&shares)
                    .filter(|((status, _), _)| matches!(status, Status::Number(number) if *number >= given.value));
                let sum: f64 = above.map(|(_, (_, share))| share).sum();
                let told_apart = fact.codes().any(|(status, _)| status == Status::Number(given.value));
                assert!(!told_apart || (sum - given.share).abs() < 1e-6, "{} at {}: {sum}", fact.id, given.value);
            }
        }
    }
}
