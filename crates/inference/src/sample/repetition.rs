//! A bounded penalty on tokens that were used of late.
//!
//! The logit of each falls by one fixed amount, however often it came: the odds of a word against the
//! rest fall by at most e^penalty, so that a name can still be said again. A difference of logits
//! means the same wherever the model puts its zero, which the usual division of positive and
//! multiplication of negative logits (Keskar et al., "CTRL", 2019) does not heed.

use super::SampleError;

/// The largest penalty, in nats: odds of 22,000 to 1.
pub const MAX_PENALTY: f32 = 10.0;

/// A penalty on repetition, applied to logits before they are masked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Repetition {
    /// The number of tokens back that count; 0 for no penalty.
    pub window: u32,
    /// What the logit of each of them falls by, in nats: 0 to [`MAX_PENALTY`].
    pub penalty: f32,
}

impl Repetition {
    /// No penalty.
    pub const NONE: Self = Self { window: 0, penalty: 0.0 };

    /// Lowers, in `logits` of shape `(vocabulary)`, each token that is among the last `window` of
    /// `history`, once.
    ///
    /// # Errors
    /// [`SampleError::Setting`] for a penalty outside its range and [`SampleError::NoSuchToken`] for
    /// a token in the window that has no logit; then no logit is changed.
    pub fn apply(&self, logits: &mut [f32], history: &[u32]) -> Result<(), SampleError> {
        if !(0.0..=MAX_PENALTY).contains(&self.penalty) {
            let (value, expected) = (f64::from(self.penalty), "0 to 10");
            return Err(SampleError::Setting { setting: "penalty", value, expected });
        }
        let start = history.len().saturating_sub(self.window as usize);
        let mut recent = history.get(start..).unwrap_or_default().to_vec();
        recent.sort_unstable();
        recent.dedup();
        let vocabulary = logits.len();
        if let Some(&token) = recent.iter().find(|token| **token as usize >= vocabulary) {
            return Err(SampleError::NoSuchToken { token, vocabulary });
        }
        for token in recent {
            if let Some(logit) = logits.get_mut(token as usize) {
                *logit -= self.penalty;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_window_is_lowered_and_each_token_once() {
        let mut logits = [1.0, -1.0, 0.0, f32::NEG_INFINITY];
        let repetition = Repetition { window: 4, penalty: 1.5 };
        repetition.apply(&mut logits, &[0, 1, 1, 3, 1]).unwrap();
        assert_eq!(logits, [1.0, -2.5, 0.0, f32::NEG_INFINITY]);
    }

    #[test]
    fn without_a_window_nothing_changes() {
        let mut logits = [1.0, 2.0];
        Repetition::NONE.apply(&mut logits, &[0, 1, 7]).unwrap();
        assert_eq!(logits, [1.0, 2.0]);
    }

    #[test]
    fn a_token_of_another_vocabulary_changes_nothing_and_is_named() {
        let mut logits = [1.0, 2.0];
        let refused = Repetition { window: 9, penalty: 1.0 }.apply(&mut logits, &[0, 2]);
        assert_eq!(refused, Err(SampleError::NoSuchToken { token: 2, vocabulary: 2 }));
        assert_eq!(logits, [1.0, 2.0]);
    }

    proptest! {
        #[test]
        fn no_logit_falls_by_more_than_the_penalty_or_rises(
            before in prop::collection::vec(-100f32..100.0, 0..20),
            history in prop::collection::vec(0u32..25, 0..50),
            window in 0u32..60,
            penalty in prop_oneof![prop::num::f32::ANY, 0f32..10.0],
        ) {
            let mut after = before.clone();
            let done = Repetition { window, penalty }.apply(&mut after, &history);
            for (before, after) in before.iter().zip(&after) {
                prop_assert!(*after == *before || (done.is_ok() && *after == before - penalty));
            }
            if !(0.0..=MAX_PENALTY).contains(&penalty) {
                let named = matches!(done, Err(SampleError::Setting { setting: "penalty", .. }));
                prop_assert!(named);
            }
        }
    }
}
