//! Choosing tokens so that the choice can be checked later.
//!
//! A token is drawn by the Gumbel-max trick: the choice is the argmax over the allowed tokens of
//! `logit / temperature + g`, where every token of every position has its own fixed noise
//! `g = -ln(-ln u)`. That is a draw from the softmax (Gumbel, "Statistical Theory of Extreme Values
//! and Some Practical Applications", 1954; Maddison, Tarlow and Minka, "A* Sampling", 2014), and it
//! has no state: whoever knows the seed, the prompt and the tokens runs the model once over all of
//! them and sees at each position whether the token that was chosen is the one that wins.
//!
//! ```text
//! logits -> Repetition::apply -> Mask -> min-p, top-k -> + Noise -> argmax -> Choice
//!                                                                      |
//! logits of one teacher-forced pass, masks, chosen tokens -> verify <--+
//! ```
//!
//! # Invariants
//! - The noise is the same to the last bit on every machine: ChaCha8 and a logarithm made of `+`,
//!   `-`, `*` and `/` alone. Logits are not: a model's sums depend on the machine. So [`verify`]
//!   takes a tolerance, and what differs is only the logits.
//! - A choice depends on (settings, logits, mask, seed, position) and on nothing else.
//! - Ties go to the smaller token.

mod error;
mod ln;
mod mask;
mod noise;
mod repetition;
mod row;
mod sampler;
mod verify;

pub use error::SampleError;
pub use mask::Mask;
pub use noise::{MAX_NOISE, Noise};
pub use repetition::{MAX_PENALTY, Repetition};
pub use sampler::{Choice, MAX_TEMPERATURE, MIN_TEMPERATURE, Sampler};
pub use verify::{Checked, Report, Step, Verdict, verify};
