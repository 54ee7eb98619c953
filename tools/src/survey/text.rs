//! A survey as text: bars for shares, quantiles and a small histogram for numbers.

use super::tally::{Tally, bins, mean, quantile};
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
    // Writing to a string does not fail.
    for (what, kinds) in &tally.shares {
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
    if !tally.numbers.is_empty() {
        let head = format!(
            "{:<34} {:>8} {:>7} {:>7} {:>7} {:>7} {:>8}  spread",
            "", "count", "least", "p50", "p99", "most", "mean"
        );
        let _ = writeln!(text, "\n{}", screen.dim(&head));
        rows(&mut text, &tally.numbers, screen);
    }
    if !tally.times.is_empty() {
        let _ = writeln!(text, "\n{}", screen.dim("times in microseconds, this machine"));
        rows(&mut text, &tally.times, screen);
    }
    let _ = writeln!(text);
    if tally.failures.is_empty() {
        let _ = writeln!(text, "{}", screen.colour(AnsiColors::Green, "failures: none"));
    }
    for failure in &tally.failures {
        let _ = writeln!(text, "{} {failure}", screen.colour(AnsiColors::Red, "failure:"));
    }
    text
}

fn rows(
    text: &mut String,
    measures: &std::collections::BTreeMap<String, Vec<u32>>,
    screen: &Screen,
) {
    for (what, values) in measures {
        let at = |per_mille| quantile(values, per_mille);
        let spread = screen.colour(AnsiColors::Cyan, &histogram(values));
        let _ = writeln!(
            text,
            "{what:<34} {:>8} {:>7} {:>7} {:>7} {:>7} {:>8.1}  {spread}",
            values.len(),
            at(0),
            at(500),
            at(990),
            at(1000),
            mean(values),
        );
    }
}

fn histogram(values: &[u32]) -> String {
    let (_, _, counts) = bins(values, 24);
    let most = counts.iter().copied().max().unwrap_or(1).max(1);
    counts.iter().map(|&count| LEVELS[(count * 8).div_ceil(most).min(8) as usize]).collect()
}
