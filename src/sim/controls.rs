//! What the page offers besides chatting, and who carries it out: the imitation itself cannot make time pass or restart a bot.

use std::time::Duration;

use serde::Serialize;
use tokio::sync::{mpsc, oneshot};

/// What the page gets besides the chats.
#[derive(Debug, Default)]
pub struct Controls {
    /// The page's title.
    pub title: &'static str,
    /// Whose phones it shows, in the order of the bots.
    pub captions: Vec<Words>,
    /// The zone in which it shows times, by its IANA name; without one it is the browser's.
    pub zone: Option<String>,
    /// A guided tour, shown at the first visit.
    pub tour: Vec<Step>,
    /// Where commands go; without it none are offered.
    pub commands: Option<mpsc::UnboundedSender<Command>>,
}

/// What the page says in either of its languages.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Words {
    /// In Russian.
    pub ru: &'static str,
    /// In English.
    pub en: &'static str,
}

/// One step of the tour.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Step {
    /// The username of the bot whose phone it is about; without one it is about the controls.
    pub bot: Option<&'static str>,
    /// Its heading.
    pub title: Words,
    /// What to try.
    pub text: Words,
}

/// Something that whoever runs the imitation is asked to do.
#[derive(Debug)]
pub struct Command {
    /// What.
    pub order: Order,
    /// To be told when it is done, or dropped if it is not: for [`Order::Restart`] once the bots have stopped.
    pub done: oneshot::Sender<()>,
}

/// What can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Put the clock ahead by so much.
    Advance(Duration),
    /// Stop the bots and start them again.
    Restart,
}

/// Which bots are there, as far as their polls tell.
#[derive(Debug)]
pub(crate) struct Presence {
    /// One for each bot: it has not polled since it was last known to be gone.
    away: Vec<bool>,
    /// The bots are about to stop: polls mean nothing.
    stopping: bool,
    restarting: bool,
}

impl Presence {
    pub(crate) fn new(bots: usize) -> Presence {
        Presence { away: vec![true; bots], stopping: false, restarting: false }
    }

    /// Nobody is there until the next poll.
    pub(crate) fn gone(&mut self) {
        self.away.fill(true);
    }

    pub(crate) fn stopping(&mut self) {
        self.gone();
        self.stopping = true;
        self.restarting = true;
    }

    pub(crate) fn stopped(&mut self) {
        self.stopping = false;
    }

    /// A bot polls. True if that is news.
    pub(crate) fn polls(&mut self, bot: usize) -> bool {
        let news = !self.stopping && std::mem::take(&mut self.away[bot]);
        self.restarting &= self.stopping || self.away.contains(&true);
        news
    }

    pub(crate) fn is_away(&self, bot: usize) -> bool {
        self.away[bot]
    }

    /// From the command until all bots poll again.
    pub(crate) fn is_restarting(&self) -> bool {
        self.restarting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_restart_is_over_when_every_bot_polls_again() {
        let mut presence = Presence::new(2);
        assert!(presence.polls(0) && presence.polls(1) && !presence.polls(1));
        presence.stopping();
        assert!(!presence.polls(0), "the last poll before the stop");
        presence.stopped();
        assert!(presence.polls(0));
        assert!(presence.is_restarting() && presence.is_away(1));
        assert!(presence.polls(1));
        assert!(!presence.is_restarting() && !presence.is_away(1));
    }
}
