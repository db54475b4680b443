// Reads a JSON list of iCalendar texts from standard input with ical.js and node-ical, and prints as JSON
// what each library made of each text, with every warning that either gave.
const ICAL = require('ical.js');
const nodeIcal = require('node-ical');

const warnings = [];
for (const way of ['warn', 'error', 'log', 'info']) console[way] = (...said) => warnings.push(said.join(' '));
process.on('warning', (warning) => warnings.push(String(warning)));

const facts = (uid, sequence, status, summary, start, end) =>
  ({ uid, sequence: Number(sequence), status, summary, start: start.toISOString(), end: end.toISOString() });

function byIcalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component, { strictExceptions: true });
    return facts(event.uid, event.sequence, component.getFirstPropertyValue('status'), event.summary,
      event.startDate.toJSDate(), event.endDate.toJSDate());
  });
  return { method: calendar.getFirstPropertyValue('method'), events };
}

function byNodeIcal(text) {
  const found = nodeIcal.sync.parseICS(text);
  const events = Object.values(found).filter((each) => each.type === 'VEVENT').map((each) =>
    facts(each.uid, each.sequence, each.status, each.summary.val || each.summary, each.start, each.end));
  return { method: found.vcalendar.method || null, events };
}

const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const read = texts.map((text) => ({ icalJs: byIcalJs(text), nodeIcal: byNodeIcal(text) }));
process.stdout.write(JSON.stringify({ read, warnings }));
