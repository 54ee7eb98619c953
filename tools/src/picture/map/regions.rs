//! Regions: dotted borders, and names across the land.

use super::super::Canvas;
use super::super::canvas::{Ink, ink};
use super::super::font::{self, CAPITAL, Style};
use super::labels::{Area, overlap, within};
use super::survey::Survey;
use super::{EDGE, LEFT, MapView, TOP};
use seed::Point;
use worldgen::{Region, RegionId, World};

const BORDER: Ink = ink(126, 40, 52);
const NAME: Ink = ink(112, 34, 48);
const PAPER: Ink = ink(250, 242, 224);

/// Pixels between two looks for where the land of a region is.
const LOOK: usize = 24;

/// Looks that a region must fill to be named.
const LARGE: usize = 60;

/// A region that reaches into the map.
struct Shown {
    region: Region,
    /// The middle that its land is nearest to, in the picture.
    middle: (f32, f32),
    /// Where its name stands, if enough of its land shows.
    heart: Option<(f32, f32)>,
}

/// Regions that reach into the map.
pub(super) struct Regions(Vec<Shown>);

impl Regions {
    /// Reads them from the world.
    pub(super) fn read(world: &World, view: &MapView, survey: &Survey) -> Self {
        let half = seed::Mm::metres(i32::try_from(view.metres / 2).unwrap_or(i32::MAX));
        let corner = |sign: i32| {
            let by = seed::Mm(half.0 * sign);
            world.region_at(Point { x: view.centre.x + by, z: view.centre.z + by })
        };
        let (first, last) = (corner(-1), corner(1));
        let mut regions = Vec::new();
        for z in first.z.saturating_sub(1)..=last.z.saturating_add(1) {
            for x in first.x.saturating_sub(1)..=last.x.saturating_add(1) {
                let region = world.region(RegionId { x, z });
                let middle = view.place(region.at);
                regions.push(Shown { region, middle, heart: None });
            }
        }
        let mut regions = Self(regions);
        for index in 0..regions.0.len() {
            regions.0[index].heart = regions.heart(index, survey);
        }
        regions
    }

    /// The place of a region's land on the map that is nearest to the middle of all of it.
    fn heart(&self, index: usize, survey: &Survey) -> Option<(f32, f32)> {
        let middle = self.0[index].middle;
        let away = |at: (f32, f32), to: (f32, f32)| (at.0 - to.0).powi(2) + (at.1 - to.1).powi(2);
        let mut land = Vec::new();
        let steps = EDGE / LOOK;
        for look in 0..steps * steps {
            let along = |index: usize| (index as f32 + 0.5) * LOOK as f32;
            let (x, y) = (along(look % steps), along(look / steps));
            let at = (LEFT as f32 + x, TOP as f32 + y);
            let ours = self.0.iter().all(|other| away(at, other.middle) >= away(at, middle));
            if ours && survey.ground(x, y).height > 0.0 {
                land.push(at);
            }
        }
        if land.len() < LARGE {
            return None;
        }
        let mean =
            |of: fn(&(f32, f32)) -> f32| land.iter().map(of).sum::<f32>() / land.len() as f32;
        let mean = (mean(|at| at.0), mean(|at| at.1));
        land.into_iter().min_by(|a, b| away(*a, mean).total_cmp(&away(*b, mean)))
    }

    /// Those that reach into the map, and their neighbours.
    pub(super) fn ids(&self) -> impl Iterator<Item = RegionId> {
        self.0.iter().map(|shown| shown.region.id)
    }

    /// Draws the borders.
    pub(super) fn borders(&self, canvas: &mut Canvas) {
        for row in 0..EDGE {
            for column in 0..EDGE {
                let (x, y) = ((LEFT + column) as f32 + 0.5, (TOP + row) as f32 + 0.5);
                let Some(away) = self.border(x, y) else { continue };
                // Dots of some pixels.
                let dot = ((x + y) / 7.0).floor() as i32 + ((x - y) / 7.0).floor() as i32;
                let strength = (2.0 - away).clamp(0.0, 1.0);
                if strength > 0.0 && dot.rem_euclid(2) == 0 {
                    canvas.rect([x - 0.5, y - 0.5, x + 0.5, y + 0.5], 0.0, BORDER, strength * 0.7);
                }
            }
        }
    }

    /// Pixels to the nearest border.
    fn border(&self, x: f32, y: f32) -> Option<f32> {
        let (mut near, mut next) = ((f32::MAX, 0.0, 0.0), (f32::MAX, 0.0, 0.0));
        for &Shown { middle: (rx, ry), .. } in &self.0 {
            let away = (x - rx).powi(2) + (y - ry).powi(2);
            if away < near.0 {
                (near, next) = ((away, rx, ry), near);
            } else if away < next.0 {
                next = (away, rx, ry);
            }
        }
        let apart = (near.1 - next.1).hypot(near.2 - next.2);
        (next.0 < f32::MAX).then(|| (next.0 - near.0) / (2.0 * apart.max(0.1)))
    }

    /// Writes the names clear of icons, where there is room, and returns where they stand.
    pub(super) fn names(&self, canvas: &mut Canvas, view: &MapView, icons: &[Area]) -> Vec<Area> {
        let scale = match view.metres {
            0..=4500 => 3.1,
            4501..=9000 => 2.7,
            _ => 2.2,
        };
        let style = Style::plain(scale, NAME).bold().on(PAPER, 0.62);
        let mut areas = Vec::new();
        for Shown { region, heart, .. } in &self.0 {
            let Some((x, y)) = heart else { continue };
            let letters: Vec<String> =
                region.name.to_uppercase().chars().map(|letter| letter.to_string()).collect();
            let gap = 3.2 * scale;
            let width: f32 =
                letters.iter().map(|letter| style.width(letter) + gap).sum::<f32>() - gap;
            let half = (width / 2.0 + 8.0, CAPITAL * scale / 2.0 + 6.0);
            let (low, high) = (LEFT as f32 + half.0 + 12.0, (LEFT + EDGE) as f32 - half.0 - 12.0);
            let x = &x.clamp(low.min(high), high);
            let area = |(dx, dy): (f32, f32)| {
                [x + dx - half.0, y + dy - half.1, x + dx + half.0, y + dy + half.1]
            };
            // As near to the heart as there is room.
            let mut shifts: Vec<(f32, f32)> = (-6..=6)
                .flat_map(|i| (-6..=6).map(move |j| (i as f32 * 22.0, j as f32 * 13.0)))
                .collect();
            shifts.sort_by(|a, b| a.0.hypot(a.1).total_cmp(&b.0.hypot(b.1)));
            let free = |shift: &(f32, f32)| {
                let area = area(*shift);
                within(area) && !icons.iter().chain(&areas).any(|other| overlap(*other, area))
            };
            let Some(shift) = shifts.into_iter().find(free) else { continue };
            let (x, y) = (x + shift.0, y + shift.1);
            let mut left = x - width / 2.0;
            for letter in &letters {
                font::text(canvas, (left, y + CAPITAL * scale / 2.0), letter, style);
                left += style.width(letter) + gap;
            }
            areas.push(area(shift));
        }
        areas
    }
}
