//! The help texts, and what is said of a wrong command line.

mod program;

use program::run;

#[test]
fn the_help_says_what_it_does_for_whom() {
    for (name, arguments) in [
        ("help", &["--help"][..]),
        ("help_serve", &["serve", "--help"]),
        ("help_check", &["check", "--help"]),
        ("help_today", &["today", "--help"]),
        ("help_may_i", &["may-i", "--help"]),
        ("help_log", &["log", "--help"]),
        ("help_log_took", &["log", "took", "--help"]),
        ("help_log_used", &["log", "used", "--help"]),
        ("help_log_pain", &["log", "pain", "--help"]),
        ("help_log_rest", &["log", "rest", "--help"]),
        ("help_decide", &["decide", "--help"]),
        ("help_export", &["export", "--help"]),
        ("help_export_cql", &["export", "cql", "--help"]),
        ("help_guideline", &["guideline", "--help"]),
        ("help_guideline_show", &["guideline", "show", "--help"]),
    ] {
        let ran = run(arguments, "");
        assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{name}");
        assert!(ran.output.lines().all(|line| line.chars().count() <= 80), "{name}");
        insta::assert_snapshot!(name, ran.output);
    }
}

#[test]
fn an_option_of_serve_before_another_command_is_not_passed_over() {
    let ran = run(&["--port", "1", "check"], "");
    assert_eq!(ran.status, 2);
    assert!(ran.errors.contains("`--port` stands behind `serve`"), "{}", ran.errors);
    assert_eq!(run(&["nonsense"], "").status, 2);
}
