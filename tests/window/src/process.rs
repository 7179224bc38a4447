//! Processes in groups of their own, so that whatever they started ends with them.

use std::process::Stdio;

use anyhow::{Context as _, Result};
use rustix::process::{Pid, Signal, kill_process_group};
use tokio::process::{Child, Command};

/// A process and all it started; killed when dropped.
#[derive(Debug)]
pub struct Group {
    child: Child,
    leader: Option<Pid>,
}

impl Group {
    /// Starts `command` as the leader of a new group, silent unless `TILLWAY_TESTS_LOUD` is set.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(command: &mut Command) -> Result<Self> {
        let name = format!("{:?}", command.as_std().get_program());
        let output = || match std::env::var_os("TILLWAY_TESTS_LOUD") {
            Some(_) => Stdio::inherit(),
            None => Stdio::null(),
        };
        command.process_group(0).stdin(Stdio::null()).stderr(output());
        Ok(Self::of(command.spawn().with_context(|| format!("starting {name}"))?))
    }

    /// The group that a process leads.
    pub(crate) fn of(child: Child) -> Self {
        let leader = child.id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?));
        Self { child, leader }
    }

    /// What the leader writes.
    pub(crate) fn stdout(&mut self) -> Option<tokio::process::ChildStdout> {
        self.child.stdout.take()
    }

    /// The leader's process id; none once it was ended from here.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.leader.map(|leader| leader.as_raw_nonzero().get().unsigned_abs())
    }

    /// Waits until the leader has ended by itself; gives whether it ended well.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub async fn ended(&mut self) -> Result<bool> {
        Ok(self.child.wait().await?.success())
    }

    /// Ends every process of the group at once, as a crash would.
    pub async fn kill(&mut self) {
        self.signal();
        let _ = self.child.wait().await;
    }

    fn signal(&mut self) {
        if let Some(leader) = self.leader.take() {
            let _ = kill_process_group(leader, Signal::KILL);
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.signal();
    }
}
