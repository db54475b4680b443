// Instants are UTC; people read the wall clock of the instrument's zone.

export function instantToWall(instant, zone) {
  // Swedish writes dates as ISO 8601 does: "2026-03-02 09:00:00".
  const text = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(new Date(instant));
  return text.replace(" ", "T");
}

export function daysFrom(day, days) {
  // `day` is an ISO date, or a date and time of which only the date counts.
  const moved = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}
