//! How names are compared when somebody is looked for: `ИВАН` is `иван`, `Алёна` is `алена`, `Muñoz` is `munoz`, `О'Нил` is `онил`.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// The same text without what people leave out when they look for it: case, marks over letters, signs. Words stay apart by one blank.
///
/// Folding a folded text changes nothing, so that what is stored folded can be compared with what is typed.
pub fn fold(text: &str) -> String {
    let plain = without_marks(&cased(&without_marks(text)));
    let kept: String = plain.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect();
    // Marks that a sign had kept apart stand beside each other now, and have an order of their own.
    without_marks(&kept).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Upper and lower once: `ß` becomes `ss` and the two sigmas of Greek one, whatever the text was written in.
fn cased(text: &str) -> String {
    text.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}

/// Letters taken apart from the marks over and under them, and the marks left out.
fn without_marks(text: &str) -> String {
    let taken_apart = DecomposingNormalizerBorrowed::new_nfkd().normalize(text);
    taken_apart.chars().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_leave_out_does_not_count() {
        for (typed, folded) in [
            ("ИВАН", "иван"),
            ("  Алёна \n Ёлкина ", "алена елкина"),
            ("Йожеф", "иожеф"),
            ("Muñoz", "munoz"),
            ("MUÑOZ", "munoz"),
            ("Straße", "strasse"),
            ("İstanbul", "istanbul"),
            ("О'Нил-Иванова", "ониливанова"),
            ("Анна 🌸 2", "анна 2"),
            ("李明", "李明"),
            ("🌸", ""),
        ] {
            assert_eq!(fold(typed), folded, "{typed:?}");
        }
    }

    #[test]
    fn marks_that_a_sign_kept_apart_come_into_their_order() {
        let once = fold("\u{1e023}!\u{c55}");
        assert_eq!(fold(&once), once);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn case_and_the_dots_over_a_letter_do_not_count(text in "[а-яёА-ЯЁa-zA-ZñÑüÜßéÉ ]{0,40}") {
            prop_assert_eq!(fold(&text.to_uppercase()), fold(&text));
            prop_assert_eq!(fold(&text.to_lowercase()), fold(&text));
            prop_assert_eq!(fold(&text.replace('ё', "е").replace('Ё', "Е")), fold(&text));
        }

        #[test]
        fn a_part_of_a_name_stays_a_part_of_it(before in "[а-яё]{0,9}", part in "[а-яё]{1,9}", after in "[а-яё]{0,9}") {
            let name = format!("{before}{part}{after}");
            prop_assert!(fold(&name).contains(&fold(&part.to_uppercase())));
        }
    }
}
