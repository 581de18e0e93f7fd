//! Back and Cancel on every step of a booking, in both languages (C3).

use crate::booking_flow::choose_tuesday;
use crate::world::{ANNA, BORIS, CLARA, World};

/// A person with the words that their language has for the steps, the buttons and the screens of a booking.
struct Words {
    person: i64,
    /// What is done on each step, a press or a text.
    steps: [&'static str; 9],
    /// What each step then shows.
    screens: [&'static str; 9],
    back: &'static str,
    cancel: &'static str,
}

const RUSSIAN: Words = Words {
    person: ANNA,
    steps: ["/start", "Записаться", "Стрижка", "Мария", "24", "15:00", "Даю согласие", "Анна", "89123456789"],
    screens: [
        "[📅 Записаться]",
        "На что",
        "К кому",
        "На какой день",
        "Во сколько",
        "Прежде чем записать",
        "Как вас зовут",
        "номер телефона",
        "Всё верно",
    ],
    back: "Назад",
    cancel: "Отмена",
};

const ENGLISH: Words = Words {
    person: CLARA,
    steps: ["/start", "Book", "Стрижка", "Мария", "24", "15:00", "I agree", "Clara", "+44 20 7946 0958"],
    screens: [
        "[📅 Book]",
        "would you like to book",
        "Who would you like",
        "Which day",
        "What time",
        "Before we book you in",
        "your name",
        "phone number",
        "everything correct",
    ],
    back: "Back",
    cancel: "Cancel",
};

impl Words {
    /// Goes as far as this step and looks whether it is there.
    fn reach(&self, world: &mut World, depth: usize) {
        for step in 0..=depth {
            let mut talk = world.client(self.person);
            match step {
                0 | 7 | 8 => talk.says(self.steps[step]),
                _ => talk.presses(self.steps[step]),
            };
        }
        self.stands_at(world, depth);
    }

    fn stands_at(&self, world: &mut World, depth: usize) {
        let talk = world.client(self.person);
        assert!(talk.sees().contains(self.screens[depth]), "step {depth}: {}", talk.sees());
        // The keyboard that shares the contact stands in place of the letters, not under the message.
        assert_eq!(talk.live_messages(), usize::from(depth != 7), "step {depth}");
    }
}

#[test]
fn back_leads_one_step_back_from_every_step_and_gives_the_time_back() {
    for words in [RUSSIAN, ENGLISH] {
        for depth in 1..words.steps.len() {
            let mut world = World::new();
            words.reach(&mut world, depth);
            world.client(words.person).presses(words.back);
            // Who has agreed is not asked again on the way back.
            words.stands_at(&mut world, if depth == 6 { 4 } else { depth - 1 });
            if depth <= 6 {
                choose_tuesday(&mut world, BORIS);
                assert!(
                    world.client(BORIS).sees().contains("Как вас зовут"),
                    "after step {depth} the time is free"
                );
            }
        }
    }
}

#[test]
fn cancel_ends_the_dialogue_on_every_step() {
    for words in [RUSSIAN, ENGLISH] {
        for depth in 1..words.steps.len() {
            let mut world = World::new();
            words.reach(&mut world, depth);
            world.client(words.person).presses(words.cancel);
            words.stands_at(&mut world, 0);
            choose_tuesday(&mut world, BORIS);
            assert!(
                world.client(BORIS).sees().contains("Как вас зовут"),
                "after step {depth} the time is free"
            );
        }
    }
}
