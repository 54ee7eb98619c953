//! Which tokens may be chosen: a set of bits over the vocabulary.
//!
//! Token t is bit t mod 32 of word t / 32, as grammar engines give theirs. 32 tokens are also what
//! the generator of the noise makes at a time, so a word of zeros costs nothing.

use super::SampleError;

/// The number of tokens in a word.
pub(super) const WORD_TOKENS: u32 = u32::BITS;

/// A set of tokens of one vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    vocabulary: u32,
    /// Exactly as many as the vocabulary needs; bits past its end are 0.
    words: Vec<u32>,
}

impl Mask {
    /// No token of a vocabulary of so many.
    #[must_use]
    pub fn none(vocabulary: u32) -> Self {
        Self { vocabulary, words: vec![0; word_count(vocabulary)] }
    }

    /// Every token of a vocabulary of so many.
    #[must_use]
    pub fn all(vocabulary: u32) -> Self {
        let mut mask = Self { vocabulary, words: vec![u32::MAX; word_count(vocabulary)] };
        mask.clear_tail();
        mask
    }

    /// These tokens and no others.
    ///
    /// # Errors
    /// [`SampleError::NoSuchToken`] where one is not in the vocabulary.
    pub fn only(vocabulary: u32, tokens: &[u32]) -> Result<Self, SampleError> {
        let mut mask = Self::none(vocabulary);
        for &token in tokens {
            mask.allow(token)?;
        }
        Ok(mask)
    }

    /// From words as a grammar engine gives them. Missing words are forbidden; bits past the end of
    /// the vocabulary are dropped (llguidance's sets hold one more than the vocabulary).
    #[must_use]
    pub fn from_words(vocabulary: u32, words: &[u32]) -> Self {
        let mut mask = Self::none(vocabulary);
        for (to, from) in mask.words.iter_mut().zip(words) {
            *to = *from;
        }
        mask.clear_tail();
        mask
    }

    /// The same tokens in a vocabulary of another size: what is added is forbidden, what is cut off
    /// is lost. For models that pad their rows of logits past the tokenizer's vocabulary.
    #[must_use]
    pub fn widened(&self, vocabulary: u32) -> Self {
        Self::from_words(vocabulary, &self.words)
    }

    /// Allows a token.
    ///
    /// # Errors
    /// [`SampleError::NoSuchToken`] where it is not in the vocabulary.
    pub fn allow(&mut self, token: u32) -> Result<(), SampleError> {
        let vocabulary = self.vocabulary;
        match self.words.get_mut((token / WORD_TOKENS) as usize) {
            Some(word) if token < vocabulary => {
                *word |= 1 << (token % WORD_TOKENS);
                Ok(())
            }
            _ => Err(SampleError::NoSuchToken { token, vocabulary: vocabulary as usize }),
        }
    }

    /// Forbids a token. One outside the vocabulary is forbidden already.
    pub fn forbid(&mut self, token: u32) {
        if let Some(word) = self.words.get_mut((token / WORD_TOKENS) as usize) {
            *word &= !(1 << (token % WORD_TOKENS));
        }
    }

    /// Forbids what the other forbids.
    ///
    /// # Errors
    /// [`SampleError::Vocabularies`] where the two cover different numbers of tokens; then nothing
    /// is changed.
    pub fn intersect(&mut self, other: &Self) -> Result<(), SampleError> {
        if self.vocabulary != other.vocabulary {
            let (left, right) = (self.vocabulary, other.vocabulary);
            return Err(SampleError::Vocabularies { left, right });
        }
        for (to, from) in self.words.iter_mut().zip(&other.words) {
            *to &= from;
        }
        Ok(())
    }

    /// Whether a token is allowed; never so outside the vocabulary.
    #[must_use]
    pub fn allows(&self, token: u32) -> bool {
        let word = self.words.get((token / WORD_TOKENS) as usize).copied().unwrap_or(0);
        word >> (token % WORD_TOKENS) & 1 == 1
    }

    /// The number of allowed tokens.
    #[must_use]
    pub fn allowed_count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// The allowed tokens, rising.
    pub fn tokens(&self) -> impl Iterator<Item = u32> + '_ {
        (0u32..)
            .zip(&self.words)
            .flat_map(|(index, &word)| bits(word).map(move |bit| index * WORD_TOKENS + bit))
    }

    /// The number of tokens that the mask speaks of, allowed or not.
    #[must_use]
    pub const fn vocabulary(&self) -> u32 {
        self.vocabulary
    }

    /// The words: token t is bit t mod 32 of word t / 32.
    #[must_use]
    pub fn words(&self) -> &[u32] {
        &self.words
    }

    fn clear_tail(&mut self) {
        let used = self.vocabulary % WORD_TOKENS;
        if used != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }
}

/// The set bits of a word, rising.
pub(super) fn bits(mut word: u32) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        (word != 0).then(|| {
            let bit = word.trailing_zeros();
            word &= word - 1;
            bit
        })
    })
}

fn word_count(vocabulary: u32) -> usize {
    vocabulary.div_ceil(WORD_TOKENS) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_full_mask_holds_the_vocabulary_and_not_the_rest_of_its_last_word() {
        let mask = Mask::all(33);
        assert_eq!(mask.words(), [u32::MAX, 1]);
        assert_eq!(mask.allowed_count(), 33);
        assert!(mask.allows(32) && !mask.allows(33) && !mask.allows(u32::MAX));
        assert_eq!(Mask::all(64).words(), [u32::MAX; 2]);
        assert_eq!(Mask::all(0).words(), [0u32; 0]);
    }

    #[test]
    fn words_of_a_grammar_are_cut_to_the_vocabulary_and_filled_up_with_zeros() {
        assert_eq!(Mask::from_words(4, &[0b11_0101, 7]).tokens().collect::<Vec<_>>(), [0, 2]);
        assert_eq!(Mask::from_words(70, &[1 << 31]).tokens().collect::<Vec<_>>(), [31]);
    }

    #[test]
    fn widening_adds_only_what_is_forbidden() {
        let wide = Mask::all(40).widened(100);
        assert_eq!((wide.vocabulary(), wide.allowed_count()), (100, 40));
        assert!(!wide.allows(40));
    }

    #[test]
    fn a_token_of_another_vocabulary_is_refused() {
        let refused = SampleError::NoSuchToken { token: 5, vocabulary: 5 };
        assert_eq!(Mask::none(5).allow(5), Err(refused.clone()));
        assert_eq!(Mask::only(5, &[1, 5]), Err(refused));
    }

    #[test]
    fn masks_of_different_vocabularies_do_not_intersect_and_stay_as_they_were() {
        let mut mask = Mask::all(5);
        let refused = SampleError::Vocabularies { left: 5, right: 6 };
        assert_eq!(mask.intersect(&Mask::none(6)), Err(refused));
        assert_eq!(mask, Mask::all(5));
    }

    proptest! {
        #[test]
        fn it_behaves_as_a_set_of_tokens(
            first in prop::collection::btree_set(0u32..100, 0..100),
            second in prop::collection::btree_set(0u32..100, 0..100),
            gone in prop::collection::btree_set(0u32..200, 0..100),
        ) {
            let of = |set: &BTreeSet<u32>| {
                Mask::only(100, &set.iter().copied().collect::<Vec<_>>()).unwrap()
            };
            let mut mask = of(&first);
            mask.intersect(&of(&second)).unwrap();
            for &token in &gone {
                mask.forbid(token);
            }
            let left: BTreeSet<u32> =
                first.intersection(&second).copied().filter(|token| !gone.contains(token)).collect();
            prop_assert_eq!(mask.allowed_count() as usize, left.len());
            prop_assert_eq!(mask.tokens().collect::<BTreeSet<_>>(), left.clone());
            for token in 0..200 {
                prop_assert_eq!(mask.allows(token), left.contains(&token));
            }
        }
    }
}
