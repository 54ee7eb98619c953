//! What holds in every world. `SEEDBOUND_SEEDS` says in how many it is looked for. With thousands, `cargo
//! test --profile seeds -p worldgen --test properties` is the way: it runs all tests in one process, where
//! they share the worlds. `tools/test` asks 10,000 for what one generator makes and for each world's home;
//! roads, rivers, chunks and the land around are wide, and are tried on fewer.

mod caves;
mod chronicle;
mod chunks;
mod climate;
mod dungeon;
mod history;
mod items;
mod landmarks;
mod lore;
mod numbers;
mod people;
mod puzzles;
mod quests;
mod rivers;
mod roads;
mod settlements;
mod speed;
mod towns;
mod worlds;
