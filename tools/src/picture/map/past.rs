//! What the past left on the land: places that are no more, battlefields, and where famous things were
//! lost.

use super::super::Canvas;
use super::super::canvas::{Ink, ink};
use super::super::font::Style;
use super::labels::{Area, Names};
use super::{EDGE, INK, LEFT, MapView, PAPER, TOP};
use ruleset::EventKind;
use seed::Point;
use worldgen::{History, Place, RegionId, World};

const STONE: Ink = ink(150, 140, 128);
const BLOOD: Ink = ink(126, 40, 52);
const GOLD: Ink = ink(226, 178, 62);

/// What is left of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A settlement that is no more.
    Ruin,
    /// Where two settlements met in war.
    Battle,
    /// Where a famous thing was lost.
    Lost,
}

impl Kind {
    pub(super) const ALL: [(Self, &'static str); 3] = [
        (Self::Ruin, "no more, with its last year"),
        (Self::Battle, "battlefield, with its year"),
        (Self::Lost, "a famous thing was lost here"),
    ];

    /// Pixels beside what stands at the same place: wars and losses often end at dungeons.
    const fn shift(self) -> (f32, f32) {
        match self {
            Self::Ruin => (0.0, 0.0),
            Self::Battle => (13.0, 7.0),
            Self::Lost => (-12.0, 6.0),
        }
    }
}

/// Something of the past on the map.
pub(super) struct Mark {
    kind: Kind,
    /// Where its icon stands in the picture.
    place: (f32, f32),
    words: String,
}

/// What regions left on the map, by rows from the north.
pub(super) fn on_map(
    world: &World,
    view: &MapView,
    regions: impl Iterator<Item = RegionId>,
) -> Vec<Mark> {
    let mut marks = Vec::new();
    for region in regions {
        let history = world.history(region);
        let mut mark = |kind: Kind, at: Option<Point>, words: String| {
            let Some(at) = at else { return };
            let ((x, y), (dx, dy)) = (view.place(at), kind.shift());
            let size = view.icon_size();
            let place = (x + dx * size, y + dy * size);
            let (left, top, edge) = (LEFT as f32, TOP as f32, EDGE as f32);
            let inside = (left + 14.0..left + edge - 14.0).contains(&place.0)
                && (top + 20.0..top + edge - 10.0).contains(&place.1);
            if inside {
                marks.push(Mark { kind, place, words });
            }
        };
        for ruin in &history.ruins {
            mark(Kind::Ruin, Some(ruin.at), format!("{}, {}", ruin.name, ruin.fell));
        }
        for event in history.events.iter().filter(|event| event.kind == EventKind::Battle) {
            let at = event.roles.field.and_then(|field| point(world, &history, field));
            mark(Kind::Battle, at, event.year.to_string());
        }
        for thing in &history.lost {
            mark(Kind::Lost, point(world, &history, thing.at), thing.name.clone());
        }
    }
    marks.sort_by(|a, b| a.place.1.total_cmp(&b.place.1).then(a.kind.cmp(&b.kind)));
    marks
}

fn point(world: &World, history: &History, place: Place) -> Option<Point> {
    match place {
        Place::Site(id) => world.site(id).map(|site| site.at),
        Place::Ruin(id) => history.ruins.get(usize::from(id.0)).map(|ruin| ruin.at),
    }
}

/// Where icons are.
pub(super) fn areas(view: &MapView, marks: &[Mark]) -> Vec<Area> {
    let s = view.icon_size();
    let area = |mark: &Mark| {
        let (x, y) = mark.place;
        [x - 7.0 * s, y - 11.0 * s, x + 7.0 * s, y + 2.0]
    };
    marks.iter().map(area).collect()
}

/// Draws the icons.
pub(super) fn icons(canvas: &mut Canvas, view: &MapView, marks: &[Mark]) {
    for mark in marks {
        icon(canvas, mark.place, mark.kind, view.icon_size());
    }
}

/// Writes names and years where there is room: of what is no more first.
pub(super) fn names(canvas: &mut Canvas, view: &MapView, marks: &[Mark], names: &mut Names) {
    let mut sorted: Vec<&Mark> = marks.iter().collect();
    sorted.sort_by_key(|mark| mark.kind);
    let size = view.icon_size();
    let style = Style::plain(1.45 * (0.4 + 0.6 * size), BLOOD).on(PAPER, 0.75);
    for mark in sorted {
        names.beside(canvas, mark.place, &mark.words, style, size * 0.8);
    }
}

/// A small picture; `(x, y)` is the middle of its foot.
pub(super) fn icon(canvas: &mut Canvas, (x, y): (f32, f32), kind: Kind, size: f32) {
    let at = |dx: f32, dy: f32| (x + dx * size, y - dy * size);
    match kind {
        Kind::Ruin => {
            canvas.circle(at(0.0, 4.0), 9.0 * size, PAPER, 0.35);
            // A gable of which one side has fallen.
            let wall = [
                at(-6.0, 0.0),
                at(-6.0, 6.0),
                at(-1.0, 10.5),
                at(0.5, 7.0),
                at(2.5, 6.0),
                at(3.0, 3.0),
                at(6.0, 2.4),
                at(6.0, 0.0),
            ];
            let edges: Vec<_> =
                (0..wall.len()).map(|i| (wall[i], wall[(i + 1) % wall.len()])).collect();
            canvas.strokes(&edges, 2.2 * size, INK, 1.0);
            canvas.polygon(&wall, STONE, 1.0);
            let [left, top] = [x - 3.6 * size, y - 5.0 * size];
            canvas.rect([left, top, left + 2.4 * size, top + 2.6 * size], 0.0, INK, 1.0);
        }
        Kind::Battle => {
            let blades = [
                (at(-5.0, 0.5), at(5.0, 10.5)),
                (at(5.0, 0.5), at(-5.0, 10.5)),
                (at(-5.6, 4.0), at(-2.2, 0.8)),
                (at(5.6, 4.0), at(2.2, 0.8)),
            ];
            canvas.strokes(&blades, 4.2 * size, PAPER, 1.0);
            canvas.strokes(&blades, 2.0 * size, BLOOD, 1.0);
        }
        Kind::Lost => {
            let gem =
                |by: f32| [at(0.0, 10.0 + by), at(4.6 + by, 5.0), at(0.0, -by), at(-4.6 - by, 5.0)];
            canvas.polygon(&gem(1.4), INK, 1.0);
            canvas.polygon(&gem(0.0), GOLD, 1.0);
            canvas.polygon(&[at(0.0, 9.0), at(0.0, 5.0), at(-3.6, 5.0)], PAPER, 0.7);
        }
    }
}
