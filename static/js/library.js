/* The library: whoever reads with the keyboard or by ear stays where they were when cards come and go. Works without this file. */
(function () {
  "use strict";

  let before = null;

  document.addEventListener("htmx:before:request", (event) => {
    const link = event.target.closest?.("[data-more]");
    before = link ? document.querySelectorAll(".story-card").length : null;
  });

  document.addEventListener("htmx:after:swap", () => {
    const undo = document.querySelector("[data-put-away]:not([data-seen])");
    if (undo) {
      undo.dataset.seen = "";
      undo.querySelector("button").focus({ preventScroll: true });
    } else if (before !== null) {
      document.querySelectorAll(".story-card")[before]?.querySelector("a").focus({ preventScroll: true });
      before = null;
    }
  });
})();
