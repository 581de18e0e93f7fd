"use strict";
// Chats side by side. Everything comes from this server; every text becomes a text node, never HTML.

const russian = navigator.language.toLowerCase().startsWith("ru");
const words = russian
  ? { who: "Вы —", add: "Добавить человека", name: "Имя нового человека", write: "Сообщение", more: "Ещё", send: "Отправить", begin: "Начать", contact: "Контакт", photo: "Фото", sticker: "Стикер", file: "Файл", edited: "изменено", share: "Поделиться своим номером", foreign: "Отправить чужой контакт", block: "Заблокировать бота", unblock: "Разблокировать бота", lost: "Нет связи с сервером. Пробуем снова…" }
  : { who: "You are", add: "Add a person", name: "Name of the new person", write: "Message", more: "More", send: "Send", begin: "Start", contact: "Contact", photo: "Photo", sticker: "Sticker", file: "File", edited: "edited", share: "Share my number", foreign: "Send somebody else's contact", block: "Block the bot", unblock: "Unblock the bot", lost: "The server does not answer. Trying again…" };
document.documentElement.lang = russian ? "ru" : "en";

// An unanswered press stops looking like one after so many milliseconds.
const PATIENCE = 10_000;
const panes = new Map(); // username → pane
let version = 0;
let controller = null;

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

async function act(pane, action) {
  const body = JSON.stringify({ bot: pane.bot.username, person: pane.person, ...action });
  try {
    const answer = await fetch("/api/act", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // The banner tells of it.
  }
}

function makePane(bot) {
  const root = document.getElementById("pane").content.firstElementChild.cloneNode(true);
  const find = (selector) => root.querySelector(selector);
  const pane = { bot, person: bot.shown, root, find, rows: new Map(), pressed: new Map(), keyboard: "", toast: undefined, people: "" };
  find("h2").textContent = bot.name;
  find(".hint").textContent = bot.hint || "";
  find(".who").textContent = words.who;
  find(".add").title = find(".add").ariaLabel = words.add;
  find("select").ariaLabel = words.who;
  find("select").addEventListener("change", (event) => become(pane, Number(event.target.value)));
  find(".add").addEventListener("click", () => addPerson(pane));
  find("summary").title = find("summary").ariaLabel = words.more;
  find(".send").ariaLabel = words.send;
  const input = find("input");
  input.placeholder = input.ariaLabel = words.write;
  find("form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) act(pane, { do: "text", text: input.value });
    input.value = "";
  });
  find(".toast").addEventListener("click", () => find(".toast").classList.remove("shown"));
  pane.tab = element("button", { type: "button", textContent: bot.name });
  pane.tab.setAttribute("role", "tab");
  pane.tab.addEventListener("click", () => select(bot.username));
  document.getElementById("tabs").append(pane.tab);
  document.getElementById("panes").append(root);
  panes.set(bot.username, pane);
  document.title = [...panes.values()].map((pane) => pane.bot.name).join(" · ");
}

function select(username) {
  for (const pane of panes.values()) {
    const chosen = pane.bot.username === username;
    pane.root.classList.toggle("shown", chosen);
    pane.tab.setAttribute("aria-selected", String(chosen));
    if (chosen) toEnd(pane);
  }
}

async function addPerson(pane) {
  const name = prompt(words.name);
  if (name === null) return;
  const id = await act(pane, { do: "person", first_name: name, language: russian ? "ru" : "en" });
  if (id !== null) become(pane, id);
}

// Another person's chat: ask for it at once instead of waiting for the next change.
function become(pane, person) {
  pane.person = person;
  pane.rows.clear();
  pane.find(".messages").replaceChildren();
  pane.find(".toast").classList.remove("shown");
  pane.toast = undefined;
  version = 0;
  controller?.abort();
}

// Telegram's marks, as offsets in UTF-16 units, become elements.
const tags = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };

function marked(mark, children) {
  if (mark.type === "text_link" && /^(https?|tg):/i.test(mark.url || "")) return link(mark.url, "", children);
  const className = mark.type === "spoiler" ? "spoiler" : "";
  return element(tags[mark.type] || "span", { className }, ...children);
}

function link(href, className, children) {
  return element("a", { href, className, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function formatted(text, entities) {
  const build = (from, to, marks) => {
    const parts = [];
    let at = from;
    marks.forEach((mark, i) => {
      if (mark.offset < at) return; // Inside one that is built already.
      parts.push(text.slice(at, mark.offset));
      const end = mark.offset + mark.length;
      const inner = marks.slice(i + 1).filter((other) => other.offset >= mark.offset && other.offset + other.length <= end);
      parts.push(marked(mark, build(mark.offset, end, inner)));
      at = end;
    });
    parts.push(text.slice(at, to));
    return parts;
  };
  return build(0, text.length, entities || []);
}

function attachment(pane, kind, content) {
  const address = (file) => `/api/file/${encodeURIComponent(pane.bot.username)}/${encodeURIComponent(file.file_id)}`;
  switch (kind) {
    case "photo": {
      const file = content.at(-1);
      return element("img", { src: address(file), alt: words.photo, width: file.width, height: file.height });
    }
    case "document": return link(address(content), "", [`📄 ${content.file_name || words.file}`]);
    case "contact": return `👤 ${words.contact}: ${content.first_name}, +${content.phone_number.replace(/^\+/, "")}`;
    case "venue": return `📍 ${content.title}, ${content.address}`;
    case "sticker": return element("span", { className: "sticker", textContent: content.emoji, title: words.sticker });
    default: return kind;
  }
}

function drawMessage(pane, message) {
  const bubble = element("div", { className: "bubble" });
  if (message.extra) bubble.append(attachment(pane, ...message.extra), message.text ? "\n" : "");
  bubble.append(...formatted(message.text, message.entities));
  const time = new Date(message.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  bubble.append(element("span", { className: "time", textContent: message.edited ? `${words.edited} ${time}` : time }));
  const root = element("div", { className: message.bot ? "message" : "message mine" }, bubble);
  for (const row of message.inline || []) {
    root.append(element("div", { className: "row" }, ...row.map((button) => inlineButton(pane, message, button))));
  }
  return root;
}

function inlineButton(pane, message, button) {
  if (button.url) return /^(https?|tg):/i.test(button.url) ? link(button.url, "button", [button.text]) : element("span", { className: "button", textContent: button.text });
  const made = element("button", { type: "button", className: "button", textContent: button.text });
  made.dataset.press = JSON.stringify([message.id, button.callback_data]);
  made.addEventListener("click", () => {
    pane.pressed.set(made.dataset.press, Date.now());
    made.classList.add("waiting");
    setTimeout(() => made.classList.remove("waiting"), PATIENCE);
    act(pane, { do: "press", message: message.id, data: button.callback_data });
  });
  return made;
}

// Messages are drawn once and again only when they changed, so that focus and selection stay where they are.
function drawMessages(pane, messages) {
  const log = pane.find(".messages");
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  const newest = messages.at(-1)?.id;
  const own = messages.at(-1)?.bot === false && newest !== pane.newest;
  const seen = new Set();
  for (const message of messages) {
    const drawn = JSON.stringify(message);
    const old = pane.rows.get(message.id);
    seen.add(message.id);
    if (old?.drawn === drawn) continue;
    const root = drawMessage(pane, message);
    const focused = old?.root.contains(document.activeElement) && document.activeElement.textContent;
    old ? old.root.replaceWith(root) : log.append(root);
    pane.rows.set(message.id, { drawn, root });
    if (focused) [...root.querySelectorAll(".button")].find((button) => button.textContent === focused)?.focus();
  }
  for (const [id, row] of pane.rows) {
    if (seen.has(id)) continue;
    row.root.remove();
    pane.rows.delete(id);
  }
  log.querySelector(".begin")?.remove();
  if (!messages.length) {
    const begin = element("button", { type: "button", className: "button", textContent: words.begin });
    begin.addEventListener("click", () => act(pane, { do: "text", text: "/start" }));
    log.append(element("div", { className: "row begin" }, begin));
  }
  pane.newest = newest;
  if (atEnd || own) toEnd(pane);
}

function toEnd(pane) {
  const log = pane.find(".messages");
  log.scrollTop = log.scrollHeight;
}

function drawPending(pane, pending) {
  const waiting = new Set(pending.map((press) => JSON.stringify(press)));
  for (const button of pane.root.querySelectorAll("[data-press]")) {
    const since = pane.pressed.get(button.dataset.press);
    const fresh = since !== undefined && Date.now() - since < PATIENCE;
    button.classList.toggle("waiting", fresh && waiting.has(button.dataset.press));
  }
}

function drawKeyboard(pane, keyboard) {
  const drawn = JSON.stringify(keyboard ?? null);
  if (drawn === pane.keyboard) return;
  pane.keyboard = drawn;
  pane.find("input").placeholder = keyboard?.input_field_placeholder || words.write;
  pane.find(".keyboard").replaceChildren(...(keyboard?.keyboard || []).map((row) => element("div", { className: "row" }, ...row.map((button) => {
    const label = button.text ?? button;
    const made = element("button", { type: "button", className: "button", textContent: label });
    made.addEventListener("click", () => act(pane, { do: "text", text: label }));
    return made;
  }))));
  toEnd(pane);
}

function drawMenu(pane, blocked) {
  if (pane.blocked === blocked) return;
  pane.blocked = blocked;
  const actions = [
    [words.share, { do: "contact" }], [words.foreign, { do: "foreign_contact" }], [words.photo, { do: "photo" }], [words.sticker, { do: "sticker" }],
    blocked ? [words.unblock, { do: "block", blocked: false }] : [words.block, { do: "block", blocked: true }],
  ];
  pane.find(".menu").replaceChildren(...actions.map(([label, action]) => {
    const made = element("button", { type: "button", textContent: label });
    made.addEventListener("click", () => { pane.find("details").open = false; act(pane, action); });
    return made;
  }));
}

function drawToast(pane, toast) {
  if (pane.toast !== undefined && toast && toast.query !== pane.toast) {
    const shown = pane.find(".toast");
    shown.textContent = toast.text;
    shown.classList.add("shown");
    clearTimeout(pane.timer);
    // An alert stays until it is closed.
    if (!toast.alert) pane.timer = setTimeout(() => shown.classList.remove("shown"), 3500);
  }
  pane.toast = toast?.query ?? null;
}

function drawPeople(pane, people) {
  const drawn = JSON.stringify([people, pane.person]);
  if (drawn === pane.people) return;
  pane.people = drawn;
  pane.find("select").replaceChildren(...people.map((person) => {
    const textContent = [person.first_name, person.last_name].filter(Boolean).join(" ");
    return element("option", { value: person.id, textContent, selected: person.id === pane.person });
  }));
}

function draw(state) {
  for (const bot of state.bots) if (!panes.has(bot.username)) makePane(bot);
  for (const pane of panes.values()) {
    const chat = state.chats[`${pane.bot.username}:${pane.person}`];
    drawPeople(pane, state.people);
    drawMessages(pane, chat?.messages || []);
    drawPending(pane, chat?.pending || []);
    drawKeyboard(pane, chat?.keyboard);
    drawMenu(pane, Boolean(chat?.blocked));
    drawToast(pane, chat?.toast);
  }
}

function lost(yes) {
  const banner = document.getElementById("lost");
  banner.textContent = words.lost;
  banner.hidden = !yes;
}

async function follow() {
  for (;;) {
    try {
      controller = new AbortController();
      const first = panes.size === 0;
      const asked = [...panes.values()].map((pane) => `${pane.bot.username}:${pane.person}`).join(",");
      const answer = await fetch(`/api/state?since=${version}&chats=${encodeURIComponent(asked)}`, { signal: controller.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      const state = await answer.json();
      // A person was chosen while the answer was on its way.
      if (controller.signal.aborted) continue;
      lost(false);
      version = state.version;
      draw(state);
      if (first && state.bots.length) select(state.bots[0].username);
    } catch (error) {
      if (error.name === "AbortError") continue;
      lost(true);
      version = 0;
      await new Promise((resolve) => setTimeout(resolve, 700));
    }
  }
}

document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details[open]")) if (!open.contains(event.target)) open.open = false;
});
follow();
