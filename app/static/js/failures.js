// A fragment that can not be fetched says so where it would stand; an answer of refusal is scrolled to.
export function tellFailures() {
  const note = document.getElementById("request-failed");
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => event.detail.target.replaceChildren(note.content.cloneNode(true)));
  }
  document.addEventListener("htmx:responseError", () => {
    requestAnimationFrame(() => document.getElementById("flashes").scrollIntoView({ block: "nearest" }));
  });
}
