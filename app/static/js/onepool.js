// What pages do beyond the server's answer. Everything here is a comfort: pages work without it.
import { keepDrafts } from "./drafts.js";
import { tellFailures } from "./failures.js";
import { announceMessages, listenForDismissals } from "./flashes.js";
import { focusErrors } from "./focus.js";
import { closeOnEscape } from "./menus.js";
import { watchConnection } from "./offline.js";
import { listenForKeys } from "./shortcuts.js";
import { guardSubmits } from "./submits.js";

focusErrors(document);
listenForDismissals();
closeOnEscape();
watchConnection();
guardSubmits();
tellFailures();
announceMessages();
listenForKeys();
keepDrafts();

async function drawCalendars(root) {
  const boxes = root.querySelectorAll("[data-calendar]:not([data-drawn])");
  if (boxes.length === 0) return;
  const { draw } = await import("./calendar.js");
  boxes.forEach(draw);
}

async function drawWeeks(root) {
  const boxes = root.querySelectorAll("[data-draws-hours]");
  if (boxes.length === 0) return;
  const { drawHours } = await import("./hours.js");
  boxes.forEach(drawHours);
}

drawCalendars(document);
drawWeeks(document);
document.addEventListener("htmx:afterSwap", (event) => {
  focusErrors(event.target);
  drawCalendars(event.target);
});
