//! A figure: what was measured, beside what, and the ratio that it must reach.

use std::time::Duration;

use serde::Serialize;

/// One comparison.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Figure {
    /// What was measured.
    pub(crate) name: String,
    /// The till's own figure, in `unit`.
    pub(crate) till: f64,
    /// What it stands beside, and that one's figure.
    pub(crate) beside: String,
    pub(crate) baseline: f64,
    pub(crate) unit: &'static str,
    /// The till's by the baseline's.
    pub(crate) ratio: f64,
    /// What the ratio must be: at most, or at least, so much.
    pub(crate) limit: Limit,
    /// Whether it is.
    pub(crate) reached: bool,
    /// How much was measured, and how it spread.
    pub(crate) remark: String,
}

/// A limit of a ratio.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Limit {
    AtMost(f64),
    AtLeast(f64),
}

impl Figure {
    pub(crate) fn new(
        name: String,
        till: f64,
        (beside, baseline): (&str, f64),
        unit: &'static str,
        limit: Limit,
        remark: String,
    ) -> Self {
        let ratio = till / baseline;
        let reached = match limit {
            Limit::AtMost(most) => ratio <= most,
            Limit::AtLeast(least) => ratio >= least,
        };
        let beside = beside.to_owned();
        Self { name, till, beside, baseline, unit, ratio, limit, reached, remark }
    }
}

/// Times, for their percentiles.
#[derive(Debug, Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// In milliseconds; `percent` of the times are no longer.
    pub(crate) fn percentile(&mut self, percent: usize) -> f64 {
        self.0.sort_unstable();
        let last = self.0.len().saturating_sub(1);
        let at = (self.0.len() * percent).div_ceil(100).saturating_sub(1).min(last);
        self.0.get(at).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    }
}
