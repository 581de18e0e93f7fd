//! Telegram on a bad day.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::methods::int;
use crate::telegram::{Reply, Telegram, Upload};

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The call has its effect, and the answer comes late, by so many milliseconds.
    Delay(u64),
    /// "Too Many Requests", to be tried again after so many seconds.
    TooMany(u64),
    /// A gateway's error page; nothing happened.
    ServerError,
    /// The call has its effect, and the connection ends before the answer.
    ReplyLost,
    /// The connection ends and nothing happened.
    Closed,
    /// An answer that is no JSON; nothing happened.
    Garbage,
    /// The call is refused for good, with these words.
    Refused(String),
}

/// A trouble with the calls that fit.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Only calls of this bot, by username.
    pub bot: Option<String>,
    /// Only calls of this method; `webhook` is bringing an update.
    pub method: Option<String>,
    /// What goes wrong.
    pub trouble: Trouble,
    /// How often; then the fault is over.
    pub times: u32,
}

/// How a call ends for the bot that made it.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// With an answer.
    Answered(Reply),
    /// With an answer, so many milliseconds late.
    Late(Reply, u64),
    /// With a gateway's page and status 502.
    Gateway,
    /// With status 200 and something that is no JSON.
    Garbage,
    /// With the end of the connection.
    Cut,
}

impl Outcome {
    /// The Bot API's answer, if the bot saw one.
    pub fn reply(&self) -> Option<&Reply> {
        match self {
            Outcome::Answered(reply) | Outcome::Late(reply, _) => Some(reply),
            Outcome::Gateway | Outcome::Garbage | Outcome::Cut => None,
        }
    }
}

/// The faults in force.
#[derive(Debug, Default)]
pub struct Faults {
    few: Vec<(Option<i64>, Fault)>,
    cut: bool,
}

impl Faults {
    /// Adds a fault; the first that fits counts.
    pub fn add(&mut self, fault: Fault) {
        self.few.push((None, fault));
    }

    /// Adds a fault that hits only calls about this chat.
    pub fn add_in_chat(&mut self, chat: i64, fault: Fault) {
        self.few.push((Some(chat), fault));
    }

    /// Ends all faults.
    pub fn clear(&mut self) {
        *self = Faults::default();
    }

    /// Cuts the network between Telegram and all bots, or mends it. While it is cut no call arrives, so the log knows of none; what people do
    /// waits.
    pub fn cut(&mut self, cut: bool) {
        self.cut = cut;
    }

    /// Whether the network is cut.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// The trouble of a call, used up once.
    pub(crate) fn take(&mut self, bot: &str, method: &str, chat: Option<i64>) -> Option<Trouble> {
        let fits = |(only, fault): &(Option<i64>, Fault)| {
            fault.times > 0
                && fault.bot.as_ref().is_none_or(|name| name == bot)
                && fault.method.as_ref().is_none_or(|name| name.eq_ignore_ascii_case(method))
                && (only.is_none() || *only == chat)
        };
        let index = self.few.iter().position(fits)?;
        let fault = &mut self.few[index].1;
        let trouble = fault.trouble.clone();
        fault.times -= 1;
        if fault.times == 0 {
            self.few.remove(index);
        }
        Some(trouble)
    }
}

impl Telegram {
    /// Carries out a call as a bot on the other side of a network sees it: with the faults in force.
    pub fn receive(
        &mut self,
        now: DateTime<Utc>,
        token: &str,
        method: &str,
        params: &Value,
        files: &[Upload],
    ) -> Outcome {
        if self.faults.is_cut() {
            return Outcome::Cut;
        }
        match self.trouble_of(token, method, params) {
            None => Outcome::Answered(self.call(now, token, method, params, files)),
            Some(trouble) => self.suffer(trouble, now, token, method, params, files),
        }
    }

    /// The trouble that a call runs into; asking uses it up.
    pub(crate) fn trouble_of(&mut self, token: &str, method: &str, params: &Value) -> Option<Trouble> {
        let bot = self.bot_of(token)?;
        let chat = int(params, "chat_id");
        self.faults.take(&self.bots[bot].setup.username, method, chat)
    }

    pub(crate) fn suffer(
        &mut self,
        trouble: Trouble,
        now: DateTime<Utc>,
        token: &str,
        method: &str,
        params: &Value,
        files: &[Upload],
    ) -> Outcome {
        let reply = match trouble {
            Trouble::Delay(_) | Trouble::ReplyLost => {
                let reply = self.call(now, token, method, params, files);
                self.mark_last(method, &trouble);
                reply
            }
            Trouble::TooMany(seconds) => {
                self.note_trouble(now, token, method, params, &trouble, Reply::too_many(seconds))
            }
            Trouble::Refused(ref words) => {
                let reply = Reply::error(400, words.as_str());
                self.note_trouble(now, token, method, params, &trouble, reply)
            }
            _ => self.note_trouble(
                now,
                token,
                method,
                params,
                &trouble,
                Reply { status: 0, body: Value::Null },
            ),
        };
        match trouble {
            Trouble::Delay(milliseconds) => Outcome::Late(reply, milliseconds),
            Trouble::TooMany(_) | Trouble::Refused(_) => Outcome::Answered(reply),
            Trouble::ServerError => Outcome::Gateway,
            Trouble::Garbage => Outcome::Garbage,
            Trouble::ReplyLost | Trouble::Closed => Outcome::Cut,
        }
    }

    fn note_trouble(
        &mut self,
        now: DateTime<Utc>,
        token: &str,
        method: &str,
        params: &Value,
        trouble: &Trouble,
        reply: Reply,
    ) -> Reply {
        if let Some(bot) = self.bot_of(token)
            && !method.eq_ignore_ascii_case("getUpdates")
        {
            self.note(now, bot, method, params.clone(), &reply);
            self.mark_last(method, trouble);
        }
        reply
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::{BotSetup, PersonSetup, Setup};
    use serde_json::json;

    fn begun() -> Telegram {
        let bot = BotSetup {
            token: "1:a".into(),
            username: "one".into(),
            name: "One".into(),
            hint: None,
            shown: vec![5],
        };
        let people = [5, 6].map(|id| PersonSetup {
            id,
            first_name: "Anna".into(),
            language: "en".into(),
            phone: "1".into(),
        });
        let mut telegram = Telegram::new(Setup { bots: vec![bot], people: people.into(), limits: false });
        for person in [5, 6] {
            telegram.send_text(DateTime::UNIX_EPOCH, "one", person, "/start");
        }
        telegram
    }

    fn send(telegram: &mut Telegram, chat: i64) -> Outcome {
        let params = json!({ "chat_id": chat, "text": "x" });
        telegram.receive(DateTime::UNIX_EPOCH, "1:a", "sendMessage", &params, &[])
    }

    fn fault(trouble: Trouble) -> Fault {
        Fault { bot: None, method: Some("SendMessage".into()), trouble, times: 1 }
    }

    #[test]
    fn a_lost_reply_is_logged_with_its_effect_and_a_closed_connection_without() {
        let mut telegram = begun();
        for (trouble, outcome, written, status) in [
            (Trouble::ReplyLost, Outcome::Cut, 1, 200),
            (Trouble::Closed, Outcome::Cut, 0, 0),
            (Trouble::ServerError, Outcome::Gateway, 0, 0),
            (Trouble::Garbage, Outcome::Garbage, 0, 0),
            (Trouble::TooMany(3), Outcome::Answered(Reply::too_many(3)), 0, 429),
        ] {
            let before = telegram.chat("one", 5).unwrap().messages.len();
            telegram.faults.add(fault(trouble.clone()));
            assert_eq!(send(&mut telegram, 5), outcome);
            assert_eq!(telegram.chat("one", 5).unwrap().messages.len() - before, written, "{trouble:?}");
            let last = telegram.log().next_back().unwrap();
            assert_eq!((last.status, last.trouble.as_ref()), (status, Some(&trouble)));
        }
        telegram.faults.add(fault(Trouble::Delay(700)));
        assert!(matches!(send(&mut telegram, 5), Outcome::Late(reply, 700) if reply.status == 200));
        assert!(send(&mut telegram, 5).reply().is_some(), "each fault strikes once");
    }

    #[test]
    fn nothing_arrives_while_the_network_is_cut_and_what_people_did_waits() {
        let mut telegram = begun();
        let calls = telegram.log().count();
        telegram.faults.cut(true);
        telegram.send_text(DateTime::UNIX_EPOCH, "one", 5, "hello");
        assert_eq!(send(&mut telegram, 5), Outcome::Cut);
        assert_eq!((telegram.log().count(), telegram.waiting("one")), (calls, 3));
        telegram.faults.cut(false);
        assert!(send(&mut telegram, 5).reply().is_some());
    }

    #[test]
    fn a_fault_can_be_meant_for_one_chat() {
        let mut telegram = begun();
        telegram.faults.add_in_chat(6, fault(Trouble::Closed));
        assert!(send(&mut telegram, 5).reply().is_some());
        assert_eq!(send(&mut telegram, 6), Outcome::Cut);
    }
}
