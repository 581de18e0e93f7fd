// One phone: a person's chat with one bot.
import { drawMessage, initial } from "./bubble.js";
import { act, arrange, button, element, find, load, save } from "./dom.js";
import { dayName, dayOf } from "./time.js";
import { language, translate, words } from "./words.js";

// Messages of one side that follow within so long belong together.
const GROUP = 5 * 60 * 1000;
const TOAST = 3500;
const TYPING = 5000;

export function makePhone(bot, index, caption, become, addPerson) {
  const root = find("#pane").content.firstElementChild.cloneNode(true);
  translate(root);
  const within = (selector) => find(selector, root);
  const pane = { bot, root, within, person: 0, rows: new Map(), days: new Map(), drawn: {}, toast: undefined };
  root.id = `pane-${index}`;
  root.dataset.place = index === 0 ? "left" : "right";
  root.ariaLabel = caption;
  within(".caption").textContent = caption;
  within("h2").textContent = bot.name;
  within(".avatar").textContent = initial(bot.name);
  within(".pinned").hidden = !bot.hint;
  within(".pinned span").textContent = bot.hint ?? "";
  within("select").onchange = (event) => become(pane, Number(event.target.value));
  within(".add").onclick = () => addPerson(pane);
  within(".down").onclick = () => toEnd(pane);
  keepEnd(pane);
  within(".toast").onclick = () => within(".toast").classList.remove("shown");
  writing(pane);
  return pane;
}

// Who is shown: whoever was before in this language, else the first who speaks the page's language.
export function firstPerson(pane, people) {
  const known = (id) => people.find((person) => person.id === id);
  const before = known(Number(load(`${language}.${pane.bot.username}`, "sessionStorage")));
  const speaks = pane.bot.shown.find((id) => known(id)?.language_code === language);
  return before?.id ?? speaks ?? pane.bot.shown[0];
}

export function showPerson(pane, person) {
  Object.assign(pane, { person, drawn: {}, toast: undefined, newest: undefined, atEnd: true });
  save(`${language}.${pane.bot.username}`, person, "sessionStorage");
  pane.rows.clear();
  pane.days.clear();
  pane.within(".messages").replaceChildren();
  pane.within(".toast").classList.remove("shown");
}

export const does = (pane, action) => act({ bot: pane.bot.username, person: pane.person, ...action });

function writing(pane) {
  const form = pane.within("form");
  const input = pane.within("textarea");
  form.onsubmit = (event) => {
    event.preventDefault();
    if (input.value.trim()) does(pane, { do: "text", text: input.value });
    input.value = "";
    form.classList.remove("written");
    input.focus();
  };
  input.oninput = () => form.classList.toggle("written", input.value.trim() !== "");
  input.onkeydown = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  };
}

export function drawPhone(pane, state) {
  const chat = state.chats[`${pane.bot.username}:${pane.person}`] ?? {};
  const bot = state.bots.find((found) => found.username === pane.bot.username);
  drawPeople(pane, state.people);
  drawState(pane, state, bot, chat.typing);
  drawMessages(pane, chat.messages ?? [], chat.waiting ?? []);
  drawPending(pane, chat.pending ?? []);
  once(pane, "keyboard", chat.keyboard, drawKeyboard);
  once(pane, "commands", chat.commands, drawCommands);
  once(pane, "foot", [Boolean(chat.messages?.length), Boolean(chat.blocked)], drawFoot);
  drawToast(pane, chat.toast);
}

// Draws a part again only when it changed, so that focus and selection stay where they are.
function once(pane, part, value, draw) {
  const drawn = JSON.stringify(value ?? null);
  if (pane.drawn[part] === drawn) return;
  pane.drawn[part] = drawn;
  draw(pane, value);
}

function drawPeople(pane, people) {
  once(pane, "people", [people, pane.person], () => {
    pane.within("select").replaceChildren(...people.map((person) => {
      const textContent = [person.first_name, person.last_name].filter(Boolean).join(" ");
      return element("option", { value: person.id, textContent, selected: person.id === pane.person });
    }));
  });
}

function drawState(pane, state, bot, typing) {
  const away = state.cut ? words.offline : state.restarting ? words.restarting.toLowerCase() : words.connecting;
  const text = bot.away ? away : typing ? words.typing : words.bot;
  const shown = pane.within(".state");
  if (shown.textContent !== text) shown.textContent = text;
  pane.root.classList.toggle("away", bot.away);
  clearTimeout(pane.typing);
  // Nobody tells that it stopped.
  if (typing) pane.typing = setTimeout(() => drawState(pane, state, bot, false), TYPING);
}

function drawMessages(pane, messages, waiting) {
  const own = messages.length && pane.newest !== undefined && messages.at(-1).id > pane.newest && !messages.at(-1).bot;
  const nodes = [];
  messages.forEach((message, i) => {
    const [before, after] = [messages[i - 1], messages[i + 1]];
    if (!before || dayOf(before.at) !== dayOf(message.at)) nodes.push(dayChip(pane, message.at));
    const root = row(pane, message, waiting.includes(message.id));
    root.classList.toggle("follows", together(before, message));
    root.classList.toggle("tail", !together(message, after) || Boolean(message.inline?.length));
    nodes.push(root);
  });
  if (!messages.length) nodes.push(element("p", { className: "chip none", textContent: words.empty }));
  const seen = new Set(messages.map((message) => message.id));
  for (const id of pane.rows.keys()) if (!seen.has(id)) pane.rows.delete(id);
  arrange(pane.within(".messages"), nodes);
  pane.newest = messages.at(-1)?.id ?? 0;
  if (pane.atEnd || own) toEnd(pane);
}

const together = (one, other) =>
  Boolean(one && other) && one.bot === other.bot && other.at - one.at < GROUP && dayOf(one.at) === dayOf(other.at) && !one.inline?.length;

function dayChip(pane, at) {
  const day = dayOf(at);
  const chip = pane.days.get(day) ?? element("p", { className: "chip day" });
  pane.days.set(day, chip);
  const name = dayName(at);
  if (chip.textContent !== name) chip.textContent = name;
  return chip;
}

// A message is drawn once, and again when it changed.
function row(pane, message, waiting) {
  const drawn = JSON.stringify([message, waiting]);
  const old = pane.rows.get(message.id);
  if (old?.drawn === drawn) return old.root;
  const root = drawMessage(pane, message, waiting);
  const text = JSON.stringify([message.text, message.inline]);
  if (old && old.text !== text) root.classList.add("changed");
  pane.rows.set(message.id, { drawn, root, text });
  if (old) {
    const focused = old.root.contains(document.activeElement) && document.activeElement.textContent;
    old.root.replaceWith(root);
    if (focused) ([...root.querySelectorAll(".key")].find((key) => key.textContent === focused) ?? pane.within(".messages")).focus();
  }
  return root;
}

// Whoever reads the newest message goes on seeing the newest, whatever grows or shrinks; only scrolling up leaves the end.
function keepEnd(pane) {
  const log = pane.within(".messages");
  const stay = () => pane.atEnd && toEnd(pane);
  let before = 0;
  log.onscroll = () => {
    if (log.scrollHeight - log.scrollTop - log.clientHeight < 60) pane.atEnd = true;
    else if (log.scrollTop < before) pane.atEnd = false;
    before = log.scrollTop;
    pane.within(".down").hidden = pane.atEnd;
  };
  log.addEventListener("load", stay, true);
  new ResizeObserver(stay).observe(log);
}

export function toEnd(pane) {
  const log = pane.within(".messages");
  log.scrollTop = log.scrollHeight;
}

function drawPending(pane, pending) {
  const waiting = new Set(pending.map((press) => JSON.stringify(press)));
  for (const key of pane.root.querySelectorAll("[data-press]")) key.classList.toggle("waiting", waiting.has(key.dataset.press));
}

function drawKeyboard(pane, keyboard) {
  pane.within("textarea").placeholder = keyboard?.input_field_placeholder || words.write;
  const rows = (keyboard?.keyboard ?? []).map((row) => element("div", { className: "row" }, ...row.map((key) => {
    const label = key.text ?? key;
    return button(label, () => does(pane, { do: "text", text: label }), "key");
  })));
  pane.within(".keyboard").replaceChildren(...rows);
}

function drawCommands(pane, commands) {
  const popup = pane.within(".commands");
  popup.hidden = !commands?.length;
  find(".menu", popup).replaceChildren(...(commands ?? []).map(({ command, description }) => {
    const made = button("", () => { popup.open = false; does(pane, { do: "text", text: `/${command}` }); });
    made.append(element("b", { textContent: `/${command}` }), element("span", { textContent: description }));
    return made;
  }));
}

// In place of the field for writing Telegram shows one large button to who has not begun yet, or blocked the bot.
function drawFoot(pane, [begun, blocked]) {
  const popup = pane.within(".more");
  const items = [[words.share, { do: "contact" }], [words.foreign, { do: "foreign_contact" }], [words.sendPhoto, { do: "photo" }], [words.sendSticker, { do: "sticker" }], [words.block, { do: "block", blocked: true }]];
  find(".menu", popup).replaceChildren(...items.map(([label, action]) => button(label, () => { popup.open = false; does(pane, action); })));
  const whole = pane.within(".whole");
  whole.hidden = begun && !blocked;
  pane.within("form").hidden = !whole.hidden;
  whole.textContent = blocked ? words.unblock : words.begin;
  whole.onclick = () => does(pane, blocked ? { do: "block", blocked: false } : { do: "text", text: "/start" });
}

function drawToast(pane, toast) {
  if (pane.toast !== undefined && toast && toast.query !== pane.toast) {
    const shown = pane.within(".toast");
    shown.replaceChildren(element("span", { textContent: toast.text }));
    // An alert stays until it is closed.
    if (toast.alert) shown.append(button(words.ok, () => shown.classList.remove("shown")));
    shown.classList.toggle("alert", Boolean(toast.alert));
    shown.classList.add("shown");
    clearTimeout(pane.timer);
    if (!toast.alert) pane.timer = setTimeout(() => shown.classList.remove("shown"), TOAST);
  }
  pane.toast = toast?.query ?? null;
}
