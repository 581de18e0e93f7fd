// The controls: time, trouble, language, theme. On a small screen they are a sheet that opens over the phone.
import { offerCalls } from "./calls.js";
import { act, find, load, save } from "./dom.js";
import { startTour } from "./tour.js";
import { switchLanguage, words } from "./words.js";

const desk = find("#desk");
const dark = matchMedia("(prefers-color-scheme: dark)");
// As in style.css: from here on the controls stand between the phones.
const wide = matchMedia("(min-width: 1080px)");

export function offerControls(about, again) {
  find("h1", desk).textContent = find("h1.title").textContent = about.title || "Telegram";
  for (const offered of document.querySelectorAll("[data-offer]")) offered.hidden = !about.commands;
  for (const more of document.querySelectorAll("[data-hours]")) {
    more.onclick = () => act({ do: "advance", hours: Number(more.dataset.hours) });
  }
  find("#restart").onclick = () => find("#restart").ariaDisabled !== "true" && act({ do: "restart" });
  find("#network").onclick = () => act({ do: "network", cut: find("#network").ariaPressed !== "true" });
  offerCalls(again);
  find("#language").textContent = words.toEnglish;
  find("#language").onclick = switchLanguage;
  find("#theme").onclick = () => { save("theme", theme() === "dark" ? "light" : "dark"); drawTheme(); };
  find("#tour-open").onclick = () => { open(false); startTour(); };
  find("#desk-open").onclick = () => open(true);
  find("#desk-close").onclick = find("#shade").onclick = () => open(false);
  wide.onchange = () => open(false);
  open(false);
}

export function drawControls(state) {
  const restart = find("#restart");
  restart.ariaDisabled = String(state.restarting);
  restart.textContent = state.restarting ? words.restarting : words.restart;
  const network = find("#network");
  network.ariaPressed = String(state.cut);
  network.textContent = state.cut ? words.mend : words.cut;
}

// What everybody should know at the moment.
export function notice(state) {
  const away = state?.bots.some((bot) => bot.away);
  const text = !state ? words.lost : state.cut ? words.isCut : state.restarting ? words.isRestarting : away ? words.isConnecting : "";
  const shown = find("#notice");
  shown.hidden = !text;
  if (shown.textContent !== text) shown.textContent = text;
  shown.className = state ? "" : "lost";
}

function open(yes) {
  const before = desk.classList.contains("open");
  const sheet = !wide.matches;
  desk.classList.toggle("open", yes && sheet);
  desk.inert = sheet && !yes;
  find("#shade").hidden = !(yes && sheet);
  find("#desk-open").ariaExpanded = String(yes && sheet);
  for (const behind of document.querySelectorAll(".pane, #strip, #tour")) behind.inert = yes && sheet;
  if (yes && sheet) find("#desk-close").focus();
  else if (before && sheet) find("#desk-open").focus();
}

const theme = () => load("theme") ?? (dark.matches ? "dark" : "light");

export function drawTheme() {
  document.documentElement.dataset.theme = theme();
  find("#theme").title = find("#theme").ariaLabel = theme() === "dark" ? words.light : words.dark;
}
dark.onchange = drawTheme;

// Escape closes what is open, the uppermost first, and gives the focus back.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const popup = find("details.popup[open]");
  if (popup) {
    popup.open = false;
    find("summary", popup).focus();
  } else if (desk.classList.contains("open")) open(false);
});
document.addEventListener("click", (event) => {
  for (const popup of document.querySelectorAll("details.popup[open]")) if (!popup.contains(event.target)) popup.open = false;
});
