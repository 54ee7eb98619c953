//! Two surveys side by side: what a change of the rules did.

use super::spread::Spread;
use super::tally::Tally;
use crate::terminal::Screen;
use anyhow::Context;
use owo_colors::AnsiColors;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// Changes of shares below this many percentage points, and of means below this many per cent, are
/// left out.
const WORTH: f64 = 0.5;

/// Reads the file of an earlier survey.
pub(super) fn read(path: &Path) -> anyhow::Result<Tally> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read {}; write one with --json", path.display()))?;
    serde_json::from_str(&text).with_context(|| {
        format!("{} is no survey of this version; write one with --json", path.display())
    })
}

/// What differs, as text.
pub(super) fn report(before: &Tally, after: &Tally, screen: &Screen) -> String {
    let mut text = format!("{}\n", screen.bold("What changed"));
    let start = text.len();
    let none = std::collections::BTreeMap::new();
    for what in names(before.shares.keys(), after.shares.keys()) {
        let old = before.shares.get(what).unwrap_or(&none);
        let new = after.shares.get(what).unwrap_or(&none);
        let share = |kinds: &std::collections::BTreeMap<String, u64>, kind: &str| {
            let total: u64 = kinds.values().sum();
            kinds.get(kind).copied().unwrap_or(0) as f64 * 100.0 / total.max(1) as f64
        };
        for kind in names(old.keys(), new.keys()) {
            let (was, is) = (share(old, kind), share(new, kind));
            if (is - was).abs() >= WORTH {
                let arrow = arrow(screen, is - was);
                let _ = writeln!(text, "  {what}: {kind:<26} {was:>5.1} % {arrow} {is:>5.1} %");
            }
        }
    }
    rates(&mut text, before, after, screen);
    let empty = Spread::default();
    for what in names(before.numbers.keys(), after.numbers.keys()) {
        let of = |tally: &Tally| {
            let spread = tally.numbers.get(what).unwrap_or(&empty);
            (spread.mean(), spread.quantile(990))
        };
        let ((was, was_99), (is, is_99)) = (of(before), of(after));
        if (is - was).abs() * 100.0 >= WORTH * was.abs().max(1e-9) {
            let arrow = arrow(screen, is - was);
            let _ = writeln!(
                text,
                "  {what}: mean {was:.1} {arrow} {is:.1}, p99 {was_99} {arrow} {is_99}"
            );
        }
    }
    if text.len() == start {
        text.push_str("  nothing that shows\n");
    }
    text
}

/// Rates that changed.
fn rates(text: &mut String, before: &Tally, after: &Tally, screen: &Screen) {
    let none = std::collections::BTreeMap::new();
    for what in names(before.rates.keys(), after.rates.keys()) {
        let old = before.rates.get(what).unwrap_or(&none);
        let new = after.rates.get(what).unwrap_or(&none);
        for kind in names(old.keys(), new.keys()) {
            let rate = |kinds: &std::collections::BTreeMap<String, (u64, u64)>| {
                let (hits, total) = kinds.get(kind).copied().unwrap_or_default();
                hits as f64 * 100.0 / total.max(1) as f64
            };
            let (was, is) = (rate(old), rate(new));
            if (is - was).abs() >= WORTH {
                let arrow = arrow(screen, is - was);
                let _ = writeln!(text, "  {what} {kind:<26} {was:>5.1} % {arrow} {is:>5.1} %");
            }
        }
    }
}

/// Names of both, each once, sorted.
fn names<'a>(
    a: impl Iterator<Item = &'a String>,
    b: impl Iterator<Item = &'a String>,
) -> BTreeSet<&'a str> {
    a.chain(b).map(String::as_str).collect()
}

fn arrow(screen: &Screen, change: f64) -> String {
    let colour = if change > 0.0 { AnsiColors::Green } else { AnsiColors::Yellow };
    screen.colour(colour, "->")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::ColorChoice;

    #[test]
    fn only_what_changed_is_named() {
        let screen = Screen::new(ColorChoice::Never);
        let mut before = Tally::default();
        before.count_by("biome", "fen", 50);
        before.count_by("biome", "moor", 50);
        before.measure("walk", 10_u32);
        before.measure("walk", 20_u32);
        before.rate("one answer:", "beams", true);
        let mut after = before.clone();
        assert!(report(&before, &after, &screen).contains("nothing that shows"));
        after.count_by("biome", "fen", 50);
        after.measure("walk", 45_u32);
        after.rate("one answer:", "beams", false);
        let text = report(&before, &after, &screen);
        assert!(text.contains("biome: fen") && text.contains("50.0 % ->  66.7 %"), "{text}");
        assert!(text.contains("walk: mean 15.0 -> 25.0"), "{text}");
        assert!(
            text.contains("one answer: beams") && text.contains("100.0 % ->  50.0 %"),
            "{text}"
        );
    }
}
