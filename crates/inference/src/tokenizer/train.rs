//! Learning a byte-level BPE from texts: again and again the commonest pair of neighbours becomes a
//! token (Sennrich et al., <https://arxiv.org/abs/1508.07909>, algorithm 1). Words are counted once and
//! merged where they stand, and each merge touches only the words that hold its pair.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::alphabet;
use super::pieces::PreTokenizer;
use super::{MAX_TOKEN_BYTES, MAX_TOKEN_COUNT, Model, TokenId, TokenKind, Vocabulary};

/// Longer pieces (ruled lines, pasted data) teach nothing, and are left out.
const MAX_PIECE_BYTES: usize = 256;

/// A pair that occurs less often is not worth a token.
const MIN_PAIR_COUNT: u64 = 2;

/// Two neighbours, as ids of tokens.
type Pair = (u32, u32);

/// Why nothing can be learnt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say what each field is")]
pub enum TrainError {
    /// The bytes and the special tokens alone need more.
    #[error("a vocabulary of {size} tokens; ask for {least} to {MAX_TOKEN_COUNT}")]
    BadSize { size: usize, least: usize },
    /// A special token that is empty, longer than [`MAX_TOKEN_BYTES`], there twice, or also text.
    #[error(
        "special token {name:?} is empty, too long, there twice, or a piece of text; give it a name such as <name>"
    )]
    BadSpecial { name: String },
}

/// Learns a vocabulary of at most `size` tokens: the 256 bytes in their order, then what was merged,
/// then `specials` as control tokens. It is smaller where the texts hold fewer pairs that occur twice.
///
/// The pre-tokenizer is [`PreTokenizer::Seedbound`]. The same texts give the same vocabulary on every
/// machine, in whatever order they come: of pairs equally common, the one with the lesser ids goes
/// first. `bos`, `eos` and `unk` are left for the caller to name.
///
/// # Errors
/// [`TrainError::BadSize`] where `size` is below 256 and the specials or above [`MAX_TOKEN_COUNT`];
/// [`TrainError::BadSpecial`] where a special token can't be told from the others.
pub fn train<'t>(
    texts: impl IntoIterator<Item = &'t str>,
    size: usize,
    specials: &[&str],
) -> Result<Vocabulary, TrainError> {
    let least = 256 + specials.len();
    if size < least || size > MAX_TOKEN_COUNT {
        return Err(TrainError::BadSize { size, least });
    }
    let mut trainer = Trainer::new(words(texts));
    while trainer.tokens.len() < size - specials.len()
        && let Some(pair) = trainer.commonest()
    {
        trainer.merge(pair);
    }

    let Trainer { mut tokens, mut ids, merges, .. } = trainer;
    for &name in specials {
        let taken = ids.insert(name.to_owned(), 0).is_some();
        if taken || name.is_empty() || name.len() > MAX_TOKEN_BYTES {
            return Err(TrainError::BadSpecial { name: name.to_owned() });
        }
        tokens.push(name.to_owned());
    }
    let mut kinds = vec![TokenKind::Normal; tokens.len() - specials.len()];
    kinds.resize(tokens.len(), TokenKind::Control);
    Ok(Vocabulary {
        tokens,
        kinds,
        merges,
        scores: Vec::new(),
        model: Model::ByteLevel,
        pre: "seedbound".to_owned(),
        add_space_prefix: false,
        bos: None,
        eos: None,
        unk: None,
    })
}

/// The different pieces of all texts, each with how often it occurs.
fn words<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<Word> {
    let mut counts: HashMap<&'t str, u64> = HashMap::new();
    for text in texts {
        PreTokenizer::Seedbound.split(text, &mut |piece| {
            if (2..=MAX_PIECE_BYTES).contains(&piece.len()) {
                *counts.entry(piece).or_default() += 1;
            }
        });
    }
    let word = |(piece, count): (&str, u64)| Word {
        symbols: piece.bytes().map(u32::from).collect(),
        count,
    };
    counts.into_iter().map(word).collect()
}

struct Word {
    symbols: Vec<u32>,
    count: u64,
}

impl Word {
    fn pairs(&self) -> impl Iterator<Item = Pair> {
        self.symbols.iter().copied().zip(self.symbols.iter().skip(1).copied())
    }

    /// Merges each occurrence of a pair, from the left. `false` where there is none.
    fn merge(&mut self, pair: Pair, merged: u32) -> bool {
        let before = self.symbols.len();
        let mut left = std::mem::take(&mut self.symbols).into_iter().peekable();
        while let Some(symbol) = left.next() {
            let found = symbol == pair.0 && left.next_if_eq(&pair.1).is_some();
            self.symbols.push(if found { merged } else { symbol });
        }
        self.symbols.len() < before
    }
}

/// How often a pair occurs, and in which words it may.
#[derive(Default)]
struct Occurrences {
    count: u64,
    /// Every word that holds the pair, and some that no longer do.
    words: Vec<usize>,
}

/// Everything that is learnt so far. Maps are only asked, never walked: their order differs from run
/// to run.
struct Trainer {
    words: Vec<Word>,
    pairs: HashMap<Pair, Occurrences>,
    /// Each pair with a count that it has or had; the commonest, then the least, comes first.
    queue: BinaryHeap<(u64, Reverse<Pair>)>,
    tokens: Vec<String>,
    ids: HashMap<String, u32>,
    merges: Vec<String>,
}

impl Trainer {
    fn new(words: Vec<Word>) -> Self {
        let mut pairs: HashMap<Pair, Occurrences> = HashMap::new();
        for (index, word) in words.iter().enumerate() {
            for pair in word.pairs() {
                let occurrences = pairs.entry(pair).or_default();
                occurrences.count += word.count;
                if occurrences.words.last() != Some(&index) {
                    occurrences.words.push(index);
                }
            }
        }
        let queue = pairs.iter().map(|(&pair, seen)| (seen.count, Reverse(pair))).collect();
        let tokens: Vec<String> = (0..=u8::MAX).map(|byte| alphabet::spell(&[byte])).collect();
        let ids = tokens.iter().cloned().zip(0..).collect();
        Self { words, pairs, queue, tokens, ids, merges: Vec::new() }
    }

    /// The pair to merge next, if one is common enough.
    fn commonest(&mut self) -> Option<Pair> {
        while let Some((count, Reverse(pair))) = self.queue.pop() {
            let now = self.pairs.get(&pair).map_or(0, |seen| seen.count);
            if now == count {
                return (count >= MIN_PAIR_COUNT).then_some(pair);
            }
            // A count that rose was queued when it did; one that fell is queued again here.
            if now < count && now > 0 {
                self.queue.push((now, Reverse(pair)));
            }
        }
        None
    }

    /// Makes a token of a pair and counts its words anew.
    fn merge(&mut self, pair: Pair) {
        let Some(seen) = self.pairs.remove(&pair) else { return };
        let Some(merged) = self.token(pair) else { return };
        let mut risen: Vec<Pair> = Vec::new();
        for index in seen.words {
            let Some(word) = self.words.get_mut(index) else { continue };
            let before: Vec<Pair> = word.pairs().collect();
            if !word.merge(pair, merged) {
                continue;
            }
            for old in before {
                if let Some(seen) = self.pairs.get_mut(&old) {
                    seen.count = seen.count.saturating_sub(word.count);
                }
            }
            for new in word.pairs() {
                let seen = self.pairs.entry(new).or_default();
                seen.count += word.count;
                if new.0 == merged || new.1 == merged {
                    if seen.words.last() != Some(&index) {
                        seen.words.push(index);
                    }
                    risen.push(new);
                }
            }
        }
        risen.sort_unstable();
        risen.dedup();
        for pair in risen {
            if let Some(seen) = self.pairs.get(&pair) {
                self.queue.push((seen.count, Reverse(pair)));
            }
        }
    }

    /// The token of a pair's union. Two pairs may have one union; then the token is there already.
    fn token(&mut self, (left, right): Pair) -> Option<u32> {
        let text = |id: u32| self.tokens.get(TokenId(id).index());
        let (left, right) = (text(left)?, text(right)?);
        let union = format!("{left}{right}");
        let merge = format!("{left} {right}");
        if let Some(&id) = self.ids.get(&union) {
            if !self.merges.contains(&merge) {
                self.merges.push(merge);
            }
            return Some(id);
        }
        self.merges.push(merge);
        let id = u32::try_from(self.tokens.len()).ok()?;
        self.ids.insert(union.clone(), id);
        self.tokens.push(union);
        Some(id)
    }
}
