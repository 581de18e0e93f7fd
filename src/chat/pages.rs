//! Lists that are too long for one screen: Telegram takes a hundred buttons and 4096 characters.

use crate::press::Action;
use crate::screen::Button;

/// One page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page<'a, T> {
    /// Which, counted from 0.
    pub number: i64,
    /// What is on it.
    pub items: &'a [T],
    /// Whether another follows.
    pub more: bool,
}

impl<T> Page<'_, T> {
    /// The page of that number; the first, if there is none.
    pub fn of(all: &[T], number: i64, size: usize) -> Page<'_, T> {
        let wanted = usize::try_from(number).unwrap_or(0);
        let begin = wanted.checked_mul(size).filter(|begin| *begin < all.len()).unwrap_or(0);
        let end = all.len().min(begin + size);
        let number = i64::try_from(begin / size.max(1)).unwrap_or(0);
        Page { number, items: &all[begin..end], more: end < all.len() }
    }

    /// The row of arrows to the pages beside it; empty if there is only one.
    pub fn arrows(&self, turn_to: impl Fn(i64) -> Action) -> Vec<Button> {
        arrows(self.number, self.more, turn_to)
    }
}

/// The row of arrows to the pages beside one; empty if there is only one.
pub fn arrows(number: i64, more: bool, turn_to: impl Fn(i64) -> Action) -> Vec<Button> {
    let back = (number > 0).then(|| Button::new("‹", turn_to(number - 1)));
    let on = more.then(|| Button::new("›", turn_to(number + 1)));
    back.into_iter().chain(on).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_turned_over_and_a_forged_number_shows_its_begin() {
        let all: Vec<u32> = (0..7).collect();
        let page = |number| Page::of(&all, number, 3);
        assert_eq!((page(0).items, page(0).more), ([0, 1, 2].as_slice(), true));
        assert_eq!((page(2).items, page(2).more), ([6].as_slice(), false));
        for forged in [-1, 3, i64::MAX, i64::MIN] {
            assert_eq!(page(forged), page(0));
        }
        assert_eq!(Page::of(&all[..0], 0, 3).items.len(), 0);
        let labels = |number: i64| -> Vec<String> {
            page(number)
                .arrows(|to| Action::new("to").with(to))
                .into_iter()
                .map(|button| button.label)
                .collect()
        };
        assert_eq!(
            (labels(0), labels(1), labels(2)),
            (vec!["›".into()], vec!["‹".into(), "›".into()], vec!["‹".into()])
        );
    }
}
