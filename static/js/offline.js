/* On the page for when there is no connection: shows what somebody has written on this device and not sent yet, and goes on when it can. */
(function () {
  "use strict";

  const PREFIX = "share-draft:";

  document.addEventListener("DOMContentLoaded", () => {
    const pattern = document.querySelector("[data-draft-pattern]");
    for (const draft of drafts()) pattern.before(drawn(pattern, draft));
    document.querySelector("[data-drafts]").hidden = document.querySelector("[data-draft]") === null;
    for (const again of document.querySelectorAll("[data-again]")) again.addEventListener("click", () => location.reload());
    addEventListener("online", () => location.reload());
  });

  function drafts() {
    try {
      const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
      return names.map((name) => JSON.parse(localStorage.getItem(name))).filter((draft) => draft?.text);
    } catch {
      return [];
    }
  }

  /* Text is only ever put in as text. */
  function drawn(pattern, draft) {
    const made = pattern.content.firstElementChild.cloneNode(true);
    made.querySelector("[data-draft-title]").textContent = [draft.network, draft.title].filter(Boolean).join(" · ");
    const words = made.querySelector("[data-draft-words]");
    words.textContent = draft.text;
    words.lang = draft.language;
    return made;
  }
})();
