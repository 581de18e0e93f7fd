// What the page says by itself. The bots speak the language of whoever writes to them.
import { load, save } from "./dom.js";

const russian = {
  tagline: "Боты настоящие, а Telegram — игрушечный: всё происходит на этом компьютере.",
  controls: "Управление", close: "Закрыть", time: "Время", trouble: "Сбои",
  hour: "+1 час", day: "+1 день",
  restart: "Перезапустить бота", restarting: "Перезапускается…",
  cut: "Отключить сеть", mend: "Включить сеть",
  calls: "Что получил Telegram", noCalls: "Пока ничего.", noAnswer: "нет ответа",
  tour: "Что попробовать", skip: "Пропустить", next: "Дальше", finish: "Понятно", step: (n, all) => `Шаг ${n} из ${all}`,
  toEnglish: "English", dark: "Тёмная тема", light: "Светлая тема",
  who: "Чей это телефон", newPerson: "Новый человек", name: "Имя", speaks: "Язык в Telegram", add: "Добавить", cancel: "Отмена",
  bot: "бот", typing: "печатает…", offline: "нет связи с Telegram", connecting: "подключается…",
  messages: "Сообщения", newest: "К последнему сообщению", keyboard: "Кнопки бота", commands: "Команды бота", attach: "Прикрепить",
  write: "Сообщение", send: "Отправить", begin: "Начать", unblock: "Разблокировать бота", empty: "Здесь пока нет сообщений",
  share: "Поделиться своим номером", foreign: "Отправить чужой контакт", sendPhoto: "Отправить фото", sendSticker: "Отправить стикер", block: "Заблокировать бота",
  photo: "Фото", sticker: "Стикер", file: "Файл", edited: "изменено", ok: "Хорошо",
  sent: "отправлено, бот ещё не получил", taken: "бот получил",
  today: "Сегодня", yesterday: "Вчера",
  lost: "Нет связи с программой. Пробуем снова…",
  isCut: "Сеть отключена. Пишите и нажимайте — всё дойдёт, когда она вернётся.",
  isRestarting: "Бот перезапускается. Пишите и нажимайте — ничего не потеряется.",
  isConnecting: "Боты подключаются сами — самое позднее через полминуты.",
  bytes: (n) => (n < 1024 ? `${n} Б` : n < 1024 ** 2 ? `${Math.round(n / 1024)} КБ` : `${(n / 1024 ** 2).toFixed(1)} МБ`),
};

const english = {
  tagline: "The bots are real, Telegram is a toy: everything happens on this computer.",
  controls: "Controls", close: "Close", time: "Time", trouble: "Trouble",
  hour: "+1 hour", day: "+1 day",
  restart: "Restart the bot", restarting: "Restarting…",
  cut: "Cut the network", mend: "Mend the network",
  calls: "What Telegram received", noCalls: "Nothing yet.", noAnswer: "no answer",
  tour: "What to try", skip: "Skip", next: "Next", finish: "Got it", step: (n, all) => `Step ${n} of ${all}`,
  toEnglish: "Русский", dark: "Dark theme", light: "Light theme",
  who: "Whose phone this is", newPerson: "New person", name: "Name", speaks: "Language of their Telegram", add: "Add", cancel: "Cancel",
  bot: "bot", typing: "typing…", offline: "no connection to Telegram", connecting: "connecting…",
  messages: "Messages", newest: "To the newest message", keyboard: "The bot's buttons", commands: "The bot's commands", attach: "Attach",
  write: "Message", send: "Send", begin: "Start", unblock: "Unblock the bot", empty: "No messages here yet",
  share: "Share my number", foreign: "Send somebody else's contact", sendPhoto: "Send a photo", sendSticker: "Send a sticker", block: "Block the bot",
  photo: "Photo", sticker: "Sticker", file: "File", edited: "edited", ok: "OK",
  sent: "sent, not received by the bot yet", taken: "received by the bot",
  today: "Today", yesterday: "Yesterday",
  lost: "The program does not answer. Trying again…",
  isCut: "The network is cut. Write and press on: all of it arrives when it is back.",
  isRestarting: "The bot restarts. Write and press on: nothing is lost.",
  isConnecting: "The bots connect by themselves, within half a minute.",
  bytes: (n) => (n < 1024 ? `${n} B` : n < 1024 ** 2 ? `${Math.round(n / 1024)} KB` : `${(n / 1024 ** 2).toFixed(1)} MB`),
};

const chosen = load("language") ?? navigator.language.slice(0, 2).toLowerCase();

export const language = chosen === "ru" ? "ru" : "en";
export const words = language === "ru" ? russian : english;

// Everything is on the server, so a page in another language is a new page.
export function switchLanguage() {
  save("language", language === "ru" ? "en" : "ru");
  location.reload();
}

// `data-word` is an element's text, `data-label` its name for those who do not see it.
export function translate(root) {
  for (const named of root.querySelectorAll("[data-word]")) named.textContent = words[named.dataset.word];
  for (const named of root.querySelectorAll("[data-label]")) {
    named.ariaLabel = words[named.dataset.label];
    if (named.matches("button, summary, select")) named.title = named.ariaLabel;
  }
}
