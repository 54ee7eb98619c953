//! Gumbel noise with random access: a fixed number for every token of every position.
//!
//! The key of ChaCha8 is the seed, its stream is the position, and token t reads the words 2t and
//! 2t + 1 (the lower half first). The generator makes four blocks of 16 words at a time, which are
//! the draws of 32 tokens: one word of a [`Mask`](super::Mask).

use super::ln::ln;
use super::mask::WORD_TOKENS;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// The words of the generator's stream that 32 tokens read.
const STREAM_WORDS: u128 = 2 * WORD_TOKENS as u128;

/// No noise is larger: -ln(-ln u) is 36.7368... for the largest u, 1 - 2^-53. (The least is -3.6039...)
pub const MAX_NOISE: f64 = 36.74;

/// The noise of one seed. It holds no state that drawing would change.
#[derive(Clone, Debug)]
pub struct Noise {
    /// Untouched: at the start of stream 0, nothing generated.
    rng: ChaCha8Rng,
}

impl Noise {
    /// The noise of a seed: one seed a text, for two texts of one seed share their noise.
    #[must_use]
    pub fn new(seed: [u8; 32]) -> Self {
        Self { rng: ChaCha8Rng::from_seed(seed) }
    }

    /// The noise of a token at a position: a standard Gumbel variate in nats, above -3.61 and below
    /// [`MAX_NOISE`].
    #[must_use]
    pub fn at(&self, position: u64, token: u32) -> f64 {
        gumbel(self.draws(position).uniform(token))
    }

    /// The noise of the first `vocabulary` tokens at a position, in place of what `row` held.
    pub fn row(&self, position: u64, vocabulary: usize, row: &mut Vec<f64>) {
        let mut rng = self.rng.clone();
        rng.set_stream(position);
        row.clear();
        row.extend((0..vocabulary).map(|_| gumbel(open_unit(rng.next_u64()))));
    }

    /// What the tokens of a position draw, best read in rising order.
    pub(super) fn draws(&self, position: u64) -> Draws {
        let mut rng = self.rng.clone();
        rng.set_stream(position);
        Draws { rng, group: None, next: 0, drawn: [0; WORD_TOKENS as usize] }
    }
}

/// The draws of one position, 32 tokens at a time.
pub(super) struct Draws {
    rng: ChaCha8Rng,
    /// The group of 32 tokens in `drawn`.
    group: Option<u32>,
    /// The group that the generator stands before.
    next: u32,
    drawn: [u64; WORD_TOKENS as usize],
}

impl Draws {
    /// A token's u, in the open interval from 0 to 1.
    pub(super) fn uniform(&mut self, token: u32) -> f64 {
        let group = token / WORD_TOKENS;
        if self.group != Some(group) {
            if self.next != group {
                self.rng.set_word_pos(u128::from(group) * STREAM_WORDS);
            }
            self.drawn.fill_with(|| self.rng.next_u64());
            self.group = Some(group);
            self.next = group + 1;
        }
        open_unit(self.drawn[(token % WORD_TOKENS) as usize])
    }
}

/// A number in the open interval from 0 to 1: the top 53 bits with the last of them set, over 2^53.
/// These are the midpoints of 2^52 equal parts, each exact, so that neither end is ever reached (53
/// free bits and a half would round to 1).
fn open_unit(bits: u64) -> f64 {
    ((bits >> 11) | 1) as f64 * (f64::EPSILON / 2.0)
}

/// The standard Gumbel variate of a `u` in the open interval from 0 to 1.
pub(super) fn gumbel(u: f64) -> f64 {
    -ln(-ln(u))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(noise: &Noise, position: u64, vocabulary: usize) -> Vec<f64> {
        let mut row = vec![f64::NAN; 3];
        noise.row(position, vocabulary, &mut row);
        row
    }

    #[test]
    fn the_extreme_draws_stay_inside_the_open_interval() {
        let (least, largest) = (open_unit(0), open_unit(u64::MAX));
        assert_eq!(least, 2f64.powi(-53));
        assert_eq!(largest, 1.0 - 2f64.powi(-53));
        assert!(gumbel(least) > -3.61 && gumbel(largest) < MAX_NOISE);
        assert!(gumbel(largest) > MAX_NOISE - 0.01, "the bound is close");
    }

    /// From a ChaCha8 written for this test in Python, with logarithms to 50 digits.
    #[test]
    fn the_noise_is_what_another_implementation_makes() {
        let noise = Noise::new(std::array::from_fn(|index| index as u8));
        for (position, token, expected) in [
            (0, 0, 0.133_012_791_428_553_96),
            (0, 1, -0.477_423_018_076_162_83),
            (1, 31, -0.433_748_032_298_247_3),
            (2, 32, 4.325_270_069_842_264),
            (5_000_000_000, 151_935, 0.618_032_593_923_058_5),
            (u64::MAX, u32::MAX, -1.149_936_779_019_198),
        ] {
            let found = noise.at(position, token);
            assert!((found - expected).abs() < 2e-15, "{position}, {token}: {found}");
        }
    }

    #[test]
    fn rows_of_other_positions_and_seeds_are_others() {
        let noise = Noise::new([7; 32]);
        let first = row(&noise, 0, 100);
        assert_eq!(first, row(&noise, 0, 100), "drawing changes nothing");
        assert_eq!(first[..40], row(&noise, 0, 40), "a shorter row is the start of a longer one");
        for other in
            [row(&noise, 1, 100), row(&noise, 1 << 32, 100), row(&Noise::new([8; 32]), 0, 100)]
        {
            assert!(first.iter().zip(&other).all(|(a, b)| a != b));
        }
    }

    #[test]
    fn mean_and_variance_are_those_of_the_gumbel_distribution() {
        let values = row(&Noise::new([3; 32]), 5, 200_000);
        let mean = values.iter().sum::<f64>() / 200_000.0;
        let variance = values.iter().map(|g| (g - mean) * (g - mean)).sum::<f64>() / 200_000.0;
        let (euler, spread) = (0.577_215_664_9, std::f64::consts::PI.powi(2) / 6.0);
        assert!((mean - euler).abs() < 0.01, "mean {mean}");
        assert!((variance - spread).abs() < 0.03, "variance {variance}");
    }

    proptest! {
        #[test]
        fn the_row_equals_random_access(seed: [u8; 32], position: u64, vocabulary in 0usize..300) {
            let noise = Noise::new(seed);
            let row = row(&noise, position, vocabulary);
            prop_assert_eq!(row.len(), vocabulary);
            for (token, value) in (0u32..).zip(row) {
                prop_assert_eq!(noise.at(position, token).to_bits(), value.to_bits());
            }
        }

        #[test]
        fn reading_in_any_order_gives_the_same(
            seed: [u8; 32], position: u64, tokens in prop::collection::vec(any::<u32>(), 1..20),
        ) {
            let noise = Noise::new(seed);
            let mut draws = noise.draws(position);
            for token in tokens {
                prop_assert_eq!(gumbel(draws.uniform(token)), noise.at(position, token));
            }
        }
    }
}
