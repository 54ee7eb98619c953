//! The store from outside: what is written is found again, whole, whatever happens in between.

mod damage;
mod identity;
mod kill;
mod model;
mod support;
