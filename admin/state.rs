//! Where an admin stands between two messages: in the PIN dialogue, or on a step of a flow. Every other screen is an entry that works whenever
//! the session is open, because its buttons name all that they need.

use chat::Action;
use domain::BookingId;
use serde::{Deserialize, Serialize};

use crate::step::Step;

/// A step of the PIN dialogue, or of a flow. No step ever holds digits of a PIN: while they are looked at, they are in a worker's memory only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The first entry: a PIN is to be chosen.
    ChoosePin {
        /// What follows the unlocking.
        pending: Pending,
    },
    /// The chosen PIN is being stretched.
    Stretching {
        /// What follows the unlocking.
        pending: Pending,
    },
    /// The chosen PIN is to be typed once more.
    RepeatPin {
        /// The hash of the first entry.
        candidate: String,
        /// What follows the unlocking.
        pending: Pending,
    },
    /// The second entry is being compared with the first.
    Comparing {
        /// The hash of the first entry.
        candidate: String,
        /// What follows the unlocking.
        pending: Pending,
    },
    /// The PIN is asked.
    EnterPin {
        /// What follows the unlocking.
        pending: Pending,
    },
    /// The entered PIN is being compared.
    Checking {
        /// The hash it is compared with. A PIN that was replaced meanwhile opens nothing.
        against: String,
        /// What follows the unlocking.
        pending: Pending,
    },
    /// A step of a flow: the session is open, or was when it began.
    Step(Step),
}

/// What an admin wanted when the PIN came between (A1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pending {
    /// Nothing in particular: the menu.
    Menu,
    /// A button of a list or of the menu, or a command, as an encoded action.
    Entry(String),
    /// A button of a booking's card.
    Card {
        /// The booking.
        booking: BookingId,
        /// The version that the card showed.
        version: i64,
        /// The encoded action.
        action: String,
    },
    /// The step of a flow that a lock interrupted.
    Step(Box<Step>),
}

impl Pending {
    /// What a press or a command leads to. Nobody opens a session in order to close it, or to press a cell that does nothing.
    pub(crate) fn entry(action: &Action) -> Pending {
        match action.verb() {
            "menu" | "lock" | chat::calendar::NOTHING => Pending::Menu,
            _ => Pending::Entry(action.encode()),
        }
    }
}

impl State {
    /// Whether a worker is at it.
    pub(crate) fn is_busy(&self) -> bool {
        matches!(self, State::Stretching { .. } | State::Comparing { .. } | State::Checking { .. })
    }

    /// Whether the step belongs to an admin who has a PIN already, and not to the first entry.
    pub(crate) fn has_pin(&self) -> bool {
        matches!(self, State::EnterPin { .. } | State::Checking { .. })
    }

    /// What may stay of it when a client has everything erased (C12): no step that may hold something of theirs, and none behind the PIN.
    pub(crate) fn without_clients(mut self) -> Option<State> {
        match &mut self {
            State::Step(step) if step.may_tell_of_a_client() => return None,
            State::Step(_) => {}
            State::ChoosePin { pending }
            | State::Stretching { pending }
            | State::RepeatPin { pending, .. }
            | State::Comparing { pending, .. }
            | State::EnterPin { pending }
            | State::Checking { pending, .. } => {
                if matches!(pending, Pending::Step(step) if step.may_tell_of_a_client()) {
                    *pending = Pending::Menu;
                }
            }
        }
        Some(self)
    }

    /// What follows the unlocking.
    pub(crate) fn pending(&self) -> Pending {
        match self {
            State::ChoosePin { pending }
            | State::Stretching { pending }
            | State::RepeatPin { pending, .. }
            | State::Comparing { pending, .. }
            | State::EnterPin { pending }
            | State::Checking { pending, .. } => pending.clone(),
            State::Step(step) => Pending::Step(Box::new(step.clone())),
        }
    }
}
