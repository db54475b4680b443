// Messages can be closed; the focus then goes back to the content, not to the top of the page.
export function listenForDismissals() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dismiss]");
    if (!button) return;
    button.closest(".flash").remove();
    document.getElementById("content")?.focus();
  });
}
