//! A survey as a picture: one panel for each distribution, in columns.

use super::tally::{Tally, bins, mean, quantile};
use crate::picture::{Canvas, Style, mix, text};
use ruleset::Ruleset;

const WIDTH: usize = 1600;
const COLUMNS: usize = 3;
const MARGIN: f32 = 28.0;
const GAP: f32 = 20.0;
const HEAD: f32 = 84.0;
/// A row of bars, and a histogram, in pixels.
const ROW: f32 = 22.0;
const TALL: f32 = 120.0;
const TITLE: f32 = 30.0;

const PAPER: [f32; 3] = [245.0, 238.0, 219.0];
const PANEL: [f32; 3] = [252.0, 248.0, 236.0];
const INK: [f32; 3] = [52.0, 40.0, 30.0];
const BAR: [f32; 3] = [86.0, 121.0, 138.0];
const FAINT: [f32; 3] = [150.0, 138.0, 118.0];

/// One distribution.
enum Panel<'a> {
    Shares(&'a str, Vec<(&'a str, u64)>),
    Numbers(&'a str, &'a [u32]),
}

impl Panel<'_> {
    fn height(&self) -> f32 {
        TITLE
            + 16.0
            + match self {
                Self::Shares(_, kinds) => kinds.len() as f32 * ROW,
                Self::Numbers(..) => TALL + 26.0,
            }
    }
}

/// Draws it.
pub(super) fn draw(tally: &Tally, seeds: u32, rules: &Ruleset) -> Canvas {
    let panels = panels(tally);
    let width = (WIDTH as f32 - 2.0 * MARGIN - (COLUMNS as f32 - 1.0) * GAP) / COLUMNS as f32;
    // Each panel goes to the column that is shortest so far.
    let mut ends = [HEAD; COLUMNS];
    let mut places = Vec::new();
    for panel in &panels {
        let column = (0..COLUMNS).min_by(|&a, &b| ends[a].total_cmp(&ends[b])).unwrap_or(0);
        places.push((MARGIN + column as f32 * (width + GAP), ends[column]));
        ends[column] += panel.height() + GAP;
    }
    let height = ends.into_iter().fold(HEAD, f32::max) + MARGIN - GAP;
    let mut canvas = Canvas::new(WIDTH, height.ceil() as usize, PAPER);
    let title = format!("{} {}: {seeds} seeds", rules.name, rules.version);
    text(&mut canvas, (MARGIN, 46.0), &title, Style::plain(3.0, INK).bold());
    let failures = match tally.failures.len() {
        0 => "failures: none".to_owned(),
        count => format!("failures: {count}"),
    };
    text(&mut canvas, (MARGIN, 70.0), &failures, Style::plain(1.6, FAINT));
    for (panel, (x, y)) in panels.iter().zip(places) {
        canvas.rect([x, y, x + width, y + panel.height()], 6.0, PANEL, 1.0);
        match panel {
            Panel::Shares(what, kinds) => shares(&mut canvas, (x, y), width, what, kinds),
            Panel::Numbers(what, values) => numbers(&mut canvas, (x, y), width, what, values),
        }
    }
    canvas
}

fn panels(tally: &Tally) -> Vec<Panel<'_>> {
    let shares = tally.shares.iter().map(|(what, kinds)| {
        let mut kinds: Vec<_> = kinds.iter().map(|(kind, &count)| (kind.as_str(), count)).collect();
        kinds.sort_by_key(|&(kind, count)| (std::cmp::Reverse(count), kind));
        kinds.truncate(24);
        Panel::Shares(what, kinds)
    });
    let numbers =
        tally.numbers.iter().map(|(what, values)| Panel::Numbers(what, values.as_slice()));
    shares.chain(numbers).collect()
}

fn shares(canvas: &mut Canvas, (x, y): (f32, f32), width: f32, what: &str, kinds: &[(&str, u64)]) {
    text(canvas, (x + 12.0, y + 24.0), what, Style::plain(1.9, INK).bold());
    let total = kinds.iter().map(|kind| kind.1).sum::<u64>().max(1) as f32;
    let most = kinds.iter().map(|kind| kind.1).max().unwrap_or(1).max(1) as f32;
    let (names, room) = (width * 0.42, width * 0.58 - 78.0);
    for (row, &(kind, count)) in kinds.iter().enumerate() {
        let top = y + TITLE + 6.0 + row as f32 * ROW;
        text(canvas, (x + 12.0, top + 14.0), kind, Style::plain(1.35, INK));
        let left = x + names;
        let long = (room * count as f32 / most).max(1.0);
        let colour = mix(BAR, PANEL, 0.25 * (row % 2) as f32);
        canvas.rect([left, top + 2.0, left + long, top + ROW - 4.0], 2.0, colour, 1.0);
        let share = format!("{:.1}%", count as f32 * 100.0 / total);
        text(canvas, (left + long + 6.0, top + 14.0), &share, Style::plain(1.3, FAINT));
    }
}

fn numbers(canvas: &mut Canvas, (x, y): (f32, f32), width: f32, what: &str, values: &[u32]) {
    text(canvas, (x + 12.0, y + 24.0), what, Style::plain(1.9, INK).bold());
    let (low, step, counts) = bins(values, 40);
    let most = counts.iter().copied().max().unwrap_or(1).max(1) as f32;
    let (left, room) = (x + 14.0, width - 28.0);
    let base = y + TITLE + 8.0 + TALL;
    let each = room / counts.len().max(1) as f32;
    for (index, &count) in counts.iter().enumerate() {
        let high = (TALL - 8.0) * count as f32 / most;
        let from = left + index as f32 * each;
        canvas.rect([from + 0.5, base - high, from + each - 0.5, base], 0.0, BAR, 1.0);
    }
    canvas.rect([left, base, left + room, base + 1.2], 0.0, FAINT, 1.0);
    let end = low + step * counts.len() as u32;
    let small = Style::plain(1.3, FAINT);
    text(canvas, (left, base + 18.0), &low.to_string(), small);
    let last = end.to_string();
    text(canvas, (left + room - small.width(&last), base + 18.0), &last, small);
    let middle = format!(
        "p50 {}  mean {:.1}  p99 {}",
        quantile(values, 500),
        mean(values),
        quantile(values, 990)
    );
    text(canvas, (left + (room - small.width(&middle)) / 2.0, base + 18.0), &middle, small);
}
