//! The program that runs a store by itself, as it is started from a shell.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::support::Call;

const PROGRAM: &str = env!("CARGO_BIN_EXE_practice-store");

/// A running program, which ends with the test.
struct Program {
    child: Child,
    origin: String,
    token: String,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut child =
            Command::new(PROGRAM).args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut told = |name: &str| {
            let line = lines.next().unwrap().unwrap();
            line.strip_prefix(name).expect(name).trim().to_owned()
        };
        let (origin, token) = (told("address"), told("token"));
        Self { child, origin, token }
    }

    async fn read(&self, path: &str) -> (u16, Value) {
        let call = Call::get(format!("{}/api/admin{path}", self.origin))
            .header("authorization", &format!("Bearer {}", self.token))
            .header("X-29next-API-Version", "2024-04-01");
        let answer = call.send().await;
        (answer.status, answer.json())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[tokio::test]
async fn a_store_is_as_large_and_as_fast_as_it_is_told_to_be() {
    let arguments = ["--variants", "400", "--seed", "7", "--page-size", "33", "--rate", "off"];
    let program = Program::start(&[&arguments[..], &["--token", "t", "--port", "0"]].concat());
    assert_eq!(program.token, "t");
    for _ in 0..20 {
        let (status, page) = program.read("/products/").await;
        assert_eq!((status, page["results"].as_array().unwrap().len()), (200, 33));
    }
    let (_, users) = program.read("/users/").await;
    assert_eq!(users["results"].as_array().unwrap().len(), 28);
}

#[tokio::test]
async fn a_rate_is_kept() {
    let program = Program::start(&["--rate", "1"]);
    let mut statuses = Vec::new();
    while !statuses.contains(&429) {
        statuses.push(program.read("/store/").await.0);
        assert!(statuses.len() < 200, "no call was refused");
    }
}

#[test]
fn whoever_asks_is_told_what_can_be_asked_for() {
    let asked = Command::new(PROGRAM).arg("--help").output().unwrap();
    let help = String::from_utf8(asked.stdout).unwrap();
    assert!(asked.status.success());
    for option in ["--folder", "--port", "--token", "--variants", "--seed", "--page-size", "--rate"]
    {
        assert!(help.contains(option), "{option}");
    }
}

#[test]
fn what_cannot_be_is_refused_with_a_reason() {
    let check = |arguments: &[&str], reason: &str| {
        let refused = Command::new(PROGRAM).args(arguments).output().unwrap();
        let said = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.starts_with(reason) && said.contains("Usage:"), "{said}");
        assert!(refused.stdout.is_empty());
    };
    check(&["--speed", "9"], "There is no option --speed.");
    check(&["--port"], "--port needs a value.");
    check(&["--variants", "many"], "--variants many: ");
    check(&["--page-size", "0"], "--page-size 0: ");
    check(&["--rate", "0"], "--rate 0 would admit nobody");
    check(&["--seed", "7"], "--seed needs --variants.");
}
