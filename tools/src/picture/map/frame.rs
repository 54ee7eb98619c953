//! The paper around the relief: metres along the edges, and a panel with title, legend and scale.

use super::super::canvas::{Canvas, Ink, ink, mix};
use super::super::font::{self, Style};
use super::super::icon;
use super::labels::CROWDED;
use super::relief::{contour_interval, tinted, vivid};
use super::survey::Survey;
use super::{EDGE, INK, LEFT, Layer, MapView, PAPER, TOP, danger, landmarks, past, roads};
use worldgen::World;

/// Width of the panel with the legend.
const PANEL: usize = 330;

/// Room right of and below everything.
const MARGIN: usize = 34;

/// Most biomes in the legend.
const MOST_BIOMES: usize = 14;

/// The empty paper.
pub(super) fn empty() -> Canvas {
    Canvas::new(LEFT + EDGE + PANEL + MARGIN, TOP + EDGE + MARGIN, PAPER)
}

pub(super) fn draw(canvas: &mut Canvas, world: &World, view: &MapView, survey: &Survey) {
    let (l, t) = (LEFT as f32, TOP as f32);
    let (r, b) = (l + EDGE as f32, t + EDGE as f32);
    border(canvas, [l, t, r, b]);
    metres(canvas, view);
    let left = r + 34.0;
    let mut y = title(canvas, world, view, left);
    let show = |layer| view.layers.show(layer);
    if show(Layer::Settlements) {
        y = sites(canvas, view, left, y + 16.0);
    }
    if show(Layer::Roads) {
        y = ways(canvas, left, y + 16.0);
    }
    if show(Layer::Landmarks) {
        y = marks(canvas, world, view, left, y + 14.0);
    }
    if show(Layer::Biome) {
        y = biomes(canvas, world, survey, left, y + 16.0);
    } else if show(Layer::Height) {
        y = heights(canvas, left, y + 16.0);
    }
    y = water_and_lines(canvas, view, left, y + 16.0);
    if show(Layer::History) {
        y = borders(canvas, left, y + 12.0);
    }
    if show(Layer::Danger) {
        dangers(canvas, world, view, left, y + 16.0);
    }
    scale_bar(canvas, view, left, b - 66.0);
    icon::north(canvas, (left + PANEL as f32 - 60.0, t + 34.0), 1.25);
    let small = Style::plain(1.3, mix(INK, PAPER, 0.25));
    let seed = world.seed().to_string();
    font::text(canvas, (left, b - 20.0), &format!("seed {}", &seed[..24]), small);
    let rules = world.rules();
    let version = format!(
        "ruleset {} {}, generator {}",
        rules.name,
        rules.version,
        ::seed::GENERATOR_VERSION
    );
    font::text(canvas, (left, b - 2.0), &version, small);
}

fn border(canvas: &mut Canvas, [l, t, r, b]: [f32; 4]) {
    let frame = |grow: f32| {
        let (l, t, r, b) = (l - grow, t - grow, r + grow, b + grow);
        [((l, t), (r, t)), ((r, t), (r, b)), ((r, b), (l, b)), ((l, b), (l, t))]
    };
    canvas.strokes(&frame(1.0), 2.0, INK, 1.0);
    canvas.strokes(&frame(9.0), 3.0, INK, 1.0);
}

/// Ticks and numbers along the northern and western edge.
fn metres(canvas: &mut Canvas, view: &MapView) {
    let every = match view.metres {
        0..=800 => 100,
        801..=1600 => 200,
        1601..=4500 => 500,
        4501..=9000 => 1000,
        _ => 2000,
    };
    let style = Style::plain(1.25, INK);
    let half = view.metres as i32 / 2;
    for (east, middle) in [(true, view.centre.x), (false, view.centre.z)] {
        let middle = middle.0.div_euclid(1000);
        let mut at = (middle - half).div_euclid(every) * every + every;
        while at < middle + half {
            let along = (at - middle + half) as f32 / view.scale();
            let words = at.to_string();
            if east {
                let x = LEFT as f32 + along;
                canvas.strokes(&[((x, TOP as f32 - 8.0), (x, TOP as f32 - 2.0))], 1.5, INK, 1.0);
                font::centred(canvas, (x, TOP as f32 - 17.0), &words, style);
            } else {
                let y = TOP as f32 + along;
                canvas.strokes(&[((LEFT as f32 - 8.0, y), (LEFT as f32 - 2.0, y))], 1.5, INK, 1.0);
                let x = LEFT as f32 - 14.0 - style.width(&words);
                font::text(canvas, (x, y + 4.5), &words, style);
            }
            at += every;
        }
    }
}

fn title(canvas: &mut Canvas, world: &World, view: &MapView, left: f32) -> f32 {
    let room = PANEL as f32 - 96.0;
    let mut y = TOP as f32 + 14.0;
    let soft = mix(INK, PAPER, 0.2);
    font::text(canvas, (left, y), "The world of", Style::plain(1.6, soft));
    y += 34.0;
    let words: String = view.seed_text.chars().take(28).collect();
    let widest = Style::plain(1.0, INK).bold().width(&words).max(1.0);
    let style = Style::plain((room / widest).clamp(1.3, 3.4), INK).bold();
    font::text(canvas, (left, y), &words, style);
    y += 26.0;
    let title = &world.rules().title;
    for line in wrapped(title, Style::plain(1.3, soft), PANEL as f32 - 40.0) {
        font::text(canvas, (left, y), &line, Style::plain(1.3, soft));
        y += 17.0;
    }
    y
}

fn sites(canvas: &mut Canvas, view: &MapView, left: f32, top: f32) -> f32 {
    let style = Style::plain(1.55, INK);
    let mut y = top + 22.0;
    icon::settlement(canvas, (left + 15.0, y + 3.0), true, 1.0);
    font::text(canvas, (left + 42.0, y), "home settlement", style);
    y += 33.0;
    icon::settlement(canvas, (left + 7.0, y + 3.0), false, 0.75);
    icon::settlement(canvas, (left + 27.0, y + 3.0), false, 1.2);
    font::text(canvas, (left + 50.0, y), "settlements, small and large", style);
    y += 33.0;
    if view.metres <= CROWDED {
        icon::dungeon(canvas, (left + 15.0, y + 3.0), 1.0);
        font::text(canvas, (left + 42.0, y), "dungeon", style);
        y += 33.0;
    }
    y - 14.0
}

/// The biomes that show, the widest first.
fn biomes(canvas: &mut Canvas, world: &World, survey: &Survey, left: f32, top: f32) -> f32 {
    let rules = world.rules();
    let mut counts = vec![0_u32; rules.biomes.len()];
    for id in survey.biomes() {
        counts[usize::from(id.0)] += 1;
    }
    let mut shown: Vec<usize> = (0..counts.len())
        .filter(|&index| counts[index] > 0 && !rules.biomes[index].water)
        .collect();
    shown.sort_by_key(|&index| std::cmp::Reverse(counts[index]));
    let mut y = top;
    for index in shown.into_iter().take(MOST_BIOMES) {
        let biome = &rules.biomes[index];
        let (a, b) = (biome.ground, biome.ground_alt);
        let (a, b) = (vivid(ink(a.0, a.1, a.2)), vivid(ink(b.0, b.1, b.2)));
        swatch(canvas, left, y, a, b);
        font::text(canvas, (left + 42.0, y + 16.0), &biome.name, Style::plain(1.55, INK));
        y += 28.0;
    }
    y
}

fn swatch(canvas: &mut Canvas, left: f32, top: f32, a: Ink, b: Ink) {
    canvas.rect([left - 1.0, top - 1.0, left + 31.0, top + 21.0], 4.0, INK, 0.85);
    canvas.rect([left + 0.5, top + 0.5, left + 29.5, top + 19.5], 3.0, a, 1.0);
    canvas.rect([left + 15.0, top + 0.5, left + 29.5, top + 19.5], 3.0, b, 1.0);
}

fn ways(canvas: &mut Canvas, left: f32, top: f32) -> f32 {
    let style = Style::plain(1.55, INK);
    let y = top + 14.0;
    roads::sample(canvas, (left, y), false);
    font::text(canvas, (left + 42.0, y + 5.0), "road", style);
    roads::sample(canvas, (left + 130.0, y), true);
    font::text(canvas, (left + 172.0, y + 5.0), "bridge", style);
    y + 8.0
}

/// The kinds of landmarks that show, in two columns.
fn marks(canvas: &mut Canvas, world: &World, view: &MapView, left: f32, top: f32) -> f32 {
    let shown = landmarks::on_map(world, view);
    let mut kinds: Vec<u16> = shown.iter().map(|(landmark, _)| landmark.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let style = Style::plain(1.4, INK);
    let kinds: Vec<_> =
        kinds.iter().filter_map(|&kind| world.rules().landmarks.get(usize::from(kind))).collect();
    for (index, kind) in kinds.iter().enumerate() {
        let x = left + if index % 2 == 0 { 0.0 } else { 168.0 };
        let y = top + 26.0 * (index / 2 + 1) as f32 - 8.0;
        landmarks::icon(canvas, (x + 15.0, y), kind.shape, 0.95);
        font::text(canvas, (x + 34.0, y - 1.0), &kind.name, style);
    }
    top + 26.0 * kinds.len().div_ceil(2) as f32
}

fn heights(canvas: &mut Canvas, left: f32, top: f32) -> f32 {
    let style = Style::plain(1.3, INK);
    let across = |metres: f32| left + metres * 2.4;
    for step in 0..100 {
        let metres = step as f32;
        let area = [across(metres), top, across(metres + 1.0), top + 14.0];
        canvas.rect(area, 0.0, tinted(metres), 1.0);
    }
    for metres in [0.0, 25.0, 50.0, 75.0, 100.0] {
        font::centred(canvas, (across(metres) + 4.0, top + 30.0), &format!("{metres}"), style);
    }
    font::text(canvas, (left + 262.0, top + 30.0), "m", style);
    top + 38.0
}

fn borders(canvas: &mut Canvas, left: f32, top: f32) -> f32 {
    let y = top + 10.0;
    let dots: Vec<_> =
        (0..5).map(|i| (left + i as f32 * 7.0, y)).map(|at| (at, (at.0 + 2.5, at.1))).collect();
    canvas.strokes(&dots, 2.6, ink(126, 40, 52), 0.8);
    let style = Style::plain(1.55, INK);
    font::text(canvas, (left + 42.0, y + 5.0), "border of a region", style);
    let mut y = y + 26.0;
    for (kind, words) in past::Kind::ALL {
        past::icon(canvas, (left + 15.0, y + 5.0), kind, 1.0);
        font::text(canvas, (left + 42.0, y + 5.0), words, style);
        y += 26.0;
    }
    y - 14.0
}

fn dangers(canvas: &mut Canvas, world: &World, view: &MapView, left: f32, top: f32) {
    let most = danger::highest(world, view);
    let style = Style::plain(1.55, INK);
    font::text(canvas, (left, top + 12.0), "level of what lives there", style);
    danger::sample(canvas, (left, top + 22.0), most);
    let small = Style::plain(1.3, INK);
    font::text(canvas, (left, top + 50.0), "1", small);
    let words = most.to_string();
    font::text(canvas, (left + 240.0 - small.width(&words), top + 50.0), &words, small);
}

fn water_and_lines(canvas: &mut Canvas, view: &MapView, left: f32, top: f32) -> f32 {
    let style = Style::plain(1.55, INK);
    let mut y = top;
    if view.layers.show(Layer::Water) {
        swatch(canvas, left, y, ink(118, 180, 188), ink(46, 94, 134));
        font::text(canvas, (left + 42.0, y + 16.0), "water, shallow and deep", style);
        y += 28.0;
    }
    if view.layers.show(Layer::Height) {
        y += 14.0;
        let wave = |x: f32| (left + x, y - 2.0 + 4.0 * (x / 6.0).sin());
        let wave: Vec<_> =
            (0..15).map(|i| (wave(i as f32 * 2.0), wave(i as f32 * 2.0 + 2.0))).collect();
        canvas.strokes(&wave, 1.4, ink(120, 88, 52), 1.0);
        let words = format!("contours every {} m", contour_interval(view.metres));
        font::text(canvas, (left + 42.0, y + 4.0), &words, style);
        y += 10.0;
    }
    y
}

/// A bar of a round number of metres, in four parts.
fn scale_bar(canvas: &mut Canvas, view: &MapView, left: f32, y: f32) {
    let most = 250.0 * view.scale();
    let length = [100.0, 200.0, 400.0, 600.0, 1000.0, 2000.0, 4000.0]
        .into_iter()
        .rfind(|&metres| metres <= most)
        .unwrap_or(40.0);
    let part = length / view.scale() / 4.0;
    canvas.rect([left - 1.5, y - 1.5, left + 4.0 * part + 1.5, y + 10.5], 0.0, INK, 1.0);
    for index in [1.0, 3.0] {
        let from = left + part * index;
        canvas.rect([from, y, from + part, y + 9.0], 0.0, PAPER, 1.0);
    }
    let style = Style::plain(1.4, INK);
    font::centred(canvas, (left + 4.0, y - 8.0), "0", style);
    font::centred(canvas, (left + 2.0 * part, y - 8.0), &format!("{}", length / 2.0), style);
    font::centred(canvas, (left + 4.0 * part, y - 8.0), &format!("{length} m"), style);
}

/// Words broken into lines that fit.
fn wrapped(words: &str, style: Style, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if style.width(&format!("{line} {word}")) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
