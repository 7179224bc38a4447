//! A figure: what was measured, beside what, and what it must reach.

use std::time::Duration;

use serde::Serialize;

/// One line of the table.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Figure {
    /// What was measured.
    pub(crate) name: String,
    /// The median of the till's rounds, in `unit`; none where it could not be measured.
    pub(crate) till: Option<f64>,
    pub(crate) unit: &'static str,
    /// What it stands beside.
    pub(crate) beside: Option<Beside>,
    /// From the least to the most of all rounds: of their ratios, else of the till's figures.
    pub(crate) spread: Option<[f64; 2]>,
    /// What the ratio must be, or without one the till's figure; none where it is only shown.
    pub(crate) limit: Option<Limit>,
    /// Whether it is.
    pub(crate) reached: Option<bool>,
    /// How much was measured, or why it was not.
    pub(crate) remark: String,
}

/// A baseline of the same run.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Beside {
    pub(crate) what: String,
    /// The median of its rounds.
    pub(crate) figure: f64,
    /// The till's median by this one.
    pub(crate) ratio: f64,
}

/// A limit, which is reached too.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Limit {
    AtMost(f64),
    AtLeast(f64),
}

/// What the till took and what its baseline took, round by round: they take turns, so that whatever
/// else the machine does falls on both.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rounds {
    till: Vec<f64>,
    baseline: Vec<f64>,
}

impl Rounds {
    pub(crate) fn add(&mut self, till: f64, baseline: f64) {
        self.till.push(till);
        self.baseline.push(baseline);
    }
}

impl Figure {
    /// The till beside a baseline. The limit is one of their ratio.
    pub(crate) fn beside(
        name: impl Into<String>,
        unit: &'static str,
        rounds: &Rounds,
        what: &str,
        limit: impl Into<Option<Limit>>,
    ) -> Self {
        let (till, baseline) = (median(&rounds.till), median(&rounds.baseline));
        let ratio = till / baseline;
        let ratios: Vec<f64> = rounds
            .till
            .iter()
            .zip(&rounds.baseline)
            .map(|(till, baseline)| till / baseline)
            .collect();
        let beside = Beside { what: what.to_owned(), figure: baseline, ratio };
        let figure = Self { beside: Some(beside), ..Self::alone(name, unit, &rounds.till, None) };
        Self { spread: Some(spread(&ratios)), ..figure.held_against(ratio, limit.into()) }
    }

    /// The till by itself. The limit is one of its figure.
    pub(crate) fn alone(
        name: impl Into<String>,
        unit: &'static str,
        rounds: &[f64],
        limit: impl Into<Option<Limit>>,
    ) -> Self {
        let till = median(rounds);
        let figure = Self {
            name: name.into(),
            till: Some(till),
            unit,
            beside: None,
            spread: Some(spread(rounds)),
            limit: None,
            reached: None,
            remark: String::new(),
        };
        figure.held_against(till, limit.into())
    }

    /// What this machine does not let be measured.
    pub(crate) fn not_measured(name: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            till: None,
            unit: "",
            beside: None,
            spread: None,
            limit: None,
            reached: None,
            remark: format!("not measured: {}", why.into()),
        }
    }

    /// How much was measured.
    pub(crate) fn remark(self, remark: impl Into<String>) -> Self {
        Self { remark: remark.into(), ..self }
    }

    fn held_against(self, value: f64, limit: Option<Limit>) -> Self {
        let reached = limit.map(|limit| match limit {
            Limit::AtMost(most) => value <= most,
            Limit::AtLeast(least) => value >= least,
        });
        Self { limit, reached, ..self }
    }
}

/// Times, for their percentiles.
#[derive(Debug, Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// In milliseconds; `percent` of the times are no longer.
    pub(crate) fn percentile(&mut self, percent: usize) -> f64 {
        self.0.sort_unstable();
        let last = self.0.len().saturating_sub(1);
        let at = (self.0.len() * percent).div_ceil(100).saturating_sub(1).min(last);
        self.0.get(at).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    }
}

/// The one in the middle; between two, the lower.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN)
}

fn spread(values: &[f64]) -> [f64; 2] {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    [least, most]
}
