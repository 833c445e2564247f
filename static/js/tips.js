/* Leaving a tip: what is typed stays on this device until it is sent, and a picture is made smaller before it travels.

   The page works without this file: then the fields are plain ones, and nothing is kept on the device. */
(function () {
  "use strict";

  const LONGEST_SIDE = 2000;
  const QUALITY = 0.85;
  const KEPT_DAYS = 7;
  const DAY = 86_400_000;
  const FIELDS = ["words", "contact", "may_contact", "wants_credit"];

  document.addEventListener("DOMContentLoaded", () => {
    forgetSent(document.querySelector("[data-tip-sent]"));
    const form = document.querySelector("[data-tip-form]");
    if (!form) return;
    keepWords(form);
    count(form.elements.words);
    preparePicture(form.querySelector("[data-tip-picture]"));
  });

  /* ---- words that stay on the device ---- */

  function keepWords(form) {
    const name = form.dataset.draft;
    const fresh = form.elements.request_key.value;
    const isSentBack = form.querySelector("[data-error-summary]") !== null;
    const kept = isSentBack ? null : read(name);
    if (kept) restore(form, kept);
    form.addEventListener("input", () => {
      // The same words sent again are the same tip, even after a break in the connection; other words are another.
      form.elements.request_key.value = fresh;
      write(name, form);
    });
    form.addEventListener("submit", () => write(name, form));
    form.querySelector("[data-begin-again]").addEventListener("click", () => {
      forget(name);
      form.reset();
      form.elements.request_key.value = fresh;
      form.querySelector("[data-restored]").hidden = true;
      form.elements.words.focus();
      count(form.elements.words);
    });
  }

  function restore(form, kept) {
    for (const field of FIELDS) {
      const element = form.elements[field];
      if (element.type === "checkbox") element.checked = Boolean(kept[field]);
      else element.value = kept[field] ?? "";
    }
    form.elements.request_key.value = kept.key || form.elements.request_key.value;
    form.querySelector("[data-restored]").hidden = false;
  }

  function write(name, form) {
    const draft = { at: Date.now(), key: form.elements.request_key.value };
    for (const field of FIELDS) {
      const element = form.elements[field];
      draft[field] = element.type === "checkbox" ? element.checked : element.value;
    }
    try {
      if (draft.words.trim()) localStorage.setItem(name, JSON.stringify(draft));
      else localStorage.removeItem(name);
    } catch {
      // A browser that keeps nothing is a browser that keeps nothing.
    }
  }

  function read(name) {
    try {
      const kept = JSON.parse(localStorage.getItem(name));
      if (kept && Date.now() - kept.at < KEPT_DAYS * DAY) return kept;
      localStorage.removeItem(name);
    } catch {
      forget(name);
    }
    return null;
  }

  function forget(name) {
    try {
      localStorage.removeItem(name);
    } catch {
      // As above.
    }
  }

  /* Only what was sent goes; a new tip that has been begun since stays. */
  function forgetSent(mark) {
    const kept = mark && read(mark.dataset.draft);
    if (kept && kept.key === mark.dataset.tipSent) forget(mark.dataset.draft);
  }

  /* ---- how much has been written ---- */

  function count(field) {
    const counter = document.querySelector("[data-counter-for='words']");
    const limit = Number(counter.querySelector("[data-counter-limit]").textContent);
    const say = () => {
      const length = [...field.value.trim()].length;
      counter.querySelector("[data-counter-count]").textContent = length;
      counter.dataset.state = length > limit ? "over" : length > limit * 0.9 ? "near" : "ok";
    };
    if (!field.dataset.isCounted) field.addEventListener("input", say);
    field.dataset.isCounted = "yes";
    say();
  }

  /* ---- the picture ---- */

  function preparePicture(frame) {
    const inputs = [...frame.querySelectorAll("input[type=file]")];
    const people = frame.querySelector("[data-people]");
    const kept = frame.querySelector("input[name=picture]");
    frame.dataset.ready = "";
    people.hidden = !kept && !people.querySelector(".field-error");
    for (const input of inputs) input.addEventListener("change", () => choose(input));
    frame.querySelector("[data-leave-out]").addEventListener("click", () => leaveOut());

    async function choose(input) {
      if (!input.files.length) return;
      for (const other of inputs) if (other !== input) other.value = "";
      kept?.remove();
      frame.querySelector(".tip-kept")?.remove();
      people.hidden = false;
      frame.dataset.hasPicture = "";
      frame.querySelector("[data-chosen]").hidden = false;
      if (await makeSmaller(input, frame.querySelector("canvas"))) {
        frame.dataset.isSmall = "";
        document.dispatchEvent(new CustomEvent("advocacy:say", { detail: frame.dataset.small }));
      }
    }

    function leaveOut() {
      for (const input of inputs) input.value = "";
      frame.querySelector("[data-chosen]").hidden = true;
      delete frame.dataset.hasPicture;
      people.hidden = true;
      for (const choice of people.querySelectorAll("input")) choice.checked = false;
      inputs.at(-1).focus();
    }
  }

  /* A telephone's picture is ten times larger than a page needs, and says where it was taken. Drawn anew it is small and says nothing.
     Answers whether it was made smaller. */
  async function makeSmaller(input, canvas) {
    const file = input.files[0];
    try {
      const picture = await createImageBitmap(file);
      const share = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
      canvas.width = Math.round(picture.width * share);
      canvas.height = Math.round(picture.height * share);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
      if (!made || made.size >= file.size || input.files[0] !== file) return false;
      const parcel = new DataTransfer();
      parcel.items.add(new File([made], "picture.jpg", { type: "image/jpeg" }));
      input.files = parcel.files;
      return true;
    } catch {
      canvas.width = canvas.height = 0; // Not a picture this browser can read: it goes as it is, and the server says what it thinks.
      return false;
    }
  }
})();
