//! Pictures, held against those that were looked at.

use std::io::Cursor;
use std::path::PathBuf;

use hayro::vello_cpu::Pixmap;

/// How far a pixel may be from the golden one, of 255, and how many of a thousand may be further:
/// another processor rounds otherwise.
const NEAR: u8 = 60;
const FAR_PER_THOUSAND: usize = 5;

/// Holds a picture against the golden one of this name.
pub(crate) fn check(name: &str, picture: Pixmap) {
    let golden = folder("tests/golden/pictures").join(name).with_extension("png");
    let found = picture.clone().into_png().expect("a picture");
    if std::env::var_os("TILLWAY_WRITE_PICTURES").is_some() {
        std::fs::write(&golden, &found).expect("writable");
    }
    let bytes = std::fs::read(&golden).unwrap_or_else(|error| panic!("{golden:?}: {error}"));
    let expected = Pixmap::from_png(Cursor::new(bytes)).expect("a picture");
    let differs = difference(&expected, &picture);
    if let Some(differs) = differs {
        let shown = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name).with_extension("png");
        std::fs::write(&shown, found).expect("writable");
        panic!("{name} {differs}: compare {shown:?} with {golden:?}");
    }
}

fn difference(expected: &Pixmap, found: &Pixmap) -> Option<String> {
    let size = |map: &Pixmap| (map.width(), map.height());
    if size(expected) != size(found) {
        return Some(format!("is {:?} and not {:?}", size(found), size(expected)));
    }
    let pixels = expected.data().iter().zip(found.data());
    let far = pixels.filter(|(one, other)| one.r.abs_diff(other.r) > NEAR).count();
    let allowed = expected.data().len() * FAR_PER_THOUSAND / 1_000;
    (far > allowed).then(|| format!("differs in {far} pixels, more than {allowed}"))
}

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}
