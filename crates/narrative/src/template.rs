//! A ruleset's line as text and holes.

/// What stands in braces in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hole {
    Name,
    Player,
    Trade,
    Work,
    Place,
    Quest,
    Kin,
    Neighbour,
    NeighbourTrade,
    Dungeon,
    Direction,
    Item,
    Topic,
}

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Text(&'a str),
    Hole(Hole),
}

/// The pieces of a line; `None` when a brace has no partner or names nothing, so that such a line
/// is never spoken.
pub(crate) fn pieces(line: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        pieces.push(Piece::Text(closed(before)?));
        pieces.push(Piece::Hole(hole(name)?));
        rest = after;
    }
    pieces.push(Piece::Text(closed(rest)?));
    Some(pieces)
}

fn closed(text: &str) -> Option<&str> {
    (!text.contains('}')).then_some(text)
}

fn hole(name: &str) -> Option<Hole> {
    Some(match name {
        "name" => Hole::Name,
        "player" => Hole::Player,
        "trade" => Hole::Trade,
        "work" => Hole::Work,
        "place" => Hole::Place,
        "quest" => Hole::Quest,
        "kin" => Hole::Kin,
        "neighbour" => Hole::Neighbour,
        "neighbour-trade" => Hole::NeighbourTrade,
        "dungeon" => Hole::Dungeon,
        "direction" => Hole::Direction,
        "item" => Hole::Item,
        "topic" => Hole::Topic,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_comes_apart_into_text_and_holes() {
        let found = pieces("I am {name}, {trade}.");
        let expected = [
            Piece::Text("I am "),
            Piece::Hole(Hole::Name),
            Piece::Text(", "),
            Piece::Hole(Hole::Trade),
            Piece::Text("."),
        ];
        assert_eq!(found.as_deref(), Some(&expected[..]));
    }

    #[test]
    fn broken_lines_are_not_spoken() {
        for line in ["{", "}", "a {name", "a } b {name}", "{nobody}", "{{name}}", "{name}}"] {
            assert_eq!(pieces(line), None, "{line}");
        }
    }
}
