//! Columns that stand under each other.

use crate::terminal::Screen;

/// Where a column's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    heads: Vec<(&'static str, Side)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns.
    pub(super) fn new(heads: &[(&'static str, Side)]) -> Self {
        Self { heads: heads.to_vec(), rows: Vec::new() }
    }

    /// Adds a row with a cell for each column.
    pub(super) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// The lines, each indented by two.
    pub(super) fn text(&self, screen: &Screen) -> String {
        let wide = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            let head = self.heads.get(column).map_or(0, |(head, _)| head.chars().count());
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0).max(head)
        };
        let widths: Vec<_> = (0..self.heads.len()).map(wide).collect();
        let line = |cells: Vec<&str>| {
            let mut text = String::from(" ");
            for ((cell, width), (_, side)) in cells.iter().zip(&widths).zip(&self.heads) {
                text += &match side {
                    Side::Left => format!(" {cell:<width$} "),
                    Side::Right => format!(" {cell:>width$} "),
                };
            }
            text.trim_end().to_owned()
        };
        let heads = line(self.heads.iter().map(|(head, _)| *head).collect());
        let mut text = format!("{}\n", screen.dim(&heads));
        for row in &self.rows {
            text += &line(row.iter().map(String::as_str).collect());
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::ColorChoice;

    #[test]
    fn columns_stand_under_each_other_whatever_is_in_them() {
        let mut table = Table::new(&[("name", Side::Left), ("left", Side::Right)]);
        table.row(vec!["Säge".into(), "7".into()]);
        table.row(vec!["Lantern".into(), "1200".into()]);
        let text = table.text(&Screen::new(ColorChoice::Never));
        assert_eq!(text, "  name     left\n  Säge        7\n  Lantern  1200\n");
    }
}
