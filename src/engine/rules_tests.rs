//! What is set in chat holds from the next turn on, and only if it was committed.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use domain::{Fact, Policy, Setting};

use crate::input::{Input, Order};
use crate::test_world::World;

type Seen = Arc<Mutex<Vec<i64>>>;

/// Looks at the step of the policy, in minutes.
fn looks(seen: &Seen) -> Input {
    let seen = Arc::clone(seen);
    Input::Order(Order::new(move |turn| {
        seen.lock().unwrap().push(turn.policy.booking.step.num_minutes());
        Ok(Vec::new())
    }))
}

/// Sets the step in chat, and then perhaps fails.
fn sets(text: &'static str, seen: i64, fails: bool) -> Input {
    Input::Order(Order::new(move |turn| {
        let value = Setting::Step.parse(text)?;
        turn.tx.set_override(Setting::Step, Some(&value), seen, 1.into(), turn.now)?;
        let was = Setting::Step.of(turn.policy);
        match fails {
            true => Err("it thinks better of it".into()),
            false => Ok(vec![Fact::SettingsChanged { setting: Setting::Step, was, is: value, by: 1.into() }]),
        }
    }))
}

#[test]
fn a_turn_sees_one_policy_from_its_begin_to_its_end() {
    let mut world = World::new();
    let seen = Seen::default();
    world.turn(&[looks(&seen), sets("15m", 0, false), looks(&seen)]);
    world.turn(&[looks(&seen)]);
    assert_eq!(*seen.lock().unwrap(), [30, 30, 15]);
}

#[test]
fn what_was_taken_back_never_holds() {
    let mut world = World::new();
    let seen = Seen::default();
    world.turn(&[sets("15m", 0, true), looks(&seen)]);
    world.turn(&[looks(&seen)]);
    assert_eq!(*seen.lock().unwrap(), [30, 30]);
}

#[test]
fn the_file_may_change_under_it_and_a_restart_keeps_it() {
    let mut world = World::new();
    let seen = Seen::default();
    world.turn(&[sets("15m", 0, false)]);
    let mut file = Policy::default();
    file.booking.step = TimeDelta::minutes(45);
    world.turn(&[Input::Policy(Arc::new(file)), looks(&seen)]);
    let mut world = world.restart();
    world.turn(&[looks(&seen)]);
    world.turn(&[sets("20m", 1, false)]);
    world.turn(&[looks(&seen)]);
    assert_eq!(*seen.lock().unwrap(), [15, 15, 20]);
}
