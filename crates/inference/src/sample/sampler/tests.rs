use super::*;
use crate::sample::Repetition;
use proptest::prelude::*;
use std::time::Instant;

const SOFT: Sampler = Sampler { temperature: 1.0, top_k: 0, min_p: 0.0 };

/// 40 logits, so that tokens of two words of the mask compete; two of them of -inf.
fn logits() -> Vec<f32> {
    let mut logits: Vec<f32> = (0u16..40).map(|token| f32::from(token * 7 % 11) * 0.2).collect();
    logits[3] = f32::NEG_INFINITY;
    logits[35] = f32::NEG_INFINITY;
    logits
}

const DRAWS: u64 = 20_000;

/// How often each token comes at 20,000 positions.
fn count(sampler: &Sampler, logits: &[f32], mask: &Mask) -> Vec<u32> {
    let noise = Noise::new([42; 32]);
    let mut counts = vec![0; logits.len()];
    for position in 0..DRAWS {
        counts[sampler.choose(logits, mask, &noise, position).unwrap().token as usize] += 1;
    }
    counts
}

/// The chi-square of counts against the softmax over the tokens of `kept`, with its degrees of
/// freedom. A token outside has to have come never.
fn chi_square(mut counts: Vec<u32>, logits: &[f32], heat: f64, kept: &[u32]) -> (f64, usize) {
    let weight = |token: &u32| (f64::from(logits[*token as usize]) / heat).exp();
    let total: f64 = kept.iter().map(weight).sum();
    let mut chi = 0.0;
    for token in kept {
        let expected = DRAWS as f64 * weight(token) / total;
        assert!(expected > 5.0, "too few to tell: {expected}");
        let found = f64::from(std::mem::take(&mut counts[*token as usize]));
        chi += (found - expected) * (found - expected) / expected;
    }
    assert!(counts.iter().all(|count| *count == 0), "only the kept tokens come: {counts:?}");
    (chi, kept.len() - 1)
}

/// Draws with a sampler and holds what comes against the softmax over `kept`.
fn draw(sampler: &Sampler, logits: &[f32], mask: &Mask, kept: &[u32]) -> (f64, usize) {
    chi_square(count(sampler, logits, mask), logits, sampler.temperature, kept)
}

/// Below the value that one fair sampler in 1,000 exceeds (Wilson and Hilferty's approximation).
fn assert_fair((chi, freedom): (f64, usize)) {
    let ninth = 2.0 / (9.0 * freedom as f64);
    let limit = freedom as f64 * (1.0 - ninth + 3.0902 * ninth.sqrt()).powi(3);
    println!("chi-square {chi:.1} of {freedom} degrees, limit {limit:.1}");
    assert!(chi < limit, "chi-square {chi} of {freedom} degrees is above {limit}");
}

#[test]
fn frequencies_match_the_softmax() {
    let kept: Vec<u32> = (0..40).filter(|token| ![3, 35].contains(token)).collect();
    assert_fair(draw(&SOFT, &logits(), &Mask::all(40), &kept));
}

#[test]
fn frequencies_match_the_softmax_of_what_the_mask_leaves() {
    let kept = [0, 2, 5, 31, 32, 38, 39];
    let mut mask = Mask::only(40, &kept).unwrap();
    mask.allow(35).unwrap();
    assert_fair(draw(&SOFT, &logits(), &mask, &kept));
}

#[test]
fn frequencies_match_the_softmax_at_other_temperatures() {
    let kept = [0, 2, 5, 31, 32, 38, 39];
    let mask = Mask::only(40, &kept).unwrap();
    for temperature in [0.5, 0.8, 3.0] {
        assert_fair(draw(&Sampler { temperature, ..SOFT }, &logits(), &mask, &kept));
    }
}

#[test]
fn a_wrong_temperature_is_found_by_the_same_measure() {
    let kept = [0, 2, 5, 31, 32, 38, 39];
    let mask = Mask::only(40, &kept).unwrap();
    let counts = count(&SOFT, &logits(), &mask);
    let (chi, _) = chi_square(counts, &logits(), 1.2, &kept);
    assert!(chi > 60.0, "{chi}");
}

#[test]
fn top_k_draws_from_the_largest_and_of_equals_from_the_smaller_tokens() {
    let logits = [1.0, 2.0, 1.0, 3.0, 1.0, f32::NEG_INFINITY];
    let sampler = Sampler { top_k: 3, ..SOFT };
    assert_fair(draw(&sampler, &logits, &Mask::all(6), &[0, 1, 3]));
    let mut mask = Mask::all(6);
    mask.forbid(3);
    assert_fair(draw(&sampler, &logits, &mask, &[0, 1, 2]));
}

#[test]
fn min_p_keeps_what_is_probable_enough_beside_the_best() {
    let shares = [1.0f32, 0.5, 0.21, 0.19, 0.01];
    let logits = shares.map(f32::ln);
    let sampler = Sampler { min_p: 0.2, ..SOFT };
    assert_fair(draw(&sampler, &logits, &Mask::all(5), &[0, 1, 2]));
    let mut mask = Mask::all(5);
    mask.forbid(0);
    assert_fair(draw(&sampler, &logits, &mask, &[1, 2, 3]));
    let both = Sampler { top_k: 2, ..sampler };
    assert_fair(draw(&both, &logits, &Mask::all(5), &[0, 1]));
}

#[test]
fn temperature_0_is_the_argmax_with_ties_to_the_smaller_token() {
    let logits = [-1.0, 4.0, 2.0, 4.0];
    let noise = Noise::new([1; 32]);
    for position in 0..50 {
        let choice = Sampler::GREEDY.choose(&logits, &Mask::all(4), &noise, position);
        assert_eq!(choice, Ok(Choice { token: 1, score: 4.0 }));
    }
    let mut mask = Mask::all(4);
    mask.forbid(1);
    assert_eq!(Sampler::GREEDY.choose(&logits, &mask, &noise, 0).unwrap().token, 3);
}

#[test]
fn the_score_is_the_scaled_logit_and_the_noise_of_the_token() {
    let noise = Noise::new([9; 32]);
    let choice =
        Sampler { temperature: 0.7, ..SOFT }.choose(&logits(), &Mask::all(40), &noise, 12).unwrap();
    let logit = f64::from(logits()[choice.token as usize]);
    assert_eq!(choice.score, logit / 0.7 + noise.at(12, choice.token));
}

#[test]
fn a_penalty_makes_what_was_said_rarer() {
    let count = |logits: &[f32]| {
        let noise = Noise::new([5; 32]);
        (0..2_000)
            .filter(|position| {
                SOFT.choose(logits, &Mask::all(4), &noise, *position).unwrap().token == 2
            })
            .count()
    };
    let mut logits = [0.0; 4];
    let before = count(&logits);
    Repetition { window: 8, penalty: 2.0 }.apply(&mut logits, &[2, 2]).unwrap();
    let after = count(&logits);
    // A quarter, then e^-2 / (3 + e^-2) = 4.3 %.
    assert!((440..560).contains(&before) && (60..115).contains(&after), "{before}, {after}");
}

#[test]
fn what_cannot_be_drawn_from_is_named() {
    let noise = Noise::new([0; 32]);
    let choose = |logits: &[f32], mask: &Mask| SOFT.choose(logits, mask, &noise, 7);
    let nothing = Err(SampleError::NothingAllowed { position: 7 });
    assert_eq!(choose(&[1.0, 2.0], &Mask::none(2)), nothing);
    assert_eq!(choose(&[1.0, f32::NEG_INFINITY], &Mask::only(2, &[1]).unwrap()), nothing);
    assert_eq!(choose(&[], &Mask::all(0)), nothing);
    let lengths = |logits| Err(SampleError::Lengths { logits, vocabulary: 3 });
    assert_eq!(choose(&[1.0, 2.0], &Mask::all(3)), lengths(2));
    assert_eq!(choose(&[1.0; 4], &Mask::all(3)), lengths(4));
    let row = [1.0, f32::INFINITY, 0.0];
    let bad = Err(SampleError::BadLogit { position: 7, token: 1, value: f32::INFINITY });
    assert_eq!(choose(&row, &Mask::all(3)), bad);
    let row = [1.0, 2.0, f32::NAN];
    let error = choose(&row, &Mask::only(3, &[0]).unwrap()).unwrap_err();
    assert!(matches!(error, SampleError::BadLogit { token: 2, value, .. } if value.is_nan()));
}

fn hostile() -> impl Strategy<Value = f32> {
    prop_oneof![
        8 => -20f32..20.0,
        2 => prop::num::f32::ANY,
        1 => Just(f32::NEG_INFINITY),
        1 => prop::sample::select(vec![f32::MAX, f32::MIN, f32::INFINITY, f32::NAN, -0.0]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn hostile_rows_give_an_allowed_token_or_an_error(
        logits in prop::collection::vec(hostile(), 0..70),
        vocabulary in prop_oneof![3 => Just(None), 1 => (0u32..70).prop_map(Some)],
        words in prop::collection::vec(any::<u32>(), 0..4),
        temperature in prop_oneof![Just(0.0), 0.001f64..3.0, prop::num::f64::ANY],
        min_p in prop_oneof![Just(0.0), 0f64..1.0, prop::num::f64::ANY],
        top_k in prop_oneof![Just(0u32), 1u32..80, any::<u32>()],
        seed: [u8; 32],
        position: u64,
    ) {
        let mask = Mask::from_words(vocabulary.unwrap_or(logits.len() as u32), &words);
        let sampler = Sampler { temperature, top_k, min_p };
        let bad = logits.iter().any(|logit| logit.is_nan() || *logit == f32::INFINITY);
        let possible = mask.tokens().any(|token| {
            logits.get(token as usize).is_some_and(|logit| *logit > f32::NEG_INFINITY)
        });
        match sampler.choose(&logits, &mask, &Noise::new(seed), position) {
            Ok(choice) => {
                prop_assert!(mask.allows(choice.token) && choice.score.is_finite());
                prop_assert!(logits[choice.token as usize] > f32::NEG_INFINITY && !bad);
                prop_assert!(sampler.check().is_ok());
            }
            Err(SampleError::Setting { .. }) => prop_assert!(sampler.check().is_err()),
            Err(SampleError::Lengths { .. }) => {
                prop_assert_ne!(logits.len(), mask.vocabulary() as usize);
            }
            Err(SampleError::BadLogit { token, .. }) => {
                prop_assert!(logits[token].is_nan() || logits[token] == f32::INFINITY);
            }
            Err(error) => {
                prop_assert_eq!(error, SampleError::NothingAllowed { position });
                prop_assert!(!possible);
            }
        }
    }

    #[test]
    fn top_k_and_min_p_keep_what_sorting_keeps(
        logits in prop::collection::vec((-8i8..8).prop_map(f32::from), 1..70),
        top_k in 1u32..80,
        share in prop_oneof![Just(0.0f64), 0.001f64..1.0],
        position: u64,
    ) {
        let mut order: Vec<usize> = (0..logits.len()).collect();
        order.sort_by(|a, b| logits[*b].total_cmp(&logits[*a]).then(a.cmp(b)));
        order.truncate(top_k as usize);
        let largest = logits[order[0]];
        order.retain(|token| f64::from(logits[*token] - largest) >= share.ln());
        let kept: Vec<u32> = order.iter().map(|token| *token as u32).collect();
        let vocabulary = logits.len() as u32;
        let noise = Noise::new([6; 32]);
        let filtered = Sampler { top_k, min_p: share, ..SOFT };
        let expected = SOFT.choose(
            &logits, &Mask::only(vocabulary, &kept).unwrap(), &noise, position);
        prop_assert_eq!(filtered.choose(&logits, &Mask::all(vocabulary), &noise, position), expected);
    }
}

#[test]
#[ignore = "a measurement: the microseconds of one choice"]
fn measure_choices() {
    for vocabulary in [4_096u32, 151_936] {
        // Logits as a model gives them: most within some nats of 0, few far above.
        let mut noise_row = Vec::new();
        Noise::new([1; 32]).row(0, vocabulary as usize, &mut noise_row);
        let logits: Vec<f32> = noise_row.iter().map(|value| *value as f32 * 2.0 - 4.0).collect();
        let noise = Noise::new([2; 32]);
        let all = Mask::all(vocabulary);
        let few = Mask::only(vocabulary, &(0..50).map(|i| i * 79).collect::<Vec<_>>()).unwrap();
        let warm = Sampler { temperature: 0.8, ..SOFT };
        let median = |work: &mut dyn FnMut(u64)| {
            let mut times: Vec<f64> = (0..101)
                .map(|position| {
                    let start = Instant::now();
                    work(position);
                    start.elapsed().as_secs_f64() * 1e6
                })
                .collect();
            times.sort_by(f64::total_cmp);
            times[50]
        };
        let print = |name: &str, sampler: Sampler, mask: &Mask| {
            let micros = median(&mut |position| {
                std::hint::black_box(sampler.choose(&logits, mask, &noise, position)).unwrap();
            });
            println!("{vocabulary:>7} tokens, {name:<22} {micros:>9.1} us");
        };
        print("argmax", Sampler::GREEDY, &all);
        print("temperature 0.8", warm, &all);
        print("min-p 0.05", Sampler { min_p: 0.05, ..warm }, &all);
        print("top-k 40", Sampler { top_k: 40, ..warm }, &all);
        print("50 tokens allowed", warm, &few);
        let mut row = Vec::new();
        let micros = median(&mut |position| noise.row(position, logits.len(), &mut row));
        println!("{vocabulary:>7} tokens, the whole row of noise {micros:>8.1} us");
    }
}
