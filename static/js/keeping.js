/* Keeps what is being typed in the editor's form: at the server every few seconds, and in this tab as long as the server does not
   answer, so that neither an ended session nor a dead connection costs anybody their words. Without script nothing changes. */
(function () {
  "use strict";

  const WAIT = 3000;
  const AGAIN = 10000;
  const form = document.querySelector("[data-keep-at]");
  forgetSaved();
  if (!form) return;

  const line = form.querySelector("[data-kept]");
  const place = form.elements.place.value;
  const slot = `story-draft ${form.dataset.person} ${place}`;
  let timer = null;
  let sending = null;
  let isChanged = false;
  let isSent = false;

  forgetOthers();
  bringBack();

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep(true));

  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget === "_blank") return;
    isSent = true;
    clearTimeout(timer);
    sending?.abort();
    keepHere(); // Should the session have ended, the words are in this tab; a page that saved them throws them away.
    sessionStorage.setItem(`${slot} sent`, form.elements.edit_count.value || "new");
  });

  function later(event) {
    if (event.target.type === "file") return;
    isChanged = true;
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT);
  }

  async function keep(isLeaving = false) {
    if (!isChanged || isSent || document.querySelector("[data-draft-waits]")) return;
    isChanged = false;
    sending = new AbortController();
    try {
      const answer = await fetch(form.dataset.keepAt, {
        method: "POST", body: words(), keepalive: isLeaving, redirect: "error", signal: sending.signal,
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      say((await answer.json()).said);
      sessionStorage.removeItem(slot);
    } catch (error) {
      if (error.name === "AbortError") return;
      isChanged = true;
      keepHere();
      say(form.dataset.away);
      timer = setTimeout(keep, AGAIN);
    }
  }

  /* Everything that is typed; no file, and nothing that belongs to one sending only. */
  function words() {
    const data = new FormData(form);
    for (const name of ["request_key", "then", "picture_file", "resolves"]) data.delete(name);
    for (const name of [...data.keys()]) if (name.startsWith("keep_")) data.delete(name);
    return new URLSearchParams(data);
  }

  function keepHere() {
    const data = words();
    data.delete("csrf_token");
    try {
      sessionStorage.setItem(slot, data.toString());
    } catch {
      // The tab's own store is full or closed: then the server's copy has to do.
    }
  }

  function say(sentence) {
    if (!line || !sentence) return;
    line.textContent = sentence;
    line.hidden = false;
  }

  /* After signing in again the form is opened anew, and the words are put back into it. */
  function bringBack() {
    const kept = sessionStorage.getItem(slot);
    const sent = sessionStorage.getItem(`${slot} sent`);
    sessionStorage.removeItem(`${slot} sent`);
    if (!kept) return;
    const data = new URLSearchParams(kept);
    const isSaved = sent !== null && sent !== "new" && sent !== (form.elements.edit_count.value || "new");
    const hasProblems = document.querySelector("[data-error-summary]") !== null;
    if (isSaved) sessionStorage.removeItem(slot);
    if (isSaved || hasProblems || (data.get("version") ?? "") !== form.elements.version.value) return;
    fill(data);
    isChanged = true;
    timer = setTimeout(keep, WAIT);
    say(form.dataset.back);
  }

  function fill(data) {
    for (const field of form.elements) {
      if (!field.name || field.type === "hidden" || field.type === "file" || field.type === "submit") continue;
      if (field.type === "radio" && !data.has(field.name)) continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = data.getAll(field.name).includes(field.value);
      else if (data.has(field.name)) field.value = data.get(field.name);
    }
    form.dataset.changed = "";
    for (const fold of form.querySelectorAll("[data-caption-more]")) if (fold.querySelector("textarea").value) fold.open = true;
  }

  /* A page that shows the story says which sendings have arrived: those words are kept where they belong. */
  function forgetSaved() {
    for (const saved of (document.querySelector("[data-saved-places]")?.dataset.savedPlaces ?? "").split(" ")) {
      for (const name of Object.keys(sessionStorage)) {
        if (!saved || !name.startsWith("story-draft ") || !name.endsWith(` ${saved} sent`)) continue;
        sessionStorage.removeItem(name);
        sessionStorage.removeItem(name.slice(0, -" sent".length));
      }
    }
  }

  /* On a shared computer the next person finds nothing of the one before. */
  function forgetOthers() {
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith("story-draft ") && !name.startsWith(`story-draft ${form.dataset.person} `)) sessionStorage.removeItem(name);
    }
  }
})();
