// An error summary takes the focus when it appears, so that it is read out and its links are next.
// The style guide only shows one.
export function focusErrors(root) {
  root.querySelector("[data-focus]:not([data-sample] *)")?.focus();
}
