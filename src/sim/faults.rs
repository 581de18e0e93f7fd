//! Telegram on a bad day.

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The answer comes late, by so many milliseconds.
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
}

/// A trouble with the calls that fit.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Only calls of this bot, by username.
    pub bot: Option<String>,
    /// Only calls of this method.
    pub method: Option<String>,
    /// What goes wrong.
    pub trouble: Trouble,
    /// How often; then the fault is over.
    pub times: u32,
}

/// The faults in force.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Adds a fault; the first that fits counts.
    pub fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Ends all faults.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The trouble of a call, used up once.
    pub(crate) fn take(&mut self, bot: &str, method: &str) -> Option<Trouble> {
        let fits = |fault: &Fault| {
            fault.bot.as_ref().is_none_or(|name| name == bot)
                && fault.method.as_ref().is_none_or(|name| name.eq_ignore_ascii_case(method))
        };
        let index = self.0.iter().position(fits)?;
        let trouble = self.0[index].trouble.clone();
        self.0[index].times = self.0[index].times.saturating_sub(1);
        if self.0[index].times == 0 {
            self.0.remove(index);
        }
        Some(trouble)
    }
}
