//! A picture in memory. Shapes are given by their signed distance (negative inside), so that every
//! edge is smooth.

use anyhow::Context;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

/// Red, green and blue, 0 to 255.
pub(crate) type Ink = [f32; 3];

/// A colour from its parts.
pub(crate) const fn ink(r: u8, g: u8, b: u8) -> Ink {
    [r as f32, g as f32, b as f32]
}

/// `a` at 0, `b` at 1.
pub(crate) fn mix(a: Ink, b: Ink, share: f32) -> Ink {
    let share = share.clamp(0.0, 1.0);
    std::array::from_fn(|channel| a[channel] + (b[channel] - a[channel]) * share)
}

/// Lighter above 1, darker below.
pub(crate) fn scaled(colour: Ink, factor: f32) -> Ink {
    colour.map(|value| value * factor)
}

/// A straight stroke between two points.
pub(crate) type Segment = ((f32, f32), (f32, f32));

/// A picture.
pub(crate) struct Canvas {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pixels: Vec<Ink>,
}

impl Canvas {
    /// A picture of one colour.
    pub(crate) fn new(width: usize, height: usize, colour: Ink) -> Self {
        Self { width, height, pixels: vec![colour; width * height] }
    }

    /// A square of the picture.
    pub(crate) fn cut(&self, left: usize, top: usize, edge: usize) -> Self {
        let rows = top..(top + edge).min(self.height);
        let row = |y: usize| &self.pixels[y * self.width + left..y * self.width + left + edge];
        Self { width: edge, height: rows.len(), pixels: rows.flat_map(row).copied().collect() }
    }

    /// Sets a pixel; outside: nothing.
    pub(crate) fn set(&mut self, x: usize, y: usize, colour: Ink) {
        if x < self.width && y < self.height {
            self.pixels[y * self.width + x] = colour;
        }
    }

    /// The colour of a pixel inside.
    #[cfg(test)]
    pub(crate) fn pixel(&self, x: usize, y: usize) -> Ink {
        self.pixels[y * self.width + x]
    }

    /// Blends a shape over the picture. `bounds` is left, top, right, bottom of where it may show;
    /// `distance` is below zero inside of it, in pixels.
    pub(crate) fn shape(
        &mut self,
        bounds: [f32; 4],
        colour: Ink,
        alpha: f32,
        distance: impl Fn(f32, f32) -> f32,
    ) {
        let [left, top, right, bottom] = bounds;
        let clip = |value: f32, most: usize| (value.max(0.0) as usize).min(most);
        for y in clip(top - 1.0, self.height)..clip(bottom + 2.0, self.height) {
            for x in clip(left - 1.0, self.width)..clip(right + 2.0, self.width) {
                let away = distance(x as f32 + 0.5, y as f32 + 0.5);
                let cover = (0.5 - away).clamp(0.0, 1.0) * alpha;
                if cover > 0.0 {
                    let pixel = &mut self.pixels[y * self.width + x];
                    *pixel = mix(*pixel, colour, cover);
                }
            }
        }
    }

    /// A filled circle.
    pub(crate) fn circle(&mut self, (cx, cy): (f32, f32), radius: f32, colour: Ink, alpha: f32) {
        let bounds = [cx - radius, cy - radius, cx + radius, cy + radius];
        self.shape(bounds, colour, alpha, |x, y| (x - cx).hypot(y - cy) - radius);
    }

    /// A soft light: strong in the middle, nothing at the radius.
    pub(crate) fn glow(&mut self, (cx, cy): (f32, f32), radius: f32, colour: Ink, alpha: f32) {
        let bounds = [cx - radius, cy - radius, cx + radius, cy + radius];
        self.shape(bounds, colour, alpha, |x, y| {
            let share = 1.0 - (x - cx).hypot(y - cy) / radius;
            0.5 - share.clamp(0.0, 1.0).powi(2)
        });
    }

    /// A filled rectangle with round corners: left, top, right, bottom.
    pub(crate) fn rect(&mut self, [l, t, r, b]: [f32; 4], round: f32, colour: Ink, alpha: f32) {
        let (cx, cy) = (f32::midpoint(l, r), f32::midpoint(t, b));
        let (hx, hy) = ((r - l) / 2.0 - round, (b - t) / 2.0 - round);
        self.shape([l, t, r, b], colour, alpha, |x, y| {
            let (dx, dy) = ((x - cx).abs() - hx, (y - cy).abs() - hy);
            dx.max(0.0).hypot(dy.max(0.0)) + dx.max(dy).min(0.0) - round
        });
    }

    /// Strokes of a thickness with round ends; where they meet they do not add up.
    pub(crate) fn strokes(&mut self, strokes: &[Segment], width: f32, colour: Ink, alpha: f32) {
        if strokes.is_empty() {
            return;
        }
        let ends = || strokes.iter().flat_map(|&(a, b)| [a, b]);
        let fold = |pick: fn((f32, f32)) -> f32, best: fn(f32, f32) -> f32, start: f32| {
            ends().map(pick).fold(start, best)
        };
        let half = width / 2.0;
        let left = fold(|p| p.0, f32::min, f32::MAX) - half;
        let top = fold(|p| p.1, f32::min, f32::MAX) - half;
        let right = fold(|p| p.0, f32::max, f32::MIN) + half;
        let bottom = fold(|p| p.1, f32::max, f32::MIN) + half;
        self.shape([left, top, right, bottom], colour, alpha, |x, y| {
            strokes.iter().map(|&stroke| to_segment(stroke, x, y)).fold(f32::MAX, f32::min) - half
        });
    }

    /// A filled convex or concave polygon.
    pub(crate) fn polygon(&mut self, points: &[(f32, f32)], colour: Ink, alpha: f32) {
        let fold = |pick: fn(&(f32, f32)) -> f32, best: fn(f32, f32) -> f32, start: f32| {
            points.iter().map(pick).fold(start, best)
        };
        let bounds = [
            fold(|p| p.0, f32::min, f32::MAX),
            fold(|p| p.1, f32::min, f32::MAX),
            fold(|p| p.0, f32::max, f32::MIN),
            fold(|p| p.1, f32::max, f32::MIN),
        ];
        self.shape(bounds, colour, alpha, |x, y| {
            let mut away = f32::MAX;
            let mut inside = false;
            for (index, &a) in points.iter().enumerate() {
                let b = points[(index + 1) % points.len()];
                away = away.min(to_segment((a, b), x, y));
                if (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0 {
                    inside = !inside;
                }
            }
            if inside { -away } else { away }
        });
    }

    /// Writes the picture as PNG.
    pub(crate) fn save(&self, path: &Path) -> anyhow::Result<()> {
        let file = File::create(path)
            .with_context(|| format!("cannot write {}; does its folder exist?", path.display()))?;
        let width = u32::try_from(self.width).context("the picture is too wide")?;
        let height = u32::try_from(self.height).context("the picture is too high")?;
        let mut encoder = png::Encoder::new(BufWriter::new(file), width, height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        let bytes: Vec<u8> = self
            .pixels
            .iter()
            .flat_map(|pixel| pixel.map(|value| value.round().clamp(0.0, 255.0) as u8))
            .collect();
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&bytes)?;
        writer.finish().with_context(|| format!("cannot write {}", path.display()))
    }
}

/// The distance from a point to a segment.
fn to_segment((a, b): Segment, x: f32, y: f32) -> f32 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 {
        (((x - a.0) * dx + (y - a.1) * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (x - a.0 - along * dx).hypot(y - a.1 - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_cover_their_inside_and_nothing_else() {
        let mut canvas = Canvas::new(20, 20, ink(0, 0, 0));
        canvas.rect([5.0, 5.0, 15.0, 15.0], 2.0, ink(255, 255, 255), 1.0);
        assert_eq!(canvas.pixel(10, 10), ink(255, 255, 255));
        assert_eq!(canvas.pixel(2, 10), ink(0, 0, 0));
        canvas.polygon(&[(0.0, 0.0), (8.0, 0.0), (0.0, 8.0)], ink(255, 0, 0), 1.0);
        assert_eq!(canvas.pixel(1, 1), ink(255, 0, 0));
        assert_eq!(canvas.pixel(18, 18), ink(0, 0, 0));
    }
}
