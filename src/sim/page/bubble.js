// One message: its text with marks, what is attached, its time, its buttons.
import { act, button, element, icon, link } from "./dom.js";
import { minute } from "./time.js";
import { words } from "./words.js";

const tags = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };
const isAddress = (url) => /^(https?|tg):/i.test(url || "");

function marked(mark, children) {
  if (mark.type === "text_link" && isAddress(mark.url)) return link(mark.url, "", children);
  if (mark.type === "spoiler") return spoiler(children);
  return element(tags[mark.type] || "span", {}, ...children);
}

function spoiler(children) {
  const hidden = element("span", { className: "spoiler", tabIndex: 0, role: "button" }, ...children);
  hidden.onclick = hidden.onkeydown = (event) => {
    if (event.type === "click" || event.key === "Enter") hidden.className = "";
  };
  return hidden;
}

// Telegram's marks are offsets in UTF-16 units, as JavaScript's own.
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

function attachment(bot, kind, content) {
  const address = (file) => `/api/file/${encodeURIComponent(bot)}/${encodeURIComponent(file.file_id)}`;
  switch (kind) {
    case "photo": {
      const file = content.at(-1);
      return element("img", { src: address(file), alt: words.photo, width: file.width, height: file.height });
    }
    case "document": {
      const name = content.file_name || words.file;
      const file = element("a", { href: address(content), download: name, className: "attached" }, disc(icon("file")), titled(name, words.bytes(content.file_size || 0)));
      return file;
    }
    case "contact": {
      const phone = `+${content.phone_number.replace(/^\+/, "")}`;
      const name = [content.first_name, content.last_name].filter(Boolean).join(" ");
      return element("div", { className: "attached" }, disc(initial(name)), titled(name, phone));
    }
    case "venue": {
      const { latitude, longitude } = content.location;
      const shown = titled(content.title, content.address);
      shown.append(element("span", { className: "point", textContent: `${latitude.toFixed(5)}, ${longitude.toFixed(5)}` }));
      return element("div", { className: "attached" }, disc(icon("place")), shown);
    }
    case "sticker": return element("span", { className: "sticker", textContent: content.emoji, title: words.sticker });
    default: return kind;
  }
}

const disc = (content) => element("span", { className: "disc" }, content);
const titled = (title, more) => element("span", { className: "titled" }, element("b", { textContent: title }), element("span", { textContent: more }));

export const initial = (name) => [...name].find((letter) => /[\p{L}\p{N}]/u.test(letter))?.toUpperCase() ?? "?";

export function drawMessage(pane, message, waiting) {
  const bubble = element("div", { className: "bubble" });
  if (message.extra) bubble.append(attachment(pane.bot.username, ...message.extra));
  bubble.append(...formatted(message.text, message.entities));
  bubble.append(stamp(message, waiting));
  const kind = message.extra?.[0] ?? "";
  const root = element("div", { className: `message ${message.bot ? "theirs" : "mine"} ${kind}${message.text ? "" : " bare"}` }, bubble);
  root.dataset.id = message.id;
  if (message.inline?.length) {
    const rows = message.inline.map((row) => element("div", { className: "row" }, ...row.map((key) => inlineKey(pane, message, key))));
    root.append(element("div", { className: "inline" }, ...rows));
  }
  return root;
}

// When it was written, and of one's own messages whether the bot has it: one mark says that Telegram has, two that the bot has too.
function stamp(message, waiting) {
  const made = element("span", { className: "time" }, message.edited ? `${words.edited} ` : "", minute(message.at));
  if (!message.bot) {
    const ticks = element("span", { className: "ticks", textContent: waiting ? "✓" : "✓✓", role: "img", ariaLabel: waiting ? words.sent : words.taken });
    ticks.title = ticks.ariaLabel;
    made.append(" ", ticks);
  }
  return made;
}

function inlineKey(pane, message, key) {
  if (key.url) return isAddress(key.url) ? link(key.url, "key", [key.text]) : element("span", { className: "key", textContent: key.text });
  const made = button(key.text, () => {
    made.classList.add("waiting");
    act({ do: "press", bot: pane.bot.username, person: pane.person, message: message.id, data: key.callback_data });
  }, "key");
  made.dataset.press = JSON.stringify([message.id, key.callback_data]);
  return made;
}
