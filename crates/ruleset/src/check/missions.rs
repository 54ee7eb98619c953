//! Checks `missions.toml`.

use super::report::Report;
use super::words::worded;
use crate::raw::{self, Texts, Whole};
use crate::types::{
    BesideWeights, DungeonTheme, EventKind, Inscription, MissionBudget, MissionRules, Motive, Rgb,
    RoomKind, StairWeights, ThemeId, TrapKind,
};
use toml::Spanned;

/// Slots that sentences about a dungeon may have.
const SLOTS: [&str; 3] = ["dungeon", "boss", "relic"];
/// Longest sentence.
const LONGEST: usize = 240;

pub(super) fn missions(
    report: &mut Report<'_>,
    raw: raw::missions::Missions,
    themes: &[DungeonTheme],
) -> MissionRules {
    report.file("missions.toml");
    let stairs = raw.stairs.get_ref();
    let mut weight = |name: &str, value: &Whole| report.whole(name, value, (0, 1000));
    let closed = StairWeights {
        open: weight("open", &stairs.open),
        key: weight("key", &stairs.key),
        switch: weight("switch", &stairs.switch),
        warden: weight("warden", &stairs.warden),
        valve: weight("valve", &stairs.valve),
    };
    let beside = BesideWeights {
        secret: weight("secret", &raw.beside.secret),
        vault: weight("vault", &raw.beside.vault),
        cage: weight("cage", &raw.beside.cage),
        gambit: weight("gambit", &raw.beside.gambit),
        shortcut: weight("shortcut", &raw.beside.shortcut),
        drop: weight("drop", &raw.beside.drop),
        hidden: weight("hidden", &raw.beside.hidden),
    };
    if closed.open + closed.key + closed.switch + closed.warden + closed.valve == 0 {
        let hint = "give at least one of open, key, switch, warden, valve a weight above 0";
        report.tell(&raw.stairs.span(), "every weight of [stairs] is 0", hint);
    }
    keys(report, &raw, closed, beside, themes);
    let budget = MissionBudget {
        creatures: report.whole("creatures", &raw.budget.creatures, (40, 10_000)),
        creatures_per_level: report.whole(
            "creatures_per_level",
            &raw.budget.creatures_per_level,
            (0, 10_000),
        ),
        chests: report.whole("chests", &raw.budget.chests, (1, 6)),
        traps: report.whole("traps", &raw.budget.traps, (0, 12)),
        difficulty: report.whole("difficulty", &raw.budget.difficulty, (0, 10_000)),
        difficulty_per_level: report.whole(
            "difficulty_per_level",
            &raw.budget.difficulty_per_level,
            (0, 1_000),
        ),
    };
    let rooms = raw.room.iter().map(|room| RoomKind {
        name: report.text("name", &room.name, 40),
        themes: named(report, room.themes.as_ref(), themes),
        pillars: room.pillars,
        pool: room.pool,
    });
    let rooms = rooms.collect();
    let traps = raw.trap.iter().map(|trap| TrapKind {
        name: report.text("name", &trap.name, 40),
        themes: named(report, trap.themes.as_ref(), themes),
        damage: report.whole("damage", &trap.damage, (1, 200)),
        damage_per_level: report.whole("damage_per_level", &trap.damage_per_level, (0, 50)),
        look: trap.look,
        colour: trap.colour.as_ref().map_or(STONE, |colour| report.colour("colour", colour)),
    });
    let traps = traps.collect();
    let motives = raw.motive.iter().map(|motive| Motive {
        themes: named(report, motive.themes.as_ref(), themes),
        of: motive.of.as_ref().map(|of| below_ground(report, of)),
        text: match &motive.of {
            Some(of) => worded(report, "text", &motive.text, LONGEST, &of.get_ref().lore_slots()),
            None => worded(report, "text", &motive.text, LONGEST, &SLOTS),
        },
    });
    let motives: Vec<Motive> = motives.collect();
    let lore = raw.lore.iter().map(|line| worded(report, "lore", line, LONGEST, &SLOTS)).collect();
    let mut inscriptions = Vec::new();
    for inscription in &raw.inscription {
        let of = below_ground(report, &inscription.of);
        report.filled("texts", &inscription.texts);
        for text in inscription.texts.get_ref() {
            let text = worded(report, "texts", text, LONGEST, &of.lore_slots());
            inscriptions.push(Inscription { of, text });
        }
    }
    MissionRules {
        levels_a_floor: report.whole("levels_a_floor", &raw.levels_a_floor, (1, 100)),
        upper_rooms: report.wholes("upper_rooms", &raw.upper_rooms, (4, 9)),
        extras: report.wholes("extras", &raw.extras, (0, 4)),
        draws: report.whole("draws", &raw.draws, (1, 16)),
        stairs: closed,
        beside,
        budget,
        rooms,
        traps,
        motives,
        lore,
        inscriptions,
    }
}

/// The colour of what strikes where a trap names none.
const STONE: Rgb = Rgb(0x9a, 0x96, 0x8e);

/// A kind of event that can leave something in a dungeon.
fn below_ground(report: &mut Report<'_>, of: &Spanned<EventKind>) -> EventKind {
    let kind = *of.get_ref();
    if !kind.is_below_ground() {
        let hint = "use one that happens in dungeons or to famous things: delving, breach, battle, \
                    loss, taking, forging or gift";
        report.tell(&of.span(), format!("{kind:?} leaves nothing in a dungeon"), hint);
    }
    kind
}

/// Where nothing but a key can close a way, each theme needs one beside that of its puzzle's door.
fn keys(
    report: &mut Report<'_>,
    raw: &raw::missions::Missions,
    stairs: StairWeights,
    beside: BesideWeights,
    themes: &[DungeonTheme],
) {
    let keyless = |theme: &&DungeonTheme| theme.spare_keys.is_empty();
    let deep = |theme: &&DungeonTheme| keyless(theme) && theme.floors.1 > 1;
    let only_stairs = StairWeights { open: 0, switch: 0, warden: 0, valve: 0, ..stairs };
    let none =
        BesideWeights { secret: 0, cage: 0, gambit: 0, shortcut: 0, drop: 0, hidden: 0, ..beside };
    for (key, theme) in [
        (&raw.stairs.get_ref().key, themes.iter().find(deep).filter(|_| stairs == only_stairs)),
        (&raw.beside.vault, themes.iter().find(keyless).filter(|_| beside == none)),
    ] {
        if let Some(theme) = theme.filter(|_| *key.get_ref() > 0) {
            let what = format!("theme {:?} has no key for these locks", theme.name);
            let hint = "give it spare_keys in themes.toml, or another way a weight above 0";
            report.tell(&key.span(), what, hint);
        }
    }
}

fn named(report: &mut Report<'_>, names: Option<&Texts>, themes: &[DungeonTheme]) -> Vec<ThemeId> {
    let names = names.map_or(&[][..], |names| names.get_ref());
    let known = || themes.iter().map(|theme| theme.name.as_str());
    names.iter().map(|name| ThemeId(report.reference("theme", name, known()))).collect()
}
