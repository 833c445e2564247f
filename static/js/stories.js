/* The editor's form: keeps the length of each suggested wording up to date, takes suggestions away, puts a chosen wording into its
   field where two editors have saved at once, and asks before unsaved words are left behind. Everything works without it. */
(function () {
  "use strict";

  for (const row of document.querySelectorAll("[data-remove-row]")) row.hidden = false;

  document.addEventListener("input", (event) => {
    const field = event.target;
    countLetters(field);
    standByMine(field);
    const form = field.closest("[data-story-form]");
    if (form) form.dataset.changed = "";
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove-caption]");
    if (button) takeAway(button.closest("[data-caption]"));
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-fills]")) fillIn(event.target);
  });

  document.addEventListener("submit", (event) => {
    // The preview opens in another tab, so what is being written stays unsaved here.
    if (event.submitter?.formTarget !== "_blank") delete event.target.dataset.changed;
  });

  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("[data-story-form][data-changed]")) event.preventDefault();
  });

  for (const choice of document.querySelectorAll("[data-fills]:checked")) fillIn(choice);

  function countLetters(field) {
    const line = document.querySelector(`[data-length-of="${CSS.escape(field.id)}"] [data-length]`);
    if (line) line.textContent = String(Array.from(field.value).length);
  }

  /* Those below move up, so that no gap stays; the last open fold closes. */
  function takeAway(caption) {
    const fields = [...caption.closest(".caption-column").querySelectorAll("[data-caption] textarea")];
    const start = fields.indexOf(caption.querySelector("textarea"));
    fields.slice(start).forEach((field, offset) => {
      field.value = fields[start + offset + 1]?.value ?? "";
      countLetters(field);
    });
    const folds = [...caption.closest(".caption-column").querySelectorAll("[data-caption-more][open]")];
    const last = folds.at(-1);
    if (!last) return;
    last.open = false;
    last.querySelector("summary").focus();
    fields[start].dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* What is chosen above stands in the form below, where it can be changed. */
  function fillIn(choice) {
    const field = document.getElementById(choice.dataset.fills);
    const side = choice.closest(".comparison-choice");
    const words = side.querySelector(".comparison-words");
    if (!field || !words) return;
    field.value = words.querySelector(".quiet") ? "" : words.textContent;
    countLetters(field);
  }

  /* Whoever goes on writing in a field means what stands there, and not the other editor's words any more. */
  function standByMine(field) {
    const mine = document.querySelector(`[name="keep_${CSS.escape(field.name || "-")}"][value="mine"]`);
    if (mine) mine.checked = true;
  }
})();
