//! The hub against stock `NetcodeClient`s, without sockets and with a clock of its own.

mod fuzz;
mod handshake;
mod harness;
mod nonces;
mod vouch;
