//! Checking choices against the logits of another pass.
//!
//! Whoever made a text ran the model token by token; whoever checks it runs all tokens at once, on
//! other hardware, and gets slightly different logits. Where logits differ by at most ε, a score
//! differs by at most ε/T, and what was the argmax there is within 2ε/T of the argmax here. That is
//! the tolerance to give (2ε at temperature 0). A swap that stays within it is not seen: it can only
//! be between tokens that were nearly even.

use super::row::{Cut, Row};
use super::{Mask, Noise, SampleError, Sampler};

/// One position of a text that is checked.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// The position whose noise the choice used.
    pub position: u64,
    /// The checker's logits for it, of shape `(vocabulary)`, after the same penalties.
    pub logits: &'a [f32],
    /// The tokens that were allowed, derived again and not taken from whoever made the text.
    pub mask: &'a Mask,
    /// The token that is said to have been chosen: it may be any number.
    pub chosen: u32,
}

/// Whether a choice follows from the checker's logits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// The checker would have chosen the same.
    Exact,
    /// The checker would have chosen another, but not by more than the tolerance.
    Within {
        /// By how much the choice falls short, in nats (in logits at temperature 0).
        gap: f64,
    },
    /// The choice does not follow.
    Off {
        /// By how much it falls short; infinite where it was not allowed at all.
        gap: f64,
        /// What the checker would have chosen; `None` where nothing is allowed.
        instead: Option<u32>,
    },
}

impl Verdict {
    /// By how much the choice falls short: 0 where it is exact.
    #[must_use]
    pub const fn gap(&self) -> f64 {
        match self {
            Self::Exact => 0.0,
            Self::Within { gap } | Self::Off { gap, .. } => *gap,
        }
    }
}

/// The verdict on one position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Checked {
    /// The position.
    pub position: u64,
    /// What was found there.
    pub verdict: Verdict,
}

/// The verdicts on a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// One for each step, in the order in which they came.
    pub checked: Vec<Checked>,
    /// The number of exact choices.
    pub exact_count: usize,
    /// The number of choices within the tolerance that are not exact.
    pub within_count: usize,
    /// The largest gap of all: 0 where every choice is exact.
    pub worst_gap: f64,
    /// The position of the first step whose choice does not follow.
    pub first_off: Option<u64>,
}

impl Report {
    /// Whether every choice follows. So it does where there was none: the caller counts them.
    #[must_use]
    pub const fn follows(&self) -> bool {
        self.first_off.is_none()
    }

    fn add(&mut self, position: u64, verdict: Verdict) {
        match verdict {
            Verdict::Exact => self.exact_count += 1,
            Verdict::Within { .. } => self.within_count += 1,
            Verdict::Off { .. } => self.first_off = self.first_off.or(Some(position)),
        }
        self.worst_gap = self.worst_gap.max(verdict.gap());
        self.checked.push(Checked { position, verdict });
    }
}

/// Checks choices: at each step, whether `sampler` and `noise` lead from the checker's logits to the
/// chosen token, up to `tolerance` (in nats; in logits at temperature 0). With a tolerance of 0 only
/// exact choices follow. A filter is taken with the same tolerance: a token that it drops by less may
/// have been chosen, and one that it keeps by less may have been dropped.
///
/// # Errors
/// [`SampleError::Setting`] for a setting or tolerance outside its range, and
/// [`SampleError::Lengths`] and [`SampleError::BadLogit`] for the checker's own rows. A wrong claim
/// is never an error, but a [`Verdict::Off`].
pub fn verify<'a>(
    sampler: &Sampler,
    noise: &Noise,
    steps: impl IntoIterator<Item = Step<'a>>,
    tolerance: f64,
) -> Result<Report, SampleError> {
    sampler.check()?;
    if !(0.0..f64::INFINITY).contains(&tolerance) {
        let expected = "0 or more, and finite";
        return Err(SampleError::Setting { setting: "tolerance", value: tolerance, expected });
    }
    let mut report = Report::default();
    for step in steps {
        report.add(step.position, check(sampler, noise, &step, tolerance)?);
    }
    Ok(report)
}

fn check(
    sampler: &Sampler,
    noise: &Noise,
    step: &Step<'_>,
    tolerance: f64,
) -> Result<Verdict, SampleError> {
    let row = Row::open(sampler.temperature, step.logits, step.mask, noise, step.position);
    let row = match row {
        Err(SampleError::NothingAllowed { .. }) => {
            return Ok(Verdict::Off { gap: f64::INFINITY, instead: None });
        }
        row => row?,
    };
    let limits = sampler.limits(&row);
    let own = row.best(limits.cut);
    let instead = own.map(|own| own.token);
    if instead == Some(step.chosen) {
        return Ok(Verdict::Exact);
    }
    let Some(chosen) = row.candidate(step.chosen) else {
        return Ok(Verdict::Off { gap: f64::INFINITY, instead });
    };
    // Only against what every machine within the tolerance keeps.
    let rival = if tolerance == 0.0 {
        own
    } else {
        row.best(Cut::from_value((limits.fallen + tolerance).next_up()))
    };
    let behind = rival.map_or(0.0, |rival| rival.score - row.score(chosen));
    let below = limits.cut.0.scaled - chosen.scaled;
    let gap = behind.max(below).max(0.0);
    Ok(if tolerance > 0.0 && gap <= tolerance {
        Verdict::Within { gap }
    } else {
        Verdict::Off { gap, instead }
    })
}

#[cfg(test)]
mod tests;
