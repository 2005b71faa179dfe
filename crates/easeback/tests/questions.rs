//! `easeback questions`: the most, the mean, and that the emergency screens come first.

mod program;

use program::run;
use serde_json::Value;

#[test]
fn the_check_asks_no_more_than_is_proved_and_the_emergency_screens_come_first() {
    let ran = run(&["questions", "--people", "300", "--json"], "");
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""));
    let told: Value = serde_json::from_str(&ran.output).unwrap();
    let number = |value: &Value| value.as_f64().unwrap();
    let (at_most, found) = (&told["at_most"], &told["most_found"]);
    assert!(number(&found["screens"]) <= number(&at_most["screens"]), "{told}");
    assert_eq!((told["emergency_first"].as_bool(), told["drawn"].as_u64()), (Some(true), Some(300)));
    let levels = told["levels"].as_array().unwrap();
    assert_eq!(levels.iter().filter_map(|level| level["people"].as_u64()).sum::<u64>(), 300);
    for level in levels {
        assert!(level["disposition"] != "incomplete", "{level}");
        assert!(number(&level["screens_mean"]) <= number(&level["most"]["screens"]), "{level}");
        assert!(number(&level["most"]["screens"]) <= number(&at_most["screens"]), "{level}");
    }
    let again = run(&["questions", "--people", "300", "--json"], "");
    assert_eq!(again.output, ran.output);
}
