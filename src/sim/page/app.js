"use strict";
// Two chats side by side. Everything comes from this server; every text becomes a text node, never HTML.

const russian = navigator.language.toLowerCase().startsWith("ru");
const words = russian
  ? { who: "Вы —", add: "Добавить человека", name: "Имя нового человека", write: "Сообщение", contact: "📱", share: "Поделиться своим номером", send: "Отправить", begin: "Напишите /start", start: "/start", photo: "Фото", file: "Файл", contactSent: "Контакт" }
  : { who: "You are", add: "Add a person", name: "Name of the new person", write: "Message", contact: "📱", share: "Share my number", send: "Send", begin: "Write /start", start: "/start", photo: "Photo", file: "File", contactSent: "Contact" };
document.documentElement.lang = russian ? "ru" : "en";

const panes = new Map(); // username → { root, person, … }
let version = 0;

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

async function act(action) {
  const answer = await fetch("/api/act", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(action) });
  return answer.ok ? answer.json() : null;
}

function makePane(bot, index) {
  const root = document.getElementById("pane").content.firstElementChild.cloneNode(true);
  const pane = { bot: bot.username, person: bot.shown, root, toasts: null, drawn: "" };
  const find = (selector) => root.querySelector(selector);
  find("h2").textContent = bot.name;
  find(".hint").textContent = bot.hint || "";
  find(".who").textContent = words.who;
  find(".add").title = find(".add").ariaLabel = words.add;
  find(".contact").textContent = words.contact;
  find(".contact").title = find(".contact").ariaLabel = words.share;
  find(".send").ariaLabel = words.send;
  const input = find("input");
  input.placeholder = input.ariaLabel = words.write;
  find("select").addEventListener("change", (event) => { pane.person = Number(event.target.value); forget(pane); });
  find(".add").addEventListener("click", async () => {
    const name = prompt(words.name);
    if (name === null) return;
    pane.person = await act({ do: "person", first_name: name, language: russian ? "ru" : "en" });
    forget(pane);
  });
  find(".contact").addEventListener("click", () => act({ do: "contact", bot: pane.bot, person: pane.person }));
  find("form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) act({ do: "text", bot: pane.bot, person: pane.person, text: input.value });
    input.value = "";
  });
  const tab = element("button", { type: "button", textContent: bot.name });
  tab.setAttribute("role", "tab");
  tab.addEventListener("click", () => select(pane.bot));
  pane.tab = tab;
  document.getElementById("tabs").append(tab);
  document.getElementById("panes").append(root);
  panes.set(bot.username, pane);
  if (index === 0) select(bot.username);
  return pane;
}

function select(bot) {
  for (const pane of panes.values()) {
    pane.root.classList.toggle("shown", pane.bot === bot);
    pane.tab.setAttribute("aria-selected", String(pane.bot === bot));
  }
}

// Another person's chat: ask for it at once instead of waiting for the next change.
function forget(pane) {
  pane.drawn = "";
  pane.toasts = null;
  version = 0;
  controller?.abort();
}

// Telegram's marks, as offsets in UTF-16 units, become elements.
function formatted(text, entities) {
  const tags = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote" };
  const build = (from, to, marks) => {
    const parts = [];
    let at = from;
    for (let i = 0; i < marks.length; i++) {
      const mark = marks[i];
      if (mark.offset < at) continue;
      parts.push(text.slice(at, mark.offset));
      const end = mark.offset + mark.length;
      const inner = marks.slice(i + 1).filter((other) => other.offset >= mark.offset && other.offset + other.length <= end);
      parts.push(element(tags[mark.type] || "span", {}, ...build(mark.offset, end, inner)));
      at = end;
    }
    parts.push(text.slice(at, to));
    return parts;
  };
  return build(0, text.length, entities || []);
}

function drawMessage(pane, message) {
  const bubble = element("div", { className: "bubble" });
  if (message.extra) {
    const [kind, content] = message.extra;
    const label = kind === "contact" ? `👤 ${words.contactSent} +${content.phone_number.replace(/^\+/, "")}`
      : kind === "photo" ? `🖼 ${words.photo}` : kind === "venue" ? `📍 ${content.title}, ${content.address}` : `📄 ${content.file_name || words.file}`;
    bubble.append(label, message.text ? "\n" : "");
  }
  bubble.append(...formatted(message.text, message.entities));
  const time = new Date(message.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  bubble.append(element("span", { className: "time", textContent: time }));
  const root = element("div", { className: message.bot ? "message" : "message mine" }, bubble);
  for (const row of message.inline || []) {
    const line = element("div", { className: "row" });
    for (const button of row) {
      const made = element("button", { type: "button", textContent: button.text });
      made.addEventListener("click", () => {
        made.classList.add("waiting");
        act({ do: "press", bot: pane.bot, person: pane.person, message: message.id, data: button.callback_data });
        setTimeout(() => made.classList.remove("waiting"), 1500);
      });
      line.append(made);
    }
    root.append(line);
  }
  return root;
}

function drawKeyboard(pane, keyboard) {
  const root = pane.root.querySelector(".keyboard");
  root.replaceChildren();
  for (const row of keyboard?.keyboard || []) {
    const line = element("div", { className: "row" });
    for (const button of row) {
      const label = button.text ?? button;
      const made = element("button", { type: "button", textContent: label });
      made.addEventListener("click", () => act({ do: "text", bot: pane.bot, person: pane.person, text: label }));
      line.append(made);
    }
    root.append(line);
  }
}

function drawPane(pane, people, chat) {
  const select = pane.root.querySelector("select");
  select.replaceChildren(...people.map((person) => element("option", { value: person.id, textContent: person.first_name, selected: person.id === pane.person })));
  const drawn = JSON.stringify([chat?.messages, chat?.keyboard]);
  if (drawn !== pane.drawn) {
    pane.drawn = drawn;
    const log = pane.root.querySelector(".messages");
    const focused = log.contains(document.activeElement) && document.activeElement.textContent;
    if (chat?.messages.length) {
      log.replaceChildren(...chat.messages.map((message) => drawMessage(pane, message)));
    } else {
      const begin = element("button", { type: "button", textContent: words.begin });
      begin.addEventListener("click", () => act({ do: "text", bot: pane.bot, person: pane.person, text: words.start }));
      log.replaceChildren(element("div", { className: "row" }, begin));
    }
    if (focused) [...log.querySelectorAll("button")].findLast((button) => button.textContent === focused)?.focus();
    log.scrollTop = log.scrollHeight;
    drawKeyboard(pane, chat?.keyboard);
  }
  const toasts = chat?.toasts || 0;
  if (pane.toasts !== null && toasts > pane.toasts) {
    const toast = pane.root.querySelector(".toast");
    toast.textContent = chat.toast;
    toast.classList.add("shown");
    clearTimeout(pane.timer);
    pane.timer = setTimeout(() => toast.classList.remove("shown"), 3500);
  }
  pane.toasts = toasts;
}

let controller = null;

async function follow() {
  for (;;) {
    try {
      controller = new AbortController();
      const chats = [...panes.values()].map((pane) => `${pane.bot}:${pane.person}`).join(",");
      const answer = await fetch(`/api/state?since=${version}&chats=${encodeURIComponent(chats)}`, { signal: controller.signal });
      const state = await answer.json();
      const fresh = panes.size === 0;
      state.bots.forEach((bot, index) => { if (!panes.has(bot.username)) makePane(bot, index); });
      version = fresh ? 0 : state.version;
      for (const pane of panes.values()) drawPane(pane, state.people, state.chats[`${pane.bot}:${pane.person}`]);
    } catch (error) {
      if (error.name !== "AbortError") await new Promise((resolve) => setTimeout(resolve, 700));
    }
  }
}

follow();
