//! Text. The font is a small bitmap; its pixels are joined by strokes where they touch, so that it is
//! smooth at every size.

use super::canvas::{Canvas, Ink, Segment};
use super::glyphs::glyph;

/// Pixels of the bitmap between two letters, and in a space.
const LETTER_GAP: f32 = 1.55;
const SPACE: f32 = 2.6;

/// Height of a capital letter in pixels of the bitmap.
pub(crate) const CAPITAL: f32 = 7.0;

/// How text looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// Size of a bitmap's pixel in the picture; a capital is seven of them high.
    pub(crate) scale: f32,
    /// Colour.
    pub(crate) ink: Ink,
    /// Thickness of strokes, in pixels of the bitmap.
    pub(crate) weight: f32,
    /// Colour and strength of the halo behind it.
    pub(crate) halo: Option<(Ink, f32)>,
}

impl Style {
    /// Thin text without halo.
    pub(crate) const fn plain(scale: f32, ink: Ink) -> Self {
        Self { scale, ink, weight: 0.95, halo: None }
    }

    /// The same, thicker.
    pub(crate) const fn bold(self) -> Self {
        Self { weight: 1.35, ..self }
    }

    /// The same, on a halo.
    pub(crate) const fn on(self, halo: Ink, strength: f32) -> Self {
        Self { halo: Some((halo, strength)), ..self }
    }

    /// Width of a text in pixels.
    pub(crate) fn width(self, text: &str) -> f32 {
        let advance: f32 = text.chars().map(advance).sum();
        (advance - LETTER_GAP).max(0.0) * self.scale
    }
}

/// Draws a text; `(x, y)` is the left end of its base line.
pub(crate) fn text(canvas: &mut Canvas, (x, y): (f32, f32), text: &str, style: Style) {
    let mut letters: Vec<Vec<Segment>> = Vec::new();
    let mut left = x;
    for letter in text.chars() {
        let top = y - CAPITAL * style.scale;
        let place =
            |(a, b): (f32, f32)| (left + (a + 0.5) * style.scale, top + (b + 0.5) * style.scale);
        letters.push(strokes_of(letter).into_iter().map(|(a, b)| (place(a), place(b))).collect());
        left += advance(letter) * style.scale;
    }
    if let Some((halo, strength)) = style.halo {
        let spread = style.weight * style.scale + 3.6;
        for letter in &letters {
            canvas.strokes(letter, spread + 1.6, halo, strength * 0.45);
        }
        for letter in &letters {
            canvas.strokes(letter, spread, halo, strength);
        }
    }
    for letter in &letters {
        canvas.strokes(letter, style.weight * style.scale, style.ink, 1.0);
    }
}

/// Draws a text around a middle.
pub(crate) fn centred(canvas: &mut Canvas, (x, y): (f32, f32), words: &str, style: Style) {
    text(canvas, (x - style.width(words) / 2.0, y), words, style);
}

fn advance(letter: char) -> f32 {
    match glyph(letter) {
        Some(rows) => rows.split('/').map(str::len).max().unwrap_or(0) as f32 + LETTER_GAP,
        None => SPACE + LETTER_GAP,
    }
}

/// The strokes of a letter: each set pixel is joined to its neighbours to the right and below, and
/// diagonally where no other pixel joins the two already.
fn strokes_of(letter: char) -> Vec<Segment> {
    let rows: Vec<&[u8]> = glyph(letter).unwrap_or("").split('/').map(str::as_bytes).collect();
    let set = |x: usize, y: usize| rows.get(y).and_then(|row| row.get(x)) == Some(&b'#');
    let mut strokes = Vec::new();
    for (y, row) in rows.iter().enumerate() {
        for x in (0..row.len()).filter(|&x| set(x, y)) {
            let at = (x as f32, y as f32);
            strokes.push((at, at));
            if set(x + 1, y) {
                strokes.push((at, (at.0 + 1.0, at.1)));
            }
            if set(x, y + 1) {
                strokes.push((at, (at.0, at.1 + 1.0)));
            }
            if set(x + 1, y + 1) && !set(x + 1, y) && !set(x, y + 1) {
                strokes.push((at, (at.0 + 1.0, at.1 + 1.0)));
            }
            if x > 0 && set(x - 1, y + 1) && !set(x - 1, y) && !set(x, y + 1) {
                strokes.push((at, (at.0 - 1.0, at.1 + 1.0)));
            }
        }
    }
    strokes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_that_names_are_made_of_has_strokes() {
        for letter in (' '..='~').filter(|letter| letter.is_ascii_alphanumeric()) {
            assert!(!strokes_of(letter).is_empty(), "{letter}");
            let rows = glyph(letter).expect("has strokes").split('/').count();
            assert!((7..=9).contains(&rows), "{letter} has {rows} rows");
        }
    }

    #[test]
    fn wider_texts_are_wider() {
        let style = Style::plain(2.0, [0.0; 3]);
        assert!(style.width("Hollow") > style.width("Holl"));
        assert_eq!(style.width(""), 0.0);
    }
}
