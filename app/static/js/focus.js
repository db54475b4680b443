// An error summary takes the focus when it appears, so that it is read out and its links are next.
export function focusErrors(root) {
  root.querySelector("[data-focus]")?.focus();
}
