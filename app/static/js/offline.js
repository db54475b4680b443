// Says so where a list may be out of date because the connection is gone.
export function watchConnection() {
  const show = () => {
    for (const note of document.querySelectorAll("[data-offline]")) note.hidden = navigator.onLine;
  };
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  show();
}
