//! One row of logits under a mask, and the search for its best token.
//!
//! A search over a whole vocabulary would spend its time on logarithms. Most tokens can be passed
//! over without one, and whole groups without a draw, and the result is still that of the plain
//! argmax to the last bit: a token is only passed over where no noise, or not the noise of its u,
//! could bring it above the best so far.

use super::mask::{WORD_TOKENS, bits};
use super::noise::{MAX_NOISE, gumbel};
use super::{Choice, Mask, Noise, SampleError};
use std::cmp::Ordering;

/// Past this score the slack of [`too_low`] would drown in rounding.
const SCORE_WITH_SLACK: f64 = 1e6;

/// A token before its noise.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// The logit over the temperature.
    pub(super) scaled: f64,
    pub(super) token: u32,
}

impl Candidate {
    /// Better first: the larger value, then the smaller token.
    fn order(&self, other: &Self) -> Ordering {
        other
            .scaled
            .partial_cmp(&self.scaled)
            .unwrap_or(Ordering::Equal)
            .then(self.token.cmp(&other.token))
    }
}

/// The last candidate, in [`Candidate::order`], that may still be chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut(pub(super) Candidate);

impl Cut {
    /// Every candidate from a value on.
    pub(super) const fn from_value(scaled: f64) -> Self {
        Self(Candidate { scaled, token: u32::MAX })
    }

    /// Every candidate.
    pub(super) const NONE: Self = Self::from_value(f64::NEG_INFINITY);

    pub(super) fn keeps(&self, candidate: &Candidate) -> bool {
        candidate.order(&self.0) != Ordering::Greater
    }

    pub(super) fn stricter(self, other: Self) -> Self {
        if self.keeps(&other.0) { other } else { self }
    }
}

/// A checked row: finite where allowed, and with at least one token that is.
pub(super) struct Row<'a> {
    logits: &'a [f32],
    mask: &'a Mask,
    /// The temperature; 1 where that is 0.
    divisor: f64,
    noise: Option<&'a Noise>,
    position: u64,
    top: Candidate,
}

impl<'a> Row<'a> {
    /// `temperature` is in its range, or 0 for no noise.
    pub(super) fn open(
        temperature: f64,
        logits: &'a [f32],
        mask: &'a Mask,
        noise: &'a Noise,
        position: u64,
    ) -> Result<Self, SampleError> {
        if u32::try_from(logits.len()) != Ok(mask.vocabulary()) {
            let vocabulary = mask.vocabulary();
            return Err(SampleError::Lengths { logits: logits.len(), vocabulary });
        }
        // Without a way out in the middle, so that it is done many at a time.
        let good = |logit: &f32| *logit < f32::INFINITY;
        if !logits.iter().fold(true, |all, logit| all & good(logit))
            && let Some(token) = logits.iter().position(|logit| !good(logit))
            && let Some(&value) = logits.get(token)
        {
            return Err(SampleError::BadLogit { position, token, value });
        }
        let greedy = temperature == 0.0;
        let mut row = Self {
            logits,
            mask,
            divisor: if greedy { 1.0 } else { temperature },
            noise: (!greedy).then_some(noise),
            position,
            top: Candidate { scaled: f64::NEG_INFINITY, token: u32::MAX },
        };
        let mut top = (f32::NEG_INFINITY, None);
        for (first, chunk, word) in row.groups() {
            for bit in bits(word) {
                if let Some(&logit) = chunk.get(bit as usize)
                    && logit > top.0
                {
                    top = (logit, Some(first + bit));
                }
            }
        }
        let (logit, Some(token)) = top else {
            return Err(SampleError::NothingAllowed { position });
        };
        row.top = Candidate { scaled: row.scaled(logit), token };
        Ok(row)
    }

    /// The token with the largest logit; among equals, the smallest.
    pub(super) const fn top(&self) -> Candidate {
        self.top
    }

    /// A token that is allowed, with a logit above -inf.
    pub(super) fn candidate(&self, token: u32) -> Option<Candidate> {
        let logit = *self.logits.get(token as usize)?;
        (self.mask.allows(token) && logit > f32::NEG_INFINITY)
            .then(|| Candidate { scaled: self.scaled(logit), token })
    }

    /// What a candidate scores with its noise.
    pub(super) fn score(&self, candidate: Candidate) -> f64 {
        let noise = self.noise.map_or(0.0, |noise| noise.at(self.position, candidate.token));
        candidate.scaled + noise
    }

    /// The k-th candidate and the one after it, of those that the cut keeps; `None` where there are
    /// no more than k.
    pub(super) fn ranked(&self, k: u32, cut: Cut) -> Option<(Candidate, Candidate)> {
        let mut kept = Vec::new();
        for (first, chunk, word) in self.groups() {
            kept.extend(bits(word).filter_map(|bit| {
                let logit = *chunk.get(bit as usize)?;
                let candidate = Candidate { scaled: self.scaled(logit), token: first + bit };
                (logit > f32::NEG_INFINITY && cut.keeps(&candidate)).then_some(candidate)
            }));
        }
        let k = k as usize;
        if kept.len() <= k {
            return None;
        }
        let (before, next, _) = kept.select_nth_unstable_by(k, Candidate::order);
        let next = *next;
        before.iter().copied().max_by(Candidate::order).map(|kth| (kth, next))
    }

    /// The best of the candidates that the cut keeps; `None` where it keeps none.
    pub(super) fn best(&self, cut: Cut) -> Option<Choice> {
        let top = self.top;
        if !cut.keeps(&top) {
            return None;
        }
        let mut best = Choice { token: top.token, score: top.scaled };
        let Some(noise) = self.noise else {
            return Some(best);
        };
        let mut draws = noise.draws(self.position);
        best.score += gumbel(draws.uniform(top.token));
        for (first, chunk, word) in self.groups() {
            let larger = |a: f32, b: &f32| if *b > a { *b } else { a };
            let largest = self.scaled(chunk.iter().fold(f32::NEG_INFINITY, larger));
            if largest + MAX_NOISE < best.score || largest < cut.0.scaled {
                continue;
            }
            for bit in bits(word) {
                let token = first + bit;
                let Some(&logit) = chunk.get(bit as usize) else { continue };
                let candidate = Candidate { scaled: self.scaled(logit), token };
                // A logit of -inf ends here as well.
                if candidate.scaled + MAX_NOISE < best.score
                    || token == top.token
                    || !cut.keeps(&candidate)
                {
                    continue;
                }
                let u = draws.uniform(token);
                if too_low(candidate.scaled, u, best.score) {
                    continue;
                }
                let score = candidate.scaled + gumbel(u);
                if score > best.score || (score == best.score && token < best.token) {
                    best = Choice { token, score };
                }
            }
        }
        Some(best)
    }

    fn scaled(&self, logit: f32) -> f64 {
        f64::from(logit) / self.divisor
    }

    /// The first token of each group of 32 of which some are allowed, their logits, and which are.
    fn groups(&self) -> impl Iterator<Item = (u32, &'a [f32], u32)> + use<'a> {
        let chunks = self.logits.chunks(WORD_TOKENS as usize);
        (0u32..)
            .zip(chunks.zip(self.mask.words()))
            .filter(|(_, (_, word))| **word != 0)
            .map(|(index, (chunk, word))| (index * WORD_TOKENS, chunk, *word))
    }
}

/// Whether a candidate with the draw `u` surely scores below `best`, told without a logarithm.
///
/// With t = best - scaled, its noise is below t where -ln u > e^-t. And -ln u >= 1 - u, and e^t is
/// at least its series up to t³ where t > 0: so (1 - u) times that series above 1 is enough. The
/// slack of 1e-9 covers the rounding of both sides, a noise of which is within 1e-14.
fn too_low(scaled: f64, u: f64, best: f64) -> bool {
    let t = best - scaled;
    t > 0.0
        && best.abs() < SCORE_WITH_SLACK
        && (1.0 - u) * (1.0 + t * (1.0 + t * (0.5 + t * (1.0 / 6.0)))) > 1.0 + 1e-9
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The argmax as the definition has it: the whole row of noise, every token.
    fn plain(
        logits: &[f32],
        mask: &Mask,
        temperature: f64,
        noise: &Noise,
        position: u64,
        cut: Cut,
    ) -> Option<Choice> {
        let mut row = Vec::new();
        noise.row(position, logits.len(), &mut row);
        let mut best: Option<Choice> = None;
        for ((token, &logit), g) in (0u32..).zip(logits).zip(row) {
            let candidate = Candidate { scaled: f64::from(logit) / temperature, token };
            let score = candidate.scaled + g;
            if mask.allows(token)
                && logit > f32::NEG_INFINITY
                && cut.keeps(&candidate)
                && best.is_none_or(|best| score > best.score)
            {
                best = Some(Choice { token, score });
            }
        }
        best
    }

    fn logits() -> impl Strategy<Value = Vec<f32>> {
        let one = |spread: f32| {
            prop_oneof![
                20 => -spread..spread,
                2 => Just(f32::NEG_INFINITY),
                2 => Just(0.0f32),
            ]
        };
        (prop_oneof![Just(0.5f32), Just(8.0), Just(60.0), Just(1e7), Just(3e38)], 1usize..200)
            .prop_flat_map(move |(spread, count)| prop::collection::vec(one(spread), count))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn the_search_finds_what_the_plain_argmax_finds(
            logits in logits(),
            words in prop::collection::vec(prop_oneof![Just(0), Just(u32::MAX), any::<u32>()], 7),
            temperature in prop_oneof![Just(0.001f64), 0.1f64..3.0, Just(100.0)],
            seed: [u8; 32],
            position: u64,
            cut in prop_oneof![Just(f64::NEG_INFINITY), -5.0f64..5.0],
        ) {
            let mask = Mask::from_words(logits.len() as u32, &words);
            let noise = Noise::new(seed);
            let cut = Cut::from_value(cut);
            let expected = plain(&logits, &mask, temperature, &noise, position, cut);
            match Row::open(temperature, &logits, &mask, &noise, position) {
                Ok(row) => prop_assert_eq!(row.best(cut), expected),
                Err(error) => {
                    prop_assert_eq!(error, SampleError::NothingAllowed { position });
                    prop_assert_eq!(expected, None);
                }
            }
        }

        #[test]
        fn a_candidate_passed_over_would_have_lost(
            scaled in -40.0f64..40.0, u in 1e-16f64..1.0, t in -1.0f64..6.0,
        ) {
            let best = scaled + t;
            if too_low(scaled, u, best) {
                prop_assert!(scaled + gumbel(u) < best);
            }
        }
    }

    #[test]
    fn a_candidate_far_below_is_passed_over() {
        assert!(too_low(0.0, 0.5, 3.0));
        assert!(!too_low(0.0, 0.5, 0.3), "the noise of 0.5 is 0.37");
    }
}
