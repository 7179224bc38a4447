//! The disk and the clock beneath the till, where a test rules them. On Linux only; elsewhere a test
//! that wants to is told.

use serde_json::Value;
use till::view::ErrorView;

use crate::arguments::Arguments;
use crate::flags::Flags;

#[cfg(target_os = "linux")]
mod machine {
    use ::machine::{clock, disk};
    use serde::Deserialize;

    use super::{Arguments, ErrorView, Flags, Value};
    use crate::arguments::misuse;

    /// How the disk is.
    #[derive(Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Health {
        Works,
        Full,
        Fails,
        CannotSync,
    }

    /// When the process ends itself.
    #[derive(Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Moment {
        BeforeWrite,
        AfterWrite,
        BeforeSync,
        AfterSync,
    }

    impl From<Moment> for disk::Moment {
        fn from(moment: Moment) -> Self {
            match moment {
                Moment::BeforeWrite => Self::BeforeWrite,
                Moment::AfterWrite => Self::AfterWrite,
                Moment::BeforeSync => Self::BeforeSync,
                Moment::AfterSync => Self::AfterSync,
            }
        }
    }

    pub(crate) fn install(flags: &Flags) -> anyhow::Result<()> {
        clock::shift_ms(flags.clock_shift_ms);
        if let Some(journal) = &flags.disk_journal {
            disk::install(journal)?;
        }
        if let Some((moment, let_by)) = flags.end_at.as_ref().and_then(|end| end.split_once(':')) {
            let moment: Moment = serde_json::from_value(moment.into())?;
            disk::end_at(moment.into(), let_by.parse()?);
        }
        Ok(())
    }

    pub(crate) fn command(given: &mut Arguments) -> Result<Value, ErrorView> {
        if let Some(health) = given.take::<Option<Health>>("disk")? {
            disk::set_health(match health {
                Health::Works => disk::Health::Works,
                Health::Full => disk::Health::Full,
                Health::Fails => disk::Health::Fails,
                Health::CannotSync => disk::Health::CannotSync,
            });
        }
        if let Some(shift) = given.take::<Option<i64>>("clockShiftMs")? {
            clock::shift_ms(shift);
        }
        if let Some(moment) = given.take::<Option<Moment>>("endAt")? {
            let let_by = given.take::<Option<u32>>("letBy")?;
            disk::end_at(
                moment.into(),
                let_by.ok_or_else(|| misuse("letBy is missing".to_owned()))?,
            );
        }
        Ok(Value::Null)
    }
}

#[cfg(not(target_os = "linux"))]
mod machine {
    use super::{Arguments, ErrorView, Flags, Value};
    use crate::arguments::misuse;

    pub(crate) fn install(flags: &Flags) -> anyhow::Result<()> {
        let wanted =
            flags.clock_shift_ms != 0 || flags.disk_journal.is_some() || flags.end_at.is_some();
        anyhow::ensure!(!wanted, "the disk and the clock are ruled on Linux only");
        Ok(())
    }

    pub(crate) fn command(_: &mut Arguments) -> Result<Value, ErrorView> {
        Err(misuse("the disk and the clock are ruled on Linux only".to_owned()))
    }
}

/// Puts what the flags ask for beneath the till.
pub(crate) fn install(flags: &Flags) -> anyhow::Result<()> {
    machine::install(flags)
}

/// Changes how the disk and the clock are: `disk`, `clockShiftMs`, `endAt` with `letBy`.
pub(crate) fn command(given: &mut Arguments) -> Result<Value, ErrorView> {
    machine::command(given)
}
