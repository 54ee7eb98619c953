//! A survey as a picture: one panel for each distribution, in columns.

use super::TOPICS;
use super::spread::Spread;
use super::tally::{Tally, topic};
use crate::picture::{Canvas, Style, mix, text};
use ruleset::Ruleset;

const WIDTH: usize = 2000;
const COLUMNS: usize = 5;
const MARGIN: f32 = 28.0;
const GAP: f32 = 20.0;
const HEAD: f32 = 84.0;
/// A row of bars, and a histogram, in pixels.
const ROW: f32 = 19.0;
const TALL: f32 = 74.0;
const TITLE: f32 = 30.0;
/// A topic's heading.
const BAND: f32 = 38.0;
/// Most rows of a panel.
const MOST: usize = 32;

const PAPER: [f32; 3] = [245.0, 238.0, 219.0];
const PANEL: [f32; 3] = [252.0, 248.0, 236.0];
const INK: [f32; 3] = [52.0, 40.0, 30.0];
const BAR: [f32; 3] = [86.0, 121.0, 138.0];
const RATE: [f32; 3] = [150.0, 118.0, 72.0];
const FAINT: [f32; 3] = [150.0, 138.0, 118.0];

/// One distribution.
enum Panel<'a> {
    Shares(&'a str, Vec<(&'a str, u64)>),
    Rates(&'a str, Vec<(&'a str, (u64, u64))>),
    Numbers(&'a str, &'a Spread),
}

impl Panel<'_> {
    fn height(&self) -> f32 {
        TITLE
            + 16.0
            + match self {
                Self::Shares(_, kinds) => kinds.len() as f32 * ROW,
                Self::Rates(_, kinds) => kinds.len() as f32 * ROW,
                Self::Numbers(..) => TALL + 26.0,
            }
    }
}

/// Draws it: a band for each topic, with its panels in columns.
pub(super) fn draw(tally: &Tally, seeds: u32, rules: &Ruleset) -> Canvas {
    let width = (WIDTH as f32 - 2.0 * MARGIN - (COLUMNS as f32 - 1.0) * GAP) / COLUMNS as f32;
    let (mut heads, mut places) = (Vec::new(), Vec::new());
    let mut top = HEAD;
    for wanted in TOPICS {
        let panels = panels(tally, wanted);
        if panels.is_empty() {
            continue;
        }
        heads.push((wanted, top));
        // Each panel goes to the column that is shortest so far.
        let mut ends = [top + BAND; COLUMNS];
        for panel in panels {
            let column = (0..COLUMNS).min_by(|&a, &b| ends[a].total_cmp(&ends[b])).unwrap_or(0);
            let place = (MARGIN + column as f32 * (width + GAP), ends[column]);
            ends[column] += panel.height() + GAP;
            places.push((panel, place));
        }
        top = ends.into_iter().fold(top, f32::max) + GAP;
    }
    let mut canvas = Canvas::new(WIDTH, (top + MARGIN - 2.0 * GAP).ceil() as usize, PAPER);
    let title = format!("{} {}: {seeds} seeds", rules.name, rules.version);
    text(&mut canvas, (MARGIN, 46.0), &title, Style::plain(3.0, INK).bold());
    let checks: u64 = tally.checks.values().sum();
    let failures = match tally.failed {
        0 => format!("{checks} checks, failures: none"),
        count => format!("{checks} checks, failures: {count}"),
    };
    text(&mut canvas, (MARGIN, 72.0), &failures, Style::plain(1.8, INK));
    for (topic, y) in heads {
        text(&mut canvas, (MARGIN, y + 24.0), topic, Style::plain(2.4, INK).bold());
    }
    for (panel, (x, y)) in &places {
        let (x, y) = (*x, *y);
        canvas.rect([x, y, x + width, y + panel.height()], 6.0, PANEL, 1.0);
        match panel {
            Panel::Shares(what, kinds) => shares(&mut canvas, (x, y), width, what, kinds),
            Panel::Rates(what, kinds) => rates(&mut canvas, (x, y), width, what, kinds),
            Panel::Numbers(what, spread) => numbers(&mut canvas, (x, y), width, what, spread),
        }
    }
    canvas
}

fn panels<'a>(tally: &'a Tally, wanted: &str) -> Vec<Panel<'a>> {
    let name = |what: &'a String| what.split_once(": ").map_or(what.as_str(), |(_, name)| name);
    let ours = |what: &str| topic(what) == wanted;
    let shares = tally.shares.iter().filter(|(what, _)| ours(what)).map(|(what, kinds)| {
        let mut kinds: Vec<_> = kinds.iter().map(|(kind, &count)| (kind.as_str(), count)).collect();
        kinds.sort_by_key(|&(kind, count)| (std::cmp::Reverse(count), kind));
        kinds.truncate(MOST);
        Panel::Shares(name(what), kinds)
    });
    let rates = tally.rates.iter().filter(|(what, _)| ours(what)).map(|(what, kinds)| {
        let kinds = kinds.iter().map(|(kind, &rate)| (kind.as_str(), rate)).take(MOST);
        Panel::Rates(name(what), kinds.collect())
    });
    // Bits show as scores already.
    let shown = |what: &str| ours(what) && !what.contains(", bits");
    let numbers = tally.numbers.iter().filter(|(what, _)| shown(what));
    let numbers = numbers.map(|(what, spread)| Panel::Numbers(name(what), spread));
    shares.chain(rates).chain(numbers).collect()
}

/// How wide names and bars are in a panel.
fn split(width: f32) -> (f32, f32) {
    (width * 0.47, width * 0.53 - 60.0)
}

fn rates(
    canvas: &mut Canvas,
    (x, y): (f32, f32),
    width: f32,
    what: &str,
    kinds: &[(&str, (u64, u64))],
) {
    title(canvas, (x, y), width, what);
    let (names, room) = split(width);
    for (row, &(kind, (hits, total))) in kinds.iter().enumerate() {
        let top = y + TITLE + 6.0 + row as f32 * ROW;
        named(canvas, (x + 12.0, top + 12.0), names - 18.0, kind);
        let left = x + names;
        let long = room * hits as f32 / total.max(1) as f32;
        canvas.rect([left, top + 2.0, left + room, top + ROW - 4.0], 2.0, PAPER, 1.0);
        canvas.rect([left, top + 2.0, left + long, top + ROW - 4.0], 2.0, RATE, 1.0);
        let share = format!("{:.1}%", hits as f32 * 100.0 / total.max(1) as f32);
        text(canvas, (left + room + 6.0, top + 12.0), &share, Style::plain(1.2, FAINT));
    }
}

/// A panel's title, as large as there is room.
fn title(canvas: &mut Canvas, (x, y): (f32, f32), width: f32, what: &str) {
    let style = Style::plain(1.0, INK).bold();
    let scale = ((width - 24.0) / style.width(what).max(1.0)).min(1.7);
    text(canvas, (x + 12.0, y + 24.0), what, Style::plain(scale, INK).bold());
}

/// A row's name, as large as there is room.
fn named(canvas: &mut Canvas, at: (f32, f32), width: f32, name: &str) {
    let scale = (width / Style::plain(1.0, INK).width(name).max(1.0)).min(1.25);
    text(canvas, at, name, Style::plain(scale, INK));
}

fn shares(canvas: &mut Canvas, (x, y): (f32, f32), width: f32, what: &str, kinds: &[(&str, u64)]) {
    title(canvas, (x, y), width, what);
    let total = kinds.iter().map(|kind| kind.1).sum::<u64>().max(1) as f32;
    let most = kinds.iter().map(|kind| kind.1).max().unwrap_or(1).max(1) as f32;
    let (names, room) = split(width);
    for (row, &(kind, count)) in kinds.iter().enumerate() {
        let top = y + TITLE + 6.0 + row as f32 * ROW;
        named(canvas, (x + 12.0, top + 12.0), names - 18.0, kind);
        let left = x + names;
        let long = (room * count as f32 / most).max(1.0);
        let colour = mix(BAR, PANEL, 0.25 * (row % 2) as f32);
        canvas.rect([left, top + 2.0, left + long, top + ROW - 4.0], 2.0, colour, 1.0);
        let share = format!("{:.1}%", count as f32 * 100.0 / total);
        text(canvas, (left + long + 6.0, top + 12.0), &share, Style::plain(1.2, FAINT));
    }
}

fn numbers(canvas: &mut Canvas, (x, y): (f32, f32), width: f32, what: &str, spread: &Spread) {
    title(canvas, (x, y), width, what);
    let (low, step, counts) = spread.bins(40);
    let most = counts.iter().copied().max().unwrap_or(1).max(1) as f32;
    let (left, room) = (x + 14.0, width - 28.0);
    let base = y + TITLE + 8.0 + TALL;
    // One or two bins are not drawn as walls.
    let full = room / counts.len().max(1) as f32;
    let each = if counts.len() > 2 { full } else { full.min(60.0) };
    for (index, &count) in counts.iter().enumerate() {
        let high = (TALL - 8.0) * count as f32 / most;
        let from = left + index as f32 * each;
        canvas.rect([from + 0.5, base - high, from + each - 0.5, base], 0.0, BAR, 1.0);
    }
    canvas.rect([left, base, left + room, base + 1.2], 0.0, FAINT, 1.0);
    let last = (low + step * counts.len() as u32).saturating_sub(1);
    let small = Style::plain(1.2, FAINT);
    text(canvas, (left, base + 17.0), &low.to_string(), small);
    let end = (left + each * counts.len() as f32).max(left + 50.0);
    if counts.len() > 1 {
        let words = last.to_string();
        text(canvas, (end - small.width(&words), base + 17.0), &words, small);
    }
    let middle = format!(
        "p50 {}  mean {:.1}  p99 {}",
        spread.quantile(500),
        spread.mean(),
        spread.quantile(990)
    );
    let wide = small.width(&middle);
    let at = if counts.len() > 2 { left + (room - wide) / 2.0 } else { left + room - wide };
    text(canvas, (at, base + 17.0), &middle, small);
}
