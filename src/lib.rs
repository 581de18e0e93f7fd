//! The process around the two bots: what a service is made of, and the commands.
//!
//! The architecture, with its map and its invariants, stands in `src/README.md`.

mod alarms;
pub mod backup;
pub mod catalog;
mod claim;
pub mod cli;
pub mod clock;
pub mod config;
pub mod document;
mod durable;
pub mod erasures;
pub mod examiner;
mod greeting;
mod http;
mod intake;
pub mod logging;
mod loops;
mod metrics;
pub mod operator;
pub mod pulse;
pub mod reload;
pub mod restore;
pub mod secrets;
pub mod selftest;
mod service;
mod space;
mod watchdog;
pub mod worker;

pub use service::{Parts, RunError, run};
