//! The real program: started, asked, stopped; and everything that a host can get wrong.

mod chain;
mod process;
mod running;
mod wrong;
