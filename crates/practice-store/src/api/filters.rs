//! What lists have in common that can be narrowed: choices, days, yes or no, parts of a text.

use jiff::civil::Date;

use super::listing::ListRequest;
use crate::requests::{Faults, fault};

/// Checks that each value of a filter is one of its choices.
pub(super) fn check_choices(
    list: &ListRequest,
    name: &str,
    choices: &[&str],
) -> Result<(), Faults> {
    match list.filters(name).find(|value| !choices.contains(value)) {
        Some(value) => Err(fault(name, format!("\"{value}\" is not one of the choices."))),
        None => Ok(()),
    }
}

pub(super) fn read_day(list: &ListRequest, name: &str) -> Result<Option<Date>, Faults> {
    let Some(text) = list.filter(name) else { return Ok(None) };
    match text.parse() {
        Ok(day) => Ok(Some(day)),
        Err(_) => Err(fault(name, format!("\"{text}\" is not a day such as 2026-08-20."))),
    }
}

pub(super) fn read_flag(list: &ListRequest, name: &str) -> Result<Option<bool>, Faults> {
    match list.filter(name) {
        None => Ok(None),
        Some("true" | "True" | "1") => Ok(Some(true)),
        Some("false" | "False" | "0") => Ok(Some(false)),
        Some(other) => Err(fault(name, format!("\"{other}\" is neither true nor false."))),
    }
}

/// Days from one to another, both included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    from: Option<Date>,
    to: Option<Date>,
}

impl Days {
    /// Reads the filters `NAME_from` and `NAME_to`.
    pub(super) fn read(list: &ListRequest, name: &str) -> Result<Self, Faults> {
        let from = read_day(list, &format!("{name}_from"))?;
        let to = read_day(list, &format!("{name}_to"))?;
        Ok(Self { from, to })
    }

    pub(super) fn hold(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    pub(super) fn are_all(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

/// A part of a text, in whatever case; accents count.
#[derive(Debug)]
pub(super) struct Part(String);

impl Part {
    /// Reads a filter that finds a part of what it names.
    pub(super) fn read(list: &ListRequest, name: &str) -> Option<Self> {
        list.filter(name).map(|part| Self(part.trim().to_lowercase()))
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        text.to_lowercase().contains(&self.0)
    }
}
