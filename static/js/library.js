/* The library: whoever reads with the keyboard or by ear stays where they were when cards come and go. Works without this file. */
(function () {
  "use strict";

  /* Where the next focus belongs: a place among its neighbours, which stays when what stood there is replaced. */
  let place = null;

  document.addEventListener("htmx:before:request", (event) => {
    const card = event.target.closest?.("article, .more-stories");
    place = card ? { among: card.parentElement, at: [...card.parentElement.children].indexOf(card) } : null;
  });

  document.addEventListener("htmx:after:swap", () => {
    const now = place?.among.children[place.at];
    place = null;
    now?.querySelector("[data-undo], .story-card-link")?.focus({ preventScroll: true });
  });
})();
