/* Posting from here, and later. Only a press on a button that says so takes the words out of the box and hands them to us.

   The box itself has no name, so nothing else ever sends it. On a share's page this file waits for how the posting went. */
(function () {
  "use strict";

  const ASK_EVERY = 2000;
  const ASK_TIMES = 90;

  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  let drafts = null; // static/js/drafts.js, where the page has it.

  document.addEventListener("DOMContentLoaded", () => {
    const writing = document.querySelector("[data-compose]");
    if (writing) import(JSON.parse(writing.dataset.compose).scripts.drafts).then((loaded) => { drafts = loaded; });
    for (const form of document.querySelectorAll("[data-way]")) form.addEventListener("submit", (event) => hand(form, event));
    for (const form of document.querySelectorAll("form")) if (form.querySelector("[data-if-when], [data-if-way]")) startChoosing(form);
    const state = document.querySelector("[data-posting]");
    if (state) follow(state);
  });

  /* ---- the page for writing ---- */

  function hand(form, event) {
    const box = document.getElementById("words");
    const facts = JSON.parse(document.querySelector("[data-compose]").dataset.compose);
    const takesWords = form.dataset.way === "post" || form.elements.way.value === "post";
    form.elements.text_language.value = box.lang;
    form.elements.words.value = takesWords ? box.value : "";
    if (!navigator.onLine) return stop(event, document.querySelector("[data-offline]"));
    if (!takesWords) return undefined;
    const over = document.querySelector("[data-over]");
    if ((over && !over.hidden) || !box.value.trim()) return stop(event, box);
    drafts?.noteSent(facts.draft, form.dataset.way === "post" ? facts.share_href : plannedHref(facts));
    document.querySelector("[data-compose]").dataset.handedOver = "1";
    return undefined;
  }

  /* A plan bears the name that its share will have. */
  function plannedHref(facts) {
    return facts.share_href.replace(/\/([^/]+)$/, "/planned/$1");
  }

  function stop(event, place) {
    event.preventDefault();
    place?.focus();
  }

  /* Fields that belong to one of the choices are shown with it. */
  function startChoosing(form) {
    const tell = () => {
      for (const [name, places] of [["when", "ifWhen"], ["way", "ifWay"]]) {
        const chosen = form.elements[name]?.value;
        for (const place of form.querySelectorAll(`[data-${name === "when" ? "if-when" : "if-way"}]`)) place.hidden = place.dataset[places] !== chosen;
      }
    };
    form.addEventListener("change", tell);
    tell();
  }

  /* ---- the page of a share ---- */

  /* Asks how the posting goes until there is something new to tell, then shows the page afresh. */
  async function follow(state) {
    for (let asked = 0; asked < ASK_TIMES; asked += 1) {
      await wait(ASK_EVERY);
      const answer = await fetch(state.dataset.posting, { headers: { Accept: "application/json" } }).catch(() => null);
      const told = answer?.ok ? await answer.json() : null;
      if (told && told.state !== state.dataset.state) return location.reload();
    }
    return undefined;
  }
})();
