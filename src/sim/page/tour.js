// A few steps that show what there is to try. They stand beside everything else and are in nobody's way.
import { find, load, save } from "./dom.js";
import { language, words } from "./words.js";

const card = find("#tour");
let steps = [];
let at = -1;
let select = () => {};

export function offerTour(told, selectPhone) {
  steps = told;
  select = selectPhone;
  find("#tour-open").hidden = steps.length === 0;
  find("[data-do=skip]", card).onclick = () => show(-1);
  find("[data-do=next]", card).onclick = () => show(at + 1 < steps.length ? at + 1 : -1);
  if (steps.length && !load("toured")) show(0);
}

export function startTour() {
  show(0);
  find("[data-do=next]", card).focus();
}

function show(step) {
  at = step;
  for (const pointed of document.querySelectorAll(".pointed")) pointed.classList.remove("pointed");
  card.hidden = step < 0;
  if (step < 0) return save("toured", "yes");
  const { bot, title, text } = steps[step];
  const last = step + 1 === steps.length;
  find(".count", card).textContent = words.step(step + 1, steps.length);
  find("h2", card).textContent = title[language];
  find(".text", card).textContent = text[language];
  find("[data-do=next]", card).textContent = last ? words.finish : words.next;
  find("[data-do=skip]", card).hidden = last;
  const target = (bot && select(bot)) || find("#desk");
  target.classList.add("pointed");
  if (!bot) find("#desk-open").classList.add("pointed");
  card.dataset.towards = target.dataset.place ?? "below";
}
