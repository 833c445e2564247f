/* The editor's form: keeps the length of each suggested wording up to date, and asks before unsaved words are left behind. */
(function () {
  "use strict";

  document.addEventListener("input", (event) => {
    const line = document.querySelector(`[data-length-of="${CSS.escape(event.target.id)}"] [data-length]`);
    if (line) line.textContent = String(Array.from(event.target.value).length);
    const form = event.target.closest("[data-story-form]");
    if (form) form.dataset.changed = "";
  });

  document.addEventListener("submit", (event) => {
    // The preview opens in another tab, so what is being written stays unsaved here.
    if (event.submitter?.formTarget !== "_blank") delete event.target.dataset.changed;
  });

  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("[data-story-form][data-changed]")) event.preventDefault();
  });
})();
