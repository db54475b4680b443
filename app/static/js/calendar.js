// Draws a week (components/calendar.html). The table beside it says the same; the form beside it does the same.
import { daysFrom, instantToWall } from "./wall_clock.js";

function load(tag, address) {
  const attribute = tag === "script" ? "src" : "href";
  const present = document.head.querySelector(`${tag}[${attribute}="${address}"]`);
  if (present) return present.loading;
  const element = document.createElement(tag);
  if (tag === "link") element.rel = "stylesheet";
  element[attribute] = address;
  element.loading = new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = reject;
  });
  document.head.append(element);
  return element.loading;
}

async function events(box, shown) {
  // The shown days are wall-clock days of the instrument's zone: a day more on both sides covers them in any zone.
  const query = new URLSearchParams({ from: `${daysFrom(shown.startStr, -1)}T00:00:00Z`, to: `${daysFrom(shown.endStr, 1)}T00:00:00Z` });
  const answer = await fetch(`${box.dataset.source}?${query}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`availability answered ${answer.status}`);
  const { free, busy } = await answer.json();
  const wall = (span) => ({ start: instantToWall(span.start, box.dataset.zone), end: instantToWall(span.end, box.dataset.zone) });
  return [
    ...free.map((span) => ({ ...wall(span), display: "background", classNames: ["ec-free"] })),
    ...busy.map((span) => ({ ...wall(span), title: box.dataset.wordBusy, classNames: ["ec-busy"], editable: false })),
  ];
}

function fillIn(box, chosen) {
  for (const [name, value] of [[box.dataset.starts, chosen.startStr], [box.dataset.ends, chosen.endStr]]) {
    const input = document.querySelector(`[name="${name}"]`);
    if (!input) continue;
    input.value = value.slice(0, 16);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

const clock = (time) => time.toTimeString().slice(0, 5);

// The library names its arrow buttons by an icon only, its scrolling part can not be reached by keyboard, and it calls
// its parts a table's without being one: the table beside the drawing is.
function nameParts(box) {
  for (const part of box.querySelectorAll("*")) {
    for (const { name } of [...part.attributes]) if (/^(role|aria-(col|row).*)$/.test(name)) part.removeAttribute(name);
  }
  box.querySelector("button.ec-prev")?.setAttribute("aria-label", box.dataset.wordBefore);
  box.querySelector("button.ec-next")?.setAttribute("aria-label", box.dataset.wordAfter);
  box.querySelector(".ec-main")?.setAttribute("tabindex", "0");
}

export async function draw(box) {
  box.dataset.drawn = "yes";
  await Promise.all([load("link", box.dataset.style), load("script", box.dataset.library)]);
  box.hidden = false;
  const narrow = window.matchMedia("(max-width: 48rem)").matches;
  window.EventCalendar.create(box, {
    view: narrow ? "timeGridDay" : "timeGridWeek",
    date: box.dataset.firstDay,
    firstDay: 1,
    locale: document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang,
    height: "38rem",
    scrollTime: `${box.dataset.scroll}:00`,
    slotDuration: "00:30:00",
    slotLabelFormat: clock,
    eventTimeFormat: (start, end) => `${clock(start)}–${clock(end)}`,
    allDaySlot: false,
    dayHeaderFormat: { weekday: "short", day: "numeric" },
    nowIndicator: false, // the library draws it on the reader's own clock, not on the instrument's
    selectable: true,
    unselectAuto: false,
    // The page turns the weeks, for the drawing and its table together; a narrow screen draws a day, and turns days.
    headerToolbar: narrow ? { start: "title", center: "", end: "prev,next" } : { start: "", center: "", end: "" },
    eventSources: [{ events: (shown) => events(box, shown) }],
    select: (chosen) => fillIn(box, chosen),
    viewDidMount: () => nameParts(box),
    datesSet: () => requestAnimationFrame(() => nameParts(box)), // other days are other parts
  });
}
