//! The settings of sampling, and one choice.

use super::ln::ln;
use super::row::{Cut, Row};
use super::{Mask, Noise, SampleError};

/// The least temperature above 0. Below it the noise of ±37 weighs less than 0.04 in a logit, and the
/// argmax, temperature 0, is meant.
pub const MIN_TEMPERATURE: f64 = 0.001;

/// The largest temperature: at 100 a difference of 10 between logits is a tenth in probability.
pub const MAX_TEMPERATURE: f64 = 100.0;

/// How a token is drawn from a row of logits.
///
/// Both filters look at the distribution of the allowed tokens at the sampler's temperature; a token
/// must pass both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampler {
    /// Logits are divided by it: 0 for the argmax, else [`MIN_TEMPERATURE`] to [`MAX_TEMPERATURE`].
    pub temperature: f64,
    /// Only so many tokens of the largest logits are drawn from; 0 for all. Of equal logits, the
    /// smaller tokens come first.
    pub top_k: u32,
    /// Only tokens at least so probable as this share of the most probable one are drawn from, 0 to
    /// 1; 0 for all. Min-p: Nguyen et al., "Turning Up the Heat: Min-p Sampling for Creative and
    /// Coherent LLM Outputs", 2024.
    pub min_p: f64,
}

/// A chosen token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// The token.
    pub token: u32,
    /// Its logit over the temperature plus its noise, in nats; at temperature 0 its logit.
    pub score: f64,
}

impl Sampler {
    /// The argmax.
    pub const GREEDY: Self = Self { temperature: 0.0, top_k: 0, min_p: 0.0 };

    /// Chooses the token of a position from its `logits`, of shape `(vocabulary)`. A logit of -inf
    /// forbids its token as the mask does. No two choices of one seed may share a position.
    ///
    /// # Errors
    /// [`SampleError::Setting`] for a setting outside its range, [`SampleError::Lengths`] where the
    /// mask is not over as many tokens as there are logits, [`SampleError::BadLogit`] for NaN or
    /// +inf anywhere in the row, [`SampleError::NothingAllowed`] where no token is left.
    pub fn choose(
        &self,
        logits: &[f32],
        mask: &Mask,
        noise: &Noise,
        position: u64,
    ) -> Result<Choice, SampleError> {
        self.check()?;
        let row = Row::open(self.temperature, logits, mask, noise, position)?;
        row.best(self.limits(&row).cut).ok_or(SampleError::NothingAllowed { position })
    }

    /// Whether every setting is in its range.
    ///
    /// # Errors
    /// [`SampleError::Setting`] for the first that is not.
    pub fn check(&self) -> Result<(), SampleError> {
        let heat = self.temperature;
        if heat != 0.0 && !(MIN_TEMPERATURE..=MAX_TEMPERATURE).contains(&heat) {
            let expected = "0, or 0.001 to 100";
            return Err(SampleError::Setting { setting: "temperature", value: heat, expected });
        }
        if !(0.0..=1.0).contains(&self.min_p) {
            let value = self.min_p;
            return Err(SampleError::Setting { setting: "min_p", value, expected: "0 to 1" });
        }
        Ok(())
    }

    /// What the filters keep of a row.
    pub(super) fn limits(&self, row: &Row<'_>) -> Limits {
        let mut limits = Limits { cut: Cut::NONE, fallen: f64::NEG_INFINITY };
        if self.temperature == 0.0 {
            return limits;
        }
        if self.min_p > 0.0 {
            let least = row.top().scaled + ln(self.min_p.max(f64::MIN_POSITIVE));
            limits = Limits { cut: Cut::from_value(least), fallen: least };
        }
        if self.top_k > 0
            && let Some((kth, next)) = row.ranked(self.top_k, limits.cut)
        {
            limits.cut = limits.cut.stricter(Cut(kth));
            limits.fallen = limits.fallen.max(next.scaled);
        }
        limits
    }
}

/// What the filters keep of a row, and by how much.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The last candidate that is kept.
    pub(super) cut: Cut,
    /// The value at which candidates fall, or the largest that fell: one well above it is kept by
    /// every machine.
    pub(super) fallen: f64,
}

#[cfg(test)]
mod tests;
