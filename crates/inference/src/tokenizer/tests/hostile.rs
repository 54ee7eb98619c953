//! Vocabularies that are damaged or meant to harm: each is refused, and says why.

use super::*;

fn refusal(vocabulary: Vocabulary) -> TokenizerError {
    Tokenizer::new(vocabulary).expect_err("the vocabulary is not sound")
}

#[test]
fn merges_of_tokens_that_are_not_there_are_refused() {
    let with = |merge: &str| {
        let mut vocabulary = byte_level("gpt-2", &["a b"], &[("<c>", TokenKind::Control)]);
        vocabulary.merges.push(merge.to_owned());
        refusal(vocabulary)
    };
    let unknown =
        |text: &str| TokenizerError::UnknownMergeToken { index: 1, text: text.to_owned() };
    assert_eq!(with("ab c"), unknown("abc"));
    assert_eq!(with("xyz c"), unknown("xyz"));
    assert_eq!(with("< c>"), unknown("c>"));
    assert_eq!(with("<c> a"), unknown("<c>"));
}

#[test]
fn a_merge_that_would_make_a_special_token_is_refused() {
    let mut vocabulary = byte_level("gpt-2", &["< s"], &[("<s>", TokenKind::Control)]);
    vocabulary.merges.push("<s >".to_owned());
    let error = TokenizerError::UnknownMergeToken { index: 1, text: "<s>".to_owned() };
    assert_eq!(refusal(vocabulary), error);
}

#[test]
fn merges_that_are_not_two_tokens_are_refused() {
    for wrong in ["ab", "", " ", "a ", " b", "a b c", "a  b"] {
        let mut vocabulary = byte_level("gpt-2", &[], &[]);
        vocabulary.merges.push(wrong.to_owned());
        let error = TokenizerError::BadMerge { index: 0, merge: wrong.to_owned() };
        assert_eq!(refusal(vocabulary), error);
    }
}

#[test]
fn a_merge_that_is_there_twice_is_refused() {
    let mut vocabulary = byte_level("gpt-2", &["a b", "c d"], &[]);
    vocabulary.merges.push("a b".to_owned());
    let error = TokenizerError::DuplicateMerge { index: 2, merge: "a b".to_owned() };
    assert_eq!(refusal(vocabulary), error);
}

#[test]
fn tokens_of_one_spelling_are_refused_but_empty_ones_are_not_tokens() {
    let vocabulary = byte_level("gpt-2", &[], &[("A", TokenKind::Control)]);
    let error = TokenizerError::DuplicateToken { text: "A".to_owned(), first: 65, second: 256 };
    assert_eq!(refusal(vocabulary), error);
    let empty = [("", TokenKind::Normal), ("", TokenKind::Control), ("", TokenKind::UserDefined)];
    let t = tokenizer(byte_level("gpt-2", &[], &empty));
    assert_eq!(t.special(""), None);
    assert_eq!(t.decode(&t.encode("a b")), "a b");
}

#[test]
fn every_byte_of_text_needs_a_token() {
    let mut vocabulary = byte_level("gpt-2", &[], &[]);
    vocabulary.tokens[65] = "[A]".to_owned();
    assert_eq!(refusal(vocabulary), TokenizerError::MissingByte { byte: 65 });
    // No text holds these.
    let mut vocabulary = byte_level("gpt-2", &[], &[]);
    vocabulary.kinds[0xFF] = TokenKind::Unused;
    assert!(Tokenizer::new(vocabulary).is_ok());
    // A control token named as a byte is none.
    let mut vocabulary = byte_level("gpt-2", &[], &[]);
    vocabulary.kinds[10] = TokenKind::Control;
    assert_eq!(refusal(vocabulary), TokenizerError::MissingByte { byte: 10 });
    let mut vocabulary = sentencepiece(&[("a", 0.0)], false);
    vocabulary.kinds[3 + 97] = TokenKind::Normal;
    assert_eq!(refusal(vocabulary), TokenizerError::MissingByte { byte: 97 });
}

#[test]
fn byte_tokens_that_name_no_byte_are_refused() {
    let mut vocabulary = sentencepiece(&[], false);
    vocabulary.tokens[3] = "<0x>".to_owned();
    let error = TokenizerError::BadByteToken { id: 3, text: "<0x>".to_owned() };
    assert_eq!(refusal(vocabulary), error);
}

#[test]
fn text_outside_the_alphabet_is_refused() {
    let vocabulary = byte_level("gpt-2", &[], &[("a b", TokenKind::Normal)]);
    let error = TokenizerError::NotInAlphabet { id: 256, text: "a b".to_owned() };
    assert_eq!(refusal(vocabulary), error);
}

#[test]
fn lists_of_unequal_lengths_are_refused() {
    let mut vocabulary = byte_level("gpt-2", &[], &[]);
    vocabulary.kinds.pop();
    let error = |list, found, expected| TokenizerError::CountMismatch { list, found, expected };
    assert_eq!(refusal(vocabulary), error("token types", 255, 256));
    let mut vocabulary = sentencepiece(&[], false);
    vocabulary.scores.push(1.0);
    assert_eq!(refusal(vocabulary), error("scores", 260, 259));
}

#[test]
fn ids_out_of_range_are_refused() {
    let mut vocabulary = byte_level("gpt-2", &[], &[]);
    vocabulary.bos = Some(TokenId(255));
    vocabulary.eos = Some(TokenId(256));
    let error = TokenizerError::IdOutOfRange { name: "eos", id: 256, count: 256 };
    assert_eq!(refusal(vocabulary), error);
    // What a cast of -1 looks like.
    let mut vocabulary = byte_level("gpt-2", &[], &[]);
    vocabulary.unk = Some(TokenId(u32::MAX));
    let error = TokenizerError::IdOutOfRange { name: "unk", id: u32::MAX, count: 256 };
    assert_eq!(refusal(vocabulary), error);
}

#[test]
fn scores_that_are_not_numbers_are_refused() {
    let vocabulary = sentencepiece(&[("a", 0.0), ("b", f32::NAN)], false);
    assert_eq!(refusal(vocabulary), TokenizerError::ScoreNotANumber { id: 260 });
    let t = tokenizer(sentencepiece(&[("a", f32::NEG_INFINITY), ("aa", f32::INFINITY)], false));
    assert_eq!(ids(&t, "aaa"), [260, 259]);
}

#[test]
fn sizes_are_bounded() {
    let long = "x".repeat(MAX_TOKEN_BYTES);
    let t = tokenizer(byte_level("gpt-2", &[], &[(&long, TokenKind::Normal)]));
    assert_eq!(t.bytes_of(TokenId(256)), long.as_bytes());
    let longer = "x".repeat(MAX_TOKEN_BYTES + 1);
    let error = TokenizerError::TokenTooLong { id: 256, length: MAX_TOKEN_BYTES + 1 };
    assert_eq!(refusal(byte_level("gpt-2", &[], &[(&longer, TokenKind::Normal)])), error);
    let mut vocabulary = byte_level("gpt-2", &[], &[]);
    vocabulary.tokens.resize(MAX_TOKEN_COUNT + 1, String::new());
    let error = TokenizerError::TooManyTokens { count: MAX_TOKEN_COUNT + 1 };
    assert_eq!(refusal(vocabulary), error);
}

#[test]
fn names_that_are_not_known_are_refused() {
    let error = TokenizerError::UnknownPreTokenizer { name: "tekken".to_owned() };
    assert_eq!(refusal(byte_level("tekken", &[], &[])), error);
    let error = TokenizerError::UnknownModel { name: "bert".to_owned() };
    assert_eq!(Model::from_name("bert"), Err(error));
    assert_eq!(TokenKind::from_gguf(0), Err(TokenizerError::UnknownKind { kind: 0 }));
    for kind in 1..=6 {
        assert_eq!(TokenKind::from_gguf(kind).map(TokenKind::to_gguf), Ok(kind));
    }
    for model in [Model::ByteLevel, Model::SentencePiece] {
        assert_eq!(Model::from_name(model.name()), Ok(model));
    }
}

/// Sound vocabularies with a few places spoilt: some are refused, and those that aren't still work.
fn spoilt() -> impl Strategy<Value = Vocabulary> {
    let sound = prop_oneof![
        Just(byte_level("seedbound", MERGES, SPECIALS)),
        Just(byte_level("llama-bpe", MERGES, SPECIALS)),
        Just(sentencepiece(&[("▁", 0.0), ("a", 0.0), ("▁a", 1.0), ("aa", 2.0)], true)),
    ];
    let text = || {
        let near = prop::sample::select(&["", "a", "ab", "Ġ", "▁a", " ", "<0x41>", "<think>"][..]);
        prop_oneof![near.prop_map(str::to_owned), any::<String>()]
    };
    let kind = (1..=6).prop_map(|kind| TokenKind::from_gguf(kind).expect("one of six"));
    let tokens = prop::collection::vec((any::<prop::sample::Index>(), text(), kind), 0..3);
    let extra = prop::collection::vec((text(), text()), 0..3);
    let score = (any::<prop::sample::Index>(), any::<f32>());
    (sound, tokens, extra, score).prop_map(|(mut vocabulary, tokens, extra, (place, score))| {
        for (place, text, kind) in tokens {
            let place = place.index(vocabulary.tokens.len());
            vocabulary.tokens[place] = text;
            vocabulary.kinds[place] = kind;
        }
        vocabulary.merges.extend(extra.iter().map(|(left, right)| format!("{left} {right}")));
        if !vocabulary.scores.is_empty() {
            let place = place.index(vocabulary.scores.len());
            vocabulary.scores[place] = score;
        }
        vocabulary
    })
}

proptest! {
    #[test]
    fn a_spoilt_vocabulary_is_refused_or_still_spells_every_text(
        vocabulary in spoilt(),
        text in texts(),
    ) {
        if let Ok(t) = Tokenizer::new(vocabulary) {
            let ids = t.encode(&text);
            prop_assert_eq!(t.decode(&ids), text);
            prop_assert!(ids.iter().all(|&id| !t.is_special(id)));
        }
    }
}
