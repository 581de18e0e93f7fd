// Phones side by side. Everything comes from this server, which is asked again and again what has changed.
import { callsSeen, drawCalls, forgetCalls } from "./calls.js";
import { drawControls, drawTheme, notice, offerControls } from "./desk.js";
import { act, element, find } from "./dom.js";
import { drawPhone, firstPerson, makePhone, showPerson, toEnd } from "./phone.js";
import { drawClocks, setClock, setZone } from "./time.js";
import { offerTour } from "./tour.js";
import { language, translate } from "./words.js";

const PAUSE = 700;
// As in style.css: below this there is one phone at a time.
const narrow = matchMedia("(max-width: 759px)");
const panes = new Map(); // username → pane
let version = 0;
let question = null;

// Asks at once instead of waiting for the next change.
function again() {
  version = 0;
  question?.abort();
}

function build(state) {
  const { about } = state;
  setZone(about.zone);
  document.title = about.title || state.bots.map((bot) => bot.name).join(" · ");
  state.bots.forEach((bot, index) => {
    const caption = about.captions[index]?.[language] ?? bot.name;
    const pane = makePhone(bot, index, caption, become, addPerson);
    panes.set(bot.username, pane);
    pane.tab = makeTab(pane, index, caption);
    showPerson(pane, firstPerson(pane, state.people));
    find("main").insertBefore(pane.root, find("#desk"));
  });
  offerControls(about, again);
  if (state.bots.length) select(state.bots[0].username);
  offerTour(about.tour, select);
  roles();
}

function makeTab(pane, index, caption) {
  const tab = element("button", { type: "button", role: "tab", id: `tab-${index}`, textContent: caption });
  tab.setAttribute("aria-controls", pane.root.id);
  tab.onclick = () => select(pane.bot.username);
  tab.onkeydown = (event) => {
    const all = [...panes.values()];
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = all[(all.indexOf(pane) + step + all.length) % all.length];
    select(next.bot.username);
    next.tab.focus();
  };
  find("#tabs").append(tab);
  return tab;
}

// Shows one phone where there is no room for all, and gives its element.
function select(username) {
  for (const pane of panes.values()) {
    const chosen = pane.bot.username === username;
    pane.root.classList.toggle("shown", chosen);
    pane.tab.ariaSelected = String(chosen);
    pane.tab.tabIndex = chosen ? 0 : -1;
    pane.tab.classList.remove("news");
    if (chosen) toEnd(pane);
  }
  return panes.get(username)?.root;
}

// Tabs are only tabs where they are seen.
function roles() {
  for (const pane of panes.values()) pane.root.role = narrow.matches ? "tabpanel" : "region";
}
narrow.onchange = roles;

function become(pane, person) {
  showPerson(pane, person);
  again();
}

function addPerson(pane) {
  const dialog = find("#new-person");
  const form = find("form", dialog);
  form.reset();
  form.elements.language.value = language;
  find("[data-do=cancel]", dialog).onclick = () => dialog.close();
  form.onsubmit = async (event) => {
    event.preventDefault();
    dialog.close();
    const added = await act({ do: "person", first_name: form.elements.name.value, language: form.elements.language.value });
    if (added) become(pane, added.result);
  };
  dialog.showModal();
}

function draw(state) {
  setClock(state.now);
  for (const pane of panes.values()) {
    const before = pane.newest;
    // A server that was started anew may not know this person.
    if (!state.people.some((person) => person.id === pane.person)) become(pane, firstPerson(pane, state.people));
    drawPhone(pane, state);
    if (before !== undefined && pane.newest > before && !pane.root.classList.contains("shown")) pane.tab.classList.add("news");
  }
  drawControls(state);
  drawCalls(state.calls, state.people);
  drawClocks();
  notice(state);
}

async function ask() {
  question = new AbortController();
  const chats = [...panes.values()].map((pane) => `${pane.bot.username}:${pane.person}`).join(",");
  const asked = new URLSearchParams({ since: version, chats });
  if (callsSeen() !== null) asked.set("calls", callsSeen());
  const answer = await fetch(`/api/state?${asked}`, { signal: question.signal });
  if (!answer.ok) throw new Error(answer.statusText);
  const state = await answer.json();
  question.signal.throwIfAborted();
  return state;
}

async function follow() {
  for (;;) {
    let state;
    try {
      state = await ask();
    } catch (error) {
      if (error.name !== "AbortError") await lost();
      continue;
    }
    // The first answer only tells whom to ask for.
    if (panes.size === 0) {
      build(state);
      continue;
    }
    version = state.version;
    draw(state);
  }
}

// The server may be another one when it comes back, so everything is asked anew.
async function lost() {
  notice(null);
  version = 0;
  forgetCalls();
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
}

document.documentElement.lang = language;
translate(document);
drawTheme();
drawClocks();
setInterval(drawClocks, 1000);
follow();
