// What was typed into a long form is kept in this browser until the form has been taken, so that a session that
// ends, a closed tab or a lost connection loses nothing. Passwords, files and hidden fields are never kept.
const PREFIX = "draft:";
const NEVER = ["hidden", "password", "file", "submit", "button"];

const reader = () => document.body.dataset.reader;
const keyOf = (form) => `${PREFIX}${reader()}:${new URL(form.action).pathname}`;
const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !NEVER.includes(field.type));
const isTicked = (field) => ["checkbox", "radio"].includes(field.type);
const read = (form) => fieldsOf(form).map((field) => [field.name, isTicked(field) ? field.checked : field.value]);
const isBackWithErrors = () => document.querySelector("main .error-summary") !== null;

function load(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function save(key, draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // No room, or none allowed: the form works without.
  }
}

function fill(form, values) {
  fieldsOf(form).forEach((field, at) => {
    if (isTicked(field)) field.checked = values[at][1];
    else field.value = values[at][1];
    field.dispatchEvent(new Event("input")); // for what draws it; the form itself hears nothing
  });
}

function fits(form, values) {
  const fields = fieldsOf(form);
  return values.length === fields.length && fields.every((field, at) => field.name === values[at][0]);
}

function tell(form, key, fresh) {
  const note = document.getElementById("draft-kept").content.cloneNode(true).firstElementChild;
  note.querySelector("button").addEventListener("click", () => {
    localStorage.removeItem(key);
    fill(form, fresh);
    note.remove();
    fieldsOf(form)[0]?.focus();
  });
  form.prepend(note);
}

// A form that was sent, and did not come back with errors, has been taken; on the way through signing in it is kept.
function forgetTaken(forms) {
  if (location.pathname.startsWith("/sign-in")) return;
  const here = new Set(isBackWithErrors() ? forms.map(keyOf) : []);
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    if (load(key)?.sent && !here.has(key)) localStorage.removeItem(key);
  }
}

function keep(form) {
  const key = keyOf(form);
  const fresh = read(form);
  const draft = load(key);
  const values = draft?.values;
  if (values && fits(form, values) && !isBackWithErrors() && JSON.stringify(values) !== JSON.stringify(fresh)) {
    fill(form, values);
    tell(form, key, fresh);
  }
  form.addEventListener("input", () => save(key, { values: read(form), sent: false }));
  form.addEventListener("submit", () => save(key, { values: read(form), sent: true }));
}

export function keepDrafts() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-forgets-drafts]")) return;
    Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => localStorage.removeItem(key));
  });
  if (!reader()) return;
  const forms = [...document.querySelectorAll("form[data-draft]")];
  forgetTaken(forms);
  forms.forEach(keep);
}
