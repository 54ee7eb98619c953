//! Login and transports over real loopback sockets. One binary, because linking costs more than
//! running.

mod exchange;
mod flood;
mod hostile;
mod key_files;
mod login;
mod properties;
mod support;
