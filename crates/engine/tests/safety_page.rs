//! SAFETY.md names a property, a test or a journey for every hazard, and docs/article.md a page, a rule and a test for every
//! item of the article that the product grew from; each of them exists.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use easeback_guideline::Guideline;
use std::path::{Path, PathBuf};

/// The text of every file with one of these endings below a folder of the repository.
fn texts(folder: &str, endings: &[&str]) -> String {
    let mut text = String::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("node_modules") {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted)) {
                text += &std::fs::read_to_string(path).unwrap();
            }
        }
    }
    text
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn every_name_in_the_safety_page_exists() {
    let page = std::fs::read_to_string(root().join("SAFETY.md")).unwrap();
    let (code, journeys) = (texts("crates", &["rs"]), texts("e2e", &["mjs"]));
    let properties = Guideline::built_in().unwrap().properties;
    let controls = page.lines().filter(|line| line.starts_with("| ")).filter_map(|line| line.split('|').nth(2));
    let mut seen = 0;
    for name in controls.flat_map(|control| control.split('`').skip(1).step_by(2)) {
        let exists = if name.contains('/') {
            root().join(name).exists()
        } else if name.starts_with("I-") {
            // A property that speaks of two people or of input is a test that bears its id.
            properties
                .iter()
                .any(|property| property.id.trim_end_matches(|part: char| part.is_ascii_lowercase()) == name)
                || code.contains(&format!("{name}:"))
        } else if let Some(command) = name.strip_prefix("easeback ") {
            command.split(' ').all(|word| code.contains(&format!("\"{word}\"")) || code.to_lowercase().contains(word))
        } else if name.contains(' ') {
            journeys.contains(&format!("'{name}'"))
        } else {
            code.contains(&format!("fn {name}("))
        };
        assert!(exists, "SAFETY.md names `{name}`, which does not exist");
        seen += 1;
    }
    assert!(seen > 30, "only {seen} names were found");
}

/// The names in a cell of a table.
fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[test]
fn every_name_in_the_article_page_exists() {
    let page = std::fs::read_to_string(root().join("docs/article.md")).unwrap();
    let code = texts("crates", &["rs"]);
    let router = std::fs::read_to_string(root().join("crates/web/src/router.rs")).unwrap();
    let guideline = Guideline::built_in().unwrap();
    let has_page = |path: &str| {
        let learned = path.strip_prefix("/learn/").map_or(Ok(()), |id| match id {
            "about" | "course" => Ok(()),
            id => guideline.treatment(id).map(drop).ok_or(()),
        });
        let route = if path.starts_with("/learn/") { "/learn/{treatment}" } else { path };
        learned.is_ok() && router.contains(&format!(".route(\"{route}\","))
    };
    let has_rule = |id: &str| {
        guideline.treatment(id).is_some()
            || guideline.red_flags.iter().any(|flag| flag.code == id)
            || guideline.expected_courses.iter().any(|course| course.id == id)
            || guideline.levels.iter().any(|level| level.id.word() == id)
    };
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| the article"))
        .map(|line| line.trim_matches('|').split('|').collect())
        .collect();
    assert!(rows.len() >= 40, "only {} items", rows.len());
    for row in &rows {
        let [item, pages, rules, tests] = row.as_slice() else { panic!("{row:?} has not four cells") };
        for (cell, kind) in [(pages, "page"), (rules, "rule"), (tests, "test")] {
            assert!(names(cell).next().is_some(), "no {kind} for `{item}`");
        }
        for path in names(pages) {
            assert!(has_page(path), "`{item}`: there is no page `{path}`");
        }
        for id in names(rules) {
            assert!(has_rule(id), "`{item}`: there is no rule `{id}`");
        }
        for test in names(tests) {
            assert!(code.contains(&format!("fn {test}(")), "`{item}`: there is no test `{test}`");
        }
    }
    // Every treatment that the article names has a row, and every line of its list of warning signs.
    let rules: Vec<&str> = rows.iter().flat_map(|row| row.get(2).into_iter().flat_map(|cell| names(cell))).collect();
    for treatment in guideline.treatments.iter().filter(|treatment| treatment.seed_says.is_some()) {
        assert!(rules.contains(&treatment.id.as_str()), "the article page leaves out `{}`", treatment.id);
    }
    let lines = |line: u32| {
        guideline.red_flags.iter().any(|flag| flag.seed_line.contains(&line) && rules.contains(&flag.code.as_str()))
    };
    assert!((1..=7).all(lines), "a warning sign of the article has no row");
}
