use super::*;
use proptest::prelude::*;

const VOCABULARY: u32 = 200;

fn samplers() -> [Sampler; 5] {
    let plain = Sampler { temperature: 0.8, top_k: 0, min_p: 0.0 };
    [
        Sampler::GREEDY,
        plain,
        Sampler { top_k: 5, ..plain },
        Sampler { min_p: 0.1, ..plain },
        Sampler { top_k: 3, min_p: 0.3, temperature: 0.4 },
    ]
}

/// The tolerance for logits that differ by `epsilon`, and a little for rounding them.
fn tolerance(sampler: &Sampler, epsilon: f64) -> f64 {
    let heat = if sampler.temperature == 0.0 { 1.0 } else { sampler.temperature };
    2.01 * epsilon / heat
}

/// Rows of logits for so many positions, made of noise; and masks that forbid every seventh token.
fn rows(count: u64, seed: u8) -> (Vec<Vec<f32>>, Mask) {
    let noise = Noise::new([seed; 32]);
    let mut row = Vec::new();
    let rows = (0..count)
        .map(|position| {
            noise.row(position, VOCABULARY as usize, &mut row);
            row.iter().map(|value| *value as f32).collect()
        })
        .collect();
    let mut mask = Mask::all(VOCABULARY);
    (0..VOCABULARY).step_by(7).for_each(|token| mask.forbid(token));
    (rows, mask)
}

fn choices(sampler: &Sampler, noise: &Noise, rows: &[Vec<f32>], mask: &Mask) -> Vec<u32> {
    (100..)
        .zip(rows)
        .map(|(position, row)| sampler.choose(row, mask, noise, position).unwrap().token)
        .collect()
}

fn steps<'a>(
    rows: &'a [Vec<f32>],
    mask: &'a Mask,
    chosen: &'a [u32],
) -> impl Iterator<Item = Step<'a>> {
    (100..).zip(rows.iter().zip(chosen)).map(move |(position, (logits, &chosen))| Step {
        position,
        logits,
        mask,
        chosen,
    })
}

/// The rows with every logit moved by up to `epsilon`, as another machine's would be.
fn perturbed(rows: &[Vec<f32>], epsilon: f64, seed: u8) -> Vec<Vec<f32>> {
    let noise = Noise::new([seed; 32]);
    let mut row = Vec::new();
    (0..)
        .zip(rows)
        .map(|(position, logits)| {
            noise.row(position, logits.len(), &mut row);
            let moves = row.iter().map(|g| (g.fract() * epsilon) as f32);
            logits.iter().zip(moves).map(|(logit, by)| logit + by).collect()
        })
        .collect()
}

#[test]
fn own_choices_are_exact_even_without_tolerance() {
    let (rows, mask) = rows(300, 1);
    let noise = Noise::new([11; 32]);
    for sampler in samplers() {
        let chosen = choices(&sampler, &noise, &rows, &mask);
        let report = verify(&sampler, &noise, steps(&rows, &mask, &chosen), 0.0).unwrap();
        assert!(report.follows());
        assert_eq!((report.exact_count, report.within_count), (300, 0));
        assert_eq!(report.worst_gap, 0.0);
        assert_eq!(report.checked[299], Checked { position: 399, verdict: Verdict::Exact });
    }
}

#[test]
fn another_machines_logits_within_1e_4_are_within_the_tolerance() {
    let (rows, mask) = rows(3_000, 2);
    let noise = Noise::new([12; 32]);
    let other = perturbed(&rows, 1e-4, 3);
    for sampler in samplers() {
        let chosen = choices(&sampler, &noise, &rows, &mask);
        let allowed = tolerance(&sampler, 1e-4);
        let report = verify(&sampler, &noise, steps(&other, &mask, &chosen), allowed).unwrap();
        assert_eq!(report.first_off, None, "{sampler:?}: {}", report.worst_gap);
        assert_eq!(report.exact_count + report.within_count, 3_000);
        assert!(report.exact_count > 2_980, "near ties are rare: {}", report.within_count);
    }
}

#[test]
fn large_differences_bring_choices_within_the_tolerance_that_are_not_exact() {
    let (rows, mask) = rows(2_000, 4);
    let noise = Noise::new([13; 32]);
    let other = perturbed(&rows, 0.1, 5);
    for sampler in samplers() {
        let chosen = choices(&sampler, &noise, &rows, &mask);
        let steps = || steps(&other, &mask, &chosen);
        let report = verify(&sampler, &noise, steps(), tolerance(&sampler, 0.1)).unwrap();
        assert!(report.follows(), "{sampler:?}: {}", report.worst_gap);
        assert!(report.within_count > 20, "{sampler:?}: {}", report.within_count);
        let strict = verify(&sampler, &noise, steps(), 0.0).unwrap();
        assert_eq!(strict.exact_count, report.exact_count);
        assert_eq!(strict.within_count, 0);
        assert!(!strict.follows());
    }
}

#[test]
fn a_swapped_token_is_refused_at_its_position() {
    let (rows, mask) = rows(50, 6);
    let noise = Noise::new([14; 32]);
    for sampler in samplers() {
        let mut chosen = choices(&sampler, &noise, &rows, &mask);
        let honest = chosen[20];
        chosen[20] = if honest == 1 { 2 } else { 1 };
        chosen[30] = if chosen[30] == 1 { 2 } else { 1 };
        let report = verify(&sampler, &noise, steps(&rows, &mask, &chosen), 1e-3).unwrap();
        assert_eq!(report.first_off, Some(120));
        assert_eq!(report.exact_count, 48);
        let verdict = report.checked[20].verdict;
        let Verdict::Off { gap, instead } = verdict else { panic!("{verdict:?}") };
        assert_eq!(instead, Some(honest));
        assert!(gap > 1e-3 && gap.is_finite() && report.worst_gap >= gap);
    }
}

#[test]
fn the_gap_is_the_difference_of_the_scores() {
    let sampler = Sampler { temperature: 0.8, top_k: 0, min_p: 0.0 };
    let (rows, mask) = rows(1, 7);
    let noise = Noise::new([15; 32]);
    let best = sampler.choose(&rows[0], &mask, &noise, 100).unwrap();
    let other = if best.token == 1 { 2 } else { 1 };
    let score = f64::from(rows[0][other as usize]) / 0.8 + noise.at(100, other);
    let gap = best.score - score;
    let check = |tolerance| {
        verify(&sampler, &noise, steps(&rows, &mask, &[other]), tolerance).unwrap().checked[0]
    };
    assert_eq!(check(gap).verdict, Verdict::Within { gap });
    let instead = Some(best.token);
    assert_eq!(check(gap * 0.999).verdict, Verdict::Off { gap, instead });
}

#[test]
fn another_seed_or_position_does_not_follow() {
    let (rows, mask) = rows(20, 8);
    let sampler = samplers()[1];
    let noise = Noise::new([16; 32]);
    let chosen = choices(&sampler, &noise, &rows, &mask);
    let other = verify(&sampler, &Noise::new([17; 32]), steps(&rows, &mask, &chosen), 1e-3);
    assert!(!other.unwrap().follows());
    let late =
        steps(&rows, &mask, &chosen).map(|step| Step { position: step.position + 1, ..step });
    assert!(!verify(&sampler, &noise, late, 1e-3).unwrap().follows());
}

#[test]
fn a_token_that_was_not_allowed_never_follows_whatever_the_tolerance() {
    let logits = [1.0, 5.0, f32::NEG_INFINITY];
    let mask = Mask::only(3, &[0, 2]).unwrap();
    let noise = Noise::new([18; 32]);
    for sampler in samplers() {
        for chosen in [1, 2, 3, u32::MAX] {
            let step = Step { position: 4, logits: &logits, mask: &mask, chosen };
            let report = verify(&sampler, &noise, [step], 1e9).unwrap();
            let verdict = Verdict::Off { gap: f64::INFINITY, instead: Some(0) };
            assert_eq!(report.checked, [Checked { position: 4, verdict }]);
            assert_eq!(report.first_off, Some(4));
        }
    }
    let nothing = Mask::none(3);
    let step = Step { position: 4, logits: &logits, mask: &nothing, chosen: 0 };
    let report = verify(&samplers()[1], &noise, [step], 1.0).unwrap();
    let verdict = Verdict::Off { gap: f64::INFINITY, instead: None };
    assert_eq!(report.checked[0].verdict, verdict);
}

#[test]
fn a_token_that_a_filter_drops_by_more_than_the_tolerance_does_not_follow() {
    // Far below in logit; its noise, not its probability, would have let it win somewhere.
    let logits = [0.0f32, -1.0, -1.00001, -3.0];
    let mask = Mask::all(4);
    let noise = Noise::new([19; 32]);
    let plain = Sampler { temperature: 1.0, top_k: 0, min_p: 0.0 };
    let wins = |token| {
        (0..10_000)
            .find(|at| plain.choose(&logits, &mask, &noise, *at).unwrap().token == token)
            .unwrap()
    };
    for sampler in [Sampler { top_k: 2, ..plain }, Sampler { min_p: 0.367_88, ..plain }] {
        let check = |chosen: u32| {
            let step = Step { position: wins(chosen), logits: &logits, mask: &mask, chosen };
            verify(&sampler, &noise, [step], 1e-3).unwrap().checked[0].verdict
        };
        assert_eq!(check(0), Verdict::Exact);
        let near = check(2);
        assert!(matches!(near, Verdict::Within { gap } if gap < 1e-4), "{sampler:?}: {near:?}");
        let far = check(3);
        assert!(matches!(far, Verdict::Off { gap, .. } if gap > 1.9), "{sampler:?}: {far:?}");
    }
}

#[test]
fn the_last_token_that_a_filter_surely_keeps_is_a_rival() {
    let logits = [1.0f32, 0.0, -5.0];
    let (mask, noise) = (Mask::all(3), Noise::new([23; 32]));
    let plain = Sampler { temperature: 1.0, top_k: 0, min_p: 0.0 };
    for sampler in [Sampler { top_k: 2, ..plain }, Sampler { min_p: 0.3, ..plain }] {
        let position = (0..1_000)
            .find(|at| sampler.choose(&logits, &mask, &noise, *at).unwrap().token == 1)
            .unwrap();
        let step = Step { position, logits: &logits, mask: &mask, chosen: 0 };
        let verdict = verify(&sampler, &noise, [step], 1e-3).unwrap().checked[0].verdict;
        let gap = noise.at(position, 1) - noise.at(position, 0) - 1.0;
        let Verdict::Off { gap: found, instead: Some(1) } = verdict else { panic!("{verdict:?}") };
        assert!(gap > 1e-3 && (found - gap).abs() < 1e-12, "{found} for {gap}");
    }
}

#[test]
fn the_larger_token_of_a_tie_follows_only_with_a_tolerance() {
    let (mask, noise) = (Mask::all(2), Noise::new([24; 32]));
    let check = |chosen, tolerance| {
        let step = Step { position: 0, logits: &[1.0, 1.0], mask: &mask, chosen };
        verify(&Sampler::GREEDY, &noise, [step], tolerance).unwrap().checked[0].verdict
    };
    assert_eq!(check(0, 0.0), Verdict::Exact);
    assert_eq!(check(1, 0.0), Verdict::Off { gap: 0.0, instead: Some(0) });
    assert_eq!(check(1, 1e-9), Verdict::Within { gap: 0.0 });
}

#[test]
fn the_checkers_own_damage_is_an_error_and_not_a_verdict() {
    let noise = Noise::new([20; 32]);
    let mask = Mask::all(2);
    let step = |logits| Step { position: 9, logits, mask: &mask, chosen: 0 };
    let verify = |logits, tolerance| verify(&samplers()[1], &noise, [step(logits)], tolerance);
    assert!(matches!(
        verify(&[0.0, f32::NAN], 0.1),
        Err(SampleError::BadLogit { position: 9, token: 1, .. })
    ));
    assert_eq!(verify(&[0.0], 0.1), Err(SampleError::Lengths { logits: 1, vocabulary: 2 }));
    for tolerance in [-0.1, f64::NAN, f64::INFINITY] {
        let refused = verify(&[0.0, 0.0], tolerance);
        assert!(matches!(refused, Err(SampleError::Setting { setting: "tolerance", .. })));
    }
}

proptest! {
    #[test]
    fn an_honest_choice_follows_from_logits_that_differ(
        logits in prop::collection::vec(-6f32..6.0, 1..80),
        moves in prop::collection::vec(-1f32..1.0, 80),
        epsilon in prop_oneof![Just(1e-4f32), Just(0.01), Just(0.5)],
        temperature in prop_oneof![Just(0.0), 0.2f64..2.0],
        top_k in prop_oneof![Just(0u32), 1u32..10],
        min_p in prop_oneof![Just(0.0), 0.01f64..1.0, Just(1.0)],
        position: u64,
    ) {
        let sampler = Sampler { temperature, top_k, min_p };
        let noise = Noise::new([21; 32]);
        let mask = Mask::all(logits.len() as u32);
        let chosen = sampler.choose(&logits, &mask, &noise, position).unwrap().token;
        let other: Vec<f32> =
            logits.iter().zip(moves).map(|(logit, by)| logit + by * epsilon).collect();
        let step = Step { position, logits: &other, mask: &mask, chosen };
        let allowed = tolerance(&sampler, f64::from(epsilon));
        let report = verify(&sampler, &noise, [step], allowed).unwrap();
        prop_assert!(report.follows(), "gap {} of {}", report.worst_gap, allowed);
    }

    #[test]
    fn hostile_steps_give_a_verdict_or_an_error(
        logits in prop::collection::vec(
            prop_oneof![6 => -9f32..9.0, 1 => prop::num::f32::ANY, 1 => Just(f32::NEG_INFINITY)],
            0..50,
        ),
        vocabulary in prop_oneof![3 => Just(None), 1 => (0u32..50).prop_map(Some)],
        words in prop::collection::vec(any::<u32>(), 0..3),
        chosen in prop_oneof![0u32..60, any::<u32>()],
        tolerance in prop_oneof![0f64..1.0, prop::num::f64::ANY],
        which in 0usize..5,
        position: u64,
    ) {
        let mask = Mask::from_words(vocabulary.unwrap_or(logits.len() as u32), &words);
        let step = Step { position, logits: &logits, mask: &mask, chosen };
        let noise = Noise::new([22; 32]);
        if let Ok(report) = verify(&samplers()[which], &noise, [step], tolerance) {
            let gap = report.checked[0].verdict.gap();
            prop_assert!(gap >= 0.0 && report.worst_gap == gap);
            if report.follows() {
                prop_assert!(mask.allows(chosen) && gap <= tolerance);
                prop_assert!(logits[chosen as usize] > f32::NEG_INFINITY);
            } else {
                prop_assert_eq!(report.first_off, Some(position));
            }
        }
    }
}
