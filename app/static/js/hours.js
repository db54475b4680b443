// Draws weekly hours (booking/_day_lines.html). The typed lines are the truth: what is drawn is written there, and what is
// typed is drawn. Dragging from a closed half hour opens, from an open one closes; over several days at once too.
const DAY = 24 * 60;
const STEP = 30;
const PERIOD = /^\s*(\d{1,2}:\d\d)\s*[-–—~至]\s*(\d{1,2}:\d\d)\s*$/;
const MONDAY = Date.UTC(2024, 0, 1);

const minuteOf = (clock) => clock.split(":").reduce((hours, minutes) => hours * 60 + Number(minutes), 0);
const clockOf = (minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const spanOf = ([from, to]) => `${clockOf(from)}–${clockOf(to)}`;

// The periods of a line as [from, to] in minutes, or null where it can not be read.
export function read(line) {
  const periods = [];
  for (const text of line.split(/[,，;；、]/).filter((part) => part.trim())) {
    const found = PERIOD.exec(text);
    const period = found && [minuteOf(found[1]), minuteOf(found[2])];
    if (!period || period[0] >= period[1] || period[1] > DAY) return null;
    periods.push(period);
  }
  return periods.sort((one, other) => one[0] - other[0]);
}

// The periods once [from, to] is open, or is closed; those that meet are one.
export function changed(periods, [from, to], opens) {
  const left = periods.flatMap(([start, end]) => [[start, Math.min(end, from)], [Math.max(start, to), end]]).filter(([start, end]) => start < end);
  if (!opens) return left;
  const joined = [];
  for (const period of [...left, [from, to]].sort((one, other) => one[0] - other[0])) {
    const last = joined.at(-1);
    if (last && period[0] <= last[1]) last[1] = Math.max(last[1], period[1]);
    else joined.push([...period]);
  }
  return joined;
}

function part(parent, kind, text = "") {
  const made = document.createElement("div");
  made.className = kind;
  made.textContent = text;
  parent.append(made);
  return made;
}

function block(column, kind, [from, to]) {
  const made = part(column, kind, spanOf([from, to]));
  made.style.top = `${(from / DAY) * 100}%`;
  made.style.height = `${((to - from) / DAY) * 100}%`;
}

export function drawHours(box) {
  const lines = [...box.closest("form").querySelectorAll(".day-lines input")];
  const grid = part(box, "hours-grid");
  grid.setAttribute("aria-hidden", "true"); // the lines say the same, and are reached by keyboard
  const clocks = part(grid, "hours-clocks");
  for (let hour = 0; hour < 24; hour += 3) part(clocks, "hours-clock", clockOf(hour * 60)).style.top = `${(hour / 24) * 100}%`;
  const short = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "short", timeZone: "UTC" });
  const columns = lines.map((_, day) => {
    const whole = part(grid, "hours-day");
    part(whole, "hours-name", short.format(MONDAY + day * 86_400_000));
    return part(whole, "hours-column");
  });
  let drawing = null;

  const days = () => (drawing ? [Math.min(drawing.from[0], drawing.to[0]), Math.max(drawing.from[0], drawing.to[0])] : []);
  const span = () => [Math.min(drawing.from[1], drawing.to[1]), Math.max(drawing.from[1], drawing.to[1]) + STEP];
  const isDrawn = (day) => drawing && day >= days()[0] && day <= days()[1];

  function show() {
    columns.forEach((column, day) => {
      const periods = read(lines[day].value);
      column.replaceChildren();
      column.classList.toggle("is-unread", periods === null);
      for (const period of periods ?? []) block(column, "hours-open", period);
      if (periods && isDrawn(day)) block(column, drawing.opens ? "hours-drawn" : "hours-drawn is-closing", span());
    });
  }

  // The day, and the minute at which the half hour below the pointer begins.
  function place(event) {
    const boxes = columns.map((column) => column.getBoundingClientRect());
    const day = boxes.findIndex((each) => event.clientX < each.right);
    const { top, height } = boxes[0];
    const slot = Math.floor(((event.clientY - top) / height) * (DAY / STEP));
    return [day < 0 ? columns.length - 1 : day, Math.min(Math.max(slot, 0), DAY / STEP - 1) * STEP];
  }

  function begin(event) {
    if (event.button !== 0 || !event.target.closest(".hours-column")) return;
    const from = place(event);
    const open = (read(lines[from[0]].value) ?? []).some(([start, end]) => start <= from[1] && from[1] < end);
    drawing = { from, to: from, opens: !open };
    grid.setPointerCapture(event.pointerId);
    event.preventDefault();
    show();
  }

  function end() {
    if (!drawing) return;
    const [[first, last], period, opens] = [days(), span(), drawing.opens];
    drawing = null;
    for (const line of lines.slice(first, last + 1)) {
      const periods = read(line.value);
      if (!periods) continue; // what can not be read stays for its writer to mend
      line.value = changed(periods, period, opens).map(spanOf).join(", ");
      for (const kind of ["input", "change"]) line.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    show();
  }

  grid.addEventListener("pointerdown", begin);
  grid.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    drawing.to = place(event);
    show();
  });
  grid.addEventListener("pointerup", end);
  grid.addEventListener("pointercancel", () => { drawing = null; show(); });
  for (const line of lines) line.addEventListener("input", show);
  box.hidden = false;
  show();
}
