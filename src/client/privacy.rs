//! The privacy notice in plain words, made of what the configuration says: what is stored, why, for how long, and how to have it or be rid of it.
//!
//! The bot tells it where the business has no page of its own (`privacy.url`), `zapis privacy` prints it as a page.

use chat::{Args, Failure, Lang, Reaction, Screen, Texts};
use domain::Policy;

use crate::cx::Cx;
use crate::state::State;

/// A part of the notice. Both are free of markup, and what the owner wrote is escaped for HTML. Lines that begin with "• " are items of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is about.
    pub heading: String,
    /// What there is to say.
    pub text: String,
}

/// The notice: its title with the version below, then its parts. `copies` is for how many days copies of the database are kept at most, where that is
/// known.
pub fn notice(texts: &Texts, lang: Lang, policy: &Policy, copies: Option<i64>) -> Vec<Part> {
    let (business, privacy) = (&policy.business, &policy.privacy);
    let say = |key: &str| texts.get(lang, key);
    let with = |key: &str, args: Args<'_>| texts.say(lang, key, args);
    let named = || Args::new().text("business", &business.name);
    let days = |key: &str, days: i64| texts.say(lang, key, Args::new().number("days", days));
    let who = [
        Some(with(
            "privacy-who-text",
            Args::new().text("who", privacy.operator.as_ref().unwrap_or(&business.name)),
        )),
        privacy.contact.as_ref().map(|contact| with("privacy-contact", Args::new().text("contact", contact))),
        business.phone.as_ref().map(|phone| with("privacy-phone", Args::new().text("phone", phone))),
        business
            .address
            .as_ref()
            .map(|address| with("privacy-address", Args::new().text("address", address))),
    ];
    let how_long = [
        Some(match privacy.keep {
            Some(keep) => days("privacy-kept-for", keep.num_days()),
            None => say("privacy-kept"),
        }),
        Some(say("privacy-stays")),
        copies.map(|copies| days("privacy-copies", copies)),
    ];
    let lines = |lines: Vec<Option<String>>| lines.into_iter().flatten().collect::<Vec<_>>().join("\n");
    let part = |heading: String, text: String| Part { heading, text };
    vec![
        part(
            with("privacy-title", named()),
            with("privacy-version", Args::new().text("version", &privacy.version)),
        ),
        part(say("privacy-who"), lines(who.into())),
        part(say("privacy-what"), say("privacy-what-text")),
        part(say("privacy-why"), say("privacy-why-text")),
        part(say("privacy-where"), with("privacy-where-text", named())),
        part(say("privacy-how-long"), lines(how_long.into())),
        part(say("privacy-rights"), say("privacy-rights-text")),
    ]
}

/// Tells it in the chat. A dialogue goes on as it was.
pub(crate) fn tell(cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
    let policy = cx.turn.policy;
    if let Some(url) = &policy.privacy.url {
        let told = cx.say_with("privacy-elsewhere", Args::new().text("url", url));
        return Ok(Reaction::silence().and(cx.once(Screen::text(told))));
    }
    let parts = notice(cx.turn.texts, cx.lang, policy, None);
    let told: Vec<String> =
        parts.iter().map(|Part { heading, text }| format!("<b>{heading}</b>\n{text}")).collect();
    Ok(Reaction::silence().and(cx.once(Screen::text(told.join("\n\n")))))
}
