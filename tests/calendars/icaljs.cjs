// What ical.js reads: [{text, from, to, zone, zones}] on the standard input, a list of spans or an error each.
const ICAL = require("ical.js");
const { readFileSync } = require("node:fs");

const FREE = [["transp", "TRANSPARENT"], ["status", "CANCELLED"], ["x-microsoft-cdo-busystatus", "FREE"]];
const formats = {};

// How far a zone's wall is ahead of UTC, both in milliseconds.
function ahead(zone, instant) {
  formats[zone] ??= new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
    hour: "numeric", minute: "numeric", second: "numeric",
  });
  const part = Object.fromEntries(formats[zone].formatToParts(new Date(instant)).map((p) => [p.type, +p.value]));
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) - instant;
}

// A wall time's offset; one skipped or doubled has the one before the change.
function aheadOnWall(zone, wall) {
  const before = ahead(zone, wall - 86400000);
  return ahead(zone, wall - before) === before ? before : ahead(zone, wall - ahead(zone, wall + 86400000)) ===
    ahead(zone, wall + 86400000) ? ahead(zone, wall + 86400000) : before;
}

// ical.js knows the zones that a file defines; the others it is told by name.
class NamedZone extends ICAL.Timezone {
  constructor(tzid, iana) {
    super({ tzid });
    this.iana = iana;
  }
  utcOffset(t) {
    return aheadOnWall(this.iana, Date.UTC(t.year, t.month - 1, t.day, t.hour, t.minute, t.second)) / 1000;
  }
}

function spansOf(asked) {
  const [from, to] = [Date.parse(asked.from), Date.parse(asked.to)];
  const floating = new NamedZone("own", asked.zone);
  const instant = (t) => {
    if (!t.isDate && t.zone !== ICAL.Timezone.localTimezone) return t.toUnixTime() * 1000;
    const wall = Date.UTC(t.year, t.month - 1, t.day, t.isDate ? 0 : t.hour, t.isDate ? 0 : t.minute, t.isDate ? 0 : t.second);
    return wall - aheadOnWall(floating.iana, wall);
  };
  const spans = [];
  const add = (start, end, component) => {
    const says = (name) => String(component.getFirstPropertyValue(name) ?? "").trim().toUpperCase();
    if (FREE.some(([name, value]) => says(name) === value)) return;
    const [begin, stop] = [Math.max(instant(start), from), Math.min(instant(end), to)];
    if (begin < stop) spans.push([begin, stop]);
  };
  const parsed = ICAL.parse(asked.text);
  for (const jcal of typeof parsed[0] === "string" ? [parsed] : parsed) {
    const calendar = new ICAL.Component(jcal);
    ICAL.TimezoneService.reset();
    for (const [tzid, iana] of Object.entries(asked.zones)) ICAL.TimezoneService.register(new NamedZone(tzid, iana), tzid);
    for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
    for (const events of byUid(calendar.getAllSubcomponents("vevent"))) readSeries(events, add, to, instant);
  }
  return merged(spans);
}

function byUid(events) {
  const groups = new Map();
  for (const event of events) {
    const uid = event.getFirstPropertyValue("uid") ?? Symbol("none");
    groups.set(uid, [...(groups.get(uid) ?? []), event]);
  }
  return newest(groups);
}

// Of one UID and RECURRENCE-ID the highest SEQUENCE stands, then the latest DTSTAMP.
function newest(groups) {
  return [...groups.values()].map((events) => {
    const best = new Map();
    for (const event of events) {
      const key = String(event.getFirstPropertyValue("recurrence-id") ?? "");
      const revision = [+(event.getFirstPropertyValue("sequence") ?? 0), String(event.getFirstPropertyValue("dtstamp") ?? "")];
      const rival = best.get(key)?.revision;
      if (!rival || revision[0] > rival[0] || (revision[0] === rival[0] && revision[1] > rival[1])) best.set(key, { event, revision });
    }
    return [...best.values()].map(({ event }) => event);
  });
}

function readSeries(events, add, to, instant) {
  const exceptions = events.filter((event) => event.hasProperty("recurrence-id"));
  const masters = events.filter((event) => !event.hasProperty("recurrence-id"));
  const single = (component) => {
    const event = new ICAL.Event(component);
    add(event.startDate, event.endDate, component);
  };
  if (!masters.length) exceptions.forEach(single);
  for (const master of masters) {
    const event = new ICAL.Event(master, { exceptions });
    if (!event.isRecurring()) {
      [master, ...exceptions].forEach(single);
      continue;
    }
    const starts = event.iterator();
    for (let start = starts.next(), n = 0; start && n < 30000 && instant(start.start ?? start) <= to + 40 * 86400000; start = starts.next(), n++) {
      if (start instanceof ICAL.Period) {
        add(start.start, start.getEnd(), master);
        continue;
      }
      const { startDate, endDate, item } = event.getOccurrenceDetails(start);
      add(startDate, endDate, item.component);
    }
  }
}

function merged(spans) {
  const joined = [];
  for (const [begin, end] of spans.sort((one, other) => one[0] - other[0])) {
    const last = joined.at(-1);
    if (last && begin <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([begin, end]);
  }
  return joined.map((span) => span.map((at) => new Date(at).toISOString().replace(".000Z", "Z")));
}

const answers = JSON.parse(readFileSync(0, "utf8")).map((asked) => {
  try {
    return spansOf(asked);
  } catch (error) {
    return String(error).slice(0, 160);
  }
});
console.log(JSON.stringify(answers));
