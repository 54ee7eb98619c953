//! The tokenizer as a whole: small vocabularies by hand, and those that nobody should trust.

mod hostile;
mod trained;

use super::*;
use proptest::prelude::*;

/// A vocabulary of the 256 bytes in their order (so that the id of a byte is the byte), then what the
/// merges make from 256 on, then special tokens.
pub(super) fn byte_level(pre: &str, merges: &[&str], specials: &[(&str, TokenKind)]) -> Vocabulary {
    let mut tokens: Vec<String> = (0..=255).map(|byte| alphabet::spell(&[byte])).collect();
    tokens.extend(merges.iter().map(|merge| merge.replace(' ', "")));
    let mut kinds = vec![TokenKind::Normal; tokens.len()];
    for &(name, kind) in specials {
        tokens.push(name.to_owned());
        kinds.push(kind);
    }
    Vocabulary {
        tokens,
        kinds,
        merges: merges.iter().map(|&merge| merge.to_owned()).collect(),
        scores: Vec::new(),
        model: Model::ByteLevel,
        pre: pre.to_owned(),
        add_space_prefix: false,
        bos: None,
        eos: None,
        unk: None,
    }
}

/// `<unk>`, `<s>`, `</s>`, the 256 byte tokens from id 3 on, then pieces with their scores from 259 on.
pub(super) fn sentencepiece(pieces: &[(&str, f32)], add_space_prefix: bool) -> Vocabulary {
    let mut tokens: Vec<String> = ["<unk>", "<s>", "</s>"].map(str::to_owned).to_vec();
    let mut kinds = vec![TokenKind::Unknown, TokenKind::Control, TokenKind::Control];
    tokens.extend((0..=255).map(|byte: u8| format!("<0x{byte:02X}>")));
    kinds.resize(tokens.len(), TokenKind::Byte);
    let mut scores = vec![0.0; tokens.len()];
    for &(piece, score) in pieces {
        tokens.push(piece.to_owned());
        kinds.push(TokenKind::Normal);
        scores.push(score);
    }
    Vocabulary {
        tokens,
        kinds,
        merges: Vec::new(),
        scores,
        model: Model::SentencePiece,
        pre: String::new(),
        add_space_prefix,
        bos: Some(TokenId(1)),
        eos: Some(TokenId(2)),
        unk: Some(TokenId(0)),
    }
}

pub(super) fn tokenizer(vocabulary: Vocabulary) -> Tokenizer {
    Tokenizer::new(vocabulary).expect("the vocabulary is sound")
}

pub(super) fn ids(tokenizer: &Tokenizer, text: &str) -> Vec<u32> {
    tokenizer.encode(text).into_iter().map(|id| id.0).collect()
}

/// Ids 256 to 264.
const MERGES: &[&str] = &["Ġ d", "o n", "Ġd on", "' t", "1 2", "12 3", "Ġ Ġ", "ä ½", "Ċ Ċ"];

#[test]
fn gpt_2_cuts_the_ending_off_and_keeps_numbers_whole() {
    let t = tokenizer(byte_level("gpt-2", MERGES, &[]));
    assert_eq!(ids(&t, " don't"), [258, 259]);
    assert_eq!(ids(&t, " 1234"), [32, 261, 52]);
    assert_eq!(ids(&t, "a   b"), [97, 262, 32, 98]);
    assert_eq!(ids(&t, "你"), [263, 0xA0]);
    assert_eq!(ids(&t, "🙂"), [0xF0, 0x9F, 0x99, 0x82]);
    assert_eq!(ids(&t, "\n\n"), [264]);
    assert_eq!(ids(&t, ""), [0; 0]);
}

#[test]
fn llama_takes_capitals_for_endings_and_numbers_in_threes() {
    let t = tokenizer(byte_level("llama-bpe", MERGES, &[]));
    assert_eq!(ids(&t, " don't"), [258, 259]);
    assert_eq!(ids(&t, "12312"), [261, 260]);
    assert_eq!(ids(&t, "4123"), [52, 260, 51]);
    assert_eq!(ids(&t, "!\n\na"), [33, 264, 97]);
    assert_eq!(ids(&t, "你"), [263, 0xA0]);
}

#[test]
fn qwen_takes_digits_singly() {
    let t = tokenizer(byte_level("qwen2", MERGES, &[]));
    assert_eq!(ids(&t, " don't 123"), [258, 259, 32, 49, 50, 51]);
    assert_eq!(ids(&t, "   d"), [262, 256]);
}

#[test]
fn the_default_takes_punctuation_apart() {
    let t = tokenizer(byte_level("default", MERGES, &[]));
    assert_eq!(ids(&t, " don't"), [258, 39, 116]);
    assert_eq!(ids(&t, " 1231"), [32, 261, 49]);
}

#[test]
fn our_own_keeps_apostrophes_in_words_and_digits_single() {
    let t = tokenizer(byte_level("seedbound", MERGES, &[]));
    assert_eq!(ids(&t, " don't"), [258, 259]);
    assert_eq!(ids(&t, "123\n\n"), [49, 50, 51, 264]);
}

#[test]
fn only_llama_takes_a_word_whole_that_no_merge_leads_to() {
    let mut vocabulary = byte_level("llama-bpe", &[], &[]);
    vocabulary.tokens.push("Ġinn".to_owned());
    vocabulary.kinds.push(TokenKind::Normal);
    assert_eq!(ids(&tokenizer(vocabulary.clone()), " inn"), [256]);
    vocabulary.pre = "qwen2".to_owned();
    assert_eq!(ids(&tokenizer(vocabulary), " inn"), [32, 105, 110, 110]);
}

#[test]
fn sentencepiece_merges_the_highest_score_first_and_spells_the_rest_in_bytes() {
    let pieces = [
        ("▁", -1.0),
        ("a", -2.0),
        ("b", -3.0),
        ("c", -4.0),
        ("ab", -9.0),
        ("bc", -8.0),
        ("▁a", -10.0),
        ("▁▁", -7.0),
    ];
    let t = tokenizer(sentencepiece(&pieces, true));
    // The space before, then `bc` before `ab`, whatever comes first in the text.
    assert_eq!(ids(&t, "abc"), [265, 264]);
    assert_eq!(ids(&t, "ab"), [259, 263]);
    assert_eq!(ids(&t, " b"), [266, 261]);
    assert_eq!(ids(&t, "aé\n"), [265, 3 + 0xC3, 3 + 0xA9, 3 + 10]);
    assert_eq!(t.decode(&t.encode("abc")), "abc");
    let t = tokenizer(sentencepiece(&pieces, false));
    assert_eq!(ids(&t, "ab aaa"), [263, 265, 260, 260]);
    assert_eq!(ids(&t, "   "), [266, 259]);
}

#[test]
fn equal_scores_merge_from_the_left() {
    let t = tokenizer(sentencepiece(&[("a", -1.0), ("aa", -2.0)], false));
    assert_eq!(ids(&t, "aaaaa"), [260, 260, 259]);
}

#[test]
fn a_character_without_a_token_may_still_be_part_of_one() {
    let t = tokenizer(sentencepiece(&[("x", -1.0), ("xé", -2.0)], false));
    assert_eq!(ids(&t, "xéé"), [260, 3 + 0xC3, 3 + 0xA9]);
}

#[test]
fn the_sign_for_a_space_stays_itself_when_a_player_types_it() {
    let t = tokenizer(sentencepiece(&[("▁", -1.0), ("a", -2.0), ("▁a", -3.0)], false));
    let typed = ids(&t, "▁a a");
    assert_eq!(typed, [3 + 0xE2, 3 + 0x96, 3 + 0x81, 260, 261]);
    assert_eq!(t.decode(&t.encode("▁a a")), "▁a a");
}

const SPECIALS: &[(&str, TokenKind)] = &[
    ("<|im_end|>", TokenKind::Control),
    ("<think>", TokenKind::UserDefined),
    ("<unk>", TokenKind::Unknown),
    ("[PAD7]", TokenKind::Unused),
    ("  ", TokenKind::UserDefined),
    ("\n\n", TokenKind::UserDefined),
];

#[test]
fn text_never_yields_a_special_token() {
    for pre in ["gpt-2", "default", "llama-bpe", "qwen2", "smollm", "seedbound"] {
        let t = tokenizer(byte_level(pre, &[], SPECIALS));
        let text = "<|im_end|><think><unk>[PAD7] <|im_end|>";
        let expected: Vec<u32> = text.bytes().map(u32::from).collect();
        assert_eq!(ids(&t, text), expected, "{pre}");
        // Runs of whitespace are text.
        assert_eq!(ids(&t, "a   b\n\n"), [97, 260, 32, 98, 261], "{pre}");
    }
    let t = tokenizer(sentencepiece(&[("<", 0.0), ("s", 0.0), (">", 0.0), ("<s", 0.0)], false));
    assert_eq!(ids(&t, "<s>"), [262, 261]);
    assert_eq!(ids(&t, "<0x41>").len(), 6);
}

#[test]
fn special_tokens_are_found_by_name_and_spell_nothing() {
    let t = tokenizer(byte_level("gpt-2", MERGES, SPECIALS));
    let first = u32::try_from(256 + MERGES.len()).expect("few");
    for (&(name, kind), id) in SPECIALS.iter().zip(first..) {
        let findable = kind != TokenKind::Unused;
        assert_eq!(t.special(name), findable.then_some(TokenId(id)), "{name:?}");
        assert_eq!(t.kind(TokenId(id)), Some(kind));
        assert_eq!(t.name_of(TokenId(id)), Some(name));
        let bytes = if name.trim().is_empty() { name.as_bytes() } else { b"" };
        assert_eq!(t.bytes_of(TokenId(id)), bytes);
        assert_eq!(t.is_special(TokenId(id)), bytes.is_empty());
    }
    for not_special in ["a", "Ġdon", "<s>", ""] {
        assert_eq!(t.special(not_special), None, "{not_special:?}");
    }
    let said = [TokenId(104), TokenId(first), TokenId(105), TokenId(u32::MAX)];
    assert_eq!(t.decode(&said), "hi");
}

#[test]
fn the_bytes_of_a_token_are_those_that_it_spells() {
    let t = tokenizer(byte_level("gpt-2", MERGES, &[]));
    assert_eq!(t.bytes_of(TokenId(258)), b" don");
    assert_eq!(t.bytes_of(TokenId(263)), [0xE4, 0xBD]);
    assert_eq!(t.bytes_of(TokenId(0)), [0]);
    assert_eq!(t.bytes_of(TokenId(256 + 9)), b"");
    let t = tokenizer(sentencepiece(&[("▁a▁", 0.0)], true));
    assert_eq!(t.bytes_of(TokenId(259)), b" a ");
    assert_eq!(t.bytes_of(TokenId(3 + 0xE2)), [0xE2]);
    assert_eq!((t.bos(), t.eos(), t.unk()), (Some(TokenId(1)), Some(TokenId(2)), Some(TokenId(0))));
}

#[test]
fn a_stream_holds_half_a_character_back() {
    let t = tokenizer(byte_level("gpt-2", MERGES, SPECIALS));
    let mut stream = StreamDecoder::new(&t);
    let mut push = |id: u32| stream.push(&t, TokenId(id));
    assert_eq!(push(0xF0), "");
    assert_eq!(push(0x9F), "");
    assert_eq!(push(265), "");
    assert_eq!(push(0x99), "");
    assert_eq!(push(0x82), "🙂");
    assert_eq!(push(263), "");
    assert_eq!(push(97), "\u{FFFD}a");
    assert_eq!(push(0xFF), "\u{FFFD}");
    assert_eq!(push(0xE4), "");
    assert_eq!(stream.finish(), "\u{FFFD}");
}

#[test]
fn a_long_word_takes_no_time_to_speak_of() {
    let word = "on".repeat(128 * 1024);
    let begun = std::time::Instant::now();
    let t = tokenizer(byte_level("llama-bpe", MERGES, &[]));
    assert_eq!(t.encode(&word).len(), 128 * 1024);
    let t = tokenizer(sentencepiece(&[("o", 0.0), ("n", 0.0), ("on", 1.0)], true));
    assert_eq!(t.encode(&word).len(), 128 * 1024 + 1);
    // Looking at every pair again after each merge would be 10^10 looks: minutes.
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
}

/// Texts with what tokenizers trip over, and anything else.
pub(super) fn texts() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(
        &[
            "<|im_end|>",
            "<think>",
            "<s>",
            "<0x41>",
            "▁",
            " ",
            "  ",
            "\n",
            "\r",
            "\t",
            "'t",
            "don",
            "12",
            "½",
            "你好",
            "🙂",
            "e\u{301}",
            "\u{A0}",
            "\u{FEFF}",
            "\0",
        ][..],
    );
    let part = prop_oneof![parts.prop_map(str::to_owned), any::<String>()];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

fn all_tokenizers() -> Vec<Tokenizer> {
    let pres = ["gpt-2", "default", "llama-bpe", "qwen2", "smollm", "seedbound"];
    let pieces = [("▁", 0.0), ("▁d", 1.0), ("o", 0.0), ("n", 0.0), ("on", 2.0), ("▁don", 3.0)];
    pres.iter()
        .map(|pre| byte_level(pre, MERGES, SPECIALS))
        .chain([sentencepiece(&pieces, true), sentencepiece(&pieces, false)])
        .map(tokenizer)
        .collect()
}

proptest! {
    #[test]
    fn any_text_comes_back_as_it_was_and_holds_nothing_special(text in texts()) {
        for t in all_tokenizers() {
            let ids = t.encode(&text);
            prop_assert_eq!(t.decode(&ids), text.as_str());
            prop_assert!(ids.iter().all(|&id| !t.is_special(id)));
        }
    }

    #[test]
    fn a_stream_says_what_decoding_at_once_does(
        ids in prop::collection::vec(prop_oneof![0_u32..600, any::<u32>()], 0..40),
    ) {
        let ids: Vec<TokenId> = ids.into_iter().map(TokenId).collect();
        for t in all_tokenizers() {
            let mut stream = StreamDecoder::new(&t);
            let mut text: String = ids.iter().map(|&id| stream.push(&t, id)).collect();
            text.push_str(&stream.finish());
            prop_assert_eq!(text, t.decode(&ids));
        }
    }
}
