//! The words people read, from the Fluent files in `words/`.
//!
//! What a person typed comes in as an argument and is escaped here, once, so that no name can carry markup into a message.

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::bidi::isolated;

/// A language Zapis speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Lang {
    /// Both languages.
    pub const ALL: [Lang; 2] = [Lang::Ru, Lang::En];

    /// The stable code, also Telegram's `language_code`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Ru => "ru",
            Lang::En => "en",
        }
    }

    /// Reads a [code](Self::code) back.
    pub fn from_code(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// The language for a person whose Telegram speaks `tag` (C1). Where Russian is widely read, Russian; where Telegram tells nothing, the
    /// business's own language.
    pub fn for_person(tag: Option<&str>, business: Lang) -> Lang {
        let primary = tag.and_then(|tag| tag.split(['-', '_']).next());
        match primary {
            Some("ru" | "uk" | "be" | "kk" | "ky" | "uz" | "tg" | "tk" | "hy" | "az" | "tt" | "ba") => {
                Lang::Ru
            }
            Some(_) => Lang::En,
            None => business,
        }
    }
}

impl From<domain::policy::Locale> for Lang {
    fn from(locale: domain::policy::Locale) -> Lang {
        match locale {
            domain::policy::Locale::Ru => Lang::Ru,
            domain::policy::Locale::En => Lang::En,
        }
    }
}

/// The arguments of a message. Texts are escaped for Telegram's HTML.
#[derive(Default)]
pub struct Args<'a>(FluentArgs<'a>);

impl<'a> Args<'a> {
    /// No arguments yet.
    pub fn new() -> Args<'a> {
        Args::default()
    }

    /// With a text, escaped, and isolated if it is written from right to left.
    #[must_use]
    pub fn text(mut self, name: &'static str, value: impl AsRef<str>) -> Args<'a> {
        self.0.set(name, FluentValue::String(Cow::Owned(escape(&isolated(value.as_ref())))));
        self
    }

    /// With a number, which plurals and selectors may look at.
    #[must_use]
    pub fn number(mut self, name: &'static str, value: i64) -> Args<'a> {
        self.0.set(name, FluentValue::from(value));
        self
    }
}

/// All words in both languages. Made once at the start.
pub struct Texts {
    ru: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

const RU: &[&str] = &[
    include_str!("words/ru/common.ftl"),
    include_str!("words/ru/client.ftl"),
    include_str!("words/ru/reminder.ftl"),
    include_str!("words/ru/asked.ftl"),
    include_str!("words/ru/hours.ftl"),
    include_str!("words/ru/stranded.ftl"),
    include_str!("words/ru/late.ftl"),
    include_str!("words/ru/feedback.ftl"),
    include_str!("words/ru/waitlist.ftl"),
    include_str!("words/ru/admin.ftl"),
    include_str!("words/ru/lists.ftl"),
    include_str!("words/ru/admin_card.ftl"),
    include_str!("words/ru/when.ftl"),
    include_str!("words/ru/calendar.ftl"),
    include_str!("words/ru/series.ftl"),
    include_str!("words/ru/own_data.ftl"),
    include_str!("words/ru/privacy.ftl"),
    include_str!("words/ru/info.ftl"),
    include_str!("words/ru/picker.ftl"),
    include_str!("words/ru/rules.ftl"),
    include_str!("words/ru/clients.ftl"),
    include_str!("words/ru/settings.ftl"),
    include_str!("words/ru/backup.ftl"),
    include_str!("words/ru/setup.ftl"),
    include_str!("words/ru/amounts.ftl"),
    include_str!("words/ru/cat.ftl"),
    include_str!("words/ru/team.ftl"),
    include_str!("words/ru/journal.ftl"),
    include_str!("words/ru/restored.ftl"),
    include_str!("words/ru/condition.ftl"),
    include_str!("words/ru/alarms.ftl"),
];
const EN: &[&str] = &[
    include_str!("words/en/common.ftl"),
    include_str!("words/en/client.ftl"),
    include_str!("words/en/reminder.ftl"),
    include_str!("words/en/asked.ftl"),
    include_str!("words/en/hours.ftl"),
    include_str!("words/en/stranded.ftl"),
    include_str!("words/en/late.ftl"),
    include_str!("words/en/feedback.ftl"),
    include_str!("words/en/waitlist.ftl"),
    include_str!("words/en/admin.ftl"),
    include_str!("words/en/lists.ftl"),
    include_str!("words/en/admin_card.ftl"),
    include_str!("words/en/when.ftl"),
    include_str!("words/en/calendar.ftl"),
    include_str!("words/en/series.ftl"),
    include_str!("words/en/own_data.ftl"),
    include_str!("words/en/privacy.ftl"),
    include_str!("words/en/info.ftl"),
    include_str!("words/en/picker.ftl"),
    include_str!("words/en/rules.ftl"),
    include_str!("words/en/clients.ftl"),
    include_str!("words/en/settings.ftl"),
    include_str!("words/en/backup.ftl"),
    include_str!("words/en/setup.ftl"),
    include_str!("words/en/amounts.ftl"),
    include_str!("words/en/cat.ftl"),
    include_str!("words/en/team.ftl"),
    include_str!("words/en/journal.ftl"),
    include_str!("words/en/restored.ftl"),
    include_str!("words/en/condition.ftl"),
    include_str!("words/en/alarms.ftl"),
];

impl Texts {
    /// Reads the words that are part of the program.
    pub fn load() -> Texts {
        Texts { ru: bundle("ru", RU), en: bundle("en", EN) }
    }

    /// A message without arguments, for a text: HTML marks stay.
    pub fn get(&self, lang: Lang, key: &str) -> String {
        self.say(lang, key, Args::new())
    }

    /// A message with its arguments. A key that does not exist comes back as itself; a test keeps that from happening.
    pub fn say(&self, lang: Lang, key: &str, args: Args<'_>) -> String {
        let bundle = match lang {
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        bundle.format_pattern(pattern, Some(&args.0), &mut Vec::new()).into_owned()
    }

    /// A message for a button or a toast, where Telegram shows HTML as it stands: the escaping is undone.
    pub fn label(&self, lang: Lang, key: &str, args: Args<'_>) -> String {
        unescape(&self.say(lang, key, args))
    }

    /// Whether a typed text is the label `key` in any language: the label of a button is not taken for a name (C3).
    pub fn is_label(&self, key: &str, typed: &str) -> bool {
        let typed = bare(typed);
        Lang::ALL.into_iter().any(|lang| bare(&self.label(lang, key, Args::new())) == typed)
    }

    /// Whether a typed text is one of the words of a list, in any language. The words are parted by commas.
    pub fn is_word(&self, key: &str, typed: &str) -> bool {
        let typed = bare(typed);
        let one_of = |lang| self.get(lang, key).split(',').any(|word| word.trim() == typed);
        Lang::ALL.into_iter().any(one_of)
    }
}

/// The words of a label without arrows, emoji and case.
fn bare(label: &str) -> String {
    label.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Makes a text harmless inside Telegram's HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn bundle(lang: &str, files: &[&str]) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![lang.parse().expect("ru and en are language tags")]);
    // Telegram shows the isolation marks around arguments as odd gaps in some clients, so only what needs them has them (`bidi`).
    bundle.set_use_isolating(false);
    for file in files {
        let resource = FluentResource::try_new((*file).to_owned())
            .unwrap_or_else(|(_, errors)| panic!("a Fluent file of the program cannot be read: {errors:?}"));
        bundle.add_resource(resource).expect("a key stands once in the Fluent files; a test reads them");
    }
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn a_name_cannot_carry_markup_into_a_message() {
        assert_eq!(escape("<b>&x"), "&lt;b&gt;&amp;x");
        assert_eq!(unescape(&escape("<b>&amp;")), "<b>&amp;");
    }

    #[test]
    fn the_language_follows_telegram_and_then_the_business() {
        assert_eq!(Lang::for_person(Some("ru-RU"), Lang::En), Lang::Ru);
        assert_eq!(Lang::for_person(Some("de"), Lang::Ru), Lang::En);
        assert_eq!(Lang::for_person(None, Lang::Ru), Lang::Ru);
    }

    #[test]
    fn a_label_is_known_in_both_languages_and_any_case() {
        let texts = Texts::load();
        assert!(texts.is_label("button-back", " назад "));
        assert!(texts.is_label("button-back", "BACK"));
        assert!(!texts.is_label("button-back", "backwards"));
    }

    /// Key → the arguments it uses, of all files of a language.
    fn shape(files: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
        let mut shape = BTreeMap::new();
        for file in files {
            let mut key = String::new();
            for line in file.lines() {
                if let Some((name, _)) =
                    line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
                {
                    key = name.to_owned();
                    assert!(shape.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
                }
                for variable in line.split('$').skip(1).filter(|_| !line.starts_with('#')) {
                    let name: String =
                        variable.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
                    shape.get_mut(&key).expect("a variable stands in a message").insert(name);
                }
            }
        }
        shape
    }

    #[test]
    fn both_languages_have_the_same_messages_with_the_same_arguments() {
        for (ru, en) in RU.iter().zip(EN) {
            assert_eq!(shape(&[ru]), shape(&[en]));
        }
    }

    #[test]
    fn every_plural_has_the_forms_its_language_needs() {
        for (files, forms) in [(RU, vec!["[one]", "[few]", "*[many]"]), (EN, vec!["[one]", "*[other]"])] {
            for file in files {
                for block in file.split("\n\n").filter(|block| block.contains("[one]")) {
                    let count = block.matches("[one]").count();
                    for form in &forms {
                        assert_eq!(block.matches(form).count(), count, "{form} is missing in: {block}");
                    }
                }
            }
        }
    }
}
