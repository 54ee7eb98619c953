//! A survey as text: bars for shares, quantiles and a small histogram for numbers.

use super::TOPICS;
use super::spread::Spread;
use super::tally::{Tally, topic};
use crate::terminal::Screen;
use owo_colors::AnsiColors;
use std::fmt::Write;

/// Letters of a full bar.
const BAR: usize = 40;

/// Eighths of a block, from nothing to full.
const LEVELS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The whole report.
pub(super) fn report(tally: &Tally, seeds: u32, screen: &Screen) -> String {
    let mut text = format!("{seeds} seeds\n");
    for topic in TOPICS {
        of_topic(&mut text, tally, topic, screen);
    }
    // Writing to a string does not fail.
    if !tally.times.is_empty() {
        let _ = writeln!(text, "\n{}", screen.bold("times in microseconds, this machine"));
        head(&mut text, screen);
        for (what, spread) in &tally.times {
            row(&mut text, what, spread, screen);
        }
    }
    let _ = writeln!(text, "\n{}", screen.bold("checks"));
    for (what, count) in &tally.checks {
        let _ = writeln!(text, "  {count:>8} x {what}");
    }
    if tally.failed == 0 {
        let _ = writeln!(text, "{}", screen.colour(AnsiColors::Green, "failures: none"));
    } else {
        let count = format!("failures: {}", tally.failed);
        let _ = writeln!(text, "{}", screen.colour(AnsiColors::Red, &count));
    }
    for failure in &tally.failures {
        let _ = writeln!(text, "{} {failure}", screen.colour(AnsiColors::Red, "failure:"));
    }
    text
}

/// What was counted about one topic: shares, rates, then numbers.
fn of_topic(text: &mut String, tally: &Tally, wanted: &str, screen: &Screen) {
    for (what, kinds) in tally.shares.iter().filter(|(what, _)| topic(what) == wanted) {
        let _ = writeln!(text, "\n{}", screen.bold(what));
        let total: u64 = kinds.values().sum();
        let most = kinds.values().copied().max().unwrap_or(1).max(1);
        let mut sorted: Vec<_> = kinds.iter().collect();
        sorted.sort_by_key(|&(kind, &count)| (std::cmp::Reverse(count), kind));
        for (kind, &count) in sorted {
            let share = count as f64 * 100.0 / total.max(1) as f64;
            let bar = "█".repeat((count as usize * BAR).div_ceil(most as usize));
            let bar = screen.colour(AnsiColors::Cyan, &bar);
            let _ = writeln!(text, "  {kind:<26} {share:>5.1} %  {bar}");
        }
    }
    for (what, kinds) in tally.rates.iter().filter(|(what, _)| topic(what) == wanted) {
        let _ = writeln!(text, "\n{}", screen.bold(what));
        for (kind, &(hits, total)) in kinds {
            let share = hits as f64 * 100.0 / total.max(1) as f64;
            let full = (hits as usize * BAR).div_ceil(total.max(1) as usize);
            let bar = screen.colour(AnsiColors::Cyan, &"█".repeat(full));
            let rest = screen.dim(&"░".repeat(BAR - full.min(BAR)));
            let _ = writeln!(text, "  {kind:<26} {share:>5.1} %  {bar}{rest} of {total}");
        }
    }
    let mut numbers = tally.numbers.iter().filter(|(what, _)| topic(what) == wanted).peekable();
    if numbers.peek().is_some() {
        let _ = writeln!(text, "\n{}", screen.bold(&format!("{wanted}: numbers")));
        head(text, screen);
    }
    for (what, spread) in numbers {
        row(text, what.split_once(": ").map_or(what, |(_, name)| name), spread, screen);
    }
}

fn head(text: &mut String, screen: &Screen) {
    let head = format!(
        "  {:<42} {:>8} {:>7} {:>7} {:>7} {:>8} {:>9}  spread",
        "", "count", "least", "p50", "p99", "most", "mean"
    );
    let _ = writeln!(text, "{}", screen.dim(&head));
}

fn row(text: &mut String, what: &str, spread: &Spread, screen: &Screen) {
    let at = |per_mille| spread.quantile(per_mille);
    let drawn = screen.colour(AnsiColors::Cyan, &histogram(spread));
    let _ = writeln!(
        text,
        "  {what:<42} {:>8} {:>7} {:>7} {:>7} {:>8} {:>9.1}  {drawn}",
        spread.count(),
        at(0),
        at(500),
        at(990),
        at(1000),
        spread.mean(),
    );
}

fn histogram(spread: &Spread) -> String {
    let (_, _, counts) = spread.bins(24);
    let most = counts.iter().copied().max().unwrap_or(1).max(1);
    counts.iter().map(|&count| LEVELS[(count * 8).div_ceil(most).min(8) as usize]).collect()
}
