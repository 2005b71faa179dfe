//! `easeback export`: to standard output, to a file, by another guideline.

mod program;

use program::{Folder, run};

#[test]
fn cql_and_elm_go_to_standard_output_or_to_a_file() {
    let folder = Folder::new();
    for (what, start) in [("cql", "// "), ("elm", "{")] {
        let ran = run(&["export", what], "");
        assert_eq!((ran.status, ran.errors.as_str()), (0, ""));
        assert!(ran.output.starts_with(start) && ran.output.contains("red flag: saddle_numbness"), "{what}");
        let path = folder.path(what);
        let to_file = run(&["export", what, "-o", &path], "");
        assert_eq!((to_file.status, to_file.output.as_str()), (0, ""));
        assert_eq!(std::fs::read_to_string(path).unwrap(), ran.output);
    }
}

#[test]
fn a_guideline_in_a_folder_is_exported_as_it_is_there() {
    let folder = Folder::with_guideline();
    folder.replace("guideline.toml", "version = \"", "version = \"9");
    let ran = run(&["--guideline", &folder.path(""), "export", "cql"], "");
    assert!(ran.output.contains("library \"back-spasm\" version '9"), "{}", ran.errors);
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let path = Folder::new().path("no/such/folder.cql");
    let ran = run(&["export", "cql", "-o", &path], "");
    assert_eq!(ran.status, 2);
    let told: Vec<_> = ran.errors.split_whitespace().collect();
    assert!(told.join(" ").contains("folder.cql` cannot be written"), "{}", ran.errors);
}
