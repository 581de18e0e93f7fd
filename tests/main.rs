//! The whole program, from outside: conversations as people have them, and the real process on its worst days.
//!
//! `world` is everything in one thread on virtual time; `process` is the real binary against the imitation of Telegram over HTTP.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod admin_access;
mod admin_card;
mod admin_clients;
mod admin_edit;
mod admin_flow;
mod admin_hours;
mod admin_search;
mod admin_steps;
mod attackers;
mod booking_flow;
mod browser;
mod calendar;
mod canary;
mod client_ban;
mod client_words;
mod comfort;
mod compose;
mod crashes;
mod files;
mod forget;
mod hold_and_card;
mod info;
mod late;
mod long_lists;
mod merge;
mod moving;
mod my_bookings;
mod operator;
mod own_data;
mod page;
mod process;
mod race;
mod random_admins;
mod random_walk;
mod refusals;
mod reload;
mod reminders;
mod reminders_in_time;
mod review;
mod review_asked;
mod rights;
mod robot;
mod series;
mod services;
mod steps;
mod stranded;
mod stray_input;
mod talk;
mod team;
mod team_journal;
mod tidy;
mod typed;
mod waitlist;
mod waitlist_earlier;
mod waitlist_offers;
mod webdriver;
mod world;
