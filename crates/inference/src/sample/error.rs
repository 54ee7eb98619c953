//! What can go wrong between a row of logits and a token.

use thiserror::Error;

/// Why nothing could be chosen or checked.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum SampleError {
    /// A setting is outside its range.
    #[error("{setting} is {value}, and must be {expected}: correct the sampling settings")]
    Setting {
        /// The setting's name.
        setting: &'static str,
        /// Its value.
        value: f64,
        /// The values that it may have.
        expected: &'static str,
    },
    /// The row of logits and the mask are of different lengths.
    #[error(
        "the model gave {logits} logits and the mask covers {vocabulary} tokens: make the mask for \
         this model's vocabulary, and widen it where the model pads its rows"
    )]
    Lengths {
        /// The number of logits.
        logits: usize,
        /// The number of tokens that the mask covers.
        vocabulary: u32,
    },
    /// A logit is NaN or +inf: no distribution follows from the row.
    #[error(
        "the logit of token {token} at position {position} is {value}: the weights or the context \
         are damaged; load the model again, or use another"
    )]
    BadLogit {
        /// The position of the row.
        position: u64,
        /// The first such token.
        token: usize,
        /// Its logit.
        value: f32,
    },
    /// The mask, or logits of -inf, leave no token.
    #[error("no token is allowed at position {position}: end the text here")]
    NothingAllowed {
        /// The position of the row.
        position: u64,
    },
    /// A token is not in the vocabulary.
    #[error("token {token} is not one of {vocabulary}: it comes from another vocabulary")]
    NoSuchToken {
        /// The token.
        token: u32,
        /// The number of tokens in the vocabulary.
        vocabulary: usize,
    },
    /// Two masks cover vocabularies of different sizes.
    #[error("masks over {left} and {right} tokens don't intersect: make both for one vocabulary")]
    Vocabularies {
        /// The size of the mask that was to be narrowed.
        left: u32,
        /// The size of the other.
        right: u32,
    },
}
