//! The chain from outside: real transactions over its RPC, restarts and kills.

mod disk;
mod embedded;
mod expire;
mod kill;
mod locked;
mod outbox;
mod proxy;
mod readers;
mod relic;
mod sale;
mod support;
mod trouble;
mod world;
