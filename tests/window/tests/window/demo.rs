//! The whole way of a sale, as the demo plays it.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

#[test]
fn the_demo_is_played_to_its_end() {
    let played = Command::new(env!("CARGO_BIN_EXE_demo")).output().expect("the demo");
    let said = String::from_utf8_lossy(&played.stdout);
    assert!(played.status.success(), "{said}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/demo");
    let text = std::fs::read(folder.join("report.json")).expect("the report");
    let report: Value = serde_json::from_slice(&text).expect("JSON");
    let charges: Vec<_> = report["sales"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|sale| &sale["charges_at_store"])
        .collect();
    let story = "the order and its upsell, then one order, then one that was paid back";
    assert_eq!(charges, [2, 1, 1], "{story}");
    for picture in report["pictures"].as_array().into_iter().flatten() {
        let path = folder.join(picture.as_str().expect("a name"));
        assert!(path.metadata().is_ok_and(|file| file.len() > 1_000), "{}", path.display());
    }
}
