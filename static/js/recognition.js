/* A beginning goes into the field when it is pressed, and the writer goes on from there; the count follows. */
(function () {
  "use strict";

  const field = document.getElementById("words");
  const beginnings = document.querySelector("[data-beginnings]");
  const counter = document.querySelector("[data-counter-for='words']");
  if (!field || !beginnings || !counter) return;

  beginnings.hidden = false;
  beginnings.addEventListener("click", (event) => {
    const button = event.target.closest("[data-beginning]");
    if (button) begin(button.dataset.beginning);
  });
  field.addEventListener("input", count);
  count();

  /* What has been written stays: the beginning comes on a line of its own after it. */
  function begin(words) {
    const before = field.value.trimEnd();
    field.value = (before ? before + "\n" : "") + words + " ";
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    count();
  }

  function count() {
    const length = [...field.value.trim()].length;
    const limit = Number(counter.querySelector("[data-counter-limit]").textContent);
    counter.querySelector("[data-counter-count]").textContent = length;
    counter.dataset.state = length > limit ? "over" : length > limit * 0.9 ? "near" : "ok";
  }
})();
