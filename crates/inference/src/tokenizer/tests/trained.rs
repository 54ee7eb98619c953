//! Vocabularies that were learnt here.

use super::*;

const TEXT: &str = "the innkeeper pours the ale. the ale is the best in the valley, they say.\n\n\
    \"the road's closed,\" the innkeeper says. 12 gold, 12 gold for the mule!\n";

#[test]
fn the_commonest_pair_is_merged_first_and_the_lesser_ids_of_equals() {
    // `ab` and `cd` are there three times each; then, with a space before, twice each.
    let vocabulary = train(["cd cd cd", "ab ab ab"], 260, &[]).expect("room for four");
    assert_eq!(vocabulary.merges, ["a b", "c d", "Ġ ab", "Ġ cd"]);
    assert_eq!(vocabulary.tokens[256..], ["ab", "cd", "Ġab", "Ġcd"]);
    let vocabulary = train(["ab ab ab cdcdcdcd"], 257, &[]).expect("room for one");
    assert_eq!(vocabulary.merges, ["c d"]);
}

#[test]
fn overlapping_pairs_are_counted_as_they_are_merged() {
    let vocabulary = train(["aaaa aaaa"], 300, &[]).expect("room");
    assert_eq!(vocabulary.merges, ["a a", "aa aa"]);
}

#[test]
fn training_twice_gives_the_same_in_whatever_order_the_texts_come() {
    let lines: Vec<&str> = TEXT.split_inclusive('\n').collect();
    let first = train(lines.iter().copied(), 270, &["<end>"]).expect("room");
    let second = train(lines.iter().copied(), 270, &["<end>"]).expect("room");
    let reversed = train(lines.iter().rev().copied(), 270, &["<end>"]).expect("room");
    assert_eq!(first, second);
    assert_eq!(first, reversed);
    assert_eq!(first.tokens.len(), 270);
}

#[test]
fn what_was_learnt_shortens_its_texts_and_keeps_numbers_single() {
    let t = tokenizer(train([TEXT], 320, &[]).expect("room"));
    let ids = t.encode(TEXT);
    assert!(ids.len() * 3 < TEXT.len() * 2, "{} of {}", ids.len(), TEXT.len());
    assert_eq!(t.decode(&ids), TEXT);
    let spelt: Vec<&[u8]> = t.encode(" the 12").iter().map(|&id| t.bytes_of(id)).collect();
    assert_eq!(spelt, [&b" the"[..], b" ", b"1", b"2"]);
}

#[test]
fn special_tokens_come_last_and_not_from_text() {
    let specials = ["<end>", "<ent:0>"];
    let vocabulary = train(["<end> <end> <end> <ent:0> <ent:0>"], 270, &specials).expect("room");
    let count = vocabulary.tokens.len();
    assert_eq!(vocabulary.tokens[count - 2..], specials);
    assert!(vocabulary.kinds[..count - 2].iter().all(|&kind| kind == TokenKind::Normal));
    let t = tokenizer(vocabulary);
    let last = u32::try_from(count - 1).expect("few");
    assert_eq!(t.special("<ent:0>"), Some(TokenId(last)));
    assert!(t.encode("<end><ent:0>").iter().all(|&id| !t.is_special(id)));
}

#[test]
fn texts_without_repetition_give_the_bytes_alone() {
    let vocabulary = train(["ab", "c", ""], 1000, &["<end>"]).expect("room");
    assert_eq!(vocabulary.tokens.len(), 257);
    assert_eq!(tokenizer(vocabulary).decode(&[TokenId(97), TokenId(256)]), "a");
}

#[test]
fn a_size_without_room_for_the_bytes_is_refused() {
    let error = TrainError::BadSize { size: 257, least: 258 };
    assert_eq!(train(["a"], 257, &["<a>", "<b>"]), Err(error));
    assert!(train(["a"], 258, &["<a>", "<b>"]).is_ok());
    let size = MAX_TOKEN_COUNT + 1;
    assert_eq!(train(["a"], size, &[]), Err(TrainError::BadSize { size, least: 256 }));
}

#[test]
fn special_names_that_could_be_text_are_refused() {
    let bad = |name: &str| Err(TrainError::BadSpecial { name: name.to_owned() });
    assert_eq!(train(["hey hey"], 400, &[""]), bad(""));
    assert_eq!(train(["hey hey"], 400, &["a"]), bad("a"));
    assert_eq!(train(["hey hey"], 400, &["hey"]), bad("hey"));
    assert_eq!(train(["hey hey"], 400, &["<a>", "<a>"]), bad("<a>"));
}

/// The definition: count all pairs, merge the commonest everywhere, begin again.
fn plainly(text: &str, merge_count: usize) -> Vec<String> {
    let mut words: Vec<Vec<String>> = Vec::new();
    PreTokenizer::Seedbound.split(text, &mut |piece| {
        words.push(piece.bytes().map(|byte| alphabet::spell(&[byte])).collect());
    });
    let mut tokens: Vec<String> = (0..=255).map(|byte| alphabet::spell(&[byte])).collect();
    let mut merges = Vec::new();
    while merges.len() < merge_count {
        let place = |text: &String| tokens.iter().position(|token| token == text);
        let mut counts = std::collections::BTreeMap::new();
        for pair in words.iter().flat_map(|word| word.windows(2)) {
            *counts.entry((place(&pair[0]), place(&pair[1]))).or_insert(0) += 1;
        }
        // The last of the greatest is the first of the reversed: the least pair.
        let best = counts.iter().rev().max_by_key(|(_, count)| **count);
        let Some((&(Some(left), Some(right)), 2..)) = best else { break };
        let (left, right) = (tokens[left].clone(), tokens[right].clone());
        for word in &mut words {
            let mut at = 0;
            while at + 1 < word.len() {
                if word[at] == left && word[at + 1] == right {
                    word[at] = format!("{left}{right}");
                    word.remove(at + 1);
                }
                at += 1;
            }
        }
        merges.push(format!("{left} {right}"));
        tokens.push(format!("{left}{right}"));
    }
    merges
}

proptest! {
    #[test]
    fn counting_as_we_go_learns_what_counting_anew_does(text in "[ab c]{0,80}") {
        let vocabulary = train([text.as_str()], 256 + 12, &[]).expect("room");
        prop_assert_eq!(vocabulary.merges, plainly(&text, 12));
    }

    #[test]
    fn what_was_learnt_from_any_text_spells_any_other(
        learnt in prop::collection::vec(texts(), 1..4),
        text in texts(),
    ) {
        let vocabulary = train(learnt.iter().map(String::as_str), 400, &["<end>"]).expect("room");
        let t = tokenizer(vocabulary);
        for text in learnt.iter().chain([&text]) {
            prop_assert_eq!(&t.decode(&t.encode(text)), text);
        }
    }
}
