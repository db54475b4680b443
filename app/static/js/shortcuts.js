// Single keys for those who work here all day. Never inside fields; the reader can turn them off (WCAG 2.1.4).
const ROWS = "main .list-table tbody tr, main .results > li, main .desk-row, main .month-list > li, main .waiting li";
const PATIENCE_MS = 1500;

let afterG = 0; // until when a letter names a place

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable], .ec");
const sheet = () => document.getElementById("shortcuts");

function step(by) {
  const links = [...document.querySelectorAll(ROWS)].map((row) => row.querySelector("a, summary, button")).filter(Boolean);
  const row = document.activeElement?.closest(ROWS);
  const now = row ? links.findIndex((link) => row.contains(link)) : by > 0 ? -1 : links.length;
  const next = links[Math.min(Math.max(now + by, 0), links.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const KEYS = {
  "?": () => sheet()?.showModal(),
  "/": () => document.getElementById("site-search-q")?.focus(),
  j: () => step(1),
  k: () => step(-1),
  g: () => (afterG = Date.now() + PATIENCE_MS),
};

function place(key) {
  afterG = 0;
  return document.querySelector(`[data-key="${CSS.escape(key)}"]`);
}

export function listenForKeys() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    const opened = opener && document.getElementById(opener.dataset.opens);
    if (!opened) return;
    event.preventDefault();
    opened.showModal();
  });
  if (document.documentElement.dataset.shortcuts === "off") return;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const link = Date.now() < afterG ? place(event.key) : null;
    if (link) link.click();
    else if (KEYS[event.key]) KEYS[event.key]();
    else return;
    event.preventDefault();
  });
}
