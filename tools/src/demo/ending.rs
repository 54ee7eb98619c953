//! What came of it.

use super::actor::Actor;
use super::stage::Stage;
use worldgen::QuestKind;

/// A row for each actor.
pub(super) fn table(stage: &Stage<'_>, actors: &[Actor]) {
    let title = actors.iter().map(|actor| actor.quest().title.chars().count()).max().unwrap_or(0);
    let title = title.clamp(5, 40);
    stage.story.line("");
    stage.story.line(&format!(
        "  {:<9} {:<9} {:<title$} {:>5} {:>6} {:>5} {:>5} {:>8}  {}",
        "name", "quest", "title", "kills", "deaths", "level", "coins", "seconds", "reward"
    ));
    for (index, actor) in actors.iter().enumerate() {
        let name = &stage.parts[index].name;
        let kind = match actor.quest().kind {
            QuestKind::Deliver => "delivery",
            QuestKind::Hunt => "hunt",
            QuestKind::Delve => "dungeon",
            QuestKind::Fetch => "fetch",
            QuestKind::Explore => "look",
            QuestKind::FindOut => "question",
            QuestKind::Persuade => "favour",
            QuestKind::Build => "building",
            QuestKind::Solve => "puzzle",
            QuestKind::Escort => "escort",
        };
        let heading: String = actor.quest().title.chars().take(title).collect();
        let (level, coins) = actor.last_wealth;
        let pad = " ".repeat(9_usize.saturating_sub(name.chars().count()));
        stage.story.line(&format!(
            "  {}{pad} {kind:<9} {heading:<title$} {:>5} {:>6} {level:>5} {coins:>5} {:>8}  {}",
            stage.story.name(index, name),
            actor.kills,
            actor.deaths,
            actor.finished.map_or(0, |at| at.as_secs()),
            actor.reward.as_deref().unwrap_or("coins"),
        ));
    }
    let (mut checked, mut moved, mut greatest) = (0, 0, 0);
    for actor in actors {
        let corrections = actor.corrections();
        checked += corrections.checked;
        moved += corrections.moved;
        greatest = greatest.max(corrections.greatest.0);
    }
    stage.story.line("");
    stage.story.line(&format!(
        "  Every step was predicted: of {checked} predictions the server corrected {moved}, by {:.2} m \
         at most.",
        f64::from(greatest) / 1000.0
    ));
}

/// Who is not through, and what they were doing.
pub(super) fn unfinished(stage: &Stage<'_>, actors: &[Actor]) -> Vec<String> {
    let open = actors.iter().enumerate().filter(|(_, actor)| actor.finished.is_none());
    open.map(|(index, actor)| {
        let standing = &stage.standings[index];
        let place =
            standing.dungeon.map_or_else(|| "outside".to_owned(), |site| stage.site_name(site));
        format!(
            "{} has not finished “{}”: {} ({place}, {} {}).",
            stage.parts[index].name,
            actor.quest().title,
            actor.doing,
            standing.at.x.0 / 1000,
            standing.at.z.0 / 1000
        )
    })
    .collect()
}
