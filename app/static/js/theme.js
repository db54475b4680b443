// Where the reader follows the system, what asks "is it dark?" is told here (colours follow by dark.css alone).
// Loaded before the first paint, so it is a plain script, not a module.
(() => {
  const page = document.documentElement;
  if (page.dataset.bsTheme !== "auto") return;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => page.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
  dark.addEventListener("change", apply);
  apply();
})();
