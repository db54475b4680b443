// Messages can be closed; the focus then goes back to the content, not to the top of the page.
export function listenForDismissals() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dismiss]");
    if (!button) return;
    button.closest(".flash").remove();
    document.getElementById("content")?.focus();
  });
}

// A live region tells only what comes into it later: what the page brought along is said once more, out of sight.
export function announceMessages() {
  const brought = [...document.querySelectorAll("#flashes .flash p")].map((message) => message.textContent);
  const region = document.getElementById("announcer");
  if (brought.length) setTimeout(() => (region.textContent = brought.join(" ")), 200);
}
