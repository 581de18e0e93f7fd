//! Words that are written from right to left, among those that are not.
//!
//! A Hebrew or an Arabic name is a name, but where it stands beside times and other names it pulls them into its own direction: "15:00 מרים · Стрижка"
//! would be shown as another sentence. So a value with such letters is isolated (Unicode TR 9), and a label that holds one begins from the left. What
//! turns the direction by itself is dropped wherever it comes from; names and comments have lost it at the door already.

use std::borrow::Cow;

use domain::person::turns_direction;

/// Opens an isolate whose direction is that of its first letter.
const OPEN: char = '\u{2068}';
/// Closes it.
const CLOSE: char = '\u{2069}';
/// A letter that nobody sees, from the left to the right.
const LEFT: char = '\u{200e}';

/// A value as it may stand inside a sentence: it rearranges nothing around it. Most are as they were.
pub fn isolated(value: &str) -> Cow<'_, str> {
    let value = match value.chars().all(is_harmless) {
        true => Cow::Borrowed(value),
        false => Cow::Owned(value.chars().filter(|c| is_harmless(*c)).collect()),
    };
    if !value.chars().any(is_from_the_right) {
        return value;
    }
    // An isolate ends with its line.
    let line = |line: &str| match line.chars().any(is_from_the_right) {
        true => format!("{OPEN}{line}{CLOSE}"),
        false => line.to_owned(),
    };
    Cow::Owned(value.split('\n').map(line).collect::<Vec<_>>().join("\n"))
}

/// A label that is read from the left whatever stands in it. Isolates in it stay if each is closed.
pub fn from_the_left(label: String) -> String {
    let closed = label.chars().try_fold(false, |open, c| match c {
        OPEN => (!open).then_some(true),
        CLOSE => open.then_some(false),
        _ => Some(open),
    });
    let stays = |c: char| is_harmless(c) || (closed == Some(false) && matches!(c, OPEN | CLOSE));
    let label: String = label.chars().filter(|c| stays(*c)).collect();
    match label.chars().any(is_from_the_right) {
        true => format!("{LEFT}{label}"),
        false => label,
    }
}

fn is_harmless(c: char) -> bool {
    !turns_direction(c) && (!c.is_control() || c == '\n')
}

/// Hebrew, Arabic, Syriac and the others of their blocks.
fn is_from_the_right(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_from_the_right_is_isolated_and_others_are_as_they_were() {
        assert_eq!(isolated("Анна"), "Анна");
        assert_eq!(isolated("מרים"), "\u{2068}מרים\u{2069}");
        assert_eq!(isolated("к окну\nשלום"), "к окну\n\u{2068}שלום\u{2069}");
        assert_eq!(isolated("\u{202e}Анна\u{2066}\0\u{200f}"), "Анна");
        assert_eq!(from_the_left("מרים · 15:00".into()), "\u{200e}מרים · 15:00");
        assert_eq!(from_the_left("Анна · 15:00".into()), "Анна · 15:00");
        assert_eq!(from_the_left("Стрижка\u{202e} · 15:00".into()), "Стрижка · 15:00");
        let once = from_the_left("\u{2068}מרים\u{2069} · 15:00".into());
        assert_eq!(once, "\u{200e}\u{2068}מרים\u{2069} · 15:00");
        assert_eq!(from_the_left(once.clone()), once);
        assert_eq!(from_the_left("\u{2068}a".into()), "a", "an isolate that nobody closes");
    }

    proptest! {
        #[test]
        fn every_isolate_is_closed_in_its_line_and_nothing_else_turns(text in "[a-zא-ת\u{202e}\u{2068}\u{2069}\u{200f}\n ]{0,40}") {
            for line in isolated(&text).split('\n') {
                let inner = line.strip_prefix(OPEN).and_then(|line| line.strip_suffix(CLOSE)).unwrap_or(line);
                prop_assert!(!inner.chars().any(turns_direction), "{line:?}");
            }
            let once = isolated(&text);
            prop_assert_eq!(&isolated(&once), &once);
        }
    }
}
