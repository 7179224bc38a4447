//! Which part of the program may name which: read from the manifests.
//!
//! What is built into the program, and into the build of it, is held to the rule. Tests of a part
//! are held to it too, except that they may start the practice store. `tillway-tests` and
//! `window-tests` stand outside the program and may name any of its parts; but the libraries that
//! only one part may name are closed to them as well, or they could not prove that part from
//! outside.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// Each part, and what it may name of the others.
const PARTS: [(&str, &[&str]); 10] = [
    ("sale", &[]),
    ("admin-api", &["sale"]),
    ("ledger", &["sale"]),
    ("return-receiver", &["sale"]),
    ("paper", &[]),
    ("till", &["sale", "admin-api", "ledger", "return-receiver", "paper"]),
    ("practice-store", &[]),
    ("webview-release", &[]),
    ("tillway", &["sale", "till", "practice-store", "webview-release"]),
    ("xtask", &[]),
];

/// What stands outside the program.
const OUTSIDE: [&str; 7] =
    ["bench", "empty-window", "fuzzed", "grown", "machine", "tillway-tests", "window-tests"];

/// What may be started by the tests of any part.
const FOR_TESTS: &str = "practice-store";

/// Whether a library of this name is one of those that only one part may name.
type Test = fn(&str) -> bool;

/// Those libraries, and the part.
const CLOSED: [(Test, &str); 5] = [
    (|name| name == "tauri" || name.starts_with("tauri-"), "tillway"),
    (|name| name.starts_with("keyring") || name.ends_with("-keyring-store"), "tillway"),
    (|name| name.starts_with("rusqlite") || name == "libsqlite3-sys", "ledger"),
    (|name| name == "reqwest", "admin-api"),
    (|name| ["escpos", "serialport", "krilla", "cosmic-text"].contains(&name), "paper"),
];

/// Those who stand beside a part with the library that only it may name: two measure the part
/// against it, one fills its tables faster than sales are made, one lies between it and the disk.
const BESIDE: [(&str, &str); 4] =
    [("bench", "ledger"), ("empty-window", "tillway"), ("grown", "ledger"), ("machine", "ledger")];

/// A manifest: whom its package names, for the program and for its tests.
struct Manifest {
    package: String,
    built_in: BTreeSet<String>,
    tests: BTreeSet<String>,
}

#[test]
fn every_part_has_its_place() {
    let members = members();
    let found: BTreeSet<&str> = members.iter().map(|member| member.package.as_str()).collect();
    let placed: BTreeSet<&str> = PARTS.iter().map(|(part, _)| *part).chain(OUTSIDE).collect();
    assert_eq!(found, placed, "a new package needs a line in this test");
}

#[test]
fn dependencies_point_one_way() {
    let parts: BTreeMap<&str, &[&str]> = PARTS.into();
    for member in members() {
        let Some(allowed) = parts.get(member.package.as_str()) else { continue };
        for named in &member.built_in {
            let fine = !parts.contains_key(named.as_str()) || allowed.contains(&named.as_str());
            assert!(fine, "{} names {named}", member.package);
            assert!(!OUTSIDE.contains(&named.as_str()), "{} names {named}", member.package);
        }
        for named in &member.tests {
            let fine = !parts.contains_key(named.as_str())
                || allowed.contains(&named.as_str())
                || named == FOR_TESTS;
            assert!(fine, "the tests of {} name {named}", member.package);
        }
    }
}

#[test]
fn each_closed_library_is_named_by_one_part() {
    for (is_closed, owner) in CLOSED {
        let mut named_by_owner = false;
        for member in members() {
            if BESIDE.contains(&(member.package.as_str(), owner)) {
                continue;
            }
            for named in member.built_in.union(&member.tests).filter(|name| is_closed(name)) {
                assert_eq!(member.package, owner, "{} names {named}", member.package);
                named_by_owner = true;
            }
        }
        assert!(named_by_owner, "{owner} names none of its own: is the rule still the right one?");
    }
}

fn members() -> Vec<Manifest> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let workspace = read(&root.join("Cargo.toml"));
    let members = workspace["workspace"]["members"].as_array().expect("a list").iter();
    let patterns = members.map(|member| member.as_str().expect("a path"));
    let folders = patterns.flat_map(|pattern| match pattern.strip_suffix("/*") {
        Some(folder) => folders_in(&root.join(folder)),
        None => vec![root.join(pattern)],
    });
    folders.map(|folder| manifest(&read(&folder.join("Cargo.toml")))).collect()
}

fn manifest(table: &Table) -> Manifest {
    let mut manifest = Manifest {
        package: table["package"]["name"].as_str().expect("a name").to_owned(),
        built_in: BTreeSet::new(),
        tests: BTreeSet::new(),
    };
    let systems = table.get("target").and_then(Value::as_table).into_iter().flatten();
    let systems = systems.filter_map(|(_, system)| system.as_table());
    for table in std::iter::once(table).chain(systems) {
        manifest.built_in.extend(names(table, "dependencies"));
        manifest.built_in.extend(names(table, "build-dependencies"));
        manifest.tests.extend(names(table, "dev-dependencies"));
    }
    manifest
}

/// The packages of a table of dependencies, by their own names where they were given others.
fn names(table: &Table, kind: &str) -> Vec<String> {
    let dependencies = table.get(kind).and_then(Value::as_table).into_iter().flatten();
    dependencies
        .map(|(name, dependency)| {
            let own = dependency.get("package").and_then(Value::as_str);
            own.unwrap_or(name).to_owned()
        })
        .collect()
}

fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of packages").flatten();
    entries.map(|entry| entry.path()).filter(|path| path.join("Cargo.toml").exists()).collect()
}

fn read(path: &Path) -> Table {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    text.parse().unwrap_or_else(|error| panic!("{path:?}: {error}"))
}
