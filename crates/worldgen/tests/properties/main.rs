//! What holds in every world. `SEEDBOUND_SEEDS` says in how many it is looked for; with thousands,
//! `cargo test --profile seeds -p worldgen --test properties` runs all tests in one process, where they
//! share the worlds.

mod chronicle;
mod chunks;
mod climate;
mod dungeon;
mod history;
mod items;
mod landmarks;
mod lore;
mod people;
mod puzzles;
mod quests;
mod rivers;
mod roads;
mod settlements;
mod towns;
mod worlds;
