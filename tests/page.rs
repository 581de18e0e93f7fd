//! The demo's page as people meet it: by clicks and keys in Chromium.

use crate::browser::{Look, Page, visit};

const CLIENT: &str = "#pane-0";
const ADMIN: &str = "#pane-1";
const RUSSIAN: &str = "ru-RU";
const ENGLISH: &str = "en-GB";

const fn phone(language: &'static str) -> Look {
    Look { width: 360, height: 740, language }
}

const fn desktop(language: &'static str) -> Look {
    Look { width: 1200, height: 800, language }
}

#[tokio::test]
#[ignore = "needs chromium and chromedriver, which .ci/run installs"]
async fn a_visit_is_booked_and_confirmed_on_a_desktop_in_russian() {
    visit(desktop(RUSSIAN), async |page| {
        book_and_confirm(page).await;
        page.press("desk", &["Что получил Telegram"]).await;
        page.sees("#calls", "editMessageText").await;
        if let Some(file) = std::env::var_os("ZAPIS_SCREENSHOT") {
            page.holds("!document.querySelector('.toast.shown') && !document.getAnimations().length").await;
            page.screenshot(file.as_ref()).await;
        }
    })
    .await;
}

#[tokio::test]
#[ignore = "needs chromium and chromedriver, which .ci/run installs"]
async fn a_visit_is_booked_and_confirmed_on_a_desktop_in_english() {
    visit(desktop(ENGLISH), async |page| book_and_confirm(page).await).await;
}

#[tokio::test]
#[ignore = "needs chromium and chromedriver, which .ci/run installs"]
async fn a_visit_is_booked_and_confirmed_on_a_phone_in_russian() {
    visit(phone(RUSSIAN), async |page| book_and_confirm(page).await).await;
}

#[tokio::test]
#[ignore = "needs chromium and chromedriver, which .ci/run installs"]
async fn a_visit_is_booked_and_confirmed_on_a_phone_in_english() {
    visit(phone(ENGLISH), async |page| book_and_confirm(page).await).await;
}

/// The words of both languages stand side by side: a page in the wrong one says what only the last line looks for.
async fn book_and_confirm(page: &Page) {
    let russian = page.script("return document.documentElement.lang").await == "ru";
    let say = |ru: &'static str, en: &'static str| if russian { ru } else { en };
    come_to_the_name(page, russian).await;
    page.say(CLIENT, say("Мария", "Kate")).await;
    page.sees(CLIENT, say("Оставьте номер", "leave your phone number")).await;
    // The keyboard in place of the letters takes room from the talk, and the newest message stays in sight.
    page.holds("document.querySelector('#pane-0 .keyboard').childElementCount > 0").await;
    page.holds("(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 2)(document.querySelector('#pane-0 .messages'))").await;
    page.press(CLIENT, &[say("Поделиться номером", "Share my number")]).await;
    page.press(CLIENT, &[say("Подтвердить", "Confirm")]).await;
    page.sees(CLIENT, say("Ждёт подтверждения", "Awaiting confirmation")).await;
    page.turn_to(1).await;
    page.say(ADMIN, "271828").await;
    // While the PIN is looked at a press is told to wait for it.
    page.sees(ADMIN, say("Какие записи показать", "Which bookings")).await;
    page.press(ADMIN, &[say("Подтвердить", "Confirm")]).await;
    page.sees("#pane-1 .toast", say("Запись подтверждена", "The booking is confirmed")).await;
    page.sees(ADMIN, say("Подтверждена", "Confirmed")).await;
    page.turn_to(0).await;
    page.sees(CLIENT, say("Вы записаны", "You are booked")).await;
}

/// From the first message to the question for the name.
async fn come_to_the_name(page: &Page, russian: bool) {
    let say = |ru: &'static str, en: &'static str| if russian { ru } else { en };
    page.press(CLIENT, &[say("Начать", "Start")]).await;
    page.press(CLIENT, &[say("📅 Записаться", "📅 Book")]).await;
    page.press(CLIENT, &["Волосы"]).await;
    page.press(CLIENT, &["Окрашивание"]).await;
    page.press(CLIENT, &[say("Не важно", "Anyone available")]).await;
    page.press_number(CLIENT, "").await;
    page.press_number(CLIENT, ":").await;
    page.press(CLIENT, &[say("Даю согласие", "I agree")]).await;
    page.sees(CLIENT, say("Как вас зовут", "What is your name")).await;
}

#[tokio::test]
#[ignore = "needs chromium and chromedriver, which .ci/run installs"]
async fn a_day_passes_at_a_press_and_what_was_due_meanwhile_happens() {
    visit(desktop(RUSSIAN), async |page| {
        come_to_the_name(page, true).await;
        page.sees(CLIENT, "Сегодня").await;
        let date = page.text("#desk .date").await.unwrap();
        page.press("desk", &["+1 день"]).await;
        page.until("another date", async || (page.text("#desk .date").await? != date).then_some(())).await;
        page.sees(CLIENT, "Вчера").await;
        page.sees(CLIENT, "Вы давно не отвечали").await;
        page.say(CLIENT, "/start").await;
        page.sees(CLIENT, "Сегодня").await;
    })
    .await;
}

#[tokio::test]
#[ignore = "needs chromium and chromedriver, which .ci/run installs"]
async fn a_restarted_bot_goes_on_where_it_stood() {
    visit(desktop(RUSSIAN), async |page| {
        come_to_the_name(page, true).await;
        page.press("desk", &["Перезапустить бота"]).await;
        page.sees("#notice", "перезапускается").await;
        page.say(CLIENT, "Мария").await;
        page.sees(CLIENT, "Оставьте номер").await;
        page.holds("document.querySelector('#notice').hidden").await;
        page.reload().await;
        page.press(CLIENT, &["Поделиться номером"]).await;
        page.sees(CLIENT, "Всё верно?").await;
    })
    .await;
}

#[tokio::test]
#[ignore = "needs chromium and chromedriver, which .ci/run installs"]
async fn what_is_written_while_the_network_is_cut_arrives_when_it_is_back() {
    visit(desktop(ENGLISH), async |page| {
        page.press(CLIENT, &["Start"]).await;
        page.sees(CLIENT, "Hello!").await;
        page.press("desk", &["What Telegram received"]).await;
        page.sees("#calls", "sendMessage").await;
        page.press("desk", &["Cut the network"]).await;
        page.sees("#notice", "The network is cut").await;
        page.sees(CLIENT, "no connection to Telegram").await;
        let calls = page.script("return document.querySelectorAll('#calls li').length").await;
        page.say(CLIENT, "<b>anybody</b> there?").await;
        page.sees(CLIENT, "<b>anybody</b> there?").await;
        let ticks = "[...document.querySelectorAll('#pane-0 .ticks')].at(-1).textContent";
        page.holds(&format!("{ticks} === '✓'")).await;
        assert_eq!(page.script("return document.querySelectorAll('#calls li').length").await, calls);
        page.press("desk", &["Mend the network"]).await;
        page.holds(&format!("{ticks} === '✓✓'")).await;
        page.holds("[...document.querySelectorAll('#pane-0 .message')].at(-1).matches('.theirs')").await;
        page.holds("document.querySelector('#notice').hidden").await;
    })
    .await;
}

#[tokio::test]
#[ignore = "needs chromium and chromedriver, which .ci/run installs"]
async fn a_client_can_be_added_and_the_phone_be_handed_to_another() {
    visit(desktop(RUSSIAN), async |page| {
        page.press(CLIENT, &["Начать"]).await;
        page.sees(CLIENT, "Здравствуйте").await;
        page.click("#pane-0 .add").await;
        page.click("#new-person input").await;
        page.keys("Zoë").await;
        page.press("new-person", &["Добавить"]).await;
        page.sees(CLIENT, "Здесь пока нет сообщений").await;
        page.press(CLIENT, &["Начать"]).await;
        page.sees(CLIENT, "Здравствуйте").await;
        page.script("const who = document.querySelector('#pane-0 select'); who.value = 700011; who.dispatchEvent(new Event('change'))").await;
        page.holds("document.querySelector('#pane-0 select').selectedOptions[0].text === 'Мария'").await;
        page.sees(CLIENT, "Здравствуйте").await;
    })
    .await;
}

#[tokio::test]
#[ignore = "needs chromium and chromedriver, which .ci/run installs"]
async fn pictures_and_long_texts_have_their_place_and_texts_are_never_html() {
    visit(phone(RUSSIAN), async |page| {
        page.press(CLIENT, &["Начать"]).await;
        page.sees(CLIENT, "Здравствуйте").await;
        page.click("#pane-0 .more summary").await;
        page.press(CLIENT, &["Отправить фото"]).await;
        page.holds("document.querySelector('#pane-0 img')?.naturalWidth > 0").await;
        let hostile = format!("<img src=x onerror=alert(1)>{}", "w".repeat(3000));
        page.say(CLIENT, &hostile).await;
        page.sees(CLIENT, &hostile).await;
        assert_eq!(page.script("return document.querySelectorAll('#pane-0 .messages img').length").await, 1);
        page.click("#desk-open").await;
        page.click("#theme").await;
        page.holds("document.documentElement.dataset.theme === 'dark'").await;
    })
    .await;
}

#[tokio::test]
#[ignore = "needs chromium and chromedriver, which .ci/run installs"]
async fn a_picture_and_a_place_that_the_bot_sends_are_drawn() {
    visit(phone(ENGLISH), async |page| {
        page.press(CLIENT, &["Start"]).await;
        page.press(CLIENT, &["About us"]).await;
        page.press(CLIENT, &["Specialists"]).await;
        page.press(CLIENT, &["Анна"]).await;
        page.sees(CLIENT, "Book with Анна").await;
        page.holds("document.querySelector('#pane-0 .messages img')?.naturalWidth === 320").await;
        page.press(CLIENT, &["Menu"]).await;
        page.press(CLIENT, &["About us"]).await;
        page.press(CLIENT, &["On the map"]).await;
        page.sees(CLIENT, "55.77050, 37.60840").await;
    })
    .await;
}

#[tokio::test]
#[ignore = "needs chromium and chromedriver, which .ci/run installs"]
async fn the_tour_has_three_steps_and_comes_again_only_when_asked_for() {
    visit(desktop(ENGLISH), async |page| {
        page.holds("document.querySelector('#tour').hidden").await;
        page.click("#tour-open").await;
        for step in ["Step 1 of 3", "Step 2 of 3"] {
            page.sees("#tour", step).await;
            page.press("tour", &["Next"]).await;
        }
        page.sees("#tour", "Step 3 of 3").await;
        page.press("tour", &["Got it"]).await;
        page.reload().await;
        page.sees(ADMIN, "Please type your PIN").await;
        page.holds("document.querySelector('#tour').hidden").await;
    })
    .await;
}

#[tokio::test]
#[ignore = "needs chromium and chromedriver, which .ci/run installs"]
async fn keys_alone_are_enough_and_the_language_can_be_switched() {
    visit(phone(RUSSIAN), async |page| {
        page.script("document.querySelector('#tab-0').focus()").await;
        page.keys("\u{e014}").await; // Arrow right
        page.holds("document.activeElement.id === 'tab-1'").await;
        page.holds("getComputedStyle(document.querySelector('#pane-1')).display !== 'none'").await;
        page.script("document.querySelector('#desk-open').focus()").await;
        page.keys("\u{e007}").await; // Enter
        page.holds("document.activeElement.id === 'desk-close'").await;
        page.keys("\u{e00c}").await; // Escape
        page.holds("document.activeElement.id === 'desk-open'").await;
        page.keys("\u{e007}").await;
        page.press("desk", &["English"]).await;
        page.sees("#tabs", "Administrator").await;
        page.holds("document.querySelector('#pane-0 select').selectedOptions[0].text === 'Kate'").await;
        page.press(CLIENT, &["Start"]).await;
        page.sees(CLIENT, "Hello!").await;
    })
    .await;
}
