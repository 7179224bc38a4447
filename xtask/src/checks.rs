//! What every change must pass.

use anyhow::Result;

use crate::command::{cargo, program, say};
use crate::machine::{self, DENY, Need};
use crate::{bench, interface};

/// Everything, the quick things first.
pub(crate) fn all() -> Result<()> {
    machine::install(Need::Windows)?;
    cargo(&["fmt", "--all", "--check"]).run()?;
    interface::build()?;
    interface::check()?;
    cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]).run()?;
    cargo(&["build", "--package", "tillway"]).run()?;
    cargo(&["test", "--workspace"]).run()?;
    // Figures are shown here, and judged where the machine is quiet.
    bench::run(&["--quick".to_owned()]).or_else(|error| {
        say(&format!("\nThe bench was broken off: {error:#}"));
        Ok(())
    })
}

/// Writes `ui/src/lib/backend/types.ts`; the test that compares it writes it when it is told to.
pub(crate) fn write_types() -> Result<()> {
    cargo(&["test", "--quiet", "--package", "till", "--", "the_interfaces_types_are_current"])
        .set("TILLWAY_WRITE_TYPES", "1")
        .run()
}

/// Licences, bans and sources, as `deny.toml` has them. Known advisories need the network.
pub(crate) fn dependencies() -> Result<()> {
    let deny = machine::install_tool(DENY, "to check the dependencies")?;
    program(&deny, &["--workspace", "check", "bans", "licenses", "sources"]).run()
}
