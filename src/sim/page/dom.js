// Small things that every part of the page needs. Text only ever becomes text nodes, never HTML.

export const find = (selector, root = document) => root.querySelector(selector);

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child != null && child !== ""));
  return made;
}

export function button(textContent, onclick, className = "") {
  return element("button", { type: "button", textContent, onclick, className });
}

export function link(href, className, children) {
  return element("a", { href, className, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

// An icon of the sprite; any icon of the page is good enough to be copied.
export function icon(name) {
  const copy = find("#desk-close svg").cloneNode(true);
  copy.firstElementChild.setAttribute("href", `#i-${name}`);
  copy.ariaHidden = "true";
  return copy;
}

// Puts exactly these nodes into a parent, moving none that is in its place already.
export function arrange(parent, nodes) {
  nodes.forEach((node, index) => {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null);
  });
  while (parent.childNodes.length > nodes.length) parent.lastChild.remove();
}

// Does something; null if it could not be done. Whether the server answers at all is told by whoever follows its state.
export async function act(action) {
  const body = JSON.stringify(action);
  try {
    const answer = await fetch("/api/act", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    return answer.ok ? { result: await answer.json() } : null;
  } catch {
    return null;
  }
}

// What the browser remembers; one that remembers nothing does no harm.
export function load(key, store = "localStorage") {
  try {
    return window[store].getItem(`demo.${key}`);
  } catch {
    return null;
  }
}

export function save(key, value, store = "localStorage") {
  try {
    window[store].setItem(`demo.${key}`, value);
  } catch {
    // Then it is forgotten.
  }
}
