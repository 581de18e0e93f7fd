// What Telegram received: the bots' calls, newest first.
import { element, find } from "./dom.js";
import { second } from "./time.js";
import { words } from "./words.js";

// So many are kept on the page.
const KEPT = 200;
const panel = find("#calls");
const list = find("ol", panel);
const toggle = find("#calls-toggle");
let seen = 0;

// How many calls were seen, for the next question to the server; null while nobody looks.
export const callsSeen = () => (panel.hidden ? null : seen);

export function offerCalls(again) {
  toggle.onclick = () => {
    panel.hidden = !panel.hidden;
    toggle.ariaExpanded = String(!panel.hidden);
    toggle.ariaPressed = String(!panel.hidden);
    if (panel.hidden) return;
    panel.scrollIntoView({ block: "nearest" });
    again();
  };
}

export function forgetCalls() {
  seen = 0;
  list.replaceChildren();
}

export function drawCalls(calls, people) {
  if (!calls) return;
  // Two questions may be on their way, so one answer may tell again what another told.
  const fresh = calls.fresh.filter((call) => call.number > seen);
  seen = calls.seen;
  list.prepend(...fresh.reverse().map((call) => drawCall(call, people)));
  while (list.children.length > KEPT) list.lastChild.remove();
  find(".empty", panel).hidden = list.children.length > 0;
}

function drawCall(call, people) {
  const chat = Number(call.params?.chat_id);
  const person = people.find((found) => found.id === chat)?.first_name;
  const well = call.status === 200 && !call.trouble;
  const outcome = call.trouble ? `${call.status || words.noAnswer} · ${call.trouble}` : String(call.status || words.noAnswer);
  const summary = element("summary", {},
    element("span", { className: "method", textContent: call.method[0].toLowerCase() + call.method.slice(1) }),
    element("span", { className: well ? "outcome" : "outcome bad", textContent: outcome }),
    element("span", { className: "about", textContent: [person && `→ ${person}`, brief(call.params)].filter(Boolean).join(" · ") }),
    element("time", { textContent: second(call.at) }));
  const details = [element("p", { textContent: `@${call.bot}` }), element("pre", { textContent: JSON.stringify(call.params, null, 1) })];
  if (call.error) details.unshift(element("p", { className: "bad", textContent: call.error }));
  return element("li", {}, element("details", {}, summary, ...details));
}

// A few words of what a call says.
function brief(params) {
  const text = params?.text ?? params?.caption ?? (params?.message_id && `№ ${params.message_id}`) ?? "";
  return String(text).replace(/<[^>]*>/g, "").replace(/\s+/g, " ").slice(0, 60);
}
