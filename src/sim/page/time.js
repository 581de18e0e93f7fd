// The server's clock, in the zone that it names. Between two answers it goes on by itself.
import { language, words } from "./words.js";

const DAY = 24 * 3600 * 1000;
let told = { now: Date.now(), at: performance.now() };
let formats = makeFormats(undefined);

function makeFormats(timeZone) {
  const format = (options) => new Intl.DateTimeFormat(language === "ru" ? "ru-RU" : "en-GB", { ...options, timeZone });
  return {
    minute: format({ hour: "2-digit", minute: "2-digit" }),
    second: format({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    day: format({ day: "numeric", month: "long" }),
    weekday: format({ weekday: "long", day: "numeric", month: "long" }),
    year: format({ day: "numeric", month: "long", year: "numeric" }),
    number: new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }),
  };
}

export function setZone(zone) {
  formats = makeFormats(zone ?? undefined);
}

export function setClock(now) {
  told = { now, at: performance.now() };
}

export const now = () => told.now + performance.now() - told.at;
export const minute = (at) => formats.minute.format(at);
export const second = (at) => formats.second.format(at);
export const dayOf = (at) => formats.number.format(at);

export function dayName(at) {
  const day = dayOf(at);
  if (day === dayOf(now())) return words.today;
  if (day === dayOf(now() - DAY)) return words.yesterday;
  const sameYear = day.slice(0, 4) === dayOf(now()).slice(0, 4);
  return (sameYear ? formats.day : formats.year).format(at);
}

// Shows the time wherever the page has a clock.
export function drawClocks() {
  const at = now();
  for (const clock of document.querySelectorAll(".clock")) if (clock.textContent !== minute(at)) clock.textContent = minute(at);
  const date = document.querySelector("#desk .date");
  const name = formats.weekday.format(at);
  if (date.textContent !== name) date.textContent = name;
}
